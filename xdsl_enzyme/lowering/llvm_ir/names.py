"""Names and strings as LLVM's assembler spells them.

::

    f        ->  @f             a value called "x.1"  ->  %x.1
    "a b"    ->  @"a b"         bytes b"hi\\n"         ->  c"hi\\0A"
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[-a-zA-Z$._][-a-zA-Z$._0-9]*\Z")
_PRINTABLE = frozenset(range(0x20, 0x7F)) - {ord('"'), ord("\\")}


def escape(data: bytes) -> str:
    """`data` as the inside of a quoted LLVM string."""
    return "".join(chr(byte) if byte in _PRINTABLE else f"\\{byte:02X}" for byte in data)


def quoted(text: str) -> str:
    return f'"{escape(text.encode())}"'


def identifier(name: str) -> str:
    """`name` without its sigil, in quotes if it needs them."""
    return name if _PLAIN.match(name) else quoted(name)


def symbol(name: str) -> str:
    """The name of a function or global variable."""
    return f"@{identifier(name)}"


class NameTable:
    """Hands out names that are unique within one function; LLVM's values and labels share one space."""

    def __init__(self) -> None:
        self._next_suffix: dict[str, int] = {}

    def unique(self, hint: str | None) -> str:
        base = hint or "v"
        suffixes = self._next_suffix
        number = suffixes.get(base)
        if number is None:
            suffixes[base] = 1
            return identifier(base)
        while (name := f"{base}.{number}") in suffixes:
            number += 1
        suffixes[base] = number + 1
        suffixes[name] = 1
        return identifier(name)
