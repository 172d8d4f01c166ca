"""Memory, aggregates and the elements of vectors.

``%r = load double, ptr %p, align 8, !tbaa !4``
--> ``%r = llvm.load %p {alignment = 8, tbaa = "!4"} : !llvm.ptr -> f64``
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm, vector
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    DenseArrayBase,
    IndexType,
    IntegerAttr,
    UnitAttr,
    VectorType,
    i32,
    i64,
)
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.frontends.llvm_ir.address_arithmetic import read_getelementptr
from xdsl_enzyme.frontends.llvm_ir.alignment import alignment, read_alignment
from xdsl_enzyme.frontends.llvm_ir.atomics import read_access_ordering
from xdsl_enzyme.frontends.llvm_ir.constants import integer_constant
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.lanes import (
    insert_element,
    is_pointer_vector,
    lane,
    lane_count,
    lane_type,
)
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor
from xdsl_enzyme.frontends.llvm_ir.types import POINTER, is_integer, is_vector, vector_of

SCOPED = "llvm.scoped"
"""Attribute of stack memory that is given back before its block runs again."""

_UNIT = UnitAttr()
_NOT_ATOMIC = IntegerAttr(0, i64)


def _read_alloca(state: FunctionState, cursor: Cursor) -> SSAValue:
    if cursor.peek() in ("inalloca", "swifterror"):
        raise state.error(cursor, f"'{cursor.peek()}' memory is not supported")
    properties: dict[str, Attribute] = {"elem_type": state.types.read(cursor)}
    count, result_type = None, POINTER
    while cursor.accept(","):
        if cursor.accept("align"):
            properties["alignment"] = alignment(cursor.next())
        elif cursor.peek() == "addrspace":
            raise state.error(cursor, "stack memory in another address space is not supported")
        else:
            count = state.typed_value(cursor)
    if count is None:
        count = integer_constant(state, 1, i32)
    attributes: dict[str, Attribute] = {SCOPED: _UNIT} if state.stack_is_saved else {}
    return state.insert(
        llvm.AllocaOp.create(
            operands=[count],
            result_types=[result_type],
            properties=properties,
            attributes=attributes,
        )
    )


def _read_load(state: FunctionState, cursor: Cursor) -> SSAValue:
    is_atomic = cursor.accept("atomic")
    attributes = state.module.metadata.attributes(state.attachments)
    if cursor.accept("volatile"):
        attributes["volatile_"] = _UNIT
    type = state.types.read(cursor)
    cursor.expect(",")
    pointer = state.typed_value(cursor)
    properties: dict[str, Attribute] = {"ordering": _NOT_ATOMIC}
    if is_atomic:
        read_access_ordering(state, cursor, properties, attributes)
    read_alignment(cursor, properties)
    return state.insert(
        llvm.LoadOp.create(
            operands=[pointer], result_types=[type], properties=properties, attributes=attributes
        )
    )


def _read_store(state: FunctionState, cursor: Cursor) -> None:
    is_atomic = cursor.accept("atomic")
    attributes = state.module.metadata.attributes(state.attachments)
    properties: dict[str, Attribute] = {"ordering": _NOT_ATOMIC}
    if cursor.accept("volatile"):
        properties["volatile_"] = _UNIT
    value = state.typed_value(cursor)
    cursor.expect(",")
    pointer = state.typed_value(cursor)
    if is_atomic:
        read_access_ordering(state, cursor, properties, attributes)
        attributes["ordering"] = properties["ordering"]  # xDSL does not print the property
    read_alignment(cursor, properties)
    state.append(
        llvm.StoreOp.create(operands=[value, pointer], properties=properties, attributes=attributes)
    )


def _read_gep(state: FunctionState, cursor: Cursor) -> SSAValue:
    return read_getelementptr(state, cursor, parenthesised=False)


# Aggregates.


def _read_position(cursor: Cursor) -> list[int]:
    position: list[int] = []
    while cursor.accept(","):
        position.append(cursor.integer())
    return position


def _read_extractvalue(state: FunctionState, cursor: Cursor) -> SSAValue:
    aggregate = state.typed_value(cursor)
    position = _read_position(cursor)
    type = aggregate.type
    for index in position:
        if isinstance(type, llvm.LLVMStructType):
            type = type.types.data[index]
        else:
            assert isinstance(type, llvm.LLVMArrayType)
            type = type.type
    return state.insert(
        llvm.ExtractValueOp.create(
            operands=[aggregate],
            result_types=[type],
            properties={"position": DenseArrayBase.from_list(i64, position)},
        )
    )


def _read_insertvalue(state: FunctionState, cursor: Cursor) -> SSAValue:
    aggregate = state.typed_value(cursor)
    cursor.expect(",")
    value = state.typed_value(cursor)
    position = _read_position(cursor)
    return state.insert(
        llvm.InsertValueOp.create(
            operands=[aggregate, value],
            result_types=[aggregate.type],
            properties={"position": DenseArrayBase.from_list(i64, position)},
        )
    )


# Elements of vectors.


def _read_element_position(
    state: FunctionState, cursor: Cursor
) -> tuple[list[SSAValue], dict[str, Attribute]]:
    """The dynamic position of an element as an operand, or its static position as a property."""
    type = state.types.read(cursor)
    if cursor.peek().isdecimal():
        position = [cursor.integer()]
        return [], {"static_position": DenseArrayBase.from_list(i64, position)}
    index = state.value(cursor, type)
    assert is_integer(type)
    if type.width.data < 64:  # `index_cast` extends the sign, but positions have none
        index = state.insert(arith.ExtUIOp.create(operands=[index], result_types=[i64]))
    index = state.insert(arith.IndexCastOp.create(operands=[index], result_types=[IndexType()]))
    position = [DYNAMIC_INDEX]
    return [index], {"static_position": DenseArrayBase.from_list(i64, position)}


def _read_static_position(state: FunctionState, cursor: Cursor) -> int:
    state.types.read(cursor)
    if not cursor.peek().isdecimal():
        raise state.error(cursor, "variable positions in vectors of pointers are not supported")
    return cursor.integer()


def _read_extractelement(state: FunctionState, cursor: Cursor) -> SSAValue:
    source = state.typed_value(cursor)
    cursor.expect(",")
    if is_pointer_vector(source.type):
        return lane(state, source, _read_static_position(state, cursor))
    operands, properties = _read_element_position(state, cursor)
    assert is_vector(source.type)
    return state.insert(
        vector.ExtractOp.create(
            operands=[source, *operands],
            result_types=[source.type.element_type],
            properties=properties,
        )
    )


def _read_insertelement(state: FunctionState, cursor: Cursor) -> SSAValue:
    into = state.typed_value(cursor)
    cursor.expect(",")
    element = state.typed_value(cursor)
    cursor.expect(",")
    if is_pointer_vector(into.type):
        return insert_element(state, into, element, _read_static_position(state, cursor))
    operands, properties = _read_element_position(state, cursor)
    return state.insert(
        vector.InsertOp.create(
            operands=[element, into, *operands], result_types=[into.type], properties=properties
        )
    )


def _read_shufflevector(state: FunctionState, cursor: Cursor) -> SSAValue:
    lhs = state.typed_value(cursor)
    cursor.expect(",")
    rhs = state.typed_value(cursor)
    cursor.expect(",")
    mask = _read_mask(state, cursor)
    if is_pointer_vector(lhs.type):
        return _shuffle_pointers(state, lhs, rhs, mask)
    assert is_vector(lhs.type)
    return state.insert(
        vector.ShuffleOp.create(
            operands=[lhs, rhs],
            result_types=[VectorType(lhs.type.element_type, [len(mask)])],
            properties={"mask": DenseArrayBase.from_list(i64, mask)},
        )
    )


def _shuffle_pointers(
    state: FunctionState, lhs: SSAValue, rhs: SSAValue, mask: list[int]
) -> SSAValue:
    count = lane_count(lhs.type)
    result = state.poison(vector_of(lane_type(lhs.type), len(mask)))
    for index, position in enumerate(mask):
        if position >= 0:
            source, position = (lhs, position) if position < count else (rhs, position - count)
            element = lane(state, source, position)
            result = insert_element(state, result, element, index)
    return result


def _read_mask(state: FunctionState, cursor: Cursor) -> list[int]:
    """Positions in the two vectors, one after the other; -1 for a lane that does not matter."""
    type = state.types.read(cursor)
    assert is_vector(type)
    length = type.get_shape()[0]
    match cursor.next():
        case "zeroinitializer":
            return [0] * length
        case "poison" | "undef":
            return [-1] * length
        case "splat":
            cursor.expect("(")
            state.types.read(cursor)
            return [cursor.integer()] * length
        case _:
            mask: list[int] = []
            for _ in range(length):
                state.types.read(cursor)
                token = cursor.next()
                mask.append(-1 if token in ("poison", "undef") else int(token))
                cursor.next()
            return mask


HANDLERS: dict[str, Handler] = {
    "alloca": _read_alloca,
    "load": _read_load,
    "store": _read_store,
    "getelementptr": _read_gep,
    "extractvalue": _read_extractvalue,
    "insertvalue": _read_insertvalue,
    "extractelement": _read_extractelement,
    "insertelement": _read_insertelement,
    "shufflevector": _read_shufflevector,
}
