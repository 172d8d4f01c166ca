"""What memory and values hold, as programs for Enzyme write it: type trees.

::

    parse("{[-1]:Pointer, [-1,0]:Integer, [-1,8]:Float@double}")
    -->  [((-1,), !llvm.ptr), ((-1, 0), i8), ((-1, 8), f64)]

A path says where: its numbers are offsets in bytes, the first in the value itself, each other behind the pointer that the ones before
lead to; -1 stands for all offsets, and `8%24` as the last number for byte 8 of every 24. An integer is told by each of its bytes, or by its first one
and its size (`Integer@64`); anything else by its first one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from xdsl.dialects.builtin import IntegerType, bf16, f16, f32, f64, f80, f128, i8
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.types.facts import ScalarType, describe_type
from xdsl_enzyme.errors import ReadError

ALL = -1
"""Stands for all offsets."""

_TYPES: dict[str, ScalarType | None] = {
    "Integer": i8,
    **{f"Integer@{width}": IntegerType(width) for width in (8, 16, 32, 64)},
    "Pointer": LLVMPointerType(),
    "Float@half": f16,
    "Float@bfloat": bf16,
    "Float@float": f32,
    "Float@double": f64,
    "Float@x86_fp80": f80,
    "Float@fp128": f128,
    "Anything": None,
    "Unknown": None,
}


@dataclass(frozen=True)
class Entry:
    """What is at one path."""

    path: tuple[int, ...]
    type: ScalarType
    period: int = 0
    """Bytes after which the last offset repeats; 0 if it does not."""

    @property
    def size(self) -> int:
        """In bytes."""
        return size_of(cast(Attribute, self.type))

    def describe(self) -> str:
        """For people."""
        return describe_type(cast(Attribute, self.type))


TypeTree = tuple[Entry, ...]

_ENTRY = re.compile(r"\s*\[(?P<path>[^\]]*)\]\s*:\s*(?P<type>[\w@]*)\s*(?P<end>,|\}|$)?")


def parse_type_tree(text: str) -> TypeTree:
    """The entries of a tree that say something. Raises `ReadError` if the text is no type tree."""
    text = text.strip()
    if not text.startswith("{") or not text.endswith("}"):
        raise _malformed(text, "it has to stand in braces")
    entries: list[Entry] = []
    position = 1
    is_more = text[1:].strip() != "}"
    while is_more:
        match = _ENTRY.match(text, position)
        if match is None:
            raise _malformed(
                text, f"'{text[position:].strip()}' does not begin with '[offset]:type'"
            )
        name = match["type"]
        if name not in _TYPES:
            raise _malformed(text, f"'{name}' is no type", f"known are {', '.join(_TYPES)}")
        if not match["end"]:
            raise _malformed(text, f"after '{match[0].strip()}' a comma or the end is missing")
        path, period = _path(text, match["path"])
        if (type := _TYPES[name]) is not None:
            entries.append(Entry(path, type, period))
        position = match.end()
        is_more = match["end"] == ","
    if text[position:].strip() not in ("", "}"):
        raise _malformed(text, f"'{text[position:].strip()}' stands behind its end")
    return tuple(entries)


def _path(text: str, path: str) -> tuple[tuple[int, ...], int]:
    """The offsets, and the bytes after which the last one repeats."""
    path, repeats, period = path.partition("%")
    offsets: list[int] = []
    for word in path.split(","):
        if re.fullmatch(r"\s*(-1|\d+)\s*", word) is None:
            raise _malformed(text, f"'{word.strip()}' is neither an offset nor -1, in '[{path}]'")
        offsets.append(int(word))
    if not repeats:
        return tuple(offsets), 0
    if re.fullmatch(r"\s*[1-9]\d*\s*", period) is None or offsets[-1] == ALL:
        raise _malformed(
            text, f"'%{period}' is not the number of bytes after which an offset repeats"
        )
    return tuple(offsets), int(period)


def _malformed(text: str, why: str, hint: str | None = None) -> ReadError:
    return ReadError(
        f"'{text}' is no type tree",
        why=why,
        hint=hint or "write it like {[-1]:Pointer, [-1,-1]:Float@double}",
    )


def behind_pointer(text: str) -> str:
    """The tree of a pointer to what has this tree."""
    parse_type_tree(text)
    return "{[-1]:Pointer, " + text[1:].replace("[", "[-1,") if text[1:].strip() != "}" else text
