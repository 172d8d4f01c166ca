"""What is inlined before differentiation."""

import pytest

from xdsl_enzyme.frontends.optimise import optimise_for_differentiation

PROGRAM = """
declare double @g(double)
declare void @fill(ptr)
define double @large(double %x, i64 %n) {
  %tmp = alloca double, i64 %n
  call void @fill(ptr %tmp)
  %y = call double @g(double %x)
  %z = load double, ptr %tmp
  %r = fmul double %y, %z
  ret double %r
}
define double @recursive(double %x, i64 %n) {
  %done = icmp eq i64 %n, 0
  br i1 %done, label %stop, label %go
stop:
  ret double %x
go:
  %m = sub i64 %n, 1
  %y = call double @g(double %x)
  %z = call double @recursive(double %y, i64 %m)
  %r = call double @g(double %z)
  ret double %r
}
define double @f(double %x, i64 %n) {
  %a = call double @large(double %x, i64 %n)
  %b = call double @recursive(double %a, i64 %n)
  ret double %b
}
"""


def body(text: str, name: str) -> str:
    start = text.index(f"@{name}(", text.index(f"define double @{name}(") - 1)
    return text[start : text.index("\n}", start)]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_arrays_of_variable_length_do_not_keep_a_function_from_being_inlined(level: int):
    f = body(optimise_for_differentiation(PROGRAM, level), "f")
    assert "call double @large" not in f
    assert "call double @g" in f


@pytest.mark.parametrize("level", [1, 2, 3])
def test_recursive_functions_stay_calls(level: int):
    assert "@recursive(" in body(optimise_for_differentiation(PROGRAM, level), "f")


def test_nothing_is_inlined_at_level_0():
    assert "call double @large" in body(optimise_for_differentiation(PROGRAM, 0), "f")


def test_functions_that_are_called_from_everywhere_are_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("xdsl_enzyme.frontends.inlining.GROWTH_LIMIT", -1)
    assert "call double @large" in body(optimise_for_differentiation(PROGRAM, 2), "f")
