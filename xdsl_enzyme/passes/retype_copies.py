"""Floats that are copied as integers are copied as floats.

Optimisers copy a small struct, or a float, by one integer load and store. AD follows floats, so the integer gets the type
that the rest of the program gives to those bytes::

    %0 = llvm.load %p : !llvm.ptr -> i64              %0 = llvm.load %p : !llvm.ptr -> vector<2xf32>
    llvm.store %0, %q : i64, !llvm.ptr       -->      llvm.store %0, %q : vector<2xf32>, !llvm.ptr

Only for integers that are stored and used for nothing else; what is left is refused where a derivative flows through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import IntegerType, VectorType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_accesses import Access, MemoryAccesses, copied_integer
from xdsl_enzyme.analyses.memory_floats import FloatPattern, float_pattern
from xdsl_enzyme.analyses.points_to import PointsTo
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.errors import DifferentiationError


def retype_copies(function: func.FuncOp, memory: MemoryAccesses) -> None:
    """Give integer copies of floats in `function` their float types."""
    copies = [op for op in walk_regions(function) if isinstance(op, llvm.LoadOp) and _copies(op)]
    if not copies:
        return
    points_to, accesses = memory.points_to(function), memory.accesses(function)
    types = {op: _float_type(op, points_to, accesses) for op in copies}
    for op, type in types.items():
        if type is not None:
            _retype(op.dereferenced_value, type)
    memory.forget(function)


def _copies(op: llvm.LoadOp) -> bool:
    """Whether a load moves bytes, as an integer of the size of one float or more."""
    value = copied_integer(op)
    return value is not None and bool(value.uses) and size_of(value.type) in (4, 8, 16)


def _float_type(
    op: llvm.LoadOp, points_to: PointsTo, accesses: Iterable[Access]
) -> Attribute | None:
    """The type of the bytes that `op` copies, if they are floats where they come from or go to."""
    value = cast(SSAValue, op.dereferenced_value)
    size = size_of(value.type)
    pointers = [op.ptr, *(use.operation.operands[1] for use in value.uses)]
    for pointer in pointers:
        try:
            pattern = float_pattern(accesses, points_to.targets_of(pointer), size, op)
        except DifferentiationError:
            # Undecided here; another place may decide, and the rules refuse what stays undecided.
            continue
        if (type := _type_of(pattern, size)) is not None:
            return type
    return None


def _type_of(pattern: FloatPattern, size: int) -> Attribute | None:
    if pattern.dense is not None:
        count = size // size_of(pattern.dense)
        return pattern.dense if count == 1 else VectorType(pattern.dense, [count])
    if not pattern.leaves:
        return None
    members: list[Attribute] = []
    position = 0
    for offset, element in pattern.leaves:
        members += _filler(offset - position)
        members.append(element)
        position = offset + size_of(element)
    members += _filler(size - position)
    return llvm.LLVMStructType.from_type_list(members)


def _filler(size: int) -> list[Attribute]:
    """Members for bytes that are not floats."""
    return [IntegerType(size * 8)] if size else []


def _retype(value: SSAValue, type: Attribute) -> None:
    owner = value.owner
    assert isinstance(owner, llvm.LoadOp)
    new = llvm.LoadOp.create(
        operands=owner.operands,
        result_types=[type],
        properties=owner.properties,
        attributes=owner.attributes,
        location=owner.location,
    )
    block = owner.parent_block()
    assert block is not None
    block.insert_op_before(new, owner)
    value.replace_all_uses_with(new.results[0])
    owner.detach()
    owner.erase()
