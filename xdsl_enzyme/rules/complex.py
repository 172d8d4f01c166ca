"""Derivatives of the ops of `complex`.

The adjoint of z = x + iy is the complex number of its parts' adjoints. A holomorphic function is declared by its complex
derivative, in the same words as a real one; its tangent is multiplied by that, its adjoint by the conjugate::

    %w = complex.exp %z    -->    dw = dz * w,    adjoint(z) += adjoint(w) * conj(w)

Conventions follow those of the real functions; `complex.sign` and `complex.abs` have derivative zero at zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, complex, math
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import AnyFloat, ArrayAttr, ComplexType, FloatAttr, i1
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.float_types import complex_element
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import join, split
from xdsl_enzyme.rules.expression import (
    Apply,
    Condition,
    Constant,
    Expression,
    ExpressionBuilder,
    Leaf,
    cos,
    exp,
    log,
    power,
    sin,
    where,
)
from xdsl_enzyme.rules.linear import LinearRule
from xdsl_enzyme.rules.llvm import BitcastRule
from xdsl_enzyme.rules.registry import Partials, declared_partials, derivative_rule, register_rule

_COMPLEX_OPS: dict[type[Operation], type[Operation]] = {
    arith.AddfOp: complex.AddOp,
    arith.SubfOp: complex.SubOp,
    arith.MulfOp: complex.MulOp,
    arith.DivfOp: complex.DivOp,
    arith.NegfOp: complex.NegOp,
    math.ExpOp: complex.ExpOp,
    math.LogOp: complex.LogOp,
    math.SinOp: complex.SinOp,
    math.CosOp: complex.CosOp,
    math.SqrtOp: complex.SqrtOp,
    math.PowFOp: complex.PowOp,
}
"""What the real ops in an expression stand for where it is one of complex numbers."""


class ComplexExpressionBuilder(ExpressionBuilder):
    """Builds expressions on complex numbers; comparisons are for equality only."""

    def constant(self, expression: Constant) -> SSAValue:
        return constant(self.builder, expression.value, self.type)

    def apply(self, expression: Apply) -> SSAValue:
        operands = [self.build(argument) for argument in expression.arguments]
        op_class = _COMPLEX_OPS[expression.op_class]
        return _apply(self.builder, op_class, operands, self.type, self.fastmath)

    def condition(self, expression: Condition) -> SSAValue:
        assert expression.predicate == "oeq"
        operands = [self.build(one) for one in (expression.left, expression.right)]
        return equals(self.builder, *operands)


def _apply(
    builder: Builder,
    op_class: type[Operation],
    operands: Sequence[SSAValue],
    type: Attribute,
    fastmath: FastMathFlagsAttr = floats.DERIVATIVE_FAST_MATH,
) -> SSAValue:
    op = op_class.create(operands=operands, result_types=[type], properties={"fastmath": fastmath})
    return builder.insert(op).results[0]


def constant(builder: Builder, real: float, type: Attribute) -> SSAValue:
    """A real number as a complex one."""
    element = complex_element(type)
    assert element is not None
    parts = ArrayAttr([FloatAttr(real, element), FloatAttr(0.0, element)])
    op = complex.ConstantOp(parts, cast("ComplexType[AnyFloat]", type))
    return builder.insert(op).results[0]


def multiply(
    builder: Builder,
    left: SSAValue,
    right: SSAValue,
    fastmath: FastMathFlagsAttr = floats.DERIVATIVE_FAST_MATH,
) -> SSAValue:
    return _apply(builder, complex.MulOp, [left, right], left.type, fastmath)


def conjugate(builder: Builder, value: SSAValue) -> SSAValue:
    return _apply(builder, complex.ConjOp, [value], value.type)


def real_part(builder: Builder, value: SSAValue) -> SSAValue:
    return _apply(builder, complex.ReOp, [value], _element(value))


def imaginary_part(builder: Builder, value: SSAValue) -> SSAValue:
    return _apply(builder, complex.ImOp, [value], _element(value))


def create(builder: Builder, real: SSAValue, imaginary: SSAValue) -> SSAValue:
    """The complex number of two parts."""
    type = ComplexType(cast(AnyFloat, real.type))
    op = complex.CreateOp.create(operands=[real, imaginary], result_types=[type])
    return builder.insert(op).results[0]


def equals(builder: Builder, left: SSAValue, right: SSAValue) -> SSAValue:
    op = complex.EqualOp.create(operands=[left, right], result_types=[i1])
    return builder.insert(op).results[0]


def _element(value: SSAValue) -> AnyFloat:
    element = complex_element(value.type)
    assert element is not None
    return element


@dataclass(frozen=True)
class HolomorphicRule:
    """One complex partial per operand."""

    partials: tuple[Expression | None, ...]

    @staticmethod
    def _builder(
        op: Operation, builder: Builder, value: Callable[[SSAValue], SSAValue]
    ) -> ComplexExpressionBuilder:
        result = op.results[0]

        def leaf_value(leaf: Leaf) -> SSAValue:
            return value(result if leaf.operand is None else op.operands[leaf.operand])

        return ComplexExpressionBuilder(builder, result.type, leaf_value, floats.fast_math_of(op))

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        builder, type = ctx.builder, result.type
        build = self._builder(op, builder, lambda value: value)
        total: SSAValue | None = None
        for operand, partial in zip(op.operands, self.partials, strict=True):
            if partial is None or (tangents := ctx.tangent(operand)) is None:
                continue
            directions = split(builder, tangents, type, ctx.width)
            shares = [_scaled(build, one, partial) for one in directions]
            total = floats.add(builder, total, join(builder, shares, type))
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        builder, type = ctx.builder, result.type
        build = self._builder(op, builder, ctx.primal)
        guard = ctx.needs_guard(result)
        directions = split(builder, adjoint, type, ctx.width)
        for operand, partial in zip(op.operands, self.partials, strict=True):
            if partial is None or not ctx.is_active(operand):
                continue
            shares = [_scaled(build, one, partial, conjugated=True) for one in directions]
            if (
                ctx.strong_zero
                if ctx.strong_zero is not None
                else (guard and partial.may_be_singular)
            ):
                shares = [_guarded(builder, *pair) for pair in zip(directions, shares, strict=True)]
            ctx.accumulate(operand, join(builder, shares, type))


def _scaled(
    build: ComplexExpressionBuilder,
    value: SSAValue,
    partial: Expression,
    *,
    conjugated: bool = False,
) -> SSAValue:
    """`value` times the partial or its conjugate, without multiplying by 1 or -1."""
    match partial:
        case Constant(value=1.0):
            return value
        case Constant(value=-1.0):
            return _apply(build.builder, complex.NegOp, [value], build.type, build.fastmath)
        case _:
            factor = build.build(partial)
            if conjugated and not isinstance(partial, Constant):
                factor = conjugate(build.builder, factor)
            return multiply(build.builder, value, factor, build.fastmath)


def _guarded(builder: Builder, adjoint: SSAValue, delta: SSAValue) -> SSAValue:
    """Zero where the adjoint is zero, even if the partial was infinite or NaN."""
    zero = floats.zero(builder, adjoint.type)
    return floats.select(builder, equals(builder, adjoint, zero), zero, delta)


def holomorphic_rule(op_class: type[Operation], partials: Partials) -> None:
    """
    Declare the complex derivatives of an op with one complex result by each of its operands, as `scalar_rule` does it for
    real ones.
    """
    register_rule(op_class, HolomorphicRule(declared_partials(partials)))


holomorphic_rule(complex.AddOp, lambda z, w: (1, 1))
holomorphic_rule(complex.SubOp, lambda z, w: (1, -1))
holomorphic_rule(complex.MulOp, lambda z, w: (w, z))
holomorphic_rule(complex.DivOp, lambda z, w, result: (1 / w, -(result * (1 / w))))
holomorphic_rule(complex.NegOp, lambda z: (-1,))
holomorphic_rule(complex.ExpOp, lambda z, result: (result,))
holomorphic_rule(complex.Expm1Op, lambda z: (exp(z),))
holomorphic_rule(complex.LogOp, lambda z: (1 / z,))
holomorphic_rule(complex.Log1pOp, lambda z: (1 / (1 + z),))
holomorphic_rule(complex.SinOp, lambda z: (cos(z),))
holomorphic_rule(complex.CosOp, lambda z: (-sin(z),))
holomorphic_rule(complex.TanOp, lambda z, result: (1 + result * result,))
holomorphic_rule(complex.TanhOp, lambda z, result: (1 - result * result,))
holomorphic_rule(complex.SqrtOp, lambda z, result: (0.5 / result,))
holomorphic_rule(complex.RsqrtOp, lambda z, result: (-0.5 * (result / z),))
holomorphic_rule(
    complex.PowOp,
    lambda z, w, result: (
        where(w.equals(0), 0, w * power(z, w - 1)),
        where(z.equals(0), 0, log(z) * result),
    ),
)
holomorphic_rule(complex.Atan2Op, lambda w, z: (z / (z * z + w * w), -(w / (z * z + w * w))))


# Parts


@derivative_rule(complex.CreateOp)
class CreateRule(LinearRule):
    """The parts of the adjoint."""

    moved = 2

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        part = real_part if position == 0 else imaginary_part
        return part(ctx.builder, adjoint)


@derivative_rule(complex.ReOp)
class RealPartRule(LinearRule):
    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        return create(ctx.builder, adjoint, floats.zero(ctx.builder, adjoint.type))


@derivative_rule(complex.ImOp)
class ImaginaryPartRule(LinearRule):
    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        return create(ctx.builder, floats.zero(ctx.builder, adjoint.type), adjoint)


@derivative_rule(complex.ConjOp)
class ConjugateRule(LinearRule):
    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        return conjugate(ctx.builder, adjoint)


derivative_rule(complex.BitcastOp)(BitcastRule)


# Functions that have a derivative as real ones only


@derivative_rule(complex.AbsOp)
class AbsoluteValueRule(LinearRule):
    """The gradient is z / |z|, and zero at zero."""

    def apply(self, op: Operation, tangents: Sequence[SSAValue], ctx: TangentContext) -> SSAValue:
        builder, (tangent,) = ctx.builder, tangents
        sign = _sign(builder, op.operands[0])
        return real_part(builder, multiply(builder, tangent, conjugate(builder, sign)))

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        builder = ctx.builder
        sign = _sign(builder, ctx.primal(op.operands[0]))
        parts = [part(builder, sign) for part in (real_part, imaginary_part)]
        return create(builder, *(floats.multiply(builder, adjoint, part) for part in parts))


def _sign(builder: Builder, value: SSAValue) -> SSAValue:
    return _apply(builder, complex.SignOp, [value], value.type)


@derivative_rule(complex.AngleOp)
class AngleRule(LinearRule):
    """The gradient is i / conj(z)."""

    may_be_singular = True

    def apply(self, op: Operation, tangents: Sequence[SSAValue], ctx: TangentContext) -> SSAValue:
        (tangent,) = tangents
        operands = [tangent, op.operands[0]]
        quotient = _apply(ctx.builder, complex.DivOp, operands, tangent.type)
        return imaginary_part(ctx.builder, quotient)

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        builder = ctx.builder
        numerator = create(builder, floats.zero(builder, adjoint.type), adjoint)
        operands = [numerator, conjugate(builder, ctx.primal(op.operands[0]))]
        return _apply(builder, complex.DivOp, operands, numerator.type)


@derivative_rule(complex.SignOp)
class SignRule(LinearRule):
    """
    Only the part of a tangent that is perpendicular to z turns w = z / |z|: dw = i w Im(conj(w) dz) / |z|, a symmetric
    map. Zero at zero.
    """

    def apply(self, op: Operation, tangents: Sequence[SSAValue], ctx: TangentContext) -> SSAValue:
        return self._turn(ctx.builder, op.operands[0], op.results[0], tangents[0])

    def transposed(
        self, op: Operation, position: int, adjoint: SSAValue, ctx: AdjointContext
    ) -> SSAValue:
        z, sign = ctx.primal(op.operands[0]), ctx.primal(op.results[0])
        return self._turn(ctx.builder, z, sign, adjoint)

    @staticmethod
    def _turn(builder: Builder, z: SSAValue, sign: SSAValue, tangent: SSAValue) -> SSAValue:
        length = _apply(builder, complex.AbsOp, [z], _element(z))
        one = floats.constant(builder, 1.0, length.type)
        length = floats.select(builder, floats.is_zero(builder, length), one, length)
        turned = multiply(builder, tangent, conjugate(builder, sign))
        sideways = imaginary_part(builder, turned)
        op = arith.DivfOp.create(
            operands=[sideways, length],
            result_types=[length.type],
            properties={"fastmath": floats.DERIVATIVE_FAST_MATH},
        )
        angle = builder.insert(op).results[0]
        return multiply(builder, sign, create(builder, floats.zero(builder, angle.type), angle))
