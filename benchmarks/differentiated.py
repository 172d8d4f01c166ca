"""The derivatives that xdsl-enzyme makes, with the time that each stage of making them takes.

What `xe.value_and_grad`, `xe.vjp`, `xe.jacfwd` and `xe.hvp` do, without their checks at each call.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

import numpy as np
from xdsl.dialects.builtin import MemRefType
from xdsl.ir import Attribute

import xdsl_enzyme as xe
from benchmarks.contestant import Contestant, Invocation
from benchmarks.flags import Flags
from benchmarks.kernel import Kernel
from benchmarks.numba_ir import emitted
from benchmarks.problem import Array, Problem, Task
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.interop import invocation, lanes
from xdsl_enzyme.interop.convention import RETURN
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.reverse_mode import Sweep, make_sweep
from xdsl_enzyme.interop.wrapper import Mode, Request, Role
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module


@dataclass
class Stopwatch:
    """Seconds by stage."""

    stages: dict[str, float] = field(default_factory=lambda: {})

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Time what is done inside."""
        start = perf_counter()
        yield
        self.stages[name] = perf_counter() - start

    @property
    def total(self) -> float:
        """The sum of all stages."""
        return sum(self.stages.values())


@contextmanager
def stored_results(directory: str) -> Generator[None]:
    """Let compilations be kept in a directory, or nowhere if it is ``off``."""
    before = os.environ.get(_CACHE)
    os.environ[_CACHE] = directory
    try:
        yield
    finally:
        if before is None:
            del os.environ[_CACHE]
        else:
            os.environ[_CACHE] = before


_CACHE = "XDSL_ENZYME_CACHE"


def cached_seconds(kernel: Kernel, problem: Problem, flags: Flags) -> float:
    """How long it takes to get at the derivative when it has been compiled before, by another process say."""
    watch = Stopwatch()
    with TemporaryDirectory() as directory, stored_results(directory):
        for _ in range(2):
            with watch.stage("all"):
                calls, _ = _make(_load(kernel, problem, flags), problem)
                calls[0].derivative.compile()
    return watch.stages["all"]


def differentiate(
    kernel: Kernel, problem: Problem, flags: Flags, watch: Stopwatch | None = None
) -> Contestant:
    """Make the derivative of a kernel for a problem."""
    watch = Stopwatch() if watch is None else watch
    with stored_results("off"):
        with watch.stage("load"):
            f = _load(kernel, problem, flags)
        with watch.stage("differentiate"):
            calls, collect = _make(f, problem)
    derivative = calls[0].derivative
    with watch.stage("write"):
        llvm_ir = derivative.llvm_ir
    with watch.stage("compile"):
        code = compile_module(llvm_ir, native=flags.native)
    return _contestant(code, calls, collect)


def primal(kernel: Kernel, problem: Problem, flags: Flags) -> Contestant:
    """The function itself, read and written without being differentiated: for languages whose compilers we don't call."""
    with stored_results("off"):
        f = _load(kernel, problem, flags)
        call = _invoke(f, Mode.PRIMAL, problem.own_arguments(), {}, 1)
    code = compile_module(call.derivative.llvm_ir, like_clang=True, native=flags.native)
    return _contestant(code, [call], list)


def _contestant(
    code: CompiledModule,
    calls: Sequence[invocation.Invocation],
    collect: Callable[[], list[list[Array]]],
) -> Contestant:
    name = calls[0].derivative.program.name
    return Contestant(code, [Invocation(name, _c_arguments(call)) for call in calls], collect)


