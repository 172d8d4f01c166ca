"""One function, or more, per rule that is not scalar: vectors, structures, intrinsics, casts.

Each takes two doubles and returns one.
"""

from __future__ import annotations


def _function(name: str, *lines: str) -> str:
    body = "\n  ".join(lines)
    return (
        f"func.func @{name}(%x : f64, %y : f64) -> f64 {{\n  {body}\n  func.return %r : f64\n}}\n"
    )


def _pair(name: str, *lines: str) -> str:
    """%v is a vector of sin x and y x; %w is combined to %r."""
    return _function(
        name,
        "%s = math.sin %x : f64",
        "%p = arith.mulf %x, %y : f64",
        "%b = vector.broadcast %s : f64 to vector<2xf64>",
        "%v = vector.insert %p, %b [1] : f64 into vector<2xf64>",
        *lines,
    )


_LANES = (
    "%l0 = vector.extract %w[0] : f64 from vector<2xf64>",
    "%l1 = vector.extract %w[1] : f64 from vector<2xf64>",
    "%half = arith.constant 0.5 : f64",
    "%l2 = arith.mulf %l1, %half : f64",
    "%r = arith.addf %l0, %l2 : f64",
)
_STRUCT = "!llvm.struct<(f64, i32, f64)>"
_BOTH = "!llvm.struct<(f64, f64)>"


def _intrinsic(name: str, *lines: str) -> str:
    return _function(name, "%p = arith.mulf %x, %y : f64", *lines)


def _reduction(kind: str, start: bool = False) -> str:
    operands, types = ("%y, %w", "f64, vector<2xf64>") if start else ("%w", "vector<2xf64>")
    intrinsic = f"llvm.vector.reduce.f{kind}.v2f64"
    return _pair(
        f"reduce_{kind}",
        "%w = arith.mulf %v, %v : vector<2xf64>",
        f"%r = {_call(intrinsic, operands, types, 'f64')}",
    )


def _call(intrinsic: str, operands: str, types: str, result: str) -> str:
    count = operands.count("%")
    return (
        f'"llvm.call_intrinsic"({operands}) <{{intrin = "{intrinsic}", '
        "fastmathFlags = #llvm.fastmath<none>, op_bundle_sizes = array<i32>, "
        f"operandSegmentSizes = array<i32: {count}, 0>}}> : ({types}) -> {result}"
    )


