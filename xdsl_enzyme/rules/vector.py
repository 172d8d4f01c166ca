"""Derivatives of moving floats into, out of and within vectors; arithmetic on vectors has the rules of its ops.

%e = vector.extract %v[0]  -->  adjoint(v) += vector.insert adjoint(e), 0 [0]
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import vector
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule, scalar_rule

scalar_rule(vector.FMAOp, lambda x, y, z: (y, x, 1))


class _LinearRule:
    """An op that moves floats: its tangent is the same op on the tangents of its float operands."""

    moved: int
    """How many of the first operands are floats or vectors of them; the rest are positions."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if not ctx.carries(op.results[0]):
            return
        if ctx.width != 1:
            raise DifferentiationError(
                f"no forward mode of width {ctx.width} for '{op.name}'",
                where=op,
                why="several tangents at once are for scalars only",
                hint="use width 1",
            )
        tangents = [ctx.tangent_or_zero(operand) for operand in op.operands[: self.moved]]
        new = op.clone()
        new.operands = [*tangents, *op.operands[self.moved :]]
        ctx.set_tangent(op.results[0], ctx.builder.insert(new).results[0])


def _extract(
    ctx: AdjointContext, like: Operation, container: SSAValue, positions: Sequence[SSAValue]
) -> SSAValue:
    """The member of `container` at the position that `like`, an extract or insert, names."""
    scalar = float_element(container.type)
    assert scalar is not None
    new = vector.ExtractOp.create(
        operands=[container, *positions],
        result_types=[scalar],
        properties={"static_position": like.properties["static_position"]},
    )
    return ctx.builder.insert(new).results[0]


def _insert(
    ctx: AdjointContext,
    like: Operation,
    value: SSAValue,
    container: SSAValue,
    positions: Sequence[SSAValue],
) -> SSAValue:
    new = vector.InsertOp.create(
        operands=[value, container, *positions],
        result_types=[container.type],
        properties={"static_position": like.properties["static_position"]},
    )
    return ctx.builder.insert(new).results[0]


@derivative_rule(vector.ExtractOp)
class ExtractRule(_LinearRule):
    """The lane's adjoint is the vector's adjoint at that lane."""

    moved = 1

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        container, *positions = op.operands
        if adjoint is not None and ctx.is_active(container):
            there = [ctx.primal(position) for position in positions]
            zero = floats.zero(ctx.builder, container.type)
            ctx.accumulate(container, _insert(ctx, op, adjoint, zero, there))


@derivative_rule(vector.InsertOp)
class InsertRule(_LinearRule):
    """The new lane and the rest of the vector share the adjoint between them."""

    moved = 2

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        value, container, *positions = op.operands
        there = [ctx.primal(position) for position in positions]
        if ctx.is_active(value):
            ctx.accumulate(value, _extract(ctx, op, adjoint, there))
        if ctx.is_active(container):
            zero = floats.zero(ctx.builder, value.type)
            ctx.accumulate(container, _insert(ctx, op, zero, adjoint, there))


@derivative_rule(vector.BroadcastOp)
class BroadcastRule(_LinearRule):
    """Each lane is the scalar: its adjoint is the sum over the lanes."""

    moved = 1

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        source = op.operands[0]
        if adjoint is None or not ctx.is_active(source):
            return
        for lane in range(_lanes(adjoint)):
            ctx.accumulate(source, _lane(ctx, adjoint, lane))


@derivative_rule(vector.ShuffleOp)
class ShuffleRule(_LinearRule):
    """Each lane goes back to where it came from."""

    moved = 2

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, vector.ShuffleOp)
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        sources = op.operands
        first = _lanes(sources[0])
        for lane, origin in enumerate(op.mask.iter_values()):
            if origin < 0:
                continue
            source = sources[0] if origin < first else sources[1]
            if ctx.is_active(source):
                zero = floats.zero(ctx.builder, source.type)
                position = origin if origin < first else origin - first
                new = vector.InsertOp(_lane(ctx, adjoint, lane), zero, [position])
                ctx.accumulate(source, ctx.builder.insert(new).results[0])


def _lanes(value: SSAValue) -> int:
    assert isa(value.type, VectorType)
    return value.type.element_count()


def _lane(ctx: AdjointContext, value: SSAValue, lane: int) -> SSAValue:
    """One lane of a vector of floats."""
    scalar = float_element(value.type)
    assert scalar is not None
    return ctx.builder.insert(vector.ExtractOp(value, [lane], scalar)).results[0]
