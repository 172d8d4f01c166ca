"""``xdsl-enzyme cc``, ``c++`` and ``fortran`` in the place of a compiler: options, several files, makefiles and CMake."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.compilers import leave_out
from xdsl_enzyme.tools.compiler.driver import main
from xdsl_enzyme.tools.compiler.toolchain import Driver

PROJECT = Path(__file__).parent / "enzyme_project"
ROOT = Path(__file__).parents[2]

PROGRAM = """
#include <math.h>
double __enzyme_autodiff(void *, ...);
double power(double x) { return x * x * N; }
int main(void) { return fabs(__enzyme_autodiff((void *)power, 2.0) - 4 * N) > 1e-12; }
"""


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.c").write_text(PROGRAM)
    return tmp_path


def cc(*arguments: str) -> int:
    return main(Driver.C, arguments)


def succeeds(program: str) -> bool:
    return subprocess.run([f"./{program}"], check=False).returncode == 0


def test_object_then_program(directory: Path):
    assert cc("-O2", "-DN=3", "-MD", "-g", "-c", "program.c") == 0
    assert (directory / "program.d").read_text().startswith("program.o:")
    assert cc("program.o", "-o", "program") == 0
    assert succeeds("program")


def test_text_and_bitcode(directory: Path):
    assert cc("-O1", "-DN=3", "-S", "program.c") == 0
    assert "__enzyme_autodiff" not in (directory / "program.s").read_text()
    assert cc("-O1", "-DN=3", "-S", "-emit-llvm", "program.c", "-o", "program.ll") == 0
    text = (directory / "program.ll").read_text()
    assert "define" in text
    assert "@__enzyme_autodiff" not in text
    assert cc("program.ll", "-o", "program") == 0
    assert succeeds("program")


def test_differentiated_llvm_ir(directory: Path):
    """LLVM IR is a source, too."""
    (directory / "module.ll").write_text(
        """
        define double @square(double %x) { %r = fmul double %x, %x  ret double %r }
        define i32 @main() {
          %d = call double (ptr, ...) @__enzyme_autodiff(ptr @square, double 3.0)
          %wrong = fcmp une double %d, 6.0
          %code = zext i1 %wrong to i32
          ret i32 %code
        }
        declare double @__enzyme_autodiff(ptr, ...)
        """
    )
    assert cc("module.ll", "-O1", "-w", "-o", "program") == 0
    assert succeeds("program")


def test_debug_information(directory: Path):
    assert cc("-O0", "-g", "-DN=3", "-S", "-emit-llvm", "program.c", "-o", "program.ll") == 0
    lines = (directory / "program.ll").read_text().splitlines()
    nodes = dict(line.split(" = ", 1) for line in lines if line.startswith("!"))
    [header] = [line for line in lines if line.startswith("define") and "@power.gradient(" in line]
    subprogram = nodes[header.split("!dbg ")[1].split()[0]]
    assert "line: 4" in subprogram
    body = lines[lines.index(header) :]
    products = [line for line in body[: body.index("}")] if " fmul " in line]
    assert products
    assert all("line: 4" in nodes[line.split("!dbg ")[1]] for line in products)
    assert cc("-O0", "-DN=3", "-S", "-emit-llvm", "program.c", "-o", "program.ll") == 0
    assert "!dbg" not in (directory / "program.ll").read_text()


def test_shared_library(directory: Path):
    (directory / "slope.c").write_text(
        "double __enzyme_autodiff(void *, ...);\n"
        "static double square(double x) { return x * x; }\n"
        "double slope(double x) { return __enzyme_autodiff((void *)square, x); }\n"
    )
    (directory / "user.c").write_text(
        "double slope(double); int main(void) { return slope(3) != 6; }"
    )
    assert cc("-O2", "-fPIC", "-shared", "slope.c", "-o", "libslope.so") == 0
    assert cc("user.c", "-L.", "-lslope", "-Wl,-rpath,.", "-o", "user") == 0
    assert succeeds("user")


def test_functions_of_other_files(directory: Path):
    files = [str(PROJECT / name) for name in ("main.c", "model.c", "helper.c")]
    assert cc("-O2", *files, "-lm", "-o", "program") == 0
    assert succeeds("program")


def test_function_without_a_body(directory: Path, capfd: pytest.CaptureFixture[str]):
    assert cc("-O2", "-c", str(PROJECT / "main.c"), "-o", "main.o") == 2
    assert not (directory / "main.o").exists()
    message = capfd.readouterr().err
    assert "main.c:9" in message
    assert "'model' has no body here" in message
    assert "-flto" in message


def test_exit_code_of_the_compiler(directory: Path, capfd: pytest.CaptureFixture[str]):
    (directory / "wrong.c").write_text(
        "double __enzyme_autodiff(void *, ...);\nint main() { return x; }"
    )
    assert cc("wrong.c", "-o", "wrong") == 1
    assert "undeclared identifier 'x'" in capfd.readouterr().err
    assert not (directory / "wrong").exists()
    assert cc("-c", "missing.c") == 1


def test_what_is_not_ours(directory: Path, capfd: pytest.CaptureFixture[str]):
    assert cc("--version") == 0
    assert "clang" in capfd.readouterr().out
    assert cc("-E", "-DN=3", "program.c", "-o", "out.i") == 0
    assert "__enzyme_autodiff" in (directory / "out.i").read_text()
    assert cc("-fsyntax-only", "-DN=3", "program.c") == 0


def test_fortran(directory: Path, request: pytest.FixtureRequest):
    if not any(shutil.which(name) for name in ("flang", "flang-new", "flang-22")):
        leave_out("there is no Fortran compiler", request)
    (directory / "slope.f90").write_text(
        """
