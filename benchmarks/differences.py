"""Central finite differences, one pair of calls per unknown: what to do without any tool."""

from __future__ import annotations

import numpy as np

from benchmarks.contestant import Contestant, Invocation
from benchmarks.native import own_arguments
from benchmarks.problem import Array, Problem
from xdsl_enzyme.lowering.jit import CompiledModule

STEP = 1e-6
"""In proportion to the number that is varied, if that is more than one."""


class FiniteDifferences(Contestant):
    """The gradient of a function that returns a number and overwrites nothing."""

    def __init__(self, code: CompiledModule, function: str, problem: Problem):
        arguments = own_arguments(problem)
        primal = Invocation(function, arguments, returns_number=True)
        gradient: list[Array] = [np.zeros_like(arguments[index]) for index in problem.wrt]
        super().__init__(code, [primal], [gradient])
        self._function = primal.bind(code)
        self._unknowns = [arguments[index].reshape(-1) for index in problem.wrt]
        self._derivatives = [array.reshape(-1) for array in gradient]

    def call(self) -> None:
        for unknowns, derivatives in zip(self._unknowns, self._derivatives, strict=True):
            for index, value in enumerate(unknowns.tolist()):
                step = STEP * max(1.0, abs(value))
                unknowns[index] = value + step
                above = self._function()
                unknowns[index] = value - step
                derivatives[index] = (above - self._function()) / (2.0 * step)
                unknowns[index] = value
