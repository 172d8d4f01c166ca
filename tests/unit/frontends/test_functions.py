"""Headers of functions, types, and what is kept of a module."""

from __future__ import annotations

import pytest
from xdsl.dialects.builtin import DictionaryAttr, ModuleOp
from xdsl.dialects.func import FuncOp

from tests.unit.frontends.reading import find_function, read
from xdsl_enzyme.errors import ReadError


def read_function(text: str, name: str = "f") -> FuncOp:
    function = find_function(read(text), name)
    assert isinstance(function, FuncOp)
    return function


def names(module: ModuleOp) -> list[str]:
    return [op.properties["sym_name"].data for op in module.ops]  # pyright: ignore


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("i1", "i1"),
        ("i37", "i37"),
        ("half", "f16"),
        ("bfloat", "bf16"),
        ("float", "f32"),
        ("double", "f64"),
        ("x86_fp80", "f80"),
        ("fp128", "f128"),
        ("ptr", "!llvm.ptr"),
        ("ptr addrspace(3)", "!llvm.ptr<3>"),
        ("[3 x [2 x i8]]", "!llvm.array<3 x !llvm.array<2 x i8>>"),
        ("{ i32, { double } }", "!llvm.struct<(i32, !llvm.struct<(f64)>)>"),
        ("{}", "!llvm.struct<()>"),
        ("%struct.s", '!llvm.struct<"struct.s", (f64, !llvm.ptr)>'),
        ('%"a b"', '!llvm.struct<"a b", (i8)>'),
        ("<4 x float>", "vector<4xf32>"),
        ("<{ i32, i32 }>", '!llvm.struct<"packed:", (i32, i32)>'),
        (
            "<{ [8 x i8], ptr, [16 x i8] }>",
            '!llvm.struct<"packed:", (!llvm.array<8 x i8>, !llvm.ptr, !llvm.array<16 x i8>)>',
        ),
    ],
)
def test_type(type: str, expected: str):
    function = read_function(
        f'%struct.s = type {{ double, ptr }}\n%"a b" = type {{ i8 }}\ndefine void @f({type} %x) {{\nret void\n}}'
    )
    assert str(function.function_type.inputs.data[0]) == expected


def test_linkage_and_attributes():
    function = read_function("""
define internal double @f(double %x) #0 "frame-pointer"="all" {
  ret double %x
}
define ptr @keep() {
  ret ptr @f
}
attributes #0 = { nounwind memory(argmem: read, inaccessiblemem: write) allocsize(0) alignstack=16 uwtable(sync) "no-nans-fp-math"="true" "target-cpu"="znver4" "probe-stack" }
""")
    assert str(function.attributes["llvm.linkage"]) == '"internal"'
    attributes = function.attributes["llvm.attributes"]
    assert isinstance(attributes, DictionaryAttr)
    assert {name: str(value) for name, value in attributes.data.items()} == {
        "nounwind": "unit",
        "memory": '"argmem: read, inaccessiblemem: write"',
        "allocsize": "0 : i64",
        "alignstack": "16 : i64",
        "uwtable": '"sync"',
        "no-nans-fp-math": '"true"',
        "frame-pointer": '"all"',
        "probe-stack": "unit",
    }


def test_attributes_of_arguments_and_results():
    function = read_function("""
%s = type { double }
define noundef nonnull align 8 ptr @f(ptr noalias readonly captures(none) align 16 dereferenceable(24) %p, ptr sret(%s) %q, i32 signext range(i32 0, 5) %i, ptr byval([2 x i32]) %r) {
  ret ptr %p
}""")
    assert function.arg_attrs is not None
    assert function.res_attrs is not None
    assert [
        {name: str(value) for name, value in each.data.items()} for each in function.arg_attrs
    ] == [
        {
            "llvm.noalias": "unit",
            "llvm.readonly": "unit",
            "llvm.captures": '"none"',
            "llvm.align": "16 : i64",
            "llvm.dereferenceable": "24 : i64",
        },
        {"llvm.sret": '!llvm.struct<"s", (f64)>'},
        {"llvm.signext": "unit", "llvm.range": '"i32 0, 5"'},
        {"llvm.byval": "!llvm.array<2 x i32>"},
    ]
    assert {name: str(value) for name, value in function.res_attrs.data[0].data.items()} == {
        "llvm.noundef": "unit",
        "llvm.nonnull": "unit",
        "llvm.align": "8 : i64",
    }


def test_clauses_of_a_function():
    function = read_function("""
$f = comdat any
define linkonce_odr hidden double @f(double %x) unnamed_addr #0 section "s" comdat align 16 personality ptr @p {
  ret double %x
}
declare i32 @p(...)
attributes #0 = { nounwind }
""")
    assert str(function.attributes["llvm.linkage"]) == '"linkonce_odr"'


def test_declarations_come_along_only_if_used():
    module = read("""
declare void @used(ptr)
declare void @passed()
declare void @unused()
define void @f() {
  call void @used(ptr @passed)
  ret void
}""")
    assert names(module) == ["used", "passed", "f"]
    assert find_function(module, "used").properties["sym_visibility"].data == "private"  # pyright: ignore


def test_target():
    module = read('target triple = "x86_64-unknown-linux-gnu"\ntarget datalayout = "e-i64:64"')
    assert str(module.attributes["llvm.target_triple"]) == '"x86_64-unknown-linux-gnu"'
    assert str(module.attributes["llvm.data_layout"]) == '"e-i64:64"'


PROGRAM = """
@table = global ptr @callee
@other = global ptr @main
define void @f() {
  %x = load ptr, ptr @table
  ret void
}
define void @callee() {
  ret void
}
define void @main() {
  fence seq_cst
  ret void
}"""


def test_only_what_is_asked_for_is_read():
    assert names(read(PROGRAM, ["f"])) == ["table", "f", "callee"]


def test_registrations_are_read_always():
    module = read(PROGRAM + "\n@__enzyme_register_gradient_f = global ptr @callee", ["f"])
    assert "__enzyme_register_gradient_f" in names(module)


def test_function_that_is_not_there():
    with pytest.raises(ReadError, match="no function 'g'"):
        read(PROGRAM, ["g"])
