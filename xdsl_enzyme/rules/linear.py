"""The rule behind ops whose derivative is given as a linear map and its transpose, for one direction.

Most are linear themselves: moves of floats, real parts, conjugation. Several directions at once are taken apart and put
together again::

    %e = vector.extract %v[0]  -->  %de = vector.extract %dv[0],  adjoint(v) += vector.insert adjoint(e), 0 [0]
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import join, split


def _guarded(ctx: AdjointContext, adjoint: SSAValue, delta: SSAValue | None) -> SSAValue | None:
    """Zero where the adjoint, a scalar, is zero."""
    if delta is None:
        return None
    zero = floats.zero(ctx.builder, delta.type)
    return floats.select(ctx.builder, floats.is_zero(ctx.builder, adjoint), zero, delta)


class LinearRule(ABC):
    """An op with one result; derivatives flow through its first operands, the others are positions and such."""

    moved = 1
    """How many of the first operands derivatives flow through."""
    may_be_singular = False
    """Whether the map of a scalar can be infinite or NaN at finite operands: a zero adjoint is guarded then."""

    def apply(self, op: Operation, tangents: Sequence[SSAValue], ctx: TangentContext) -> SSAValue:
        """The tangent of the result, of those of the operands in one direction; of an op that is linear, the op on them."""
        new = type(op).create(
            operands=[*tangents, *op.operands[self.moved :]],
            result_types=[op.results[0].type],
            properties=op.properties.copy(),
        )
        return ctx.builder.insert(new).results[0]

    @abstractmethod
    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue | None:
        """What the adjoint of the result adds to that of the operand at a position; None for nothing."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        operands = op.operands[: self.moved]
        if not ctx.carries(result) or all(ctx.tangent(operand) is None for operand in operands):
            return
        directions = zip(
            *(
                split(ctx.builder, ctx.tangent_or_zero(operand), operand.type, ctx.width)
                for operand in operands
            ),
            strict=True,
        )
        results = [self.apply(op, tangents, ctx) for tangents in directions]
        ctx.set_tangent(result, join(ctx.builder, results, result.type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        directions = split(ctx.builder, adjoint, op.results[0].type, ctx.width)
        guard = ctx.needs_guard(op.results[0]) if ctx.strong_zero is None else ctx.strong_zero
        for position, operand in enumerate(op.operands[: self.moved]):
            if not ctx.is_active(operand):
                continue
            deltas = [self.transposed(op, position, one, ctx) for one in directions]
            if guard and self.may_be_singular:
                deltas = [_guarded(ctx, *pair) for pair in zip(directions, deltas, strict=True)]
            found = [delta for delta in deltas if delta is not None]
            if found:
                ctx.accumulate(operand, join(ctx.builder, found, operand.type))
