"""Several directions at once, side by side: how Python holds what is there once for each.

::

    width 1:    the tangent of a number is a number, that of an array an array like it
    width 4:    the tangent of a number is an array of 4, that of an array has one more axis at its end, of length 4

The arrays are aligned as vectors of machines want it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from xdsl_enzyme.interop.scalar_types import AnyArray

WIDEST = 16
"""How many directions go at once at most. More take more memory, and registers that machines do not have."""

_ALIGNMENT = 64


def width_for(count: int) -> int:
    """How many of `count` directions should go at once. A power of two: vectors of other lengths have gaps between them in memory."""
    return min(WIDEST, 1 << max(count - 1, 0).bit_length())


def lanes(width: int) -> tuple[int, ...]:
    """The additional axis."""
    return () if width == 1 else (width,)


def zeros(shape: Sequence[int], dtype: Any, width: int) -> AnyArray:
    """Zero in all directions, for an array of this shape."""
    size = prod((*shape, width)) * np.dtype(dtype).itemsize
    memory = np.zeros(size + _ALIGNMENT, np.uint8)
    start = -memory.ctypes.data % _ALIGNMENT
    return memory[start : start + size].view(dtype).reshape((*shape, *lanes(width)))


def units(value: Any, dtype: Any, first: int, width: int) -> Any:
    """
    The unit vectors number `first` and following of the space that `value`, a number or an array, is from. Beyond the last one there
    are zeros.
    """
    shape = np.shape(value)
    result = zeros(shape, dtype, width)
    rows = result.reshape(-1, width)
    for lane, row in enumerate(range(first, min(first + width, len(rows)))):
        rows[row, lane] = 1
    return result if result.ndim or isinstance(value, np.ndarray) else result.item()


def last_axis(directions: Any, width: int) -> Any:
    """What is there once for each direction with these as the last axis, also if there is one only. None stays None."""
    return (
        np.asarray(directions)[..., None] if width == 1 and directions is not None else directions
    )
