"""The scalar functions: values as in C, derivatives from a calculus book.

Nothing here comes from `xdsl_enzyme.rules`: this table is what the rules are compared with.

Conventions where the derivative does not exist or is a matter of taste (they follow JAX):

=====================  =======================================================================
`fabs` at 0            0 (the sign of 0)
`fmax`, `fmin`, ties   one half each; where one argument is NaN, the other one gets all of it
`sqrt`, `cbrt` at 0    infinity
`log` at 0             infinity
`pow(x, 0)`            0 with respect to x
`pow(0, y)`            0 with respect to y
`copysign(x, y)`       sign(x) sign(y), where the sign of a zero counts
`floor`, `round`, …    0 everywhere
`fmod(x, y)`           1 and -trunc(x / y); `remainder` the same with rounding to nearest
`fdim` at equality     0
`hypot(0, 0)`          0
`atan2(0, 0)`          NaN, as 0 / 0
zero tangent           zero, whatever the partial is (0 * infinity is 0)
=====================  =======================================================================
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
from scipy import special

from tests.oracle.dual import Primitive


def divide(x: float, y: float) -> float:
    """`x / y` as IEEE 754 has it: division by zero gives an infinity or NaN."""
    try:
        return x / y
    except ZeroDivisionError:
        with np.errstate(all="ignore"):
            return float(np.divide(x, y))


def ieee(function: Callable[..., float], fallback: Callable[..., object]) -> Callable[..., float]:
    """`function` where Python has it defined, else what C returns (an infinity or NaN), from NumPy."""

    def value(*arguments: float) -> float:
        try:
            return function(*arguments)
        except (ValueError, OverflowError, ZeroDivisionError):
            with np.errstate(all="ignore"):
                return float(fallback(*arguments))  # pyright: ignore[reportArgumentType]

    return value


sqrt = ieee(math.sqrt, np.sqrt)
log = ieee(math.log, np.log)
exp = ieee(math.exp, np.exp)
power = ieee(math.pow, np.power)
cosh = ieee(math.cosh, np.cosh)
sinh = ieee(math.sinh, np.sinh)
sin = ieee(math.sin, np.sin)
cos = ieee(math.cos, np.cos)
tan = ieee(math.tan, np.tan)
gamma = ieee(math.gamma, special.gamma)


def fma(x: float, y: float, z: float) -> float:
    """`x * y + z` with one rounding."""
    if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(z)):
        return x * y + z
    exact = Fraction(x) * Fraction(y) + Fraction(z)
    if exact == 0:
        return x * y + z
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def fmax(x: float, y: float) -> float:
    if math.isnan(x):
        return y
    return x if math.isnan(y) or x > y else y


def fmin(x: float, y: float) -> float:
    if math.isnan(x):
        return y
    return x if math.isnan(y) or x < y else y


def maximum(x: float, y: float) -> float:
    return math.nan if math.isnan(x) or math.isnan(y) else max(x, y)


def minimum(x: float, y: float) -> float:
    return math.nan if math.isnan(x) or math.isnan(y) else min(x, y)


def choice(x: float, y: float, chosen: float) -> tuple[float, float]:
    """The partials of a function that returns one of its arguments; ties are split."""
    first, second = float(x == chosen), float(y == chosen)
    total = first + second
    return (divide(first, total), divide(second, total)) if total else (0.0, 0.0)


def round_half_away(x: float) -> float:
    if not math.isfinite(x):
        return x
    magnitude = math.floor(abs(x))
    return math.copysign(magnitude + (abs(x) - magnitude >= 0.5), x)


def integral(function: Callable[[float], int]) -> Callable[[float], float]:
    """A rounding to an integer, as a function from floats to floats."""
    return lambda x: math.copysign(float(function(x)), x) if math.isfinite(x) else x


def power_partials(x: float, y: float) -> tuple[float, float]:
    by_base = 0.0 if y == 0.0 else y * power(x, y - 1.0)
    by_exponent = 0.0 if x == 0.0 else power(x, y) * log(x)
    return by_base, by_exponent


def hypot_partials(x: float, y: float) -> tuple[float, float]:
    length = math.hypot(x, y)
    return (divide(x, length), divide(y, length)) if length else (0.0, 0.0)


def atan2_partials(y: float, x: float) -> tuple[float, float]:
    square = x * x + y * y
    return divide(x, square), -divide(y, square)


def trunc_quotient(x: float, y: float) -> float:
    return -integral(math.trunc)(divide(x, y))


def nearest_quotient(x: float, y: float) -> float:
    return -integral(round)(divide(x, y))


def reciprocal_square(x: float) -> float:
    return divide(1.0, x * x)


def flat(_: float) -> tuple[float]:
    """The partial of a step function."""
    return (0.0,)


def by_magnitude(x: float, y: float, larger: bool) -> float:
    """The argument of larger (smaller) magnitude; of two with the same, the larger (smaller)."""
    if abs(x) == abs(y):
        return max(x, y) if larger else min(x, y)
    return x if (abs(x) > abs(y)) == larger else y


def chosen(function: Callable[[float, float], float]) -> Primitive:
    """A function that returns one of its arguments."""
    return Primitive(function, lambda x, y: choice(x, y, function(x, y)))


def mantissa(x: float) -> float:
    return math.frexp(x)[0]


def spacing(digits: int, smallest: int) -> Primitive:
    """Fortran's `spacing` for reals of so many binary digits, the smallest normal one of which is 2**smallest."""

    def value(x: float) -> float:
        return math.ldexp(1.0, max(math.frexp(x)[1] - digits, smallest) if x else smallest)

    return Primitive(value, flat)


