"""Each kind of instruction, and the op that it becomes."""

from __future__ import annotations

import pytest

from tests.unit.frontends.reading import function_lines, ops_named, read, read_body

INTEGERS = "i32 %a, i32 %b, i64 %l, i1 %c"
FLOATS = "double %x, double %y, float %s"
VECTORS = "<2 x i32> %v, <2 x i32> %w, <2 x double> %d, <2 x i1> %m, i32 %i"

SINGLE_OPS = [
    # Integers.
    (INTEGERS, "add i32 %a, %b", "arith.addi %a, %b : i32"),
    (INTEGERS, "add nuw nsw i32 %a, %b", "arith.addi %a, %b overflow<nsw,nuw> : i32"),
    (INTEGERS, "sub nsw i32 %a, %b", "arith.subi %a, %b overflow<nsw> : i32"),
    (INTEGERS, "mul nuw i32 %a, %b", "arith.muli %a, %b overflow<nuw> : i32"),
    (INTEGERS, "shl i32 %a, %b", "arith.shli %a, %b : i32"),
    (INTEGERS, "sdiv exact i32 %a, %b", "arith.divsi %a, %b {exact} : i32"),
    (INTEGERS, "udiv i32 %a, %b", "arith.divui %a, %b : i32"),
    (INTEGERS, "srem i32 %a, %b", "arith.remsi %a, %b : i32"),
    (INTEGERS, "urem i32 %a, %b", "arith.remui %a, %b : i32"),
    (INTEGERS, "lshr exact i32 %a, %b", "arith.shrui %a, %b {exact} : i32"),
    (INTEGERS, "ashr i32 %a, %b", "arith.shrsi %a, %b : i32"),
    (INTEGERS, "and i32 %a, %b", "arith.andi %a, %b : i32"),
    (INTEGERS, "or disjoint i32 %a, %b", "arith.ori %a, %b {disjoint} : i32"),
    (INTEGERS, "xor i32 %a, %b", "arith.xori %a, %b : i32"),
    (INTEGERS, "icmp slt i32 %a, %b", "arith.cmpi slt, %a, %b : i32"),
    (INTEGERS, "icmp uge i64 %l, %l", "arith.cmpi uge, %l, %l : i64"),
    (INTEGERS, "select i1 %c, i32 %a, i32 %b", "arith.select %c, %a, %b : i32"),
    (INTEGERS, "freeze i32 %a", "llvm_extra.freeze %a : i32"),
    (INTEGERS, "sext i32 %a to i64", "arith.extsi %a : i32 to i64"),
    (INTEGERS, "zext nneg i32 %a to i64", "arith.extui %a {nneg} : i32 to i64"),
    (INTEGERS, "trunc nuw nsw i64 %l to i32", "arith.trunci %l {nuw, nsw} : i64 to i32"),
    (INTEGERS, "sitofp i32 %a to double", "arith.sitofp %a : i32 to f64"),
    (INTEGERS, "uitofp nneg i32 %a to float", "arith.uitofp %a {nneg} : i32 to f32"),
    (INTEGERS, "bitcast i64 %l to double", "arith.bitcast %l : i64 to f64"),
    (INTEGERS, "inttoptr i64 %l to ptr", "llvm.inttoptr %l : i64 to !llvm.ptr"),
    # Floats.
    (FLOATS, "fadd double %x, %y", "arith.addf %x, %y : f64"),
    (FLOATS, "fsub nnan ninf double %x, %y", "arith.subf %x, %y fastmath<nnan,ninf> : f64"),
    (FLOATS, "fmul fast double %x, %y", "arith.mulf %x, %y fastmath<fast> : f64"),
    (FLOATS, "fdiv arcp double %x, %y", "arith.divf %x, %y fastmath<arcp> : f64"),
    (FLOATS, "fneg nsz double %x", "arith.negf %x fastmath<nsz> : f64"),
    (FLOATS, "fcmp ult double %x, %y", "arith.cmpf ult, %x, %y : f64"),
    (FLOATS, "fcmp nnan oeq float %s, %s", "arith.cmpf oeq, %s, %s fastmath<nnan> : f32"),
    (FLOATS, "fpext float %s to double", "arith.extf %s : f32 to f64"),
    (FLOATS, "fptrunc double %x to float", "arith.truncf %x : f64 to f32"),
    (FLOATS, "fptosi double %x to i32", "arith.fptosi %x : f64 to i32"),
    (FLOATS, "fptoui float %s to i64", "arith.fptoui %s : f32 to i64"),
    (FLOATS, "bitcast float %s to i32", "arith.bitcast %s : f32 to i32"),
    # Pointers.
    ("ptr %p, ptr %q", "icmp eq ptr %p, %q", "llvm_extra.pointer_compare eq, %p, %q : !llvm.ptr"),
    ("ptr %p", "ptrtoint ptr %p to i64", "llvm.ptrtoint %p : !llvm.ptr to i64"),
    ("ptr %p", "ptrtoaddr ptr %p to i64", "llvm.ptrtoint %p : !llvm.ptr to i64"),
    # Memory.
    (
        "ptr %p",
        "load double, ptr %p, align 8",
        "llvm.load %p {alignment = 8 : i64} : !llvm.ptr -> f64",
    ),
    (
        "ptr %p",
        "load volatile i8, ptr %p, align 1",
        "llvm.load %p {volatile_, alignment = 1 : i64} : !llvm.ptr -> i8",
    ),
    (
        "ptr %p, i64 %i",
        "getelementptr inbounds nuw { i32, [4 x double] }, ptr %p, i64 %i, i32 1, i64 -2",
        "llvm.getelementptr inbounds %p[%i, 1, -2] {nuw} : (!llvm.ptr, i64) -> !llvm.ptr, "
        "!llvm.struct<(i32, !llvm.array<4 x f64>)>",
    ),
    (
        "ptr %p, i32 %i",
        "getelementptr nusw i8, ptr %p, i32 %i",
        "llvm.getelementptr %p[%i] {nusw} : (!llvm.ptr, i32) -> !llvm.ptr, i8",
    ),
    # Aggregates.
    (
        "{ i32, [2 x double] } %s",
        "extractvalue { i32, [2 x double] } %s, 1, 0",
        "llvm.extractvalue %s[1, 0] : !llvm.struct<(i32, !llvm.array<2 x f64>)>",
    ),
    (
        "{ i32, double } %s, double %x",
        "insertvalue { i32, double } %s, double %x, 1",
        "llvm.insertvalue %x, %s[1] : !llvm.struct<(i32, f64)>",
    ),
    # Vectors.
    (VECTORS, "add <2 x i32> %v, %w", "arith.addi %v, %w : vector<2xi32>"),
    (VECTORS, "fmul <2 x double> %d, %d", "arith.mulf %d, %d : vector<2xf64>"),
    (
        VECTORS,
        "extractelement <2 x i32> %v, i64 1",
        "vector.extract %v[1] : i32 from vector<2xi32>",
    ),
    (
        VECTORS,
        "insertelement <2 x i32> %v, i32 %i, i32 0",
        "vector.insert %i, %v [0] : i32 into vector<2xi32>",
    ),
    (
        VECTORS,
        "shufflevector <2 x i32> %v, <2 x i32> %w, <3 x i32> <i32 3, i32 poison, i32 0>",
        "vector.shuffle %v, %w [3, -1, 0] : vector<2xi32>, vector<2xi32>",
    ),
    (
        VECTORS,
        "select <2 x i1> %m, <2 x i32> %v, <2 x i32> %w",
        "llvm_extra.vector_select %m, %v, %w : vector<2xi1>, vector<2xi32>",
    ),
    (
        VECTORS,
        "bitcast <2 x double> %d to <4 x i32>",
        "llvm.bitcast %d : vector<2xf64> to vector<4xi32>",
    ),
]


