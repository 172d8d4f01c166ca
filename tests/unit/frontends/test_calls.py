"""Calls of intrinsics, of the C library, and of the program's own functions."""

from __future__ import annotations

import pytest

from tests.unit.frontends.reading import function_lines, ops_named, read, read_body

FLOAT_INTRINSICS = {
    "fabs": "math.absf",
    "sqrt": "math.sqrt",
    "exp": "math.exp",
    "exp2": "math.exp2",
    "log": "math.log",
    "log2": "math.log2",
    "log10": "math.log10",
    "sin": "math.sin",
    "cos": "math.cos",
    "tan": "math.tan",
    "asin": "math.asin",
    "acos": "math.acos",
    "atan": "math.atan",
    "sinh": "math.sinh",
    "cosh": "math.cosh",
    "tanh": "math.tanh",
    "floor": "math.floor",
    "ceil": "math.ceil",
    "trunc": "math.trunc",
    "round": "math.round",
    "roundeven": "math.roundeven",
    "pow": "math.powf",
    "atan2": "math.atan2",
    "copysign": "math.copysign",
    "minnum": "arith.minnumf",
    "maxnum": "arith.maxnumf",
    "minimum": "arith.minimumf",
    "maximum": "arith.maximumf",
    "fma": "math.fma",
}
BINARY = {"pow", "atan2", "copysign", "minnum", "maxnum", "minimum", "maximum"}

LIBM = {
    "acos": "math.acos",
    "acosh": "math.acosh",
    "asin": "math.asin",
    "asinh": "math.asinh",
    "atan": "math.atan",
    "atanh": "math.atanh",
    "atan2": "math.atan2",
    "cbrt": "math.cbrt",
    "ceil": "math.ceil",
    "copysign": "math.copysign",
    "cos": "math.cos",
    "cosh": "math.cosh",
    "erf": "math.erf",
    "exp": "math.exp",
    "exp2": "math.exp2",
    "expm1": "math.expm1",
    "fabs": "math.absf",
    "floor": "math.floor",
    "fma": "math.fma",
    "fmax": "arith.maxnumf",
    "fmin": "arith.minnumf",
    "log": "math.log",
    "log10": "math.log10",
    "log1p": "math.log1p",
    "log2": "math.log2",
    "pow": "math.powf",
    "round": "math.round",
    "roundeven": "math.roundeven",
    "sin": "math.sin",
    "sinh": "math.sinh",
    "sqrt": "math.sqrt",
    "tan": "math.tan",
    "tanh": "math.tanh",
    "trunc": "math.trunc",
}


def arity(name: str) -> int:
    return 3 if name == "fma" else 2 if name in BINARY | {"fmin", "fmax"} else 1


def call(type: str, symbol: str, count: int, flags: str = "") -> tuple[str, str, str]:
    """Parameters, the call, and the declaration of a function of `count` values of one type."""
    parameters = ", ".join(f"{type} %x{index}" for index in range(count))
    types = ", ".join([type] * count)
    return (
        parameters,
        f"%r = tail call {flags} {type} @{symbol}({parameters})",
        f"declare {type} @{symbol}({types})",
    )


@pytest.mark.parametrize(("name", "op"), FLOAT_INTRINSICS.items())
@pytest.mark.parametrize(
    ("type", "suffix", "xdsl_type"),
    [("double", "f64", "f64"), ("float", "f32", "f32"), ("<2 x double>", "v2f64", "vector<2xf64>")],
)
def test_float_intrinsic(name: str, op: str, type: str, suffix: str, xdsl_type: str):
    count = arity(name)
    lines = read_body(*call(type, f"llvm.{name}.{suffix}", count, "nnan"))
    operands = ", ".join(f"%x{index}" for index in range(count))
    # Numbers behind an underscore only would be dropped from names, so `x0` stays.
    assert lines == [f"%r = {op} {operands} fastmath<nnan> : {xdsl_type}"]


@pytest.mark.parametrize(("name", "op"), LIBM.items())
@pytest.mark.parametrize(
    ("type", "suffix", "xdsl_type"),
    [("double", "", "f64"), ("float", "f", "f32"), ("x86_fp80", "l", "f80")],
)
def test_libm_function(name: str, op: str, type: str, suffix: str, xdsl_type: str):
    lines = read_body(*call(type, name + suffix, arity(name)))
    assert len(lines) == 1
    assert lines[0].startswith(f"%r = {op} ")
    assert lines[0].endswith(f": {xdsl_type}")


def test_declarations_of_raised_functions_are_gone():
    module = read(
        "define double @f(double %x) {\n%r = call double @exp(double %x)\nret double %r\n}\ndeclare double @exp(double)"
    )
    assert [op.properties["sym_name"].data for op in ops_named(module, "func.func")] == ["f"]  # pyright: ignore


