"""The gradient that xdsl-enzyme makes, with the time that each stage of making it takes."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

import xdsl_enzyme as xe
from benchmarks.catalogue import Kernel
from benchmarks.contestant import Contestant, Invocation
from benchmarks.native import own_arguments
from benchmarks.problem import Problem
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.convention import RETURN
from xdsl_enzyme.interop.reverse_mode import Sweep, make_sweep
from xdsl_enzyme.lowering.jit import compile_module


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


def cached_seconds(kernel: Kernel, problem: Problem) -> float:
    """How long it takes to get at the gradient when it has been compiled before, by another process say."""
    watch = Stopwatch()
    with TemporaryDirectory() as directory, stored_results(directory):
        for _ in range(2):
            with watch.stage("all"):
                sweep = _sweep(kernel, problem, Stopwatch())
                sweep.invocation.derivative.compile()
    return watch.stages["all"]


def differentiate(kernel: Kernel, problem: Problem, watch: Stopwatch) -> Contestant:
    """Make the gradient of a kernel for a problem: what `xe.value_and_grad` and `xe.vjp` do, without their checks at each call."""
    with stored_results("off"):
        sweep = _sweep(kernel, problem, watch)
    derivative = sweep.invocation.derivative
    with watch.stage("write"):
        llvm_ir = derivative.llvm_ir
    with watch.stage("compile"):
        code = compile_module(llvm_ir)
    name = derivative.program.name
    width = len(problem.sweeps)
    shadows = [lanes.last_axis(sweep.shadows[index], width) for index in problem.wrt]
    return Contestant(
        code,
        [Invocation(name, list(sweep.invocation.values))],
        [[shadow[..., lane] for shadow in shadows] for lane in range(width)],
    )


def _sweep(kernel: Kernel, problem: Problem, watch: Stopwatch) -> Sweep:
    """A reverse call for all sweeps that the problem wants, side by side."""
    with watch.stage("load"):
        outputs = "return" if problem.returns_number else None
        f = xe.load(kernel.source, kernel.function, outputs=outputs)
    values = own_arguments(problem)
    width = len(problem.sweeps)
    with watch.stage("differentiate"):
        cotangents = {
            index: np.stack([sweep[index] for sweep in problem.sweeps], -1)
            if width > 1
            else problem.sweeps[0][index]
            for index in problem.sweeps[0]
        }
        return make_sweep(
            f.convention,
            f.derivatives,
            values,
            problem.wrt,
            {RETURN: 1.0} if problem.returns_number else cotangents,
            needs_value=problem.returns_number,
            width=width,
        )
