"""Operations of `complex`: a number is the struct of its parts.

::

    complex.mul %z, %w : complex<f64>   ->   %re = extractvalue { double, double } %z, 0 …

What an op computes is said by formulas on the parts, which are built as ops of `arith` and `math` and written as those.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt as root
from typing import TypeAlias, cast

from xdsl.builder import Builder
from xdsl.dialects import arith, complex, math
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import AnyFloat, ArrayAttr, ComplexType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.float_types import complex_element
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes
from xdsl_enzyme.rules.expression import (
    Apply,
    Constant,
    Expression,
    ExpressionBuilder,
    Leaf,
    copysign,
    cos,
    cosh,
    exp,
    log,
    sin,
    sinh,
    sqrt,
    where,
)

Pair: TypeAlias = tuple[Expression, Expression]
"""Real and imaginary part."""


# Formulas


def _absolute(x: Expression) -> Expression:
    return Apply(math.AbsFOp, (x,))


def _add(z: Pair, w: Pair) -> Pair:
    return z[0] + w[0], z[1] + w[1]


def _subtract(z: Pair, w: Pair) -> Pair:
    return z[0] - w[0], z[1] - w[1]


def _multiply(z: Pair, w: Pair) -> Pair:
    return z[0] * w[0] - z[1] * w[1], z[0] * w[1] + z[1] * w[0]


def _divide(z: Pair, w: Pair) -> Pair:
    """Smith's algorithm (Communications of the ACM 5, 1962): no square of w can overflow."""
    (a, b), (c, d) = z, w
    steep = _absolute(d) > _absolute(c)
    ratio = where(steep, c / d, d / c)
    length = where(steep, c * ratio + d, c + d * ratio)
    real = where(steep, a * ratio + b, a + b * ratio)
    imaginary = where(steep, b * ratio - a, b - a * ratio)
    return real / length, imaginary / length


def _length(z: Pair) -> Expression:
    """|z|; the squares cannot overflow."""
    x, y = map(_absolute, z)
    longer = Apply(arith.MaximumfOp, (x, y))
    ratio = Apply(arith.MinimumfOp, (x, y)) / longer
    # Equal parts, zero or infinite ones among them, have no ratio.
    return where(x.equals(y), root(2.0) * longer, longer * sqrt(1 + ratio * ratio))


def _angle(z: Pair) -> Expression:
    return Apply(math.Atan2Op, (z[1], z[0]))


def _negate(z: Pair) -> Pair:
    return -z[0], -z[1]


def _conjugate(z: Pair) -> Pair:
    return z[0], -z[1]


def _exp(z: Pair) -> Pair:
    return exp(z[0]) * cos(z[1]), exp(z[0]) * sin(z[1])


def _expm1(z: Pair) -> Pair:
    """The real part is (e^x - 1) cos y - (1 - cos y), without cancellation near zero."""
    half = sin(0.5 * z[1])
    real = Apply(math.ExpM1Op, (z[0],)) * cos(z[1]) - 2 * (half * half)
    return real, exp(z[0]) * sin(z[1])


def _log(z: Pair) -> Pair:
    return log(_length(z)), _angle(z)


def _log1p(z: Pair) -> Pair:
    """|1 + z|^2 - 1 = x (2 + x) + y^2."""
    x, y = z
    real = 0.5 * Apply(math.Log1pOp, (x * (2 + x) + y * y,))
    return real, Apply(math.Atan2Op, (y, 1 + x))


def _sin(z: Pair) -> Pair:
    return sin(z[0]) * cosh(z[1]), cos(z[0]) * sinh(z[1])


def _cos(z: Pair) -> Pair:
    return cos(z[0]) * cosh(z[1]), -(sin(z[0]) * sinh(z[1]))


def _tanh(z: Pair) -> Pair:
    """By the real tangents, which stay finite where cosh overflows (Kahan, *Branch cuts for complex elementary functions*)."""
    t, tau = Apply(math.TanhOp, (z[0],)), Apply(math.TanOp, (z[1],))
    length = 1 + t * t * (tau * tau)
    sech = 1 / cosh(z[0])
    return t * (1 + tau * tau) / length, tau * (sech * sech) / length


