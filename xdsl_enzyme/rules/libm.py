"""Derivatives of the functions of the C math library that have no op in `math`, one line each.

All of C99, and what glibc, C23, and the run-time libraries of compilers add. A program that defines a function of such a name
itself is differentiated through its body instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log as ln
from math import pi
from math import sqrt as root

from xdsl.builder import Builder
from xdsl.dialects import arith
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.arith import FloatCastRule, chosen
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import (
    Expression,
    call,
    cos,
    exp,
    log,
    power,
    sin,
    sqrt,
    where,
)
from xdsl_enzyme.rules.registry import Partials, function_rule, libm_rule, scalar_function_rule
from xdsl_enzyme.rules.scf import integer


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


def _remainder(
    x: Expression, y: Expression, result: Expression
) -> tuple[Expression | int, Expression]:
    """By the quotient that was taken off, rather than by a rounded x / y, which can be the next integer."""
    return 1, (result - x) / y


def _integer_power(x: Expression, n: Expression) -> tuple[Expression, None]:
    """Zero for n = 0, where x^(n - 1) is infinite at 0."""
    return where(n.equals(0), 0, n * power(x, n - 1)), None


def _float_power(x: Expression, y: Expression, result: Expression) -> tuple[Expression, Expression]:
    by_base = where(y.equals(0), 0, y * power(x, y - 1))
    return by_base, where(x.equals(0), 0, log(x) * result)


def _scale_of(x: Expression, result: Expression) -> Expression:
    """The power of two that x has been multiplied by; 1 at 0."""
    return where(x.equals(0), 1, result / x)


libm_rule("erfc", lambda x: (-2 / root(pi) * exp(-(x * x)),))
libm_rule("fdim", lambda x, y: (where(x > y, 1, 0), where(x > y, -1, 0)))
libm_rule("hypot", lambda x, y, result: (_ratio(x, result), _ratio(y, result)))

# Exponentials and powers
for _name in ("exp10", "pow10"):
    libm_rule(_name, lambda x, result: (ln(10) * result,))
libm_rule("exp2m1", lambda x, result: (ln(2) * (result + 1),))
libm_rule("exp10m1", lambda x, result: (ln(10) * (result + 1),))
libm_rule("logp1", lambda x: (1 / (1 + x),))
libm_rule("log2p1", lambda x: (1 / (ln(2) * (1 + x)),))
libm_rule("log10p1", lambda x: (1 / (ln(10) * (1 + x)),))
libm_rule("rsqrt", lambda x, result: (-0.5 * (result / x),))
libm_rule("powr", lambda x, y, result: _float_power(x, y, result))
libm_rule("pown", lambda x, n: _integer_power(x, n))
libm_rule("rootn", lambda x, n, result: (result / (n * x), None))
libm_rule("compoundn", lambda x, n, result: (n * (result / (1 + x)), None))

# Angles in half turns
libm_rule("sinpi", lambda x: (pi * cos(pi * x),))
libm_rule("cospi", lambda x: (-pi * sin(pi * x),))
libm_rule("tanpi", lambda x, result: (pi * (1 + result * result),))
libm_rule("asinpi", lambda x: (1 / pi / sqrt(1 - x * x),))
libm_rule("acospi", lambda x: (-1 / pi / sqrt(1 - x * x),))
libm_rule("atanpi", lambda x: (1 / pi / (1 + x * x),))
libm_rule("atan2pi", lambda y, x: (x / (pi * (x * x + y * y)), -(y / (pi * (x * x + y * y)))))

# Remainders, mantissas and exponents
for _name in ("remainder", "drem", "fmod"):
    libm_rule(_name, lambda x, y, result: _remainder(x, y, result))
libm_rule("remquo", lambda x, y, quotient, result: (*_remainder(x, y, result), None))
libm_rule("frexp", lambda x, exponent, result: (_scale_of(x, result), None))
libm_rule("scalb", lambda x, exponent: (power(2, exponent), None))
libm_rule("logb", lambda x: (None,))

# Roundings, and neighbours among the floats
for _name in ("nearbyint", "rint"):
    libm_rule(_name, lambda x: (None,))
for _name in ("nextafter", "nexttoward"):
    libm_rule(_name, lambda x, y: (1, None))
for _name in ("nextup", "nextdown"):
    libm_rule(_name, lambda x: (1,))

# The gamma function
for _name in ("lgamma", "gamma"):
    libm_rule(_name, lambda x: (digamma(x),))
for _name in ("lgamma_r", "lgammaf_r", "lgammal_r"):
    scalar_function_rule(_name, lambda x, to_sign: (digamma(x), None))
libm_rule("tgamma", lambda x, result: (result * digamma(x),))

# Bessel functions (Abramowitz and Stegun, 9.1.27 and 9.1.28)
libm_rule("j0", lambda x: (-call("j1", x),))
libm_rule("y0", lambda x: (-call("y1", x),))
libm_rule("j1", lambda x, result: (where(x.equals(0), 0.5, call("j0", x) - result / x),))
libm_rule("y1", lambda x, result: (call("y0", x) - result / x,))

# Extrema of C23 and TS 18661; of a tie, each argument has one half
for _name in (
    *("fmaximum", "fminimum", "fmaximum_num", "fminimum_num", "fmaxmag", "fminmag"),
    *("fmaximum_mag", "fminimum_mag", "fmaximum_mag_num", "fminimum_mag_num"),
):
    libm_rule(_name, lambda x, y, result: chosen(x, y, result))


def _fortran_rule(name: str, partials: Partials, kinds: Sequence[str] = ("4", "8", "10")) -> None:
    """A function of flang's run-time library, which exists once per kind of real."""
    for kind in kinds:
        scalar_function_rule(f"_FortranA{name.format(kind)}", partials)