@pytest.mark.parametrize(("parameters", "instruction", "expected"), SINGLE_OPS)
def test_single_op(parameters: str, instruction: str, expected: str):
    assert read_body(parameters, f"%r = {instruction}") == [f"%r = {expected}"]


def test_frem_keeps_its_flags():
    assert read_body("double %x", "%r = frem ninf double %x, %x") == [
        "%r = llvm.frem %x, %x {fastmathFlags = #llvm.fastmath<ninf>} : f64"
    ]


def test_samesign_is_an_attribute():
    module = read("define i1 @f(i32 %a) {\n%r = icmp samesign ult i32 %a, %a\nret i1 %r\n}")
    assert "samesign" in ops_named(module, "arith.cmpi")[0].attributes


def test_flags_of_select_are_an_attribute():
    line = read_body("i1 %c, double %x", "%r = select nnan i1 %c, double %x, double %x")[0]
    assert "{fastmath = #arith.fastmath<nnan>}" in line


def test_store_and_alloca():
    lines = read_body("i64 %n", "%p = alloca [4 x double], i64 %n, align 16\nstore i64 %n, ptr %p")
    assert lines == [
        "%p = llvm.alloca %n x !llvm.array<4 x f64> {alignment = 16 : i64} : (i64) -> !llvm.ptr",
        "llvm.store %n, %p {alignment = 4 : i64} : i64, !llvm.ptr",
    ]


