"""A framework as a tool that can be measured, with the function as the framework computes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.frameworks.programs import Program
from benchmarks.problem import Array, Problem, is_float_array


@dataclass
class FrameworkTool:
    """Something of a framework that is called again and again, and overwrites nothing."""

    run: Callable[[], Any]
    """Does the job, and waits until it is done."""
    collect: Callable[[Any], list[list[Array]]] = lambda result: []
    """The derivatives from what `run` returns."""
    compile_s: float | None = None
    """How long it took to compile, in frameworks that do."""

    def call(self) -> None:
        """Do the job once."""
        self.run()

    def restore(self) -> None:
        """Nothing is overwritten."""

    def derivatives(self) -> list[list[Array]]:
        """What a single call computes."""
        return [[np.asarray(array) for array in arrays] for arrays in self.collect(self.run())]

    def memory(self) -> None:
        """Frameworks have allocators of their own."""


class InexpressibleError(Exception):
    """A framework can't do what a problem asks for; says why."""


@dataclass(frozen=True, eq=False)
class Objective:
    """A program on a problem, as a function of the arrays of floats alone. It returns a number: for a kernel that fills arrays, the product with the cotangents."""

    program: Program
    problem: Problem
    xp: Any

    @property
    def positions(self) -> list[int]:
        """Which arguments the arrays are."""
        return [
            index for index, value in enumerate(self.problem.arguments) if is_float_array(value)
        ]

    @property
    def inputs(self) -> list[Array]:
        """The arrays."""
        return [self.problem.arguments[index] for index in self.positions]

    @property
    def wrt(self) -> tuple[int, ...]:
        """Which of these the derivative is with respect to."""
        return tuple(self.positions.index(index) for index in self.problem.wrt)

    def __call__(self, *inputs: Any) -> Any:
        arguments = list(self.problem.arguments)
        for index, value in zip(self.positions, inputs, strict=True):
            arguments[index] = value
        found = self.program(self.xp, *arguments)
        if self.problem.returns_number:
            return found
        (cotangents,) = self.problem.sweeps
        return sum(
            self.xp.sum(array * self.xp.asarray(cotangent))
            for array, cotangent in zip(found, cotangents.values(), strict=True)
        )


Make = Callable[[Program, Problem], tuple[FrameworkTool, FrameworkTool]]
"""The derivative and the function itself."""


def one_sweep(gradient: Sequence[Any]) -> list[list[Any]]:
    """A gradient as `Problem.results` has it."""
    return [list(gradient)]
