"""Derivatives of moving floats into, out of and within vectors; arithmetic on vectors has the rules of its ops.

%e = vector.extract %v[0]  -->  adjoint(v) += vector.insert adjoint(e), 0 [0]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from xdsl.dialects import vector
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext
from xdsl_enzyme.rules.directions import extract, insert
from xdsl_enzyme.rules.linear import LinearRule
from xdsl_enzyme.rules.llvm import BitcastRule
from xdsl_enzyme.rules.registry import derivative_rule, inactive_operations, scalar_rule

scalar_rule(vector.FMAOp, lambda x, y, z: (y, x, 1))


def _position(op: vector.ExtractOp | vector.InsertOp, ctx: AdjointContext) -> list[SSAValue | int]:
    """The position that the op names, as it is available in the reverse sweep."""
    return [
        ctx.primal(one) if isinstance(one, SSAValue) else one for one in op.get_mixed_position()
    ]


@derivative_rule(vector.ExtractOp)
class ExtractRule(LinearRule):
    """The adjoint of a lane or row is the vector's adjoint there."""

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        assert isinstance(op, vector.ExtractOp)
        zero = floats.zero(ctx.builder, op.vector.type)
        return insert(ctx.builder, adjoint, zero, _position(op, ctx))


@derivative_rule(vector.InsertOp)
class InsertRule(LinearRule):
    """The new lane (or row) and the rest of the vector share the adjoint between them."""

    moved = 2

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        assert isinstance(op, vector.InsertOp)
        if position == 0:
            return extract(ctx.builder, adjoint, _position(op, ctx), op.source.type)
        zero = floats.zero(ctx.builder, op.source.type)
        return insert(ctx.builder, zero, adjoint, _position(op, ctx))


@derivative_rule(vector.BroadcastOp)
class BroadcastRule(LinearRule):
    """Each lane is a copy: the adjoint is the sum over the copies."""

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        source, target = _shape(op.operands[0].type), _shape(op.results[0].type)
        added = len(target) - len(source)
        total: SSAValue | None = None
        # Leading dimensions that the operand lacks: its copies are whole rows.
        for place in product(*map(range, target[:added])):
            row_type = _with_shape(op.results[0].type, target[added:])
            row = extract(ctx.builder, adjoint, place, row_type) if added else adjoint
            total = floats.add(ctx.builder, total, row)
        assert total is not None
        return _fold(ctx, total, op.operands[0].type)


def _fold(ctx: AdjointContext, value: SSAValue, type: Attribute) -> SSAValue:
    """The sums over the dimensions in which `type` has size one, and `value` more."""
    if value.type == type:
        return value
    element = float_element(type)
    assert element is not None
    shape = _shape(type)
    sums: dict[tuple[int, ...], SSAValue] = {}
    for place in product(*map(range, _shape(value.type))):
        target = tuple(0 if size == 1 else index for index, size in zip(place, shape, strict=True))
        lane = extract(ctx.builder, value, place, element)
        total = floats.add(ctx.builder, sums.get(target), lane)
        assert total is not None
        sums[target] = total
    result = floats.poison(ctx.builder, type)
    for target, total in sums.items():
        result = insert(ctx.builder, total, result, target)
    return result


@derivative_rule(vector.ShuffleOp)
class ShuffleRule(LinearRule):
    """Each lane (or row) goes back to where it came from."""

    moved = 2

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue | None:
        assert isinstance(op, vector.ShuffleOp)
        first = _shape(op.v1.type)[0]
        source = op.operands[position]
        row_type = _with_shape(source.type, _shape(source.type)[1:])
        sums: dict[int, SSAValue] = {}
        for lane, origin in enumerate(op.mask.iter_values()):
            if origin < 0 or (origin >= first) != (position == 1):
                continue
            target = origin - first * position
            row = extract(ctx.builder, adjoint, [lane], row_type)
            total = floats.add(ctx.builder, sums.get(target), row)
            assert total is not None
            sums[target] = total
        result = floats.zero(ctx.builder, source.type)
        for target, total in sums.items():
            result = insert(ctx.builder, total, result, [target])
        return result


derivative_rule(vector.BitcastOp)(BitcastRule)
inactive_operations(vector.PrintOp)


def _shape(type: Attribute) -> tuple[int, ...]:
    return tuple(type.get_shape()) if isa(type, VectorType) else ()


def _with_shape(type: Attribute, shape: Sequence[int]) -> Attribute:
    """The type of vectors like this of another shape; of scalars if it has no dimensions."""
    element = float_element(type)
    assert element is not None
    return VectorType(element, shape) if shape else element
