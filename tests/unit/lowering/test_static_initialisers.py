"""Static constructors run when code is loaded, in the order of their priorities; destructors run at exit."""

import ctypes
import subprocess
import sys

import pytest

from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.static_initialisers import expose_static_initialisers

CONSTRUCTORS = """
@state = global i64 1
@llvm.global_ctors = appending global [2 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @late, ptr null }, { i32, ptr, ptr } { i32 101, ptr @early, ptr null }]
define internal void @early() {
  %old = load i64, ptr @state
  %new = add i64 %old, 10
  store i64 %new, ptr @state
  ret void
}
define internal void @late() {
  %old = load i64, ptr @state
  %new = mul i64 %old, 3
  store i64 %new, ptr @state
  ret void
}
define i64 @get() {
  %now = load i64, ptr @state
  ret i64 %now
}
"""


@pytest.mark.parametrize("level", [0, 3])
def test_constructors_run_once_in_order(level: int) -> None:
    code = compile_module(CONSTRUCTORS, level)
    get = ctypes.CFUNCTYPE(ctypes.c_int64)(code.address("get"))
    assert [get(), get()] == [33, 33]


AT_EXIT = """
@__dso_handle = external hidden global i8
@first = constant [6 x i8] c"first\\00"
@second = constant [7 x i8] c"second\\00"
@llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @begin, ptr null }]
@llvm.global_dtors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @leave, ptr null }]
define internal void @begin() {
  %registered = call i32 @__cxa_atexit(ptr @print, ptr @second, ptr @__dso_handle)
  ret void
}
define internal void @leave() {
  call void @print(ptr @first)
  ret void
}
define internal void @print(ptr %text) {
  %printed = call i32 @puts(ptr %text)
  ret void
}
declare i32 @__cxa_atexit(ptr, ptr, ptr)
declare i32 @puts(ptr)
"""


def test_what_runs_at_exit_finds_its_code() -> None:
    program = f"from xdsl_enzyme.lowering.jit import compile_module\ncompile_module({AT_EXIT!r})"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout.split() == ["first", "second"]


def test_other_modules_stay_as_they_are() -> None:
    text = "define void @f() {\n  ret void\n}\n"
    assert expose_static_initialisers(text) == text