@pytest.mark.parametrize("name", ["hypot", "fmod", "erfc", "tgamma", "lgamma"])
def test_libm_function_without_an_op(name: str):
    module = read(
        f"define double @f(double %x) {{\n%r = call double @{name}(double %x) #0\nret double %r\n}}\n"
        f"declare double @{name}(double)\nattributes #0 = {{ nounwind memory(none) }}"
    )
    assert function_lines(module, "f")[0] == (
        f'%r = func.call @{name}(%x) {{llvm.attributes = {{nounwind, memory = "none"}}}} : (f64) -> f64'
    )


@pytest.mark.parametrize(
    "context",
    [
        "define double @exp(double %x) {\nret double %x\n}",
        "declare double @exp(double) nobuiltin",
    ],
)
def test_own_function_with_a_name_of_libm(context: str):
    lines = read_body("double %x", "%r = call double @exp(double %x)", context)
    assert lines == ["%r = func.call @exp(%x) : (f64) -> f64"]


def test_function_of_another_type_with_a_name_of_libm():
    lines = read_body("i32 %x", "%r = call i32 @exp(i32 %x)", "declare i32 @exp(i32)")
    assert lines == ["%r = func.call @exp(%x) : (i32) -> i32"]


def test_no_builtins_in_the_caller():
    module = read(
        'define double @f(double %x) "no-builtins" {\n%r = call double @exp(double %x)\nret double %r\n}\n'
        "declare double @exp(double)"
    )
    assert ops_named(module, "func.call")


def test_fmuladd():
    lines = read_body(*call("double", "llvm.fmuladd.f64", 3, "contract"))
    assert lines == ["%r = math.fma %x0, %x1, %x2 fastmath<contract> {fmuladd} : f64"]


def test_powi():
    lines = read_body(
        "double %x, i32 %n",
        "%r = call double @llvm.powi.f64.i32(double %x, i32 %n)",
        "declare double @llvm.powi.f64.i32(double, i32)",
    )
    assert lines == ["%r = math.fpowi %x, %n : f64, i32"]


@pytest.mark.parametrize(
    ("callee", "arguments", "expected"),
    [
        ("smax", "i32 %a, i32 %b", "arith.maxsi %a, %b : i32"),
        ("smin", "i32 %a, i32 %b", "arith.minsi %a, %b : i32"),
        ("umax", "i32 %a, i32 %b", "arith.maxui %a, %b : i32"),
        ("umin", "i32 %a, i32 %b", "arith.minui %a, %b : i32"),
        ("abs", "i32 %a, i1 true", "math.absi %a : i32"),
        ("ctlz", "i32 %a, i1 false", "math.ctlz %a : i32"),
        ("cttz", "i32 %a, i1 true", "math.cttz %a : i32"),
        ("ctpop", "i32 %a", "math.ctpop %a : i32"),
    ],
)
def test_integer_intrinsic(callee: str, arguments: str, expected: str):
    declared = ", ".join(argument.split()[0] for argument in arguments.split(", "))
    lines = read_body(
        "i32 %a, i32 %b",
        f"%r = call i32 @llvm.{callee}.i32({arguments})",
        f"declare i32 @llvm.{callee}.i32({declared})",
    )
    assert lines == [f"%r = {expected}"]


MEMORY_INTRINSICS = """
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare ptr @memcpy(ptr, ptr, i64)
declare ptr @memmove(ptr, ptr, i64)
declare ptr @memset(ptr, i32, i64)
!1 = !{i64 0, i64 8, !2}
!2 = !{!3, !3, i64 0}
!3 = !{!"double", !4}
!4 = !{!"root"}
"""


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (
            "call void @llvm.memcpy.p0.p0.i64(ptr align 8 %p, ptr align 8 %q, i64 %n, i1 false)",
            "llvm_extra.memcpy %p, %q, %n : !llvm.ptr, !llvm.ptr, i64",
        ),
        (
            "call void @llvm.memmove.p0.p0.i64(ptr %p, ptr %q, i64 %n, i1 true)",
            "llvm_extra.memmove %p, %q, %n {volatile_} : !llvm.ptr, !llvm.ptr, i64",
        ),
        (
            "call void @llvm.memset.p0.i64(ptr %p, i8 %b, i64 %n, i1 false)",
            "llvm_extra.memset %p, %b, %n : !llvm.ptr, i64",
        ),
        (
            "call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 %n, i1 false), !tbaa.struct !1",
            'llvm_extra.memcpy %p, %q, %n {tbaa_struct = "!0"} : !llvm.ptr, !llvm.ptr, i64',
        ),
    ],
)
def test_memory_intrinsic(instruction: str, expected: str):
    lines = read_body("ptr %p, ptr %q, i8 %b, i64 %n", instruction, MEMORY_INTRINSICS)
    assert lines == [expected]


@pytest.mark.parametrize("name", ["memcpy", "memmove"])
def test_memory_function_returns_its_destination(name: str):
    lines = read_body(
        "ptr %p, ptr %q, i64 %n",
        f"%r = call ptr @{name}(ptr %p, ptr %q, i64 %n)\nstore i8 0, ptr %r",
        MEMORY_INTRINSICS,
    )
    assert lines[1:] == [
        f"llvm_extra.{name} %p, %q, %n : !llvm.ptr, !llvm.ptr, i64",
        "llvm.store %0, %p {alignment = 1 : i64} : i8, !llvm.ptr",
    ]


