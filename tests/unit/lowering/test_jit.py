"""Optimising, loading and writing code, and what is refused before it could do harm."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

from tests.unit.lowering.conftest import parse
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering import emit
from xdsl_enzyme.lowering.jit import LoadedCode, compile_module
from xdsl_enzyme.lowering.optimise import optimise

SQUARE = """
define double @square(double %x) {
  %y = fmul double %x, %x
  ret double %y
}
define internal double @hidden(double %x) noinline {
  ret double %x
}
"""
DOUBLE_TO_DOUBLE = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)


def test_compiles_text_and_modules() -> None:
    code = compile_module(SQUARE)
    assert DOUBLE_TO_DOUBLE(code.address("square"))(3.0) == 9.0
    assert "define" in code.llvm_ir
    assert "square:" in code.assembly
    module = parse("func.func @f(%x: f64) -> f64 { func.return %x : f64 }")
    assert DOUBLE_TO_DOUBLE(compile_module(module, 0).address("f"))(2.0) == 2.0


@pytest.mark.parametrize("name", ["hidden", "cube"])
def test_unknown_function(name: str) -> None:
    with pytest.raises(LoweringError, match=f"no function '{name}'"):
        compile_module(SQUARE, 0).address(name)


def test_object_code_can_be_loaded_again() -> None:
    code = compile_module(SQUARE)
    again = LoadedCode(code.object_code, ["square"])
    assert DOUBLE_TO_DOUBLE(again.address("square"))(4.0) == 16.0
    with pytest.raises(LoweringError, match="cannot be loaded"):
        LoadedCode(b"not an object", ["square"])
    with pytest.raises(LoweringError, match="cannot be loaded"):
        LoadedCode(code.object_code, ["cube"])


def test_modules_with_the_same_names_do_not_meet() -> None:
    codes = [compile_module(SQUARE.replace("fmul", op)) for op in ("fmul", "fadd", "fsub")]
    values = [DOUBLE_TO_DOUBLE(code.address("square"))(5.0) for code in codes]
    assert values == [25.0, 10.0, 0.0]


def test_global_state_lives_as_long_as_the_code() -> None:
    code = compile_module("""
    @n = global i64 0
    define i64 @next() {
      %a = load i64, ptr @n
      %b = add i64 %a, 1
      store i64 %b, ptr @n
      ret i64 %b
    }""")
    function = ctypes.CFUNCTYPE(ctypes.c_int64)(code.address("next"))
    assert [function() for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("define double @f(double %x) { ret float %x }", "LLVM rejects"),
        (
            "define void @f() {\nentry:\n  %x = add i32 %y, 1\n  %y = add i32 %x, 1\n  ret void\n}",
            "rejects",
        ),
        (
            "declare double @no_such_function(double)\n"
            "define double @f(double %x) { %y = call double @no_such_function(double %x)\n ret double %y }",
            "'no_such_function', which nothing defines",
        ),
        (
            "@no_such_variable = external global double\n"
            "define double @f() { %y = load double, ptr @no_such_variable\n ret double %y }",
            "'no_such_variable'",
        ),
        ('define void @f() { call void asm sideeffect "nop", ""()\n ret void }', "inline assembly"),
        ('module asm ".globl x"\ndefine void @f() { ret void }', "inline assembly"),
        (
            "@t = external thread_local global i32\ndefine ptr @f() { ret ptr @t }",
            "'t' is defined elsewhere",
        ),
        (
            "@t = thread_local global i32 0\ndefine ptr @f() { ret ptr @t }",
            "'t' is used as a constant",
        ),
        (
            'target triple = "riscv32-unknown-linux-gnu"\ndefine void @f() { ret void }',
            "is for riscv32",
        ),
    ],
)
@pytest.mark.parametrize("level", [0, 3])
def test_refusals(text: str, message: str, level: int) -> None:
    with pytest.raises(LoweringError, match=message):
        compile_module(text, level)


def test_the_word_asm_in_a_string_is_no_assembly() -> None:
    code = compile_module(
        '@s = constant [20 x i8] c"call void asm \\22nop\\22\\00"\ndefine ptr @f() { ret ptr @s }'
    )
    assert ctypes.string_at(ctypes.CFUNCTYPE(ctypes.c_void_p)(code.address("f"))()) == (
        b'call void asm "nop"'
    )


def test_symbols_that_were_registered_with_llvm() -> None:
    """Python functions, for instance."""
    doubled = DOUBLE_TO_DOUBLE(lambda x: 2 * x)
    address = ctypes.cast(doubled, ctypes.c_void_p).value
    binding.add_symbol("python_doubled", address)
    code = compile_module("""
    declare double @python_doubled(double)
    define double @f(double %x) {
      %y = call double @python_doubled(double %x)
      %z = fadd double %y, 1.0
      ret double %z
    }""")
    assert DOUBLE_TO_DOUBLE(code.address("f"))(4.0) == 9.0


def test_unused_declarations_need_no_definition() -> None:
    code = compile_module("declare void @no_such_function()\n" + SQUARE, 3)
    assert DOUBLE_TO_DOUBLE(code.address("square"))(2.0) == 4.0


def test_another_spelling_of_the_host_is_the_host() -> None:
    """The CPU and triple of the compiler that made the text give way to those of the host."""
    text = """
    target triple = "x86_64-unknown-linux6.18.44-gnu2.36.0"
    define void @f(ptr noalias %x, ptr noalias %y) #0 {
    entry:
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %j, %loop ]
      %p = getelementptr double, ptr %x, i64 %i
      %q = getelementptr double, ptr %y, i64 %i
      %a = load double, ptr %p
      %b = fmul double %a, %a
      store double %b, ptr %q
      %j = add i64 %i, 1
      %c = icmp eq i64 %j, 4096
      br i1 %c, label %exit, label %loop
    exit:
      ret void
    }
    attributes #0 = { "target-cpu"="x86-64" "target-features"="-avx" "tune-cpu"="generic" "x"="y" }
    """
    if os.uname().machine != "x86_64":
        text = text.replace("x86_64", os.uname().machine)
    module = str(optimise(text))
    assert "x double>" in module, "the loop is not vectorised"
    assert "target-cpu" not in module
    assert '"x"="y"' in module


def test_calls_of_libm_and_of_support_routines() -> None:
    code = compile_module("""
    declare double @hypot(double, double)
    declare double @llvm.sin.f64(double)
    declare double @llvm.powi.f64.i32(double, i32)
    define double @f(double %x, i32 %n) {
      %a = call double @hypot(double %x, double 4.0)
      %b = call double @llvm.powi.f64.i32(double %a, i32 %n)
      %c = call double @llvm.sin.f64(double %b)
      ret double %c
    }""")
    function = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_int)(code.address("f"))
    assert function(3.0, 3) == pytest.approx(np.sin(125.0), rel=1e-12)


def test_compiling_in_many_threads() -> None:
    results: dict[int, float] = {}

    def work(number: int) -> None:
        text = SQUARE.replace("ret double %y", f"%z = fadd double %y, {number}.0\n ret double %z")
        code = compile_module(text)
        results[number] = DOUBLE_TO_DOUBLE(code.address("square"))(2.0)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: 4.0 + number for number in range(8)}


def test_dropped_code_gives_its_memory_back() -> None:
    data = "@t = global [262144 x i64] zeroinitializer\n" + SQUARE  # 2 MB each
    data += "define ptr @g() { store i64 1, ptr @t\n ret ptr @t }\n"

    def peak() -> int:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    for _ in range(3):
        compile_module(data, 0)
    gc.collect()
    before = peak()
    for _ in range(40):
        compile_module(data, 0)
        gc.collect()
    assert peak() - before < 40 * 1_000_000


def test_files(tmp_path: Path) -> None:
    module = parse("""
    func.func @f(%x: f64) -> f64 {
      %y = math.cbrt %x : f64
      func.return %y : f64
    }""")
    emit.emit_llvm(module, tmp_path / "a.ll")
    assert (tmp_path / "a.ll").read_text().startswith("define double @f(double %x)")
    emit.emit_llvm(module, tmp_path / "b.ll", level=2)
    assert "target triple" in (tmp_path / "b.ll").read_text()
    emit.emit_object(module, tmp_path / "f.o", native=False)
    assert (tmp_path / "f.o").stat().st_size > 100
    library = tmp_path / "libf.so"
    emit.emit_shared_library(module, library)
    function = ctypes.CDLL(str(library)).f
    function.restype, function.argtypes = ctypes.c_double, [ctypes.c_double]
    assert function(27.0) == pytest.approx(3.0)
    assert {path.name for path in tmp_path.iterdir()} == {"a.ll", "b.ll", "f.o", "libf.so"}


def test_a_file_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "f.o"
    path.write_text("old")
    with pytest.raises(LoweringError):
        emit.emit_object("nonsense", path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["f.o"]


def test_the_linker_s_complaint_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", f"{sys.executable} -c 'raise SystemExit(\"no linker\")'")
    with pytest.raises(LoweringError, match="no linker"):
        emit.emit_shared_library(SQUARE, tmp_path / "f.so")
    assert not list(tmp_path.iterdir())


def test_the_target_of_xdsl_opt(tmp_path: Path) -> None:
    source = tmp_path / "f.mlir"
    source.write_text("func.func @f(%x: f64) -> f64 { func.return %x : f64 }")
    command = [str(Path(sys.executable).parent / "xdsl-opt"), "-t", "enzyme-llvm", str(source)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    assert outcome.stdout.startswith("define double @f(double %x)")


def test_target_attributes_that_go_leave_no_empty_group():
    text = (
        SQUARE + 'define void @g() #0 {\n  ret void\n}\nattributes #0 = { "target-cpu"="x86-64" }\n'
    )
    assert DOUBLE_TO_DOUBLE(compile_module(text, native=False).address("square"))(3.0) == 9.0