FUNCTIONS: dict[str, str] = {
    "lanes": _pair("lanes", "%w = arith.mulf %v, %v : vector<2xf64>", *_LANES),
    "dynamic_lane": _pair(
        "dynamic_lane",
        "%big = arith.cmpf ogt, %x, %y : f64",
        "%zero = arith.constant 0 : index",
        "%one = arith.constant 1 : index",
        "%at = arith.select %big, %zero, %one : index",
        "%e = vector.extract %v[%at] : f64 from vector<2xf64>",
        "%q = arith.mulf %e, %y : f64",
        "%w = vector.insert %q, %v [%at] : f64 into vector<2xf64>",
        *_LANES,
    ),
    "shuffle": _pair(
        "shuffle",
        "%u = arith.mulf %v, %v : vector<2xf64>",
        "%w = vector.shuffle %v, %u [3, 0] : vector<2xf64>, vector<2xf64>",
        *_LANES,
    ),
    "vector_select": _pair(
        "vector_select",
        "%c = arith.constant dense<[true, false]> : vector<2xi1>",
        "%u = arith.mulf %v, %v : vector<2xf64>",
        "%w = llvm_extra.vector_select %c, %u, %v : vector<2xi1>, vector<2xf64>",
        *_LANES,
    ),
    "vector_reduction": _pair(
        "vector_reduction",
        "%w = arith.mulf %v, %v : vector<2xf64>",
        "%r = vector.reduction <mul>, %w : vector<2xf64> into f64",
    ),
    "structure": _function(
        "structure",
        f"%a = llvm.mlir.undef : {_STRUCT}",
        f"%b = llvm.insertvalue %x, %a[0] : {_STRUCT}",
        "%n = arith.constant 3 : i32",
        f"%c = llvm.insertvalue %n, %b[1] : {_STRUCT}",
        f"%d = llvm.insertvalue %y, %c[2] : {_STRUCT}",
        f"%e = llvm.extractvalue %d[0] : {_STRUCT}",
        f"%f = llvm.extractvalue %d[2] : {_STRUCT}",
        "%p = arith.mulf %e, %f : f64",
        f"%g = llvm.insertvalue %p, %d[0] : {_STRUCT}",
        f"%h = llvm.extractvalue %g[0] : {_STRUCT}",
        f"%i = llvm.extractvalue %g[2] : {_STRUCT}",
        "%r = arith.mulf %h, %i : f64",
    ),
    "freeze": _function(
        "freeze",
        "%p = arith.mulf %x, %y : f64",
        "%f = llvm_extra.freeze %p : f64",
        "%r = arith.mulf %f, %x : f64",
    ),
    "select": _function(
        "select",
        "%c = arith.cmpf ogt, %x, %y : f64",
        "%p = arith.mulf %x, %y : f64",
        "%s = arith.select %c, %p, %x : f64",
        "%r = arith.mulf %s, %y : f64",
    ),
    "casts": _function(
        "casts",
        "%a = arith.truncf %x : f64 to f32",
        "%b = arith.mulf %a, %a : f32",
        "%c = arith.extf %b : f32 to f64",
        "%r = arith.mulf %c, %y : f64",
    ),
    "integer_power": _function(
        "integer_power",
        "%n = arith.constant -3 : i32",
        "%p = math.fpowi %x, %n : f64, i32",
        "%r = arith.mulf %p, %y : f64",
    ),
    # Decisions and integers have no derivative, whatever they come from.
    "decisions": _function(
        "decisions",
        "%bits = arith.bitcast %x : f64 to i64",
        "%zero = arith.constant 0 : i64",
        "%negative = arith.cmpi slt, %bits, %zero : i64",
        "%s = arith.select %negative, %y, %x : f64",
        "%k = arith.fptosi %y : f64 to i64",
        "%f = arith.sitofp %k : i64 to f64",
        "%t = arith.addf %f, %s : f64",
        "%r = arith.mulf %t, %s : f64",
    ),
    "ldexp": _intrinsic(
        "ldexp",
        "%n = arith.constant 3 : i32",
        f"%q = {_call('llvm.ldexp.f64.i32', '%p, %n', 'f64, i32', 'f64')}",
        "%r = arith.mulf %q, %x : f64",
    ),
    "rint_of": _intrinsic(
        "rint_of",
        f"%q = {_call('llvm.rint.f64', '%p', 'f64', 'f64')}",
        "%r = arith.mulf %q, %x : f64",
    ),
    "modf_of": _intrinsic(
        "modf_of",
        f"%q = {_call('llvm.modf.f64', '%p', 'f64', _BOTH)}",
        f"%a = llvm.extractvalue %q[0] : {_BOTH}",
        f"%b = llvm.extractvalue %q[1] : {_BOTH}",
        "%c = arith.addf %b, %x : f64",
        "%r = arith.mulf %a, %c : f64",
    ),
    "sincos_of": _intrinsic(
        "sincos_of",
        f"%q = {_call('llvm.sincos.f64', '%p', 'f64', _BOTH)}",
        f"%a = llvm.extractvalue %q[0] : {_BOTH}",
        f"%b = llvm.extractvalue %q[1] : {_BOTH}",
        "%c = arith.mulf %b, %x : f64",
        "%r = arith.subf %a, %c : f64",
    ),
    "reduce_add": _reduction("add", start=True),
    "reduce_mul": _reduction("mul", start=True),
    "reduce_max": _reduction("max"),
    "reduce_min": _reduction("min"),
}

WIDE = ("freeze", "select", "casts", "integer_power", "decisions", "ldexp", "rint_of")
"""Those on scalars only."""
