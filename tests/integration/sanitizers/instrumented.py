"""Runs derivatives of whole programs in a binary that checks each access to memory, each free, and that nothing leaks.

The derivatives of several programs of the corpus are emitted as LLVM IR with the attribute `sanitize_address`, and linked with a main
function in C whose arrays are on the heap::

    define void @p0_reverse(…) sanitize_address {…}    ──clang -fsanitize=address──►    program that prints values and derivatives

What it prints are numbers that have to agree with each other: reverse mode, forward mode, and differences of the value.
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

from tests.integration.corpus_programs import CorpusProgram, Vector
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.program import Program
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.signature import infer_signature
from xdsl_enzyme.interop.wrapper import Mode
from xdsl_enzyme.lowering.optimise import optimise

CALLS = 2
"""How often each derivative is called: what the first call leaves behind, the second one may trip over."""

_ENVIRONMENT = {
    "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:abort_on_error=0",
    "LSAN_OPTIONS": "use_stacks=0:use_registers=0:print_suppressions=0",
}
STEP = 1e-6


@dataclass
class Measured:
    """What the binary printed for one program: of the last call in each mode."""

    gradient: Vector
    value: float
    tangent: float
    difference: float
    """The tangent by differences of the value."""


def missing_tools() -> str | None:
    """What is not there to build and run such a program; None if nothing is missing."""
    return None if shutil.which(_CLANG) is not None else f"{_CLANG} not found"


_CLANG = "clang++-22"


def run(programs: Sequence[CorpusProgram], level: int = 2) -> list[Measured]:
    """
    Differentiate, build and run; raises `AssertionError` with what the sanitizers say, and `EnzymeError` if a program is refused.
    """
    with TemporaryDirectory(prefix="xdsl-enzyme-sanitizer-") as name:
        directory = Path(name)
        objects = [
            one
            for index, program in enumerate(programs)
            for one in _objects(program, f"p{index}", level, directory)
        ]
        main = directory / "main.c"
        main.write_text(_main(programs))
        binary = directory / "main"
        sources = ["-x", "c", str(main), "-x", "none", *map(str, objects)]
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
    return [_measured(line) for line in done.stdout.splitlines()]


def _objects(program: CorpusProgram, prefix: str, level: int, directory: Path) -> Iterator[Path]:
    loaded = Program.load(program.path, "objective", flags=program.flags, optimisation_level=level)
    signature = infer_signature(loaded.module, loaded.function)
    derivatives = Derivatives(loaded, signature.argument_names)
    for mode in (Mode.FORWARD, Mode.REVERSE):
        derivative = derivatives.make(request_for_all(signature, mode), None)
        text = str(optimise(derivative.llvm_ir, 3 if level else 0, native=False))
        name = f"{prefix}_{mode.value}"
        text = re.sub(rf"@{re.escape(derivative.program.name)}\b", f"@{name}", text)
        yield _compile(text, name, directory)


def _compile(text: str, name: str, directory: Path) -> Path:
    """An object file that shows no symbol but `name`, with the checks of AddressSanitizer in all of its functions."""
    module = binding.parse_assembly(text)
    for symbol in (*module.functions, *module.global_variables):
        if not symbol.is_declaration and symbol.name != name:
            symbol.linkage = binding.Linkage.internal
    for function in module.functions:
        if not function.is_declaration:
            function.add_function_attribute("sanitize_address")
    source, target = directory / f"{name}.ll", directory / f"{name}.o"
    source.write_text(str(module))
    flags = ["-Wno-override-module", "-fsanitize=address", "-O1", "-c"]
    subprocess.run([_CLANG, *flags, str(source), "-o", str(target)], check=True)
    return target


_BODY = """
static void run{i}(void) {{
  static const double point[] = {{{point}}}, direction[] = {{{direction}}};
  const int n = {n};
  double *x = malloc(n * sizeof *x), *dx = malloc(n * sizeof *dx), value, tangent, sides[2];
  for (int call = 0; call < {calls}; call++) {{
    memcpy(x, point, sizeof point);
    memcpy(dx, direction, sizeof direction);
    p{i}_forward(x, dx, n, &value, &tangent);
  }}
  for (int side = 0; side < 2; side++) {{
    double ignored;
    for (int k = 0; k < n; k++) x[k] = point[k] + (side ? {step} : -{step}) * direction[k];
    p{i}_forward(x, dx, n, &sides[side], &ignored);
  }}
  for (int call = 0; call < {calls}; call++) {{
    memcpy(x, point, sizeof point);
    memset(dx, 0, sizeof direction);
    p{i}_reverse(x, dx, n, 1.0, &value);
  }}
  printf("%.17g %.17g %.17g", value, tangent, (sides[1] - sides[0]) / (2 * {step}));
  for (int k = 0; k < n; k++) printf(" %.17g", dx[k]);
  printf("\\n");
  free(x);
  free(dx);
}}
"""


def _main(programs: Sequence[CorpusProgram]) -> str:
    lines = ["#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>"]
    for i, program in enumerate(programs):
        lines += [
            f"void p{i}_forward(const double *, const double *, int, double *, double *);",
            f"void p{i}_reverse(const double *, double *, int, double, double *);",
            _BODY.format(
                i=i,
                n=program.point.size,
                point=", ".join(map(repr, program.point.tolist())),
                direction=", ".join(map(repr, program.direction.tolist())),
                calls=CALLS,
                step=STEP,
            ),
        ]
    runs = " ".join(f"run{i}();" for i in range(len(programs)))
    return "\n".join([*lines, f"int main(void) {{ {runs} return 0; }}\n"])


def _measured(line: str) -> Measured:
    value, tangent, difference, *gradient = map(float, line.split())
    return Measured(np.array(gradient), value, tangent, difference)


def check(program: CorpusProgram, measured: Measured) -> None:
    """Raises `AssertionError` unless the three ways to a derivative agree."""
    along = measured.gradient @ program.direction
    scale = max(1.0, np.abs(measured.gradient).max(initial=0.0))
    assert abs(along - measured.tangent) <= 1e-9 * scale, (
        f"{program.name}: {along} in reverse mode, {measured.tangent} in forward mode"
    )
    assert abs(measured.difference - measured.tangent) <= 1e-5 * scale, (
        f"{program.name}: {measured.tangent} in forward mode, {measured.difference} by differences"
    )
