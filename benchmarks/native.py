"""The C functions themselves, and gradients written in C: compiled by clang's front end and by the LLVM that also compiles what
xdsl-enzyme generates, at O3 for this CPU.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contestant import Contestant, Invocation
from benchmarks.problem import Array, Problem
from xdsl_enzyme.frontends.clang import compile_to_llvm_ir
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module

_SIGNATURE = re.compile(r'^!\d+ = !\{!"([^"]*clang version [^"]*)"\}$', re.MULTILINE)


def compile_native(source: Path) -> CompiledModule:
    """A C file at O3, as clang would do it."""
    llvm_ir = compile_to_llvm_ir(source, optimisation_level=3)
    return compile_module(llvm_ir, level=3, like_clang=True)


def compiler_version(source: Path) -> str:
    """How the C compiler signs its LLVM IR."""
    found = _SIGNATURE.search(compile_to_llvm_ir(source))
    return found[1] if found else "unknown"


def own_arguments(problem: Problem) -> list[Any]:
    """The arguments, with arrays of our own."""
    return [value.copy() if isinstance(value, np.ndarray) else value for value in problem.arguments]


def primal(code: CompiledModule, function: str, problem: Problem) -> Contestant:
    """The function itself."""
    arguments = own_arguments(problem)
    return Contestant(code, [Invocation(function, arguments, problem.returns_number)])


def by_hand(code: CompiledModule, function: str, problem: Problem) -> Contestant:
    """A gradient by hand. It takes the function's arguments, then the arrays that it adds the derivatives to."""
    gradient: list[list[Array]] = [
        [np.zeros_like(problem.arguments[index]) for index in problem.wrt] for _ in problem.sweeps
    ]
    shadows = [array for sweep in gradient for array in sweep]
    arguments = [*own_arguments(problem), *shadows]
    return Contestant(code, [Invocation(function, arguments, problem.returns_number)], gradient)
