"""Functions of the C library that move what is in their caller's memory: `qsort`, `qsort_r`, `bsearch`, and copies of strings.

Derivatives must see what they do, so programs get bodies of them, from ``runtime/c_library.ll``. Each call gets one of its own, in which
the numbers that the call says are known: what one call does to its memory says nothing about that of another. ::

    call void @qsort(ptr %v, i64 %n, i64 16, ptr @compare)
    -->
    call void @qsort.1(ptr %v, i64 %n, i64 16, ptr @compare)
    define linkonce_odr void @qsort.1(ptr %base, i64 %count, i64 %size, ptr %compare) { … with 16 for %size … }
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from xdsl_enzyme.frontends.linking import Linkable, link, runtime_library

_LIBRARY = "c_library"
_CALL = re.compile(r"(?P<before>\b(?:call|invoke) [^\n@]*)@(?P<name>\w+)\((?P<arguments>[^\n]*)")
_FUNCTION = re.compile(
    r"^define (?P<linkage>\w+) (?P<result>[^@\n]*)@(?P<name>\w+)"
    r"(?P<parameters>\([^\n]*\))(?P<attributes>[^\n)]*)\n(?P<body>.*?)^}$",
    re.MULTILINE | re.DOTALL,
)
_PARAMETER = re.compile(r"%[\w.]+(?=[,)])")
_COMMA = re.compile(r",\s*(?![^(]*\))")
_INTEGER = re.compile(r"^i\d+ (?:[a-z ]* )?(-?\d+)$")


def link_c_library(llvm_ir: str) -> str:
    """The module with a body for each call of these functions that it declares and does not define."""
    functions = _functions()
    declared = {
        name for name in functions if re.search(rf"^declare [^\n]*@{name}\(", llvm_ir, re.MULTILINE)
    }
    if not declared:
        return llvm_ir
    declarations: list[str] = []
    bodies: list[str] = []

    def with_own_body(call: re.Match[str]) -> str:
        if call["name"] not in declared:
            return call[0]
        function = functions[call["name"]]
        own = f"{call['name']}.{len(bodies) + 1}"
        declarations.append(f"declare {function['result']}@{own}{function['parameters']}\n")
        bodies.append(_specialised(function, own, _arguments(call["arguments"])))
        return f"{call['before']}@{own}({call['arguments']}"

    program = _CALL.sub(with_own_body, llvm_ir)
    return link(
        [
            Linkable("the program", program + "".join(declarations)),
            Linkable(f"{_LIBRARY}.ll", runtime_library(_LIBRARY) + "".join(bodies)),
        ]
    )


@cache
def _functions() -> dict[str, re.Match[str]]:
    return {match["name"]: match for match in _FUNCTION.finditer(runtime_library(_LIBRARY))}


def _arguments(text: str) -> list[str]:
    """The arguments at the beginning of what follows an opening parenthesis."""
    depth = 1

    def is_inside(character: str) -> bool:
        nonlocal depth
        depth += (character == "(") - (character == ")")
        return depth > 0

    return _COMMA.split("".join(takewhile(is_inside, text)))


def _specialised(function: re.Match[str], name: str, arguments: list[str]) -> str:
    """The function under another name, with the integers among the arguments in place of its parameters."""
    body = function["body"]
    for parameter, argument in zip(
        _PARAMETER.findall(function["parameters"]), arguments, strict=True
    ):
        if (integer := _INTEGER.match(argument)) is not None:
            body = re.sub(rf"{re.escape(parameter)}(?![\w.])", integer[1], body)
    head = f"define {function['linkage']} {function['result']}@{name}{function['parameters']}"
    return f"\n{head}{function['attributes']}\n{body}}}\n"
