"""Functions without a body: libm, the allocator, and LLVM's intrinsics.

`external("hypotf", op, machine)` is `PRIMITIVES["hypot"]` with results rounded to single precision.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias, cast

from scipy import special
from xdsl.dialects import llvm
from xdsl.dialects.builtin import Float32Type, IntegerType
from xdsl.ir import Operation

from tests.oracle.access import writer
from tests.oracle.dual import Dual, Primitive, differentiable, scale
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width, element_type
from tests.oracle.primitives import PRIMITIVES, round_half_away
from tests.oracle.scalar_ops import integer_power, rounding
from tests.oracle.tables import Evaluate, on_values
from tests.oracle.values import POISON, Value, signed

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

_FORTRAN = re.compile(r"_FortranA(\w+?)(?:Real)?(4|8|10)[ik]?$")
"""A function of flang's run-time library, and the kind of real that it is for."""

ExternalMaker: TypeAlias = "Callable[[Operation, Machine], Evaluate]"


def base_name(name: str, op: Operation) -> str:
    """The name in the tables: C's single-precision functions have an `f` at the end."""
    if (fortran := fortran_name(name)) is not None:
        return fortran
    types = [*op.operands, *op.results]
    is_single = any(isinstance(element_type(value.type), Float32Type) for value in types)
    if is_single and name not in PRIMITIVES:
        return re.sub(r"f(_r)?$", r"\1", name)
    return name


def fortran_name(name: str) -> str | None:
    """The name in the tables of a function of flang's run-time library: with the kind of real if the kinds differ."""
    if (found := _FORTRAN.match(name)) is None:
        return None
    of_kind = found[1] + found[2]
    return of_kind if of_kind in PRIMITIVES else found[1]


def external(name: str, op: Operation, machine: Machine) -> Evaluate:
    """The meaning of a call to a declared function."""
    base = base_name(name, op)
    if (make := FUNCTIONS.get(base)) is not None:
        return make(op, machine)
    if (primitive := PRIMITIVES.get(base)) is not None:
        return differentiable(primitive, rounding(op.results[0].type))

    def unknown(*_: Value) -> Value:
        raise OracleError(f"calls '{name}', which has no body and is not in the oracle's table")

    return unknown


# Functions of a float and an integer


def _scaled(op: Operation, machine: Machine) -> Evaluate:
    width, to_float = bit_width(op.operands[1].type), rounding(op.results[0].type)

    def evaluate(x: Dual, exponent: int) -> Dual:
        power_of_two = signed(exponent, width)
        tangent = scale(math.ldexp(1.0, power_of_two), x.tangent)
        return Dual(to_float(math.ldexp(x.value, power_of_two)), tangent)

    return evaluate


def _integer_power(op: Operation, machine: Machine) -> Evaluate:
    width, to_float = bit_width(op.operands[1].type), rounding(op.results[0].type)

    def evaluate(x: Dual, exponent: int) -> Dual:
        result = integer_power(x, signed(exponent, width))
        return Dual(to_float(result.value), result.tangent)

    return evaluate


def _of_integer(primitive: Primitive) -> ExternalMaker:
    """A function of a float and of integers, given in any order, by its values and its partial by the float."""

    def make(op: Operation, machine: Machine) -> Evaluate:
        to_float = rounding(op.results[0].type)
        widths = [
            bit_width(one.type) if isinstance(one.type, IntegerType) else None
            for one in op.operands
        ]

        def evaluate(*arguments: Value) -> Dual:
            integers = [
                signed(cast(int, argument), width)
                for argument, width in zip(arguments, widths, strict=True)
                if width is not None
            ]
            function, partials = (
                lambda x, part=part: part(x, *integers)
                for part in (primitive.value, primitive.partials)
            )
            x = next(one for one in arguments if isinstance(one, Dual))
            return differentiable(Primitive(function, partials), to_float)(x)

        return evaluate

    return make


def _first_floats(name: str, count: int) -> ExternalMaker:
    """A primitive whose further arguments make no difference."""

    def make(op: Operation, machine: Machine) -> Evaluate:
        evaluate = differentiable(PRIMITIVES[name], rounding(op.results[0].type))
        return lambda *arguments: evaluate(*arguments[:count])

    return make


