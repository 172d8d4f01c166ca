"""Short loops that are unrolled before differentiation: LLVM IR text -> LLVM IR text.

Code about points in space has loops of three iterations over local arrays. Unrolled, such arrays become registers: the derivative
has no shadows of them, and the reverse sweep recomputes what it would have had to store. LLVM unrolls no loop here unless told to, so
the loops of which its optimised text says that they are short are told to::

    %exit = icmp eq i64 %next, 3                                      !7 = distinct !{!7, !8}
    br i1 %exit, label %out, label %loop, !llvm.loop !7    -->        !7 = distinct !{!7, !8, !{!"llvm.loop.unroll.full"}}
"""

from __future__ import annotations

import re

LONGEST = 8
"""Iterations of a loop that is unrolled."""

LARGEST = 256
"""Lines of text that an unrolled loop may have."""

_LATCH = re.compile(
    r"^  (?P<exit>%\S+) = icmp (?:samesign )?(?:eq|ne|ult|slt) i\d+ (?P<next>%\S+), (?P<count>\d+)\b.*\n(?:    #dbg.*\n)*"
    r"  br i1 (?P=exit), label %(?P<one>[^\s,]+), label %(?P<other>[^\s,]+).*!llvm\.loop (?P<node>!\d+)$",
    re.MULTILINE,
)
_INSTRUCTION = re.compile(r"^  \S", re.MULTILINE)
_NODE = re.compile(r"^(?P<node>!\d+) = distinct !\{(?P<operands>.*)\}$", re.MULTILINE)


def unroll_short_loops(llvm_ir: str) -> str:
    """The text, as LLVM has printed it, in which LLVM will unroll short loops; the same text if there are none."""
    short = {latch["node"] for latch in _LATCH.finditer(llvm_ir) if _is_short(llvm_ir, latch)}

    def mark(node: re.Match[str]) -> str:
        if node["node"] not in short:
            return node[0]
        return f'{node["node"]} = distinct !{{{node["operands"]}, !{{!"llvm.loop.unroll.full"}}}}'

    return _NODE.sub(mark, llvm_ir) if short else llvm_ir


def _is_short(llvm_ir: str, latch: re.Match[str]) -> bool:
    """Whether the loop that ends there counts from 0 to a small constant, and is small."""
    count = int(latch["count"])
    if count > LONGEST:
        return False
    function = llvm_ir.rfind("\ndefine ", 0, latch.start())
    begin = max(
        llvm_ir.rfind(f"\n{latch[label]}:", function, latch.start()) for label in ("one", "other")
    )
    if begin < 0:
        return False
    body = llvm_ir[begin : latch.end()]
    step = re.search(
        rf"^  {re.escape(latch['next'])} = add [a-z ]*i\d+ (%\S+), 1\b", body, re.MULTILINE
    )
    start = step and re.search(rf"^  {re.escape(step[1])} = phi .*\[ 0, ", body, re.MULTILINE)
    return start is not None and count * len(_INSTRUCTION.findall(body)) <= LARGEST