def _c_arguments(call: invocation.Invocation) -> list[Any]:
    """The arguments of C: memrefs come as their descriptors."""
    arguments: list[Any] = []
    for parameter, value in zip(call.derivative.parameters, call.values, strict=True):
        arguments.append(value)
        if isinstance(parameter.type, MemRefType):
            assert isinstance(value, np.ndarray)
            rank = cast("MemRefType[Attribute]", parameter.type).get_num_dims()
            strides = (stride // value.itemsize for stride in value.strides[:rank])
            arguments += [value, *map(ctypes.c_int64, (0, *value.shape[:rank], *strides))]
    return arguments


def _load(kernel: Kernel, problem: Problem, flags: Flags) -> Function:
    outputs = "return" if problem.returns_number else problem.output
    source = kernel.source
    return xe.load(
        emitted(source, kernel.function) if kernel.needs_numba else source,
        kernel.function,
        flags=[*(flags.for_compiler if kernel.takes_c_flags else ()), *kernel.defines],
        outputs=outputs,
    )


_Made = tuple[list[invocation.Invocation], Callable[[], list[list[Array]]]]
"""Calls of one derivative, and what says the results after them: as `Problem.results` has them."""


def _make(f: Function, problem: Problem) -> _Made:
    return _MAKERS[problem.task](f, problem)


def _make_rows(f: Function, problem: Problem) -> _Made:
    """A reverse call for all sweeps, side by side."""
    width = len(problem.sweeps)
    sweep = _reverse(f, problem, width)
    shadows = [lanes.last_axis(sweep.shadows[index], width) for index in problem.wrt]
    return [sweep.invocation], lambda: [
        [shadow[..., lane] for shadow in shadows] for lane in range(width)
    ]


def _reverse(f: Function, problem: Problem, width: int) -> Sweep:
    cotangents: dict[int, Any] = {
        index: np.stack([sweep[index] for sweep in problem.sweeps], -1)
        if width > 1
        else problem.sweeps[0][index]
        for index in problem.sweeps[0]
    }
    return make_sweep(
        f.convention,
        f.derivatives,
        problem.own_arguments(),
        problem.wrt,
        {RETURN: 1.0} if problem.returns_number else cotangents,
        needs_value=problem.returns_number and problem.wants_value,
        width=width,
    )


def _make_columns(f: Function, problem: Problem) -> _Made:
    """Forward calls, for several columns of the Jacobian each."""
    (position,) = problem.wrt
    assert problem.output is not None
    values = problem.own_arguments()
    count = problem.unknowns
    width = f.convention.width_for(count)
    calls: list[invocation.Invocation] = []
    columns: list[Array] = []
    for first in range(0, count, width):
        shadows: dict[int, Any] = dict(f.convention.shadows(values, (), width))
        shadows[position] = lanes.units(values[position], values[position].dtype, first, width)
        calls.append(_invoke(f, Mode.FORWARD, values, shadows, width))
        tangent = shadows[problem.output].reshape(-1, width)
        columns += [tangent[:, lane] for lane in range(min(width, count - first))]
    return calls, lambda: [[np.stack(columns, -1)]]


def _invoke(
    f: Function, mode: Mode, values: Sequence[Any], shadows: dict[int, Any], width: int
) -> invocation.Invocation:
    activity = tuple(
        Activity.DUP if index in shadows else Activity.CONST for index in range(len(values))
    )
    has_result = f.convention.signature.result is not None
    result = (Activity.CONST if mode is Mode.PRIMAL else Activity.CONSTNONEED,) * has_result
    request = Request(mode, activity, result, distinct=True, width=width)
    return invocation.Invocation(f.derivatives.get(request), values, shadows)


def _make_curvature(f: Function, problem: Problem) -> _Made:
    """
    Forward mode of the gradient, along the vector of ones: a diagonal Hessian's diagonal. Of the value there is no derivative, as in `xe.hvp`: the
    gradient has that already.
    """
    (position,) = problem.wrt
    sweep = _reverse(f, problem, 1)
    gradient = sweep.invocation.derivative
    tangents: dict[int, Any] = {}
    curvature: list[Array] = []
    for number, (parameter, value) in enumerate(
        zip(gradient.parameters, sweep.invocation.values, strict=True)
    ):
        if not isinstance(value, np.ndarray):
            continue
        if parameter.role is Role.PRIMAL and parameter.index == position:
            tangents[number] = np.ones_like(value)
        elif parameter.role is Role.SHADOW:
            tangents[number] = np.zeros_like(value)
        if parameter.role is Role.SHADOW and parameter.index == position:
            curvature.append(tangents[number])
    activity = tuple(
        Activity.DUP if number in tangents else Activity.CONST
        for number in range(len(gradient.parameters))
    )
    request = Request(Mode.FORWARD, activity, (), distinct=True)
    moved = invocation.Invocation(
        gradient.derivatives.get(request), sweep.invocation.values, tangents
    )
    return [moved], lambda: [[sweep.shadows[position]], curvature]


_MAKERS: dict[Task, Callable[[Function, Problem], _Made]] = {
    Task.ROWS: _make_rows,
    Task.COLUMNS: _make_columns,
    Task.CURVATURE: _make_curvature,
}
