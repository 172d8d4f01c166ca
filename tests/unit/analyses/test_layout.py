"""Layouts are compared with what LLVM itself says for the same type."""

from __future__ import annotations

import llvmlite.binding as llvm
import pytest
from xdsl.context import Context
from xdsl.dialects.builtin import Builtin, f32, f64
from xdsl.dialects.llvm import LLVM, LLVMStructType
from xdsl.ir import Attribute
from xdsl.parser import Parser

from xdsl_enzyme.analyses.layout import alignment_of, field_offset, float_leaves, size_of
from xdsl_enzyme.errors import EnzymeError

DATA_LAYOUTS = {
    "x86-64": "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128",
    "aarch64": "e-m:e-p270:32:32-p271:32:32-p272:64:64-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128-Fn32",
}


def parse(text: str) -> Attribute:
    context = Context()
    context.load_dialect(Builtin)
    context.load_dialect(LLVM)
    return Parser(context, text).parse_type()


TYPES = {
    "i1": "i1",
    "i7": "i7",
    "i24": "i24",
    "i33": "i33",
    "i65": "i65",
    "i128": "i128",
    "i256": "i256",
    "f16": "half",
    "bf16": "bfloat",
    "f32": "float",
    "f64": "double",
    "f128": "fp128",
    "!llvm.ptr": "ptr",
    "vector<2xf64>": "<2 x double>",
    "vector<3xf64>": "<3 x double>",
    "vector<3xf32>": "<3 x float>",
    "vector<8xi1>": "<8 x i1>",
    "vector<9xi1>": "<9 x i1>",
    "vector<32xf64>": "<32 x double>",
    "!llvm.array<3 x f32>": "[3 x float]",
    "!llvm.array<0 x f64>": "[0 x double]",
    "!llvm.array<2 x vector<3xf32>>": "[2 x <3 x float>]",
    "!llvm.struct<()>": "{}",
    "!llvm.struct<(i8, f64)>": "{i8, double}",
    "!llvm.struct<(f64, i8)>": "{double, i8}",
    "!llvm.struct<(i8, i128, i1)>": "{i8, i128, i1}",
    '!llvm.struct<"s", (i32, !llvm.array<3 x i16>, !llvm.struct<(i8, !llvm.ptr)>)>': (
        "{i32, [3 x i16], {i8, ptr}}"
    ),
}


def measure(data_layout: str, type_text: str) -> tuple[int, int]:
    """Size and alignment according to LLVM."""
    module = llvm.parse_assembly(
        f'target datalayout = "{data_layout}"\n@g = external global {type_text}\n'
    )
    target_data = llvm.create_target_data(data_layout)
    value_type = module.get_global_variable("g").global_value_type
    # ABI alignment of the type: where it goes as the second field behind a byte.
    pair = llvm.parse_assembly(
        f'target datalayout = "{data_layout}"\n@g = external global {{i8, {type_text}}}\n'
    )
    pair_type = pair.get_global_variable("g").global_value_type
    return (
        target_data.get_abi_size(value_type),
        target_data.get_element_offset(pair_type, 1),
    )


@pytest.mark.parametrize("target", DATA_LAYOUTS)
@pytest.mark.parametrize("text", TYPES)
def test_agrees_with_llvm(target: str, text: str):
    type = parse(text)
    assert (size_of(type), alignment_of(type)) == measure(DATA_LAYOUTS[target], TYPES[text])


def test_x86_long_double():
    assert (size_of(parse("f80")), alignment_of(parse("f80"))) == measure(
        DATA_LAYOUTS["x86-64"], "x86_fp80"
    )


def test_field_offsets():
    struct = parse("!llvm.struct<(i8, f64, i8, i32)>")
    assert isinstance(struct, LLVMStructType)
    assert [field_offset(struct, i) for i in range(4)] == [0, 8, 16, 20]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f64", [(0, f64)]),
        ("i64", []),
        ("!llvm.ptr", []),
        ("vector<3xf32>", [(0, f32), (4, f32), (8, f32)]),
        ("complex<f64>", [(0, f64), (8, f64)]),
        ("!llvm.struct<(i8, f32, i1, f64)>", [(4, f32), (16, f64)]),
        (
            "!llvm.array<2 x !llvm.struct<(f32, i8, f64)>>",
            [(0, f32), (8 + 0, f64), (16, f32), (24, f64)],
        ),
        ("!llvm.struct<(vector<2xi1>, !llvm.array<2 x i32>, f32)>", [(12, f32)]),
    ],
)
def test_float_leaves(text: str, expected: list[tuple[int, Attribute]]):
    assert float_leaves(parse(text)) == expected


def test_index_and_memref():
    assert size_of(parse("index")) == 8
    assert size_of(parse("memref<?x4xf64>")) == 7 * 8


def test_no_layout():
    with pytest.raises(EnzymeError, match="the size of type tensor<4xf64> is not known"):
        size_of(parse("tensor<4xf64>"))
