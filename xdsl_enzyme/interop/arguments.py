"""Checking what a caller passes, and turning it into what compiled code takes.

Everything that C would get silently wrong is an `ArgumentsError` that names the argument: another element type, strides,
numbers out of range, arrays that overlap where they must not.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, cast

import numpy as np

from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import (
    ArrayArgument,
    ScalarArgument,
    Signature,
    element_array_fits,
)

_LARGEST_FLOAT = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class ArgumentChecker:
    """Checks values for the arguments of one function."""

    signature: Signature

    def count(self, values: Sequence[Any], what: str = "arguments") -> None:
        """Refuse another number of values than the function has arguments."""
        expected = len(self.signature.arguments)
        if len(values) != expected:
            names = ", ".join(self.signature.argument_names)
            raise ArgumentsError(
                f"{self.signature.name} takes {expected} {what}{f' ({names})' if names else ''}, "
                f"but was given {len(values)}"
            )

    def convert(self, index: int, value: Any, in_place: bool = False) -> Any:
        """`value` as the argument at `index` takes it: a number, or an array that is not copied."""
        argument = self.signature.arguments[index]
        if isinstance(argument, ScalarArgument):
            return self.number(index, argument, value)
        return self.array(index, argument, value, in_place=in_place)

    def number(
        self, index: int, argument: ScalarArgument, value: Any, what: str = ""
    ) -> int | float | bool:
        """A Python number for a scalar; refuses what does not fit into its type."""
        value = self._scalar(index, value, argument.description, what)
        if argument.is_float:
            return self._float(index, argument, value, what)
        return self._integer(index, argument, value, what)

    def _scalar(self, index: int, value: Any, expected: str, what: str) -> Any:
        if is_number(value):
            return value
        if getattr(value, "ndim", None) == 0 and hasattr(value, "__array__"):
            return np.asarray(value)[()]
        raise self.misfit(index, expected, describe(value), what)

    def _float(self, index: int, argument: ScalarArgument, value: Any, what: str) -> float:
        if np.asarray(value).dtype.kind not in "biufO":
            raise self.misfit(index, argument.description, describe(value), what)
        try:
            result = float(value)
        except OverflowError:
            raise self.misfit(
                index, argument.description, "an integer out of range", what
            ) from None
        if argument.type.bits == 32 and math.isfinite(result) and abs(result) > _LARGEST_FLOAT:
            raise self.misfit(index, argument.description, f"{result}, which is out of range", what)
        return result

    def _integer(self, index: int, argument: ScalarArgument, value: Any, what: str) -> int | bool:
        try:
            result = operator.index(np.asarray(value).item())
        except TypeError:
            raise self.misfit(index, argument.description, describe(value), what) from None
        bits = argument.type.bits
        if bits == 1:
            if result not in (0, 1):
                raise self.misfit(index, argument.description, f"{result}", what)
            return bool(result)
        if not -(1 << (bits - 1)) <= result < (1 << bits):
            raise self.misfit(index, argument.description, f"{result}, which is out of range", what)
        return result

    def array(
        self,
        index: int,
        argument: ArrayArgument,
        value: Any,
        what: str = "",
        in_place: bool = False,
    ) -> AnyArray:
        """`value` as an array that compiled code can read; with `in_place` it shares the memory."""
        array = as_array(value, in_place)
        if array is None:
            raise self.misfit(index, argument.description, describe(value), what)
        if not element_array_fits(argument, array):
            raise self.misfit(
                index, argument.description, describe(array), what, self._hint(argument, array)
            )
        if not array.flags.c_contiguous:
            raise self.misfit(
                index,
                "a contiguous array, row by row",
                f"one with strides {array.strides}",
                what,
                "pass np.ascontiguousarray(…) of it",
            )
        if not array.flags.aligned:
            raise self.misfit(
                index, "an aligned array", "one that is not", what, "pass a copy of it"
            )
        if array.nbytes < argument.minimum_bytes:
            raise self.misfit(
                index, f"at least {argument.minimum_bytes} bytes", f"{array.nbytes}", what
            )
        if (expected := argument.shape_misfit(array)) is not None:
            raise self.misfit(index, expected, describe(array), what)
        return array

    @staticmethod
    def _hint(argument: ArrayArgument, array: AnyArray) -> str | None:
        if argument.is_structure:
            return "pass an array with a structured dtype of the same layout, or its bytes as uint8"
        if argument.element is None:
            return None
        if array.dtype.kind == "c" and argument.is_float:
            return f"pass its .view('{argument.element}')"
        return f"convert it: x.astype('{argument.element}')"

    def shadow(self, index: int, value: AnyArray, shadow: Any) -> AnyArray:
        """A shadow array for `value`: the same type and shape, writable, elsewhere in memory."""
        argument = cast(ArrayArgument, self.signature.arguments[index])
        array = self.array(index, argument, shadow, "the shadow of ", in_place=True)
        self.same_form(index, value, array, "the shadow of ")
        self.writable(index, array, "the shadow of ")
        return array

    def same_form(self, index: int, value: AnyArray, other: AnyArray, what: str) -> None:
        """Refuse an array that is not of the type and shape of `value`."""
        if other.shape != value.shape or other.dtype != value.dtype:
            raise self.misfit(index, describe(value), describe(other), what)

    def writable(self, index: int, array: AnyArray, what: str = "") -> None:
        """Refuse memory that must not be written."""
        if not array.flags.writeable:
            raise self.misfit(
                index, "a writable array", "a read-only one", what, "pass a copy of it"
            )

    def misfit(
        self, index: int, expected: str, got: str, what: str = "", hint: str | None = None
    ) -> ArgumentsError:
        """The error for a value that does not fit an argument."""
        return ArgumentsError(
            f"{what}{self.signature.describe(index)} must be {expected}, not {got}", hint=hint
        )


def is_number(value: Any) -> bool:
    """Whether `value` is a number of Python's or NumPy's."""
    return isinstance(value, (bool, int, float, np.generic))


def as_array(value: Any, in_place: bool = False) -> AnyArray | None:
    """
    The array that `value` is or converts itself to; None for anything else, lists included. With `in_place` only
    what is sure to share its memory.
    """
    if isinstance(value, np.ndarray):
        return cast(AnyArray, value)
    if isinstance(value, (str, list, tuple, np.generic)):
        return None
    if hasattr(value, "__array_interface__"):
        return np.asarray(value)
    try:
        return np.asarray(memoryview(value))
    except TypeError:
        return np.asarray(value) if hasattr(value, "__array__") and not in_place else None


def describe(value: Any) -> str:
    """What a value is, for a message."""
    if isinstance(value, np.ndarray):
        array = cast(AnyArray, value)
        return f"an array of {array.dtype} with shape {array.shape}"
    if is_number(value):
        kind = "" if hasattr(value, "dtype") else f", a Python {type(value).__name__}"
        return f"{value!r}{kind}"
    if isinstance(value, complex):
        return f"{value!r}, a Python {type(value).__name__}"
    return f"a value of type {type(value).__name__}"


@dataclass(frozen=True)
class Extent:
    """The memory of an argument, or of its shadow."""

    index: int
    is_shadow: bool
    array: AnyArray
    written: bool

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The addresses of the first byte, and of the first one behind the last."""
        start = self.array.__array_interface__["data"][0]
        return start, start + self.array.nbytes


def overlapping(extents: Sequence[Extent]) -> list[tuple[Extent, Extent]]:
    """The pairs that share memory of which at least one side is written."""
    ordered = sorted(
        (extent for extent in extents if extent.array.nbytes), key=lambda extent: extent.bounds
    )
    pairs: list[tuple[Extent, Extent]] = []
    for position, one in enumerate(ordered):
        _, end = one.bounds
        for other in islice(ordered, position + 1, None):
            if other.bounds[0] >= end:
                break
            if one.written or other.written:
                pairs.append((one, other))
    return pairs