def test_alloca_of_one_element():
    lines = read_body("", "%p = alloca double, align 8\nstore volatile double 1.0, ptr %p, align 8")
    assert lines == [
        "%0 = arith.constant 1 : i32",
        "%1 = arith.constant 1.000000e+00 : f64",
        "%p = llvm.alloca %0 x f64 {alignment = 8 : i64} : (i32) -> !llvm.ptr",
        "llvm.store volatile %1, %p {alignment = 8 : i64} : f64, !llvm.ptr",
    ]


def test_index_that_needs_more_than_32_bits_is_an_operand():
    lines = read_body("ptr %p", "%r = getelementptr i8, ptr %p, i64 4294967296")
    assert lines == [
        "%0 = arith.constant 4294967296 : i64",
        "%r = llvm.getelementptr %p[%0] : (!llvm.ptr, i64) -> !llvm.ptr, i8",
    ]


def test_dynamic_position_of_an_element():
    assert read_body(VECTORS, "%r = extractelement <2 x i32> %v, i32 %i") == [
        "%0 = arith.extui %i : i32 to i64",
        "%1 = arith.index_cast %0 : i64 to index",
        "%r = vector.extract %v[%1] : i32 from vector<2xi32>",
    ]


def test_comparison_of_vectors_is_lane_by_lane():
    assert read_body(VECTORS, "%r = icmp slt <2 x i32> %v, %w") == [
        "%0 = ub.poison : vector<2xi1>",
        "%1 = vector.extract %v[0] : i32 from vector<2xi32>",
        "%2 = vector.extract %w[0] : i32 from vector<2xi32>",
        "%3 = arith.cmpi slt, %1, %2 : i32",
        "%4 = vector.insert %3, %0 [0] : i1 into vector<2xi1>",
        "%5 = vector.extract %v[1] : i32 from vector<2xi32>",
        "%6 = vector.extract %w[1] : i32 from vector<2xi32>",
        "%7 = arith.cmpi slt, %5, %6 : i32",
        "%r = vector.insert %7, %4 [1] : i1 into vector<2xi1>",
    ]


@pytest.mark.parametrize(
    ("cast", "op"),
    [
        ("sitofp <2 x i32> %v to <2 x double>", "arith.sitofp"),
        ("fptosi <2 x double> %d to <2 x i32>", "arith.fptosi"),
        ("zext <2 x i32> %v to <2 x i64>", "arith.extui"),
        ("trunc <2 x i32> %v to <2 x i8>", "arith.trunci"),
    ],
)
def test_casts_of_vectors_are_lane_by_lane(cast: str, op: str):
    lines = read_body(VECTORS, f"%r = {cast}")
    assert sum(op in line for line in lines) == 2


# Control flow.


def test_phis_are_block_arguments():
    module = read("""
define double @f(i1 %c, double %x) {
entry:
  br i1 %c, label %then, label %join
then:
  %y = fmul double %x, %x
  br label %join
join:
  %r = phi double [ %y, %then ], [ 0.0, %entry ]
  ret double %r
}""")
    assert function_lines(module, "f") == [
        "%0 = arith.constant 0.000000e+00 : f64",
        "cf.cond_br %c, ^bb1, ^bb2(%0 : f64)",
        "^bb1:",
        "%y = arith.mulf %x, %x : f64",
        "cf.br ^bb2(%y : f64)",
        "^bb2(%r: f64):",
        "func.return %r : f64",
    ]


