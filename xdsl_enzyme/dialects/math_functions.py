"""Functions of the C math library that have an op.

math_operation("exp", [f64], [f64])  -->  math.ExpOp
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import arith, math
from xdsl.dialects.builtin import Float32Type, Float64Type, Float80Type, Float128Type
from xdsl.ir import Attribute, Operation

_UNARY: dict[str, type[Operation]] = {
    "acos": math.AcosOp,
    "acosh": math.AcoshOp,
    "asin": math.AsinOp,
    "asinh": math.AsinhOp,
    "atan": math.AtanOp,
    "atanh": math.AtanhOp,
    "cbrt": math.CbrtOp,
    "ceil": math.CeilOp,
    "cos": math.CosOp,
    "cosh": math.CoshOp,
    "erf": math.ErfOp,
    "exp": math.ExpOp,
    "exp2": math.Exp2Op,
    "expm1": math.ExpM1Op,
    "fabs": math.AbsFOp,
    "floor": math.FloorOp,
    "log": math.LogOp,
    "log10": math.Log10Op,
    "log1p": math.Log1pOp,
    "log2": math.Log2Op,
    "round": math.RoundOp,
    "roundeven": math.RoundEvenOp,
    "sin": math.SinOp,
    "sinh": math.SinhOp,
    "sqrt": math.SqrtOp,
    "tan": math.TanOp,
    "tanh": math.TanhOp,
    "trunc": math.TruncOp,
}
_BINARY: dict[str, type[Operation]] = {
    "atan2": math.Atan2Op,
    "copysign": math.CopySignOp,
    "fmax": arith.MaxnumfOp,
    "fmin": arith.MinnumfOp,
    "pow": math.PowFOp,
}
_TERNARY: dict[str, type[Operation]] = {"fma": math.FmaOp}

_FLOATS: dict[str, tuple[type[Attribute], ...]] = {
    "": (Float64Type,),
    "f": (Float32Type,),
    "l": (Float80Type, Float128Type, Float64Type),
}
"""The suffix of a function's name and the types that it may be for."""

_OPERATIONS: dict[str, tuple[type[Operation], int, tuple[type[Attribute], ...]]] = {
    name + suffix: (operation, arity, types)
    for arity, operations in enumerate((_UNARY, _BINARY, _TERNARY), start=1)
    for name, operation in operations.items()
    for suffix, types in _FLOATS.items()
}


def math_operation(
    name: str, inputs: Sequence[Attribute], outputs: Sequence[Attribute]
) -> type[Operation] | None:
    """The op for a declared function of this name and type; None if it is another function, or has no op."""
    if (known := _OPERATIONS.get(name)) is None:
        return None
    operation, arity, types = known
    is_that = len(inputs) == arity and isinstance(inputs[0], types) and {*inputs} == {*outputs}
    return operation if is_that else None
