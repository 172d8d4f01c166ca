"""Operations of `math`: LLVM intrinsics where there are any, else calls to libm.

::

    math.sin %x : f64              ->  call double @llvm.sin.f64(double %x)
    math.cbrt %x : vector<2xf32>   ->  call float @cbrtf(float %lane)   for each lane

The calls to libm say that they have no side effect: `errno` is not part of what a math operation does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects import builtin, llvm, math, vector
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.flags import fast_math
from xdsl_enzyme.lowering.llvm_ir.types import (
    element_type,
    integer_width,
    is_vector,
    lane_count,
    overload,
)
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes

INTRINSICS: dict[type[Operation], str] = {
    math.AbsFOp: "fabs",
    math.SqrtOp: "sqrt",
    math.SinOp: "sin",
    math.CosOp: "cos",
    math.TanOp: "tan",
    math.AsinOp: "asin",
    math.AcosOp: "acos",
    math.AtanOp: "atan",
    math.Atan2Op: "atan2",
    math.SinhOp: "sinh",
    math.CoshOp: "cosh",
    math.TanhOp: "tanh",
    math.ExpOp: "exp",
    math.Exp2Op: "exp2",
    math.LogOp: "log",
    math.Log2Op: "log2",
    math.Log10Op: "log10",
    math.PowFOp: "pow",
    math.CopySignOp: "copysign",
    math.FloorOp: "floor",
    math.CeilOp: "ceil",
    math.TruncOp: "trunc",
    math.RoundOp: "round",
    math.RoundEvenOp: "roundeven",
    math.CtPopOp: "ctpop",
    vector.FMAOp: "fma",
    llvm.FAbsOp: "fabs",
    llvm.FSqrtOp: "sqrt",
    llvm.FSinOp: "sin",
    llvm.FCosOp: "cos",
    llvm.FExpOp: "exp",
    llvm.FExp2Op: "exp2",
    llvm.FLogOp: "log",
    llvm.FLog2Op: "log2",
    llvm.FPowOp: "pow",
    llvm.FFloorOp: "floor",
    llvm.FCeilOp: "ceil",
    llvm.FCopySignOp: "copysign",
    llvm.FMAOp: "fma",
    llvm.VectorFMaxOp: "maxnum",
    llvm.VectorFMinOp: "minnum",
}
"""Operations on one type that are intrinsics."""

INTRINSICS_WITH_FLAG: dict[type[Operation], str] = {
    math.AbsIOp: "abs",
    math.CountLeadingZerosOp: "ctlz",
    math.CountTrailingZerosOp: "cttz",
}
"""Those with a further argument: whether the result is poison at the smallest integer, or at zero. Ours isn't."""

LIBM: dict[type[Operation], str] = {
    math.CbrtOp: "cbrt",
    math.ExpM1Op: "expm1",
    math.Log1pOp: "log1p",
    math.ErfOp: "erf",
    math.AsinhOp: "asinh",
    math.AcoshOp: "acosh",
    math.AtanhOp: "atanh",
}

_LIBM_SUFFIX: dict[type[Attribute], str] = {
    builtin.Float64Type: "",
    builtin.Float32Type: "f",
    builtin.Float80Type: "l",
}

LIBM_EFFECTS = " nounwind willreturn memory(none)"


def intrinsic(
    writer: FunctionWriter,
    name: str,
    type_: Attribute,
    operands: Sequence[str],
    flags: str = "",
) -> str:
    """A call to an intrinsic whose operands and result have one type."""
    text = writer.types[type_]
    return writer.call(
        f"llvm.{name}.{overload(type_)}", text, [(text, each) for each in operands], flags
    )


def _require_library_function(writer: FunctionWriter, name: str, type_: Attribute) -> None:
    """Refuses what would become a call of a function that the module itself defines, maybe in terms of it."""
    symbol = name + _LIBM_SUFFIX.get(type(element_type(type_)), "")
    owner = writer.module.symbols.get(symbol)
    if owner is not None and owner.regions and owner.regions[0].first_block is not None:
        raise LoweringError(
            f"the module defines '{symbol}' itself",
            why=f"the operation becomes a call of the C library's '{symbol}'",
            hint="rename the function",
        )


