"""The package `autograd`: NumPy, op by op."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.frameworks.arrays import Arrays
from benchmarks.frameworks.programs import Program
from benchmarks.frameworks.tool import FrameworkTool, Objective
from benchmarks.problem import Problem, Task


def make(program: Program, problem: Problem) -> tuple[FrameworkTool, FrameworkTool]:
    """The derivative and the function itself."""
    autograd: Any = import_module("autograd")
    xp = Arrays(import_module("autograd.numpy"))
    objective = Objective(program, problem, xp)
    inputs = objective.inputs
    function = FrameworkTool(lambda: objective(*inputs))
    if problem.task is Task.CURVATURE:
        (position,) = objective.wrt
        gradient = autograd.grad(objective, position)

        def sum_of_gradient(*arrays: Any) -> Any:
            return xp.sum(gradient(*arrays))

        curvature = autograd.grad(sum_of_gradient, position)
        return (
            FrameworkTool(
                lambda: (gradient(*inputs), curvature(*inputs)),
                lambda found: [[array] for array in found],
            ),
            function,
        )
    if problem.task is Task.COLUMNS:
        (position,) = objective.wrt
        tangent = autograd.make_jvp(objective, position)
        units = np.eye(problem.unknowns)

        def columns() -> list[Any]:
            push = tangent(*inputs)
            return [push(unit)[1] for unit in units]

        return FrameworkTool(columns, lambda found: [[np.stack(found, -1)]]), function
    gradients = [autograd.value_and_grad(sweep, objective.wrt) for sweep in objective.sweeps]
    return (
        FrameworkTool(
            lambda: [gradient(*inputs) for gradient in gradients],
            lambda found: [list(gradient) for _, gradient in found],
        ),
        function,
    )
