"""JAX, compiled by XLA for one thread."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

from benchmarks.frameworks.arrays import Arrays, Body
from benchmarks.frameworks.programs import Program
from benchmarks.frameworks.tool import FrameworkTool, Objective
from benchmarks.problem import Problem, Task

_ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"


class _JaxArrays(Arrays):
    def __init__(self, module: Any, lax: Any):
        super().__init__(module)
        self._lax = lax

    def repeat(self, count: int, body: Body, state: Any) -> Any:
        def step(state: Any, _: None) -> Any:
            return body(state), None

        return self._lax.scan(step, state, None, length=count)[0]

    def fold(self, body: Callable[[Any, Any], Any], state: Any, inputs: Any) -> Any:
        def step(state: Any, row: Any) -> Any:
            return body(state, row), None

        return self._lax.scan(step, state, inputs)[0]


def make(program: Program, problem: Problem) -> tuple[FrameworkTool, FrameworkTool]:
    """The derivative and the function itself. Memory of the arguments is not given to the results."""
    os.environ.setdefault("XLA_FLAGS", _ONE_THREAD)
    jax: Any = import_module("jax")
    jax.config.update("jax_platforms", "cpu")
    jax.config.update("jax_enable_x64", True)
    objective = Objective(program, problem, _JaxArrays(jax.numpy, jax.lax))
    inputs = [jax.numpy.asarray(array) for array in objective.inputs]
    wrt = objective.wrt
    if problem.task is Task.CURVATURE:
        (position,) = wrt
        ones = jax.numpy.ones_like(inputs[position])

        def derivative(*arrays: Any) -> Any:
            def gradient(x: Any) -> Any:
                return jax.grad(objective, position)(*arrays[:position], x, *arrays[position + 1 :])

            return jax.jvp(gradient, (arrays[position],), (ones,))

        collect = _gradient_and_curvature
    elif problem.task is Task.COLUMNS:
        derivative = jax.jacfwd(objective, wrt)
        collect = _jacobian
    else:
        gradients = [jax.value_and_grad(sweep, wrt) for sweep in objective.sweeps]

        def derivative(*arrays: Any) -> Any:
            return [gradient(*arrays) for gradient in gradients]

        collect = _gradients

    def compiled(function: Any) -> tuple[Callable[[], Any], float]:
        start = perf_counter()
        code = jax.jit(function).lower(*inputs).compile()
        return lambda: jax.block_until_ready(code(*inputs)), perf_counter() - start

    run, seconds = compiled(derivative)
    return FrameworkTool(run, collect, seconds), FrameworkTool(compiled(objective)[0])


def _gradients(found: Any) -> Any:
    return [list(gradient) for _, gradient in found]


def _jacobian(found: Any) -> Any:
    return [list(found)]


def _gradient_and_curvature(found: Any) -> Any:
    return [[array] for array in found]
