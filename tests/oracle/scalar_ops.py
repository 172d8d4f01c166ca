"""`arith` and `math`: what they do to scalars. Vectors are handled lane by lane by the compiler."""

from __future__ import annotations

import math as pymath
from collections.abc import Callable
from operator import and_, eq, ge, gt, le, lt, ne, or_, xor
from typing import TYPE_CHECKING, TypeAlias, cast

from xdsl.dialects import arith, llvm, math
from xdsl.dialects.builtin import (
    DenseIntOrFPElementsAttr,
    Float16Type,
    Float32Type,
    Float64Type,
    FloatAttr,
    IntegerAttr,
    TensorType,
)
from xdsl.ir import Attribute, Operation

from tests.oracle.access import reinterpret
from tests.oracle.dual import Dual, Primitive, differentiable, round_f16, round_f32, scale
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width, element_type
from tests.oracle.primitives import PRIMITIVES, power
from tests.oracle.tables import ELEMENTWISE, Evaluate, elementwise, on_values
from tests.oracle.values import (
    POISON,
    Tensor,
    Value,
    cells_of,
    computed,
    integer,
    moved_cells,
    signed,
)

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

ROUNDINGS: dict[type[Attribute], Callable[[float], float]] = {
    Float16Type: round_f16,
    Float32Type: round_f32,
    Float64Type: float,
}


def rounding(type_: Attribute) -> Callable[[float], float]:
    """How a result of that float type (or vector of it) is rounded."""
    if (found := ROUNDINGS.get(type(element_type(type_)))) is None:
        raise OracleError(f"the oracle does not compute with {type_}")
    return found


def result_width(op: Operation) -> int:
    return bit_width(element_type(op.results[0].type))


def operand_width(op: Operation) -> int:
    return bit_width(element_type(op.operands[0].type))


# Constants


def constant(attribute: Attribute) -> Value:
    """The value of an integer, float or dense attribute."""
    if isinstance(attribute, IntegerAttr):
        number = cast("IntegerAttr[Attribute]", attribute)  # pyright: ignore[reportInvalidTypeArguments]
        return number.value.data & ((1 << bit_width(number.type)) - 1)
    if isinstance(attribute, FloatAttr):
        scalar = cast("FloatAttr[Attribute]", attribute)  # pyright: ignore[reportInvalidTypeArguments]
        return Dual(rounding(scalar.type)(scalar.value.data))
    if isinstance(attribute, DenseIntOrFPElementsAttr):
        element = attribute.get_element_type()
        if type(element) in ROUNDINGS:
            return tuple(Dual(rounding(element)(float(v))) for v in attribute.get_values())
        mask = (1 << bit_width(element)) - 1
        return tuple(int(v) & mask for v in attribute.get_values())
    raise OracleError(f"the oracle does not read the constant {attribute}")


@on_values(arith.ConstantOp)
def _constant(op: arith.ConstantOp, _: Machine) -> Evaluate:
    value = constant(op.value)
    if isinstance(op.result.type, TensorType):
        shape = cast("TensorType[Attribute]", op.result.type).get_shape()
        elements = cast("tuple[Value, ...]", value)
        value = Tensor(shape, elements * (pymath.prod(shape) if len(elements) == 1 else 1))
    return lambda: value


# Floats

