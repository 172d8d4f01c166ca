"""Calls through pointers, variadic calls, invokes, inline assembly: what is read, and that it is written again as it was."""

from __future__ import annotations

import pytest
from llvmlite import binding

from tests.unit.frontends.reading import find_function, function_lines, ops_named, read, read_body
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

PRINTF = "declare i32 @printf(ptr, ...)"


def written(text: str) -> str:
    """What the writer makes of what the reader makes of LLVM IR; LLVM takes it."""
    result = write_llvm_ir(read(text))
    binding.parse_assembly(result, binding.create_context()).verify()
    return result


def test_call_through_a_pointer():
    lines = read_body(
        "ptr %p, double %x",
        "%r = call nnan double %p(double noundef %x) #0",
        "attributes #0 = { nounwind }",
    )
    assert lines == [
        "%r = llvm_extra.call_pointer %p(%x) {llvm.attributes = {nounwind}, fastmath = #arith.fastmath<nnan>} : (f64) -> f64"
    ]


def test_how_values_are_passed_through_a_pointer():
    instruction = "call void %p(ptr sret({ i64, i64, i64 }) %q, i8 signext %c, ptr byval({ i64, i64 }) align 8 %q)"
    text = f"define void @f(ptr %p, ptr %q, i8 %c) {{\n{instruction}\nret void\n}}"
    assert (
        "call void %p(ptr sret({ i64, i64, i64 }) %q, i8 signext %c, ptr byval({ i64, i64 }) align 8 %q)"
        in written(text)
    )


def test_variadic_call():
    lines = read_body(
        "ptr %p, double %x", "%r = call i32 (ptr, ...) @printf(ptr %p, double %x)", PRINTF
    )
    assert lines == [
        "%r = llvm_extra.call_variadic @printf(%p, %x) vararg <i32 (!llvm.ptr, ...)> : (!llvm.ptr, f64) -> i32"
    ]


def test_variadic_function_is_declared_as_one():
    text = f"define i32 @f(ptr %p) {{\n%r = call i32 (ptr, ...) @printf(ptr %p, i8 signext 3)\nret i32 %r\n}}\n{PRINTF}"
    function = find_function(read(text), "printf")
    assert str(function) == "func.func private @printf(!llvm.ptr) -> i32 attributes {llvm.variadic}"
    assert "declare i32 @printf(ptr, ...)" in written(text)
    assert "call i32 (ptr, ...) @printf(ptr %p, i8 signext 3)" in written(text)


def test_variadic_call_through_a_pointer():
    text = "define void @f(ptr %p) {\ncall void (i32, ...) %p(i32 2, double 1.0)\nret void\n}"
    assert "vararg <void (i32, ...)> : (i32, f64) -> ()" in str(read(text))
    assert "call void (i32, ...) %p(i32 2, double 1.0)" in written(text)


def test_variadic_definition():
    text = written("""
define double @f(i32 %n, ...) {
  %list = alloca [24 x i8]
  call void @llvm.va_start.p0(ptr %list)
  call void @llvm.va_end.p0(ptr %list)
  ret double 0.0
}""")
    assert "define double @f(i32 %n, ...)" in text
    assert "call void @llvm.va_start.p0(ptr %list)" in text


@pytest.mark.parametrize(
    ("declaration", "call"),
    [
        ("declare void @g(double)", "call void @g(i32 1)"),
        ("declare void @g(...)", "call void @g(i32 1)"),
        ("declare i32 @g()", "call void @g()"),
        ("@g = external global i8", "call void @g()"),
    ],
)
def test_call_of_a_function_as_if_it_had_another_type(declaration: str, call: str):
    text = f"define void @f() {{\n{call}\nret void\n}}\n{declaration}"
    assert ops_named(read(text), "llvm_extra.call_pointer")
    assert call in written(text)


def test_calling_conventions():
    text = written("""
declare preserve_mostcc void @cold(i32)
define win64cc double @f(ptr %p, double %x) {
  call preserve_mostcc void @cold(i32 1)
  %a = call win64cc double %p(double %x)
  %b = call fastcc double @internal(double %a)
  ret double %b
}
define internal fastcc double @internal(double %x) {
  ret double %x
}""")
    assert "declare preserve_mostcc void @cold(i32)" in text
    assert "define win64cc double @f(ptr %p, double %x)" in text
    assert "call preserve_mostcc void @cold(i32 1)" in text
    assert "call win64cc double %p(double %x)" in text
    assert "call double @internal(double %a)" in text


