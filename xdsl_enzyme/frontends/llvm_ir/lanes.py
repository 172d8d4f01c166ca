"""Vectors, lane by lane.

``%r = icmp eq <2 x double> %p, %q`` --> two `arith.cmpf`, on what is extracted from %p and %q; their results are
inserted into a vector

LLVM puts the lanes together again. Vectors of pointers are arrays (`types`).
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.dialects import llvm, vector
from xdsl.dialects.builtin import DenseArrayBase, i64
from xdsl.dialects.llvm import LLVMArrayType, LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.types import is_vector, vector_of


def has_lanes(type: Attribute) -> bool:
    """Whether `type` is that of a vector; where LLVM has instructions on vectors, there are no arrays of pointers."""
    return is_vector(type) or is_pointer_vector(type)


def is_pointer_vector(type: Attribute) -> bool:
    return isinstance(type, LLVMArrayType) and isinstance(type.type, LLVMPointerType)


def lane_count(type: Attribute) -> int:
    """How many lanes a vector has."""
    if is_vector(type):
        return type.get_shape()[0]
    assert isinstance(type, LLVMArrayType)
    return type.size.data


def lane_type(type: Attribute) -> Attribute:
    """The type of a vector's lanes; any other type is that of its only lane."""
    if is_vector(type):
        return type.element_type
    return type.type if isinstance(type, LLVMArrayType) else type


def lane(state: FunctionState, value: SSAValue, index: int) -> SSAValue:
    """One lane; a value that is no vector is the same in all."""
    type = value.type
    if is_vector(type):
        return state.insert(
            vector.ExtractOp.create(
                operands=[value],
                result_types=[type.element_type],
                properties={"static_position": DenseArrayBase.from_list(i64, [index])},
            )
        )
    if isinstance(type, LLVMArrayType):
        return state.insert(
            llvm.ExtractValueOp.create(
                operands=[value],
                result_types=[type.type],
                properties={"position": DenseArrayBase.from_list(i64, [index])},
            )
        )
    return value


def insert_element(state: FunctionState, into: SSAValue, element: SSAValue, index: int) -> SSAValue:
    """`into` with the element at `index` replaced."""
    position = DenseArrayBase.from_list(i64, [index])
    if is_vector(into.type):
        op = vector.InsertOp.create(
            operands=[element, into],
            result_types=[into.type],
            properties={"static_position": position},
        )
    else:
        op = llvm.InsertValueOp.create(
            operands=[into, element], result_types=[into.type], properties={"position": position}
        )
    return state.insert(op)


def lane_by_lane(
    state: FunctionState,
    operands: list[SSAValue],
    result_type: Attribute,
    make: Callable[[list[SSAValue], Attribute], Operation],
) -> SSAValue:
    """`make` on scalars, or on each lane where some operand is a vector; `result_type` is that of a lane."""
    count = next((lane_count(each.type) for each in operands if has_lanes(each.type)), None)
    if count is None:
        return state.insert(make(operands, result_type))
    result = state.poison(vector_of(result_type, count))
    for index in range(count):
        lanes = [lane(state, operand, index) for operand in operands]
        result = insert_element(state, result, state.insert(make(lanes, result_type)), index)
    return result
