"""Constants: from MLIR's attributes to LLVM's literals.

::

    0.1 : f64, 0x7FC00000 : f32   ->  0.1, 0x7FF8000000000000
    dense<[1, 2]> : vector<2xi8>  ->  <i8 1, i8 2>

Floats are exact: decimal where it reads back as the same value, else LLVM's hexadecimal form, bits of NaNs included.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from typing import cast

from xdsl.dialects import builtin, llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    BytesAttr,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    StringAttr,
    UnitAttr,
    VectorType,
)
from xdsl.ir import Attribute

from xdsl_enzyme.dialects.packed_structs import is_packed
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.names import escape
from xdsl_enzyme.lowering.llvm_ir.types import (
    AnyVector,
    TypeTexts,
    integer_width,
    is_integer,
    is_vector,
    lane_count,
)


def integer(value: int, type_: Attribute) -> str:
    """An integer literal; `value` may be given signed or unsigned."""
    width = integer_width(type_)
    if not -(1 << (width - 1)) <= value < (1 << width):
        raise LoweringError(f"the constant {value} does not fit into {type_}")
    if width == 1:
        return "true" if value else "false"
    return str(value - (1 << width) if value >= 1 << (width - 1) else value)


def _double_bits(value: float) -> int:
    return struct.unpack("<Q", struct.pack("<d", value))[0]


def _decimal(value: float) -> str:
    """The shortest decimal that reads back as this finite double; LLVM wants a point before the exponent."""
    text = repr(value)
    if "e" in text and "." not in text:
        text = text.replace("e", ".0e")
    return text


def _double(value: float) -> str:
    return _decimal(value) if math.isfinite(value) else f"0x{_double_bits(value):016X}"


def _single(value: float) -> str:
    """LLVM writes a float as the double of the same value."""
    if math.isnan(value):
        bits = _double_bits(value) & ~((1 << 29) - 1)
        if not bits & ((1 << 52) - 1):
            bits |= 1 << 51
        return f"0x{bits:016X}"
    if math.isinf(value):
        return f"0x{_double_bits(value):016X}"
    try:
        return _decimal(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        raise LoweringError(f"the constant {value} does not fit into f32") from None


def _half(value: float) -> str:
    if math.isnan(value):
        bits = _double_bits(value)
        return f"0xH{(bits >> 48) & 0x8000 | 0x7C00 | (bits >> 42) & 0x3FF | 0x200:04X}"
    try:
        return f"0xH{struct.unpack('<H', struct.pack('<e', value))[0]:04X}"
    except OverflowError:
        raise LoweringError(f"the constant {value} does not fit into f16") from None


def _bfloat(value: float) -> str:
    return f"0xR{int.from_bytes(builtin.bf16.pack((value,)), 'little'):04X}"


def _sign_exponent_fraction(value: float) -> tuple[int, int, int]:
    """Sign, unbiased exponent and 52 fraction bits; subnormals are normalised, zero has exponent -1075."""
    bits = _double_bits(value)
    sign, exponent, fraction = bits >> 63, ((bits >> 52) & 0x7FF) - 1023, bits & ((1 << 52) - 1)
    if exponent == -1023 and fraction:
        shift = 53 - fraction.bit_length()
        exponent, fraction = -1022 - shift, (fraction << shift) & ((1 << 52) - 1)
    elif exponent == -1023:
        exponent = -1075
    return sign, exponent, fraction


def _extended(value: float) -> str:
    """x87's 80 bits: sign and exponent, then a significand with its leading one."""
    sign, exponent, fraction = _sign_exponent_fraction(value)
    if exponent == -1075:
        biased, significand = 0, 0
    else:
        biased = 0x7FFF if exponent == 1024 else exponent + 16383
        significand = (1 << 63) | (fraction << 11)
    return f"0xK{(sign << 15) | biased:04X}{significand:016X}"


def _quadruple(value: float) -> str:
    """IEEE's 128 bits; LLVM writes the low half first."""
    sign, exponent, fraction = _sign_exponent_fraction(value)
    if exponent == -1075:
        biased = 0
    else:
        biased = 0x7FFF if exponent == 1024 else exponent + 16383
    bits = (sign << 127) | (biased << 112) | (fraction << 60)
    return f"0xL{bits & ((1 << 64) - 1):016X}{bits >> 64:016X}"


_FLOAT_LITERALS: dict[type[Attribute], Callable[[float], str]] = {
    builtin.Float16Type: _half,
    builtin.BFloat16Type: _bfloat,
    builtin.Float32Type: _single,
    builtin.Float64Type: _double,
    builtin.Float80Type: _extended,
    builtin.Float128Type: _quadruple,
}


def floating(value: float, type_: Attribute) -> str:
    """A float literal that LLVM reads back as exactly `value`, rounded to `type_`."""
    literal = _FLOAT_LITERALS.get(type(type_))
    if literal is None:
        raise LoweringError(f"the float type {type_} has no counterpart in LLVM IR")
    return literal(value)


def scalar(value: float, type_: Attribute) -> str:
    """The literal of a Python number, as the integer or float type that `type_` is."""
    if is_integer(type_):
        return integer(int(value), type_)
    return floating(float(value), type_)


