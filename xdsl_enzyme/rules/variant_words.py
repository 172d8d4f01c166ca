"""Shadows of words that are an f64 at one time and a pointer at another, such as those of an enumeration with variants.

Which of the two the shadow of such a word is, an adjoint or a shadow pointer, is told by its bits when it moves: those of a pointer are
less than 2^52, where doubles are zero or subnormal. Subnormal adjoints are taken for pointers, and stay behind::

    memcpy(d, s, 8)    -->    forward sweep:   if shadow(s) is a pointer:  shadow(d) = shadow(s)
                              reverse sweep:   if shadow(d) is a number:   shadow(s) += shadow(d);  shadow(d) = 0
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerAttr, f64, i64
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.rules import floats

SMALLEST_NUMBER = 1 << 52
"""The bits of the least double that is not subnormal. No address is larger."""


def load_word(builder: Builder, at: SSAValue) -> SSAValue:
    """The shadow of a word, whatever it is, as an integer."""
    return builder.insert(llvm.LoadOp(at, i64, alignment=POINTER_SIZE)).results[0]


def store_pointer(builder: Builder, word: SSAValue, at: SSAValue) -> None:
    """
    Put the shadow of a word there if it is a pointer. Zero may be a null pointer, or the adjoint of a float: then an adjoint that is there
    stays there.
    """
    old = load_word(builder, at)
    is_number = _compare(builder, "uge", word, SMALLEST_NUMBER)
    is_zero = _compare(builder, "eq", word, 0)
    was_number = _compare(builder, "uge", old, SMALLEST_NUMBER)
    stays = _emit(
        builder, arith.OrIOp(is_number, _emit(builder, arith.AndIOp(is_zero, was_number)))
    )
    new = _emit(builder, arith.SelectOp(stays, old, word))
    builder.insert(llvm.StoreOp(new, at, alignment=POINTER_SIZE))


def store_tangent(builder: Builder, value: SSAValue, at: SSAValue) -> None:
    """Put the tangents of a float there, unless there is a pointer."""
    word = load_word(builder, at)
    is_small = _compare(builder, "ult", word, SMALLEST_NUMBER)
    is_pointer = _emit(builder, arith.AndIOp(is_small, _compare(builder, "ne", word, 0)))
    old = builder.insert(llvm.LoadOp(at, value.type, alignment=POINTER_SIZE)).results[0]
    new = _emit(builder, arith.SelectOp(is_pointer, old, value))
    builder.insert(llvm.StoreOp(new, at, alignment=POINTER_SIZE))


def take_adjoint(builder: Builder, at: SSAValue) -> SSAValue:
    """The adjoint that is there, which becomes zero; zero if there is a pointer."""
    value = _load_float(builder, at)
    zero = floats.zero(builder, f64)
    is_number = _is_number(builder, value)
    left = _emit(builder, arith.SelectOp(is_number, zero, value))
    builder.insert(llvm.StoreOp(left, at, alignment=POINTER_SIZE))
    return _emit(builder, arith.SelectOp(is_number, value, zero))


def add_adjoint(builder: Builder, value: SSAValue, at: SSAValue) -> None:
    """Add what `take_adjoint` gave to what is there, if it gave an adjoint."""
    old = _load_float(builder, at)
    total = floats.add(builder, old, value)
    assert total is not None
    new = _emit(builder, arith.SelectOp(_is_number(builder, value), total, old))
    builder.insert(llvm.StoreOp(new, at, alignment=POINTER_SIZE))


def _load_float(builder: Builder, at: SSAValue) -> SSAValue:
    return builder.insert(llvm.LoadOp(at, f64, alignment=POINTER_SIZE)).results[0]


def _is_number(builder: Builder, value: SSAValue) -> SSAValue:
    bits = _emit(builder, arith.BitcastOp(value, i64))
    return _compare(builder, "uge", bits, SMALLEST_NUMBER)


def _compare(builder: Builder, predicate: str, word: SSAValue, number: int) -> SSAValue:
    limit = _emit(builder, arith.ConstantOp(IntegerAttr(number, i64)))
    return _emit(builder, arith.CmpiOp(word, limit, predicate))


def _emit(builder: Builder, op: Operation) -> SSAValue:
    return builder.insert(op).results[0]
