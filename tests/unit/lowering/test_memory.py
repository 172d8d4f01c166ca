"""Pointers, aggregates, globals, calls and their attributes."""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable

import pytest

from tests.unit.lowering.conftest import Program, parse
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.optimise import parse_llvm_ir

Compile = Callable[[str], Program]


def test_pointers_and_aggregates(program: Compile) -> None:
    compiled = program("""
    func.func @f(%p: !llvm.ptr, %i: i64) -> f64 {
      %q = llvm.getelementptr inbounds %p[%i, 1, 2] {nuw} : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<"cell", (i32, !llvm.array<4 x f64>)>
      %x = llvm.load %q {alignment = 8 : i64, volatile_} : !llvm.ptr -> f64
      %y = arith.addf %x, %x : f64
      "llvm.store"(%y, %q) <{volatile_, nontemporal, alignment = 8 : i64, ordering = 0 : i64}> : (f64, !llvm.ptr) -> ()
      %s = llvm.load %p : !llvm.ptr -> !llvm.struct<(i32, f64)>
      %t = llvm.insertvalue %y, %s[1] : !llvm.struct<(i32, f64)>
      %n = llvm.extractvalue %t[0] : !llvm.struct<(i32, f64)>
      %m = arith.sitofp %n : i32 to f64
      %u = llvm.extractvalue %t[1] : !llvm.struct<(i32, f64)>
      %r = arith.addf %m, %u : f64
      func.return %r : f64
    }
    func.func @g(%x: f64) -> f64 {
      %three = arith.constant 3 : i64
      %a = llvm.alloca %three x f64 {alignment = 16 : i64} : (i64) -> !llvm.ptr
      %n = arith.constant 24 : i64
      %zero = arith.constant 0 : i8
      llvm_extra.memset %a, %zero, %n : !llvm.ptr, i64
      llvm.store %x, %a : f64, !llvm.ptr
      %b = llvm.alloca %three x f64 : (i64) -> !llvm.ptr
      llvm_extra.memcpy %b, %a, %n : !llvm.ptr, !llvm.ptr, i64
      %c = llvm.getelementptr %b[1] : (!llvm.ptr) -> !llvm.ptr, f64
      %sixteen = arith.constant 16 : i64
      llvm_extra.memmove %c, %b, %sixteen {volatile_} : !llvm.ptr, !llvm.ptr, i64
      %u = llvm.load %c : !llvm.ptr -> f64
      %d = llvm.getelementptr %b[2] : (!llvm.ptr) -> !llvm.ptr, f64
      %v = llvm.load %d : !llvm.ptr -> f64
      %w = arith.subf %u, %v : f64
      func.return %w : f64
    }
    func.func @h(%p: !llvm.ptr) -> i1 {
      %i = llvm.ptrtoint %p : !llvm.ptr to i64
      %q = llvm.inttoptr %i : i64 to !llvm.ptr
      %null = llvm.mlir.zero : !llvm.ptr
      %a = llvm_extra.pointer_compare eq, %p, %q : !llvm.ptr
      %b = llvm_extra.pointer_compare ugt, %p, %null : !llvm.ptr
      %c = arith.andi %a, %b : i1
      %u = llvm.mlir.undef : i1
      %f = llvm_extra.freeze %u : i1
      %g = arith.ori %f, %c : i1
      %h = arith.select %c, %c, %g : i1
      func.return %h : i1
    }""")
    data = bytearray(3 * 40)
    struct.pack_into("i", data, 0, 7)
    struct.pack_into("d", data, 40 + 8 + 16, 1.25)
    buffer = (ctypes.c_char * len(data)).from_buffer(data)
    assert compiled.function("f", "ptr i64 -> f64")(ctypes.addressof(buffer), 1) == 9.5
    assert struct.unpack_from("d", data, 64)[0] == 2.5
    assert compiled.function("g", "f64 -> f64")(4.0) == 4.0
    assert compiled.function("h", "ptr -> i1")(ctypes.addressof(buffer))
    for text in (
        "load volatile double",
        "store volatile double",
        "!nontemporal !",
        "nuw { i32, [4 x double] }",
    ):
        assert text in compiled.llvm_ir
    assert "i1 true)" in compiled.llvm_ir.partition("@llvm.memmove")[2]


