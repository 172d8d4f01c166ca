"""Enzyme itself, if the environment variable ``ENZYME_PLUGIN`` names its plugin for clang: its C interface on the same source.

::

    void kernel_enzyme(int n, const double *x, double *d_x) {
      __enzyme_autodiff((void *)kernel, enzyme_const, n, enzyme_dup, x, d_x);
    }
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import numpy as np

from benchmarks.contestant import Contestant, Invocation
from benchmarks.flags import Flags
from benchmarks.kernel import Kernel
from benchmarks.problem import Array, Problem, Task, is_float_array
from benchmarks.shared_library import SharedLibrary
from xdsl_enzyme.frontends.clang import clang_command

Compile = Callable[[Path], SharedLibrary]

_VARIABLE = "ENZYME_PLUGIN"


def missing_enzyme(problem: Problem) -> str | None:
    """Why Enzyme can't take part."""
    if not os.environ.get(_VARIABLE):
        return f"the environment variable {_VARIABLE} does not name its plugin"
    if problem.task is Task.CURVATURE:
        return "second derivatives are not asked of it"
    return None


def compile_with_enzyme(kernel: Kernel, flags: Flags) -> Compile:
    """The compiler, with the plugin."""
    native = ["-march=native"] if flags.native else []
    command = [
        *(*clang_command(cpp=False), f"-fplugin={os.environ[_VARIABLE]}"),
        *("-O3", "-fno-math-errno", "-shared", "-fPIC", *native),
        *(*flags.for_compiler, *kernel.defines),
    ]
    return lambda source: SharedLibrary([*command, str(source), "-lm"])


def make(
    kernel: Kernel, problem: Problem, written: Collection[int], compile: Compile
) -> Contestant:
    """The derivative. `written` are the arrays that the function changes: those of floats have shadows too."""
    arguments = problem.own_arguments()
    shadowed = [
        index
        for index, value in enumerate(arguments)
        if is_float_array(value) and (index in problem.wrt or index in written)
    ]
    with TemporaryDirectory() as directory:
        source = Path(directory) / "wrapper.c"
        source.write_text(wrapper(kernel, problem, shadowed))
        code = compile(source)
    calls: list[Invocation] = []
    results: list[list[Array]] = []
    for seeds in _seeds(problem):
        shadows = {index: np.zeros_like(arguments[index]) for index in shadowed}
        for index, seed in seeds.items():
            shadows[index][...] = seed
        calls.append(Invocation(_NAME, [*arguments, *shadows.values()]))
        wanted = problem.wrt if problem.output is None else [problem.output]
        results.append([shadows[index] for index in wanted])
    if problem.task is Task.COLUMNS:
        columns = [tangent.reshape(-1) for (tangent,) in results]
        return Contestant(code, calls, lambda: [[np.stack(columns, -1)]])
    return Contestant(code, calls, lambda: results)


_NAME = "derivative_by_enzyme"


def _seeds(problem: Problem) -> list[dict[int, Array]]:
    """What shadows start with, per call."""
    if problem.task is Task.ROWS:
        return [dict(sweep) for sweep in problem.sweeps]
    (position,) = problem.wrt
    shape = problem.arguments[position].shape
    return [{position: unit.reshape(shape)} for unit in np.eye(problem.unknowns)]


def wrapper(kernel: Kernel, problem: Problem, shadowed: Sequence[int]) -> str:
    """A C function that takes the kernel's arguments, then the shadows."""
    mode = "fwddiff" if problem.task is Task.COLUMNS else "autodiff"
    parameters = [f"{_c_type(value)}a{i}" for i, value in enumerate(problem.arguments)]
    parameters += [f"{_c_type(problem.arguments[i])}d{i}" for i in shadowed]
    passed = [
        f"enzyme_dup, a{i}, d{i}" if i in shadowed else f"enzyme_const, a{i}"
        for i in range(len(problem.arguments))
    ]
    return f"""#include "{kernel.source}"
extern int enzyme_dup, enzyme_const;
extern void __enzyme_{mode}(void *, ...);
void {_NAME}({", ".join(parameters)}) {{
  __enzyme_{mode}((void *){kernel.function}, {", ".join(passed)});
}}
"""


_POINTERS = {"float64": "double *", "float32": "float *", "int32": "int *"}


def _c_type(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return _POINTERS[str(cast(Array, value).dtype)]
    return "double " if isinstance(value, float) else "int "