@writes(*INTRINSICS)
def _intrinsic(writer: FunctionWriter, op: Operation) -> None:
    result = op.results[0]
    _require_library_function(writer, INTRINSICS[type(op)], result.type)
    operands = [writer.values[operand] for operand in op.operands]
    writer.result(
        result, intrinsic(writer, INTRINSICS[type(op)], result.type, operands, fast_math(op))
    )


@writes(*INTRINSICS_WITH_FLAG)
def _intrinsic_with_flag(writer: FunctionWriter, op: Operation) -> None:
    result = op.results[0]
    text = writer.types[result.type]
    writer.result(
        result,
        writer.call(
            f"llvm.{INTRINSICS_WITH_FLAG[type(op)]}.{overload(result.type)}",
            text,
            [(text, writer.values[op.operands[0]]), ("i1", "false")],
        ),
    )


@writes(math.FmaOp)
def _fused_multiply_add(writer: FunctionWriter, op: math.FmaOp) -> None:
    operands = [writer.values[operand] for operand in op.operands]
    if "fmuladd" in op.attributes:
        _multiply_and_add(writer, op.result, operands, fast_math(op))
        return
    _require_library_function(writer, "fma", op.result.type)
    writer.result(op.result, intrinsic(writer, "fma", op.result.type, operands, fast_math(op)))


def _multiply_and_add(
    writer: FunctionWriter, result: SSAValue, operands: Sequence[str], flags: str
) -> None:
    """
    What may be fused where that is faster: two instructions that may be contracted mean the same as LLVM's `fmuladd`. Its vectoriser knows them better: it
    has two opinions on what sums of the intrinsic cost that keep their order, and ends the process if these differ (22.1).
    """
    if not {"contract", "fast"} & set(flags.split()):
        flags += "contract "
    type = writer.types[result.type]
    first, second, addend = operands
    product = writer.compute(f"fmul {flags}{type} {first}, {second}")
    writer.result(result, f"fadd {flags}{type} {product}, {addend}")


@writes(math.RsqrtOp)
def _reciprocal_square_root(writer: FunctionWriter, op: math.RsqrtOp) -> None:
    type_ = op.result.type
    flags = fast_math(op)
    root = writer.compute(intrinsic(writer, "sqrt", type_, [writer.values[op.operand]], flags))
    one = constants.floating(1.0, element_type(type_))
    if is_vector(type_):
        one = constants.splat(one, type_, writer.types)
    writer.result(op.result, f"fdiv {flags}{writer.types[type_]} {one}, {root}")


Lane = Callable[[Sequence[str]], str]
"""From the operands of one lane to the text of the instruction that computes its result."""


def by_lane(
    writer: FunctionWriter, result: SSAValue, operands: Sequence[SSAValue], lane: Lane
) -> None:
    """Computes `result` from `operands`, lane by lane if they are vectors."""
    if not is_vector(result.type):
        writer.result(result, lane([writer.values[operand] for operand in operands]))
        return
    text = writer.types[result.type]
    element = writer.types[element_type(result.type)]
    whole = "poison"
    count = lane_count(result.type)
    for index in range(count):
        scalars = [
            writer.compute(f"extractelement {writer.typed(operand)}, i64 {index}")
            for operand in operands
        ]
        value = writer.compute(lane(scalars))
        insertion = f"insertelement {text} {whole}, {element} {value}, i64 {index}"
        if index + 1 < count:
            whole = writer.compute(insertion)
        else:
            writer.result(result, insertion)