def _tan(z: Pair) -> Pair:
    """-i tanh(i z)."""
    real, imaginary = _tanh((-z[1], z[0]))
    return imaginary, -real


def _sqrt(z: Pair) -> Pair:
    """The part that takes no difference first; the other one follows from their product."""
    x, y = z
    larger = sqrt(0.5 * (_length(z) + _absolute(x)))
    smaller = where(larger.equals(0), y, y / (2 * larger))
    is_right = _absolute(x).equals(x)
    return (
        where(is_right, larger, _absolute(smaller)),
        where(is_right, smaller, copysign(larger, y)),
    )


def _reciprocal_root(z: Pair) -> Pair:
    return _divide(_ONE, _sqrt(z))


def _power(z: Pair, w: Pair) -> Pair:
    """exp(w log z); zero has no logarithm, but powers: one if w is zero, else zero."""
    real, imaginary = _exp(_multiply(w, _log(z)))
    power_of_zero = where(_absolute(w[0]) + _absolute(w[1]) > 0, 0, 1)
    length = _absolute(z[0]) + _absolute(z[1])
    return (
        where(length.equals(0), power_of_zero, real),
        where(length.equals(0), 0, imaginary),
    )


def _atan2(w: Pair, z: Pair) -> Pair:
    """-i log((z + i w) / sqrt(z^2 + w^2))."""
    turned = (z[0] - w[1], z[1] + w[0])
    square = _add(_multiply(z, z), _multiply(w, w))
    real, imaginary = _log(_divide(turned, _sqrt(square)))
    return imaginary, -real


def _sign(z: Pair) -> Pair:
    length = _length(z)
    return where(length.equals(0), 0, z[0] / length), where(length.equals(0), 0, z[1] / length)


_ONE: Pair = (Constant(1.0), Constant(0.0))

_NUMBERS: dict[type[Operation], Callable[..., Pair]] = {
    complex.AddOp: _add,
    complex.SubOp: _subtract,
    complex.MulOp: _multiply,
    complex.DivOp: _divide,
    complex.NegOp: _negate,
    complex.ConjOp: _conjugate,
    complex.ExpOp: _exp,
    complex.Expm1Op: _expm1,
    complex.LogOp: _log,
    complex.Log1pOp: _log1p,
    complex.SinOp: _sin,
    complex.CosOp: _cos,
    complex.TanOp: _tan,
    complex.TanhOp: _tanh,
    complex.SqrtOp: _sqrt,
    complex.RsqrtOp: _reciprocal_root,
    complex.PowOp: _power,
    complex.Atan2Op: _atan2,
    complex.SignOp: _sign,
}
"""Ops with a complex result: its parts, of those of the operands."""

_REALS: dict[type[Operation], Callable[[Pair], Expression]] = {
    complex.AbsOp: _length,
    complex.AngleOp: _angle,
}
"""Ops with a real result."""


class _Scratch:
    """Ops that compute what one op of `complex` does, on its way to be written."""

    def __init__(self, op: Operation):
        self.op = op
        self.block = Block()
        self.builder = Builder(InsertPoint.at_end(self.block))
        flags = op.properties.get("fastmath")
        fastmath = flags if isinstance(flags, FastMathFlagsAttr) else FastMathFlagsAttr("none")
        element = element_of(op.operands[0].type)
        self.expressions = ExpressionBuilder(self.builder, element, self._part, fastmath)

    def _part(self, leaf: Leaf) -> SSAValue:
        """Operand 0 has the leaves 0 and 1, operand 1 has 2 and 3."""
        assert leaf.operand is not None
        operand, part = divmod(leaf.operand, 2)
        op_class = complex.ImOp if part else complex.ReOp
        return self.builder.insert(op_class(self.op.operands[operand])).results[0]

    @property
    def operands(self) -> list[Pair]:
        return [(Leaf(2 * i), Leaf(2 * i + 1)) for i in range(len(self.op.operands))]

    def write(self, writer: FunctionWriter, *parts: Expression) -> list[str]:
        """The operands in which LLVM finds the values of expressions."""
        values = [self.expressions.build(part) for part in parts]
        writer.operations(self.block)
        texts = [writer.values[value] for value in values]
        self.block.erase()
        return texts


