"""One entry per scalar rule: how to write the op, and where it is smooth.

::

    SCALARS["math.sqrt"].program("sqrt", "f32")     # a func.func @sqrt on f64 that computes in f32
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Interval = tuple[float, float]

ANY: Interval = (-2.0, 2.0)
POSITIVE: Interval = (0.2, 2.5)
UNIT: Interval = (-0.9, 0.9)


@dataclass(frozen=True)
class Scalar:
    """An op or function of floats."""

    key: str
    """The op's name, or the function's."""
    text: str
    """The right-hand side of the op, with `{0}` … for operands and `{T}` for the type."""
    domain: Sequence[Interval]
    """Per operand, where the points are taken from."""
    types: Sequence[str] = ("f64", "f32", "vector<2xf64>")
    gap: float = 0.0
    """How far two operands must be apart, for functions with a kink where they are equal."""
    setup: Sequence[str] = ()
    """Ops that come before."""
    parameters: Sequence[str] = ()
    """Types of the further parameters of an external function; with `after`, the floats come after these."""

    @property
    def arity(self) -> int:
        return len(self.domain)

    def program(self, name: str, type: str) -> str:
        """A function of doubles that computes in `type`. The lanes of a vector are different functions of the arguments."""
        arguments = ", ".join(f"%x{i} : f64" for i in range(self.arity))
        operands, lines = self._operands(type)
        body = self.text.format(*operands, T=type)
        results = {"f64": [], "f32": ["%r64 = arith.extf %r : f32 to f64"]}.get(type, _SUM_OF_LANES)
        returned = {"f64": "%r", "f32": "%r64"}.get(type, "%sum")
        text = "\n  ".join(
            [*lines, *self.setup, f"%r = {body}", *results, f"func.return {returned} : f64"]
        )
        return f"func.func @{name}({arguments}) -> f64 {{\n  {text}\n}}\n"

    def _operands(self, type: str) -> tuple[list[str], list[str]]:
        if type == "f64":
            return [f"%x{i}" for i in range(self.arity)], []
        if type == "f32":
            lines = [f"%s{i} = arith.truncf %x{i} : f64 to f32" for i in range(self.arity)]
            return [f"%s{i}" for i in range(self.arity)], lines
        lines = ["%near = arith.constant 0.9375 : f64"]
        for i in range(self.arity):
            lines += [
                f"%y{i} = arith.mulf %x{i}, %near : f64",
                f"%b{i} = vector.broadcast %x{i} : f64 to {type}",
                f"%v{i} = vector.insert %y{i}, %b{i} [1] : f64 into {type}",
            ]
        return [f"%v{i}" for i in range(self.arity)], lines


_SUM_OF_LANES = [
    "%l0 = vector.extract %r[0] : f64 from vector<2xf64>",
    "%l1 = vector.extract %r[1] : f64 from vector<2xf64>",
    "%weight = arith.constant 0.75 : f64",
    "%weighted = arith.mulf %l1, %weight : f64",
    "%sum = arith.addf %l0, %weighted : f64",
]


def _unary(key: str, domain: Interval = ANY) -> Scalar:
    return Scalar(key, f"{key} {{0}} : {{T}}", [domain])


def _binary(key: str, first: Interval = ANY, second: Interval = ANY, gap: float = 0.0) -> Scalar:
    return Scalar(key, f"{key} {{0}}, {{1}} : {{T}}", [first, second], gap=gap)


def _llvm(key: str, *domain: Interval) -> Scalar:
    operands = ", ".join(f"{{{i}}}" for i in range(len(domain)))
    return Scalar(key, f"{key} {operands} : {{T}}", domain, types=("f64", "f32"))


def _libm(name: str, *domain: Interval, gap: float = 0.0) -> Scalar:
    operands = ", ".join(f"{{{i}}}" for i in range(len(domain)))
    types = ", ".join(["{T}"] * len(domain))
    text = f"func.call @{name}({operands}) : ({types}) -> {{T}}"
    return Scalar(name, text, domain, types=("f32",) if name.endswith("f") else ("f64",), gap=gap)


def _both(name: str, *domain: Interval, gap: float = 0.0) -> list[Scalar]:
    """A libm function in double and single precision."""
    return [_libm(name, *domain, gap=gap), _libm(name + "f", *domain, gap=gap)]


def _libm_and(name: str, domain: Sequence[Interval], *further: tuple[str, str]) -> Scalar:
    """An external function that also takes other arguments, after the floats: pairs of a value's name and its type."""
    type = _type_of(name)
    operands = ", ".join([*(f"{{{i}}}" for i in range(len(domain))), *(one for one, _ in further)])
    parameters = [parameter for _, parameter in further]
    types = ", ".join(["{T}"] * len(domain) + parameters)
    text = f"func.call @{name}({operands}) : ({types}) -> {{T}}"
    return Scalar(name, text, domain, types=(type,), setup=_SETUP, parameters=parameters)