def _bessel(function: Callable[..., float], derivative: Callable[..., float]) -> ExternalMaker:
    """`jn` and `yn`."""
    return _of_integer(
        Primitive(
            lambda x, n: float(function(n, x)),
            lambda x, n: (float(derivative(n, x)),),
        )
    )


def _to_integer(round_: Callable[[float], float]) -> ExternalMaker:
    def make(op: Operation, machine: Machine) -> Evaluate:
        modulus = 1 << bit_width(op.results[0].type)
        return lambda x: int(round_(x.value)) % modulus

    return make


def _absolute(op: Operation, machine: Machine) -> Evaluate:
    width = bit_width(op.results[0].type)
    return lambda x: abs(signed(x, width)) % (1 << width)


# Functions that return a second result through a pointer


def _sincos(op: Operation, machine: Machine) -> Evaluate:
    type_ = op.operands[0].type
    sine, cosine = (differentiable(PRIMITIVES[n], rounding(type_)) for n in ("sin", "cos"))
    write = writer(type_)

    def evaluate(x: Dual, to_sine: int, to_cosine: int) -> None:
        write(machine.memory, to_sine, sine(x))
        write(machine.memory, to_cosine, cosine(x))

    return evaluate


def _split(op: Operation, machine: Machine) -> Evaluate:
    """`modf`: the fraction; the integral part goes through the pointer."""
    write = writer(op.operands[0].type)

    def evaluate(x: Dual, to_integral: int) -> Dual:
        fraction, integral = math.modf(x.value)
        write(machine.memory, to_integral, Dual(integral))
        return Dual(fraction, x.tangent)

    return evaluate


def _exponent(op: Operation, machine: Machine) -> Evaluate:
    """`frexp`: the mantissa; the exponent goes through the pointer, as an `int`."""

    def evaluate(x: Dual, to_exponent: int) -> Dual:
        mantissa, exponent = math.frexp(x.value)
        machine.memory.write_integer(to_exponent, 4, exponent % (1 << 32))
        return Dual(mantissa, scale(math.ldexp(1.0, -exponent), x.tangent))

    return evaluate


def _quotient(op: Operation, machine: Machine) -> Evaluate:
    """`remquo`: the remainder; the quotient that was taken off goes through the pointer, as an `int`."""
    remainder = differentiable(PRIMITIVES["remainder"], rounding(op.results[0].type))

    def evaluate(x: Dual, y: Dual, to_quotient: int) -> Dual:
        machine.memory.write_integer(to_quotient, 4, round(x.value / y.value) % 8)
        return remainder(x, y)

    return evaluate


def _gamma_and_sign(op: Operation, machine: Machine) -> Evaluate:
    """`lgamma_r`: the sign of the gamma function goes through the pointer, as an `int`."""
    logarithm = differentiable(PRIMITIVES["lgamma"], rounding(op.results[0].type))

    def evaluate(x: Dual, to_sign: int) -> Dual:
        sign = int(math.copysign(1.0, math.gamma(x.value)))
        machine.memory.write_integer(to_sign, 4, sign % (1 << 32))
        return logarithm(x)

    return evaluate


# Memory


def _malloc(op: Operation, machine: Machine) -> Evaluate:
    return lambda size: machine.memory.allocate(size, "malloc")


def _aligned_alloc(op: Operation, machine: Machine) -> Evaluate:
    return lambda alignment, size: machine.memory.allocate(size, "aligned_alloc")


def _posix_memalign(op: Operation, machine: Machine) -> Evaluate:
    def evaluate(place: int, alignment: int, size: int) -> int:
        machine.memory.write_integer(place, 8, machine.memory.allocate(size, "posix_memalign"))
        return 0

    return evaluate


def _calloc(op: Operation, machine: Machine) -> Evaluate:
    def evaluate(count: int, size: int) -> int:
        address = machine.memory.allocate(count * size, "calloc")
        machine.memory.fill(address, 0, count * size)
        return address

    return evaluate


def _realloc(op: Operation, machine: Machine) -> Evaluate:
    def evaluate(old: int, size: int) -> int:
        memory = machine.memory
        new = memory.allocate(size, "realloc")
        if old:
            memory.copy(new, old, min(size, len(memory.locate(old, 0)[0].data)))
            memory.free(old)
        return new

    return evaluate


