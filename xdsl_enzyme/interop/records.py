"""Whether the records of an array have their floats where a function takes floats from.

::

    struct { double a; int k; float f; }      [("a", "f8"), ("k", "i4"), ("f", "f4")] fits
                                              [("a", "f8"), ("f", "f4"), ("k", "i4")] does not
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod
from typing import Any

import numpy as np
from xdsl.ir import Attribute

from xdsl_enzyme.interop.scalar_types import scalar_type


def has_floats_at(record: np.dtype[Any], floats: Iterable[tuple[int, int, Attribute]]) -> bool:
    """
    Whether arrays of `record` have floats at these places: residue and modulus of their offsets, and types. Of offsets that
    do not repeat with the record, nothing is known.
    """
    if record.kind != "V":
        return False
    leaves = list(_leaves(record))
    for residue, modulus, type in floats:
        scalar = scalar_type(type)
        if scalar is None or not record.itemsize or modulus % record.itemsize:
            continue
        here = residue % record.itemsize
        if not any(
            (at == here and leaf in scalar.dtypes)
            or (leaf.kind == "V" and at <= here < at + leaf.itemsize)
            for at, leaf in leaves
        ):
            return False
    return True


def _leaves(record: np.dtype[Any], start: int = 0) -> Iterator[tuple[int, np.dtype[Any]]]:
    """Offset and type of each number in a record, and of bytes that may be anything."""
    if record.subdtype is not None:
        element, shape = record.subdtype
        for index in range(prod(shape)):
            yield from _leaves(element, start + index * element.itemsize)
    elif record.fields is not None:
        for type, offset, *_ in record.fields.values():
            yield from _leaves(type, start + offset)
    elif record.kind == "c":
        part = np.dtype(f"f{record.itemsize // 2}")
        yield from ((start + at, part) for at in (0, part.itemsize))
    else:
        yield start, record