def splat(literal: str, vector: Attribute, texts: TypeTexts) -> str:
    """A vector with `literal` in each element."""
    return f"splat ({texts[cast(AnyVector, vector).element_type]} {literal})"


def dense_literals(attribute: DenseIntOrFPElementsAttr) -> list[str]:
    """The literals of the elements, row by row."""
    type_ = attribute.get_element_type()
    if isinstance(type_, builtin.ComplexType):
        raise LoweringError(f"the type {attribute.get_type()} has no counterpart in LLVM IR")
    literals = [scalar(cast(float, value), type_) for value in attribute.get_values()]
    count = math.prod(attribute.get_shape())
    return literals * count if len(literals) == 1 else literals


def sequence(literals: Sequence[str], type_: Attribute, texts: TypeTexts) -> str:
    """A flat vector's literal."""
    if literals[0] != "poison" and all(literal == literals[0] for literal in literals):
        return splat(literals[0], type_, texts)
    element = texts[cast(AnyVector, type_).element_type]
    return "<" + ", ".join(f"{element} {literal}" for literal in literals) + ">"


def _dense(attribute: DenseIntOrFPElementsAttr, type_: Attribute, texts: TypeTexts) -> str:
    literals = dense_literals(attribute)
    shape, innermost = array_shape(type_)
    if is_vector(type_):
        if len(literals) == lane_count(type_):
            return sequence(literals, type_, texts)
    elif shape and len(literals) == math.prod(shape):
        # From the inside out: groups of literals become the literals of the next dimension.
        element = texts[innermost]
        for size in reversed(shape):
            literals = [
                "[" + ", ".join(f"{element} {each}" for each in literals[i : i + size]) + "]"
                for i in range(0, len(literals), size)
            ]
            element = f"[{size} x {element}]"
        return literals[0]
    raise LoweringError(f"the constant {attribute} does not have the shape of {type_}")


def array_shape(type_: Attribute) -> tuple[list[int], Attribute]:
    """The sizes of nested arrays from the outermost on, and the type of their elements."""
    shape: list[int] = []
    while isinstance(type_, llvm.LLVMArrayType):
        shape.append(type_.size.data)
        type_ = type_.type
    return shape, type_


def _bytes(data: bytes, type_: Attribute) -> str | None:
    """A string literal, if `data` fills an array of bytes."""
    fills = array_shape(type_) == ([len(data)], builtin.i8)
    return f'c"{escape(data)}"' if fills else None


def _string(attribute: StringAttr | BytesAttr, type_: Attribute) -> str:
    data = attribute.data.encode() if isinstance(attribute, StringAttr) else attribute.data
    text = _bytes(data, type_)
    if text is None:
        raise LoweringError(f"the string {attribute} does not fill the type {type_}")
    return text


def _aggregate(attribute: ArrayAttr, type_: Attribute, texts: TypeTexts) -> str:
    if isinstance(type_, llvm.LLVMArrayType):
        types: Sequence[Attribute] = [type_.type] * type_.size.data
        opening, closing = "[", "]"
    elif isinstance(type_, llvm.LLVMStructType):
        types = type_.types.data
        opening, closing = ("<{ ", " }>") if is_packed(type_) else ("{ ", " }")
    elif isinstance(type_, VectorType):
        vector = cast(AnyVector, type_)
        types = [vector.element_type] * lane_count(vector)
        opening, closing = "<", ">"
    else:
        raise LoweringError(f"the constant {attribute} does not have the shape of {type_}")
    if len(types) != len(attribute.data):
        raise LoweringError(f"the constant {attribute} does not have the shape of {type_}")
    fields = (
        f"{texts[field_type]} {literal(field, field_type, texts)}"
        for field, field_type in zip(attribute.data, types, strict=True)
    )
    return opening + ", ".join(fields) + closing


def literal(attribute: Attribute, type_: Attribute, texts: TypeTexts) -> str:
    """The text of the constant `attribute`, as a value of `type_`, without the type."""
    if isinstance(attribute, IntegerAttr):
        value = cast(IntegerAttr, attribute).value.data
        if is_integer(type_):
            return integer(value, type_)
    elif isinstance(attribute, FloatAttr):
        number = cast(FloatAttr, attribute)
        if type(type_) in _FLOAT_LITERALS:
            return floating(number.value.data, type_)
    elif isinstance(attribute, DenseIntOrFPElementsAttr):
        return _dense(cast(DenseIntOrFPElementsAttr, attribute), type_, texts)
    elif isinstance(attribute, StringAttr | BytesAttr):
        return _string(attribute, type_)
    elif isinstance(attribute, ArrayAttr):
        return _aggregate(cast(ArrayAttr, attribute), type_, texts)
    elif isinstance(attribute, UnitAttr):
        return "zeroinitializer"
    raise LoweringError(f"the constant {attribute} cannot be written as a value of type {type_}")


def zero(type_: Attribute) -> str:
    """Zero of any type."""
    if is_integer(type_):
        return integer(0, type_)
    if type(type_) in _FLOAT_LITERALS:
        return floating(0.0, type_)
    return "null" if isinstance(type_, llvm.LLVMPointerType) else "zeroinitializer"