def test_globals(program: Compile) -> None:
    compiled = program(r"""
    llvm.mlir.global internal constant @table(dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi32>) {alignment = 16 : i64} : !llvm.array<2 x array<3 x i32>>
    llvm.mlir.global external @number(2.5 : f64) : f64
    llvm.mlir.global private unnamed_addr constant @text("a\"\\b\00") : !llvm.array<5 x i8>
    llvm.mlir.global internal @zeros(unit) : !llvm.array<4 x f64>
    llvm.mlir.global internal @mixed([1 : i32, [2.0 : f64, unit]]) : !llvm.struct<(i32, !llvm.array<2 x f64>)>
    llvm.mlir.global internal @pointers() : !llvm.array<2 x ptr> {
      %u = llvm.mlir.undef : !llvm.array<2 x ptr>
      %t = llvm.mlir.addressof @table : !llvm.ptr
      %g = llvm.getelementptr inbounds %t[1, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.array<3 x i32>
      %a = llvm.insertvalue %g, %u[0] : !llvm.array<2 x ptr>
      %f = llvm.mlir.addressof @twice : !llvm.ptr
      %b = llvm.insertvalue %f, %a[1] : !llvm.array<2 x ptr>
      llvm.return %b : !llvm.array<2 x ptr>
    }
    llvm.mlir.global internal @difference() : i64 {
      %t = llvm.mlir.addressof @table : !llvm.ptr
      %g = llvm.getelementptr %t[5] : (!llvm.ptr) -> !llvm.ptr, i32
      %a = llvm.ptrtoint %t : !llvm.ptr to i64
      %b = llvm.ptrtoint %g : !llvm.ptr to i64
      %c = arith.subi %b, %a : i64
      llvm.return %c : i64
    }
    func.func private @twice(%x: i32) -> i32 {
      %y = arith.addi %x, %x : i32
      func.return %y : i32
    }
    func.func @f() -> i32 {
      %p = llvm.mlir.addressof @pointers : !llvm.ptr
      %q = llvm.load %p : !llvm.ptr -> !llvm.ptr
      %x = llvm.load %q : !llvm.ptr -> i32
      %r = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, !llvm.ptr
      %g = llvm.load %r : !llvm.ptr -> !llvm.ptr
      %y = llvm.call %g(%x) : !llvm.ptr, (i32) -> i32
      func.return %y : i32
    }
    func.func @g() -> f64 {
      %n = llvm.mlir.addressof @number : !llvm.ptr
      %x = llvm.load %n : !llvm.ptr -> f64
      %z = llvm.mlir.addressof @zeros : !llvm.ptr
      %y = llvm.load %z : !llvm.ptr -> f64
      %m = llvm.mlir.addressof @mixed : !llvm.ptr
      %k = llvm.getelementptr %m[0, 1, 0] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i32, !llvm.array<2 x f64>)>
      %w = llvm.load %k : !llvm.ptr -> f64
      %d = llvm.mlir.addressof @difference : !llvm.ptr
      %e = llvm.load %d : !llvm.ptr -> i64
      %v = arith.sitofp %e : i64 to f64
      %s = arith.addf %x, %y : f64
      %t = arith.addf %s, %w : f64
      %u = arith.addf %t, %v : f64
      func.return %u : f64
    }
    func.func @h() -> !llvm.ptr {
      %t = llvm.mlir.addressof @text : !llvm.ptr
      func.return %t : !llvm.ptr
    }""")
    assert compiled.function("f", "-> i32")() == 10
    assert compiled.function("g", "-> f64")() == 2.5 + 0.0 + 2.0 + 20.0
    assert ctypes.string_at(compiled.function("h", "-> ptr")(), 5) == b'a"\\b\0'


def test_constants_are_exact() -> None:
    values = [
        0.1,
        -0.0,
        1e-320,
        1.7976931348623157e308,
        5e-324,
        math.inf,
        -math.inf,
        1e22,
        123456.0,
    ]
    for value in values:
        text = f"""
        func.func @f() -> f64 {{
          %x = arith.constant {mlir_float(value)} : f64
          func.return %x : f64
        }}"""
        got = Program(text, 0).function("f", "-> f64")()
        assert struct.pack("d", got) == struct.pack("d", value), value


def mlir_float(value: float) -> str:
    if not math.isfinite(value):
        return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
    text = repr(value)
    return text if "." in text else text.replace("e", ".0e")