def _type_of(name: str) -> str:
    """Of the floats of a function of the run-time library of C or Fortran."""
    single = ("4", "4i", "4k", "f", "f_r", "sf2")
    return "f32" if name.endswith(single) else "f64"


_SETUP = (
    "%n32 = arith.constant 3 : i32",
    "%n64 = arith.constant -2 : i64",
    "%true = arith.constant true",
    "%two32 = arith.constant 2.0 : f32",
    "%two64 = arith.constant 2.0 : f64",
    "%one = arith.constant 1 : i32",
    "%to = llvm.alloca %one x i32 : (i32) -> !llvm.ptr",
)
_INT, _LONG, _FLAG, _TO = ("%n32", "i32"), ("%n64", "i64"), ("%true", "i1"), ("%to", "!llvm.ptr")


def _order(name: str, domain: Interval) -> list[Scalar]:
    """A Bessel function of integer order, which is its first argument."""
    found: list[Scalar] = []
    for suffix in ("", "f"):
        scalar = _libm_and(name + suffix, [domain], _INT)
        text = f"func.call @{name}{suffix}(%n32, {{0}}) : (i32, {{T}}) -> {{T}}"
        found.append(replace(scalar, text=text, parameters=("i32", "after")))
    return found


def _fortran(name: str, domain: Sequence[Interval], *further: tuple[str, str]) -> list[Scalar]:
    """A function of flang's run-time library, in single and double precision."""
    return [_libm_and(f"_FortranA{name.format(kind)}", domain, *further) for kind in "48"]


