"""Dual numbers: a float together with its derivatives in some directions.

::

    x = Dual(3.0, 1.0)                      # dx = 1
    evaluate = differentiable(PRIMITIVES["sin"], float)
    evaluate(x)                             # Dual(sin 3, cos 3 * 1)

A tangent is `None` (exactly zero, in every direction), a float (one direction) or an array of shape
`(directions,)`. All arithmetic on tangents is linear, so the three mix freely.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tangent: TypeAlias = "float | NDArray[np.float64] | None"


class Dual:
    """A float and its tangent."""

    __slots__ = ("tangent", "value")

    def __init__(self, value: float, tangent: Tangent = None):
        self.value = value
        self.tangent = tangent

    def __repr__(self) -> str:
        return f"Dual({self.value!r}, {self.tangent!r})"


class Primitive(NamedTuple):
    """A scalar function and its partial derivatives with respect to each argument, as one tuple."""

    value: Callable[..., float]
    partials: Callable[..., tuple[float, ...]]


def round_f32(value: float) -> float:
    """`value` rounded to the nearest single-precision float."""
    return ctypes.c_float(value).value


def round_f16(value: float) -> float:
    """`value` rounded to the nearest half-precision float."""
    with np.errstate(over="ignore"):
        return float(np.float16(value))


def scale(partial: float, tangent: Tangent) -> Tangent:
    """`partial * tangent`. A direction with zero tangent stays zero, even where the partial is infinite or NaN."""
    if tangent is None:
        return None
    if math.isfinite(partial):
        return partial * tangent
    if isinstance(tangent, float):
        return partial * tangent if tangent != 0.0 else 0.0
    with np.errstate(invalid="ignore"):
        return np.where(tangent == 0.0, 0.0, partial * tangent)


def add(left: Tangent, right: Tangent) -> Tangent:
    """The sum of two tangents."""
    if left is None:
        return right
    if right is None:
        return left
    return left + right


def differentiable(primitive: Primitive, rounding: Callable[[float], float]) -> Callable[..., Dual]:
    """The primitive on dual numbers. Only the value is rounded: tangents stay in double precision."""
    function, partials = primitive

    def evaluate(*arguments: Dual) -> Dual:
        values = [argument.value for argument in arguments]
        value = rounding(function(*values))
        for argument in arguments:
            if argument.tangent is not None:
                break
        else:
            return Dual(value)
        tangent: Tangent = None
        for partial, argument in zip(partials(*values), arguments, strict=True):
            tangent = add(tangent, scale(partial, argument.tangent))
        return Dual(value, tangent)

    return evaluate
