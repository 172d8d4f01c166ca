"""Central finite differences, one pair of calls per unknown: what to do without any tool."""

from __future__ import annotations

import numpy as np

from benchmarks.contestant import Code, Contestant, Invocation
from benchmarks.problem import Array, Problem, Task

STEP = {np.dtype(np.float64): 1e-6, np.dtype(np.float32): 5e-3}
"""In proportion to the number that is varied, if that is more than one."""


def can_be_differenced(problem: Problem) -> bool:
    """Whether one or two calls per unknown give what is asked for: a gradient, or the whole Jacobian."""
    return problem.task is Task.COLUMNS or (problem.task is Task.ROWS and problem.returns_number)


class FiniteDifferences(Contestant):
    """The gradient of a function that returns a number, or the Jacobian of an array that it fills; it overwrites nothing else."""

    def __init__(self, code: Code, function: str, problem: Problem):
        arguments = problem.own_arguments()
        primal = Invocation(function, arguments, problem.returns_number)
        results = problem.results()
        super().__init__(code, [primal], lambda: results)
        self._function = primal.bind(code)
        self._output: Array | None = None
        self._unknowns = [arguments[index].reshape(-1) for index in problem.wrt]
        if problem.output is None:
            self._derivatives = [array.reshape(-1) for array in results[0]]
        else:
            self._output = arguments[problem.output].reshape(-1)
            self._derivatives = [results[0][0].T]

    def call(self) -> None:
        for unknowns, derivatives in zip(self._unknowns, self._derivatives, strict=True):
            relative_step = STEP[unknowns.dtype]
            for index, value in enumerate(unknowns.tolist()):
                step = relative_step * max(1.0, abs(value))
                unknowns[index] = value + step
                above = self._value()
                unknowns[index] = value - step
                derivatives[index] = (above - self._value()) / (2.0 * step)
                unknowns[index] = value

    def _value(self) -> float | Array:
        number = self._function()
        return number if self._output is None else self._output.copy()
