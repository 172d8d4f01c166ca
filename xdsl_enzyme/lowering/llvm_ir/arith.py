"""Operations of `arith`, and those of `llvm` that mean the same.

::

    %s = arith.addf %x, %y fastmath<contract> : f64   ->   %s = fadd contract double %x, %y

Constants and casts that change nothing need no instruction: their uses get the operand itself.
"""

from __future__ import annotations

from typing import Any, cast

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import DenseResourceAttr, IntegerAttr
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.flags import fast_math, overflow, unit_flags
from xdsl_enzyme.lowering.llvm_ir.types import (
    element_type,
    integer_width,
    is_memref,
    is_vector,
    lane_count,
    overload,
)
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes

FLOAT_BINARY: dict[type[Operation], str] = {
    arith.AddfOp: "fadd",
    arith.SubfOp: "fsub",
    arith.MulfOp: "fmul",
    arith.DivfOp: "fdiv",
    llvm.FAddOp: "fadd",
    llvm.FSubOp: "fsub",
    llvm.FMulOp: "fmul",
    llvm.FDivOp: "fdiv",
    llvm.FRemOp: "frem",
}

WRAPPING_BINARY: dict[type[Operation], str] = {
    arith.AddiOp: "add",
    arith.SubiOp: "sub",
    arith.MuliOp: "mul",
    arith.ShLIOp: "shl",
    llvm.AddOp: "add",
    llvm.SubOp: "sub",
    llvm.MulOp: "mul",
    llvm.ShlOp: "shl",
}

INTEGER_BINARY: dict[type[Operation], tuple[str, str]] = {
    arith.DivSIOp: ("sdiv", "exact"),
    arith.DivUIOp: ("udiv", "exact"),
    arith.ShRSIOp: ("ashr", "exact"),
    arith.ShRUIOp: ("lshr", "exact"),
    arith.OrIOp: ("or", "disjoint"),
    arith.AndIOp: ("and", ""),
    arith.XOrIOp: ("xor", ""),
    arith.RemSIOp: ("srem", ""),
    arith.RemUIOp: ("urem", ""),
    llvm.SDivOp: ("sdiv", "exact"),
    llvm.UDivOp: ("udiv", "exact"),
    llvm.AShrOp: ("ashr", "exact"),
    llvm.LShrOp: ("lshr", "exact"),
    llvm.OrOp: ("or", "disjoint"),
    llvm.AndOp: ("and", ""),
    llvm.XOrOp: ("xor", ""),
    llvm.SRemOp: ("srem", ""),
    llvm.URemOp: ("urem", ""),
}
"""Instruction, and the unit attribute that becomes its flag."""

_FLAG_PROPERTIES = {"exact": "isExact", "disjoint": "isDisjoint", "": ""}

CASTS: dict[type[Operation], tuple[str, tuple[str, ...]]] = {
    arith.ExtSIOp: ("sext", ()),
    arith.ExtUIOp: ("zext", ("nneg",)),
    arith.TruncIOp: ("trunc", ("nuw", "nsw")),
    arith.ExtFOp: ("fpext", ()),
    arith.TruncFOp: ("fptrunc", ()),
    arith.FPToSIOp: ("fptosi", ()),
    arith.FPToUIOp: ("fptoui", ()),
    arith.SIToFPOp: ("sitofp", ()),
    arith.UIToFPOp: ("uitofp", ("nneg",)),
    llvm.SExtOp: ("sext", ()),
    llvm.SIToFPOp: ("sitofp", ()),
    llvm.FPExtOp: ("fpext", ()),
    llvm.FPTruncOp: ("fptrunc", ()),
    llvm_extra.AddressSpaceCastOp: ("addrspacecast", ()),
    llvm.PtrToIntOp: ("ptrtoint", ()),
    llvm.IntToPtrOp: ("inttoptr", ()),
}
"""Instruction, and the unit attributes that become its flags."""

MIN_MAX: dict[type[Operation], str] = {
    arith.MinSIOp: "llvm.smin",
    arith.MaxSIOp: "llvm.smax",
    arith.MinUIOp: "llvm.umin",
    arith.MaxUIOp: "llvm.umax",
    arith.MinimumfOp: "llvm.minimum",
    arith.MaximumfOp: "llvm.maximum",
    arith.MinnumfOp: "llvm.minnum",
    arith.MaxnumfOp: "llvm.maxnum",
}


@writes(arith.ConstantOp, llvm.ConstantOp)
def _constant(writer: FunctionWriter, op: arith.ConstantOp | llvm.ConstantOp) -> None:
    value = op.properties["value"]
    result = op.results[0]
    if isinstance(value, DenseResourceAttr):
        raise LoweringError(
            "a constant is kept in a resource of the MLIR file", hint="write it as dense<...>"
        )
    writer.values[result] = constants.literal(value, result.type, writer.types)


