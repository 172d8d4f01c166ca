"""Derivatives of LLVM's intrinsics that have no op, by name without the types at its end.

::

    %y = llvm.call_intrinsic "llvm.rint.f64"(%x)                    rint: no derivative flows through
    %p = llvm.call_intrinsic "llvm.modf.f64"(%x)                    modf: adjoint(x) += adjoint(p).0
    %s = llvm.call_intrinsic "llvm.vector.reduce.fadd.v4f64"(%a, %v)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log as ln

from xdsl.dialects import vector
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.arith import chosen
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import (
    RESULT,
    Constant,
    Expression,
    ExpressionBuilder,
    Leaf,
    cos,
    sin,
    where,
)
from xdsl_enzyme.rules.libm import ScalingRule
from xdsl_enzyme.rules.registry import derivative_rule, intrinsic_rule, scalar_intrinsic_rule
from xdsl_enzyme.rules.scalar import guarded, scaled

scalar_intrinsic_rule("arithmetic.fence", lambda x: (1,))
scalar_intrinsic_rule("canonicalize", lambda x: (1,))
scalar_intrinsic_rule("exp10", lambda x, result: (ln(10) * result,))
scalar_intrinsic_rule("maximumnum", lambda x, y, result: chosen(x, y, result))
scalar_intrinsic_rule("minimumnum", lambda x, y, result: chosen(x, y, result))
scalar_intrinsic_rule("nearbyint", lambda x: (None,))
scalar_intrinsic_rule("rint", lambda x: (None,))
intrinsic_rule("ldexp", ScalingRule())


@dataclass(frozen=True)
class PairRule:
    """A function of one float that returns a structure: the partial of each member, None where it is zero."""

    partials: tuple[Expression | None, ...]
    """`RESULT` stands for the first member."""

    @staticmethod
    def _builder(
        op: Operation, ctx: TangentContext | AdjointContext, value: Callable[[SSAValue], SSAValue]
    ) -> ExpressionBuilder:
        operand, result = op.operands[0], op.results[0]

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand is not None:
                return value(operand)
            return floats.extract(ctx.builder, value(result), (0,), operand.type)

        return ExpressionBuilder(ctx.builder, operand.type, leaf_value, floats.DERIVATIVE_FAST_MATH)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        tangent = ctx.tangent(op.operands[0])
        if not ctx.carries(result) or tangent is None:
            return
        build = self._builder(op, ctx, lambda value: value)
        total = floats.zero(ctx.builder, ctx.tangent_type(result.type))
        for position, partial in enumerate(self.partials):
            if partial is not None:
                member = scaled(build, tangent, partial)
                total = floats.insert(ctx.builder, total, member, (position,))
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        operand, result = op.operands[0], op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        build = self._builder(op, ctx, ctx.primal)
        guard = ctx.needs_guard(result) if ctx.strong_zero is None else ctx.strong_zero
        for position, partial in enumerate(self.partials):
            if partial is not None:
                member = floats.extract(ctx.builder, adjoint, (position,), operand.type)
                delta = scaled(build, member, partial)
                ctx.accumulate(operand, guarded(build, member, delta) if guard else delta)


_X = Leaf(0)
intrinsic_rule("frexp", PairRule((where(_X.equals(0), 1, RESULT / _X), None)))
intrinsic_rule("modf", PairRule((Constant(1.0), None)))
intrinsic_rule("sincos", PairRule((cos(_X), -sin(_X))))


# Reductions


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


def _sum_partials(lanes: Sequence[Expression], result: Expression) -> list[Expression]:
    del result
    return [Constant(1.0)] * len(lanes)


Partials = Callable[[Sequence[Expression], Expression], list[Expression]]


@dataclass(frozen=True)
class ReductionRule:
    """All lanes of a vector, and maybe a start value, combined into one float: partials lane by lane."""

    partials: Partials

    @staticmethod
    def _lanes(op: Operation) -> list[tuple[SSAValue, int | None]]:
        """What is combined: a lane of an operand, or a scalar operand."""
        lanes: list[tuple[SSAValue, int | None]] = []
        for operand in op.operands:
            if isa(operand.type, VectorType):
                lanes += [(operand, lane) for lane in range(operand.type.element_count())]
            else:
                lanes.append((operand, None))
        return lanes

    def _build(
        self,
        op: Operation,
        ctx: TangentContext | AdjointContext,
        value: Callable[[SSAValue], SSAValue],
    ) -> tuple[ExpressionBuilder, list[Expression]]:
        lanes = self._lanes(op)
        result = op.results[0]

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand is None:
                return value(result)
            operand, lane = lanes[leaf.operand]
            return _lane(ctx, value(operand), lane)

        leaves = [Leaf(position) for position in range(len(lanes))]
        build = ExpressionBuilder(ctx.builder, result.type, leaf_value, floats.DERIVATIVE_FAST_MATH)
        return build, self.partials(leaves, RESULT)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        build, partials = self._build(op, ctx, lambda value: value)
        total: SSAValue | None = None
        for (operand, lane), partial in zip(self._lanes(op), partials, strict=True):
            tangent = ctx.tangent(operand)
            if tangent is not None:
                share = scaled(build, _lane(ctx, tangent, lane), partial)
                total = floats.add(ctx.builder, total, share)
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        build, partials = self._build(op, ctx, ctx.primal)
        shares: dict[SSAValue, SSAValue] = {}
        for (operand, lane), partial in zip(self._lanes(op), partials, strict=True):
            if not ctx.is_active(operand):
                continue
            share = scaled(build, adjoint, partial)
            if lane is not None:
                whole = shares.get(operand) or floats.zero(ctx.builder, operand.type)
                share = ctx.builder.insert(vector.InsertOp(share, whole, [lane])).results[0]
            shares[operand] = share
        for operand, share in shares.items():
            ctx.accumulate(operand, share)


def _lane(ctx: TangentContext | AdjointContext, value: SSAValue, lane: int | None) -> SSAValue:
    if lane is None:
        return value
    scalar = float_element(value.type)
    assert scalar is not None
    return ctx.builder.insert(vector.ExtractOp(value, [lane], scalar)).results[0]


_REDUCTIONS: dict[str, ReductionRule] = {
    "add": ReductionRule(_sum_partials),
    "mul": ReductionRule(_product_partials),
    **dict.fromkeys(
        ("max", "min", "maximum", "minimum", "maximumf", "minimumf", "maxnumf", "minnumf"),
        ReductionRule(_extremum_partials),
    ),
}
"""By the kind of a `vector.reduction`, or what follows `llvm.vector.reduce.f`."""

for _kind, _rule in _REDUCTIONS.items():
    intrinsic_rule(f"vector.reduce.f{_kind}", _rule)


@derivative_rule(vector.ReductionOp)
class VectorReductionRule:
    """By its kind."""

    @staticmethod
    def _rule(op: Operation) -> ReductionRule:
        assert isinstance(op, vector.ReductionOp)
        return _REDUCTIONS[op.kind.data]

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        self._rule(op).tangent(op, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        self._rule(op).adjoint(op, ctx)
