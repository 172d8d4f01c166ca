"""The scalar types that cross the border between Python and compiled code.

One row per IR type: how NumPy stores it, how ctypes passes it by value, and what C calls it::

    f64  ->  numpy float64, ctypes c_double, "double"
    i32  ->  numpy int32 or uint32, ctypes c_int32, "int32_t"
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from xdsl.dialects.builtin import (
    Float16Type,
    Float32Type,
    Float64Type,
    IndexType,
    IntegerType,
    f16,
    f32,
    f64,
    i1,
    i8,
    i16,
    i32,
    i64,
)
from xdsl.ir import Attribute

AnyArray: TypeAlias = NDArray[Any]
"""A NumPy array of any type."""


@dataclass(frozen=True)
class ScalarType:
    """A number as NumPy, ctypes and C see it."""

    type: Attribute
    dtypes: tuple[np.dtype[Any], ...]
    """The array element types that fit; the first is the usual one."""
    ctype: type[Any] | None
    """How it is passed by value; None if ctypes can't."""
    c_name: str
    bits: int

    @property
    def is_float(self) -> bool:
        return self.dtypes[0].kind == "f"

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.dtypes[0]

    def __str__(self) -> str:
        return str(self.dtype)


def _row(type: Attribute, names: str, ctype: Any, c_name: str, bits: int) -> ScalarType:
    return ScalarType(type, tuple(np.dtype(name) for name in names.split()), ctype, c_name, bits)


_SCALAR_TYPES: dict[Attribute, ScalarType] = {
    row.type: row
    for row in (
        _row(i1, "bool", ctypes.c_bool, "bool", 1),
        _row(i8, "int8 uint8 bool", ctypes.c_int8, "int8_t", 8),
        _row(i16, "int16 uint16", ctypes.c_int16, "int16_t", 16),
        _row(i32, "int32 uint32", ctypes.c_int32, "int32_t", 32),
        _row(i64, "int64 uint64", ctypes.c_int64, "int64_t", 64),
        _row(IndexType(), "int64 uint64", ctypes.c_int64, "int64_t", 64),
        _row(f16, "float16", None, "_Float16", 16),
        _row(f32, "float32", ctypes.c_float, "float", 32),
        _row(f64, "float64", ctypes.c_double, "double", 64),
    )
}


def scalar_type(type: Attribute) -> ScalarType | None:
    """The row of an IR type; None for what isn't a scalar that Python can hold."""
    return _SCALAR_TYPES.get(type)


def known_scalar_types() -> Iterable[Attribute]:
    """The IR types that have a row."""
    return _SCALAR_TYPES.keys()


def is_scalar(type: Attribute) -> bool:
    """Whether `type` is a number, known to Python or not."""
    return isinstance(type, IntegerType | IndexType | Float16Type | Float32Type | Float64Type)
