"""Ops that hand on the pieces of values, or part of them, or the values that pieces are.

::

    %h = arith.shrui %x, 32; %t = arith.trunci %h : i32; %f = arith.bitcast %t : f32      the piece of %x at byte 4
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from xdsl.dialects import arith, func, llvm, vector
from xdsl.dialects.builtin import StringAttr, VectorType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import member_offset
from xdsl_enzyme.analyses.types.calls import call_parts
from xdsl_enzyme.analyses.types.carriers import is_constant, is_scalar_carrier, value_size
from xdsl_enzyme.analyses.types.layouts import Undecided
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.recover_floats.bit_tricks import combine_bits, shift_out_mantissa
from xdsl_enzyme.passes.recover_floats.constants import integer_constant as number
from xdsl_enzyme.passes.recover_floats.memory import split_load, split_store
from xdsl_enzyme.passes.recover_floats.pieces import (
    Piece,
    Pieces,
    extract_lane,
    insert_lane,
    integer_type,
)
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter, Handler


def _is_concerned(rewriter: FunctionRewriter, op: Operation) -> bool:
    return any(value in rewriter.pieces for value in op.operands) or any(
        rewriter.slots.of(result) is not None for result in op.results
    )


def _part(
    compute: Callable[[FunctionRewriter, Any, Pieces], list[Piece] | None],
) -> Callable[[FunctionRewriter, Operation], bool]:
    """The handler of an op with one result, by the pieces of that; None where it needs the whole value."""

    def handle(rewriter: FunctionRewriter, op: Operation) -> bool:
        if not _is_concerned(rewriter, op):
            return False
        builder = rewriter.before(op)
        pieces = compute(rewriter, op, builder)
        if pieces is None:
            return False
        rewriter.finish(op, [pieces], builder)
        return True

    return handle


def _member(
    compute: Callable[[FunctionRewriter, Any, Pieces], list[Piece] | None],
    member_of: Callable[[Any], SSAValue],
) -> Callable[[FunctionRewriter, Operation], bool]:
    """The same for an op that takes a member out of an aggregate, or puts one in: it may be an integer of which nobody knows what it is."""
    handle = _part(compute)

    def handle_member(rewriter: FunctionRewriter, op: Operation) -> bool:
        member = member_of(op)
        if handle(rewriter, op):
            return True
        if is_scalar_carrier(member.type) and not is_constant(member):
            decision = rewriter.types.of_value(member)
            if isinstance(decision, Undecided) and not rewriter.types.is_stated_number(member):
                op.attributes[UNDECIDED] = StringAttr(decision.why)
        return False

    return handle_member


# Values of one width


def _select(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece] | None:
    condition, *values = op.operands
    slots = rewriter.slots.of(op.results[0])
    if slots is None:
        return None
    left, right = (rewriter.in_slots(value, slots, builder) for value in values)
    if isinstance(op, llvm_extra.VectorSelectOp) and any(
        not isa(type, VectorType) or type.get_shape() != _shape(condition.type) for _, type in slots
    ):
        return None
    return [
        Piece(
            a.offset,
            a.type,
            builder.emit(
                type(op).create(operands=[condition, a.value, b.value], result_types=[a.type])
            ),
        )
        for a, b in zip(left, right, strict=True)
    ]


def _shape(type: Attribute) -> tuple[int, ...]:
    return cast("VectorType[Any]", type).get_shape()


def _freeze(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece]:
    return [
        Piece(piece.offset, piece.type, builder.emit(llvm_extra.FreezeOp(piece.value)))
        for piece in rewriter.natural(op.operands[0], builder)
    ]


def _cast(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece]:
    return rewriter.natural(op.operands[0], builder)


# Parts of integers


def _truncate(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece] | None:
    source, result = op.operands[0], op.results[0]
    if not is_scalar_carrier(result.type):
        return None
    return builder.slice(rewriter.natural(source, builder), 0, value_size(result.type))


def _extend(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece] | None:
    source, result = op.operands[0], op.results[0]
    if not is_scalar_carrier(result.type) or not is_scalar_carrier(source.type):
        return None
    pieces = rewriter.natural(source, builder)
    return [*pieces, *_zeros(value_size(source.type), value_size(result.type), builder)]


def _zeros(begin: int, end: int, builder: Pieces) -> list[Piece]:
    size = end - begin
    return [Piece(begin, integer_type(size), builder.emit(number(0, 8 * size)))] if size else []


def _shift(rewriter: FunctionRewriter, op: Operation, builder: Pieces) -> list[Piece] | None:
    value, amount = op.operands
    bits = constant_integer(amount)
    if bits is None or not is_scalar_carrier(value.type):
        return None
    if not isinstance(op, arith.ShLIOp):
        pieces = rewriter.natural(value, builder)
        if len(pieces) == 1 and (piece := shift_out_mantissa(op, pieces[0], bits, builder)):
            return [piece]
    if bits % 8 or isinstance(op, arith.ShRSIOp):
        return None
    size, moved = value_size(value.type), bits // 8
    if not 0 <= moved < size:
        return None
    pieces = rewriter.natural(value, builder)
    if isinstance(op, arith.ShRUIOp):
        return [
            *builder.slice(pieces, moved, size - moved),
            *_zeros(size - moved, size, builder),
        ]
    kept = builder.slice(pieces, 0, size - moved)
    return [*_zeros(0, moved, builder), *(piece.moved(moved) for piece in kept)]


# Parts of aggregates and vectors


def _extract_value(
    rewriter: FunctionRewriter, op: llvm.ExtractValueOp, builder: Pieces
) -> list[Piece] | None:
    if op.container not in rewriter.pieces:
        return None
    start = member_offset(op.container.type, op.position.get_values())
    size = value_size(op.res.type)
    return builder.slice(rewriter.natural(op.container, builder), start, size)


def _insert_value(
    rewriter: FunctionRewriter, op: llvm.InsertValueOp, builder: Pieces
) -> list[Piece] | None:
    slots = rewriter.slots.of(op.res)
    if slots is None:
        return None
    start, size = member_offset(op.res.type, op.position.get_values()), value_size(op.res.type)
    return _overwrite(
        builder,
        rewriter.in_slots(op.container, slots, builder),
        [piece.moved(start) for piece in rewriter.natural(op.value, builder)],
        size,
    )


def _overwrite(builder: Pieces, pieces: list[Piece], new: list[Piece], size: int) -> list[Piece]:
    start, end = new[0].offset, new[-1].end
    behind = builder.slice(pieces, end, size - end)
    return [
        *builder.slice(pieces, 0, start),
        *new,
        *(piece.moved(end) for piece in behind),
    ]


def _lane(rewriter: FunctionRewriter, value: SSAValue, builder: Pieces) -> Piece | None:
    """The one piece of a vector of integers, if it is a vector of floats with the same lanes."""
    pieces = rewriter.natural(value, builder)
    if value not in rewriter.pieces or len(pieces) != 1:
        return None
    type = pieces[0].type
    same = isa(type, VectorType) and type.get_shape() == _shape(value.type)
    return pieces[0] if same else None


def _extract(
    rewriter: FunctionRewriter, op: vector.ExtractOp, builder: Pieces
) -> list[Piece] | None:
    piece = _lane(rewriter, op.vector, builder) if op.vector in rewriter.pieces else None
    position = op.static_position.get_values()
    if piece is None or op.dynamic_position or len(position) != 1:
        return None
    value = builder.emit(extract_lane(piece.value, position[0]))
    return [Piece(0, value.type, value)]


def _insert(rewriter: FunctionRewriter, op: vector.InsertOp, builder: Pieces) -> list[Piece] | None:
    slots = rewriter.slots.of(op.result)
    position = op.static_position.get_values()
    if slots is None or op.dynamic_position or len(position) != 1 or len(slots) != 1:
        return None
    type = slots[0][1]
    if not isa(type, VectorType) or type.get_shape() != _shape(op.result.type):
        return None
    element: Attribute = type.element_type
    (target,) = rewriter.in_slots(op.dest, slots, builder)
    (lane,) = rewriter.in_slots(op.source, ((0, element),), builder)
    return [Piece(0, type, builder.emit(insert_lane(lane.value, target.value, position[0])))]


def _shuffle(
    rewriter: FunctionRewriter, op: vector.ShuffleOp, builder: Pieces
) -> list[Piece] | None:
    slots = rewriter.slots.of(op.result)
    if slots is None or len(slots) != 1:
        return None
    type = slots[0][1]
    if not isa(type, VectorType) or type.get_shape() != _shape(op.result.type):
        return None
    element: Attribute = type.element_type
    values: list[SSAValue] = []
    for value in (op.v1, op.v2):
        wanted = VectorType[Attribute](element, _shape(value.type))
        values.append(rewriter.in_slots(value, ((0, wanted),), builder)[0].value)
    new = vector.ShuffleOp.create(
        operands=values, result_types=[type], properties=op.properties, attributes=op.attributes
    )
    return [Piece(0, type, builder.emit(new))]


# Calls


def _call(rewriter: FunctionRewriter, op: Operation) -> bool:
    parts = call_parts(op)
    signature = rewriter.callee(parts[0]) if parts is not None else None
    if parts is None or signature is None or not isinstance(op, func.CallOp):
        return False
    builder = rewriter.before(op)
    operands: list[SSAValue] = []
    for argument, slots in zip(op.arguments, signature.arguments, strict=True):
        if slots is None:
            operands.append(rewriter.whole(argument, builder))
        else:
            operands += (piece.value for piece in rewriter.in_slots(argument, slots, builder))
    new = func.CallOp.create(
        operands=operands,
        result_types=signature.result_types,
        properties=signature.callee_properties(op),
        attributes=op.attributes,
        location=op.location,
    )
    builder.builder.insert(new)
    values = iter(new.results)
    pieces = [
        [Piece(at, type, next(values)) for at, type in slots or ((0, result.type),)]
        for slots, result in zip(signature.results, op.results, strict=True)
    ]
    rewriter.finish(op, pieces, builder)
    return True


HANDLERS: dict[type[Operation], Handler] = {
    llvm.LoadOp: split_load,
    llvm.StoreOp: split_store,
    func.CallOp: _call,
    arith.SelectOp: _part(_select),
    llvm_extra.VectorSelectOp: _part(_select),
    llvm_extra.FreezeOp: _part(_freeze),
    arith.BitcastOp: _part(_cast),
    llvm.BitcastOp: _part(_cast),
    llvm.IntToPtrOp: _part(_cast),
    llvm.PtrToIntOp: _part(_cast),
    arith.TruncIOp: _part(_truncate),
    arith.ExtUIOp: _part(_extend),
    arith.ShLIOp: _part(_shift),
    arith.ShRUIOp: _part(_shift),
    arith.ShRSIOp: _part(_shift),
    arith.AndIOp: _part(combine_bits),
    arith.OrIOp: _part(combine_bits),
    arith.XOrIOp: _part(combine_bits),
    llvm.ExtractValueOp: _member(_extract_value, lambda op: op.res),
    llvm.InsertValueOp: _member(_insert_value, lambda op: op.value),
    vector.ExtractOp: _part(_extract),
    vector.InsertOp: _part(_insert),
    vector.ShuffleOp: _part(_shuffle),
}
