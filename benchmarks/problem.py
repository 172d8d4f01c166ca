"""One input of a kernel, and what its derivative should be.

A function that returns a number has one gradient, hence one sweep. A function that fills arrays has a Jacobian: each sweep
starts from other cotangents of these arrays and gives some of its rows, or forward mode gives all its columns::

    Problem((d, k, n, alphas, …), wrt=(3, 4, 5, 6))
    Problem((p, …, errors), wrt=(1, 2), sweeps=({6: first}, {6: second}))
    Problem((theta, …, errors), wrt=(0,), task=Task.COLUMNS, output=7)
    Problem((n, …, centroids), wrt=(4,), task=Task.CURVATURE)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeAlias, cast

import numpy as np
import numpy.typing as npt
from typing_extensions import TypeIs

Array: TypeAlias = npt.NDArray[Any]
"""Of floats."""


class Task(Enum):
    """What is to be computed."""

    ROWS = auto()
    """The gradient, or the rows of the Jacobian that the sweeps ask for: reverse mode."""
    COLUMNS = auto()
    """The whole Jacobian of one output with respect to one input: forward mode."""
    CURVATURE = auto()
    """The gradient with respect to one input and the row sums of the Hessian, which are its diagonal if it has nothing else."""


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
    """The derivatives, if these are known from elsewhere: as `results` has them."""
    task: Task = Task.ROWS
    output: int | None = None
    """For `Task.COLUMNS`: the position of the array that the function fills."""
    wants_value: bool = True
    """Whether what the function returns is wanted beside the gradient. Some tools compute it anyway, and Enzyme never does."""

    @property
    def returns_number(self) -> bool:
        """Whether the derivative is that of the return value."""
        return self.output is None and not any(self.sweeps)

    @property
    def unknowns(self) -> int:
        """How many numbers the derivative is with respect to."""
        return sum(self.arguments[index].size for index in self.wrt)

    def own_arguments(self) -> list[Any]:
        """The arguments, with arrays of the caller's own."""
        return [
            value.copy() if isinstance(value, np.ndarray) else value for value in self.arguments
        ]

    def results(self) -> list[list[Array]]:
        """
        Zeroed arrays for the derivatives: per sweep one for each argument `wrt`; the Jacobian; or the gradient and the curvature.
        """
        if self.output is not None:
            rows = self.arguments[self.output].size
            return [[np.zeros((rows, self.unknowns))]]
        count = 2 if self.task is Task.CURVATURE else len(self.sweeps)
        return [[np.zeros_like(self.arguments[index]) for index in self.wrt] for _ in range(count)]


def is_float_array(value: Any) -> TypeIs[Array]:
    """Whether an argument is an array that can have derivatives."""
    return isinstance(value, np.ndarray) and np.issubdtype(cast(Array, value).dtype, np.floating)


def relative_error(expected: Sequence[Sequence[Array]], got: Sequence[Sequence[Array]]) -> float:
    """The largest difference, in proportion to the largest element of the array that it is in."""
    return max(
        float(np.max(np.abs(want - have)) / max(np.max(np.abs(want)), np.finfo(float).tiny))
        for wanted, had in zip(expected, got, strict=True)
        for want, have in zip(wanted, had, strict=True)
    )