def test_both_edges_to_one_block():
    module = read("""
define i32 @f(i1 %c, i32 %a) {
entry:
  br i1 %c, label %join, label %join
join:
  %r = phi i32 [ %a, %entry ], [ %a, %entry ]
  ret i32 %r
}""")
    assert function_lines(module, "f")[0] == "cf.cond_br %c, ^bb1(%a : i32), ^bb1(%a : i32)"


def test_switch_with_several_edges_to_one_block():
    module = read("""
define i32 @f(i8 %k, i32 %a) {
entry:
  switch i8 %k, label %other [
    i8 0, label %join
    i8 -3, label %join
    i8 7, label %other
  ]
other:
  br label %join
join:
  %r = phi i32 [ %a, %entry ], [ %a, %entry ], [ 5, %other ]
  ret i32 %r
}""")
    assert function_lines(module, "f")[1:7] == [
        "cf.switch %k : i8, [",
        "default: ^bb1,",
        "0: ^bb2(%a : i32),",
        "-3: ^bb2(%a : i32),",
        "7: ^bb1",
        "]",
    ]


def test_switch_without_cases_is_a_branch():
    module = read("define void @f(i32 %a) {\nswitch i32 %a, label %l []\nl:\nret void\n}")
    assert function_lines(module, "f")[0] == "cf.br ^bb1"


def test_phis_of_a_loop_that_refer_to_each_other():
    module = read("""
define i32 @f(i32 %n) {
  br label %loop
loop:
  %a = phi i32 [ 0, %0 ], [ %b, %loop ]
  %b = phi i32 [ 1, %0 ], [ %a, %loop ]
  %c = icmp slt i32 %a, %n
  br i1 %c, label %loop, label %exit
exit:
  ret i32 %b
}""")
    assert "cf.cond_br %c, ^bb1(%b, %a : i32, i32), ^bb2" in function_lines(module, "f")


def test_blocks_may_be_printed_before_those_that_dominate_them():
    module = read("""
define i32 @f(i32 %n) {
entry:
  br label %first
second:
  %b = add i32 %a, 1
  ret i32 %b
first:
  %a = mul i32 %n, %n
  br label %second
}""")
    assert [line for line in function_lines(module, "f") if " = arith." in line][1:] == [
        "%b = arith.addi %a, %0 : i32",
        "%a = arith.muli %n, %n : i32",
    ]


def test_blocks_that_are_never_reached_are_left_out():
    module = read("""
define void @f() {
  ret void
dead:
  %x = add i32 %y, 1
  br label %more
more:
  %y = add i32 %x, 1
  br label %dead
}""")
    assert function_lines(module, "f") == ["func.return"]


def test_unreachable():
    module = read("define void @f() {\nunreachable\n}")
    assert function_lines(module, "f") == ["llvm.unreachable"]


def test_phi_of_expressions_computes_them_in_the_predecessor():
    module = read("""
@t = global [4 x i8] zeroinitializer
define ptr @f(i1 %c) {
entry:
  br i1 %c, label %a, label %join
a:
  br label %join
join:
  %r = phi ptr [ getelementptr (i8, ptr @t, i64 2), %a ], [ null, %entry ]
  ret ptr %r
}""")
    lines = function_lines(module, "f")
    assert lines.index("%2 = llvm.getelementptr %1[2] : (!llvm.ptr) -> !llvm.ptr, i8") == (
        lines.index("^bb1:") + 1
    )


# Names.


def test_names_that_mlir_cannot_say_are_numbered():
    module = read('define i32 @"a b"(i32 %"x y") {\n%"1z" = add i32 %"x y", 1\nret i32 %"1z"\n}')
    assert 'func.func @"a b"(%0: i32) -> i32' in str(module)


def test_unnamed_arguments():
    module = read("define i32 @f(i32 %0, i32 %1) {\n%3 = add i32 %0, %1\nret i32 %3\n}")
    assert "arith.addi" in str(module)