subroutine square(x, y)
  real(8), intent(in) :: x
  real(8), intent(out) :: y
  y = x * x
end subroutine
program main
  implicit none
  external :: square, f__enzyme_autodiff
  real(8) :: x, dx, y, dy
  x = 3
  dx = 0
  dy = 1
  call f__enzyme_autodiff(square, x, dx, y, dy)
  if (abs(dx - 6) > 1e-10) stop 1
  if (abs(y - 9) > 1e-10) stop 2
end program
"""
    )
    assert main(Driver.FORTRAN, ["-O1", "slope.f90", "-o", "program"]) == 0
    assert succeeds("program")


def _compiler(directory: Path) -> str:
    script = directory / "compiler"
    run = "from xdsl_enzyme.tools.main import main; main()"
    script.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{run}' cc \"$@\"\n")
    script.chmod(0o755)
    return str(script)


def _run(*command: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    outcome = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=250, check=False
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_makefile_with_static_library(directory: Path, request: pytest.FixtureRequest):
    if shutil.which("make") is None or shutil.which("ar") is None:
        leave_out("there is no make", request)
    shutil.copytree(PROJECT, directory, dirs_exist_ok=True)
    _run("make", f"CC={_compiler(directory)}", "AR=ar", "program")
    assert succeeds("program")


def test_cmake(directory: Path, request: pytest.FixtureRequest):
    if shutil.which("cmake") is None or shutil.which("ar") is None:
        leave_out("there is no CMake", request)
    _run(
        *("cmake", "-S", str(PROJECT), "-B", "build", f"-DCMAKE_C_COMPILER={_compiler(directory)}"),
        *(f"-DCMAKE_AR={shutil.which('ar')}", f"-DCMAKE_RANLIB={shutil.which('ranlib')}"),
    )
    _run("cmake", "--build", "build")
    assert succeeds("build/program")


def test_assembly_response_files_and_dependencies(directory: Path):
    (directory / "answer.s").write_text(".globl answer\nanswer: ret\n.section .note.GNU-stack\n")
    (directory / "again.S").write_text("/* */ .globl again\nagain: ret\n.section .note.GNU-stack\n")
    (directory / "arguments").write_text(
        "-DN=2 -x c 'program.c' -x none answer.s again.S -o program"
    )
    assert cc("@arguments", "-O1", "-pthread", "-Wl,--as-needed") == 0
    assert succeeds("program")
    assert cc("-DN=2", "-Wp,-MD,deps.d", "-c", "program.c") == 0
    assert (directory / "deps.d").read_text().startswith("program.o: program.c")


def test_standard_input(directory: Path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [_compiler(directory), "-DN=3", "-x", "c", "-", "-c", "-o", "input.o"]
    outcome = subprocess.run(
        command, input=PROGRAM.encode(), env=environment, capture_output=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stderr == b""
    assert cc("input.o", "-static", "-o", "program") == 0
    assert succeeds("program")


def test_parallel_regions_are_refused(directory: Path, capfd: pytest.CaptureFixture[str]):
    (directory / "parallel.c").write_text(
        "double __enzyme_autodiff(void *, ...);\n"
        "double total(double *x, int n) {\n  double sum = 0;\n#pragma omp parallel for reduction(+ : sum)\n"
        "  for (int i = 0; i < n; i++) sum += x[i];\n  return sum;\n}\n"
        "void gradient(double *x, double *dx, int n) { __enzyme_autodiff((void *)total, x, dx, n); }\n"
    )
    assert cc("-O1", "-fopenmp", "-c", "parallel.c") == 2
    assert "parallel region of OpenMP" in capfd.readouterr().err
    assert not (directory / "parallel.o").exists()
    assert cc("-O1", "-c", "parallel.c", "-w") == 0


def test_errors_leave_nothing_behind(directory: Path, capfd: pytest.CaptureFixture[str]):
    (directory / "other.c").write_text("int other(void) { return 1; }")
    assert cc("-DN=1", "-c", "program.c", "other.c", "-o", "both.o") == 2
    assert "several outputs" in capfd.readouterr().err
    assert cc("-DN=1", "-c", "program.c", "-o", "missing/program.o") == 1
    assert cc("-DN=1", "program.c", "-Wl,--no-such-option", "-o", "program") == 1
    assert not any(directory.glob("*.o"))
    assert not (directory / "program").exists()
