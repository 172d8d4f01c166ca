"""CasADi: the program on symbols, number by number, becomes a graph, and its gradient another one; both run in CasADi's own machine."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.frameworks.arrays import Arrays
from benchmarks.frameworks.operation_count import operation_count
from benchmarks.frameworks.programs import Program
from benchmarks.frameworks.tool import FrameworkTool, InexpressibleError, Objective
from benchmarks.problem import Problem, Task


class _SymbolArrays(Arrays):
    """Arrays of objects: NumPy calls the methods of its elements."""

    def __init__(self, casadi: Any):
        super().__init__(np)
        self._larger: Any = np.frompyfunc(casadi.fmax, 2, 1)

    def largest(self, x: Any, axis: int) -> Any:
        return self._larger.reduce(x, axis=axis, keepdims=True)

    def rectified(self, x: Any) -> Any:
        return self._larger(x, 0.0)

    def power_spectrum(self, x: Any) -> Any:
        raise InexpressibleError("CasADi has no complex numbers")


_MOST_NODES = 2_000_000
"""Of the function's graph; each takes some microseconds to make."""


def make(program: Program, problem: Problem) -> tuple[FrameworkTool, FrameworkTool]:
    """The derivative and the function itself."""
    casadi: Any = import_module("casadi")
    with suppress(AttributeError):
        casadi.GlobalOptions.setNumpyMode(-1)  # as it has always been, without a warning
    if problem.task is Task.CURVATURE:
        raise InexpressibleError("CasADi forms whole Hessians")
    if operation_count(program, problem) > _MOST_NODES:
        raise InexpressibleError("its graph would have too many nodes")
    objective = Objective(program, problem, _SymbolArrays(casadi))
    start = perf_counter()
    symbols: list[Any] = []
    arrays: list[Any] = []
    for index, array in enumerate(objective.inputs):
        if index not in objective.wrt:
            arrays.append(array)
            continue
        symbol = casadi.SX.sym("x", array.size)
        elements = np.empty(array.size, object)
        elements[:] = symbol.elements()
        symbols.append(symbol)
        arrays.append(elements.reshape(array.shape))
    values = [_as_symbols(casadi, sweep(*arrays)) for sweep in objective.sweeps]
    unknowns = casadi.vertcat(*symbols)
    slopes = [casadi.densify(casadi.jacobian(value, unknowns)) for value in values]
    function = casadi.Function("f", [unknowns], values)
    derivative = casadi.Function("df", [unknowns], [*values, *slopes])
    seconds = perf_counter() - start
    point = np.concatenate(
        [objective.inputs[index].reshape(-1).astype(np.float64) for index in objective.wrt]
    )
    results = [np.zeros(one.numel()) for one in (*values, *slopes)]
    count = len(values)
    buffers = [_bind(function, point, results[:count]), _bind(derivative, point, results)]
    ends = np.cumsum([problem.arguments[index].size for index in problem.wrt])[:-1]
    shapes = [problem.arguments[index].shape for index in problem.wrt]

    def collect(_: object) -> Any:
        if problem.task is Task.COLUMNS:
            return [
                [result.reshape(slope.shape, order="F")]
                for result, slope in zip(results[count:], slopes, strict=True)
            ]
        return [
            [
                part.reshape(shape)
                for part, shape in zip(np.split(gradient, ends), shapes, strict=True)
            ]
            for gradient in results[count:]
        ]

    return FrameworkTool(buffers[1], collect, seconds), FrameworkTool(buffers[0])


def _as_symbols(casadi: Any, value: Any) -> Any:
    """A number as it is, an array as a column."""
    return casadi.vertcat(*value) if isinstance(value, np.ndarray) else casadi.SX(value)


def _bind(function: Any, point: Any, results: Any) -> Any:
    buffer, evaluate = function.buffer()
    buffer.set_arg(0, memoryview(point))
    for number, result in enumerate(results):
        buffer.set_res(number, memoryview(result))

    def run(kept: Any = (buffer, point, results)) -> None:
        evaluate()

    return run
