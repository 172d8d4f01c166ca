"""Loops that are reversed with checkpoints: the same derivatives, with as many forward steps as Revolve needs, in bounded memory."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from functools import cache
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.limits import Limits
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.signature import infer_signature
from xdsl_enzyme.interop.wrapper import Mode
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module

HERE = Path(__file__).parent / "checkpoints"
STEPS = (0, 1, 9, 26)


def _array(count: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).uniform(0.2, 0.7, count)


PROGRAMS: dict[str, tuple[Callable[[int], Sequence[Any]], tuple[int, ...]]] = {
    "heat": (lambda steps: (_array(7), _array(7, 1), 7, steps), (0, 1)),
    "swap": (lambda steps: (_array(7), _array(7, 2), _array(7, 1), 7, steps), (0, 1, 2)),
    "overwritten": (lambda steps: (_array(5), _array(5, 1), 5, steps), (0, 1)),
    "recorded": (lambda steps: (_array(5), np.zeros(steps + 1), 5, steps), (0,)),
    "until": (lambda steps: (_array(5), 5, steps), (0,)),
    "settled": (lambda steps: (_array(5), 5, steps), (0,)),
    "dropped": (lambda steps: (_array(5), 5, steps), (0,)),
    "called": (lambda steps: (_array(5), 5, steps), (0,)),
}


UNOPTIMISED = {
    "swap": "stores pointers in memory that outlives an iteration",
    "dropped": "not known how much memory",
    "called": "stores pointers in memory that outlives an iteration",
    "settled": "on the stack of a function that has returned",
}
"""What is refused where variables are in memory."""


@pytest.mark.parametrize(
    ("name", "level"),
    [(name, level) for name in PROGRAMS for level in (0, 2) if level or name not in UNOPTIMISED],
)
def test_gradients_are_the_same_as_without_checkpoints(name: str, level: int):
    f = xe.load(HERE / "time_steps.c", name, optimisation_level=level, outputs="return")
    arguments, wanted = PROGRAMS[name]
    plain = xe.value_and_grad(f, wanted)
    for snapshots in (1, 3) if level else (True,):
        checkpointed = xe.value_and_grad(f, wanted, checkpoint=snapshots)
        for steps in STEPS:
            value, gradient = plain(*arguments(steps))
            again, other = checkpointed(*arguments(steps))
            for one, two in zip((value, *gradient), (again, *other), strict=True):
                np.testing.assert_allclose(one, two, rtol=1e-13, atol=1e-15)


def test_memory_that_a_function_without_derivative_frees_is_refused():
    f = xe.load(HERE / "dropped.mlir", "dropped")
    with pytest.raises(xe.DifferentiationError, match=r"frees memory that loops .* may need again"):
        xe.grad(f)(0.3, 7)


@pytest.mark.parametrize("name", UNOPTIMISED)
def test_what_cannot_be_run_again_is_refused(name: str):
    f = xe.load(HERE / "time_steps.c", name, optimisation_level=0, outputs="return")
    arguments, wanted = PROGRAMS[name]
    with pytest.raises(
        xe.DifferentiationError, match=rf"time_steps\.c:\d+.*\n.*{UNOPTIMISED[name]}"
    ):
        xe.grad(f, wanted, checkpoint=2)(*arguments(3))


# How often iterations run, and how much memory that takes


class _Counted:
    """The reverse mode of a function, which counts runs of iterations and the bytes that are allocated at once."""

    def __init__(self, file: str, name: str, limits: Limits):
        function = xe.load(HERE / file, name)
        signature = infer_signature(function.module, function.program.function)
        request = request_for_all(signature, Mode.REVERSE)
        derivatives = Derivatives(function.program, signature.argument_names, limits)
        self.code: CompiledModule = compile_module(_instrumented(derivatives.get(request).llvm_ir))
        self.name = f"{name}_reverse"

    def __call__(self, types: Sequence[Any], values: Sequence[Any]) -> None:
        ctypes.CFUNCTYPE(None, *types)(self.code.address(self.name))(*values)

    def take(self, counter: str) -> int:
        """What has been counted since it was asked for last."""
        return ctypes.CFUNCTYPE(ctypes.c_int64)(self.code.address(f"take_{counter}"))()


def _instrumented(text: str) -> str:
    """LLVM IR in which functions of iterations count their calls, and allocations what they take."""

    def count(counter: str) -> str:
        return f"  %counted = atomicrmw add ptr @{counter}, i64 1 monotonic\n"

    for suffix, counter in (("step", "forward"), ("step.gradient", "taped")):
        pattern = rf'(define [^\n]*@"?[\w.]*\.gradient\.{re.escape(suffix)}"?\([^\n]*\{{\n\w+:\n)'
        text, found = re.subn(pattern, rf"\1{count(counter)}", text)
        assert found == 1
    text = re.sub(r"(call \w+ @)(malloc|realloc|free)\(", r"\1counting_\2(", text)
    takes = "".join(
        f"""
