"""Derivatives of the ops of `arith`.

Conventions at kinks follow JAX: where two operands are equal, `maximumf` and its kin give each half the derivative.
"""

from __future__ import annotations

from xdsl.dialects import arith
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.float_types import float_element
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import Expression, where
from xdsl_enzyme.rules.registry import derivative_rule, scalar_rule


def chosen(x: Expression, y: Expression, result: Expression) -> tuple[Expression, Expression]:
    """The operand that a minimum or maximum returns has derivative one; two equal ones share it."""

    def share(mine: Expression) -> Expression:
        return where(x.equals(y), 0.5, where(result.equals(mine), 1, 0))

    return share(x), share(y)


scalar_rule(arith.AddfOp, lambda x, y: (1, 1))
scalar_rule(arith.SubfOp, lambda x, y: (1, -1))
scalar_rule(arith.MulfOp, lambda x, y: (y, x))
scalar_rule(arith.DivfOp, lambda x, y, result: (1 / y, -(result * (1 / y))))
scalar_rule(arith.NegfOp, lambda x: (-1,))
scalar_rule(arith.MaximumfOp, lambda x, y, result: chosen(x, y, result))
scalar_rule(arith.MinimumfOp, lambda x, y, result: chosen(x, y, result))
scalar_rule(arith.MaxnumfOp, lambda x, y, result: chosen(x, y, result))
scalar_rule(arith.MinnumfOp, lambda x, y, result: chosen(x, y, result))


@derivative_rule(arith.ExtFOp, arith.TruncFOp)
class FloatCastRule:
    """A cast is linear: tangents are cast along, adjoints cast back."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        operand, result = op.operands[0], op.results[0]
        if not ctx.carries(result):
            return
        tangent = ctx.tangent(operand)
        if tangent is not None:
            type = ctx.tangent_type(result.type)
            new = type_of_cast(operand.type, result.type).create(
                operands=[tangent], result_types=[type]
            )
            tangent = ctx.builder.insert(new).results[0]
        ctx.set_tangent(result, tangent)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        operand, result = op.operands[0], op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        new = type_of_cast(result.type, operand.type).create(
            operands=[adjoint], result_types=[ctx.adjoint_type(operand.type)]
        )
        ctx.accumulate(operand, ctx.builder.insert(new).results[0])


def type_of_cast(source: Attribute, target: Attribute) -> type[Operation]:
    """The op that casts between two float types."""
    one, other = float_element(source), float_element(target)
    assert one is not None
    assert other is not None
    return arith.ExtFOp if one.bitwidth < other.bitwidth else arith.TruncFOp


@derivative_rule(arith.SelectOp, llvm_extra.VectorSelectOp)
class SelectRule:
    """The derivative goes the way that the value came; pointers take their shadows along."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        condition, (lhs, rhs), result = op.operands[0], op.operands[1:], op.results[0]
        if not ctx.carries(result):
            return
        if ctx.tangent(lhs) is None and ctx.tangent(rhs) is None:
            ctx.set_tangent(result, None)
            return
        ctx.set_tangent(
            result,
            floats.select(
                ctx.builder, condition, ctx.tangent_or_zero(lhs), ctx.tangent_or_zero(rhs)
            ),
        )

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        condition = ctx.primal(op.operands[0])
        zero = ctx.zero_adjoint(op.results[0])

        def share(lhs: SSAValue, rhs: SSAValue) -> SSAValue:
            return floats.select(ctx.builder, condition, lhs, rhs)

        if ctx.is_active(op.operands[1]):
            ctx.accumulate(op.operands[1], share(adjoint, zero))
        if ctx.is_active(op.operands[2]):
            ctx.accumulate(op.operands[2], share(zero, adjoint))
