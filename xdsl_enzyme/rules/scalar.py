"""The rule behind every op that is declared by its partial derivatives.

For `y = f(x1, x2)` with partials p1, p2, operand by operand and only where a derivative flows::

    tangent:  dy = p1 * dx1 + p2 * dx2          adjoint:  ax1 += ay * p1;  ax2 += ay * p2

A partial that can be infinite is guarded where the adjoint may come from a branch that was not taken: a zero adjoint then
gives zero, not NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith
from xdsl.dialects.builtin import FunctionType, IntegerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.c_runtime import declare_function, module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import Apply, Constant, Expression, ExpressionBuilder, Leaf


@dataclass(frozen=True)
class ScalarRule:
    """One partial per operand; None where it is zero."""

    partials: tuple[Expression | None, ...]

    def _builder(
        self, op: Operation, builder: Builder, value: Callable[[SSAValue], SSAValue]
    ) -> ExpressionBuilder:
        """`value` says where a value of the primal is found."""
        type = op.results[0].type

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand is None:
                return value(op.results[0])
            operand = value(op.operands[leaf.operand])
            return _as_float(builder, operand, type)

        for partial in self.partials:
            for call in partial.calls if partial is not None else ():
                signature = FunctionType.from_lists([type] * len(call.arguments), [type])
                declare_function(module_of(op), call.symbol(type), signature)
        return ExpressionBuilder(builder, type, leaf_value, floats.fast_math_of(op))

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        fastmath = floats.fast_math_of(op)
        build = self._builder(op, ctx.builder, lambda value: value)
        total: SSAValue | None = None
        for operand, partial in zip(op.operands, self.partials, strict=True):
            if partial is None or (tangent := ctx.tangent(operand)) is None:
                continue
            total = floats.add(ctx.builder, total, scaled(build, tangent, partial), fastmath)
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        guard = ctx.needs_guard(result)
        build = self._builder(op, ctx.builder, ctx.primal)
        for operand, partial in zip(op.operands, self.partials, strict=True):
            if partial is None or not ctx.is_active(operand):
                continue
            delta = scaled(build, adjoint, partial)
            if (
                ctx.strong_zero
                if ctx.strong_zero is not None
                else guard and _may_be_singular(op, partial, ctx)
            ):
                delta = guarded(build, adjoint, delta)
            ctx.accumulate(operand, delta)


def _may_be_singular(op: Operation, partial: Expression, ctx: AdjointContext) -> bool:
    """Whether a partial may be infinite or NaN where a branch was not taken, by itself or by what it is made of."""
    values = (
        op.results[0] if leaf.operand is None else op.operands[leaf.operand]
        for leaf in partial.leaves
    )
    return partial.may_be_singular or any(map(ctx.may_be_singular, values))


def _as_float(builder: Builder, value: SSAValue, type: Attribute) -> SSAValue:
    """An integer parameter, such as an exponent, among floats."""
    if not isinstance(value.type, IntegerType):
        return value
    op = arith.SIToFPOp.create(operands=[value], result_types=[type])
    return builder.insert(op).results[0]


def scaled(build: ExpressionBuilder, value: SSAValue, partial: Expression) -> SSAValue:
    """`value * partial`, without multiplying by 1 or -1."""
    match partial:
        case Constant(value=1.0):
            return value
        case Constant(value=-1.0):
            return floats.negate(build.builder, value, build.fastmath)
        case Apply(op_class=arith.NegfOp, arguments=(argument,)):
            return floats.negate(build.builder, scaled(build, value, argument), build.fastmath)
        case _:
            return floats.multiply(build.builder, value, build.build(partial), build.fastmath)


def guarded(build: ExpressionBuilder, adjoint: SSAValue, delta: SSAValue) -> SSAValue:
    """Zero where the adjoint is zero, even if the partial was infinite or NaN."""
    builder = build.builder
    return floats.select(
        builder, floats.is_zero(builder, adjoint), floats.zero(builder, delta.type), delta
    )
