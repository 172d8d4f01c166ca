"""Calls of Enzyme's interface become functions of their own, in LLVM IR."""

from __future__ import annotations

from llvmlite import binding

from xdsl_enzyme.frontends.enzyme_interface.outline import (
    hide_markers,
    outline_interface_calls,
    registered_functions,
)

MODULE = """
@enzyme_dup = external global i32
@chosen = internal constant ptr @f

define double @f(ptr %x) {
  %r = load double, ptr %x
  ret double %r
}

define double @caller(ptr %x, ptr %dx, i1 %c) personality ptr @personality {
entry:
  %m = load i32, ptr @enzyme_dup, align 4
  br i1 %c, label %one, label %other

one:
  %again = load i32, ptr @enzyme_dup, align 4
  br label %other

other:
  %marker = phi i32 [ %m, %entry ], [ %again, %one ]
  %r = tail call double (ptr, ...) @__enzyme_autodiff(ptr @f, i32 %marker, ptr noundef %x, ptr %dx)
  %g = load ptr, ptr @chosen
  %s = invoke double (ptr, ...) @__enzyme_autodiff(ptr %g, ptr %x, ptr %dx)
          to label %done unwind label %failed

done:
  %t = fadd double %r, %s
  ret double %t

failed:
  %p = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %p
}

declare double @__enzyme_autodiff(ptr, ...)
declare i32 @personality(...)
"""


def test_calls_become_functions():
    outlined = outline_interface_calls(MODULE)
    first, second = outlined.definitions.values()
    assert "define internal double @derivative.0(ptr noundef %a2, ptr %a3) {" in first
    assert "%a1 = load i32, ptr @enzyme_dup" in first
    assert "call double @__enzyme_autodiff.0(ptr @f, i32 %a1, ptr noundef %a2, ptr %a3)" in first
    assert "%a0 = load ptr, ptr @chosen" in second
    assert "%r = call double @derivative.0(ptr noundef %x, ptr %dx)" in outlined.llvm_ir
    assert "%s = invoke double @derivative.1(ptr %x, ptr %dx)" in outlined.llvm_ir


def test_both_forms_are_valid():
    outlined = outline_interface_calls(MODULE)
    for text in (outlined.complete, outlined.with_declarations()):
        binding.parse_assembly(text, binding.create_context()).verify()
    assert "load i32, ptr @enzyme_dup" not in outlined.with_declarations()


def test_a_module_without_calls_stays():
    text = "define void @f() {\n  ret void\n}\n"
    assert outline_interface_calls(text).complete == text


def test_markers_have_no_values():
    text = "@enzyme_dup = dso_local global i32 0, align 4\n@other = global i32 0\n"
    assert "@enzyme_dup = external global i32\n@other = global i32 0" in hide_markers(text)


def test_registered_functions():
    text = """
@__enzyme_register_gradient_f = global [3 x ptr] [ptr @f, ptr @"g h", ptr @i]
@.str = private constant [16 x i8] c"enzyme_inactive\\00"
@.other = private constant [6 x i8] c"other\\00"
@llvm.global.annotations = appending global [2 x { ptr, ptr, ptr, i32, ptr }] [{ ptr, ptr, ptr, i32, ptr } \
{ ptr @j, ptr @.str, ptr @.f, i32 1, ptr null }, { ptr, ptr, ptr, i32, ptr } { ptr @k, ptr @.other, ptr @.f, i32 2, ptr null }]
"""
    assert registered_functions(text) == {"f", "g h", "i", "j"}