def _usable_size(op: Operation, machine: Machine) -> Evaluate:
    return lambda address: len(machine.memory.locate(address, 0)[0].data) if address else 0


def _free(op: Operation, machine: Machine) -> Evaluate:
    return lambda address: machine.memory.free(address)


def _new(op: Operation, machine: Machine) -> Evaluate:
    """`operator new`, whose further arguments are an alignment or `std::nothrow`."""
    return lambda size, *_: machine.memory.allocate(size, "operator new")


def _delete(op: Operation, machine: Machine) -> Evaluate:
    """`operator delete`, whose further arguments are a size, an alignment or `std::nothrow`."""
    return lambda address, *_: machine.memory.free(address)


FUNCTIONS: dict[str, ExternalMaker] = {
    "ldexp": _scaled,
    "scalbn": _scaled,
    "scalbln": _scaled,
    "powi": _integer_power,
    "pown": _integer_power,
    "__powidf2": _integer_power,
    "__powisf2": _integer_power,
    "FPow": _integer_power,
    "Scale": _scaled,
    "rootn": _of_integer(
        Primitive(lambda x, n: x ** (1.0 / n), lambda x, n: (x ** (1.0 / n - 1.0) / n,))
    ),
    "compoundn": _of_integer(
        Primitive(lambda x, n: (1.0 + x) ** n, lambda x, n: (n * (1.0 + x) ** (n - 1),))
    ),
    "SetExponent": _of_integer(
        Primitive(
            lambda x, n: math.ldexp(math.frexp(x)[0], n),
            lambda x, n: (math.ldexp(1.0, n - math.frexp(x)[1]),),
        )
    ),
    "Nearest": _of_integer(
        Primitive(
            lambda x, up: math.nextafter(x, math.inf if up else -math.inf), lambda x, up: (1.0,)
        )
    ),
    "Mod": _first_floats("fmod", 2),
    "Modulo": _first_floats("Modulo", 2),
    "jn": _bessel(special.jv, special.jvp),
    "yn": _bessel(special.yn, special.yvp),
    "remquo": _quotient,
    "lgamma_r": _gamma_and_sign,
    "lround": _to_integer(round_half_away),
    "llround": _to_integer(round_half_away),
    "lrint": _to_integer(round),
    "llrint": _to_integer(round),
    "abs": _absolute,
    "labs": _absolute,
    "llabs": _absolute,
    "sincos": _sincos,
    "modf": _split,
    "frexp": _exponent,
    "malloc": _malloc,
    "calloc": _calloc,
    "realloc": _realloc,
    "aligned_alloc": _aligned_alloc,
    "memalign": _aligned_alloc,
    "posix_memalign": _posix_memalign,
    "malloc_usable_size": _usable_size,
    "free": _free,
    **{
        f"_Zn{array}m{more}": _new
        for array in "wa"
        for more in ("", "St11align_val_t", "RKSt9nothrow_t", "St11align_val_tRKSt9nothrow_t")
    },
    **{
        f"_Zd{array}Pv{more}": _delete
        for array in "la"
        for more in ("", "m", "St11align_val_t", "mSt11align_val_t", "RKSt9nothrow_t")
    },
}


# Intrinsics


@on_values(llvm.CallIntrinsicOp)
def _intrinsic(op: llvm.CallIntrinsicOp, machine: Machine) -> Evaluate:
    """`llvm.rint.v2f64`: types at the end of the name are dropped until it is in a table."""
    full = op.intrin.data.removeprefix("llvm.")
    parts = full.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if (make := INTRINSICS.get(name)) is not None:
            return make(op, machine)
        name = SAME_AS.get(name, name)
        if name in PRIMITIVES or name in FUNCTIONS:
            return _on_lanes(external(name, op, machine))
    raise OracleError(f"the oracle does not know the intrinsic 'llvm.{full}'")


