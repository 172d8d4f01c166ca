"""The page about LLVM's instructions: each row by its sample."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

import xdsl_enzyme as xe
from tests.integration.native import compiler
from tests.language_reference import PAGE, PARAMETERS, ROWS, Fate, Row, filled
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir


def canonical(text: str) -> str:
    module = binding.parse_assembly(text, binding.create_context())
    return str(module)


def module_of(row: Row, function: str = "f") -> str:
    return row.module(function).replace("@FUNCTION", f"@{function}")


def test_the_page_is_up_to_date():
    assert filled(PAGE.read_text()) == PAGE.read_text(), "run python -m tests.language_reference"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row: Row):
    text = canonical(module_of(row))
    if row.fate is Fate.REFUSED:
        with pytest.raises(ReadError):
            read_llvm_ir(text)
        return
    module = read_llvm_ir(text)
    module.verify()
    binding.parse_assembly(write_llvm_ir(module), binding.create_context()).verify()


def test_derivatives(tmp_path: Path):
    """The sum of all samples that are differentiated, by differences of what clang makes of it."""
    rows = [row for row in ROWS if row.fate is Fate.DIFFERENTIATED]
    functions = [module_of(row, f"f{number}") for number, row in enumerate(rows)]
    total = [f"define double @total({PARAMETERS}) {{"]
    for number in range(len(rows)):
        before = f"%s{number - 1}" if number else "0.0"
        total += [
            f"  %v{number} = call double @f{number}({PARAMETERS})",
            f"  %w{number} = fmul double %v{number}, {number + 1}.0",
            f"  %s{number} = fadd double {before}, %w{number}",
        ]
    total += [f"  ret double %s{len(rows) - 1}", "}"]
    path = tmp_path / "total.ll"
    path.write_text(canonical("\n".join([*functions, *total])))
    library = tmp_path / "total.so"
    subprocess.run(
        [*compiler(), "-shared", "-fPIC", "-w", str(path), "-lm", "-o", str(library)], check=True
    )
    native = ctypes.CDLL(str(library))["total"]
    native.restype = ctypes.c_double

    def value(x: float) -> float:
        return native(ctypes.c_double(x), None, ctypes.c_long(2))

    x, step = 1.3, 1e-3
    points = [value(x + k * step) for k in (-2, -1, 1, 2)]
    expected = (points[0] - 8 * points[1] + 8 * points[2] - points[3]) / (12 * step)
    function = xe.load(path, "total", optimisation_level=0)
    found, derivative = xe.value_and_grad(function, argnums=0)(x, np.zeros(1), 2)
    assert found == pytest.approx(value(x), rel=1e-12)
    assert derivative == pytest.approx(expected, rel=1e-4)
