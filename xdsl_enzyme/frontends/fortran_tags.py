"""Integers in objects of derived types and in descriptors are tagged as such, as C compilers do it: flang's LLVM IR -> LLVM IR.

Flang's tags tell variables apart, not types. Where records have floats and integers side by side, and arrays as components, an access alone
does not show that what it reads is no part of a float::

    %p = getelementptr %_QMmTpoint, ptr %r, i32 0, i32 2
    %n = load i32, ptr %p, align 4, !tbaa !8                 -->    %n = load i32, ptr %p, align 4, !tbaa !15      (an int)

Integers of 8 bytes stay as they are, but for those in descriptors: they may be addresses (`c_ptr`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

_TYPE = re.compile(r"^%(?P<name>[\w.]+) = type (?P<members>\{.*\})$", re.MULTILINE)
_FUNCTION = re.compile(r"^define .*?^\}$", re.MULTILINE | re.DOTALL)
_DESCRIPTOR = "{ ptr, i64, i32, i8, i8, i8, i8"
_MEMBER = re.compile(
    rf"^  (?P<pointer>%\S+) = getelementptr (?P<type>%_Q[\w.]+|{re.escape(_DESCRIPTOR)}[^}}]*\}}), ptr %[^ ,]+, i\d+ \S+?"
    r"(?P<indices>(?:, i\d+ [%\w.]+)+)(?=,? *(?:!|$))",
    re.MULTILINE,
)
_ACCESS = re.compile(
    r"^(?P<access>  (?:%\S+ = load (?P<loaded>i\d+)|store (?P<stored>i\d+) [^ ,]+), ptr (?P<pointer>%[^ ,]+)(?:, align \d+)?(?:, !dbg !\d+)?)"
    r"(?P<tag>, !tbaa !\d+)?",
    re.MULTILINE,
)
_NODE = re.compile(r"^!(\d+) = ", re.MULTILINE)
_OPAQUE = "_QM__fortran_"
"""Types of flang's own: some of their integers are addresses."""


def with_integer_tags(llvm_ir: str) -> str:
    """The same program, with tags on the integers."""
    types = {found["name"]: found["members"] for found in _TYPE.finditer(llvm_ir)}
    first = max((int(node) for node in _NODE.findall(llvm_ir)), default=0) + 1
    tagged = _FUNCTION.sub(lambda function: _tagged(function[0], types, first), llvm_ir)
    if tagged == llvm_ir:
        return llvm_ir
    nodes = [
        f"!{first} = !{{!{first + 1}, !{first + 1}, i64 0}}",
        f'!{first + 1} = !{{!"int", !{first + 2}, i64 0}}',
        f'!{first + 2} = !{{!"integers of Fortran"}}',
    ]
    return "\n".join([tagged.rstrip("\n"), *nodes, ""])


def _tagged(function: str, types: Mapping[str, str], tag: int) -> str:
    integers = {
        found["pointer"]: integer
        for found in _MEMBER.finditer(function)
        if (integer := _leaf(found["type"], found["indices"].split(", ")[1:], types)) is not None
    }

    def replace(found: re.Match[str]) -> str:
        type = found["loaded"] or found["stored"]
        if integers.get(found["pointer"]) != type:
            return found[0]
        return f"{found['access']}, !tbaa !{tag}"

    return _ACCESS.sub(replace, function) if integers else function


def _leaf(type: str, indices: Sequence[str], types: Mapping[str, str]) -> str | None:
    """The integer type that indices lead to in a type, if it is one."""
    is_in_descriptor = False
    for index in indices:
        is_in_descriptor = is_in_descriptor or type.startswith(_DESCRIPTOR)
        type = _definition(type, types)
        number = index.split()[1]
        if type.startswith("["):
            type = type[type.index(" x ") + 3 : -1]
        elif type.startswith("{") and number.isdecimal() and int(number) < len(_members(type)):
            type = _members(type)[int(number)]
        else:
            return None
    is_integer = re.fullmatch(r"i\d+", type) is not None
    return type if is_integer and (type != "i64" or is_in_descriptor) else None


def _definition(type: str, types: Mapping[str, str]) -> str:
    name = type.removeprefix("%")
    return type if name == type or name.startswith(_OPAQUE) else types.get(name, "")


@cache
def _members(type: str) -> Sequence[str]:
    """The members of a structure type."""
    found: list[str] = []
    depth, begin = 0, 1
    for position, character in enumerate(type):
        depth += (character in "{[") - (character in "}]")
        if (character == "," and depth == 1) or depth == 0:
            found.append(type[begin:position].strip())
            begin = position + 1
    return found
