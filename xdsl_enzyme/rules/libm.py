"""Derivatives of the functions of the C math library that have no op in `math`, one line each.

A program that defines a function of such a name itself is differentiated through its body instead.
"""

from __future__ import annotations

from math import log as ln
from math import pi
from math import sqrt as root

from xdsl.builder import Builder
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import Expression, cos, exp, log, sin, where
from xdsl_enzyme.rules.registry import function_rule, libm_rule


def digamma(x: Expression) -> Expression:
    """
    The derivative of `lgamma`: the asymptotic series at x + 8 and the recurrence down from there; for negative x
    reflected. Absolute error below 1e-14 (Abramowitz and Stegun, *Handbook of Mathematical Functions*, 6.3.5, 6.3.7, 6.3.18).
    """
    positive = where(x < 0, 1 - x, x)
    far = positive + 8
    square = 1 / (far * far)
    series: Expression | float = _DIGAMMA_SERIES[-1]
    for coefficient in reversed(_DIGAMMA_SERIES[:-1]):
        series = coefficient + square * series
    result = log(far) - 0.5 / far - square * series
    for step in range(8):
        result = result - 1 / (positive + step)
    angle = pi * x
    return where(x < 0, result - pi * (cos(angle) / sin(angle)), result)


_DIGAMMA_SERIES = (1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12)
"""B(2k) / 2k for the Bernoulli numbers B."""


def _ratio(x: Expression, length: Expression) -> Expression:
    """`x / length`, and 0 where both are zero."""
    return where(length.equals(0), 0, x / length)


libm_rule("erfc", lambda x: (-2 / root(pi) * exp(-(x * x)),))
libm_rule("exp10", lambda x, result: (ln(10) * result,))
libm_rule("fdim", lambda x, y: (where(x > y, 1, 0), where(x > y, -1, 0)))
# The quotient that was taken off, rather than trunc(x / y), which can round up to the next integer.
libm_rule("fmod", lambda x, y, result: (1, (result - x) / y))
# The mantissa is x times a power of two; the second argument says where the exponent goes.
libm_rule("frexp", lambda x, exponent, result: (where(x.equals(0), 1, result / x), None))
libm_rule("hypot", lambda x, y, result: (_ratio(x, result), _ratio(y, result)))
libm_rule("lgamma", lambda x: (digamma(x),))
libm_rule("logb", lambda x: (None,))
libm_rule("nearbyint", lambda x: (None,))
libm_rule("nextafter", lambda x, y: (1, None))
libm_rule("remainder", lambda x, y, result: (1, (result - x) / y))
libm_rule("rint", lambda x: (None,))
libm_rule("tgamma", lambda x, result: (result * digamma(x),))


class ScalingRule:
    """`ldexp` and `scalbn`: linear, by the factor that the function makes of 1."""

    @staticmethod
    def _factor(op: Operation, exponent: SSAValue, builder: Builder) -> SSAValue:
        factor = op.clone()
        factor.operands = [floats.constant(builder, 1.0, op.results[0].type), exponent]
        return builder.insert(factor).results[0]

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        x, exponent = op.operands
        tangent = ctx.tangent(x)
        if ctx.carries(op.results[0]) and tangent is not None:
            factor = self._factor(op, exponent, ctx.builder)
            ctx.set_tangent(op.results[0], floats.multiply(ctx.builder, tangent, factor))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        x, exponent = op.operands
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is not None:
            factor = self._factor(op, ctx.primal(exponent), ctx.builder)
            ctx.accumulate(x, floats.multiply(ctx.builder, adjoint, factor))


for _name in ("ldexp", "scalbn", "scalbln"):
    for _suffix in ("", "f"):
        function_rule(_name + _suffix, ScalingRule())
