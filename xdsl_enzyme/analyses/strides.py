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
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_constants import constant_integer

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

    def linear(value: SSAValue) -> Linear | None:
        return _linear(value, lambda one: one is induction or is_invariant(one))

    found = displacement(pointer, is_invariant, linear)
    if found is None:
        return None
    base, total = found
    invariant = frozenset(
        (value, factor)
        for value, factor in total.items()
        if value is not None and value is not induction and factor
    )
    return Address(base, total[induction], total[None], invariant)


def displacement(
    pointer: SSAValue,
    is_base: Callable[[SSAValue], bool],
    linear: Callable[[SSAValue], Linear | None],
) -> tuple[SSAValue, Linear] | None:
    """The base that a pointer is computed from, and how many bytes away from it that is. None if it is not known to be a sum."""
    total = Linear()
    while not is_base(pointer):
        if not isinstance(pointer.owner, llvm.GEPOp):
            return None
        constant, variable = gep_steps(pointer.owner)
        total[None] += constant
        for index, scale in variable:
            if (found := linear(index)) is None:
                return None
            total = plus(total, _times(found, scale))
        pointer = pointer.owner.ptr
    return pointer, total


def _linear(value: SSAValue, is_term: Callable[[SSAValue], bool]) -> Linear | None:
    """An integer as a sum. Only 64 bits wide, as addresses are: narrower sums may wrap before they are extended."""
    if not _is_wide(value):
        return None
    if (constant := constant_integer(value)) is not None:
        return Linear({None: constant})
    if is_term(value):
        return Linear({value: 1})
    op = value.owner
    if not isinstance(op, Operation) or type(op) not in _COMBINATIONS:
        return None
    parts = [_linear(operand, is_term) for operand in op.operands]
    if any(part is None for part in parts):
        return None
    return _COMBINATIONS[type(op)](*parts)


def terms(value: SSAValue) -> Linear:
    """
    An integer as a sum of values that are no sums themselves: those of fewer bits stand for signed numbers, of which no sum leaves
    their range.
    """
    if (constant := constant_integer(value)) is not None:
        return Linear({None: constant})
    op = value.owner
    if isinstance(op, arith.ExtSIOp) or (isinstance(op, arith.ExtUIOp) and "nneg" in op.attributes):
        return terms(op.operands[0])
    total = None
    if isinstance(op, Operation) and type(op) in _COMBINATIONS and _never_wraps(op):
        total = _COMBINATIONS[type(op)](*map(terms, op.operands))
    return Linear({value: 1}) if total is None else total


def _never_wraps(op: Operation) -> bool:
    """Whether the result of some arithmetic is that of the numbers: numbers of bytes and the like are, in 64 bits."""
    flags = op.properties.get("overflowFlags")
    return _is_wide(op.results[0]) or (
        isinstance(flags, arith.IntegerOverflowAttr) and arith.IntegerOverflowFlag.NSW in flags.data
    )


def _is_wide(value: SSAValue) -> bool:
    return value.type == i64 or isinstance(value.type, IndexType)


def plus(one: Linear, other: Linear) -> Linear:
    """The sum of two, without what cancels out."""
    total = Linear(one)
    total.update(other)
    return Linear({term: factor for term, factor in total.items() if factor})


def minus(one: Linear, other: Linear) -> Linear:
    """The same for the difference."""
    return plus(one, _times(other, -1))


def replaced(total: Linear, value: SSAValue, by: Linear) -> Linear:
    """A sum with something else for a value."""
    return plus(total, _times(minus(by, Linear({value: 1})), total[value]))


def _times(total: Linear, factor: int) -> Linear:
    return Linear({term: factor * one for term, one in total.items()})


def _as_constant(total: Linear) -> int | None:
    return total[None] if all(term is None for term in total) else None


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
    arith.AddiOp: plus,
    arith.SubiOp: minus,
    arith.MuliOp: _product,
    arith.ShLIOp: _shifted,
    arith.IndexCastOp: _same,
}