@writes(*LIBM)
def _libm(writer: FunctionWriter, op: Operation) -> None:
    result = op.results[0]
    type_ = element_type(result.type)
    text = writer.types[type_]
    flags = fast_math(op)
    name = LIBM[type(op)]
    _require_library_function(writer, name, type_)

    def lane(scalars: Sequence[str]) -> str:
        suffix = _LIBM_SUFFIX.get(type(type_))
        if suffix is not None:
            arguments = [(text, scalar) for scalar in scalars]
            return writer.call(name + suffix, text, arguments, flags, LIBM_EFFECTS)
        if not isinstance(type_, builtin.Float16Type | builtin.BFloat16Type):
            raise LoweringError(f"libm has no '{name}' for {type_}")
        # libm has no 16-bit functions: round the result of the 32-bit one.
        wide = [("float", writer.compute(f"fpext {text} {scalar} to float")) for scalar in scalars]
        value = writer.compute(writer.call(f"{name}f", "float", wide, flags, LIBM_EFFECTS))
        return f"fptrunc float {value} to {text}"

    by_lane(writer, result, op.operands, lane)


@writes(math.FPowIOp)
def _power_with_integer(writer: FunctionWriter, op: math.FPowIOp) -> None:
    """LLVM's powi takes one i32. Other exponents become floats; their parity, which may be lost, goes into the sign."""
    type_, flags = op.result.type, fast_math(op)
    text, base, exponent = writer.types[type_], writer.values[op.lhs], writer.values[op.rhs]
    width = integer_width(op.rhs.type)
    if is_vector(op.rhs.type) or width > 32:
        integers = writer.types[op.rhs.type]
        power = writer.compute(f"sitofp {integers} {exponent} to {text}")
        magnitude = writer.compute(intrinsic(writer, "fabs", type_, [base], flags))
        even = writer.compute(intrinsic(writer, "pow", type_, [magnitude, power], flags))
        odd = writer.compute(intrinsic(writer, "copysign", type_, [even, base], flags))
        bits = f"<{lane_count(type_)} x i1>" if is_vector(type_) else "i1"
        parity = writer.compute(f"trunc {integers} {exponent} to {bits}")
        writer.result(op.result, f"select {flags}{bits} {parity}, {text} {odd}, {text} {even}")
        return
    if width < 32:
        exponent = writer.compute(f"sext {writer.typed(op.rhs)} to i32")
    writer.result(
        op.result,
        writer.call(
            f"llvm.powi.{overload(type_)}.i32", text, [(text, base), ("i32", exponent)], flags
        ),
    )


_INTEGER_POWER = """\
define internal {type} @{name}({type} %base, {type} %exponent) nounwind willreturn memory(none) {{
entry:
  %negative = icmp slt {type} %exponent, 0
  br i1 %negative, label %inverse, label %loop
inverse:
  %one = sdiv {type} 1, %base
  %odd = and {type} %exponent, 1
  %is.odd = icmp ne {type} %odd, 0
  %square = mul {type} %one, %one
  %power = select i1 %is.odd, {type} %one, {type} %square
  ret {type} %power
loop:
  %result = phi {type} [ 1, %entry ], [ %result.next, %next ]
  %factor = phi {type} [ %base, %entry ], [ %factor.next, %next ]
  %left = phi {type} [ %exponent, %entry ], [ %left.next, %next ]
  %done = icmp eq {type} %left, 0
  br i1 %done, label %exit, label %next
next:
  %bit = and {type} %left, 1
  %is.set = icmp ne {type} %bit, 0
  %product = mul {type} %result, %factor
  %result.next = select i1 %is.set, {type} %product, {type} %result
  %factor.next = mul {type} %factor, %factor
  %left.next = lshr {type} %left, 1
  br label %loop
exit:
  ret {type} %result
}}
"""
"""Integer power by squaring. A negative exponent leaves 1 / base, of which only 1 and -1 survive truncation."""


@writes(math.IPowIOp)
def _integer_power(writer: FunctionWriter, op: math.IPowIOp) -> None:
    text = writer.types[element_type(op.result.type)]
    if integer_width(op.result.type) < 2:
        raise LoweringError(f"the power of integers of type {op.result.type} cannot be written")
    name = f"xdsl_enzyme.ipowi.{text}"
    writer.module.define(name, _INTEGER_POWER.format(type=text, name=name))
    by_lane(
        writer,
        op.result,
        op.operands,
        lambda scalars: writer.call(name, text, [(text, scalar) for scalar in scalars]),
    )
