"""Derivatives of combining all lanes of a vector, and maybe a start value, into one float.

::

    %s = vector.reduction <mul>, %v : vector<3xf64> into f64
    -->  adjoint(v) += adjoint(s) * [v1 v2, v0 v2, v0 v1]

As in JAX, lanes that tie for a minimum or maximum share its derivative equally.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.dialects import vector
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import extract, insert, join, split
from xdsl_enzyme.rules.expression import (
    RESULT,
    Constant,
    Expression,
    ExpressionBuilder,
    Leaf,
    where,
)
from xdsl_enzyme.rules.registry import derivative_rule


def _product_partials(lanes: Sequence[Expression], result: Expression) -> list[Expression]:
    """The product of all the others, which is right where one of them is zero."""
    del result
    before: list[Expression] = [Constant(1.0)]
    after: list[Expression] = [Constant(1.0)]
    for lane in lanes[:-1]:
        before.append(before[-1] * lane)
    for lane in reversed(lanes[1:]):
        after.append(after[-1] * lane)
    return [left * right for left, right in zip(before, reversed(after), strict=True)]


def _extremum_partials(lanes: Sequence[Expression], result: Expression) -> list[Expression]:
    """One for the lane that is the result; equal ones share it."""
    hits = [where(result.equals(lane), 1, 0) for lane in lanes]
    total = hits[0]
    for hit in hits[1:]:
        total = total + hit
    return [hit / total for hit in hits]


Partials = Callable[[Sequence[Expression], Expression], list[Expression]]


@dataclass(frozen=True)
class ReductionRule:
    """By the partials of the result, lane by lane; None for a sum, where all are one."""

    partials: Partials | None

    def _partials(
        self,
        op: Operation,
        ctx: TangentContext | AdjointContext,
        value: Callable[[SSAValue], SSAValue],
    ) -> list[SSAValue | None]:
        """Per operand a vector of partials, or one partial if it is a scalar; None for ones."""
        if self.partials is None:
            return [None] * len(op.operands)
        builder, result = ctx.builder, op.results[0]
        places = [
            (operand, lane) for operand in op.operands for lane in range(_lane_count(operand))
        ]

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand is None:
                return value(result)
            operand, lane = places[leaf.operand]
            if not isa(operand.type, VectorType):
                return value(operand)
            return extract(builder, value(operand), [lane], result.type)

        build = ExpressionBuilder(builder, result.type, leaf_value, floats.DERIVATIVE_FAST_MATH)
        expressions = iter(self.partials([Leaf(place) for place in range(len(places))], RESULT))
        partials: list[SSAValue | None] = []
        for operand in op.operands:
            if not isa(operand.type, VectorType):
                partials.append(build.build(next(expressions)))
                continue
            whole = floats.poison(builder, operand.type)
            for lane in range(_lane_count(operand)):
                whole = insert(builder, build.build(next(expressions)), whole, [lane])
            partials.append(whole)
        return partials

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        builder = ctx.builder
        total: SSAValue | None = None
        partials = self._partials(op, ctx, lambda value: value)
        for operand, partial in zip(op.operands, partials, strict=True):
            tangents = ctx.tangent(operand)
            if tangents is None:
                continue
            if partial is not None:
                tangents = floats.multiply(builder, tangents, partial)
            if isa(operand.type, VectorType):
                rows = split(builder, tangents, operand.type, ctx.width)
                sums = [_sum(ctx, row, op) for row in rows]
                tangents = join(builder, sums, result.type)
            total = floats.add(builder, total, tangents)
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        builder = ctx.builder
        partials = self._partials(op, ctx, ctx.primal)
        for operand, partial in zip(op.operands, partials, strict=True):
            if not ctx.is_active(operand):
                continue
            share = adjoint
            if isa(operand.type, VectorType):
                type = operand.type
                rows = split(builder, adjoint, result.type, ctx.width)
                share = join(builder, [floats.broadcast(builder, one, type) for one in rows], type)
            if partial is not None:
                product = floats.multiply(builder, share, partial)
                if ctx.strong_zero:
                    zero = floats.zero(builder, share.type)
                    product = floats.select(builder, floats.is_zero(builder, share), zero, product)
                share = product
            ctx.accumulate(operand, share)


def _lane_count(value: SSAValue) -> int:
    return value.type.element_count() if isa(value.type, VectorType) else 1


def _sum(ctx: TangentContext, value: SSAValue, op: Operation) -> SSAValue:
    """The sum over a vector of tangents."""
    element = float_element(value.type)
    assert element is not None
    new = vector.ReductionOp.create(
        operands=[value],
        result_types=[element],
        properties={
            "kind": vector.CombiningKindAttr(vector.CombiningKindFlag.ADD),
            "fastmath": floats.fast_math_of(op),
        },
    )
    return ctx.builder.insert(new).results[0]


REDUCTIONS: dict[str, ReductionRule] = {
    "add": ReductionRule(None),
    "mul": ReductionRule(_product_partials),
    **dict.fromkeys(
        ("max", "min", "maximum", "minimum", "maximumf", "minimumf", "maxnumf", "minnumf"),
        ReductionRule(_extremum_partials),
    ),
}
"""By the kind of a `vector.reduction`, or what follows `llvm.vector.reduce.f`."""


@derivative_rule(vector.ReductionOp)
class VectorReductionRule:
    """By its kind."""

    @staticmethod
    def _rule(op: Operation) -> ReductionRule:
        assert isinstance(op, vector.ReductionOp)
        rule = REDUCTIONS.get(op.kind.data)
        if rule is None:
            raise DifferentiationError(
                f"no derivative of a reduction by '{op.kind.data}'",
                where=op,
                why="it is for integers",
            )
        return rule

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        self._rule(op).tangent(op, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        self._rule(op).adjoint(op, ctx)
