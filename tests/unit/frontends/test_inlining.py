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


INVOKED = PROGRAM.replace(
    "define double @f(double %x, i64 %n) {\n  %a = call double @large(double %x, i64 %n)",
    "declare i32 @__gxx_personality_v0(...)\n"
    "define double @f(double %x, i64 %n) personality ptr @__gxx_personality_v0 {\n"
    "  %a = invoke double @large(double %x, i64 %n) to label %go unwind label %pad\n"
    "pad:\n  %e = landingpad { ptr, i32 } cleanup\n  resume { ptr, i32 } %e\ngo:",
)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_functions_that_may_throw_are_inlined(level: int):
    assert "@large(" not in body(optimise_for_differentiation(INVOKED, level), "f")


def test_nothing_is_inlined_at_level_0():
    assert "call double @large" in body(optimise_for_differentiation(PROGRAM, 0), "f")


def array_functions(count: int, size: int, calls: int = 2) -> str:
    """Functions, each of `size` multiplications and with calls of the one before."""
    functions: list[str] = ["declare void @fill(ptr)"]
    for number in range(count):
        lines = ["%tmp = alloca double, i64 %n", "call void @fill(ptr %tmp)"]
        lines += ["%v0 = load volatile double, ptr %tmp"]
        lines += [f"%v{k + 1} = fmul double %v{k}, %x" for k in range(size)]
        value = f"%v{size}"
        for call in range(calls if number else 0):
            lines += [f"%r{call} = call double @f{number - 1}(double {value}, i64 %n)"]
            value = f"%r{call}"
        body = "\n".join([*lines, f"ret double {value}"])
        functions.append(f"define double @f{number}(double %x, i64 %n) {{\n{body}\n}}")
    return "\n".join(functions)


def test_large_functions_that_are_called_more_than_once_are_left_alone():
    text = array_functions(2, size=100)
    assert "call double @f0" not in body(optimise_for_differentiation(text, 2), "f1")
    text = array_functions(2, size=4_000, calls=8)
    assert "call double @f0" in body(optimise_for_differentiation(text, 2), "f1")


def test_a_program_does_not_grow_exponentially():
    optimised = optimise_for_differentiation(array_functions(16, size=20), 1, ["f15"])
    assert 1_000 < optimised.count("fmul") < 10_000
