"""Arithmetic, comparisons, casts and selection.

``%r = add nsw i32 %a, 1`` --> ``%r = arith.addi %a, %c1 overflow<nsw> : i32``

Comparisons and casts of vectors are spelt out lane by lane where `arith` has them for scalars only; LLVM puts the lanes
together again.
"""

from __future__ import annotations

from collections.abc import Mapping

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import (
    IntegerAttr,
    UnitAttr,
    i1,
    i64,
)
from xdsl.dialects.llvm import FastMathAttr, LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.frontends.llvm_ir.function_state import NO_FLAGS, FunctionState
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.lanes import has_lanes, lane_by_lane, lane_type
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor
from xdsl_enzyme.frontends.llvm_ir.types import is_number, is_vector

_UNIT = UnitAttr()

_OVERFLOW: dict[tuple[str, ...], dict[str, Attribute]] = {
    words: {
        "overflowFlags": arith.IntegerOverflowAttr([arith.IntegerOverflowFlag(w) for w in words])
    }
    for words in ((), ("nuw",), ("nsw",), ("nuw", "nsw"))
}


def _flag_words(cursor: Cursor, flags: frozenset[str]) -> tuple[str, ...]:
    tokens, start = cursor.tokens, cursor.position
    while tokens[cursor.position] in flags:
        cursor.position += 1
    return tuple(tokens[start : cursor.position])


_WRAP_FLAGS = frozenset(["nuw", "nsw"])


def _wrapping(operation: type[Operation]) -> Handler:
    """``op [nuw] [nsw] T a, b``"""

    def read(state: FunctionState, cursor: Cursor) -> SSAValue:
        properties = _OVERFLOW[_flag_words(cursor, _WRAP_FLAGS)]
        lhs, rhs = state.same_typed_values(cursor)
        return state.insert(
            operation.create(operands=[lhs, rhs], result_types=[lhs.type], properties=properties)
        )

    return read


def _integer(operation: type[Operation], flag: str = "") -> Handler:
    """``op [flag] T a, b``"""

    def read(state: FunctionState, cursor: Cursor) -> SSAValue:
        attributes: Mapping[str, Attribute] = {flag: _UNIT} if flag and cursor.accept(flag) else {}
        lhs, rhs = state.same_typed_values(cursor)
        return state.insert(
            operation.create(operands=[lhs, rhs], result_types=[lhs.type], attributes=attributes)
        )

    return read


def _floating(operation: type[Operation]) -> Handler:
    """``op [fast-math flags] T a, b``"""

    def read(state: FunctionState, cursor: Cursor) -> SSAValue:
        flags = state.fast_math(cursor)
        lhs, rhs = state.same_typed_values(cursor)
        return state.insert(
            operation.create(
                operands=[lhs, rhs], result_types=[lhs.type], properties={"fastmath": flags}
            )
        )

    return read


def _read_frem(state: FunctionState, cursor: Cursor) -> SSAValue:
    flags = FastMathAttr(state.fast_math(cursor).data)
    lhs, rhs = state.same_typed_values(cursor)
    return state.insert(
        llvm.FRemOp.create(
            operands=[lhs, rhs], result_types=[lhs.type], properties={"fastmathFlags": flags}
        )
    )


def _read_fneg(state: FunctionState, cursor: Cursor) -> SSAValue:
    flags = state.fast_math(cursor)
    operand = state.typed_value(cursor)
    return state.insert(
        arith.NegfOp.create(
            operands=[operand], result_types=[operand.type], properties={"fastmath": flags}
        )
    )


# Comparisons.

_INTEGER_PREDICATES = {
    name: IntegerAttr(number, i64) for number, name in enumerate(arith.CMPI_COMPARISON_OPERATIONS)
}
_FLOAT_PREDICATES = {
    name: IntegerAttr(number, i64) for number, name in enumerate(arith.CMPF_COMPARISON_OPERATIONS)
}


def _read_icmp(state: FunctionState, cursor: Cursor) -> SSAValue:
    attributes: dict[str, Attribute] = {"samesign": _UNIT} if cursor.accept("samesign") else {}
    properties = {"predicate": _INTEGER_PREDICATES[cursor.next()]}
    lhs, rhs = state.same_typed_values(cursor)
    operation = arith.CmpiOp
    if isinstance(lane_type(lhs.type), LLVMPointerType):
        operation, attributes = llvm_extra.PointerCompareOp, {}

    def compare(lanes: list[SSAValue], result_type: Attribute) -> Operation:
        return operation.create(
            operands=lanes, result_types=[result_type], properties=properties, attributes=attributes
        )

    return lane_by_lane(state, [lhs, rhs], i1, compare)


def _read_fcmp(state: FunctionState, cursor: Cursor) -> SSAValue:
    flags = state.fast_math(cursor)
    properties = {"predicate": _FLOAT_PREDICATES[cursor.next()], "fastmath": flags}
    lhs, rhs = state.same_typed_values(cursor)

    def compare(lanes: list[SSAValue], result_type: Attribute) -> Operation:
        return arith.CmpfOp.create(
            operands=lanes, result_types=[result_type], properties=properties
        )

    return lane_by_lane(state, [lhs, rhs], i1, compare)