@{one} = internal global i64 0
define i64 @take_{one}() {{
  %value = atomicrmw xchg ptr @{one}, i64 0 monotonic
  ret i64 %value
}}
"""
        for one in ("forward", "taped", "peak")
    )
    return text + takes + _COUNTING_ALLOCATOR


_COUNTING_ALLOCATOR = """
@live = internal global i64 0
define internal ptr @counting_malloc(i64 %size) noinline {
  %data = call ptr @counting_realloc(ptr null, i64 %size)
  ret ptr %data
}
define internal ptr @counting_realloc(ptr %known, i64 %size) noinline {
  %new = icmp eq ptr %known, null
  br i1 %new, label %allocate, label %grow
grow:
  call void @counting_free(ptr %known)
  br label %allocate
allocate:
  %more = add i64 %size, 16
  %block = call ptr @malloc(i64 %more)
  store i64 %size, ptr %block
  %before = atomicrmw add ptr @live, i64 %size monotonic
  %now = add i64 %before, %size
  %old = atomicrmw max ptr @peak, i64 %now monotonic
  %data = getelementptr i8, ptr %block, i64 16
  ret ptr %data
}
define internal void @counting_free(ptr %data) noinline {
  %block = getelementptr i8, ptr %data, i64 -16
  %size = load i64, ptr %block
  %before = atomicrmw sub ptr @live, i64 %size monotonic
  call void @free(ptr %block)
  ret void
}
"""


@cache
def _least_steps(steps: int, checkpoints: int) -> int:
    """How many forward steps it takes to reverse a chain, by trying out all places for the next checkpoint."""
    if steps == 1:
        return 0
    if checkpoints == 1:
        return steps * (steps - 1) // 2
    return min(
        first + _least_steps(steps - first, checkpoints - 1) + _least_steps(first, checkpoints)
        for first in range(1, steps)
    )


def _revolve(steps: int, checkpoints: int) -> int:
    """The same by the formula of Griewank and Walther."""
    repetitions = next(r for r in range(steps) if comb(checkpoints + r, r) >= steps)
    return repetitions * steps - comb(checkpoints + repetitions, checkpoints + 1)


@pytest.mark.parametrize("snapshots", [1, 2, 3, 5, 40])
def test_the_number_of_forward_steps_is_that_of_revolve(snapshots: int):
    counted = _Counted("orbit.mlir", "orbit", Limits(snapshots))
    types = [
        ctypes.c_double,
        ctypes.c_double,
        ctypes.c_int64,
        ctypes.c_double,
        *[ctypes.c_void_p] * 3,
    ]
    for steps in range(1, 60 if snapshots > 1 else 20):
        results = np.zeros(3)
        places = [results[i:].ctypes.data for i in range(3)]
        counted(types, [0.3, 0.7, steps, 1.0, *places])
        # What comes after the loop is the last step of the chain.
        assert counted.take("forward") == _revolve(steps + 1, snapshots)
        assert _revolve(steps + 1, snapshots) == _least_steps(steps + 1, snapshots)
        assert counted.take("taped") == steps
        checkpoints = min(steps, snapshots)
        assert counted.take("peak") <= 32 + 16 * checkpoints + 128


@pytest.mark.parametrize("snapshots", [1, 4])
def test_memory_is_bounded_by_the_checkpoints(snapshots: int):
    counted = _Counted("time_steps.c", "heat", Limits(snapshots))
    n = 1000
    types = [*[ctypes.c_void_p] * 4, *[ctypes.c_int32] * 2, *[ctypes.c_int64] * 2]
    types += [ctypes.c_double, ctypes.c_void_p]
    u, k = _array(n), _array(n, 1)
    peaks: list[int] = []
    for steps in (10, 40):
        value, du, dk = np.zeros(1), np.zeros(n), np.zeros(n)
        arrays = [one.ctypes.data for one in (u, du, k, dk)]
        counted(types, [*arrays, n, steps, u.nbytes, k.nbytes, 1.0, value.ctypes.data])
        peaks.append(counted.take("peak"))
    # The arrays and their shadows, what is found on arrival, and one iteration's tape, besides.
    assert peaks[0] == peaks[1] < 8 * n * (2 * snapshots + 12)


# The limit for what is kept

WITH_LIMIT = """
#include <math.h>
double counted(const double *x) {
  double s = x[0];
  for (int i = 0; i < 20000; ++i)
    s = sin(s * x[i % 8]) + 0.3;
  return s;
}
double until(const double *x, int n) {
  double s = x[0];
  for (int i = 0; i < n; ++i)
    s = sin(s * x[i % 8]) + 0.3;
  return s;
}
double overwritten(double *x) {
  for (int i = 0; i < 20000; ++i)
    x[i] = sin(x[i]);
  double sum = 0;
  for (int i = 0; i < 20000; ++i)
    sum += x[i] * x[i];
  return sum;
}
"""


@pytest.fixture(scope="module")
def with_limit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("limit") / "with_limit.c"
    path.write_text(WITH_LIMIT)
    return path


@pytest.mark.parametrize(("name", "arguments"), [("counted", ()), ("until", (20000,))])
def test_a_limit_makes_checkpoints(with_limit: Path, name: str, arguments: Sequence[Any]):
    f = xe.load(with_limit, name)
    x = _array(8)
    expected = xe.grad(f)(x, *arguments)
    for memory in ("1MB", "3 kB"):
        np.testing.assert_allclose(xe.grad(f, memory=memory)(x, *arguments), expected, rtol=1e-12)
    # Even one checkpoint is too much: this shows when it runs, and does no harm.
    small = xe.grad(f, memory=40)
    for _ in range(2):
        with pytest.raises(xe.ExecutionError, match=r"more do not fit into 40.*with_limit\.c:"):
            small(x, *arguments)


def test_what_exceeds_the_limit_is_named(with_limit: Path):
    f = xe.load(with_limit, "overwritten", outputs="return")
    x = _array(20000)
    np.testing.assert_allclose(xe.grad(f, memory="1MiB")(x), 2 * np.sin(x) * np.cos(x), rtol=1e-12)
    with pytest.raises(
        xe.DifferentiationError,
        match=r"keeps 160\d+ bytes.*\n.*160000 bytes: f64 at .*with_limit.c:17",
    ):
        xe.grad(f, memory="100 kB")(x)


@pytest.mark.parametrize("memory", ["64XB", "", "-1", 0, "many"])
def test_a_limit_that_makes_no_sense_is_refused(with_limit: Path, memory: Any):
    with pytest.raises(xe.ArgumentsError, match="is not understood"):
        xe.grad(xe.load(with_limit, "counted"), memory=memory)


@pytest.mark.parametrize("checkpoint", [0, -2])
def test_a_number_of_checkpoints_that_makes_no_sense_is_refused(with_limit: Path, checkpoint: int):
    with pytest.raises(xe.ArgumentsError, match="is not understood"):
        xe.grad(xe.load(with_limit, "counted"), checkpoint=checkpoint)


def test_second_derivatives(with_limit: Path):
    f = xe.load(with_limit, "until")
    x = _array(8)
    checkpointed = xe.hessian(f.limited(checkpoint=2))(x, 30)
    np.testing.assert_allclose(checkpointed, xe.hessian(f)(x, 30), rtol=1e-10, atol=1e-12)