def _on_lanes(evaluate: Evaluate) -> Evaluate:
    """A scalar intrinsic, on vectors too. Poison is handed on."""

    def on_lanes(*values: Value) -> Value:
        if POISON in values:
            return POISON
        if not any(isinstance(value, tuple) for value in values):
            return cast(Value, evaluate(*values))
        count = next(len(value) for value in values if isinstance(value, tuple))
        lanes = [value if isinstance(value, tuple) else (value,) * count for value in values]
        return tuple(on_lanes(*lane) for lane in zip(*lanes, strict=True))

    return on_lanes


SAME_AS = {
    "minnum": "fmin",
    "maxnum": "fmax",
    "minimumnum": "fmin",
    "maximumnum": "fmax",
    "fmuladd": "muladd",
}


def _lanewise(
    function: Callable[..., int | None],
) -> ExternalMaker:
    """An integer function of the width and the operands, on each lane. None is poison."""

    def make(op: Operation, machine: Machine) -> Evaluate:
        width = bit_width(element_type(op.operands[0].type))
        result_width = bit_width(element_type(op.results[0].type))

        def evaluate(*values: int) -> Value:
            result = function(width, *values)
            return POISON if result is None else result % (1 << result_width)

        return _on_lanes(evaluate)

    return make


def _with_overflow(function: Callable[[int, int], int], has_sign: bool) -> ExternalMaker:
    def make(op: Operation, machine: Machine) -> Evaluate:
        width = bit_width(op.operands[0].type)
        modulus = 1 << width

        def evaluate(x: int, y: int) -> Value:
            if POISON in (x, y):
                return POISON, POISON
            if has_sign:
                exact = function(signed(x, width), signed(y, width))
                overflows = signed(exact % modulus, width) != exact
            else:
                exact = function(x, y)
                overflows = exact % modulus != exact
            return exact % modulus, int(overflows)

        return evaluate

    return make


def _saturated(function: Callable[[int, int], int], has_sign: bool) -> ExternalMaker:
    def evaluate(width: int, x: int, y: int) -> int:
        if has_sign:
            exact = function(signed(x, width), signed(y, width))
            return max(-(1 << (width - 1)), min(exact, (1 << (width - 1)) - 1))
        return max(0, min(function(x, y), (1 << width) - 1))

    return _lanewise(evaluate)


def _funnel_left(width: int, high: int, low: int, by: int) -> int:
    return ((high << width | low) << by % width) >> width


def _funnel_right(width: int, high: int, low: int, by: int) -> int:
    return (high << width | low) >> by % width


def _compared(x: int, y: int) -> int:
    return int(x > y) - int(x < y)


def _reduction(combine: str) -> ExternalMaker:
    """`llvm.vector.reduce.fadd(start, vector)` and the like, in order."""

    def make(op: Operation, machine: Machine) -> Evaluate:
        function = differentiable(PRIMITIVES[combine], rounding(op.results[0].type))

        def evaluate(*operands: Value) -> Value:
            *start, vector = operands
            lanes = (*start, *cast("tuple[Value, ...]", vector))
            return POISON if POISON in lanes else reduce(function, cast("tuple[Dual, ...]", lanes))

        return evaluate

    return make


def _integer_reduction(combine: Callable[[int, int], int], has_sign: bool = False) -> ExternalMaker:
    def make(op: Operation, machine: Machine) -> Evaluate:
        width = bit_width(op.results[0].type)

        def evaluate(vector: tuple[int, ...]) -> Value:
            if POISON in vector:
                return POISON
            lanes = [signed(lane, width) for lane in vector] if has_sign else vector
            return reduce(combine, lanes) % (1 << width)

        return evaluate

    return make


FLOAT_CLASSES: tuple[Callable[[float], bool], ...] = (
    lambda x: False,
    math.isnan,
    lambda x: x == -math.inf,
    lambda x: -math.inf < x <= -(2.0**-1022),
    lambda x: -(2.0**-1022) < x < 0.0,
    lambda x: x == 0.0 and math.copysign(1.0, x) < 0.0,
    lambda x: x == 0.0 and math.copysign(1.0, x) > 0.0,
    lambda x: 0.0 < x < 2.0**-1022,
    lambda x: 2.0**-1022 <= x < math.inf,
    lambda x: x == math.inf,
)
"""By the number of the bit in the mask of `llvm.is.fpclass` (doubles)."""


