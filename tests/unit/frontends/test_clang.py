"""C and C++ through clang."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from xdsl_enzyme.errors import EnzymeError, ReadError
from xdsl_enzyme.frontends import clang
from xdsl_enzyme.frontends.clang import compile_to_llvm_ir

SQUARE = "double square(double x) { return x * x; }\n"


@pytest.fixture
def square(tmp_path: Path) -> Path:
    path = tmp_path / "square.c"
    path.write_text(SQUARE)
    return path


def test_ir_is_not_optimised_but_may_be(square: Path):
    text = compile_to_llvm_ir(square)
    assert "alloca double" in text
    assert "optnone" not in text
    assert "!DILocation(line: 1" in text
    assert "%x.addr" in text


def test_level_0_may_be_optimised_too(square: Path):
    assert "optnone" not in compile_to_llvm_ir(square, optimisation_level=0)


def test_flags_reach_clang(tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text("int f(void) { return N; }\n")
    assert "ret i32 42" in compile_to_llvm_ir(path, ["-DN=42"])


def test_libm_functions_do_not_write_errno(tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text("#include <math.h>\ndouble f(double x) { return exp(x); }\n")
    assert "@llvm.exp.f64" in compile_to_llvm_ir(path)
    assert "call double @exp(" in compile_to_llvm_ir(path, ["-fmath-errno"])


def test_files_are_named_as_they_are_given(square: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(square.parent)
    assert f'!DIFile(filename: "{square}"' in compile_to_llvm_ir(square)
    assert f'!DIFile(filename: "{square.name}"' in compile_to_llvm_ir(Path(square.name))


def test_cpp(tmp_path: Path):
    path = tmp_path / "f.cpp"
    path.write_text(
        "template <class T> T twice(T x) { return x + x; }\ndouble f(double x) { return twice(x); }\n"
    )
    assert "@_Z5twiceIdET_S0_" in compile_to_llvm_ir(path)


def test_diagnostics(tmp_path: Path):
    path = tmp_path / "bad.c"
    path.write_text("double f(double x) {\n  return y + z;\n}\n")
    with pytest.raises(ReadError) as error:
        compile_to_llvm_ir(path)
    assert error.value.where == f"{path}:2:10"
    assert "undeclared identifier 'y'" in (error.value.why or "")
    assert f"{path}:2:14" in (error.value.why or "")


def test_flags_that_clang_does_not_know(square: Path):
    with pytest.raises(ReadError, match="--nonsense"):
        compile_to_llvm_ir(square, ["--nonsense"])


def test_ziglang(square: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clang, "_clang_in_path", lambda: None)
    text = compile_to_llvm_ir(square)
    triple = next(line for line in text.splitlines() if line.startswith("target triple"))
    assert not any(character.isdigit() for character in triple.partition("-")[2])
    assert "znver" not in text
    assert "ubsan" not in text


def test_ziglang_without_the_headers_of_the_system(
    square: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    endless = tmp_path / "endless"
    endless.symlink_to(endless)
    compiler = tmp_path / "cc"
    told = ("#include <...> search starts here:", f" {endless}", "End of search list.")
    compiler.write_text("#!/bin/sh\n" + "".join(f"echo '{line}' >&2\n" for line in told))
    compiler.chmod(0o755)
    monkeypatch.setenv("CC", str(compiler))
    monkeypatch.setattr(clang, "_clang_in_path", lambda: None)
    square.write_text("#include <math.h>\ndouble f(double x) { return exp(x); }\n")
    assert "@llvm.exp.f64" in compile_to_llvm_ir(square)


def test_compiler_from_the_environment(square: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDSL_ENZYME_CC", f"{sys.executable} -c 'raise SystemExit(\"from here\")'")
    with pytest.raises(ReadError, match="from here"):
        compile_to_llvm_ir(square)


def test_no_compiler(square: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clang, "_clang_in_path", lambda: None)
    monkeypatch.setattr(clang, "find_spec", lambda name: None)  # pyright: ignore
    with pytest.raises(EnzymeError, match=r"pip install xdsl-enzyme\[clang\]"):
        compile_to_llvm_ir(square)


def test_compiler_that_does_not_exist(square: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDSL_ENZYME_CC", "no-such-compiler")
    with pytest.raises(EnzymeError, match="no-such-compiler"):
        compile_to_llvm_ir(square)
