"""Loading files by their suffix."""

from __future__ import annotations

from pathlib import Path

import pytest
from llvmlite import binding

from tests.unit.frontends.reading import function_lines
from xdsl_enzyme.errors import ReadError, source_location
from xdsl_enzyme.frontends.load import load_module

LLVM_IR = "define double @square(double %x) {\n  %r = fmul double %x, %x\n  ret double %r\n}\n"
C = "double square(double x) { return x * x; }\n"
MLIR = "func.func @square(%x : f64) -> f64 {\n  %r = arith.mulf %x, %x : f64\n  func.return %r : f64\n}\n"

EXPECTED = ["arith.mulf %x, %x : f64", "func.return"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [(".c", C), (".cc", f'extern "C" {C}'), (".cpp", f'extern "C" {C}'), (".cxx", f'extern "C" {C}'), (".ll", LLVM_IR), (".mlir", MLIR)],
)  # fmt: skip
def test_suffix(suffix: str, text: str, tmp_path: Path):
    path = tmp_path / f"f{suffix}"
    path.write_text(text)
    first, last = function_lines(load_module(path), "square")
    assert first.endswith(EXPECTED[0])
    assert last.startswith(EXPECTED[1])


def test_bitcode(tmp_path: Path):
    path = tmp_path / "f.bc"
    path.write_bytes(binding.parse_assembly(LLVM_IR).as_bitcode())
    assert function_lines(load_module(str(path)), "square")[0].endswith(EXPECTED[0])


@pytest.mark.parametrize("level", range(4))
def test_levels(level: int, tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text(C)
    lines = function_lines(load_module(path, optimisation_level=level), "square")
    assert any("llvm.alloca" in line for line in lines) == (level == 0)


def test_functions(tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text(C + 'int main(void) { __asm__ goto("" : : : : out); out: return 0; }\n')
    module = load_module(path, functions=["square"])
    assert len(list(module.ops)) == 1
    with pytest.raises(ReadError, match="callbr") as error:
        load_module(path)
    assert error.value.where == f"{path}:2:18"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("f.xyz", r"'\.xyz' is not a known suffix"),
        ("f", "it has no suffix"),
        ("missing.c", "there is no such file"),
    ],
)
def test_files_that_cannot_be_loaded(name: str, message: str, tmp_path: Path):
    with pytest.raises(ReadError, match=message):
        load_module(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("f.bc", b"nonsense", "not valid LLVM bitcode"),
        ("f.ll", b"nonsense", "not valid LLVM IR"),
        ("f.mlir", b"nonsense", "not valid MLIR"),
        ("f.mlir", b'"unknown.op"() : () -> ()', "not valid MLIR"),
        ("f.c", b"nonsense", "clang cannot compile"),
    ],
)
def test_content_that_cannot_be_read(name: str, content: bytes, message: str, tmp_path: Path):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message):
        load_module(path)


def test_mlir_may_use_our_dialects(tmp_path: Path):
    path = tmp_path / "f.mlir"
    path.write_text(
        "func.func @f(%x : f64) -> f64 {\n  %r = llvm_extra.freeze %x : f64\n  func.return %r : f64\n}\n"
    )
    load_module(path)


def test_ops_of_mlir_know_their_lines(tmp_path: Path):
    path = tmp_path / "f.mlir"
    path.write_text(
        "func.func @f(%x: f64) -> f64 {\n"
        "  %y = math.sin %x : f64\n"
        '  %z = math.exp %y : f64 loc("other.py":7:1)\n'
        "  func.return %z : f64\n}\n"
    )
    lines = {op.name: source_location(op) for op in load_module(path).walk()}
    assert lines["math.sin"] == f"{path}:2:3"
    assert lines["math.exp"] == "other.py:7:1"
