"""The gradient that xdsl-enzyme makes, with the time that each stage of making it takes."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

import xdsl_enzyme as xe
from benchmarks.catalogue import Kernel
from benchmarks.contestant import Contestant, Invocation
from benchmarks.native import own_arguments
from benchmarks.problem import Problem
from xdsl_enzyme.interop.convention import RETURN
from xdsl_enzyme.interop.reverse_mode import make_sweep
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


def differentiate(kernel: Kernel, problem: Problem, watch: Stopwatch) -> Contestant:
    """Make the gradient of a kernel for a problem: what `xe.value_and_grad` and `xe.vjp` do, without their checks at each call."""
    with watch.stage("load"):
        outputs = "return" if problem.returns_number else None
        f = xe.load(kernel.source, kernel.function, outputs=outputs)
    values = own_arguments(problem)
    with watch.stage("differentiate"):
        sweeps = [
            make_sweep(
                f.convention,
                f.derivatives,
                values,
                problem.wrt,
                {RETURN: 1.0} if problem.returns_number else cotangents,
                needs_value=problem.returns_number,
            )
            for cotangents in problem.sweeps
        ]
    derivative = sweeps[0].invocation.derivative
    with watch.stage("write"):
        llvm_ir = derivative.llvm_ir
    with watch.stage("compile"):
        code = compile_module(llvm_ir)
    name = derivative.program.name
    return Contestant(
        code,
        [Invocation(name, list(sweep.invocation.values)) for sweep in sweeps],
        [[sweep.shadows[index] for index in problem.wrt] for sweep in sweeps],
    )