def test_memset_function_takes_the_low_byte():
    lines = read_body(
        "ptr %p, i32 %c, i64 %n", "call ptr @memset(ptr %p, i32 %c, i64 %n)", MEMORY_INTRINSICS
    )
    assert lines == [
        "%0 = arith.trunci %c : i32 to i8",
        "llvm_extra.memset %p, %0, %n : !llvm.ptr, i64",
    ]


@pytest.mark.parametrize(
    ("instruction", "declaration"),
    [
        ("call void @llvm.lifetime.start.p0(ptr %p)", "declare void @llvm.lifetime.start.p0(ptr)"),
        ("call void @llvm.assume(i1 %c)", "declare void @llvm.assume(i1)"),
        (
            'call void @llvm.assume(i1 true) ["align"(ptr %p, i64 16)]',
            "declare void @llvm.assume(i1)",
        ),
        (
            "call void @llvm.experimental.noalias.scope.decl(metadata !0)",
            "declare void @llvm.experimental.noalias.scope.decl(metadata)\n!0 = !{!1}\n!1 = distinct !{!1, !2}\n!2 = distinct !{!2}",
        ),
        ("call void @llvm.donothing()", "declare void @llvm.donothing()"),
        (
            "call void @llvm.prefetch.p0(ptr %p, i32 0, i32 3, i32 1)",
            "declare void @llvm.prefetch.p0(ptr, i32, i32, i32)",
        ),
        (
            "%s = call ptr @llvm.stacksave.p0()\ncall void @llvm.stackrestore.p0(ptr %s)",
            "declare ptr @llvm.stacksave.p0()\ndeclare void @llvm.stackrestore.p0(ptr)",
        ),
    ],
)
def test_dropped_intrinsic(instruction: str, declaration: str):
    assert read_body("ptr %p, i1 %c", instruction, declaration) == []


@pytest.mark.parametrize(
    ("instruction", "declaration", "expected"),
    [
        (
            "%r = call i64 @llvm.expect.i64(i64 %a, i64 1)",
            "declare i64 @llvm.expect.i64(i64, i64)",
            "%x = arith.addi %a, %a : i64",
        ),
        (
            "%r = call i64 @llvm.objectsize.i64.p0(ptr %p, i1 true, i1 false, i1 false)",
            "declare i64 @llvm.objectsize.i64.p0(ptr, i1, i1, i1)",
            "%0 = arith.constant 0 : i64",
        ),
        (
            "%r = call i64 @llvm.objectsize.i64.p0(ptr %p, i1 false, i1 false, i1 false)",
            "declare i64 @llvm.objectsize.i64.p0(ptr, i1, i1, i1)",
            "%0 = arith.constant -1 : i64",
        ),
        (
            "%c = call i1 @llvm.is.constant.i64(i64 %a)\n%r = zext i1 %c to i64",
            "declare i1 @llvm.is.constant.i64(i64)",
            "%0 = arith.constant false",
        ),
    ],
)
def test_intrinsic_that_is_known_here(instruction: str, declaration: str, expected: str):
    lines = read_body("ptr %p, i64 %a", f"{instruction}\n%x = add i64 %r, %r", declaration)
    assert lines[0] == expected


def test_intrinsic_without_side_effects_stays():
    lines = read_body(
        "i32 %a, i32 %b",
        "%s = call { i32, i1 } @llvm.uadd.with.overflow.i32(i32 %a, i32 %b)\n"
        "%r = call i32 @llvm.fshl.i32(i32 %a, i32 %a, i32 %b)",
        "declare { i32, i1 } @llvm.uadd.with.overflow.i32(i32, i32)\ndeclare i32 @llvm.fshl.i32(i32, i32, i32)",
    )
    assert lines == [
        '%s = llvm.call_intrinsic "llvm.uadd.with.overflow.i32"(%a, %b) : (i32, i32) -> !llvm.struct<(i32, i1)>',
        '%r = llvm.call_intrinsic "llvm.fshl.i32"(%a, %a, %b) : (i32, i32, i32) -> i32',
    ]


def test_trap_stays():
    module = read(
        "define void @f() {\ncall void @llvm.trap()\nunreachable\n}\ndeclare void @llvm.trap()"
    )
    assert function_lines(module, "f") == [
        'llvm.call_intrinsic "llvm.trap"() : () -> ()',
        "llvm.unreachable",
    ]


def test_call_with_fast_math_flags():
    lines = read_body(
        "double %x", "%r = call nnan double @g(double noundef %x)", "declare double @g(double)"
    )
    assert lines == ["%r = func.call @g(%x) {fastmath = #arith.fastmath<nnan>} : (f64) -> f64"]


def test_call_of_a_function_with_a_convention_of_its_own():
    lines = read_body(
        "double %x",
        "%r = call fastcc double @g(double %x)",
        "define internal fastcc double @g(double %x) {\nret double %x\n}",
    )
    assert lines == ["%r = func.call @g(%x) : (f64) -> f64"]
