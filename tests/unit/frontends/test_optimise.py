"""The optimisation before differentiation."""

from __future__ import annotations

import pytest

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation

MEMORY = """
define double @square(double %x) #0 {
  %p = alloca double
  store double %x, ptr %p
  %y = load double, ptr %p
  %r = fmul double %y, %y
  ret double %r
}
define double @f(double %x) #0 {
  %r = call double @square(double %x)
  ret double %r
}
attributes #0 = { noinline nounwind optnone "x"="optnone noinline" }
"""

LOOP = """
define void @axpy(ptr noalias %x, ptr noalias %y, double %a) {
  br label %loop
loop:
  %i = phi i64 [ 0, %0 ], [ %j, %loop ]
  %p = getelementptr double, ptr %x, i64 %i
  %q = getelementptr double, ptr %y, i64 %i
  %u = load double, ptr %p
  %v = load double, ptr %q
  %w = fmul double %u, %a
  %s = fadd double %v, %w
  store double %s, ptr %q
  %j = add i64 %i, 1
  %c = icmp ult i64 %j, 1024
  br i1 %c, label %loop, label %exit
exit:
  ret void
}
define void @four(ptr %x) {
  %a = load double, ptr %x
  %p1 = getelementptr double, ptr %x, i64 1
  %b = load double, ptr %p1
  %aa = fmul double %a, %a
  %bb = fmul double %b, %b
  store double %aa, ptr %x
  store double %bb, ptr %p1
  ret void
}
"""


@pytest.mark.parametrize("level", [1, 2, 3])
def test_memory_is_promoted_and_calls_are_inlined(level: int):
    text = optimise_for_differentiation(MEMORY, level)
    assert "alloca" not in text
    assert "call" not in text
    assert '"x"="optnone noinline"' in text


def test_level_0_changes_nothing():
    text = optimise_for_differentiation(MEMORY, 0)
    assert "alloca double" in text
    assert "call double @square" in text


GENERIC = MEMORY.replace("define double @square", "define linkonce_odr double @square")


def test_generic_code_is_inlined_at_level_0():
    text = optimise_for_differentiation(GENERIC, 0)
    assert "alloca" not in text
    assert "@square" not in text


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("linkage", ["linkonce_odr", "linkonce", "internal"])
def test_wanted_functions_stay_though_nobody_calls_them(linkage: str, level: int):
    text = optimise_for_differentiation(
        MEMORY.replace("define double @square", f"define {linkage} double @square"),
        level,
        ["square"],
    )
    assert "double @square(" in text


@pytest.mark.parametrize("level", [1, 2, 3])
def test_loops_stay_scalar_and_rolled(level: int):
    text = optimise_for_differentiation(LOOP, level)
    assert "x double>" not in text
    assert text.count("fmul double") == 3


@pytest.mark.parametrize(
    "registration",
    [
        "@__enzyme_register_gradient_square = global [3 x ptr] [ptr @square, ptr @square, ptr @square]",
        "@__enzyme_inactivefn_square = global ptr @square",
    ],
)
def test_functions_with_a_derivative_of_their_own_are_not_inlined(registration: str):
    text = optimise_for_differentiation(MEMORY + registration)
    assert "call double @square" in text


def test_target_is_filled_in():
    text = optimise_for_differentiation("define void @f() {\nret void\n}")
    assert "target triple" in text
    assert "target datalayout" in text


def test_structs_keep_their_names():
    text = "%s = type { double }\ndefine void @f(ptr %p) {\n%q = load %s, ptr %p\nstore %s %q, ptr %p\nret void\n}"
    for _ in range(2):
        assert "%s = type { double }" in optimise_for_differentiation(text, 0)


@pytest.mark.parametrize("text", ["nonsense", "define i32 @f() {\nret i64 0\n}"])
def test_invalid_ir(text: str):
    with pytest.raises(ReadError, match="not valid LLVM IR"):
        optimise_for_differentiation(text)


def test_ir_that_does_not_verify():
    with pytest.raises(ReadError, match="not valid LLVM IR"):
        optimise_for_differentiation(
            "define i32 @f(i1 %c) {\nbr i1 %c, label %a, label %b\na:\n%x = add i32 1, 1\nbr label %b\nb:\nret i32 %x\n}"
        )


def test_other_machine():
    with pytest.raises(ReadError, match="another machine"):
        optimise_for_differentiation('target triple = "sparc-sun-solaris"')


def test_unknown_level():
    with pytest.raises(ReadError, match="level 7"):
        optimise_for_differentiation("", 7)


def test_attributes_that_go_leave_no_empty_group():
    text = "define void @f() #0 {\n  ret void\n}\nattributes #0 = { noinline }\n"
    assert "@f" in optimise_for_differentiation(text)