@writes(*FLOAT_BINARY)
def _float_binary(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    values = writer.values
    writer.result(
        op.results[0],
        f"{FLOAT_BINARY[type(op)]} {fast_math(op)}{writer.types[lhs.type]} "
        f"{values[lhs]}, {values[rhs]}",
    )


@writes(*WRAPPING_BINARY)
def _wrapping_binary(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    values = writer.values
    writer.result(
        op.results[0],
        f"{WRAPPING_BINARY[type(op)]} {overflow(op)}{writer.types[lhs.type]} "
        f"{values[lhs]}, {values[rhs]}",
    )


@writes(*INTEGER_BINARY)
def _integer_binary(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    values = writer.values
    instruction, flag = INTEGER_BINARY[type(op)]
    has_flag = flag and (flag in op.attributes or _FLAG_PROPERTIES[flag] in op.properties)
    writer.result(
        op.results[0],
        f"{instruction} {flag + ' ' if has_flag else ''}{writer.types[lhs.type]} "
        f"{values[lhs]}, {values[rhs]}",
    )


@writes(*CASTS)
def _cast(writer: FunctionWriter, op: Operation) -> None:
    instruction, flags = CASTS[type(op)]
    (operand,) = op.operands
    result = op.results[0]
    writer.result(
        result,
        f"{instruction} {unit_flags(op, flags) if flags else ''}{writer.typed(operand)} "
        f"to {writer.types[result.type]}",
    )


@writes(llvm.ZExtOp)
def _zero_extend(writer: FunctionWriter, op: llvm.ZExtOp) -> None:
    flag = "nneg " if op.non_neg is not None else ""
    writer.result(op.res, f"zext {flag}{writer.typed(op.arg)} to {writer.types[op.res.type]}")


@writes(llvm.TruncOp)
def _truncate(writer: FunctionWriter, op: llvm.TruncOp) -> None:
    writer.result(
        op.res, f"trunc {overflow(op)}{writer.typed(op.arg)} to {writer.types[op.res.type]}"
    )


@writes(*MIN_MAX)
def _min_max(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    text = writer.types[lhs.type]
    writer.result(
        op.results[0],
        writer.call(
            f"{MIN_MAX[type(op)]}.{overload(lhs.type)}",
            text,
            [(text, writer.values[lhs]), (text, writer.values[rhs])],
            flags=fast_math(op),
        ),
    )


@writes(arith.NegfOp, llvm.FNegOp)
def _negate(writer: FunctionWriter, op: Operation) -> None:
    writer.result(op.results[0], f"fneg {fast_math(op)}{writer.typed(op.operands[0])}")


def _predicate(op: Operation, names: list[str]) -> str:
    attribute = op.properties["predicate"]
    if not isinstance(attribute, IntegerAttr):
        raise LoweringError(f"the predicate {attribute} is not a number")
    number = cast(IntegerAttr, attribute).value.data
    if not 0 <= number < len(names):
        raise LoweringError(f"the predicate {number} is not one of {', '.join(names)}")
    return names[number]


@writes(arith.CmpiOp, llvm.ICmpOp, llvm_extra.PointerCompareOp)
def _integer_compare(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    predicate = _predicate(op, arith.CMPI_COMPARISON_OPERATIONS)
    writer.result(
        op.results[0],
        f"icmp {unit_flags(op, ('samesign',))}{predicate} {writer.typed(lhs)}, {writer.values[rhs]}",
    )


@writes(arith.CmpfOp, llvm.FCmpOp)
def _float_compare(writer: FunctionWriter, op: Operation) -> None:
    lhs, rhs = op.operands
    predicate = _predicate(op, arith.CMPF_COMPARISON_OPERATIONS)
    writer.result(
        op.results[0],
        f"fcmp {fast_math(op)}{predicate} {writer.typed(lhs)}, {writer.values[rhs]}",
    )


@writes(arith.SelectOp, llvm.SelectOp, llvm_extra.VectorSelectOp)
def _select(writer: FunctionWriter, op: Operation) -> None:
    condition, if_true, if_false = op.operands
    if is_memref(if_true.type):
        pieces = zip(
            writer.part_types(if_true.type),
            writer.parts(if_true),
            writer.parts(if_false),
            strict=True,
        )
        writer.set_parts(
            op.results[0],
            [
                writer.compute(f"select {writer.typed(condition)}, {type_} {yes}, {type_} {no}")
                for type_, yes, no in pieces
            ],
        )
        return
    writer.result(
        op.results[0],
        f"select {fast_math(op)}{writer.typed(condition)}, "
        f"{writer.typed(if_true)}, {writer.typed(if_false)}",
    )


@writes(arith.IndexCastOp)
def _index_cast(writer: FunctionWriter, op: arith.IndexCastOp) -> None:
    operand, result = op.operands[0], op.results[0]
    source, target = integer_width(operand.type), integer_width(result.type)
    if source == target:
        writer.alias(result, operand)
    else:
        instruction = "sext" if source < target else "trunc"
        writer.result(
            result, f"{instruction} {writer.typed(operand)} to {writer.types[result.type]}"
        )


def bitcast(writer: FunctionWriter, result: SSAValue, operand: SSAValue) -> None:
    """Reinterprets the bits of a value of the same size."""
    source, target = writer.types[operand.type], writer.types[result.type]
    if source == target:
        writer.alias(result, operand)
    else:
        writer.result(result, f"bitcast {writer.typed(operand)} to {target}")


@writes(arith.BitcastOp, llvm.BitcastOp)
def _bitcast(writer: FunctionWriter, op: Operation) -> None:
    operand = op.operands[0]
    if is_memref(operand.type):
        raise LoweringError("a bitcast of memrefs cannot be written")
    bitcast(writer, op.results[0], operand)


@writes(arith.AddUIExtendedOp)
def _add_extended(writer: FunctionWriter, op: arith.AddUIExtendedOp) -> None:
    type_ = writer.types[op.lhs.type]
    pair = f"{{ {type_}, {writer.types[op.overflow.type]} }}"
    both = writer.compute(
        writer.call(
            f"llvm.uadd.with.overflow.{overload(op.lhs.type)}",
            pair,
            [(type_, writer.values[op.lhs]), (type_, writer.values[op.rhs])],
        )
    )
    writer.result(op.sum, f"extractvalue {pair} {both}, 0")
    writer.result(op.overflow, f"extractvalue {pair} {both}, 1")


def integer_literal(value: int, type_: Attribute, writer: FunctionWriter) -> str:
    """The integer as a scalar, or in each lane of a vector."""
    literal = constants.integer(value, element_type(type_))
    return constants.splat(literal, type_, writer.types) if is_vector(type_) else literal


@writes(arith.MulSIExtendedOp, arith.MulUIExtendedOp)
def _multiply_extended(
    writer: FunctionWriter, op: arith.MulSIExtendedOp | arith.MulUIExtendedOp
) -> None:
    type_ = writer.types[op.lhs.type]
    width = integer_width(op.lhs.type)
    wide, shift = f"i{2 * width}", str(width)
    if is_vector(op.lhs.type):
        wide, shift = f"<{lane_count(op.lhs.type)} x {wide}>", f"splat ({wide} {shift})"
    extend = "sext" if isinstance(op, arith.MulSIExtendedOp) else "zext"
    lhs = writer.compute(f"{extend} {writer.typed(op.lhs)} to {wide}")
    rhs = writer.compute(f"{extend} {writer.typed(op.rhs)} to {wide}")
    product = writer.compute(f"mul {wide} {lhs}, {rhs}")
    writer.result(op.low, f"trunc {wide} {product} to {type_}")
    high = writer.compute(f"lshr {wide} {product}, {shift}")
    writer.result(op.high, f"trunc {wide} {high} to {type_}")


@writes(arith.FloorDivSIOp, arith.CeilDivSIOp)
def _rounded_division(writer: FunctionWriter, op: arith.FloorDivSIOp | arith.CeilDivSIOp) -> None:
    """The truncated quotient, corrected where the remainder's sign says that it was rounded the other way."""
    type_ = writer.types[op.lhs.type]
    lhs, rhs = writer.values[op.lhs], writer.values[op.rhs]
    nothing = integer_literal(0, op.lhs.type, writer)
    floor = isinstance(op, arith.FloorDivSIOp)
    quotient = writer.compute(f"sdiv {type_} {lhs}, {rhs}")
    remainder = writer.compute(f"srem {type_} {lhs}, {rhs}")
    signs = writer.compute(f"xor {type_} {remainder}, {rhs}")
    inexact = writer.compute(f"icmp ne {type_} {remainder}, {nothing}")
    differ = writer.compute(f"icmp {'slt' if floor else 'sge'} {type_} {signs}, {nothing}")
    bits = f"<{lane_count(op.lhs.type)} x i1>" if is_vector(op.lhs.type) else "i1"
    wrong = writer.compute(f"and {bits} {inexact}, {differ}")
    correction = writer.compute(f"zext {bits} {wrong} to {type_}")
    writer.result(op.result, f"{'sub' if floor else 'add'} {type_} {quotient}, {correction}")


@writes(arith.CeilDivUIOp)
def _unsigned_ceiling_division(writer: FunctionWriter, op: arith.CeilDivUIOp) -> None:
    type_ = writer.types[op.lhs.type]
    lhs, rhs = writer.values[op.lhs], writer.values[op.rhs]
    nothing = integer_literal(0, op.lhs.type, writer)
    quotient = writer.compute(f"udiv {type_} {lhs}, {rhs}")
    remainder = writer.compute(f"urem {type_} {lhs}, {rhs}")
    inexact = writer.compute(f"icmp ne {type_} {remainder}, {nothing}")
    bits = f"<{lane_count(op.lhs.type)} x i1>" if is_vector(op.lhs.type) else "i1"
    correction = writer.compute(f"zext {bits} {inexact} to {type_}")
    writer.result(op.result, f"add {type_} {quotient}, {correction}")


@writes(llvm_extra.FreezeOp)
def _freeze(writer: FunctionWriter, op: Any) -> None:
    writer.result(op.results[0], f"freeze {writer.typed(op.operands[0])}")
