"""Constants as bits, and bits as constants.

arith.constant 4607182418800017408 : i64   <-->   bits   <-->   arith.constant 1.0 : f64
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, cast

from xdsl.dialects import arith, llvm, ub
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseIntOrFPElementsAttr,
    Float32Type,
    Float64Type,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    VectorType,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import bit_width

_UNDEFINED = (llvm.UndefOp, ub.PoisonOp)

_FORMATS: dict[type[Attribute], tuple[str, str]] = {
    Float32Type: ("<I", "<f"),
    Float64Type: ("<Q", "<d"),
}


def bits_of(value: SSAValue) -> int | None:
    """The bits of a constant, the first byte lowest; 0 if they are undefined, None if it is not a constant."""
    op = value.owner
    if isinstance(op, (*_UNDEFINED, llvm.ZeroOp)):
        return 0
    if not isinstance(op, arith.ConstantOp):
        return None
    attribute = op.value
    if isinstance(attribute, IntegerAttr):
        return attribute.value.data & ((1 << bit_width(value.type)) - 1)
    if isinstance(attribute, FloatAttr):
        return _float_bits(attribute.value.data, value.type)
    if isinstance(attribute, DenseIntOrFPElementsAttr):
        element = cast(Attribute, cast("VectorType[Any]", value.type).element_type)
        if isinstance(element, IntegerType):
            width = element.bitwidth
            numbers = cast("list[int]", list(attribute.get_values()))
            if len(numbers) == 1:
                numbers *= cast("VectorType[Any]", value.type).element_count()
            return sum((n & ((1 << width) - 1)) << (i * width) for i, n in enumerate(numbers))
    return None


def _float_bits(number: float, type: Attribute) -> int | None:
    formats = _FORMATS.get(type.__class__)
    if formats is None or number != number:
        return None
    return struct.unpack(formats[0], struct.pack(formats[1], number))[0]


def constant(
    emit: Callable[[Operation], SSAValue], bits: int, start: int, type: Attribute, like: SSAValue
) -> SSAValue:
    """The constant of this type whose bits are those of `like` from bit `start` on, which are `bits`."""
    if isinstance(like.owner, _UNDEFINED):
        is_undef = isinstance(like.owner, llvm.UndefOp)
        return emit(llvm.UndefOp.create(result_types=[type]) if is_undef else ub.PoisonOp(type))
    bits >>= start
    if isa(type, VectorType):
        element: Attribute = type.element_type
        count, width = type.element_count(), bit_width(element)
        numbers = [
            _number((bits >> (lane * width)) & ((1 << width) - 1), element) for lane in range(count)
        ]
        if None not in numbers:
            values = cast("Any", numbers)
            return emit(
                arith.ConstantOp(DenseIntOrFPElementsAttr.from_list(cast("Any", type), values))
            )
        return emit(llvm.BitcastOp(emit(integer_constant(bits, count * width)), type))
    width = bit_width(type)
    bits &= (1 << width) - 1
    if isinstance(type, IntegerType):
        return emit(integer_constant(bits, width))
    if isinstance(type, llvm.LLVMPointerType):
        if bits == 0:
            return emit(llvm.ZeroOp.create(result_types=[type]))
        number = emit(integer_constant(bits, width))
        return emit(llvm.IntToPtrOp.create(operands=[number], result_types=[type]))
    if isinstance(type, AnyFloat) and (number := _number(bits, type)) is not None:
        return emit(arith.ConstantOp(FloatAttr(number, type)))
    return emit(arith.BitcastOp(emit(integer_constant(bits, width)), type))


def integer_constant(bits: int, width: int) -> Operation:
    """The integer with these bits."""
    signed = bits - (1 << width) if width > 1 and bits >> (width - 1) else bits
    return arith.ConstantOp(IntegerAttr(signed, IntegerType(width)))


def _number(bits: int, type: Attribute) -> float | int | None:
    """The number with these bits; None if it can't be written as one."""
    if isinstance(type, IntegerType):
        return bits - (1 << type.bitwidth) if bits >> (type.bitwidth - 1) else bits
    formats = _FORMATS.get(type.__class__)
    if formats is None:
        return None
    number = struct.unpack(formats[1], struct.pack(formats[0], bits))[0]
    return number if number == number else None
