"""Types of several derivatives at once, and taking them apart."""

from __future__ import annotations

import pytest
from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import ComplexType, VectorType, f64
from xdsl.ir import Attribute, Block
from xdsl.rewriter import InsertPoint

from tests.oracle.parsing import parse
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.directions import interleave, join, separate, split


def type_of(text: str) -> Attribute:
    (function,) = parse(f"func.func private @f({text})").body.block.ops
    assert isinstance(function, func.FuncOp)
    return function.function_type.inputs.data[0]


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        ("f64", "vector<3xf64>"),
        ("bf16", "vector<3xbf16>"),
        ("vector<2x4xf32>", "vector<3x2x4xf32>"),
        ("complex<f32>", "vector<3x2xf32>"),
        ("memref<?x4xf64>", "memref<?x4xvector<3xf64>>"),
        (
            "memref<4xf64, strided<[2], offset: ?>>",
            "memref<4xvector<3xf64>, strided<[2], offset: ?>>",
        ),
        ("memref<2xmemref<?xf64>>", "memref<2xmemref<?xvector<3xf64>>>"),
        ("memref<2xi32>", "memref<2xi32>"),
        ("memref<2xcomplex<f64>, 3 : i64>", "memref<2xvector<3x2xf64>, 3 : i64>"),
        ("tensor<?x2xf64>", "tensor<?x2xvector<3xf64>>"),
        ("!llvm.struct<(i32, f64)>", "!llvm.struct<(i32, vector<3xf64>)>"),
        ("!llvm.array<2 x f64>", "!llvm.array<2 x vector<3xf64>>"),
        ("!llvm.ptr", "!llvm.ptr"),
    ],
)
def test_types(type: str, expected: str):
    assert tangent_type(type_of(type), 3) == type_of(expected)
    assert tangent_type(type_of(type), 1) == type_of(type)


@pytest.mark.parametrize("type", ["!llvm.struct<(ptr, f64)>", "() -> ()"])
def test_types_without(type: str):
    with pytest.raises(DifferentiationError, match="no derivatives of width 3"):
        tangent_type(type_of(type), 3)


@pytest.mark.parametrize("type", [f64, VectorType(f64, [2]), ComplexType(f64)])
def test_apart_and_together(type: Attribute):
    block = Block(arg_types=[tangent_type(type, 3)])
    builder = Builder(InsertPoint.at_end(block))
    directions = split(builder, block.args[0], type, 3)
    assert [one.type for one in directions] == [type] * 3
    assert join(builder, directions, type).type == tangent_type(type, 3)
    block.verify()
    assert split(builder, block.args[0], block.args[0].type, 1) == [block.args[0]]


def test_side_by_side():
    type = VectorType(f64, [2, 3])
    block = Block(arg_types=[tangent_type(type, 4)])
    builder = Builder(InsertPoint.at_end(block))
    long = interleave(builder, block.args[0])
    assert long.type == VectorType(f64, [24])
    assert separate(builder, long, type, 4).type == block.args[0].type
    block.verify()


def test_values_without_a_zero():
    block = Block()
    with pytest.raises(DifferentiationError, match="has no derivative"):
        floats.zero(Builder(InsertPoint.at_end(block)), type_of("vector<2xi32>"))
