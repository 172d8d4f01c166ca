"""Constants in functions, and the initialisers of globals."""

from __future__ import annotations

import pytest
from llvmlite import binding
from xdsl.dialects.builtin import BytesAttr, StringAttr, UnitAttr
from xdsl.dialects.llvm import GlobalOp

from tests.unit.frontends.reading import find_function, function_lines, read, read_body
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir


@pytest.mark.parametrize(
    ("type", "constant", "expected"),
    [
        ("i32", "-7", "arith.constant -7 : i32"),
        ("i1", "true", "arith.constant true"),
        (
            "i128",
            "170141183460469231731687303715884105727",
            "arith.constant 170141183460469231731687303715884105727 : i128",
        ),
        ("double", "1.5", "arith.constant 1.500000e+00 : f64"),
        ("double", "0x3FB999999999999A", "arith.constant 1.000000e-01 : f64"),
        ("double", "0x7FF0000000000000", "arith.constant 0x7ff0000000000000 : f64"),
        ("double", "0x7FF8000000000000", "arith.constant 0x7ff8000000000000 : f64"),
        ("double", "-0.0", "arith.constant -0.000000e+00 : f64"),
        ("float", "0x3FB99999A0000000", "arith.constant 1.000000e-01 : f32"),
        ("half", "0xH3E00", "arith.constant 1.500000e+00 : f16"),
        ("bfloat", "0xR3FC0", "arith.constant 1.500000e+00 : bf16"),
        ("ptr", "null", "llvm.mlir.zero : !llvm.ptr"),
        ("i32", "undef", "llvm.mlir.undef : i32"),
        ("double", "poison", "ub.poison : f64"),
        ("<2 x i32>", "<i32 1, i32 2>", "arith.constant dense<[1, 2]> : vector<2xi32>"),
        ("<2 x i32>", "<i32 1, i32 poison>", "arith.constant dense<[1, 0]> : vector<2xi32>"),
        (
            "<2 x double>",
            "splat (double 2.0)",
            "arith.constant dense<2.000000e+00> : vector<2xf64>",
        ),
        ("<2 x float>", "zeroinitializer", "arith.constant dense<0.000000e+00> : vector<2xf32>"),
        ("<2 x i1>", "<i1 true, i1 false>", "arith.constant dense<[true, false]> : vector<2xi1>"),
        ("{ i32, double }", "zeroinitializer", "llvm.mlir.zero : !llvm.struct<(i32, f64)>"),
    ],
)
def test_simple_constant(type: str, constant: str, expected: str):
    lines = read_body("ptr %p", f"store {type} {constant}, ptr %p")
    assert lines[0] == f"%0 = {expected}"
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("type", "constant", "bits", "width"),
    [
        ("x86_fp80", "0xK3FFF8000000000000000", 0x3FFF8000000000000000, 80),
        ("fp128", "0xL00000000000000013FFF000000000000", 0x3FFF0000000000000000000000000001, 128),
    ],
)
def test_wide_floats_are_bit_patterns(type: str, constant: str, bits: int, width: int):
    lines = read_body("ptr %p", f"store {type} {constant}, ptr %p")
    assert lines[0] == f"%0 = arith.constant {bits} : i{width}"
    assert lines[1].startswith(f"%1 = arith.bitcast %0 : i{width} to f")


def test_each_constant_is_made_once():
    lines = read_body("ptr %p", "store i32 1, ptr %p\nstore i32 1, ptr %p\nstore i64 1, ptr %p")
    assert [line for line in lines if "constant" in line] == [
        "%0 = arith.constant 1 : i32",
        "%1 = arith.constant 1 : i64",
    ]


def test_aggregates_are_spelt_out():
    assert read_body("ptr %p", 'store { i32, [2 x i8] } { i32 1, [2 x i8] c"ab" }, ptr %p') == [
        "%0 = arith.constant 1 : i32",
        "%1 = arith.constant 97 : i8",
        "%2 = arith.constant 98 : i8",
        "%3 = llvm.mlir.undef : !llvm.array<2 x i8>",
        "%4 = llvm.insertvalue %1, %3[0] : !llvm.array<2 x i8>",
        "%5 = llvm.insertvalue %2, %4[1] : !llvm.array<2 x i8>",
        "%6 = llvm.mlir.undef : !llvm.struct<(i32, !llvm.array<2 x i8>)>",
        "%7 = llvm.insertvalue %0, %6[0] : !llvm.struct<(i32, !llvm.array<2 x i8>)>",
        "%8 = llvm.insertvalue %5, %7[1] : !llvm.struct<(i32, !llvm.array<2 x i8>)>",
        "llvm.store %8, %p {alignment = 4 : i64} : !llvm.struct<(i32, !llvm.array<2 x i8>)>, !llvm.ptr",
    ]


def test_vectors_of_wide_integers_are_built_up():
    lines = read_body("ptr %p", "store <2 x i128> <i128 1, i128 2>, ptr %p")
    assert sum("vector.insert" in line for line in lines) == 2


