"""Bitwise arithmetic on pieces: what picks pieces, or puts them together, and what programs do to the bits of floats.

For an f64 %x as an i64::

    and %x, 0x7fff…f                          math.absf %x
    xor %x, 0x8000…0                          arith.negf %x
    or %x, 0x8000…0                           arith.negf (math.absf %x)
    (and %x, 0x7fff…f) or (and %y, 0x8000…0)  math.copysign %x, %y
    and %x, 0xffffffff00000000                integers: the upper half, and zero

    shrui %x, 52; and %x, 0x7ff0…0            sign and exponent: integers without a derivative

All else is integer arithmetic on `arith.bitcast %x`, through which no derivative flows without an error.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, cast

from xdsl.dialects import arith, llvm, math, ub
from xdsl.dialects.builtin import Float32Type, Float64Type, UnitAttr, VectorType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.layout import bit_width
from xdsl_enzyme.analyses.types.carriers import is_scalar_carrier
from xdsl_enzyme.passes.recover_floats.constants import bits_of, constant, integer_constant
from xdsl_enzyme.passes.recover_floats.pieces import (
    Piece,
    Pieces,
    integer_type,
    is_float,
    without_pointers_of_words,
)
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter
from xdsl_enzyme.rules import floats


def combine_bits(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece] | None:
    """The pieces of `and`, `or`, `xor`."""
    left, right = op.operands
    type_: Attribute = op.results[0].type
    if (
        isinstance(op, arith.AndIOp)
        and is_scalar_carrier(type_)
        and any(isinstance(one.owner, llvm.UndefOp | ub.PoisonOp) for one in op.operands)
    ):
        # A place for members that are put there one by one. Zero is as good as anything.
        zero = builder.emit(integer_constant(0, bit_width(type_)))
        return builder.of(zero, rewriter.slots.of(op.results[0]) or ((0, type_),))
    mask = bits_of(right)
    if mask is None and (mask := bits_of(left)) is not None:
        left, right = right, left
    pieces, others = (
        without_pointers_of_words(rewriter.natural(one, builder)) for one in (left, right)
    )
    if mask is not None:
        return [_masked(op, piece, mask >> (8 * piece.offset), builder) for piece in pieces]
    return _joined(op, pieces, others, builder)


# With a constant


def _masked(op: Operation, piece: Piece, mask: int, builder: Pieces) -> Piece:
    bits = 8 * piece.size
    mask &= (1 << bits) - 1
    neutral = (1 << bits) - 1 if isinstance(op, arith.AndIOp) else 0
    if mask == neutral:
        return piece
    if isinstance(op, arith.AndIOp) and mask == 0:
        zero = constant(builder.emit, 0, 0, integer_type(piece.size), piece.value)
        return Piece(piece.offset, zero.type, zero)
    if is_float(piece.type):
        sign = sign_bits(piece.type)
        trick = _TRICKS.get((type(op), mask == sign, mask == sign ^ ((1 << bits) - 1)))
        if trick is not None:
            return Piece(piece.offset, piece.type, trick(builder, piece.value))
    return _as_integers(op, piece, mask, builder)


def _as_integers(op: Operation, piece: Piece, mask: int, builder: Pieces) -> Piece:
    type_ = integer_type(piece.size)
    value = builder.cast(piece.value, type_)
    other = constant(builder.emit, mask, 0, type_, value)
    new = type(op).create(operands=[value, other], result_types=[type_])
    mantissa = MANTISSAS.get(piece.type.__class__)
    if (
        isinstance(op, arith.AndIOp)
        and mantissa is not None
        and mask >> mantissa << mantissa == mask
    ):
        new.attributes[INACTIVE] = UnitAttr()
    return Piece(piece.offset, type_, builder.emit(new))


MANTISSAS: dict[type[Attribute], int] = {Float32Type: 23, Float64Type: 52}
"""The lower bits of floats; those above them, sign and exponent, are constant almost everywhere."""


def shift_out_mantissa(op: Operation, piece: Piece, bits: int, builder: Pieces) -> Piece | None:
    """The sign and exponent of a float, as `op`, a shift to the right, leaves them; None if there is more."""
    mantissa = MANTISSAS.get(piece.type.__class__)
    if mantissa is None or bits < mantissa:
        return None
    type_ = integer_type(piece.size)
    value = builder.cast(piece.value, type_)
    amount = constant(builder.emit, bits, 0, type_, value)
    new = type(op).create(operands=[value, amount], result_types=[type_])
    new.attributes[INACTIVE] = UnitAttr()
    return Piece(0, type_, builder.emit(new))


def sign_bits(type: Attribute) -> int:
    """The bits of a float, or of each lane of a vector of floats, that are its sign."""
    if isinstance(type, VectorType):
        vector = cast("VectorType[Any]", type)
        width = bit_width(cast(Attribute, vector.element_type))
        return sum(1 << (width * lane + width - 1) for lane in range(vector.element_count()))
    return 1 << (bit_width(type) - 1)


def _magnitude(builder: Pieces, value: SSAValue) -> SSAValue:
    return builder.emit(math.AbsFOp(value))


def _negated(builder: Pieces, value: SSAValue) -> SSAValue:
    return builder.emit(arith.NegfOp(value))


def _negative_magnitude(builder: Pieces, value: SSAValue) -> SSAValue:
    return _negated(builder, _magnitude(builder, value))


def _sign(builder: Pieces, value: SSAValue) -> SSAValue:
    """Zero, with the sign of the value."""
    zero = constant(builder.emit, 0, 0, value.type, value)
    return builder.emit(math.CopySignOp(zero, value))


_Trick = Callable[[Pieces, SSAValue], SSAValue]

_TRICKS: dict[tuple[type[Operation], bool, bool], _Trick] = {
    (arith.AndIOp, False, True): _magnitude,
    (arith.AndIOp, True, False): _sign,
    (arith.XOrIOp, True, False): _negated,
    (arith.OrIOp, True, False): _negative_magnitude,
}
"""By op, whether the constant is the sign, and whether it is all but the sign."""


# With another value


def _joined(
    op: Operation, left: list[Piece], right: list[Piece], builder: Pieces
) -> list[Piece] | None:
    """Both in the pieces that are the finer ones, bit by bit, where neither cuts a float of the other."""
    slots = _common_slots(left, right)
    if slots is None:
        return None
    result: list[Piece] = []
    for begin, end in slots:
        a, b = (builder.slice(side, begin, end - begin) for side in (left, right))
        result += (piece.moved(begin) for piece in _join(op, a, b, end - begin, builder))
    return result


def _common_slots(left: list[Piece], right: list[Piece]) -> list[tuple[int, int]] | None:
    """The finest stretches that no float of either sticks out of."""
    size = left[-1].end
    if right[-1].end != size:
        return None
    cuts = {piece.offset for piece in left} | {piece.offset for piece in right} | {size}
    for piece in (*left, *right):
        if bits_of(piece.value) != 0:
            cuts -= set(range(piece.offset + 1, piece.end))
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def _join(
    op: Operation, left: list[Piece], right: list[Piece], size: int, builder: Pieces
) -> list[Piece]:
    for one, other in ((left, right), (right, left)):
        if all(bits_of(piece.value) == 0 for piece in one):
            return one if isinstance(op, arith.AndIOp) else other
    if len(left) == len(right) == 1 and left[0].type == right[0].type and is_float(left[0].type):
        for one, other in ((left[0].value, right[0].value), (right[0].value, left[0].value)):
            joined = _with_sign(op, one, other, builder)
            if joined is not None:
                return [Piece(0, joined.type, joined)]
    type_ = integer_type(size)
    values = [builder.whole(side, type_) for side in (left, right)]
    result = builder.emit(type(op).create(operands=values, result_types=[type_]))
    return [Piece(0, type_, result)]


def _with_sign(op: Operation, value: SSAValue, sign: SSAValue, builder: Pieces) -> SSAValue | None:
    """`value` with the sign of another: put in where it has none, or multiplied by it."""
    if not isinstance(sign.owner, math.CopySignOp) or bits_of(sign.owner.lhs) != 0:
        return None
    if isinstance(op, arith.OrIOp) and isinstance(value.owner, math.AbsFOp):
        return builder.emit(math.CopySignOp(value, sign.owner.rhs))
    if isinstance(op, arith.XOrIOp):
        one = floats.constant(builder.builder, 1.0, value.type)
        factor = builder.emit(math.CopySignOp(one, sign.owner.rhs))
        return builder.emit(arith.MulfOp(value, factor))
    return None