@pytest.mark.parametrize(
    ("type_", "literal", "integer_type", "bits"),
    [
        ("f64", "0x7FF8000000000123", "i64", 0x7FF8000000000123),
        ("f32", "0x7FC00000", "i32", 0x7FC00000),
        ("f32", "0.1", "i32", 0x3DCCCCCD),
        ("f32", "0xFF800000", "i32", 0xFF800000),
        ("f16", "0.1", "i16", 0x2E66),
        ("f16", "0x7C00", "i16", 0x7C00),
        ("bf16", "0.1", "i16", 0x3DCD),
    ],
)
def test_bits_of_float_constants(type_: str, literal: str, integer_type: str, bits: int) -> None:
    text = f"""
    func.func @f() -> {integer_type} {{
      %x = arith.constant {literal} : {type_}
      %y = arith.bitcast %x : {type_} to {integer_type}
      func.return %y : {integer_type}
    }}"""
    width = int(integer_type[1:])
    assert Program(text, 0).function("f", f"-> {integer_type}")() & ((1 << width) - 1) == bits


@pytest.mark.parametrize("type_", ["f80", "f128"])
@pytest.mark.parametrize("value", [0.1, -1.5, 3e-320, 0.0, 1e300])
def test_wide_float_constants(type_: str, value: float) -> None:
    text = f"""
    func.func @f() -> f64 {{
      %x = arith.constant {mlir_float(value)} : {type_}
      %y = arith.truncf %x : {type_} to f64
      func.return %y : f64
    }}"""
    code = compile_module(parse(text))  # xDSL cannot print them
    got = ctypes.CFUNCTYPE(ctypes.c_double)(code.address("f"))()
    assert struct.pack("d", got) == struct.pack("d", value)


def test_function_and_argument_attributes() -> None:
    text = write_llvm_ir(
        parse("""
    "func.func"() <{sym_name = "callee", sym_visibility = "private", function_type = (!llvm.ptr, i8) -> i8,
      arg_attrs = [{llvm.byval = !llvm.struct<(f64)>, llvm.noalias}, {llvm.signext}],
      res_attrs = [{llvm.zeroext}]}> ({}) : () -> ()
    func.func @f(%p: !llvm.ptr {llvm.noalias, llvm.readonly, llvm.align = 16 : i64, llvm.dereferenceable = 8 : i64, llvm.captures = "none"},
                 %m: memref<?xf64> {llvm.noalias}) -> (i8 {llvm.zeroext, llvm.noundef})
        attributes {llvm.linkage = "weak_odr", llvm.attributes = {nounwind, memory = "argmem: read", allocsize = "0,1", uwtable, "frame-pointer" = "all", "no-builtins"}} {
      %c = arith.constant 3 : i8
      %one = arith.constant 1 : i64
      %q = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
      %r = func.call @callee(%q, %c) {llvm.attributes = {nounwind}} : (!llvm.ptr, i8) -> i8
      func.return %r : i8
    }""")
    )
    parse_llvm_ir(text.replace("allocsize(0,1) ", ""))
    assert "declare zeroext i8 @callee(ptr byval({ double }) noalias, i8 signext)" in text
    assert (
        "define weak_odr zeroext noundef i8 @f(ptr noalias readonly align 16 dereferenceable(8) "
        "captures(none) %p, ptr %m.allocated, ptr noalias %m, i64 %m.offset, i64 %m.size.0, "
        "i64 %m.stride.0) nounwind memory(argmem: read) allocsize(0,1) uwtable "
        '"frame-pointer"="all" "no-builtins" {'
    ) in text
    assert "call zeroext i8 @callee(ptr byval({ double }) %q, i8 signext 3) nounwind" in text


def test_metadata() -> None:
    text = write_llvm_ir(
        parse("""
    module attributes {llvm.metadata = {"!3" = "!{!4, !4, i64 0}", "!4" = "!{!\\22double\\22, !5}", "!5" = "!{!\\22root\\22}",
                                        "!7" = "!{!8}", "!8" = "distinct !{!8, !9}", "!9" = "distinct !{!9}"},
                       llvm.target_triple = "x86_64-unknown-linux-gnu"} {
      func.func @f(%p: !llvm.ptr, %q: !llvm.ptr) {
        %x = llvm.load %p {tbaa = "!3", alias_scopes = "!7"} : !llvm.ptr -> f64
        llvm.store %x, %q {tbaa = "!3", noalias_scopes = "!7"} : f64, !llvm.ptr
        %n = arith.constant 8 : i64
        llvm_extra.memcpy %q, %p, %n {tbaa = "!3"} : !llvm.ptr, !llvm.ptr, i64
        func.return
      }
    }""")
    )
    parse_llvm_ir(text)
    assert "load double, ptr %p, !tbaa !3, !alias.scope !7" in text
    assert "store double %x, ptr %q, !tbaa !3, !noalias !7" in text
    assert "i64 8, i1 false), !tbaa !3" in text
    assert "!8 = distinct !{!8, !9}" in text


