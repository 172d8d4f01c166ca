"""What guards share: functions around a derivative that tell its caller in Python how it has ended.

::

    define void @f(ptr %x)                                      the derivative, or
    define i32 @f.ending(ptr %x, ptr %message)                  a guard around it: 0, or how it has ended; why is at %message then

A guard takes what the derivative takes, and a place for a message. Guards stand around each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MESSAGE_SIZE = 1024
"""Bytes of room for a message."""


@dataclass(frozen=True)
class Guarded:
    """What a guard is put around: a derivative, or a guard of it."""

    parameters: str
    """Those of the derivative."""
    takes: str
    """Those of a guard."""
    call: str
    """The line that calls it."""
    outcome: str
    """What has come of it then."""


def guarded(llvm_ir: str, name: str, guard: str | None) -> Guarded | None:
    """The function `name`, or `guard` if it has that one already; None if it is not defined."""
    definition = re.search(rf'^define [^@\n]*@"?{re.escape(name)}"?\(', llvm_ir, re.MULTILINE)
    if definition is None:
        return None
    parameters = _until_closed(llvm_ir, definition.end())
    takes = ", ".join(filter(None, (parameters, "ptr %xdsl_enzyme.message")))
    if guard is None:
        return Guarded(parameters, takes, f'  call void @"{name}"({parameters}) noinline', "0")
    return Guarded(parameters, takes, f'  %inner = call i32 @"{guard}"({takes})', "%inner")


def _until_closed(text: str, start: int) -> str:
    """What stands between a parenthesis that was opened just before, and its end."""
    depth, end = 1, start
    while depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    return text[start : end - 1]


def with_declarations(llvm_ir: str, *lines: str) -> str:
    """The module with those declarations that it has not got yet."""
    return "\n".join((llvm_ir, *(line for line in lines if not _declares(llvm_ir, line))))


def _declares(llvm_ir: str, declaration: str) -> bool:
    """Whether a module has what a line declares."""
    match = re.search(r"@[\w.]+", declaration)
    assert match is not None
    symbol = re.escape(match[0])
    return bool(
        re.search(rf"^(?:{symbol} =|(?:declare|define) [^@\n]*{symbol}\()", llvm_ir, re.MULTILINE)
    )
