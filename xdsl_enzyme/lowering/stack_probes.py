"""Recursion that needs too much stack shall find out in its own code: LLVM IR text -> LLVM IR text.

::

    define double @f(double %x) {                       define double @f(double %x) {
      %y = call double @f(double %x)             -->      %… = load volatile i8, 64 KiB below the stack pointer
      …                                                   %y = call double @f(double %x)

Derivatives of recursive functions allocate in each call. Without the look ahead it would be in the allocator that the stack ends, with its
locks held, where nobody can go on (`fault_guard`).
"""

from __future__ import annotations

import re

from xdsl_enzyme.graphs import strong_components

AHEAD = 1 << 16
"""How far ahead is looked, in bytes: more than functions of libraries need."""

_SYMBOL = r'@(?:"[^"]*"|[-\w.$]+)'
_DEFINITION = re.compile(
    rf"^define [^@\n]*(?P<name>{_SYMBOL})\([^\n]*\{{\n(?P<label>[-\w.$\"]+:[^\n]*\n)?(?P<body>.*?)^\}}$",
    re.MULTILINE | re.DOTALL,
)
_STACK_POINTER = "declare ptr @llvm.stacksave.p0()"
_PROBE = f"""\
  %xdsl_enzyme.stack = call ptr @llvm.stacksave.p0()
  %xdsl_enzyme.ahead = getelementptr i8, ptr %xdsl_enzyme.stack, i64 -{AHEAD}
  %xdsl_enzyme.looked = load volatile i8, ptr %xdsl_enzyme.ahead
"""


def probe_stack(llvm_ir: str) -> str:
    """The module with a look ahead in each function that may call itself, directly or through others."""
    definitions = list(_DEFINITION.finditer(llvm_ir))
    names = {definition["name"] for definition in definitions}
    used = {
        definition["name"]: [
            name for name in dict.fromkeys(re.findall(_SYMBOL, definition["body"])) if name in names
        ]
        for definition in definitions
    }
    recursive = {
        name
        for component in strong_components(used)
        for name in component
        if len(component) > 1 or name in used[name]
    }
    if not recursive:
        return llvm_ir
    pieces: list[str] = []
    end = 0
    for definition in definitions:
        if definition["name"] in recursive:
            pieces += (llvm_ir[end : definition.start("body")], _PROBE)
            end = definition.start("body")
    pieces.append(llvm_ir[end:])
    text = "".join(pieces)
    return text if _STACK_POINTER in text else f"{text}\n{_STACK_POINTER}\n"
