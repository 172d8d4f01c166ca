"""PyTorch, op by op, on one thread."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.frameworks.arrays import Arrays
from benchmarks.frameworks.programs import Program
from benchmarks.frameworks.tool import FrameworkTool, Objective
from benchmarks.problem import Problem, Task


class _TorchArrays(Arrays):
    def largest(self, x: Any, axis: int) -> Any:
        return self.module.amax(x, axis, keepdim=True)

    def rectified(self, x: Any) -> Any:
        return self.module.relu(x)


def make(program: Program, problem: Problem) -> tuple[FrameworkTool, FrameworkTool]:
    """The derivative and the function itself."""
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    objective = Objective(program, problem, _TorchArrays(torch))
    inputs = [torch.tensor(array) for array in objective.inputs]
    function = FrameworkTool(lambda: objective(*inputs))
    if problem.task is Task.CURVATURE:
        (position,) = objective.wrt

        def gradient(x: Any) -> Any:
            return torch.func.grad(objective, position)(
                *inputs[:position], x, *inputs[position + 1 :]
            )

        ones = torch.ones_like(inputs[position])
        return (
            FrameworkTool(
                lambda: torch.func.jvp(gradient, (inputs[position],), (ones,)),
                lambda found: [[array.numpy()] for array in found],
            ),
            function,
        )
    if problem.task is Task.COLUMNS:
        return (
            FrameworkTool(
                lambda: torch.func.jacfwd(objective, objective.wrt)(*inputs),
                lambda found: [[array.numpy() for array in found]],
            ),
            function,
        )
    variables = [
        array.clone().requires_grad_() if index in objective.wrt else array
        for index, array in enumerate(inputs)
    ]
    sweeps = objective.sweeps
    unknowns = [variables[index] for index in objective.wrt]
    return (
        FrameworkTool(
            lambda: [torch.autograd.grad(sweep(*variables), unknowns) for sweep in sweeps],
            lambda found: [[array.numpy() for array in gradient] for gradient in found],
        ),
        function,
    )