FLOAT_OPS: dict[type[Operation], str] = {
    arith.AddfOp: "add",
    arith.SubfOp: "sub",
    arith.MulfOp: "mul",
    arith.DivfOp: "div",
    arith.NegfOp: "neg",
    arith.MaximumfOp: "maximum",
    arith.MinimumfOp: "minimum",
    arith.MaxnumfOp: "fmax",
    arith.MinnumfOp: "fmin",
    arith.ExtFOp: "identity",
    arith.TruncFOp: "identity",
    llvm.FAddOp: "add",
    llvm.FSubOp: "sub",
    llvm.FMulOp: "mul",
    llvm.FDivOp: "div",
    llvm.FNegOp: "neg",
    llvm.FRemOp: "fmod",
    math.AbsFOp: "fabs",
    math.AcosOp: "acos",
    math.AcoshOp: "acosh",
    math.AsinOp: "asin",
    math.AsinhOp: "asinh",
    math.AtanOp: "atan",
    math.Atan2Op: "atan2",
    math.AtanhOp: "atanh",
    math.CbrtOp: "cbrt",
    math.CeilOp: "ceil",
    math.CopySignOp: "copysign",
    math.CosOp: "cos",
    math.CoshOp: "cosh",
    math.ErfOp: "erf",
    math.ExpOp: "exp",
    math.Exp2Op: "exp2",
    math.ExpM1Op: "expm1",
    math.FloorOp: "floor",
    math.LogOp: "log",
    math.Log10Op: "log10",
    math.Log1pOp: "log1p",
    math.Log2Op: "log2",
    math.PowFOp: "pow",
    math.RoundEvenOp: "roundeven",
    math.RoundOp: "round",
    math.RsqrtOp: "rsqrt",
    math.SinOp: "sin",
    math.SinhOp: "sinh",
    math.SqrtOp: "sqrt",
    math.TanOp: "tan",
    math.TanhOp: "tanh",
    math.TruncOp: "trunc",
}


def primitive_for(primitive: Primitive) -> Callable[[Operation], Evaluate]:
    return lambda op: differentiable(primitive, rounding(op.results[0].type))


ELEMENTWISE.update({op: primitive_for(PRIMITIVES[name]) for op, name in FLOAT_OPS.items()})


@elementwise(math.FmaOp)
def _fma(op: math.FmaOp) -> Evaluate:
    name = "muladd" if "fmuladd" in op.attributes else "fma"
    return differentiable(PRIMITIVES[name], rounding(op.result.type))


def integer_power(x: Dual, exponent: int) -> Dual:
    """`x ** exponent`; the derivative of `x ** 0` is zero everywhere."""
    partial = exponent * power(x.value, float(exponent - 1)) if exponent else 0.0
    return Dual(power(x.value, float(exponent)), scale(partial, x.tangent))


@elementwise(math.FPowIOp)
def _fpowi(op: math.FPowIOp) -> Evaluate:
    width, to_float = bit_width(element_type(op.rhs.type)), rounding(op.result.type)

    def evaluate(x: Dual, exponent: int) -> Dual:
        result = integer_power(x, signed(exponent, width))
        return Dual(to_float(result.value), result.tangent)

    return evaluate


FLOAT_COMPARISONS: tuple[Callable[[float, float], bool], ...] = (
    lambda x, y: False,
    eq,
    gt,
    ge,
    lt,
    le,
    lambda x, y: x < y or x > y,
    lambda x, y: x == x and y == y,
    lambda x, y: not (x < y or x > y),
    lambda x, y: not x <= y,
    lambda x, y: not x < y,
    lambda x, y: not x >= y,
    lambda x, y: not x > y,
    ne,
    lambda x, y: x != x or y != y,
    lambda x, y: True,
)
"""By the number of the predicate of `arith.cmpf`."""


@elementwise(arith.CmpfOp)
def _compare_floats(op: arith.CmpfOp) -> Evaluate:
    compare = FLOAT_COMPARISONS[op.predicate.value.data]
    return lambda x, y: int(compare(x.value, y.value))


@elementwise(arith.SIToFPOp, arith.UIToFPOp)
def _to_float(op: arith.SIToFPOp | arith.UIToFPOp) -> Evaluate:
    width, to_float = operand_width(op), rounding(op.result.type)
    if isinstance(op, arith.UIToFPOp):
        return lambda x: Dual(to_float(float(x)))
    return lambda x: Dual(to_float(float(signed(x, width))))


@elementwise(arith.FPToSIOp, arith.FPToUIOp)
def _to_integer(op: arith.FPToSIOp | arith.FPToUIOp) -> Evaluate:
    width = result_width(op)
    unsigned = isinstance(op, arith.FPToUIOp)
    lowest, end = (0, 1 << width) if unsigned else (-(1 << (width - 1)), 1 << (width - 1))

    def evaluate(x: Dual) -> Value:
        if not pymath.isfinite(x.value) or not lowest <= (whole := pymath.trunc(x.value)) < end:
            return POISON
        return whole % (1 << width)

    return evaluate


