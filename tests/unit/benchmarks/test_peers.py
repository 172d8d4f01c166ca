"""The peers compute what the kernels compute, as far as that shows without having them installed."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from benchmarks import enzyme, field, generated
from benchmarks.catalogue import KERNELS, TINY
from benchmarks.differences import FiniteDifferences
from benchmarks.field import BY_HAND, Effort, by_hand, compiled_primal, written_arguments
from benchmarks.flags import FLAGS
from benchmarks.frameworks.arrays import Arrays
from benchmarks.frameworks.operation_count import operation_count
from benchmarks.frameworks.programs import PROGRAMS, Program
from benchmarks.frameworks.tool import FrameworkTool, InexpressibleError, Objective
from benchmarks.kernel import Kernel
from benchmarks.problem import Array, Problem, Task, relative_error
from benchmarks.runner import run
from benchmarks.shared_library import SharedLibrary

STRICT = FLAGS["strict"]
IN_ARRAYS = {
    kernel.function: kernel
    for kernel in KERNELS.values()
    if kernel.is_c and kernel.function in PROGRAMS
}


@pytest.mark.parametrize("function", PROGRAMS)
def test_array_programs_compute_what_kernels_compute(function: str):
    kernel = IN_ARRAYS[function]
    problem = kernel.sizes[TINY]()
    found = PROGRAMS[function](Arrays(np), *problem.arguments)
    primal, _ = compiled_primal(kernel, problem, STRICT)
    (invocation,) = primal.invocations
    returned = invocation.bind(primal.code)()
    if problem.returns_number:
        assert found == pytest.approx(returned, rel=1e-6 if function.startswith("net") else 1e-13)
    else:
        filled = [problem.output] if problem.output is not None else problem.sweeps[0]
        for array, position in zip(found, filled, strict=True):
            assert array == pytest.approx(invocation.arguments[position], rel=1e-12)


def differences(program: Program, problem: Problem) -> tuple[FrameworkTool, FrameworkTool]:
    """As frameworks are: NumPy, and differences of it."""
    if problem.task is not Task.ROWS:
        raise InexpressibleError("no second differences")
    objective = Objective(program, problem, Arrays(np))

    def gradient() -> list[Array]:
        derivatives: list[Array] = []
        for position in objective.wrt:
            inputs = [array.copy() for array in objective.inputs]
            array = np.zeros_like(inputs[position])
            for index in np.ndindex(array.shape):
                values: list[float] = []
                for step in (1e-6, -2e-6):
                    inputs[position][index] += step
                    values.append(objective(*inputs))
                inputs[position][index] += 1e-6
                array[index] = (values[0] - values[1]) / 2e-6
            derivatives.append(array)
        return derivatives

    function = FrameworkTool(lambda: objective(*objective.inputs))
    return FrameworkTool(gradient, lambda found: [found], compile_s=0.5), function


def test_frameworks_take_part_or_are_named(monkeypatch: pytest.MonkeyPatch):
    frameworks = {"some": ("numpy", differences), "absent": ("no_such_package", differences)}
    monkeypatch.setattr(field, "FRAMEWORKS", frameworks)
    names = ["brusselator", "kmeans_hessian", "determinant"]
    results = run(names, TINY, Effort(timing_s=0.01), progress=lambda text: None)
    records = {(record.kernel, record.tool): record for record in results.records}
    record = records["brusselator", "some"]
    assert record.max_relative_error is not None
    assert 0.0 < record.max_relative_error < 1e-6
    assert record.primal_s != records["brusselator", BY_HAND].primal_s
    assert record.compile_s == 0.5
    assert record.tape_bytes is None
    left_out = {one.kernel: one.left_out for one in results.details}
    assert left_out["brusselator"]["absent"] == "it is not installed"
    assert left_out["kmeans_hessian"]["some"] == "no second differences"
    assert left_out["determinant"]["some"] == "the kernel is not written as an array program"
    assert "ENZYME_PLUGIN" in left_out["brusselator"]["Enzyme"]


def test_operations_are_counted():
    def program(xp: Any, n: int, x: Any) -> Any:
        square = x[:, None] * x
        return xp.sum(2.0 * x[1:]) + xp.sum(xp.einsum("ij,j->i", square @ square, x))

    doubled_and_summed, products, last = 9 + 9, 100 + 1000 + 100, 10 + 1
    found = operation_count(program, Problem((10, np.ones(10)), wrt=(1,)))
    assert found == doubled_and_summed + products + last


def test_operations_on_what_was_joined_are_counted():
    kernel = KERNELS["stencil"]
    n, steps = 8, 3
    small, large = (
        operation_count(PROGRAMS[kernel.function], generated.stencil(n, count))
        for count in (steps, 2 * steps)
    )
    assert large - small > 2 * steps * 5 * (n - 2) ** 2


def compile_with_ourselves(kernel: Kernel) -> enzyme.Compile:
    """Enzyme's C interface is ours, too."""
    main = "from xdsl_enzyme.tools.main import main; main()"
    command = [sys.executable, "-c", main, "cc", "-O2", "-shared", "-fPIC", *kernel.defines]
    return lambda source: SharedLibrary([*command, str(source), "-lm"])


@pytest.mark.parametrize("name", ["ba", "hand"])
def test_what_enzyme_is_given(name: str):
    kernel = KERNELS[name]
    problem = kernel.sizes[TINY]()
    primal, _ = compiled_primal(kernel, problem, STRICT)
    written = written_arguments(primal)
    tool = enzyme.make(kernel, problem, written, compile_with_ourselves(kernel))
    expected = by_hand(kernel, problem, STRICT).derivatives()
    for _ in range(2):
        assert relative_error(expected, tool.derivatives()) < 1e-12


def test_memory_that_is_written_has_a_shadow_for_enzyme():
    kernel = KERNELS["lstm_restrict"]
    problem = kernel.sizes[TINY]()
    primal, _ = compiled_primal(kernel, problem, STRICT)
    state = 5
    assert written_arguments(primal) == [state]
    text = enzyme.wrapper(kernel, problem, [3, 4, state])
    assert "enzyme_dup, a4, d4, enzyme_dup, a5, d5, enzyme_const, a6)" in text
    assert "double *a6, double *d3" in text


@pytest.mark.parametrize("name", ["hand", "nbody", "dopri5"])
def test_derivatives_by_hand_are_those_of_the_function(name: str):
    kernel = KERNELS[name]
    problem = kernel.sizes[TINY]()
    _, code = compiled_primal(kernel, problem, STRICT)
    assert code is not None
    differences = FiniteDifferences(code, kernel.function, problem).derivatives()
    assert relative_error(differences, by_hand(kernel, problem, STRICT).derivatives()) < 1e-5
