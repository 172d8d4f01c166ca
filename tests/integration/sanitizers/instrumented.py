"""Runs derivatives of whole programs in a binary that checks each access to memory, each free, and that nothing leaks.

The derivatives of several programs are emitted as LLVM IR with the attribute `sanitize_address`, and linked with a main function in C
whose arrays are on the heap::

    define void @p0_reverse(…) sanitize_address {…}    ──clang -fsanitize=address──►    program that prints derivatives

What it prints must agree: the tangent in the direction of which all components are one is the sum of the gradient.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from llvmlite import binding

from tests.integration.corpus_programs import CorpusProgram
from tests.integration.programs.catalogue import Input, Program
from xdsl_enzyme.interop.derivative import Derivative, Derivatives
from xdsl_enzyme.interop.program import Program as LoadedProgram
from xdsl_enzyme.interop.prototype import c_prototype
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.scalar_types import scalar_type
from xdsl_enzyme.interop.signature import infer_signature
from xdsl_enzyme.interop.wrapper import Mode, Parameter, Role
from xdsl_enzyme.lowering.optimise import optimise

_CLANG = "clang++-22"
_ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1"}


@dataclass(frozen=True)
class Subject:
    """A function to differentiate, and its arguments."""

    name: str
    path: Path
    function: str
    arguments: Sequence[Input]
    flags: Sequence[str] = ()
    constants: Sequence[int] = ()
    tolerance: float = 1e-9

    @staticmethod
    def of(program: CorpusProgram | Program) -> Subject:
        if isinstance(program, CorpusProgram):
            arguments = [program.point, program.point.size]
            return Subject(
                program.name,
                program.path,
                "objective",
                arguments,
                program.flags,
                tolerance=program.own_tolerance or 1e-9,
            )
        active = program.differentiated()
        constants = [index for index in range(len(program.arguments)) if index not in active]
        return Subject(
            program.name,
            program.path,
            program.name,
            program.inputs(),
            constants=constants,
            tolerance=program.tolerance,
        )


@dataclass(frozen=True)
class Measured:
    """What the binary printed for one program, of its last call in each mode."""

    tangent: float
    sum_of_gradient: float


def missing_tools() -> str | None:
    """What is not there to build and run such a program; None if nothing is missing."""
    return None if shutil.which(_CLANG) is not None else f"{_CLANG} not found"


def run(subjects: Sequence[Subject], level: int = 2) -> list[Measured]:
    """
    Differentiate, build and run; raises `AssertionError` with what the sanitizers say, and `EnzymeError` if a program is refused.
    """
    with TemporaryDirectory(prefix="xdsl-enzyme-sanitizer-") as name:
        directory = Path(name)
        calls = [
            call
            for index, subject in enumerate(subjects)
            for call in _derivatives(subject, f"p{index}", level, directory)
        ]
        main, binary = directory / "main.c", directory / "main"
        main.write_text(_main(calls))
        objects = [str(directory / f"{call.symbol}.o") for call in calls]
        sources = ["-x", "c", str(main), "-x", "none", *objects]
        subprocess.run(
            [_CLANG, "-fsanitize=address", *sources, "-lm", "-o", str(binary)], check=True
        )
        done = subprocess.run(
            [str(binary)],
            env=os.environ | _ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[:6000]
    printed = list(map(float, done.stdout.split()))
    return [Measured(*pair) for pair in zip(printed[::2], printed[1::2], strict=True)]


def check(subject: Subject, measured: Measured) -> None:
    """Raises `AssertionError` unless both modes agree."""
    scale = max(1.0, abs(measured.tangent))
    assert abs(measured.tangent - measured.sum_of_gradient) <= 10 * subject.tolerance * scale, (
        f"{subject.name}: {measured}"
    )


# Derivatives


@dataclass(frozen=True)
class _Call:
    """A call of a derivative."""

    symbol: str
    prototype: str
    parameters: Sequence[Parameter]
    arguments: Sequence[Input]
    mode: Mode


def _derivatives(subject: Subject, prefix: str, level: int, directory: Path) -> Iterator[_Call]:
    """Forward and reverse mode, compiled to object files in `directory`."""
    loaded = LoadedProgram.load(
        subject.path, subject.function, flags=subject.flags, optimisation_level=level
    )
    signature = infer_signature(loaded.module, loaded.function)
    derivatives = Derivatives(loaded, signature.argument_names)
    for mode in (Mode.FORWARD, Mode.REVERSE):
        request = request_for_all(signature, mode, subject.constants)
        derivative = derivatives.make(request, None)
        symbol = f"{prefix}_{mode.value}"
        _compile(derivative, symbol, level, directory)
        prototype = c_prototype(derivative, signature, mode)
        prototype = prototype.replace(f" {derivative.program.name}(", f" {symbol}(")
        yield _Call(symbol, prototype, derivative.parameters, subject.arguments, mode)


def _compile(derivative: Derivative, symbol: str, level: int, directory: Path) -> None:
    """An object file that shows nothing but `symbol`, with the checks of AddressSanitizer in all of its functions."""
    text = str(optimise(derivative.llvm_ir, 3 if level else 0, native=False))
    text = re.sub(rf"@{re.escape(derivative.program.name)}\b", f"@{symbol}", text)
    module = binding.parse_assembly(text)
    for one in (*module.functions, *module.global_variables):
        if not one.is_declaration and one.name != symbol:
            one.linkage = binding.Linkage.internal
    for function in module.functions:
        if not function.is_declaration:
            function.add_function_attribute("sanitize_address")
    source = directory / f"{symbol}.ll"
    source.write_text(str(module))
    flags = ["-Wno-override-module", "-fsanitize=address", "-O1", "-c"]
    target = directory / f"{symbol}.o"
    subprocess.run([_CLANG, *flags, str(source), "-o", str(target)], check=True)


# The main function

_HEAD = """
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *copy(const void *bytes, size_t size) { return memcpy(malloc(size), bytes, size); }
"""


def _main(calls: Sequence[_Call]) -> str:
    """Each derivative is called twice: what the first call leaves behind, the second one may trip over."""
    parts = [_HEAD, *map(_function, calls)]
    runs = " ".join(f"run_{call.symbol}(0); run_{call.symbol}(1);" for call in calls)
    return "\n".join([*parts, f"int main(void) {{ {runs} return 0; }}\n"])


def _function(call: _Call) -> str:
    """A function that makes the arguments, calls, prints the sum of all derivatives, and frees the arguments."""
    before: list[str] = []
    summed: list[str] = []
    given: list[str] = []
    freed: list[str] = []
    for number, parameter in enumerate(call.parameters):
        name = f"a{number}"
        value = None if parameter.role is Role.SEED else call.arguments[parameter.index]
        if parameter.stored_type is not None:
            scalar = scalar_type(parameter.stored_type)
            assert scalar is not None
            before.append(f"  {scalar.c_name} *{name} = malloc(sizeof *{name});")
            if parameter.role in (Role.TANGENT, Role.DERIVATIVE):
                summed.append(f"sum += *{name};")
        elif isinstance(value, np.ndarray):
            array = value if parameter.role is Role.PRIMAL else _shadow(value, call.mode)
            text = ", ".join(map(str, array.tobytes()))
            before.append(f"  static const unsigned char {name}_bytes[] = {{{text}}};")
            before.append(f"  void *{name} = copy({name}_bytes, sizeof {name}_bytes);")
            if (
                parameter.role is Role.SHADOW
                and call.mode is Mode.REVERSE
                and value.dtype.kind == "f"
            ):
                element = "float" if value.dtype.itemsize == 4 else "double"
                summed.append(
                    f"for (int i = 0; i < {value.size}; i++) sum += (({element} *){name})[i];"
                )
        else:
            is_one = parameter.role in (Role.SEED, Role.SHADOW)
            given.append("1" if is_one else repr(value))
            continue
        given.append(name)
        freed.append(f"free({name});")
    return "\n".join(
        [
            call.prototype,
            f"static void run_{call.symbol}(int prints) {{",
            *before,
            f"  {call.symbol}({', '.join(given)});",
            "  double sum = 0;",
            *(f"  {one}" for one in summed),
            '  if (prints) printf("%.17g\\n", sum);',
            *(f"  {one}" for one in freed),
            "}",
        ]
    )


def _shadow(value: np.ndarray, mode: Mode) -> np.ndarray:
    """Ones in forward mode, zeros in reverse mode."""
    if mode is Mode.FORWARD and value.dtype.kind == "f":
        return np.ones_like(value)
    return np.zeros_like(value)
