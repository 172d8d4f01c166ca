"""Common blocks of Fortran are taken apart into the variables that share no memory: LLVM IR of flang -> LLVM IR.

A common block is a global of bytes. Where it has arrays and integers, an index that is not known could lead from the one to the other; debug
information says where each variable ends, in every procedure that declares the block::

    @blk_ = common global [92 x i8] …, !dbg !0, !dbg !1          @blk_.0 = internal global [88 x i8] …
    store i32 %n, ptr getelementptr (i8, ptr @blk_, i64 88) -->  @blk_.88 = internal global [4 x i8] …
                                                                 store i32 %n, ptr getelementptr (i8, ptr @blk_.88, i64 0)

Variables that overlap, in one procedure or another, stay together. A block stays as it is if something else is done to it, if not all variables are
known, or if it has an array of one element: by old custom, such go on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

_BLOCK = re.compile(
    r"^@(?P<name>[\w.]+) = common (?P<flags>[^\n\[]*)global \[(?P<size>\d+) x i8\] zeroinitializer, align \d+"
    r"(?P<debug>(?:, !dbg !\d+)+)$",
    re.MULTILINE,
)
_NODE = re.compile(r"^!(?P<number>\d+) = (?:distinct )?(?P<text>.*)$", re.MULTILINE)
_REFERENCE = re.compile(r"!(\d+)")
_FIELD = re.compile(r"(\w+): (!\d+|\d+|!DIExpression\([^)]*\)|\w+)")
_OFFSET = re.compile(r"^!DIExpression\((?:DW_OP_plus_uconst, (\d+))?\)$")


@dataclass(frozen=True)
class _Variable:
    """A variable of a common block, in some procedure."""

    node: str
    """Its description."""
    start: int
    end: int

    def described(self, number: int, start: int) -> str:
        """The metadata that says where it lies in the part of the block that begins at `start`."""
        way = f"DW_OP_plus_uconst, {self.start - start}" if self.start > start else ""
        return (
            f"!{number} = !DIGlobalVariableExpression(var: {self.node}, expr: !DIExpression({way}))"
        )


def split_common_blocks(llvm_ir: str) -> str:
    """The program with all common blocks apart that can be; the same text if there are none."""
    blocks = list(_BLOCK.finditer(llvm_ir))
    nodes = {found["number"]: found["text"] for found in _NODE.finditer(llvm_ir)} if blocks else {}
    added: list[str] = []
    for block in blocks:
        variables = _variables(block, nodes)
        starts = _starts(variables or [])
        if variables is None or len(starts) < 2 or not _is_known(block["name"], starts, llvm_ir):
            continue
        first = max(map(int, nodes)) + 1 + len(added)
        ends = [*starts[1:], int(block["size"])]
        parts: list[str] = []
        for start, end in zip(starts, ends, strict=True):
            inside = [one for one in variables if start <= one.start < end]
            numbers = range(first, first + len(inside))
            first += len(inside)
            added += [one.described(n, start) for n, one in zip(numbers, inside, strict=True)]
            debug = "".join(f", !dbg !{n}" for n in numbers)
            parts.append(
                f"@{block['name']}.{start} = internal global [{end - start} x i8] zeroinitializer, align 16{debug}"
            )
        llvm_ir = llvm_ir.replace(block[0], "\n".join(parts))
        llvm_ir = _uses(block["name"]).sub(partial(_moved, block["name"], starts), llvm_ir)
    return "\n".join([llvm_ir.rstrip("\n"), *added, ""]) if added else llvm_ir


def _is_known(name: str, starts: list[int], llvm_ir: str) -> bool:
    """Whether nothing is done to a block but to look for places in it that are in one of its parts."""
    offsets = [int(found["offset"] or 0) for found in _uses(name).finditer(llvm_ir)]
    mentions = re.findall(rf"@{re.escape(name)}(?![\w.])", llvm_ir)
    return len(mentions) == len(offsets) + 1 and all(offset >= starts[0] for offset in offsets)


def _moved(name: str, starts: list[int], found: re.Match[str]) -> str:
    """What a place in the block is now."""
    offset = int(found["offset"] or 0)
    start = starts[bisect_right(starts, offset) - 1]
    part = f"ptr @{name}.{start}"
    return f"{found['before']}{part}, i64 {offset - start})" if found["offset"] else part


def _uses(name: str) -> re.Pattern[str]:
    symbol = rf"ptr @{re.escape(name)}(?![\w.])"
    return re.compile(
        rf"(?P<before>getelementptr inbounds(?: nuw)? \(i8, ){symbol}, i64 (?P<offset>\d+)\)|{symbol}(?!, i64 \d+\))"
    )


def _variables(block: re.Match[str], nodes: Mapping[str, str]) -> list[_Variable] | None:
    """The variables of a block; None if some are not known, or may go on behind their end."""
    found: list[_Variable] = []
    for number in _REFERENCE.findall(block["debug"]):
        expression = _fields(nodes[number])
        offset = _OFFSET.match(expression.get("expr", ""))
        description = _fields(nodes.get(expression.get("var", "")[1:], ""))
        size = _size(description.get("type", ""), nodes)
        if offset is None or size is None:
            return None
        start = int(offset[1] or 0)
        found.append(_Variable(expression["var"], start, start + size))
    return found


def _fields(text: str) -> dict[str, str]:
    return {found[1]: found[2] for found in _FIELD.finditer(text)}


def _size(type: str, nodes: Mapping[str, str]) -> int | None:
    """The bytes of a variable of some type."""
    text = nodes.get(type[1:], "")
    fields = _fields(text)
    if "DW_TAG_array_type" in text:
        element = _size(fields.get("baseType", ""), nodes)
        counts = list(_counts(fields.get("elements", ""), nodes))
        if element is None or not counts or None in counts or counts == [1]:
            return None
        for count in counts:
            element *= count or 0
        return element
    return int(fields["size"]) // 8 if fields.get("size", "").isdigit() else None


def _counts(elements: str, nodes: Mapping[str, str]) -> Iterator[int | None]:
    for number in _REFERENCE.findall(nodes.get(elements[1:], "")):
        count = _fields(nodes.get(number, "")).get("count", "")
        yield int(count) if count.isdigit() else None


def _starts(variables: list[_Variable]) -> list[int]:
    """Where a variable begins behind the end of all those before it."""
    starts: list[int] = []
    end = 0
    for one in sorted(variables, key=lambda one: one.start):
        if one.start >= end:
            starts.append(one.start)
        end = max(end, one.end)
    return starts