INVOKE = """
@type = external constant ptr
declare double @g(double)
declare i32 @personality(...)
define double @f(double %x) personality ptr @personality {
  %r = invoke double @g(double %x) to label %good unwind label %bad
good:
  %y = phi double [ %r, %0 ]
  ret double %y
bad:
  %a = phi double [ 2.0, %0 ]
  %l = landingpad { ptr, i32 } cleanup catch ptr @type catch ptr null filter [1 x ptr] [ptr @type]
  store double %a, ptr null
  resume { ptr, i32 } %l
}"""


def test_invoke():
    assert function_lines(read(INVOKE), "f") == [
        "%0 = arith.constant 2.000000e+00 : f64",
        "%1 = llvm.mlir.zero : !llvm.ptr",
        "%r, %2, %3 = llvm_extra.invoke of @g(%x) catch [@type, unit, [@type]] cleanup"
        " : (f64) -> (f64, i1, !llvm.struct<(!llvm.ptr, i32)>)",
        "cf.cond_br %2, ^bb2(%0, %3 : f64, !llvm.struct<(!llvm.ptr, i32)>), ^bb1(%r : f64)",
        "^bb1(%y: f64):",
        "func.return %y : f64",
        "^bb2(%a: f64, %l: !llvm.struct<(!llvm.ptr, i32)>):",
        "llvm.store %a, %1 {alignment = 8 : i64} : f64, !llvm.ptr",
        "%4 = llvm.extractvalue %l[0] : !llvm.struct<(!llvm.ptr, i32)>",
        "func.call @_Unwind_Resume(%4) : (!llvm.ptr) -> ()",
        "llvm.unreachable",
    ]


def test_invoke_is_written():
    text = written(INVOKE)
    assert "define double @f(double %x) personality ptr @personality {" in text
    assert "= invoke double @g(double %x) to label %returned unwind label %thrown" in text
    assert (
        "landingpad { ptr, i32 } cleanup catch ptr @type catch ptr null filter [1 x ptr] [ptr @type]"
        in text
    )
    assert "resume { ptr, i32 } %l" in text


def test_filter_that_nothing_passes_is_written():
    text = INVOKE.replace("[1 x ptr] [ptr @type]", "[0 x ptr] zeroinitializer")
    assert "catch ptr null filter [0 x ptr] zeroinitializer" in written(text)


@pytest.mark.parametrize("call", ["@nothrow()", "@g(double 1.0) nounwind", "@llvm.donothing()"])
def test_what_cannot_throw_is_called(call: str):
    result = "double" if "@g" in call else "void"
    module = read(f"""
declare double @g(double)
declare void @nothrow() nounwind
declare i32 @personality(...)
define void @f() personality ptr @personality {{
  invoke {result} {call} to label %good unwind label %bad
good:
  ret void
bad:
  %l = landingpad {{ ptr, i32 }} cleanup
  ret void
}}""")
    assert not ops_named(module, "llvm_extra.invoke")
    assert len(find_function(module, "f").regions[0].blocks) == 2


@pytest.mark.parametrize(
    "instruction",
    [
        'call void asm sideeffect "nop", "~{memory}"()',
        'call void asm sideeffect "", "=*m,0"(ptr elementtype(i32) %p, i32 %i)',
        'call i32 asm inteldialect "mov $0, $1", "=r,r,~{dirflag}"(i32 %i)',
        'call void asm sideeffect alignstack "# $0\\0A", "=*m"(ptr elementtype(i32) %p) #0',
    ],
)
def test_inline_assembly(instruction: str):
    text = f"define void @f(ptr %p, i32 %i) {{\n{instruction}\nret void\n}}\nattributes #0 = {{ nounwind }}"
    assert instruction.replace(" #0", " nounwind") in written(text)


def test_text_that_is_not_printed_by_llvm():
    assert ops_named(
        read_llvm_ir("define void @f(ptr %p) {\n  call void %p()\n  ret void\n}"),
        "llvm_extra.call_pointer",
    )


def test_assembly_without_instructions_hands_its_operands_on():
    lines = read_body(
        "double %x, i32 %i, ptr %p",
        """
%a = call double asm "", "=x,0,~{dirflag}"(double %x)
call void asm sideeffect "", "r|m,~{memory}"(ptr %p)
%b = call { double, i32 } asm sideeffect "", "=x,=r,0,1"(double %a, i32 %i)
%c = extractvalue { double, i32 } %b, 1
store i32 %c, ptr %p
store double %a, ptr %p""",
    )
    assert not any("asm" in line and "%" in line for line in lines)
    assert sum("asm" in line for line in lines) == 2
    assert lines[-1].startswith("llvm.store %x, %p")