@pytest.mark.parametrize(
    ("type", "expression", "ops"),
    [
        ("i64", "ptrtoint (ptr @t to i64)", ["llvm.ptrtoint"]),
        ("i32", "ptrtoint (ptr @t to i32)", ["llvm.ptrtoint"]),
        (
            "i64",
            "sub (i64 ptrtoint (ptr @t to i64), i64 ptrtoint (ptr @u to i64))",
            ["llvm.ptrtoint", "llvm.ptrtoint", "arith.subi"],
        ),
        ("ptr", "getelementptr inbounds ([4 x i32], ptr @t, i64 0, i64 3)", ["llvm.getelementptr"]),
        ("ptr", "inttoptr (i64 16 to ptr)", ["llvm.inttoptr"]),
        ("i64", "xor (i64 ptrtoint (ptr @t to i64), i64 5)", ["llvm.ptrtoint", "arith.xori"]),
    ],
)
def test_constant_expression(type: str, expression: str, ops: list[str]):
    lines = read_body(
        "ptr %p",
        f"store {type} {expression}, ptr %p",
        "@t = global [4 x i32] zeroinitializer\n@u = global i32 0",
    )
    made = [line.split(" = ")[1].split()[0] for line in lines if line.startswith("%")]
    assert [op for op in made if op not in ("arith.constant", "llvm.mlir.addressof")] == ops


# Globals.


def read_variable(initialiser: str, context: str = "") -> GlobalOp:
    variable = find_function(read(f"@x = {initialiser}\n{context}"), "x")
    assert isinstance(variable, GlobalOp)
    return variable


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("global i32 7", "7 : i32"),
        ("global double 2.5", "2.500000e+00 : f64"),
        ("global [2 x i32] [i32 1, i32 2]", "dense<[1, 2]> : tensor<2xi32>"),
        ("global [2 x [2 x double]] [[2 x double] zeroinitializer, [2 x double] [double 1.0, double 2.0]]", "dense<[[0.000000e+00, 0.000000e+00], [1.000000e+00, 2.000000e+00]]> : tensor<2x2xf64>"),
        ("global [2 x i1] [i1 true, i1 false]", "dense<[true, false]> : tensor<2xi1>"),
        ("global <2 x float> <float 1.0, float 2.0>", "dense<[1.000000e+00, 2.000000e+00]> : vector<2xf32>"),
        ("global { i32, ptr, [4 x i8] } { i32 1, ptr null, [4 x i8] undef }", "[1 : i32, unit, unit]"),
        ("global { [2 x i8], double } { [2 x i8] c\"ab\", double 1.0 }", '["ab", 1.000000e+00 : f64]'),
        ("global [2 x i128] [i128 1, i128 -2]", "[1 : i128, -2 : i128]"),
        ("global [2 x { i32, i32 }] [{ i32, i32 } { i32 1, i32 2 }, { i32, i32 } zeroinitializer]", "[[1 : i32, 2 : i32], unit]"),
        ("global <{ i32, i32 }> <{ i32 1, i32 2 }>", "[1 : i32, 2 : i32]"),
    ],
)  # fmt: skip
def test_initialiser(text: str, value: str):
    assert str(read_variable(text).value) == value


def test_zero_initialiser():
    assert read_variable("global [1000 x double] zeroinitializer").value == UnitAttr()
    assert read_variable("global ptr null").value == UnitAttr()


def test_strings_are_bytes_unless_ascii():
    assert read_variable('constant [4 x i8] c"a\\22\\5C\\00"').value == StringAttr('a"\\\0')
    assert read_variable('constant [2 x i8] c"\\E9\\00"').value == BytesAttr(b"\xe9\0")


def test_initialiser_with_addresses_is_a_region():
    variable = read_variable(
        "global { i32, ptr } { i32 1, ptr getelementptr (i8, ptr @y, i64 4) }", "@y = global i64 0"
    )
    assert variable.value is None
    assert [op.name for op in variable.body.block.ops] == [
        "arith.constant",
        "llvm.mlir.addressof",
        "llvm.getelementptr",
        "llvm.mlir.undef",
        "llvm.insertvalue",
        "llvm.insertvalue",
        "llvm.return",
    ]


def test_properties_of_a_global():
    variable = read_variable(
        'internal thread_local unnamed_addr addrspace(3) constant i32 1, section "s", align 16'
    )
    assert str(variable) == (
        "llvm.mlir.global internal thread_local unnamed_addr constant @x(1 : i32) "
        '{addr_space = 3 : i32, section = "s", alignment = 16 : i64} : i32'
    )


def test_declared_global():
    variable = read_variable("external constant double", "define ptr @f() {\nret ptr @x\n}")
    assert variable.value is None
    assert not variable.body.blocks
    assert variable.constant is not None


def test_other_names_are_kept_for_others():
    text = write_llvm_ir(
        read("""
module asm ".globl more"
module asm "more: .quad \\22text\\22"
@g = global [2 x i32] [i32 1, i32 2]
@weak = weak unnamed_addr alias [2 x i32], ptr @g
@second = alias i32, getelementptr (i8, ptr @g, i64 4)
@inside = internal alias i32, ptr @second
@chosen = ifunc void (), ptr @resolver
define ptr @resolver() {
  ret ptr null
}
define i32 @f() {
  call void @chosen()
  %a = load i32, ptr @weak
  %b = load i32, ptr @inside
  %r = add i32 %a, %b
  ret i32 %r
}""")
    )
    for line in (
        'module asm "more: .quad \\22text\\22"',
        "@weak = weak unnamed_addr alias [2 x i32], ptr @g",
        "@second = alias i32, getelementptr (i8, ptr @g, i64 4)",
        "@chosen = ifunc void (), ptr @resolver",
        "call ptr @resolver()",
        " = getelementptr i8, ptr @g, i",
    ):
        assert line in text
    assert "@inside" not in text
    assert str(binding.parse_assembly(text, binding.create_context()))


def test_alias_is_replaced():
    module = read("""
@other = alias double (double), ptr @g
define double @f(double %x) {
  %r = call double @other(double %x)
  ret double %r
}
define double @g(double %x) {
  ret double %x
}""")
    assert function_lines(module, "f")[0] == "%r = func.call @g(%x) : (f64) -> f64"