_ALL = [
    _binary("arith.addf"),
    _binary("arith.subf"),
    _binary("arith.mulf"),
    _binary("arith.divf", ANY, POSITIVE),
    _unary("arith.negf"),
    _binary("arith.maximumf", gap=0.2),
    _binary("arith.minimumf", gap=0.2),
    _binary("arith.maxnumf", gap=0.2),
    _binary("arith.minnumf", gap=0.2),
    _llvm("llvm.fadd", ANY, ANY),
    _llvm("llvm.fsub", ANY, ANY),
    _llvm("llvm.fmul", ANY, ANY),
    _llvm("llvm.fdiv", ANY, POSITIVE),
    _llvm("llvm.fneg", ANY),
    _llvm("llvm.frem", (2.1, 2.4), (0.6, 0.65)),
    _unary("math.absf", (0.1, 2.0)),
    _unary("math.acos", UNIT),
    _unary("math.acosh", (1.2, 3.0)),
    _unary("math.asin", UNIT),
    _unary("math.asinh"),
    _unary("math.atan"),
    _unary("math.atanh", UNIT),
    _binary("math.atan2", ANY, POSITIVE),
    _unary("math.cbrt", POSITIVE),
    _unary("math.ceil", (0.2, 0.8)),
    _binary("math.copysign", (-2.0, -0.1), POSITIVE),
    _unary("math.cos"),
    _unary("math.cosh"),
    _unary("math.erf"),
    _unary("math.exp2"),
    _unary("math.expm1"),
    _unary("math.exp"),
    _unary("math.floor", (1.2, 1.8)),
    Scalar("math.fma", "math.fma {0}, {1}, {2} : {T}", [ANY, ANY, ANY]),
    _unary("math.log10", POSITIVE),
    _unary("math.log1p", (-0.7, 2.0)),
    _unary("math.log2", POSITIVE),
    _unary("math.log", POSITIVE),
    _binary("math.powf", POSITIVE, ANY),
    _unary("math.roundeven", (0.6, 1.3)),
    _unary("math.round", (0.6, 1.3)),
    _unary("math.rsqrt", POSITIVE),
    _unary("math.sin"),
    _unary("math.sinh"),
    _unary("math.sqrt", POSITIVE),
    _unary("math.tan", (-1.2, 1.2)),
    _unary("math.tanh"),
    _unary("math.trunc", (1.2, 1.8)),
    Scalar("vector.fma", "vector.fma {0}, {1}, {2} : {T}", [ANY] * 3, types=("vector<2xf64>",)),
    *_both("erfc", ANY),
    *_both("exp10", ANY),
    *_both("fdim", (1.0, 2.0), (-1.0, 0.8)),
    *_both("fmod", (2.1, 2.4), (0.6, 0.65)),
    *_both("hypot", POSITIVE, POSITIVE),
    *_both("lgamma", (-3.8, 9.0)),
    *_both("logb", (1.2, 1.8)),
    *_both("nearbyint", (0.6, 1.3)),
    *_both("nextafter", ANY, ANY),
    *_both("remainder", (2.1, 2.4), (0.6, 0.65)),
    *_both("rint", (0.6, 1.3)),
    *_both("tgamma", (-1.9, 4.0)),
    *_both("gamma", (-3.8, 9.0)),
    *(one for name in ("j0", "j1") for one in _both(name, (-6.0, 9.0))),
    *(one for name in ("y0", "y1") for one in _both(name, (0.3, 9.0))),
    *_both("pow10", ANY),
    *_both("drem", (2.1, 2.4), (0.6, 0.65)),
    *_both("exp2m1", ANY),
    *_both("exp10m1", ANY),
    *_both("logp1", (-0.7, 2.0)),
    *_both("log2p1", (-0.7, 2.0)),
    *_both("log10p1", (-0.7, 2.0)),
    *_both("rsqrt", POSITIVE),
    *_both("powr", POSITIVE, ANY),
    *_both("sinpi", ANY),
    *_both("cospi", ANY),
    *_both("tanpi", (-0.4, 0.4)),
    *_both("asinpi", UNIT),
    *_both("acospi", UNIT),
    *_both("atanpi", ANY),
    *_both("atan2pi", ANY, POSITIVE),
    *_both("nextup", ANY),
    *_both("nextdown", ANY),
    *(
        one
        for kind in ("fmaximum", "fminimum")
        for name in (kind, f"{kind}_num", f"{kind}_mag", f"{kind}_mag_num")
        for one in _both(name, POSITIVE, (-2.0, -0.1))
    ),
    *_both("fmaxmag", (0.2, 1.0), (-2.0, -1.1)),
    *_both("fminmag", (0.2, 1.0), (-2.0, -1.1)),
    *(_libm_and(f"frexp{suffix}", [(1.1, 1.9)], _TO) for suffix in ("", "f")),
    *(_libm_and(f"remquo{suffix}", [(2.1, 2.4), (0.6, 0.65)], _TO) for suffix in ("", "f")),
    *(_libm_and(f"lgamma{suffix}_r", [(-3.8, 9.0)], _TO) for suffix in ("", "f")),
    *(_libm_and(f"pown{suffix}", [ANY], _LONG) for suffix in ("", "f")),
    *(_libm_and(f"rootn{suffix}", [POSITIVE], _LONG) for suffix in ("", "f")),
    *(_libm_and(f"compoundn{suffix}", [(-0.5, 2.0)], _LONG) for suffix in ("", "f")),
    _libm_and("scalb", [ANY], ("%two64", "f64")),
    _libm_and("scalbf", [ANY], ("%two32", "f32")),
    _libm_and("__powidf2", [POSITIVE], _INT),
    _libm_and("__powisf2", [POSITIVE], _INT),
    *_order("jn", (0.3, 9.0)),
    *_order("yn", (0.9, 9.0)),
    *_fortran("FPow{}i", [POSITIVE], _INT),
    *_fortran("FPow{}k", [POSITIVE], _LONG),
    *_fortran("ModReal{}", [(2.1, 2.4), (0.6, 0.65)], _TO, _INT),
    *_fortran("ModuloReal{}", [(-2.4, -2.1), (0.6, 0.65)], _TO, _INT),
    *_fortran("Fraction{}", [(1.1, 1.9)]),
    *_fortran("SetExponent{}", [(1.1, 1.9)], _LONG),
    *_fortran("Nearest{}", [ANY], _FLAG),
    *_fortran("Scale{}", [ANY], _LONG),
    *_fortran("ErfcScaled{}", [ANY]),
    _libm_and("_FortranASpacing4", [(1.1, 1.9)]),
    _libm_and("_FortranASpacing8", [(1.1, 1.9)]),
    _libm_and("_FortranARRSpacing4", [(1.1, 1.9)]),
    _libm_and("_FortranARRSpacing8", [(1.1, 1.9)]),
]

SCALARS = {scalar.key: scalar for scalar in _ALL}

CASES = [(scalar, type) for scalar in _ALL for type in scalar.types]


def function_name(scalar: Scalar, type: str) -> str:
    suffix = {"f64": "f64", "f32": "f32"}.get(type, "v2f64")
    return f"{scalar.key.replace('.', '_')}_{suffix}"


def declarations() -> str:
    """The libm functions that the programs call."""
    lines: list[str] = []
    for scalar in _ALL:
        if "." not in scalar.key:
            (type,) = scalar.types
            floats = [type] * scalar.arity
            first = "after" in scalar.parameters
            integers = [one for one in scalar.parameters if one != "after"]
            types = [*integers, *floats] if first else [*floats, *integers]
            lines.append(f"func.func private @{scalar.key}({', '.join(types)}) -> {type}")
    return "\n".join(lines) + "\n"
