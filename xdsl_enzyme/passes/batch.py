"""`enzyme-batch`: replaces `enzyme.batch` by a call of a function that takes the whole batch.

A function of elementwise ops is made of the same ops on larger tensors; any other is called for each element in turn::

    %r = enzyme.batch @f(%x) {batch_shape = array<i64: 10>} : (tensor<10xf64>) -> tensor<10xf64>
    -->
    func.func private @batched_f(%x: tensor<10xf64>) -> tensor<10xf64> {
      %0 = math.sin %x : tensor<10xf64>
      func.return %0 : tensor<10xf64>
    }
    or
      %r = scf.for %i = %c0 to %c10 step %c1 iter_args(%a = %empty) -> (tensor<10xf64>) {
        %e = tensor.extract %x[%i]
        %v = func.call @f(%e) : (f64) -> f64
        %b = tensor.insert %v into %a[%i]
        scf.yield %b
      }
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith, func, scf, tensor
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    AnyFloat,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IndexType,
    IntegerAttr,
    IntegerType,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    TensorType,
    i64,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import BatchOp, batched_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.scf import integer

Shape = tuple[int, ...]
Tensor = TensorType[Attribute]

ELEMENTWISE_DIALECTS = ("arith", "math")


@dataclass(frozen=True)
class BatchPass(ModulePass):
    """Makes functions of batches."""

    name = "enzyme-batch"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        expand_batches(op)


def expand_batches(module: ModuleOp) -> None:
    """Replace all `enzyme.batch` of a module, in place."""
    batches = [op for op in walk_regions(module) if isinstance(op, BatchOp)]
    functions = _BatchFunctions(module)
    for op in batches:
        function = functions.get(op)
        call = func.CallOp(SymbolRefAttr(function.sym_name.data), op.inputs, op.outputs.types)
        call.location = op.location
        Rewriter().replace_op(op, call)


@dataclass
class _BatchFunctions:
    """The functions of batches, one per function and shape."""

    module: ModuleOp
    made: dict[tuple[str, Shape], func.FuncOp] = field(default_factory=lambda: {})

    def get(self, op: BatchOp) -> func.FuncOp:
        function = op.callee()
        key = (function.sym_name.data, op.shape)
        if key not in self.made:
            batched = _elementwise(function, op.shape) or _in_turn(function, op)
            batched.properties["sym_name"] = StringAttr(
                unused_name(self.module, f"batched_{function.sym_name.data}")
            )
            batched.properties["sym_visibility"] = StringAttr("private")
            batched.location = function.location
            self.module.body.block.insert_op_after(batched, function)
            self.made[key] = batched
        return self.made[key]


def _signature(
    function: func.FuncOp, shape: Shape
) -> tuple[Sequence[Attribute], Sequence[Attribute]]:
    inputs, outputs = (
        [batched_type(type, shape) for type in types]
        for types in (function.function_type.inputs, function.function_type.outputs)
    )
    return inputs, outputs


# Elementwise


def _elementwise(function: func.FuncOp, shape: Shape) -> func.FuncOp | None:
    """The function with larger types; None if it has ops that are not elementwise."""
    if len(function.body.blocks) != 1:
        return None
    batched = func.FuncOp("", _signature(function, shape))
    block = batched.body.block
    values: dict[SSAValue, SSAValue] = {}
    for old, new in zip(function.body.block.args, block.args, strict=True):
        if not _has_elements(old.type):
            return None
        new.name_hint = old.name_hint
        values[old] = new
    for op in function.body.block.ops:
        wide = _wide(op, values, shape)
        if wide is None:
            return None
        block.add_op(wide)
        for old, new in zip(op.results, wide.results, strict=True):
            new.name_hint = old.name_hint
            values[old] = new
    return batched


def _wide(op: Operation, values: dict[SSAValue, SSAValue], shape: Shape) -> Operation | None:
    """An elementwise op on larger tensors; None if there is no such op."""
    if isinstance(op, arith.ConstantOp):
        return _wide_constant(op, shape)
    is_return = isinstance(op, func.ReturnOp)
    if not is_return and (
        op.dialect_name() not in ELEMENTWISE_DIALECTS
        or not all(_has_elements(value.type) for value in (*op.operands, *op.results))
    ):
        return None
    wide = type(op).create(
        operands=[values[operand] for operand in op.operands],
        result_types=[batched_type(type, shape) for type in op.result_types],
        properties=op.properties.copy(),
        attributes=op.attributes.copy(),
        location=op.location,
    )
    try:
        # A terminator verifies only in its block.
        if not is_return:
            wide.verify()
    except VerifyException:
        wide.erase()
        return None
    return wide


def _has_elements(type: Attribute) -> bool:
    element = type.element_type if isa(type, Tensor) else type
    return isinstance(element, (AnyFloat, IntegerType, IndexType))


def _wide_constant(op: arith.ConstantOp, shape: Shape) -> Operation | None:
    value = op.value
    if isinstance(value, DenseIntOrFPElementsAttr):
        if not value.is_splat():
            return None
        number: float | int = value.get_values()[0]  # pyright: ignore[reportAssignmentType]
    elif isinstance(value, (IntegerAttr, FloatAttr)):
        number = value.value.data
    else:
        return None
    type = batched_type(op.result.type, shape)
    assert isa(type, TensorType[IntegerType | IndexType | AnyFloat])
    return arith.ConstantOp(DenseIntOrFPElementsAttr.from_list(type, [number]))  # pyright: ignore


# One element after the other


def _in_turn(function: func.FuncOp, op: BatchOp) -> func.FuncOp:
    """A function that calls `function` for each element of the batch."""
    _refuse_other_types(function, op)
    shape = op.shape
    batched = func.FuncOp("", _signature(function, shape))
    block = batched.body.block
    for old, new in zip(function.function_type.inputs, block.args, strict=True):
        new.name_hint = None if isinstance(old, LLVMPointerType) else "batch"
    builder = Builder(InsertPoint.at_end(block))
    outputs = function.function_type.outputs.data
    results: list[SSAValue] = [
        builder.insert(tensor.EmptyOp([], cast(Tensor, batched_type(type, shape)))).tensor
        for type in outputs
    ]
    bounds = [integer(builder, size, IndexType()) for size in shape]
    zero, one = integer(builder, 0, IndexType()), integer(builder, 1, IndexType())

    def loop(
        builder: Builder, indices: list[SSAValue], totals: Sequence[SSAValue]
    ) -> list[SSAValue]:
        if len(indices) == len(shape):
            return _apply(function, builder, block.args, indices, totals)
        body = Block(arg_types=[IndexType(), *(total.type for total in totals)])
        inside = Builder(InsertPoint.at_end(body))
        index, *carried = body.args
        inside.insert(scf.YieldOp(*loop(inside, [*indices, index], carried)))
        made = builder.insert(scf.ForOp(zero, bounds[len(indices)], one, totals, body))
        return list(made.results)

    builder.insert(func.ReturnOp(*loop(builder, [], results)))
    return batched


def _refuse_other_types(function: func.FuncOp, op: BatchOp) -> None:
    type = function.function_type
    for one in type.inputs:
        if not (_has_elements(one) or isinstance(one, LLVMPointerType)):
            raise DifferentiationError(
                f"no batches of arguments of type {one}",
                where=op,
                why="elements of a batch are taken out of a tensor, and a view of a memref has another layout",
                hint="use tensors or scalars",
            )
    for one in type.outputs:
        if not _has_elements(one) or (isa(one, Tensor) and DYNAMIC_INDEX in one.get_shape()):
            raise DifferentiationError(
                f"no batches of results of type {one}",
                where=op,
                why="they are collected in a tensor, whose size must be known beforehand",
                hint="use tensors of known size or scalars",
            )


def _apply(
    function: func.FuncOp,
    builder: Builder,
    arguments: Sequence[SSAValue],
    indices: Sequence[SSAValue],
    totals: Sequence[SSAValue],
) -> list[SSAValue]:
    """Call the function for one element, and put the results in their places."""
    types = function.function_type
    elements = [
        _take(builder, argument, type, indices)
        for argument, type in zip(arguments, types.inputs, strict=True)
    ]
    call = func.CallOp(SymbolRefAttr(function.sym_name.data), elements, types.outputs.data)
    builder.insert(call)
    return [
        _put(builder, value, total, indices)
        for value, total in zip(call.results, totals, strict=True)
    ]


def _take(
    builder: Builder, batch: SSAValue, type: Attribute, indices: Sequence[SSAValue]
) -> SSAValue:
    if isinstance(type, LLVMPointerType):
        return batch
    if not isa(type, Tensor):
        return builder.insert(
            tensor.ExtractOp.create(operands=[batch, *indices], result_types=[type])
        ).result
    sizes: list[SSAValue] = []
    for dimension, size in enumerate(type.get_shape()):
        if size == DYNAMIC_INDEX:
            position = integer(builder, len(indices) + dimension, IndexType())
            sizes.append(builder.insert(tensor.DimOp(batch, position)).result)
    slice = tensor.ExtractSliceOp.create(
        operands=[batch, *indices, *sizes],
        result_types=[type],
        properties=_position(1, type, len(indices), len(sizes)),
    )
    return builder.insert(slice).result


def _put(
    builder: Builder, value: SSAValue, total: SSAValue, indices: Sequence[SSAValue]
) -> SSAValue:
    if not isa(value.type, Tensor):
        new = tensor.InsertOp.create(operands=[value, total, *indices], result_types=[total.type])
        return builder.insert(new).result
    slice = tensor.InsertSliceOp.create(
        operands=[value, total, *indices],
        result_types=[total.type],
        properties=_position(2, value.type, len(indices), 0),
    )
    return builder.insert(slice).result


def _position(tensors: int, type: Tensor, indices: int, sizes: int) -> dict[str, Attribute]:
    """Where an element of the batch is: all of the further dimensions, at one index of each of the first."""
    shape = type.get_shape()
    rank = indices + len(shape)
    offsets = [DYNAMIC_INDEX] * indices + [0] * len(shape)
    return {
        "static_offsets": DenseArrayBase.from_list(i64, offsets),
        "static_sizes": DenseArrayBase.from_list(i64, [*[1] * indices, *shape]),
        "static_strides": DenseArrayBase.from_list(i64, [1] * rank),
        "operandSegmentSizes": DenseArrayBase.from_list(
            IntegerType(32), [*[1] * tensors, indices, sizes, 0]
        ),
    }
