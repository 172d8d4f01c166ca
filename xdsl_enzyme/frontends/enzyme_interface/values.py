"""Values of C as the interface passes them: through memory where their types differ.

Several derivatives are one structure in C, which the calling convention passes as it likes: `struct {float dx, dy;}` as
`vector<2xf32>`, larger ones in memory that the caller gives. The bytes are the same in any case::

    store_all(builder, [%dx, %dy], %memory);  llvm.load %memory : !llvm.ptr -> vector<2xf32>
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    IntegerType,
    VectorType,
    i64,
)
from xdsl.ir import Attribute, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import field_offset, scalar_leaves, size_of
from xdsl_enzyme.frontends.llvm_ir.types import POINTER


def structure(types: Sequence[Attribute]) -> llvm.LLVMStructType:
    """The structure in C that has members of these types."""
    return llvm.LLVMStructType.from_type_list(list(types))


def integer(builder: Builder, value: int, type: IntegerType = i64) -> SSAValue:
    """An integer constant."""
    attribute = IntegerAttr(value, type)
    return builder.insert(
        arith.ConstantOp.create(properties={"value": attribute}, result_types=[type])
    ).results[0]


def one(builder: Builder, type: Attribute) -> SSAValue | None:
    """The number 1 in every float of a type; None if the type is not made of floats."""
    if isinstance(type, AnyFloat):
        value: Attribute = FloatAttr(1.0, type)
    elif isa(type, VectorType[AnyFloat]):
        value = DenseIntOrFPElementsAttr.from_list(type, [1.0])
    elif isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType):
        return _aggregate_of_ones(builder, type)
    else:
        return None
    op = arith.ConstantOp.create(properties={"value": value}, result_types=[type])
    return builder.insert(op).results[0]


def _aggregate_of_ones(
    builder: Builder, type: llvm.LLVMStructType | llvm.LLVMArrayType
) -> SSAValue | None:
    parts = [one(builder, part) for part in members(type)]
    values = [part for part in parts if part is not None]
    return None if len(values) < len(parts) else join(builder, values, type)


def members(type: llvm.LLVMStructType | llvm.LLVMArrayType) -> list[Attribute]:
    """The types of the members of an aggregate."""
    if isinstance(type, llvm.LLVMStructType):
        return list(type.types.data)
    return [type.type] * type.size.data


def join(builder: Builder, values: Sequence[SSAValue], type: Attribute) -> SSAValue:
    """An aggregate of these members."""
    whole = builder.insert(llvm.UndefOp.create(result_types=[type])).results[0]
    for position, value in enumerate(values):
        place = llvm.InsertValueOp.create(
            operands=[whole, value],
            result_types=[type],
            properties={"position": _position(position)},
        )
        whole = builder.insert(place).results[0]
    return whole


def part(builder: Builder, whole: SSAValue, position: int, type: Attribute) -> SSAValue:
    """A member of an aggregate."""
    op = llvm.ExtractValueOp.create(
        operands=[whole], result_types=[type], properties={"position": _position(position)}
    )
    return builder.insert(op).results[0]


def _position(position: int) -> Attribute:
    return DenseArrayBase.from_list(i64, [position])


# Memory

_ALIGNMENT = 16
"""Of memory that values are loaded from as something else: no type that is passed by value needs more."""


def alloca(builder: Builder, type: Attribute) -> SSAValue:
    """Memory on the stack for one value."""
    return builder.insert(
        llvm.AllocaOp.create(
            operands=[integer(builder, 1)],
            result_types=[POINTER],
            properties={"elem_type": type, "alignment": IntegerAttr(_ALIGNMENT, i64)},
        )
    ).results[0]


def address(builder: Builder, base: SSAValue, offset: SSAValue | int) -> SSAValue:
    """The place some bytes behind `base`."""
    if isinstance(offset, int) and offset == 0:
        return base
    op = llvm.GEPOp.from_mixed_indices(base, [offset], IntegerType(8))
    return builder.insert(op).results[0]


def load(builder: Builder, pointer: SSAValue, type: Attribute) -> SSAValue:
    op = llvm.LoadOp.create(
        operands=[pointer], result_types=[type], properties={"ordering": IntegerAttr(0, i64)}
    )
    return builder.insert(op).results[0]


def store(builder: Builder, value: SSAValue, pointer: SSAValue) -> None:
    builder.insert(
        llvm.StoreOp.create(operands=[value, pointer], properties={"ordering": IntegerAttr(0, i64)})
    )


def store_all(builder: Builder, values: Sequence[SSAValue], memory: SSAValue) -> None:
    """Store the members of a structure in C."""
    layout = structure([value.type for value in values])
    for position, value in enumerate(values):
        store(builder, value, address(builder, memory, field_offset(layout, position)))


def load_all(builder: Builder, memory: SSAValue, types: Sequence[Attribute]) -> list[SSAValue]:
    """The inverse of `store_all`."""
    layout = structure(types)
    return [
        load(builder, address(builder, memory, field_offset(layout, position)), type)
        for position, type in enumerate(types)
    ]


def may_be_passed_as(type: Attribute, types: Sequence[Attribute]) -> bool:
    """Whether a calling convention may pass a structure with members of these types as a value of `type`."""
    if isinstance(type, AnyFloat | llvm.LLVMPointerType):
        return False
    whole = structure(types)
    return size_of(type) == size_of(whole) or scalar_leaves(type) == scalar_leaves(whole)


def _larger(one: Attribute, other: Attribute) -> Attribute:
    return max(one, other, key=size_of)


def packed(builder: Builder, values: Sequence[SSAValue], type: Attribute) -> SSAValue | None:
    """Values as the one that stands for a structure of them; None if `type` can't be that."""
    types = [value.type for value in values]
    if types == [type]:
        return values[0]
    if isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType) and members(type) == types:
        return join(builder, values, type)
    if not values or not may_be_passed_as(type, types):
        return None
    memory = alloca(builder, _larger(type, structure(types)))
    store_all(builder, values, memory)
    return load(builder, memory, type)


def unpacked(
    builder: Builder, value: SSAValue, types: Sequence[Attribute]
) -> list[SSAValue] | None:
    """The inverse of `packed`."""
    type = value.type
    if [type] == list(types):
        return [value]
    if isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType) and members(type) == list(types):
        return [part(builder, value, position, one) for position, one in enumerate(types)]
    if not types or not may_be_passed_as(type, types):
        return None
    memory = alloca(builder, _larger(type, structure(types)))
    store(builder, value, memory)
    return load_all(builder, memory, types)
