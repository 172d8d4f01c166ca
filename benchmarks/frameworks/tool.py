"""A framework as a tool that can be measured, with the function as the framework computes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.frameworks.programs import Program
from benchmarks.problem import Array, Problem, Task, is_float_array


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
    """
    A program on a problem, as a function of the arrays of floats alone. It returns a number: for a kernel that fills arrays, the product with
    the cotangents of a sweep. If the Jacobian is asked for, it returns the array.
    """

    program: Program
    problem: Problem
    xp: Any
    sweep: int = 0
    """Which of the problem's."""

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
        return self._reduced(self.program(self.xp, *arguments))

    def _reduced(self, found: Any) -> Any:
        if self.problem.task is Task.COLUMNS:
            return found[0].reshape(-1)
        if self.problem.returns_number:
            return found
        cotangents = self.problem.sweeps[self.sweep]
        return sum(
            self.xp.sum(array * self.xp.asarray(cotangent))
            for array, cotangent in zip(found, cotangents.values(), strict=True)
        )

    @property
    def sweeps(self) -> list[Objective]:
        """One for each sweep that the problem asks for."""
        return [replace(self, sweep=number) for number in range(len(self.problem.sweeps))]


Make = Callable[[Program, Problem], tuple[FrameworkTool, FrameworkTool]]
"""The derivative and the function itself."""
