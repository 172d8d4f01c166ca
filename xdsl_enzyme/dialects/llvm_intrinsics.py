"""LLVM's intrinsics that are ops of `math` and `arith`, by name: of LLVM IR (`llvm.sin.f64`) and of MLIR (`llvm.intr.sin`)."""

from __future__ import annotations

from xdsl.dialects import arith, math
from xdsl.ir import Operation

FLOAT_OPERATIONS: dict[str, type[Operation]] = {
    "fabs": math.AbsFOp,
    "acos": math.AcosOp,
    "asin": math.AsinOp,
    "atan": math.AtanOp,
    "atan2": math.Atan2Op,
    "ceil": math.CeilOp,
    "copysign": math.CopySignOp,
    "cos": math.CosOp,
    "cosh": math.CoshOp,
    "exp": math.ExpOp,
    "exp2": math.Exp2Op,
    "floor": math.FloorOp,
    "fma": math.FmaOp,
    "log": math.LogOp,
    "log10": math.Log10Op,
    "log2": math.Log2Op,
    "maximum": arith.MaximumfOp,
    "maxnum": arith.MaxnumfOp,
    "minimum": arith.MinimumfOp,
    "minnum": arith.MinnumfOp,
    "pow": math.PowFOp,
    "powi": math.FPowIOp,
    "round": math.RoundOp,
    "roundeven": math.RoundEvenOp,
    "sin": math.SinOp,
    "sinh": math.SinhOp,
    "sqrt": math.SqrtOp,
    "tan": math.TanOp,
    "tanh": math.TanhOp,
    "trunc": math.TruncOp,
}
"""Functions of floats."""

INTEGER_EXTREMA: dict[str, type[Operation]] = {
    "smax": arith.MaxSIOp,
    "smin": arith.MinSIOp,
    "umax": arith.MaxUIOp,
    "umin": arith.MinUIOp,
}
