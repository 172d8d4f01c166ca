"""The functions themselves, and gradients written in C: those in C and C++ compiled by clang's front end and by the LLVM that also compiles what
xdsl-enzyme generates, those in other languages by their own compilers; at O3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contestant import Code, Contestant, Invocation
from benchmarks.flags import Flags
from benchmarks.problem import Array, Problem
from benchmarks.shared_library import COMMANDS, SharedLibrary
from xdsl_enzyme.frontends.clang import compile_to_llvm_ir
from xdsl_enzyme.lowering.jit import compile_module

_SIGNATURE = re.compile(r'^!\d+ = !\{!"([^"]*clang version [^"]*)"\}$', re.MULTILINE)


def compile_native(source: Path, flags: Flags, defines: Sequence[str] = ()) -> Code:
    """A file at O3, as the compilers do it that are made of LLVM. `defines` are flags of one source."""
    if source.suffix in COMMANDS:
        return SharedLibrary(COMMANDS[source.suffix](source, flags))
    llvm_ir = compile_to_llvm_ir(source, [*flags.for_compiler, *defines], optimisation_level=3)
    return compile_module(llvm_ir, level=3, like_clang=True, native=flags.native)


def compiler_version(source: Path) -> str:
    """How the C compiler signs its LLVM IR."""
    found = _SIGNATURE.search(compile_to_llvm_ir(source))
    return found[1] if found else "unknown"


def primal(code: Code, function: str, problem: Problem) -> Contestant:
    """The function itself."""
    arguments = problem.own_arguments()
    return Contestant(code, [Invocation(function, arguments, problem.returns_number)])


def by_hand(
    code: Code, function: str, problem: Problem, takes_cotangents: bool = False
) -> Contestant:
    """
    A gradient by hand. It takes the function's arguments, the cotangents of its one sweep if it has a use for them, then the arrays that it
    adds the derivatives to: per sweep one for each argument; a Jacobian, by rows; or the gradient and the Hessian's diagonal.
    """
    results = problem.results()
    shadows: list[Array] = [array for sweep in results for array in sweep]
    cotangents: list[Array] = []
    if takes_cotangents:
        cotangents = [cotangent.copy() for cotangent in problem.sweeps[0].values()]
    arguments = [*problem.own_arguments(), *cotangents, *shadows]
    return Contestant(
        code, [Invocation(function, arguments, problem.returns_number)], lambda: results
    )
