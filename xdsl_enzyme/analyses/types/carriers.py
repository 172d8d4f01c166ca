"""Values whose bytes may hold floats or pointers that their type does not show: integers, vectors of them, aggregates."""

from __future__ import annotations

from functools import cache
from typing import cast

from xdsl.dialects import arith, llvm, ub
from xdsl.dialects.builtin import IntegerType, VectorType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import scalar_leaves, size_of
from xdsl_enzyme.analyses.memory_objects import FIRST_PAGE
from xdsl_enzyme.analyses.types.verdicts import WHOLE_WORD
from xdsl_enzyme.analyses.value_flow import value_flow

CONSTANTS: tuple[type[Operation], ...] = (
    arith.ConstantOp,
    llvm.ZeroOp,
    llvm.UndefOp,
    ub.PoisonOp,
)
"""Ops whose bytes may stand for anything: compilers write a float constant as the integer of its bits."""


@cache
def is_carrier(type: Attribute) -> bool:
    """Whether the bytes of values of this type are worth a look."""
    if isinstance(type, IntegerType):
        return type.bitwidth >= 8 and type.bitwidth % 8 == 0
    if isa(type, VectorType):
        element = type.element_type
        return isinstance(element, IntegerType) and is_carrier(cast(Attribute, element))
    if isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType):
        return size_of(type) <= LARGEST_VALUE and bool(scalar_leaves(type))
    return False


def is_scalar_carrier(type: Attribute) -> bool:
    """Whether that is so, and they are integers."""
    return type.__class__ is IntegerType and is_carrier(type)


LARGEST_VALUE = 1024
"""Bytes; larger aggregates are never values in practice."""


def is_constant(value: SSAValue) -> bool:
    """
    Whether a value says nothing about what its bytes are, or what is where it points: Rust has the pointer of an empty array point to
    its alignment.
    """
    op = value.owner
    if isinstance(op, llvm.IntToPtrOp):
        return leads_nowhere(op)
    return isinstance(op, CONSTANTS)


def leads_nowhere(op: llvm.IntToPtrOp) -> bool:
    """
    Whether no memory of a program can be where a pointer that is made of an integer points: it is in the first page, or has bits that no
    address has. So are the lower bits of an address, which tell its alignment, and the numbers that Rust marks what is no pointer by. And
    nobody follows the pointer that a float would be in a word that may be either.
    """
    if WHOLE_WORD in op.attributes:
        return True
    number = constant_integer(op.input)
    if number is None and isinstance(op.input.owner, arith.AndIOp):
        masks = map(constant_integer, op.input.owner.operands)
        return any(mask is not None and 0 <= mask < FIRST_PAGE for mask in masks)
    if number is None:
        return _is_counter(op.input)
    return not FIRST_PAGE <= number < 1 << ADDRESS_BITS


def _is_counter(value: SSAValue) -> bool:
    """
    Whether a number is made of nothing but small constants, added up: a counter, which no program has for an address. One that starts at an
    address, or is a multiple of something, may be one.
    """
    seen: set[SSAValue] = set()
    pending = [value]
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        if len(seen) > MOST_PARTS:
            return False
        if (number := constant_integer(one)) is not None:
            if not -FIRST_PAGE < number < FIRST_PAGE:
                return False
        elif isinstance(one.owner, ub.PoisonOp | llvm.ZeroOp):
            continue
        elif isinstance(one.owner, arith.AddiOp | llvm.PtrToIntOp | llvm.IntToPtrOp):
            # What shares a variable with pointers is called one, too.
            pending += one.owner.operands
        else:
            op = one.owner.parent_op() if isinstance(one.owner, Block) else one.owner
            sources = [] if op is None else [a for a, b in value_flow(op) if b is one]
            if not sources:
                return False
            pending += sources
    return True


MOST_PARTS = 20
"""Values that are looked at to find out what a number is made of."""


ADDRESS_BITS = 57
"""Of pointers of programs; the rest are zero, but for tags that some machines leave alone."""


def value_size(type: Attribute) -> int:
    """The bytes of a value, without padding behind it."""
    return type.bitwidth // 8 if isinstance(type, IntegerType) else size_of(type)


def is_only_moved(value: SSAValue) -> bool:
    """Whether a value goes from memory to memory, and nowhere else."""
    return isinstance(value.owner, llvm.LoadOp) and all(
        isinstance(use.operation, llvm.StoreOp) and use.index == 0 for use in value.uses
    )
