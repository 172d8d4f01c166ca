"""Derivatives as files: text, objects and libraries, and what C makes of them."""

import ctypes
import subprocess
from pathlib import Path

import numpy as np
import pytest
from xdsl.parser import Parser

from tests.unit.tools.conftest import Command
from xdsl_enzyme.lowering.emit import c_compiler
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.optimise import parse_llvm_ir
from xdsl_enzyme.passes.pipelines import make_context

PROTOTYPE = "void norm_reverse(const double *x, double *dx, int32_t n, double seed, double *value);"
X = np.array([0.5, 1.0, 2.0])


def test_llvm_ir_goes_to_standard_output(command: Command, norm: Path):
    outcome = command("grad", norm)
    assert outcome.code == 0
    assert outcome.out.startswith(f"; {PROTOTYPE}\n")
    functions = [one.name for one in parse_llvm_ir(outcome.out).functions if not one.is_declaration]
    assert functions == ["norm_reverse"]


def test_mlir_is_parsed_again(command: Command, norm: Path):
    outcome = command("grad", norm, "--emit=mlir")
    assert outcome.out.startswith(f"// {PROTOTYPE}\n")
    module = Parser(make_context(), outcome.out).parse_module()
    module.verify()
    assert not any(op.name.startswith("enzyme.") for op in module.walk())
    assert "@norm_reverse" in write_llvm_ir(module)


@pytest.mark.parametrize("kind", ["llvm", "mlir"])
def test_text_to_a_file(command: Command, norm: Path, tmp_path: Path, kind: str):
    target = tmp_path / "out.txt"
    outcome = command("grad", norm, f"--emit={kind}", "-o", target)
    assert (outcome.code, outcome.out) == (0, "")
    assert PROTOTYPE in target.read_text().splitlines()[0]


@pytest.mark.parametrize("level", ["0", "2", "3"])
def test_library(command: Command, norm: Path, tmp_path: Path, level: str):
    target = tmp_path / "libnorm.so"
    outcome = command("grad", norm, "--emit=lib", "-o", target, f"-O{level}")
    assert (outcome.code, outcome.out.strip()) == (0, PROTOTYPE)
    dx, value = np.zeros(3), ctypes.c_double()
    ctypes.CDLL(str(target)).norm_reverse(
        ctypes.c_void_p(X.ctypes.data),
        ctypes.c_void_p(dx.ctypes.data),
        ctypes.c_int32(3),
        ctypes.c_double(2.0),
        ctypes.byref(value),
    )
    assert np.isclose(value.value, np.exp(X).sum())
    assert np.allclose(dx, 2 * np.exp(X))


MAIN = """
#include <stdint.h>
#include <stdio.h>
extern double factor;
double norm(const double *x, int n);
%s
int main(void) {
  double x[2] = {0.0, 1.0}, dx[2] = {0.0, 0.0}, value;
  factor = 3.0;
  norm_reverse(x, dx, 2, 1.0, &value);
  printf("%%.6f %%.6f %%.6f %%.6f", value, norm(x, 2), dx[0], dx[1]);
}
"""


def test_object_is_linked_with_the_program(command: Command, norm: Path, tmp_path: Path):
    """No symbol is there twice, and the program's variables are the ones that the derivative sees."""
    derivative = tmp_path / "norm_reverse.o"
    outcome = command("grad", norm, "--emit=obj", "-o", derivative)
    main, program = tmp_path / "main.c", tmp_path / "program"
    main.write_text(MAIN % outcome.out)
    subprocess.run(
        [*c_compiler(), str(main), str(norm), str(derivative), "-lm", "-o", str(program)],
        check=True,
    )
    output = subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout
    value, again, *dx = map(float, output.split())
    assert value == again == pytest.approx(3 + 3 * np.e, abs=1e-5)
    assert dx == pytest.approx([3.0, 3 * np.e], abs=1e-5)


def test_forward_mode(command: Command, norm: Path):
    outcome = command("grad", norm, "norm", "--mode=forward")
    assert outcome.out.startswith(
        "; void norm_forward(const double *x, const double *dx, int32_t n, double *value, "
        "double *dvalue);\n"
    )


def test_constants_and_flags(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text("double f(double x, double y) { return N * x * y; }")
    outcome = command("grad", source, "--const=y", "--flag=-DN=3")
    assert outcome.out.startswith(
        "; void f_reverse(double x, double y, double seed, double *value, double *dx);\n"
    )


def test_restrict(command: Command, norm: Path):
    def noalias(*options: str) -> int:
        text = command("grad", norm, "-O0", *options).out
        return text[text.index("define void @norm_reverse") :].split("{")[0].count("noalias")

    assert noalias("--restrict") == 3
    assert noalias() == 1


def test_print_after(command: Command, norm: Path):
    outcome = command("grad", norm, "--print-after=lift-cf-to-scf")
    assert outcome.err.count("// after ") == 1
    assert "scf.while" in outcome.err
    outcome = command("grad", norm, "--print-after=all")
    passes = [line.split()[3] for line in outcome.err.splitlines() if "-----// after " in line]
    assert passes.index("lift-cf-to-scf") < passes.index("enzyme-reverse")
    assert passes[-1] == "enzyme-split-sums"


ERRORS = {
    "unknown pass": (["--print-after=nothing"], "there is no pass 'nothing'"),
    "object without a file": (["--emit=obj"], "needs a file to write to"),
    "missing directory": (["-o", "/nowhere/at/all.ll"], "there is no directory /nowhere/at"),
    "unknown constant": (["--const=z"], "--const: norm has no argument 'z'"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors(command: Command, norm: Path, case: str):
    arguments, message = ERRORS[case]
    outcome = command("grad", norm, *arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""


def test_nothing_is_left_of_a_failure(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text("double g(double); double f(double x) { return g(x); }")
    before = sorted(tmp_path.iterdir())
    outcome = command("grad", source, "--emit=obj", "-o", tmp_path / "f.o")
    assert outcome.code == 2
    assert "'g'" in outcome.err
    assert sorted(tmp_path.iterdir()) == before


def test_source_that_does_not_compile(command: Command, tmp_path: Path):
    source = tmp_path / "f.c"
    source.write_text("double f(double x) { return y; }")
    outcome = command("grad", source)
    assert outcome.code == 2
    assert "undeclared identifier 'y'" in outcome.err