def element_of(type_: Attribute) -> AnyFloat:
    """The type of the parts of a complex number."""
    return cast("ComplexType[AnyFloat]", type_).element_type


def _assemble(writer: FunctionWriter, result: SSAValue, real: str, imaginary: str) -> None:
    type_, element = writer.types[result.type], writer.types[element_of(result.type)]
    first = writer.compute(f"insertvalue {type_} poison, {element} {real}, 0")
    writer.result(result, f"insertvalue {type_} {first}, {element} {imaginary}, 1")


@writes(*_NUMBERS)
def _number(writer: FunctionWriter, op: Operation) -> None:
    scratch = _Scratch(op)
    real, imaginary = scratch.write(writer, *_NUMBERS[type(op)](*scratch.operands))
    _assemble(writer, op.results[0], real, imaginary)


@writes(*_REALS)
def _real(writer: FunctionWriter, op: Operation) -> None:
    scratch = _Scratch(op)
    (writer.values[op.results[0]],) = scratch.write(writer, _REALS[type(op)](*scratch.operands))


# Parts


@writes(complex.ConstantOp)
def _constant(writer: FunctionWriter, op: complex.ConstantOp) -> None:
    type_ = op.complex.type
    element = element_of(type_)
    parts = (
        f"{writer.types[element]} {constants.literal(part, element, writer.types)}"
        for part in cast("ArrayAttr[Attribute]", op.value)
    )
    writer.values[op.complex] = f"{{ {', '.join(parts)} }}"


@writes(complex.CreateOp)
def _create(writer: FunctionWriter, op: complex.CreateOp) -> None:
    real, imaginary = (writer.values[part] for part in (op.real, op.imaginary))
    _assemble(writer, op.complex, real, imaginary)


@writes(complex.ReOp, complex.ImOp)
def _part(writer: FunctionWriter, op: complex.ReOp | complex.ImOp) -> None:
    index = int(isinstance(op, complex.ImOp))
    writer.result(op.result, f"extractvalue {writer.typed(op.complex)}, {index}")


@writes(complex.EqualOp, complex.NotEqualOp)
def _compare(writer: FunctionWriter, op: complex.EqualOp | complex.NotEqualOp) -> None:
    predicate, combine = ("oeq", "and") if isinstance(op, complex.EqualOp) else ("une", "or")
    element = writer.types[element_of(op.lhs.type)]
    parts: list[str] = []
    for index in (0, 1):
        left, right = (
            writer.compute(f"extractvalue {writer.typed(value)}, {index}")
            for value in (op.lhs, op.rhs)
        )
        parts.append(writer.compute(f"fcmp {predicate} {element} {left}, {right}"))
    writer.result(op.result, f"{combine} i1 {parts[0]}, {parts[1]}")


@writes(complex.BitcastOp)
def _bitcast(writer: FunctionWriter, op: complex.BitcastOp) -> None:
    """Through a vector of the two parts, which lies in memory as the number does."""
    source, result = op.operand, op.result
    if source.type == result.type:
        writer.alias(result, source)
    elif complex_element(source.type) is not None:
        element = writer.types[element_of(source.type)]
        vector = "poison"
        for index in (0, 1):
            part = writer.compute(f"extractvalue {writer.typed(source)}, {index}")
            vector = writer.compute(
                f"insertelement <2 x {element}> {vector}, {element} {part}, i64 {index}"
            )
        writer.result(result, f"bitcast <2 x {element}> {vector} to {writer.types[result.type]}")
    else:
        element = writer.types[element_of(result.type)]
        vector = writer.compute(f"bitcast {writer.typed(source)} to <2 x {element}>")
        parts = [
            writer.compute(f"extractelement <2 x {element}> {vector}, i64 {index}")
            for index in (0, 1)
        ]
        _assemble(writer, result, *parts)