# Casts.

_CAST_FLAGS = frozenset(
    ["nuw", "nsw", "nneg", "fast", "reassoc", "nnan", "ninf", "nsz", "arcp", "contract", "afn"]
)
_KEPT_CAST_FLAGS = frozenset(["nuw", "nsw", "nneg"])


def _cast_operands(
    state: FunctionState, cursor: Cursor
) -> tuple[SSAValue, Attribute, dict[str, Attribute]]:
    words = _flag_words(cursor, _CAST_FLAGS)
    operand = state.typed_value(cursor)
    cursor.expect("to")
    target = state.types.read(cursor)
    return operand, target, {word: _UNIT for word in words if word in _KEPT_CAST_FLAGS}


def _cast(operation: type[Operation]) -> Handler:
    """``op [flags] T a to U``, an op for scalars"""

    def read(state: FunctionState, cursor: Cursor) -> SSAValue:
        operand, target, attributes = _cast_operands(state, cursor)

        def cast(lanes: list[SSAValue], result_type: Attribute) -> Operation:
            return operation.create(
                operands=lanes, result_types=[result_type], attributes=attributes
            )

        return lane_by_lane(state, [operand], lane_type(target), cast)

    return read


def _whole_cast(operation: type[Operation]) -> Handler:
    """``op T a to U``, an op for scalars and vectors"""

    def read(state: FunctionState, cursor: Cursor) -> SSAValue:
        operand, target, attributes = _cast_operands(state, cursor)
        return state.insert(
            operation.create(operands=[operand], result_types=[target], attributes=attributes)
        )

    return read


def _read_bitcast(state: FunctionState, cursor: Cursor) -> SSAValue:
    operand, target, _ = _cast_operands(state, cursor)
    if operand.type == target:
        return operand
    numbers = is_number(operand.type) and is_number(target)
    operation = arith.BitcastOp if numbers else llvm.BitcastOp
    return state.insert(operation.create(operands=[operand], result_types=[target]))


# Selection.


def _read_select(state: FunctionState, cursor: Cursor) -> SSAValue:
    flags = state.fast_math(cursor)
    condition = state.typed_value(cursor)
    cursor.expect(",")
    true_value = state.typed_value(cursor)
    cursor.expect(",")
    false_value = state.typed_value(cursor)
    if has_lanes(condition.type) and not is_vector(true_value.type):
        return lane_by_lane(
            state,
            [condition, true_value, false_value],
            lane_type(true_value.type),
            lambda lanes, type: arith.SelectOp.create(operands=lanes, result_types=[type]),
        )
    lanewise = is_vector(condition.type)
    operation = llvm_extra.VectorSelectOp if lanewise else arith.SelectOp
    return state.insert(
        operation.create(
            operands=[condition, true_value, false_value],
            result_types=[true_value.type],
            attributes={} if flags is NO_FLAGS else {"fastmath": flags},
        )
    )


def _read_freeze(state: FunctionState, cursor: Cursor) -> SSAValue:
    operand = state.typed_value(cursor)
    return state.insert(llvm_extra.FreezeOp.create(operands=[operand], result_types=[operand.type]))


HANDLERS: dict[str, Handler] = {
    "add": _wrapping(arith.AddiOp),
    "sub": _wrapping(arith.SubiOp),
    "mul": _wrapping(arith.MuliOp),
    "shl": _wrapping(arith.ShLIOp),
    "sdiv": _integer(arith.DivSIOp, "exact"),
    "udiv": _integer(arith.DivUIOp, "exact"),
    "srem": _integer(arith.RemSIOp),
    "urem": _integer(arith.RemUIOp),
    "lshr": _integer(arith.ShRUIOp, "exact"),
    "ashr": _integer(arith.ShRSIOp, "exact"),
    "and": _integer(arith.AndIOp),
    "or": _integer(arith.OrIOp, "disjoint"),
    "xor": _integer(arith.XOrIOp),
    "fadd": _floating(arith.AddfOp),
    "fsub": _floating(arith.SubfOp),
    "fmul": _floating(arith.MulfOp),
    "fdiv": _floating(arith.DivfOp),
    "frem": _read_frem,
    "fneg": _read_fneg,
    "icmp": _read_icmp,
    "fcmp": _read_fcmp,
    "sext": _cast(arith.ExtSIOp),
    "zext": _cast(arith.ExtUIOp),
    "trunc": _cast(arith.TruncIOp),
    "fptosi": _cast(arith.FPToSIOp),
    "fptoui": _cast(arith.FPToUIOp),
    "sitofp": _cast(arith.SIToFPOp),
    "uitofp": _cast(arith.UIToFPOp),
    "fpext": _whole_cast(arith.ExtFOp),
    "fptrunc": _whole_cast(arith.TruncFOp),
    "addrspacecast": _cast(llvm_extra.AddressSpaceCastOp),
    "ptrtoint": _cast(llvm.PtrToIntOp),
    "ptrtoaddr": _cast(llvm.PtrToIntOp),
    "inttoptr": _cast(llvm.IntToPtrOp),
    "bitcast": _read_bitcast,
    "select": _read_select,
    "freeze": _read_freeze,
}
