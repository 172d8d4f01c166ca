"""Finite differences: a smoke test of the oracle itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.oracle.oracle import Argument, Oracle, floats_of


def finite_difference(
    oracle: Oracle,
    name: str,
    args: Sequence[Argument],
    of: int | None = None,
    wrt: Sequence[int] | None = None,
    step: float = 1e-6,
) -> list[Any]:
    """The Jacobian of `Oracle.jacobian` by central differences: about eight digits where all goes well."""

    def output(arguments: Sequence[Argument]) -> NDArray[np.float64]:
        result = oracle.run(name, arguments)
        return np.asarray(result.value if of is None else result.arrays[of], dtype=np.float64)

    jacobian: list[Any] = [None] * len(args)
    for index in floats_of(args) if wrt is None else wrt:
        columns = list[NDArray[np.float64]]()
        for element in range(np.size(args[index])):
            shifted = [_shifted(args, index, element, by) for by in (step, -step)]
            columns.append((output(shifted[0]) - output(shifted[1])) / (2.0 * step))
        stacked = np.stack(columns, axis=-1)
        jacobian[index] = stacked.reshape(stacked.shape[:-1] + np.shape(args[index]))[()]
    return jacobian


def _shifted(args: Sequence[Argument], index: int, element: int, by: float) -> list[Argument]:
    """The arguments with `by` added to one element of one of them."""
    shifted, changed = list(args), args[index]
    if isinstance(changed, np.ndarray):
        flat = changed.flatten()
        flat[element] += by
        shifted[index] = flat.reshape(changed.shape)
    else:
        shifted[index] = changed + by
    return shifted
