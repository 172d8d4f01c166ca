"""`complex`: a number is the pair of its parts, each a dual number.

Functions come from `cmath` and their derivatives from a calculus book. A function that is not holomorphic is said by its
four real partials.
"""

from __future__ import annotations

import builtins
import cmath
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
from xdsl.dialects import complex
from xdsl.dialects.builtin import AnyFloat, ArrayAttr, ComplexType
from xdsl.ir import Attribute, Operation

from tests.oracle.access import reinterpret
from tests.oracle.dual import Dual, Tangent, add, scale
from tests.oracle.scalar_ops import constant, rounding
from tests.oracle.tables import ON_VALUES, Evaluate, ValueMaker, on_values
from tests.oracle.values import POISON, Value

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

Parts: TypeAlias = tuple[Value, Value]
Number = builtins.complex
"""Python's complex numbers; `complex` is the dialect here."""


def has_poison(*numbers: Value) -> bool:
    return any(
        value is POISON or (isinstance(value, tuple) and POISON in value) for value in numbers
    )


def element(type_: Attribute) -> Attribute:
    """The type of a complex number's parts."""
    return cast("ComplexType[AnyFloat]", type_).element_type


def number(parts: Parts) -> Number:
    real, imaginary = cast("tuple[Dual, Dual]", parts)
    return Number(real.value, imaginary.value)


def through(partial: Number, parts: Parts) -> tuple[Tangent, Tangent]:
    """The tangents of a product of a complex partial and what comes in."""
    real, imaginary = (part.tangent for part in cast("tuple[Dual, Dual]", parts))
    return (
        add(scale(partial.real, real), scale(-partial.imag, imaginary)),
        add(scale(partial.imag, real), scale(partial.real, imaginary)),
    )


def holomorphic(
    value: Callable[..., Number], partials: Callable[..., tuple[Number | float, ...]]
) -> ValueMaker[Operation]:
    """An op by its value and its complex derivatives with respect to each operand, as a tuple."""

    def make(op: Operation, _: Machine) -> Evaluate:
        to_float = rounding(element(op.results[0].type))

        def evaluate(*operands: Parts) -> Value:
            if has_poison(*operands):
                return (POISON, POISON)
            numbers = [number(operand) for operand in operands]
            result = value(*numbers)
            tangents: tuple[Tangent, Tangent] = (None, None)
            for partial, operand in zip(partials(*numbers), operands, strict=True):
                share = through(Number(partial), operand)
                tangents = (add(tangents[0], share[0]), add(tangents[1], share[1]))
            return (
                Dual(to_float(result.real), tangents[0]),
                Dual(to_float(result.imag), tangents[1]),
            )

        return evaluate

    return make


def power_partials(z: Number, w: Number) -> tuple[Number, Number]:
    by_base = 0 if w == 0 else w * z ** (w - 1)
    by_exponent = 0 if z == 0 else z**w * cmath.log(z)
    return by_base, by_exponent


def atan2(w: Number, z: Number) -> Number:
    """The angle of the complex legs z and w."""
    return -1j * cmath.log((z + 1j * w) / cmath.sqrt(z * z + w * w))


def expm1(z: Number) -> Number:
    real = math.expm1(z.real) * math.cos(z.imag) - 2 * math.sin(z.imag / 2) ** 2
    return Number(real, math.exp(z.real) * math.sin(z.imag))


HOLOMORPHIC: dict[type[Operation], tuple[Callable[..., Any], Callable[..., Any]]] = {
    complex.AddOp: (lambda z, w: z + w, lambda z, w: (1, 1)),
    complex.SubOp: (lambda z, w: z - w, lambda z, w: (1, -1)),
    complex.MulOp: (lambda z, w: z * w, lambda z, w: (w, z)),
    complex.DivOp: (lambda z, w: z / w, lambda z, w: (1 / w, -z / (w * w))),
    complex.NegOp: (lambda z: -z, lambda z: (-1,)),
    complex.ExpOp: (cmath.exp, lambda z: (cmath.exp(z),)),
    complex.Expm1Op: (expm1, lambda z: (cmath.exp(z),)),
    complex.LogOp: (cmath.log, lambda z: (1 / z,)),
    complex.Log1pOp: (lambda z: cmath.log(1 + z), lambda z: (1 / (1 + z),)),
    complex.SinOp: (cmath.sin, lambda z: (cmath.cos(z),)),
    complex.CosOp: (cmath.cos, lambda z: (-cmath.sin(z),)),
    complex.TanOp: (cmath.tan, lambda z: (1 / cmath.cos(z) ** 2,)),
    complex.TanhOp: (cmath.tanh, lambda z: (1 / cmath.cosh(z) ** 2,)),
    complex.SqrtOp: (cmath.sqrt, lambda z: (1 / (2 * cmath.sqrt(z)),)),
    complex.RsqrtOp: (lambda z: 1 / cmath.sqrt(z), lambda z: (-1 / (2 * z * cmath.sqrt(z)),)),
    complex.PowOp: (lambda z, w: z**w, power_partials),
    complex.Atan2Op: (atan2, lambda w, z: (z / (z * z + w * w), -w / (z * z + w * w))),
}

