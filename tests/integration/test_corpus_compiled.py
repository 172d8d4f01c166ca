"""The programs in C and C++ that are in the corpus, or whose derivatives were lost, through `xdsl-enzyme cc|c++`: by Enzyme's interface, from a
library that a user would build.

Compiled is what a user's own build has: no `-g`, and at O0 what the compilers read has its variables in registers. Both are other programs to
type analysis than those that are loaded from Python. What is refused there may be refused here at any level; all else has to be right.
"""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.integration.corpus_programs import CorpusProgram, Vector, programs
from tests.integration.native import compiler
from tests.integration.test_corpus import levels_for
from tests.integration.test_lost_derivatives import DIRECTORY as LOST
from xdsl_enzyme.tools.compiler.driver import main
from xdsl_enzyme.tools.compiler.toolchain import Driver

DRIVERS = {".c": Driver.C, ".cpp": Driver.CPP}
LEVELS = (0, 2)

SOURCE = """#include "{path}"
#ifdef __cplusplus
extern "C" {{
#endif
double __enzyme_autodiff(void *, ...);
void gradient(const double *x, double *dx, int n) {{ __enzyme_autodiff((void *)objective, x, dx, n); }}
#ifdef __cplusplus
}}
#endif
"""


def compiled_programs() -> Iterator[CorpusProgram]:
    yield from programs().values()
    yield from map(CorpusProgram.read, sorted(LOST.glob("*")))


PROGRAMS = {one.name: one for one in compiled_programs() if one.path.suffix in DRIVERS}


@pytest.mark.parametrize("name", PROGRAMS)
def test_compiled(
    name: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capfd: pytest.CaptureFixture[str],
):
    program = PROGRAMS[name]
    for level in sorted({*levels_for(name, request.config)} & {*LEVELS}):
        library = tmp_path / f"{program.path.stem}.{level}.so"
        source = library.with_suffix(program.path.suffix)
        source.write_text(SOURCE.format(path=program.path))
        options = [f"-O{level}", "-w", "-fPIC", "-shared", "-ffp-contract=off", *program.flags]
        code = main(
            DRIVERS[program.path.suffix], [*options, str(source), "-lm", "-o", str(library)]
        )
        told = capfd.readouterr().err
        if code == 0:
            assert_right(program, gradient(library, program.point), f"at O{level}")
        else:
            assert code == 2, told
            assert program.refused is not None, f"at O{level}: {told}"
            assert re.search(program.refused, told), f"refused otherwise at O{level}: {told}"


UNTYPED = (
    *("longs_with_a_key", "bytes_copied", "bytes_scrambled", "boxed_in_pointers"),
    *("moved_words", "data_and_log"),
)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", UNTYPED)
def test_without_debug_information(
    name: str, level: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    """LLVM IR of which nothing says what arguments lead to: right, or refused."""
    program = CorpusProgram.read(LOST / f"{name}.c")
    source, module = tmp_path / "program.c", tmp_path / "program.ll"
    source.write_text(SOURCE.format(path=program.path))
    options = [f"-O{level}", "-Xclang", "-disable-O0-optnone", "-w", "-fPIC", "-S", "-emit-llvm"]
    subprocess.run([*compiler(), *options, str(source), "-o", str(module)], check=True)
    library = tmp_path / "program.so"
    code = main(
        Driver.C, [f"-O{level}", "-w", "-fPIC", "-shared", str(module), "-lm", "-o", str(library)]
    )
    told = capfd.readouterr().err
    if code == 0:
        assert_right(program, gradient(library, program.point), "from LLVM IR")
    else:
        assert code == 2, told
        assert re.search("can't decide where the floats are|through the bits of a float", told)


def gradient(library: Path, point: Vector) -> Vector:
    function = ctypes.CDLL(str(library))["gradient"]
    function.restype = None
    x, dx = point.copy(), np.zeros_like(point)
    address = (array.ctypes.data_as(ctypes.c_void_p) for array in (x, dx))
    function(*address, ctypes.c_int(point.size))
    return dx


def assert_right(program: CorpusProgram, found: Vector, where: str) -> None:
    expected = program.expected
    scale = expected.tolerance * max(1.0, np.abs(expected.gradient).max(initial=0.0))
    assert np.allclose(found, expected.gradient, rtol=0.0, atol=scale), (
        f"{where} (oracle: {expected.oracle})\nexpected {expected.gradient}\n     got {found}"
    )
