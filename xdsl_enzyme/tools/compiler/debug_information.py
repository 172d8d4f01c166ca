"""Debug information that the user has not asked for: type analysis and errors need it, what is compiled does not keep it.

::

    !0 = distinct !DICompileUnit(…, flags: "xdsl-enzyme", …)          ours, since it says so
    %r = fadd double %x, %y, !dbg !7      -->      %r = fadd double %x, %y
"""

from __future__ import annotations

import re

_MARK = "xdsl-enzyme"

OURS = ("-g", "-Xclang", "-dwarf-debug-flags", "-Xclang", _MARK)
"""What clang is told to make debug information that we know again."""

_UNIT = re.compile(r"^(!\d+ = distinct !DICompileUnit\()(.*)\)$", re.MULTILINE)
_RECORD = re.compile(r"^ *#dbg_.*\n", re.MULTILINE)
_ATTACHMENT = re.compile(r'"[^"\n]*"|,? !(?:dbg|DIAssignID|heapallocsite) !\d+')
_UNITS = re.compile(r"^!llvm\.dbg\.cu = .*\n", re.MULTILINE)
_LOCATION = re.compile(r"^(!\d+) = (?:distinct )?!DILocation\(", re.MULTILINE)
_LOOP = re.compile(r"^(?P<node>!\d+) = distinct !\{(?P=node), (?P<others>.*)\}$", re.MULTILINE)


def marked_as_ours(llvm_ir: str) -> str:
    """LLVM IR whose debug information is known as ours."""
    return _UNIT.sub(rf'\g<1>\g<2>, flags: "{_MARK}")', llvm_ir)


def without_ours(llvm_ir: str) -> str:
    """LLVM IR without debug information, if all that it has is ours."""
    units = _UNIT.findall(llvm_ir)
    if not units or not all(f'flags: "{_MARK}"' in fields for _, fields in units):
        return llvm_ir
    locations = set(_LOCATION.findall(llvm_ir))

    def without_locations(loop: re.Match[str]) -> str:
        """A loop's node, which may say where the loop begins and ends."""
        others = [one for one in loop["others"].split(", ") if one not in locations]
        return f"{loop['node']} = distinct !{{{', '.join([loop['node'], *others])}}}"

    text = _UNITS.sub("", _RECORD.sub("", _LOOP.sub(without_locations, llvm_ir)))
    return _ATTACHMENT.sub(lambda found: found[0] if found[0].startswith('"') else "", text)
