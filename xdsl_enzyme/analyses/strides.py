"""Addresses that move by the same number of bytes in every iteration of a loop.

On structured form, for a loop over `%i`::

    %p = llvm.getelementptr %x[%i] … f64                            x + 8 i
    %r = llvm.getelementptr %x[%s] … f64, where %s = 2 %i + %n + 1  x + 16 i + 8 n + 8
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IndexType, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import field_offset, size_of

Linear = Counter[SSAValue | None]
"""A sum of values, each times a number; the number of None is the constant term."""


@dataclass(frozen=True)
class Address:
    """Where an access is in iteration i: ``base + stride i + constant + invariant``, in bytes."""

    base: SSAValue
    stride: int
    constant: int
    invariant: frozenset[tuple[SSAValue, int]]

    def is_apart_from(self, size: int, other: Address, other_size: int) -> bool:
        """Whether an access here and one there, in any two different iterations, have no byte in common."""
        if (self.base, self.stride, self.invariant) != (other.base, other.stride, other.invariant):
            return False
        distance = other.constant - self.constant
        room = abs(self.stride)
        return distance + other_size <= room and size - distance <= room


def address(
    pointer: SSAValue, induction: SSAValue, is_invariant: Callable[[SSAValue], bool]
) -> Address | None:
    """The address `pointer` as a linear function of `induction`; None if it is not known to be one."""
    total = Linear()
    while not is_invariant(pointer):
        offset = _offset(pointer.owner) if isinstance(pointer.owner, llvm.GEPOp) else None
        if offset is None:
            return None
        for value, factor in offset.items():
            if value is None:
                total[None] += factor
                continue
            terms = _linear(value, induction, is_invariant)
            if terms is None:
                return None
            for term, coefficient in terms.items():
                total[term] += coefficient * factor
        assert isinstance(pointer.owner, llvm.GEPOp)
        pointer = pointer.owner.ptr
    invariant = frozenset(
        (value, factor)
        for value, factor in total.items()
        if value is not None and value is not induction and factor
    )
    return Address(pointer, total[induction], total[None], invariant)


def _offset(op: llvm.GEPOp) -> Linear | None:
    """The bytes by which a `getelementptr` moves a pointer."""
    dynamic = iter(op.ssa_indices)
    current: Attribute = op.elem_type
    offset = Linear()
    for position, index in enumerate(op.rawConstantIndices.iter_values()):
        if position > 0 and isinstance(current, llvm.LLVMStructType):
            offset[None] += field_offset(current, index)
            current = current.types.data[index]
            continue
        if position > 0:
            if not isinstance(current, llvm.LLVMArrayType):
                return None
            current = current.type
        if index == llvm.GEP_USE_SSA_VAL:
            offset[next(dynamic)] += size_of(current)
        else:
            offset[None] += index * size_of(current)
    return offset


def _linear(
    value: SSAValue, induction: SSAValue, is_invariant: Callable[[SSAValue], bool]
) -> Linear | None:
    """An integer as a sum. Only 64 bits wide, as addresses are: narrower sums may wrap before they are extended."""
    if value.type != i64 and not isinstance(value.type, IndexType):
        return None
    op = value.owner
    if (constant := constant_integer(value)) is not None:
        return Linear({None: constant})
    if value is induction or is_invariant(value):
        return Linear({value: 1})
    if not isinstance(op, Operation) or type(op) not in _COMBINATIONS:
        return None
    parts = [_linear(operand, induction, is_invariant) for operand in op.operands]
    if any(part is None for part in parts):
        return None
    return _COMBINATIONS[type(op)](*parts)


def _times(terms: Linear, factor: int) -> Linear:
    return Linear({term: coefficient * factor for term, coefficient in terms.items()})


def _sum(one: Linear, other: Linear) -> Linear:
    total = Linear(one)
    total.update(other)
    return total


def _difference(one: Linear, other: Linear) -> Linear:
    return _sum(one, _times(other, -1))


def _as_constant(terms: Linear) -> int | None:
    return terms[None] if all(term is None for term in terms) else None


def _product(one: Linear, other: Linear) -> Linear | None:
    if (factor := _as_constant(other)) is not None:
        return _times(one, factor)
    if (factor := _as_constant(one)) is not None:
        return _times(other, factor)
    return None


def _shifted(one: Linear, other: Linear) -> Linear | None:
    amount = _as_constant(other)
    return None if amount is None else _times(one, 1 << amount)


def _same(one: Linear) -> Linear:
    return one


_COMBINATIONS: dict[type[Operation], Callable[..., Linear | None]] = {
    arith.AddiOp: _sum,
    arith.SubiOp: _difference,
    arith.MuliOp: _product,
    arith.ShLIOp: _shifted,
    arith.IndexCastOp: _same,
}
