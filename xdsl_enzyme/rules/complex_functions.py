"""Derivatives of C's functions of complex numbers, and of the multiplication and division that compilers call.

How a complex number is passed is a matter of the machine: as two floats, as a vector of two, or as a structure of two. Inside it is a
number of the dialect `complex`, with the rules that are declared there::

    %w = call @cexp(%x, %y) : (f64, f64) -> !llvm.struct<(f64, f64)>       w = exp(x + iy), dw = w dz
    %q = call @__divdc3(%a, %b, %c, %d)                                    q = (a + ib) / (c + id)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log as ln
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, complex, llvm
from xdsl.dialects.builtin import AnyFloat, ComplexType, IntegerType, VectorType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.float_types import float_element, members
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.complex import (
    ComplexExpressionBuilder,
    conjugate,
    create,
    equals,
    imaginary_part,
    multiply,
    real_part,
)
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import extract, insert
from xdsl_enzyme.rules.expression import (
    Expression,
    Leaf,
    cos,
    exp,
    log,
    power,
    sin,
    sqrt,
    where,
)
from xdsl_enzyme.rules.registry import Partials, declared_partials, function_rule

# How numbers are passed


def _is_pair(type: Attribute) -> bool:
    """Whether one value has both parts."""
    if isinstance(type, VectorType):
        return type.get_shape() == (2,)
    return len(members(type)) == 2


def _numbers(op: Operation) -> list[tuple[SSAValue, ...]]:
    """The operands by number: one with both parts, or two; an integer is a number, too."""
    values = list(op.operands)
    found: list[tuple[SSAValue, ...]] = []
    while values:
        type = values[0].type
        count = 1 if _is_pair(type) or isinstance(type, IntegerType) else 2
        if len(values) < count:
            raise DifferentiationError(
                "complex numbers are passed in a way that is not known",
                where=op,
                why=f"the types are {', '.join(str(one.type) for one in op.operands)}",
            )
        found.append(tuple(values[:count]))
        values = values[count:]
    return found


def _element(type: Attribute) -> Attribute:
    return float_element(type) or members(type)[0]


def _parts(
    builder: Builder, values: Sequence[SSAValue], types: Sequence[Attribute], k: int, width: int
) -> list[SSAValue]:
    """The floats of one direction of derivatives of values of these types; of the values themselves at width 1."""
    at = [k] if width > 1 else []
    found: list[SSAValue] = []
    for value, type in zip(values, types, strict=True):
        element = _element(type)
        if isinstance(type, VectorType):
            found += [extract(builder, value, [*at, part], element) for part in (0, 1)]
        elif members(type):
            for part in (0, 1):
                of = members(value.type)[part]
                member = floats.extract(builder, value, (part,), of)
                found.append(extract(builder, member, at, element) if at else member)
        else:
            found.append(extract(builder, value, at, element) if at else value)
    return found


def _joined(
    builder: Builder, parts: Sequence[Sequence[SSAValue]], type: Attribute, whole: Attribute
) -> SSAValue:
    """The inverse: a value of type `whole`, of the parts of each direction; `type` is that of the primal value."""
    width = len(parts)

    def several(part: int, of: Attribute) -> SSAValue:
        if width == 1:
            return parts[0][part]
        result = floats.poison(builder, of)
        for k in range(width):
            result = insert(builder, parts[k][part], result, [k])
        return result

    if isinstance(type, VectorType):
        result = floats.poison(builder, whole)
        for k in range(width):
            for part in (0, 1):
                at = [k, part] if width > 1 else [part]
                result = insert(builder, parts[k][part], result, at)
        return result
    if members(type):
        result = builder.insert(llvm.UndefOp(whole)).results[0]
        for part in (0, 1):
            result = floats.insert(builder, result, several(part, members(whole)[part]), (part,))
        return result
    return several(0, whole)


@dataclass(frozen=True)
class _Call:
    """A call, with its operands and result as complex numbers."""

    op: Operation
    builder: Builder
    value: Callable[[SSAValue], SSAValue]

    @property
    def numbers(self) -> list[tuple[SSAValue, ...]]:
        return _numbers(self.op)

    @property
    def result(self) -> SSAValue:
        return self.op.results[0]

    @property
    def element(self) -> AnyFloat:
        return cast(AnyFloat, _element(self.op.operands[0].type))

    def number(self, values: Sequence[SSAValue]) -> SSAValue:
        given = [self.value(one) for one in values]
        if isinstance(given[0].type, IntegerType):
            op = arith.SIToFPOp.create(operands=given, result_types=[self.element])
            real = self.builder.insert(op).results[0]
            return create(self.builder, real, floats.zero(self.builder, self.element))
        types = [one.type for one in values]
        return create(self.builder, *_parts(self.builder, given, types, 0, 1))

    def expressions(self) -> ComplexExpressionBuilder:
        known: dict[int | None, SSAValue] = {}

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand not in known:
                values = (self.result,) if leaf.operand is None else self.numbers[leaf.operand]
                known[leaf.operand] = self.number(values)
            return known[leaf.operand]

        type = ComplexType(self.element)
        return ComplexExpressionBuilder(self.builder, type, leaf_value, floats.DERIVATIVE_FAST_MATH)


@dataclass(frozen=True)
class ComplexFunctionRule:
    """A function of complex numbers that is differentiable as such: one complex partial per number."""

    partials: tuple[Expression | None, ...]

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        builder = ctx.builder
        call = _Call(op, builder, lambda value: value)
        build = call.expressions()
        directions: list[list[SSAValue]] = []
        for k in range(ctx.width):
            total: SSAValue | None = None
            for values, partial in zip(call.numbers, self.partials, strict=True):
                if partial is None or all(ctx.tangent(one) is None for one in values):
                    continue
                tangents = [ctx.tangent_or_zero(one) for one in values]
                types = [one.type for one in values]
                tangent = create(builder, *_parts(builder, tangents, types, k, ctx.width))
                share = multiply(builder, build.build(partial), tangent)
                total = floats.add(builder, total, share)
            if total is None:
                return
            directions.append([real_part(builder, total), imaginary_part(builder, total)])
        type = ctx.tangent_type(result.type)
        ctx.set_tangent(result, _joined(builder, directions, result.type, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        builder = ctx.builder
        call = _Call(op, builder, ctx.primal)
        build = call.expressions()
        guard = ctx.needs_guard(result)
        for values, partial in zip(call.numbers, self.partials, strict=True):
            if partial is None or not any(map(ctx.is_active, values)):
                continue
            must_guard = (
                ctx.strong_zero
                if ctx.strong_zero is not None
                else guard and partial.may_be_singular
            )
            factor = conjugate(builder, build.build(partial))
            deltas: list[list[SSAValue]] = []
            for k in range(ctx.width):
                seed = create(builder, *_parts(builder, [adjoint], [result.type], k, ctx.width))
                delta = multiply(builder, seed, factor)
                if must_guard:
                    zero = floats.zero(builder, seed.type)
                    delta = floats.select(builder, equals(builder, seed, zero), zero, delta)
                deltas.append([real_part(builder, delta), imaginary_part(builder, delta)])
            _accumulate(ctx, values, deltas)


def _accumulate(
    ctx: AdjointContext, values: Sequence[SSAValue], deltas: Sequence[Sequence[SSAValue]]
) -> None:
    """Add the parts of each direction to the adjoint of a number."""
    for position, value in enumerate(values):
        parts = deltas if len(values) == 1 else [[delta[position]] for delta in deltas]
        type = ctx.adjoint_type(value.type)
        ctx.accumulate(value, _joined(ctx.builder, parts, value.type, type))


@dataclass(frozen=True)
class RealFunctionRule:
    """A real function of one complex number, by its gradient as a complex number; zero where that is not finite at 0."""

    gradient: Callable[[Builder, SSAValue], SSAValue]

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        builder = ctx.builder
        call = _Call(op, builder, lambda value: value)
        (values,) = call.numbers
        if all(ctx.tangent(one) is None for one in values):
            return
        gradient = conjugate(builder, self.gradient(builder, call.number(values)))
        tangents = [ctx.tangent_or_zero(one) for one in values]
        types = [one.type for one in values]
        directions: list[list[SSAValue]] = []
        for k in range(ctx.width):
            tangent = create(builder, *_parts(builder, tangents, types, k, ctx.width))
            directions.append([real_part(builder, multiply(builder, gradient, tangent))])
        type = ctx.tangent_type(result.type)
        ctx.set_tangent(result, _joined(builder, directions, result.type, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        builder = ctx.builder
        call = _Call(op, builder, ctx.primal)
        (values,) = call.numbers
        gradient = self.gradient(builder, call.number(values))
        parts = [real_part(builder, gradient), imaginary_part(builder, gradient)]
        deltas: list[list[SSAValue]] = []
        for k in range(ctx.width):
            (seed,) = _parts(builder, [adjoint], [result.type], k, ctx.width)
            deltas.append([floats.multiply(builder, seed, part) for part in parts])
        _accumulate(ctx, values, deltas)


class _ConjugateRule:
    """`conj`: linear by the real and the imaginary part, each for itself."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        (values,) = _numbers(op)
        tangents = [ctx.tangent_or_zero(one) for one in values]
        type = ctx.tangent_type(result.type)
        directions = self._conjugated(ctx.builder, tangents, values, ctx.width)
        ctx.set_tangent(result, _joined(ctx.builder, directions, result.type, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        result = op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is not None:
            (values,) = _numbers(op)
            deltas = self._conjugated(ctx.builder, [adjoint], [result], ctx.width)
            _accumulate(ctx, values, deltas)

    @staticmethod
    def _conjugated(
        builder: Builder, derivatives: Sequence[SSAValue], values: Sequence[SSAValue], width: int
    ) -> list[list[SSAValue]]:
        found: list[list[SSAValue]] = []
        for k in range(width):
            types = [one.type for one in values]
            real, imaginary = _parts(builder, derivatives, types, k, width)
            found.append([real, floats.negate(builder, imaginary)])
        return found


# Functions


def complex_function_rule(name: str, partials: Partials) -> None:
    """Declare the complex derivatives of a function of complex.h, in double and in float (`f`)."""
    for suffix in ("", "f"):
        function_rule(name + suffix, ComplexFunctionRule(declared_partials(partials)))


def _sign(builder: Builder, z: SSAValue) -> SSAValue:
    op = complex.SignOp.create(
        operands=[z], result_types=[z.type], properties={"fastmath": floats.DERIVATIVE_FAST_MATH}
    )
    return builder.insert(op).results[0]


def _turn(builder: Builder, z: SSAValue) -> SSAValue:
    """The gradient of the angle: i / conj(z)."""
    zero = floats.zero(builder, real_part(builder, z).type)
    one = floats.constant(builder, 1.0, zero.type)
    op = complex.DivOp.create(
        operands=[create(builder, zero, one), conjugate(builder, z)],
        result_types=[z.type],
        properties={"fastmath": floats.DERIVATIVE_FAST_MATH},
    )
    return builder.insert(op).results[0]


def _unit(real: float, imaginary: float) -> Callable[[Builder, SSAValue], SSAValue]:
    def gradient(builder: Builder, z: SSAValue) -> SSAValue:
        type = real_part(builder, z).type
        return create(builder, *(floats.constant(builder, one, type) for one in (real, imaginary)))

    return gradient


def _hyperbolic(z: Expression, sign: int) -> Expression:
    return 0.5 * (exp(z) + sign * exp(-z))


def _power(z: Expression, w: Expression, result: Expression) -> tuple[Expression, Expression]:
    by_base = where(w.equals(0), 0, w * power(z, w - 1))
    return by_base, where(z.equals(0), 0, log(z) * result)


complex_function_rule("cexp", lambda z, result: (result,))
complex_function_rule("clog", lambda z: (1 / z,))
complex_function_rule("clog10", lambda z: (1 / (ln(10) * z),))
complex_function_rule("csqrt", lambda z, result: (0.5 / result,))
complex_function_rule("cpow", lambda z, w, result: _power(z, w, result))
complex_function_rule("csin", lambda z: (cos(z),))
complex_function_rule("ccos", lambda z: (-sin(z),))
complex_function_rule("ctan", lambda z, result: (1 + result * result,))
complex_function_rule("casin", lambda z: (1 / sqrt(1 - z * z),))
complex_function_rule("cacos", lambda z: (-(1 / sqrt(1 - z * z)),))
complex_function_rule("catan", lambda z: (1 / (1 + z * z),))
complex_function_rule("csinh", lambda z: (_hyperbolic(z, 1),))
complex_function_rule("ccosh", lambda z: (_hyperbolic(z, -1),))
complex_function_rule("ctanh", lambda z, result: (1 - result * result,))
complex_function_rule("casinh", lambda z: (1 / sqrt(1 + z * z),))
complex_function_rule("cacosh", lambda z: (1 / (sqrt(z - 1) * sqrt(z + 1)),))
complex_function_rule("catanh", lambda z: (1 / (1 - z * z),))
complex_function_rule("cproj", lambda z: (1,))

for _suffix in ("", "f"):
    function_rule("cabs" + _suffix, RealFunctionRule(_sign))
    function_rule("carg" + _suffix, RealFunctionRule(_turn))
    function_rule("creal" + _suffix, RealFunctionRule(_unit(1.0, 0.0)))
    function_rule("cimag" + _suffix, RealFunctionRule(_unit(0.0, 1.0)))

    function_rule("conj" + _suffix, _ConjugateRule())

_INTEGER_POWER = declared_partials(lambda z, n: (where(n.equals(0), 0, n * power(z, n - 1)), None))
for _name in ("_FortranAcpowi", "_FortranAcpowk", "_FortranAzpowi", "_FortranAzpowk"):
    function_rule(_name, ComplexFunctionRule(_INTEGER_POWER))

for _name in ("__muldc3", "__mulsc3", "__mulxc3", "__multc3"):
    function_rule(_name, ComplexFunctionRule(declared_partials(lambda z, w: (w, z))))
for _name in ("__divdc3", "__divsc3", "__divxc3", "__divtc3"):
    _quotient = declared_partials(lambda z, w, result: (1 / w, -(result * (1 / w))))
    function_rule(_name, ComplexFunctionRule(_quotient))