# Run-time libraries of compilers: `x ** n` of C's builtins and of Fortran, and Fortran's inquiries about reals
for _name in ("__powidf2", "__powisf2", "__powixf2", "__powitf2"):
    scalar_function_rule(_name, lambda x, n: _integer_power(x, n))
for _name in ("FPow{}i", "FPow{}k"):
    _fortran_rule(_name, lambda x, n: _integer_power(x, n))
_fortran_rule("ModReal{}", lambda x, y, file, line, result: (*_remainder(x, y, result), None, None))
_fortran_rule(
    "ModuloReal{}", lambda x, y, file, line, result: (*_remainder(x, y, result), None, None)
)
_fortran_rule("Fraction{}", lambda x, result: (_scale_of(x, result),))
_fortran_rule("SetExponent{}", lambda x, exponent, result: (_scale_of(x, result), None))
_fortran_rule("Nearest{}", lambda x, upwards: (1, None))
_fortran_rule("Spacing{}", lambda x: (None,))
_fortran_rule("ErfcScaled{}", lambda x, result: (2 * x * result - 2 / root(pi),))
_fortran_rule("RRSpacing{}", lambda x, result: (where(x.equals(0), 0, result / x),))

# Conversions, which are calls where the machine has no instruction for them
for _name in (
    *("__extendhfsf2", "__extendhfdf2", "__extendhfxf2", "__extendhftf2", "__extendbfsf2"),
    *("__extendsfdf2", "__extendsfxf2", "__extendsftf2", "__extenddfxf2", "__extenddftf2"),
    *("__extendxftf2", "__truncsfhf2", "__truncdfhf2", "__truncxfhf2", "__trunctfhf2"),
    *("__truncsfbf2", "__truncdfbf2", "__truncdfsf2", "__truncxfsf2", "__truncxfdf2"),
    *("__trunctfsf2", "__trunctfdf2", "__trunctfxf2"),
):
    function_rule(_name, FloatCastRule())


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


class OrderRule:
    """`jn` and `yn`: half the difference between the functions of the orders below and above."""

    @staticmethod
    def _partial(op: Operation, order: SSAValue, x: SSAValue, builder: Builder) -> SSAValue:
        one = integer(builder, 1, order.type)
        neighbours: list[SSAValue] = []
        for step in (arith.SubiOp, arith.AddiOp):
            near = builder.insert(step(order, one)).result
            neighbour = op.clone()
            neighbour.operands = [near, x]
            neighbours.append(builder.insert(neighbour).results[0])
        difference = floats.add(builder, neighbours[0], floats.negate(builder, neighbours[1]))
        assert difference is not None
        return floats.multiply(builder, difference, floats.constant(builder, 0.5, x.type))

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        order, x = op.operands
        tangent = ctx.tangent(x)
        if ctx.carries(op.results[0]) and tangent is not None:
            partial = self._partial(op, order, x, ctx.builder)
            ctx.set_tangent(op.results[0], floats.multiply(ctx.builder, tangent, partial))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        order, x = op.operands
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is not None:
            partial = self._partial(op, ctx.primal(order), ctx.primal(x), ctx.builder)
            ctx.accumulate(x, floats.multiply(ctx.builder, adjoint, partial))


for _suffix in ("", "f", "l"):
    for _name in ("ldexp", "scalbn", "scalbln"):
        function_rule(_name + _suffix, ScalingRule())
    for _name in ("jn", "yn"):
        function_rule(_name + _suffix, OrderRule())
for _kind in ("4", "8", "10"):
    function_rule(f"_FortranAScale{_kind}", ScalingRule())