def reciprocal_spacing(digits: int) -> Primitive:
    """Fortran's `rrspacing` for reals of so many binary digits."""
    return Primitive(
        lambda x: abs(mantissa(x)) * 2.0**digits,
        lambda x: (math.copysign(math.ldexp(1.0, digits - math.frexp(x)[1]), x),),
    )


LN2 = math.log(2.0)
LN10 = math.log(10.0)

PRIMITIVES: dict[str, Primitive] = {
    "add": Primitive(lambda x, y: x + y, lambda x, y: (1.0, 1.0)),
    "sub": Primitive(lambda x, y: x - y, lambda x, y: (1.0, -1.0)),
    "mul": Primitive(lambda x, y: x * y, lambda x, y: (y, x)),
    "div": Primitive(divide, lambda x, y: (divide(1.0, y), -divide(divide(x, y), y))),
    "neg": Primitive(lambda x: -x, lambda x: (-1.0,)),
    "identity": Primitive(lambda x: x, lambda x: (1.0,)),
    "fma": Primitive(fma, lambda x, y, z: (y, x, 1.0)),
    "muladd": Primitive(lambda x, y, z: x * y + z, lambda x, y, z: (y, x, 1.0)),
    "fabs": Primitive(math.fabs, lambda x: (float(x > 0.0) - float(x < 0.0),)),
    "fmax": Primitive(fmax, lambda x, y: choice(x, y, fmax(x, y))),
    "fmin": Primitive(fmin, lambda x, y: choice(x, y, fmin(x, y))),
    "maximum": Primitive(maximum, lambda x, y: choice(x, y, maximum(x, y))),
    "minimum": Primitive(minimum, lambda x, y: choice(x, y, minimum(x, y))),
    "fdim": Primitive(
        lambda x, y: math.nan if math.isnan(x) or math.isnan(y) else max(x - y, 0.0),
        lambda x, y: (float(x > y), -float(x > y)),
    ),
    "copysign": Primitive(
        math.copysign, lambda x, y: (math.copysign(1.0, x) * math.copysign(1.0, y), 0.0)
    ),
    "nextafter": Primitive(math.nextafter, lambda x, y: (1.0, 0.0)),
    "fmod": Primitive(ieee(math.fmod, np.fmod), lambda x, y: (1.0, trunc_quotient(x, y))),
    "remainder": Primitive(
        ieee(math.remainder, lambda x, y: math.nan), lambda x, y: (1.0, nearest_quotient(x, y))
    ),
    "hypot": Primitive(math.hypot, hypot_partials),
    "pow": Primitive(power, power_partials),
    "sqrt": Primitive(sqrt, lambda x: (divide(0.5, sqrt(x)),)),
    "rsqrt": Primitive(
        lambda x: divide(1.0, sqrt(x)), lambda x: (-0.5 * divide(1.0, x * sqrt(x)),)
    ),
    "cbrt": Primitive(math.cbrt, lambda x: (divide(1.0, 3.0 * math.cbrt(x) ** 2),)),
    "exp": Primitive(exp, lambda x: (exp(x),)),
    "exp2": Primitive(ieee(math.exp2, np.exp2), lambda x: (LN2 * power(2.0, x),)),
    "exp10": Primitive(lambda x: power(10.0, x), lambda x: (LN10 * power(10.0, x),)),
    "expm1": Primitive(ieee(math.expm1, np.expm1), lambda x: (exp(x),)),
    "log": Primitive(log, lambda x: (divide(1.0, x),)),
    "log2": Primitive(ieee(math.log2, np.log2), lambda x: (divide(1.0, x * LN2),)),
    "log10": Primitive(ieee(math.log10, np.log10), lambda x: (divide(1.0, x * LN10),)),
    "log1p": Primitive(ieee(math.log1p, np.log1p), lambda x: (divide(1.0, 1.0 + x),)),
    "sin": Primitive(sin, lambda x: (cos(x),)),
    "cos": Primitive(cos, lambda x: (-sin(x),)),
    "tan": Primitive(tan, lambda x: (reciprocal_square(cos(x)),)),
    "asin": Primitive(
        ieee(math.asin, np.arcsin), lambda x: (divide(1.0, sqrt((1.0 - x) * (1.0 + x))),)
    ),
    "acos": Primitive(
        ieee(math.acos, np.arccos), lambda x: (-divide(1.0, sqrt((1.0 - x) * (1.0 + x))),)
    ),
    "atan": Primitive(math.atan, lambda x: (1.0 / (1.0 + x * x),)),
    "atan2": Primitive(math.atan2, atan2_partials),
    "sinh": Primitive(sinh, lambda x: (cosh(x),)),
    "cosh": Primitive(cosh, lambda x: (sinh(x),)),
    "tanh": Primitive(math.tanh, lambda x: (reciprocal_square(cosh(x)),)),
    "asinh": Primitive(math.asinh, lambda x: (1.0 / math.hypot(1.0, x),)),
    "acosh": Primitive(
        ieee(math.acosh, np.arccosh), lambda x: (divide(1.0, sqrt(x - 1.0) * sqrt(x + 1.0)),)
    ),
    "atanh": Primitive(
        ieee(math.atanh, np.arctanh), lambda x: (divide(1.0, (1.0 - x) * (1.0 + x)),)
    ),
    "erf": Primitive(math.erf, lambda x: (2.0 / math.sqrt(math.pi) * exp(-x * x),)),
    "erfc": Primitive(math.erfc, lambda x: (-2.0 / math.sqrt(math.pi) * exp(-x * x),)),
    "tgamma": Primitive(gamma, lambda x: (gamma(x) * float(special.digamma(x)),)),
    "lgamma": Primitive(ieee(math.lgamma, special.gammaln), lambda x: (float(special.digamma(x)),)),
    "j0": Primitive(lambda x: float(special.j0(x)), lambda x: (-float(special.j1(x)),)),
    "j1": Primitive(lambda x: float(special.j1(x)), lambda x: (float(special.jvp(1, x)),)),
    "y0": Primitive(lambda x: float(special.y0(x)), lambda x: (-float(special.y1(x)),)),
    "y1": Primitive(lambda x: float(special.y1(x)), lambda x: (float(special.yvp(1, x)),)),
    "floor": Primitive(integral(math.floor), flat),
    "ceil": Primitive(integral(math.ceil), flat),
    "trunc": Primitive(integral(math.trunc), flat),
    "round": Primitive(round_half_away, flat),
    "logb": Primitive(lambda x: float(math.frexp(x)[1] - 1), flat),
    "rint": Primitive(integral(round), flat),
    "nearbyint": Primitive(integral(round), flat),
    "roundeven": Primitive(integral(round), flat),
    # C23, TS 18661 and older names
    "exp2m1": Primitive(lambda x: math.expm1(LN2 * x), lambda x: (LN2 * power(2.0, x),)),
    "exp10m1": Primitive(lambda x: math.expm1(LN10 * x), lambda x: (LN10 * power(10.0, x),)),
    "logp1": Primitive(ieee(math.log1p, np.log1p), lambda x: (divide(1.0, 1.0 + x),)),
    "log2p1": Primitive(lambda x: math.log1p(x) / LN2, lambda x: (divide(1.0, LN2 + LN2 * x),)),
    "log10p1": Primitive(lambda x: math.log1p(x) / LN10, lambda x: (divide(1.0, LN10 + LN10 * x),)),
    "powr": Primitive(power, power_partials),
    "sinpi": Primitive(lambda x: sin(math.pi * x), lambda x: (math.pi * cos(math.pi * x),)),
    "cospi": Primitive(lambda x: cos(math.pi * x), lambda x: (-math.pi * sin(math.pi * x),)),
    "tanpi": Primitive(
        lambda x: tan(math.pi * x), lambda x: (math.pi * reciprocal_square(cos(math.pi * x)),)
    ),
    "asinpi": Primitive(
        lambda x: math.asin(x) / math.pi,
        lambda x: (divide(1.0, math.pi * sqrt((1.0 - x) * (1.0 + x))),),
    ),
    "acospi": Primitive(
        lambda x: math.acos(x) / math.pi,
        lambda x: (-divide(1.0, math.pi * sqrt((1.0 - x) * (1.0 + x))),),
    ),
    "atanpi": Primitive(
        lambda x: math.atan(x) / math.pi, lambda x: (1.0 / math.pi / (1.0 + x * x),)
    ),
    "atan2pi": Primitive(
        lambda y, x: math.atan2(y, x) / math.pi,
        lambda y, x: tuple(partial / math.pi for partial in atan2_partials(y, x)),
    ),
    "scalb": Primitive(
        lambda x, y: x * power(2.0, round(y)), lambda x, y: (power(2.0, round(y)), 0.0)
    ),
    "nexttoward": Primitive(math.nextafter, lambda x, y: (1.0, 0.0)),
    "nextup": Primitive(lambda x: math.nextafter(x, math.inf), lambda x: (1.0,)),
    "nextdown": Primitive(lambda x: math.nextafter(x, -math.inf), lambda x: (1.0,)),
    "fmaximum": chosen(maximum),
    "fminimum": chosen(minimum),
    "fmaximum_num": chosen(fmax),
    "fminimum_num": chosen(fmin),
    "fmaxmag": chosen(lambda x, y: by_magnitude(x, y, larger=True)),
    "fminmag": chosen(lambda x, y: by_magnitude(x, y, larger=False)),
    "fmaximum_mag": chosen(lambda x, y: by_magnitude(x, y, larger=True)),
    "fminimum_mag": chosen(lambda x, y: by_magnitude(x, y, larger=False)),
    "fmaximum_mag_num": chosen(lambda x, y: by_magnitude(x, y, larger=True)),
    "fminimum_mag_num": chosen(lambda x, y: by_magnitude(x, y, larger=False)),
    # Fortran's run-time library, without the kind where the function is the same for each
    "ErfcScaled": Primitive(
        lambda x: float(special.erfcx(x)),
        lambda x: (2.0 * x * float(special.erfcx(x)) - 2.0 / math.sqrt(math.pi),),
    ),
    "Fraction": Primitive(mantissa, lambda x: (math.ldexp(1.0, -math.frexp(x)[1]),)),
    "Spacing4": spacing(24, -126),
    "Spacing8": spacing(53, -1022),
    "RRSpacing4": reciprocal_spacing(24),
    "RRSpacing8": reciprocal_spacing(53),
    "Modulo": Primitive(
        lambda x, y: x - math.floor(x / y) * y, lambda x, y: (1.0, -float(math.floor(x / y)))
    ),
}
PRIMITIVES |= {
    alias: PRIMITIVES[name]
    for alias, name in {"pow10": "exp10", "drem": "remainder", "gamma": "lgamma"}.items()
}
"""By C name; `add`, `sub`, `mul`, `div`, `neg`, `identity`, `muladd`, `maximum`, `minimum` and `rsqrt` are ours."""
