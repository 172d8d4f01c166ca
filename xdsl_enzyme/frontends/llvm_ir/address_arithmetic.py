"""`getelementptr`, the instruction and the constant expression.

``getelementptr inbounds nuw { i32, double }, ptr %p, i64 %i, i32 1``
--> ``llvm.getelementptr inbounds %p[%i, 1] {nuw} : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i32, f64)>``
"""

from __future__ import annotations

from functools import cache

from xdsl.dialects.builtin import I32, DenseArrayBase, IntegerAttr, UnitAttr, i32
from xdsl.dialects.llvm import GEP_USE_SSA_VAL, GEPOp
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.lanes import lane_by_lane, lane_type
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor

_UNIT = UnitAttr()
_NO_WRAP_FLAGS = IntegerAttr(0, i32)


def read_getelementptr(state: FunctionState, cursor: Cursor, parenthesised: bool) -> SSAValue:
    """Reads what stands behind the word `getelementptr`."""
    attributes: dict[str, Attribute] = {}
    properties: dict[str, Attribute] = {"noWrapFlags": _NO_WRAP_FLAGS}
    while True:
        match cursor.peek():
            case "inbounds":
                cursor.next()
                properties["inbounds"] = _UNIT
            case "nuw" | "nusw" as flag:
                cursor.next()
                attributes[flag] = _UNIT
            case "inrange":  # only says which neighbours a constant address may be used to reach
                cursor.next()
                cursor.parenthesised_text()
            case _:
                break
    if parenthesised:
        cursor.expect("(")
    properties["elem_type"] = state.types.read(cursor)
    cursor.expect(",")
    pointer = state.typed_value(cursor)
    operands, constants = [pointer], list[int]()
    while cursor.accept(","):
        _read_index(state, cursor, operands, constants)
    if parenthesised:
        cursor.expect(")")
    if not constants:
        return pointer
    properties["rawConstantIndices"] = _constant_indices(tuple(constants))

    def address(lanes: list[SSAValue], result_type: Attribute) -> GEPOp:
        return GEPOp.create(
            operands=lanes,
            result_types=[result_type],
            properties=properties,
            attributes=attributes,
        )

    return lane_by_lane(state, operands, lane_type(pointer.type), address)


@cache
def _constant_indices(indices: tuple[int, ...]) -> DenseArrayBase[I32]:
    return DenseArrayBase.from_list(i32, indices)


def _read_index(
    state: FunctionState, cursor: Cursor, operands: list[SSAValue], constants: list[int]
) -> None:
    """An index is kept as a number where it is one that fits (in all lanes), else as an operand."""
    type = state.types.read(cursor)
    token = cursor.peek()
    if token == "zeroinitializer":
        cursor.next()
        constants.append(0)
        return
    if token == "splat" and (number := cursor.tokens[cursor.position + 3]).isdecimal():
        cursor.position += 5  # splat ( i32 1 )
        constants.append(int(number))
        return
    if token.lstrip("-").isdecimal() and -(2**31) < (number := int(token)) < 2**31:
        cursor.next()
        constants.append(number)
    else:
        operands.append(state.value(cursor, type))
        constants.append(GEP_USE_SSA_VAL)
