"""Operations of `vector`, and those of `llvm` on vectors.

::

    vector.extract %v[%i] : f64 from vector<4xf64>   ->   extractelement <4 x double> %v, i64 %i
    vector.extract %m[1] : vector<2xf64> from vector<3x2xf64>
        ->   shufflevector <6 x double> %m, <6 x double> poison, <2 x i32> <i32 2, i32 3>

A vector of several dimensions is a flat LLVM vector, row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product as cartesian
from math import prod
from typing import cast

from xdsl.dialects import llvm, vector
from xdsl.dialects.builtin import DYNAMIC_INDEX
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.arith import bitcast
from xdsl_enzyme.lowering.llvm_ir.flags import fast_math
from xdsl_enzyme.lowering.llvm_ir.indices import add, known, linear
from xdsl_enzyme.lowering.llvm_ir.memrefs import element_pointer
from xdsl_enzyme.lowering.llvm_ir.types import (
    AnyMemRef,
    AnyVector,
    element_type,
    integers,
    is_integer,
    is_vector,
    lane_count,
    overload,
    size_of,
)
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


def _mask(lanes: Sequence[int]) -> str:
    inside = ", ".join("i32 poison" if lane < 0 else f"i32 {lane}" for lane in lanes)
    return f"<{len(lanes)} x i32> <{inside}>"


def _shuffle(writer: FunctionWriter, value: SSAValue, lanes: Sequence[int]) -> str:
    """The text that picks these lanes of one vector."""
    type_ = writer.types[value.type]
    return f"shufflevector {type_} {writer.values[value]}, {type_} poison, {_mask(lanes)}"


def _first_lane(
    writer: FunctionWriter, op: vector.ExtractOp | vector.InsertOp, whole: SSAValue
) -> tuple[str, int]:
    """The lane at which the position of `op` in `whole` begins, and how many lanes there are behind it."""
    shape = cast(AnyVector, whole.type).get_shape()
    dynamic = iter(op.dynamic_position)
    indices: list[str] = []
    for number in integers(op.static_position):
        if number == DYNAMIC_INDEX:
            indices.append(writer.values[next(dynamic)])
        else:
            indices.append(str(number))
    strides = [str(prod(shape[position + 1 :])) for position in range(len(indices))]
    return linear(writer, "0", indices, strides), prod(shape[len(indices) :])


@writes(vector.ExtractOp)
def _extract(writer: FunctionWriter, op: vector.ExtractOp) -> None:
    first, count = _first_lane(writer, op, op.vector)
    if not is_vector(op.result.type):
        writer.result(op.result, f"extractelement {writer.typed(op.vector)}, i64 {first}")
        return
    start = known(first)
    if start is not None:
        writer.result(op.result, _shuffle(writer, op.vector, range(start, start + count)))
        return
    element = writer.types[element_type(op.vector.type)]
    piece = "poison"
    for lane in range(count):
        place = add(writer, first, str(lane))
        value = writer.compute(f"extractelement {writer.typed(op.vector)}, i64 {place}")
        piece = writer.compute(
            f"insertelement {writer.types[op.result.type]} {piece}, {element} {value}, i64 {lane}"
        )
    writer.values[op.result] = piece


@writes(vector.InsertOp)
def _insert(writer: FunctionWriter, op: vector.InsertOp) -> None:
    first, count = _first_lane(writer, op, op.dest)
    type_ = writer.types[op.dest.type]
    if not is_vector(op.source.type):
        writer.result(
            op.result,
            f"insertelement {writer.typed(op.dest)}, {writer.typed(op.source)}, i64 {first}",
        )
        return
    whole, element = writer.values[op.dest], writer.types[element_type(op.dest.type)]
    for lane in range(count):
        value = writer.compute(f"extractelement {writer.typed(op.source)}, i64 {lane}")
        place = add(writer, first, str(lane))
        whole = writer.compute(f"insertelement {type_} {whole}, {element} {value}, i64 {place}")
    writer.values[op.result] = whole


@writes(vector.BroadcastOp)
def _broadcast(writer: FunctionWriter, op: vector.BroadcastOp) -> None:
    source, result = op.source, op.vector
    if not is_vector(source.type):
        text = writer.values[source]
        if not text.startswith("%"):
            writer.values[result] = constants.splat(text, result.type, writer.types)
            return
        type_ = writer.types[result.type]
        first = writer.compute(f"insertelement {type_} poison, {writer.typed(source)}, i64 0")
        lanes = _mask([0] * lane_count(result.type))
        writer.result(result, f"shufflevector {type_} {first}, {type_} poison, {lanes}")
        return
    shape = cast(AnyVector, source.type).get_shape()
    target = result.type.get_shape()
    strides = [prod(shape[position + 1 :]) for position in range(len(shape))]
    lanes = [
        sum(
            (index if size != 1 else 0) * stride
            for index, size, stride in zip(
                place[len(target) - len(shape) :], shape, strides, strict=True
            )
        )
        for place in cartesian(*(range(size) for size in target))
    ]
    writer.result(result, _shuffle(writer, source, lanes))


@writes(vector.ShuffleOp)
def _vector_shuffle(writer: FunctionWriter, op: vector.ShuffleOp) -> None:
    """The mask counts rows of the leading dimension; LLVM wants lanes, and two operands of one type."""
    row = prod(cast(AnyVector, op.v1.type).get_shape()[1:])
    counts = lane_count(op.v1.type), lane_count(op.v2.type)
    longest = max(counts)
    element = writer.types[element_type(op.v1.type)]
    operands: list[str] = []
    for operand, count in zip((op.v1, op.v2), counts, strict=True):
        if count == longest:
            operands.append(writer.typed(operand))
        else:
            padding = [*range(count), *[-1] * (longest - count)]
            padded = writer.compute(_shuffle(writer, operand, padding))
            operands.append(f"<{longest} x {element}> {padded}")
    lanes: list[int] = []
    for index in integers(op.mask):
        for column in range(row):
            lane = index * row + column
            if index < 0:
                lanes.append(-1)
            else:
                lanes.append(lane if lane < counts[0] else lane - counts[0] + longest)
    writer.result(op.result, f"shufflevector {operands[0]}, {operands[1]}, {_mask(lanes)}")


@writes(llvm.ShuffleVectorOp)
def _llvm_shuffle(writer: FunctionWriter, op: llvm.ShuffleVectorOp) -> None:
    lanes = integers(op.mask)
    writer.result(
        op.res, f"shufflevector {writer.typed(op.v1)}, {writer.typed(op.v2)}, {_mask(lanes)}"
    )


@writes(llvm.InsertElementOp)
def _insert_element(writer: FunctionWriter, op: llvm.InsertElementOp) -> None:
    operands = (op.vector, op.value, op.index)
    writer.result(op.res, "insertelement " + ", ".join(writer.typed(each) for each in operands))


@writes(vector.BitcastOp)
def _bitcast(writer: FunctionWriter, op: vector.BitcastOp) -> None:
    bitcast(writer, op.result, op.source)


_REDUCTIONS: dict[vector.CombiningKindFlag, tuple[str, str]] = {
    vector.CombiningKindFlag.ADD: ("add", "add"),
    vector.CombiningKindFlag.MUL: ("mul", "mul"),
    vector.CombiningKindFlag.AND: ("and", "and"),
    vector.CombiningKindFlag.OR: ("or", "or"),
    vector.CombiningKindFlag.XOR: ("xor", "xor"),
    vector.CombiningKindFlag.MINSI: ("smin", "llvm.smin"),
    vector.CombiningKindFlag.MAXSI: ("smax", "llvm.smax"),
    vector.CombiningKindFlag.MINUI: ("umin", "llvm.umin"),
    vector.CombiningKindFlag.MAXUI: ("umax", "llvm.umax"),
    vector.CombiningKindFlag.MINNUMF: ("fmin", "llvm.minnum"),
    vector.CombiningKindFlag.MAXNUMF: ("fmax", "llvm.maxnum"),
    vector.CombiningKindFlag.MINIMUMF: ("fminimum", "llvm.minimum"),
    vector.CombiningKindFlag.MAXIMUMF: ("fmaximum", "llvm.maximum"),
}
"""Name of the reduction intrinsic, and what combines its result with the accumulator."""


def _reduce_in_order(
    writer: FunctionWriter,
    op: Operation,
    name: str,
    start: str,
    whole: SSAValue,
) -> None:
    """Floats are added and multiplied one after the other, from `start`, unless flags allow otherwise."""
    result = op.results[0]
    text = writer.types[result.type]
    writer.result(
        result,
        writer.call(
            f"llvm.vector.reduce.{name}.{overload(whole.type)}",
            text,
            [(text, start), (writer.types[whole.type], writer.values[whole])],
            fast_math(op),
        ),
    )


@writes(vector.ReductionOp)
def _reduction(writer: FunctionWriter, op: vector.ReductionOp) -> None:
    type_ = op.dest.type
    text = writer.types[type_]
    kind = op.kind.data
    name, combine = _REDUCTIONS[kind]
    in_order = {vector.CombiningKindFlag.ADD: -0.0, vector.CombiningKindFlag.MUL: 1.0}
    if kind in in_order and not is_integer(type_):
        neutral = constants.floating(in_order[kind], type_)
        start = writer.values[op.acc] if op.acc is not None else neutral
        _reduce_in_order(writer, op, f"f{name}", start, op.vector)
        return
    reduction = writer.call(
        f"llvm.vector.reduce.{name}.{overload(op.vector.type)}",
        text,
        [(writer.types[op.vector.type], writer.values[op.vector])],
        fast_math(op),
    )
    if op.acc is None:
        writer.result(op.dest, reduction)
        return
    value, start = writer.compute(reduction), writer.values[op.acc]
    if combine.startswith("llvm."):
        writer.result(
            op.dest,
            writer.call(
                f"{combine}.{overload(type_)}", text, [(text, value), (text, start)], fast_math(op)
            ),
        )
    else:
        writer.result(op.dest, f"{combine} {text} {value}, {start}")


@writes(llvm.VectorReduceFAddOp, llvm.VectorReduceFMulOp)
def _llvm_reduction(
    writer: FunctionWriter, op: llvm.VectorReduceFAddOp | llvm.VectorReduceFMulOp
) -> None:
    name = "fadd" if isinstance(op, llvm.VectorReduceFAddOp) else "fmul"
    _reduce_in_order(writer, op, name, writer.values[op.start_value], op.vector)


# Memory. A vector may be read wherever its elements may, so their alignment is all that is known.


def _alignment(writer: FunctionWriter, memref: SSAValue) -> str:
    size = known(size_of(cast(AnyMemRef, memref.type).element_type, writer.types))
    return str(size if size is not None else 1)


def _contiguous_pointer(
    writer: FunctionWriter, memref: SSAValue, indices: Sequence[SSAValue], vector_type: Attribute
) -> str:
    if len(cast(AnyVector, vector_type).get_shape()) > 1:
        raise LoweringError(
            f"a {vector_type} is read or written at once",
            why="its rows need not lie one behind the other in the memref",
            hint="read and write it row by row",
        )
    strides = writer.descriptor(memref).strides
    if strides and strides[-1] != "1":
        raise LoweringError(
            "a vector is read or written where the memref's last dimension is not contiguous"
        )
    return element_pointer(writer, memref, indices)


@writes(vector.LoadOp)
def _load(writer: FunctionWriter, op: vector.LoadOp) -> None:
    pointer = _contiguous_pointer(writer, op.base, tuple(op.indices), op.result.type)
    align = _alignment(writer, op.base)
    writer.result(op.result, f"load {writer.types[op.result.type]}, ptr {pointer}, align {align}")


@writes(vector.StoreOp)
def _store(writer: FunctionWriter, op: vector.StoreOp) -> None:
    pointer = _contiguous_pointer(writer, op.base, tuple(op.indices), op.vector.type)
    align = _alignment(writer, op.base)
    writer.emit(f"store {writer.typed(op.vector)}, ptr {pointer}, align {align}")


@writes(vector.MaskedLoadOp)
def _masked_load(writer: FunctionWriter, op: vector.MaskedLoadOp) -> None:
    pointer = _contiguous_pointer(writer, op.base, tuple(op.indices), op.result.type)
    type_, mask = writer.types[op.result.type], writer.types[op.mask.type]
    name = f"llvm.masked.load.{overload(op.result.type)}.p0"
    writer.module.declare(name, type_, ["ptr", mask, type_])
    align = _alignment(writer, op.base)
    writer.result(
        op.result,
        f"call {type_} @{name}(ptr align {align} {pointer}, {writer.typed(op.mask)}, "
        f"{writer.typed(op.pass_thru)})",
    )


@writes(vector.MaskedStoreOp)
def _masked_store(writer: FunctionWriter, op: vector.MaskedStoreOp) -> None:
    pointer = _contiguous_pointer(writer, op.base, tuple(op.indices), op.value_to_store.type)
    value = op.value_to_store
    name = f"llvm.masked.store.{overload(value.type)}.p0"
    writer.module.declare(
        name, "void", [writer.types[value.type], "ptr", writer.types[op.mask.type]]
    )
    writer.emit(
        f"call void @{name}({writer.typed(value)}, "
        f"ptr align {_alignment(writer, op.base)} {pointer}, {writer.typed(op.mask)})"
    )


@writes(vector.CreateMaskOp)
def _create_mask(writer: FunctionWriter, op: vector.CreateMaskOp) -> None:
    """A lane is on where its index is below the bound in each dimension."""
    shape = cast(AnyVector, op.mask_vector.type).get_shape()
    count = prod(shape)
    type_ = f"<{count} x i64>"
    mask: str | None = None
    for dimension, bound in enumerate(op.mask_dim_sizes):
        places = cartesian(*map(range, shape))
        lanes = ", ".join(f"i64 {place[dimension]}" for place in places)
        first = writer.compute(f"insertelement {type_} poison, {writer.typed(bound)}, i64 0")
        bounds = writer.compute(
            f"shufflevector {type_} {first}, {type_} poison, {_mask([0] * count)}"
        )
        below = writer.compute(f"icmp slt {type_} <{lanes}>, {bounds}")
        if mask is not None:
            below = writer.compute(f"and <{count} x i1> {mask}, {below}")
        mask = below
    writer.values[op.mask_vector] = mask or constants.splat(
        "true", op.mask_vector.type, writer.types
    )
