"""Programs of several files, in several languages, and in archives."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

import xdsl_enzyme as xe
from tests.compilers import need_compiler
from tests.integration.native import compiler
from xdsl_enzyme.frontends.flang import fortran_compiler
from xdsl_enzyme.frontends.load import load_module

Write = Callable[[str, str], Path]

MAIN = "double g(double x);\ndouble f(double x) { return x * g(x); }\n"
G = "#include <math.h>\ndouble g(double x) { return sin(x); }\n"


@pytest.fixture
def write(tmp_path: Path, request: pytest.FixtureRequest) -> Write:
    def write(name: str, text: str) -> Path:
        need_compiler(name, request)
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def derivative(sources: Sequence[Path | str], x: float = 0.7) -> float:
    return xe.grad(xe.load(sources, "f"))(x)


EXPECTED = np.sin(0.7) + 0.7 * np.cos(0.7)


def test_two_c_files(write: Write):
    assert derivative([write("f.c", MAIN), write("g.c", G)]) == pytest.approx(EXPECTED)


def test_c_and_cpp(write: Write):
    g = write("g.cpp", f'#include <cmath>\nextern "C" {{ {G.splitlines()[1]} }}')
    assert derivative([write("f.c", MAIN), g]) == pytest.approx(EXPECTED)


def test_c_and_fortran(write: Write):
    g = write(
        "g.f90",
        """
        function g(x) bind(c) result(y)
          use iso_c_binding
          real(c_double), value :: x
          real(c_double) :: y
          y = sin(x)
        end function
        """,
    )
    assert derivative([write("f.c", MAIN), g]) == pytest.approx(EXPECTED)


def test_c_and_rust(write: Write):
    g = write("g.rs", '#[no_mangle]\npub extern "C" fn g(x: f64) -> f64 { x.sin() }\n')
    assert derivative([write("f.c", MAIN), g]) == pytest.approx(EXPECTED)


def test_fortran_modules(write: Write):
    module = write("m.f90", "module m\n real(8), parameter :: two = 2d0\nend module\n")
    user = write(
        "f.f90",
        "function f(x) bind(c) result(y)\n use m\n real(8), value :: x\n real(8) :: y\n y = two * x**3\nend function\n",
    )
    assert derivative([module, user]) == pytest.approx(6.0 * 0.7**2)


def test_text_and_bitcode(write: Write, tmp_path: Path):
    ir = "declare double @llvm.sin.f64(double)\ndefine double @g(double %x) {\n %r = call double @llvm.sin.f64(double %x)\n ret double %r\n}\n"
    (tmp_path / "g.bc").write_bytes(binding.parse_assembly(ir).as_bitcode())
    main = write("f.c", MAIN)
    assert derivative([main, write("g.ll", ir)]) == pytest.approx(EXPECTED)
    assert derivative([main, tmp_path / "g.bc"]) == pytest.approx(EXPECTED)


def clang_object(source: Path, *flags: str) -> Path:
    target = source.with_suffix(".o")
    subprocess.run([*compiler(), "-c", "-O1", *flags, str(source), "-o", str(target)], check=True)
    return target


@pytest.mark.parametrize("flags", [("-flto",), ("-fembed-bitcode=all",)])
def test_objects_and_archives(flags: tuple[str, ...], write: Write, tmp_path: Path):
    main = write("f.c", MAIN)
    member = clang_object(write("a_rather_long_name_of_a_file.c", G), *flags)
    other = clang_object(write("h.c", "double h(double x) { return x; }\n"), *flags)
    assert derivative([main, member]) == pytest.approx(EXPECTED)
    archive = tmp_path / "lib.a"
    subprocess.run(["ar", "rc", str(archive), str(member), str(other)], check=True)
    assert derivative([main, archive]) == pytest.approx(EXPECTED)
    assert xe.load(archive, "h")(2.0) == 2.0


def test_machine_code_is_refused(write: Write):
    machine_code = clang_object(write("g.c", G))
    with pytest.raises(xe.ReadError, match="there is no bitcode in") as error:
        derivative([write("f.c", MAIN), machine_code])
    assert "-flto" in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("l.a", b"nonsense", "is not an archive"),
        ("l.a", b"!<thin>\n", "thin archive"),
        ("l.a", b"!<arch>\n" + 60 * b"x", "is damaged"),
        ("l.a", b"!<arch>\n", "is empty"),
        ("o.o", b"nonsense", "not valid LLVM bitcode"),
        ("o.o", b"\x7fELF\x02\x01" + 70 * b"\xff", "is damaged"),
        ("o.o", b"\x7fELF\x02\x01", "is damaged"),
    ],
)
def test_damaged_files(name: str, content: bytes, message: str, tmp_path: Path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(xe.ReadError, match=message):
        load_module(tmp_path / name)


def test_defined_twice(write: Write):
    with pytest.raises(xe.ReadError, match="multiply defined"):
        derivative([write("f.c", MAIN), write("g.c", G), write("h.c", G)])


def test_a_missing_body_is_told(write: Write):
    with pytest.raises(xe.EnzymeError, match="'g'"):
        derivative([write("f.c", MAIN)])


def test_mlir_cannot_be_linked(write: Write):
    with pytest.raises(xe.ReadError, match="only LLVM IR can be linked"):
        load_module([write("f.c", MAIN), write("g.mlir", "")])


def test_no_files():
    with pytest.raises(xe.ReadError, match="nothing to load"):
        load_module([])


FORTRAN = """
module physics
contains
  real(8) function energy(x)
    real(8), intent(in) :: x
    energy = 0.5d0 * x * x
  end function
end module
subroutine Scale(n, a, x)
  integer, intent(in) :: n
  real(8), intent(in) :: a
  real(8), intent(inout) :: x(n)
  x = a * x
end subroutine
"""


@pytest.mark.parametrize("name", ["energy", "Energy", "_QMphysicsPenergy"])
def test_fortran_names(name: str, write: Write):
    energy = xe.load(write("f.f90", FORTRAN), name)
    assert xe.grad(energy)(np.array([3.0])) == pytest.approx(3.0)


@pytest.mark.parametrize("name", ["scale", "Scale", "scale_"])
def test_fortran_subroutine(name: str, write: Write):
    scale = xe.load(write("f.f90", FORTRAN), name)
    scaled = scale(np.array([3], np.int32), np.array([2.0]), np.ones(3))
    assert scaled.tolist() == [2.0, 2.0, 2.0]


def test_rust_names(write: Write):
    source = write(
        "f.rs", "pub mod m {\n  #[inline(never)]\n  pub fn square(x: f64) -> f64 { x * x }\n}\n"
    )
    assert xe.grad(xe.load(source, "square"))(3.0) == 6.0


def test_compilers_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDSL_ENZYME_FC", "")
    with pytest.raises(xe.EnzymeError, match="no Fortran compiler"):
        fortran_compiler()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("f.f90", "this is no Fortran\n", "flang cannot compile"),
        ("f.rs", "fn f( {}\n", "rustc cannot compile"),
        ("f.rs", 'fn f() -> f64 { "x" }\n', "mismatched types"),
    ],
)
def test_diagnostics(name: str, text: str, message: str, write: Write):
    with pytest.raises(xe.ReadError, match=message) as error:
        load_module(write(name, text))
    assert "f." in str(error.value.where)