def test_variadic_calls(program: Compile) -> None:
    compiled = program("""
    llvm.func @snprintf(!llvm.ptr, i64, !llvm.ptr, ...) -> i32
    llvm.mlir.global private constant @format("%d-%.1f\\00") : !llvm.array<8 x i8>
    func.func @f(%p: !llvm.ptr, %i: i32, %x: f64) -> i32 {
      %n = arith.constant 32 : i64
      %s = llvm.mlir.addressof @format : !llvm.ptr
      %r = llvm.call @snprintf(%p, %n, %s, %i, %x) vararg(!llvm.func<i32 (ptr, i64, ptr, ...)>) : (!llvm.ptr, i64, !llvm.ptr, i32, f64) -> i32
      func.return %r : i32
    }""")
    buffer = ctypes.create_string_buffer(32)
    assert compiled.function("f", "ptr i32 f64 -> i32")(ctypes.addressof(buffer), 42, 2.5) == 6
    assert buffer.value == b"42-2.5"


def test_intrinsics_and_recursion(program: Compile) -> None:
    compiled = program("""
    func.func @f(%x: i32) -> i32 {
      %y = llvm.call_intrinsic "llvm.bswap.i32"(%x) : (i32) -> i32
      func.return %y : i32
    }
    func.func @g(%x: f64) -> f64 {
      %y = llvm.intr.sqrt(%x) : (f64) -> f64
      %z = llvm.fadd %y, %x : f64
      func.return %z : f64
    }
    func.func @factorial(%n: i64) -> i64 {
      %one = arith.constant 1 : i64
      %c = arith.cmpi sle, %n, %one : i64
      %r = scf.if %c -> (i64) {
        scf.yield %one : i64
      } else {
        %m = arith.subi %n, %one : i64
        %s = func.call @factorial(%m) : (i64) -> i64
        %t = arith.muli %n, %s : i64
        scf.yield %t : i64
      }
      func.return %r : i64
    }""")
    assert compiled.function("f", "i32 -> i32")(1) == 1 << 24
    assert compiled.function("g", "f64 -> f64")(9.0) == 12.0
    assert compiled.function("factorial", "i64 -> i64")(10) == math.factorial(10)


def test_several_results(program: Compile) -> None:
    compiled = program("""
    func.func private @pair(%x: f64) -> (f64, i32) {
      %n = arith.fptosi %x : f64 to i32
      func.return %x, %n : f64, i32
    }
    func.func @f(%x: f64) -> f64 {
      %a, %b = func.call @pair(%x) : (f64) -> (f64, i32)
      %c = arith.sitofp %b : i32 to f64
      %d = arith.subf %a, %c : f64
      func.return %d : f64
    }""")
    assert compiled.function("f", "f64 -> f64")(2.75) == 0.75


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('%x = "test.op"() : () -> f64', "'test.op' cannot be written as LLVM IR"),
        (
            '%p = llvm.mlir.zero : !llvm.ptr\n%x = llvm.load %p {tbaa = "!9"} : !llvm.ptr -> f64',
            "refers to no metadata",
        ),
        ("%p = llvm.mlir.addressof @nothing : !llvm.ptr", "the address of 'nothing'"),
        ('%c = "enzyme.init"() : () -> !enzyme.Cache<f64>', "enzyme-lower-cache"),
    ],
)
def test_refusals_name_the_operation(body: str, message: str) -> None:
    from xdsl.context import Context
    from xdsl.parser import Parser
    from xdsl.universe import Universe

    context = Context(allow_unregistered=True)
    for name, load in Universe.get_multiverse().all_dialects.items():
        if name != "test":
            context.register_dialect(name, load)
    module = Parser(context, f"func.func @f() {{\n{body}\nfunc.return\n}}").parse_module()
    with pytest.raises(LoweringError, match=message) as caught:
        write_llvm_ir(module)
    assert caught.value.where is not None


def test_refuses_a_math_function_that_the_module_defines() -> None:
    module = parse("""
    func.func @tan(%x: f64) -> f64 {
      %y = math.tan %x : f64
      func.return %y : f64
    }""")
    with pytest.raises(LoweringError, match="defines 'tan' itself"):
        write_llvm_ir(module)
