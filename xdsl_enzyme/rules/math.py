"""Derivatives of the ops of `math`, one line each.

Conventions at kinks follow JAX: abs'(0) = 0, sqrt'(0) = inf, d pow(x, 0)/dx = 0, d pow(0, y)/dy = 0.
"""

from __future__ import annotations

from math import inf, pi
from math import log as ln
from math import sqrt as root

from xdsl.dialects import arith, math
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import (
    Expression,
    absolute,
    copysign,
    cos,
    cosh,
    exp,
    log,
    power,
    sign,
    sin,
    sinh,
    sqrt,
    usually,
    where,
)
from xdsl_enzyme.rules.registry import derivative_rule, scalar_rule
from xdsl_enzyme.rules.scf import integer

scalar_rule(math.AbsFOp, lambda x: (sign(x),))
scalar_rule(math.AcosOp, lambda x: (-(1 / sqrt(1 - x * x)),))
scalar_rule(math.AcoshOp, lambda x: (1 / (sqrt(x - 1) * sqrt(x + 1)),))
scalar_rule(math.AsinOp, lambda x: (1 / sqrt(1 - x * x),))
scalar_rule(math.AsinhOp, lambda x: (1 / sqrt(x * x + 1),))
scalar_rule(math.AtanOp, lambda x: (1 / (1 + x * x),))
scalar_rule(math.AtanhOp, lambda x: (1 / (1 - x * x),))
scalar_rule(math.Atan2Op, lambda y, x: (x / (x * x + y * y), -(y / (x * x + y * y))))
scalar_rule(math.CbrtOp, lambda x, result: (1 / (3 * result * result),))
scalar_rule(math.CeilOp, lambda x: (None,))
scalar_rule(math.CopySignOp, lambda x, y: (copysign(1, x) * copysign(1, y), None))
scalar_rule(math.CosOp, lambda x: (-sin(x),))
scalar_rule(math.CoshOp, lambda x: (sinh(x),))
scalar_rule(math.ErfOp, lambda x: (2 / root(pi) * exp(-(x * x)),))
scalar_rule(math.Exp2Op, lambda x, result: (ln(2) * result,))
scalar_rule(math.ExpM1Op, lambda x: (exp(x),))
scalar_rule(math.ExpOp, lambda x, result: (result,))
scalar_rule(math.FloorOp, lambda x: (None,))
scalar_rule(math.FmaOp, lambda x, y, z: (y, x, 1))
scalar_rule(math.Log10Op, lambda x: (1 / (ln(10) * x),))
scalar_rule(math.Log1pOp, lambda x: (1 / (1 + x),))
scalar_rule(math.Log2Op, lambda x: (1 / (ln(2) * x),))
scalar_rule(math.LogOp, lambda x: (1 / x,))


def _power_below(x: Expression, y: Expression, result: Expression) -> Expression:
    """
    x^(y - 1), by a division where x^y is neither infinite nor so small that it has lost digits; or it has lost them, but with this x they are too small
    for the quotient as well. The limits are for all types of floats.
    """
    size = absolute(result)
    is_kept = (absolute(x) > 2.0**-8) | (size > 2.0**-13)
    return usually((size < inf) & is_kept, result / x, power(x, y - 1))


scalar_rule(
    math.PowFOp,
    lambda x, y, result: (
        where(y.equals(0), 0, y * _power_below(x, y, result)),
        where(x.equals(0), 0, log(x) * result),
    ),
)
scalar_rule(math.RoundEvenOp, lambda x: (None,))
scalar_rule(math.RoundOp, lambda x: (None,))
scalar_rule(math.RsqrtOp, lambda x, result: (-0.5 * (result / x),))
scalar_rule(math.SinOp, lambda x: (cos(x),))
scalar_rule(math.SinhOp, lambda x: (cosh(x),))
scalar_rule(math.SqrtOp, lambda x, result: (0.5 / result,))
scalar_rule(math.TanOp, lambda x, result: (1 + result * result,))
scalar_rule(math.TanhOp, lambda x, result: (1 - result * result,))
scalar_rule(math.TruncOp, lambda x: (None,))


@derivative_rule(math.FPowIOp)
class IntegerPowerRule:
    """d x^n = n x^(n - 1); zero for n = 0, where x^(n - 1) is infinite at 0."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if not ctx.carries(op.results[0]):
            return
        tangent = ctx.tangent(op.operands[0])
        if tangent is not None:
            partial = self._partial(op, op.operands[0], op.operands[1], ctx)
            tangent = floats.multiply(ctx.builder, partial, tangent, floats.fast_math_of(op))
        ctx.set_tangent(op.results[0], tangent)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        base, exponent = op.operands
        partial = self._partial(op, ctx.primal(base), ctx.primal(exponent), ctx)
        ctx.accumulate(
            base, floats.multiply(ctx.builder, adjoint, partial, floats.fast_math_of(op))
        )

    @staticmethod
    def _partial(
        op: Operation, base: SSAValue, exponent: SSAValue, ctx: TangentContext | AdjointContext
    ) -> SSAValue:
        builder = ctx.builder

        def emit(new: Operation) -> SSAValue:
            return builder.insert(new).results[0]

        lowered = emit(arith.SubiOp(exponent, integer(builder, 1, exponent.type)))
        is_constant = emit(arith.CmpiOp(exponent, integer(builder, 0, exponent.type), "eq"))
        factor = emit(arith.SIToFPOp.create(operands=[exponent], result_types=[base.type]))
        power_below = emit(
            math.FPowIOp.create(
                operands=[base, lowered],
                result_types=[base.type],
                properties={"fastmath": floats.fast_math_of(op)},
            )
        )
        product = floats.multiply(builder, factor, power_below)
        return floats.select(builder, is_constant, floats.zero(builder, base.type), product)