def _is_class(op: Operation, machine: Machine) -> Evaluate:
    def evaluate(x: Dual, mask: int) -> int:
        return int(any(mask >> bit & 1 and test(x.value) for bit, test in enumerate(FLOAT_CLASSES)))

    return _on_lanes(evaluate)


def _pair(first: str, second: str) -> ExternalMaker:
    """An intrinsic that returns a struct of two functions of its operand."""

    def make(op: Operation, machine: Machine) -> Evaluate:
        to_float = rounding(op.operands[0].type)
        functions = [differentiable(PRIMITIVES[name], to_float) for name in (first, second)]
        return lambda x: (POISON, POISON) if x is POISON else tuple(f(x) for f in functions)

    return make


def _fraction_and_integral(op: Operation, machine: Machine) -> Evaluate:
    """`llvm.modf`: both parts as a structure."""

    def evaluate(x: Dual) -> Value:
        fraction, integral = math.modf(x.value)
        return Dual(fraction, x.tangent), Dual(integral)

    return evaluate


def _mantissa_and_exponent(op: Operation, machine: Machine) -> Evaluate:
    """`llvm.frexp`: the same."""

    def evaluate(x: Dual) -> Value:
        mantissa, exponent = math.frexp(x.value)
        scaled = scale(math.ldexp(1.0, -exponent), x.tangent)
        return Dual(mantissa, scaled), exponent % (1 << 32)

    return evaluate


def _first(op: Operation, machine: Machine) -> Evaluate:
    return lambda value, *_: value


def _nothing(op: Operation, machine: Machine) -> Evaluate:
    return lambda *_: None


INTRINSICS: dict[str, ExternalMaker] = {
    "uadd.with.overflow": _with_overflow(lambda x, y: x + y, False),
    "sadd.with.overflow": _with_overflow(lambda x, y: x + y, True),
    "usub.with.overflow": _with_overflow(lambda x, y: x - y, False),
    "ssub.with.overflow": _with_overflow(lambda x, y: x - y, True),
    "umul.with.overflow": _with_overflow(lambda x, y: x * y, False),
    "smul.with.overflow": _with_overflow(lambda x, y: x * y, True),
    "uadd.sat": _saturated(lambda x, y: x + y, False),
    "sadd.sat": _saturated(lambda x, y: x + y, True),
    "usub.sat": _saturated(lambda x, y: x - y, False),
    "ssub.sat": _saturated(lambda x, y: x - y, True),
    "fshl": _lanewise(_funnel_left),
    "fshr": _lanewise(_funnel_right),
    "bswap": _lanewise(lambda w, x: int.from_bytes(x.to_bytes(w // 8, "little"), "big")),
    "bitreverse": _lanewise(lambda w, x: int(f"{x:0{w}b}"[::-1], 2)),
    "ucmp": _lanewise(lambda w, x, y: _compared(x, y)),
    "scmp": _lanewise(lambda w, x, y: _compared(signed(x, w), signed(y, w))),
    "abs": _lanewise(lambda w, x, _: abs(signed(x, w))),
    "vector.reduce.fadd": _reduction("add"),
    "vector.reduce.fmul": _reduction("mul"),
    "vector.reduce.fmax": _reduction("fmax"),
    "vector.reduce.fmin": _reduction("fmin"),
    "vector.reduce.add": _integer_reduction(lambda x, y: x + y),
    "vector.reduce.mul": _integer_reduction(lambda x, y: x * y),
    "vector.reduce.and": _integer_reduction(lambda x, y: x & y),
    "vector.reduce.or": _integer_reduction(lambda x, y: x | y),
    "vector.reduce.xor": _integer_reduction(lambda x, y: x ^ y),
    "vector.reduce.smax": _integer_reduction(max, has_sign=True),
    "vector.reduce.smin": _integer_reduction(min, has_sign=True),
    "vector.reduce.umax": _integer_reduction(max),
    "vector.reduce.umin": _integer_reduction(min),
    "is.fpclass": _is_class,
    "sincos": _pair("sin", "cos"),
    "modf": _fraction_and_integral,
    "frexp": _mantissa_and_exponent,
    "expect": _first,
    "assume": _nothing,
    "prefetch": _nothing,
}