for _op_class, (_value, _partials) in HOLOMORPHIC.items():
    ON_VALUES[_op_class] = holomorphic(_value, _partials)


def combined(partials: tuple[float, float], parts: Parts) -> Tangent:
    """The tangent of a real number that depends on the parts of a complex one."""
    real, imaginary = (part.tangent for part in cast("tuple[Dual, Dual]", parts))
    return add(scale(partials[0], real), scale(partials[1], imaginary))


@on_values(complex.AbsOp)
def _absolute(op: complex.AbsOp, _: Machine) -> Evaluate:
    to_float = rounding(op.result.type)

    def evaluate(z: Parts) -> Value:
        if has_poison(z):
            return POISON
        length = abs(number(z))
        slope = number(z) / length if length else 0j
        return Dual(to_float(length), combined((slope.real, slope.imag), z))

    return evaluate


@on_values(complex.AngleOp)
def _angle(op: complex.AngleOp, _: Machine) -> Evaluate:
    to_float = rounding(op.result.type)

    def evaluate(z: Parts) -> Value:
        if has_poison(z):
            return POISON
        value = number(z)
        with np.errstate(all="ignore"):
            slope = (
                float(np.divide(-value.imag, abs(value) ** 2)),
                float(np.divide(value.real, abs(value) ** 2)),
            )
        return Dual(to_float(cmath.phase(value)), combined(slope, z))

    return evaluate


@on_values(complex.SignOp)
def _sign(op: complex.SignOp, _: Machine) -> Evaluate:
    to_float = rounding(element(op.result.type))

    def evaluate(z: Parts) -> Value:
        if has_poison(z):
            return (POISON, POISON)
        x, y = number(z).real, number(z).imag
        length = math.hypot(x, y)
        if length == 0.0:
            return (Dual(x), Dual(y))
        cube = length**3
        return (
            Dual(to_float(x / length), combined((y * y / cube, -x * y / cube), z)),
            Dual(to_float(y / length), combined((-x * y / cube, x * x / cube), z)),
        )

    return evaluate


@on_values(complex.ConjOp)
def _conjugate(op: complex.ConjOp, _: Machine) -> Evaluate:
    def evaluate(z: Parts) -> Value:
        if has_poison(z):
            return (POISON, POISON)
        real, imaginary = cast("tuple[Dual, Dual]", z)
        return (real, Dual(-imaginary.value, scale(-1.0, imaginary.tangent)))

    return evaluate


@on_values(complex.ConstantOp)
def _constant(op: complex.ConstantOp, _: Machine) -> Evaluate:
    value = tuple(constant(part) for part in cast("ArrayAttr[Attribute]", op.value))
    return lambda: value


@on_values(complex.CreateOp)
def _create(op: complex.CreateOp, _: Machine) -> Evaluate:
    return lambda real, imaginary: (real, imaginary)


@on_values(complex.ReOp)
def _real_part(op: complex.ReOp, _: Machine) -> Evaluate:
    return lambda z: z[0]


@on_values(complex.ImOp)
def _imaginary_part(op: complex.ImOp, _: Machine) -> Evaluate:
    return lambda z: z[1]


@on_values(complex.EqualOp, complex.NotEqualOp)
def _compare(op: complex.EqualOp | complex.NotEqualOp, _: Machine) -> Evaluate:
    wanted = isinstance(op, complex.EqualOp)

    def evaluate(z: Parts, w: Parts) -> Value:
        return POISON if has_poison(z, w) else int((number(z) == number(w)) == wanted)

    return evaluate


@on_values(complex.BitcastOp)
def _bitcast(op: complex.BitcastOp, _: Machine) -> Evaluate:
    return reinterpret(op.operand.type, op.result.type)
