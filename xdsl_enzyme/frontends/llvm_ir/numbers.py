"""Numbers as LLVM prints them.

``-7``, ``true`` --> integers; ``1.5e+00``, ``0x3FF8000000000000`` (always the bits of a double, also for ``float``),
``0xH3C00`` (half), ``0xR3F80`` (bfloat), ``0xK…`` (x86_fp80), ``0xL…`` (fp128), ``f0x…`` (the bits of the type itself)
--> floats, or bit patterns where Python has no such float.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from xdsl.dialects.builtin import (
    BFloat16Type,
    Float16Type,
    Float32Type,
    Float64Type,
    Float80Type,
    Float128Type,
    IntegerType,
)
from xdsl.ir import Attribute

_INTEGER_WORDS = {"true": -1, "false": 0}

_FORMATS: dict[type[Attribute], tuple[int, str]] = {
    Float16Type: (2, "e"),
    Float32Type: (4, "f"),
    Float64Type: (8, "d"),
}
"""Bytes and `struct` format of the types that Python can pack."""

WIDE_FLOATS: dict[type[Attribute], IntegerType] = {
    Float80Type: IntegerType(80),
    Float128Type: IntegerType(128),
}
"""Floats that hold more than a Python float, and the integers that hold their bits."""


@dataclass(frozen=True)
class Bits:
    """A float of a type in `WIDE_FLOATS`, as its bits."""

    value: int


def is_literal(token: str) -> bool:
    """Whether `token` is a number rather than an address, an expression or a special value."""
    return token[0] in "0123456789+-" or token.startswith("f0x") or token in _INTEGER_WORDS


def parse_integer(token: str) -> int:
    """The value of an integer literal. Raises `ValueError` if it is none."""
    if (value := _INTEGER_WORDS.get(token)) is not None:
        return value
    return int(token)


def parse_float(token: str, type: Attribute) -> float | Bits:
    """The value of a literal of the float `type`. Raises `ValueError` if it is none."""
    if token.startswith("0xK"):
        return Bits(int(token[3:], 16))
    if token.startswith("0xL"):  # the low half comes first
        return Bits(int(token[19:], 16) << 64 | int(token[3:19], 16))
    if token.startswith(("0xH", "0xR")):
        return float_from_bits(int(token[3:], 16), type)
    if token.startswith("0x"):
        return struct.unpack("<d", int(token[2:], 16).to_bytes(8, "little"))[0]
    if token.startswith("f0x"):
        bits = int(token[3:], 16)
        return (
            Bits(bits)
            if isinstance(type, Float80Type | Float128Type)
            else float_from_bits(bits, type)
        )
    value = float(token)
    if isinstance(type, Float80Type | Float128Type):
        raise ValueError(token)
    return value


def float_from_bits(bits: int, type: Attribute) -> float:
    """The float of `type` (half, bfloat, float or double) with these bits."""
    if isinstance(type, BFloat16Type):
        return struct.unpack("<f", (bits << 16).to_bytes(4, "little"))[0]
    size, code = _FORMATS[type.__class__]
    return struct.unpack(f"<{code}", bits.to_bytes(size, "little"))[0]