@elementwise(arith.BitcastOp)
def _bitcast(op: arith.BitcastOp) -> Evaluate:
    return reinterpret(element_type(op.input.type), element_type(op.result.type))


# Integers

IntegerFunction: TypeAlias = Callable[[int, int, int], "int | None"]
"""Of two operands and their width. The result is reduced to the width; None stands for poison."""


def divide_towards_zero(x: int, y: int, width: int) -> int:
    x, y = signed(x, width), signed(y, width)
    return abs(x) // _divisor(abs(y)) * (1 if (x < 0) == (y < 0) else -1)


def signed_remainder(x: int, y: int, width: int) -> int:
    return signed(x, width) - divide_towards_zero(x, y, width) * signed(y, width)


def _divisor(y: int) -> int:
    if y == 0:
        raise OracleError("divides an integer by zero")
    return y


def by_sign(choose: Callable[[int, int], int]) -> IntegerFunction:
    return lambda x, y, width: choose(signed(x, width), signed(y, width))


def shift(function: Callable[[int, int, int], int]) -> IntegerFunction:
    """A shift by as many bits as the integer has, or more, is poison."""
    return lambda x, y, width: function(x, y, width) if y < width else None


INTEGER_OPS: dict[type[Operation], IntegerFunction] = {
    arith.AddiOp: lambda x, y, width: x + y,
    arith.SubiOp: lambda x, y, width: x - y,
    arith.MuliOp: lambda x, y, width: x * y,
    arith.DivUIOp: lambda x, y, width: x // _divisor(y),
    arith.RemUIOp: lambda x, y, width: x % _divisor(y),
    arith.DivSIOp: divide_towards_zero,
    arith.RemSIOp: signed_remainder,
    arith.FloorDivSIOp: by_sign(lambda x, y: x // _divisor(y)),
    arith.CeilDivSIOp: by_sign(lambda x, y: -(-x // _divisor(y))),
    arith.CeilDivUIOp: lambda x, y, width: -(-x // _divisor(y)),
    arith.MinUIOp: lambda x, y, width: min(x, y),
    arith.MaxUIOp: lambda x, y, width: max(x, y),
    arith.MinSIOp: by_sign(min),
    arith.MaxSIOp: by_sign(max),
    arith.ShRSIOp: shift(lambda x, y, width: signed(x, width) >> y),
    math.IPowIOp: lambda x, y, width: pow(x, y, 1 << width),
}


def integer_for(function: IntegerFunction) -> Callable[[Operation], Evaluate]:
    def make(op: Operation) -> Evaluate:
        width = result_width(op)
        mask = (1 << width) - 1

        def evaluate(x: int, y: int) -> Value:
            result = function(x, y, width)
            return POISON if result is None else computed(x, y, result & mask, width)

        return evaluate

    return make


ELEMENTWISE.update({op: integer_for(function) for op, function in INTEGER_OPS.items()})


def _bitwise(op: Operation, combine: Callable[[int, int], int]) -> Evaluate:
    width = result_width(op)
    return lambda x, y: computed(x, y, combine(x, y), width)


# Floats packed into one integer are put together by `or`; masks pick one of them, or change its sign or its exponent.


@elementwise(arith.AndIOp)
def _and(op: arith.AndIOp) -> Evaluate:
    return _bitwise(op, and_)


@elementwise(arith.OrIOp)
def _or(op: arith.OrIOp) -> Evaluate:
    return _bitwise(op, or_)


@elementwise(arith.XOrIOp)
def _xor(op: arith.XOrIOp) -> Evaluate:
    return _bitwise(op, xor)


@elementwise(arith.ShLIOp)
def _shift_left(op: arith.ShLIOp) -> Evaluate:
    width = result_width(op)
    mask = (1 << width) - 1

    def evaluate(x: int, y: int) -> Value:
        return POISON if y >= width else integer(x << y & mask, moved_cells(x, y, width))

    return evaluate


@elementwise(arith.ShRUIOp)
def _shift_right(op: arith.ShRUIOp) -> Evaluate:
    width = result_width(op)

    def evaluate(x: int, y: int) -> Value:
        return POISON if y >= width else integer(x >> y, moved_cells(x, -y, width))

    return evaluate


@elementwise(arith.TruncIOp)
def _truncate(op: arith.TruncIOp) -> Evaluate:
    width = result_width(op)
    mask = (1 << width) - 1
    return lambda x: integer(x & mask, moved_cells(x, 0, width))


@elementwise(arith.ExtUIOp)
def _extend_with_zeros(op: arith.ExtUIOp) -> Evaluate:
    return lambda x: x


@elementwise(arith.ExtSIOp)
def _extend_with_sign(op: arith.ExtSIOp) -> Evaluate:
    width, mask = operand_width(op), (1 << result_width(op)) - 1
    return lambda x: integer(signed(x, width) & mask, cells_of(x))


@elementwise(arith.IndexCastOp)
def _index_cast(op: arith.IndexCastOp) -> Evaluate:
    width, mask = operand_width(op), (1 << result_width(op)) - 1
    return lambda x: signed(x, width) & mask


INTEGER_COMPARISONS: tuple[tuple[bool, Callable[[int, int], bool]], ...] = (
    (False, eq),
    (False, ne),
    (True, lt),
    (True, le),
    (True, gt),
    (True, ge),
    (False, lt),
    (False, le),
    (False, gt),
    (False, ge),
)
"""By the number of the predicate of `arith.cmpi`: whether it looks at signs, and the comparison."""


def integer_comparison(predicate: int, width: int) -> Callable[[int, int], int]:
    has_sign, compare = INTEGER_COMPARISONS[predicate]
    if has_sign:
        return lambda x, y: int(compare(signed(x, width), signed(y, width)))
    return lambda x, y: int(compare(x, y))


@elementwise(arith.CmpiOp)
def _compare_integers(op: arith.CmpiOp) -> Evaluate:
    return integer_comparison(op.predicate.value.data, operand_width(op))


@on_values(arith.AddUIExtendedOp)
def _add_extended(op: arith.AddUIExtendedOp, _: Machine) -> Evaluate:
    width = result_width(op)
    return lambda x, y: ((x + y) % (1 << width), (x + y) >> width)


@on_values(arith.MulUIExtendedOp, arith.MulSIExtendedOp)
def _multiply_extended(op: arith.MulUIExtendedOp | arith.MulSIExtendedOp, _: Machine) -> Evaluate:
    width = result_width(op)
    modulus = 1 << width
    if isinstance(op, arith.MulUIExtendedOp):
        return lambda x, y: (x * y % modulus, x * y // modulus)

    def evaluate(x: int, y: int) -> Value:
        product = signed(x, width) * signed(y, width)
        return product % modulus, (product >> width) % modulus

    return evaluate


@elementwise(math.AbsIOp)
def _absolute(op: math.AbsIOp) -> Evaluate:
    width = result_width(op)
    return lambda x: abs(signed(x, width)) % (1 << width)


@elementwise(math.CountLeadingZerosOp)
def _leading_zeros(op: math.CountLeadingZerosOp) -> Evaluate:
    width = result_width(op)
    return lambda x: width - x.bit_length()


@elementwise(math.CountTrailingZerosOp)
def _trailing_zeros(op: math.CountTrailingZerosOp) -> Evaluate:
    width = result_width(op)
    return lambda x: (x & -x).bit_length() - 1 if x else width


@elementwise(math.CtPopOp)
def _population(op: math.CtPopOp) -> Evaluate:
    return lambda x: x.bit_count()


# Of any type


@on_values(arith.SelectOp)
def _select(op: arith.SelectOp, _: Machine) -> Evaluate:
    def evaluate(condition: Value, true_value: Value, false_value: Value) -> Value:
        if condition is POISON:
            return POISON
        return true_value if condition else false_value

    return evaluate
