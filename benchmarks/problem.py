"""One input of a kernel, and what its derivative should be.

A function that returns a number has one gradient, hence one sweep. A function that fills arrays has a Jacobian; each sweep
starts from other cotangents of these arrays and gives some of its rows::

    Problem((d, k, n, alphas, …), wrt=(3, 4, 5, 6))
    Problem((p, …, errors), wrt=(1, 2), sweeps=({6: first}, {6: second}))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    """Arguments of a kernel."""

    arguments: tuple[Any, ...]
    """Arrays and numbers, as the C function takes them."""
    wrt: tuple[int, ...]
    """The positions of the arrays that the derivative is with respect to."""
    sweeps: tuple[Mapping[int, Array], ...] = ({},)
    """Per sweep the cotangents of arrays that the function writes, by position; none if it returns a number."""
    value: float | None = None
    """What the function returns, if that is known from elsewhere."""
    reference: Sequence[Sequence[Array]] | None = None
    """Per sweep the derivatives for the arguments `wrt`, if these are known from elsewhere."""

    @property
    def returns_number(self) -> bool:
        """Whether the derivative is that of the return value."""
        return not any(self.sweeps)

    @property
    def unknowns(self) -> int:
        """How many numbers the derivative is with respect to."""
        return sum(self.arguments[index].size for index in self.wrt)


def relative_error(expected: Sequence[Sequence[Array]], got: Sequence[Sequence[Array]]) -> float:
    """The largest difference, in proportion to the largest element of the array that it is in."""
    return max(
        float(np.max(np.abs(want - have)) / max(np.max(np.abs(want)), np.finfo(float).tiny))
        for wanted, had in zip(expected, got, strict=True)
        for want, have in zip(wanted, had, strict=True)
    )
