"""Builds integer arithmetic on terms that are numbers where they are known.

A term is an SSA value or a Python `int`; operations on numbers are done at once and those on neutral elements
not at all::

    b.subtract(%n, 0, i64)  -> %n           b.add(2, 3, i64) -> 5           b.add(%n, 1, i64) -> arith.addi
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, TypeVar, cast

from xdsl.dialects.arith import (
    AddiOp,
    AndIOp,
    CmpiOp,
    ConstantOp,
    DivUIOp,
    ExtSIOp,
    ExtUIOp,
    IndexCastOp,
    IntegerOverflowAttr,
    IntegerOverflowFlag,
    MaxSIOp,
    MaxUIOp,
    MinSIOp,
    MinUIOp,
    MuliOp,
    SelectOp,
    ShRUIOp,
    SubiOp,
    TruncIOp,
)
from xdsl.dialects.builtin import (
    IndexType,
    IntegerAttr,
    IntegerType,
    LocationAttr,
    UnitAttr,
    i1,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue

Term: TypeAlias = SSAValue | int
Overflow: TypeAlias = frozenset[IntegerOverflowFlag]
OperationT = TypeVar("OperationT", bound=Operation)

WRAPS: Overflow = frozenset()

_FOLDS: dict[type[Operation], Callable[[int, int], int]] = {
    AddiOp: lambda a, b: a + b,
    SubiOp: lambda a, b: a - b,
    MuliOp: lambda a, b: a * b,
    AndIOp: lambda a, b: a & b,
    MaxSIOp: max,
    MinSIOp: min,
}
_UNSIGNED_FOLDS: dict[type[Operation], Callable[[int, int], int]] = {
    DivUIOp: lambda a, b: a // b,
    ShRUIOp: lambda a, b: a >> b,
    MaxUIOp: max,
    MinUIOp: min,
}
# `x op n` is `x`.
_RIGHT_NEUTRAL: dict[type[Operation], int] = {
    AddiOp: 0,
    SubiOp: 0,
    MuliOp: 1,
    DivUIOp: 1,
    ShRUIOp: 0,
    AndIOp: -1,
    MaxUIOp: 0,
}
_COMMUTATIVE = (AddiOp, MuliOp, AndIOp, MaxUIOp, MinUIOp, MaxSIOp, MinSIOp)
_OVERFLOWING = (AddiOp, SubiOp, MuliOp)


def is_integer(type: Attribute) -> bool:
    """Whether this is a type of the arithmetic here."""
    return isinstance(type, IntegerType | IndexType)


def width_of(type: Attribute) -> int:
    """The number of bits of an integer type; an `index` has 64."""
    return type.bitwidth if isinstance(type, IntegerType) else 64


def signed(number: int, width: int) -> int:
    """`number` modulo 2^width, as a signed number."""
    number &= (1 << width) - 1
    return number - (1 << width) if number >> (width - 1) else number


def unsigned(number: int, width: int) -> int:
    """`number` modulo 2^width, as an unsigned number."""
    return number & ((1 << width) - 1)


def term_of(value: SSAValue) -> Term:
    """The signed number that `value` is, if it is a constant; else `value`."""
    constant = value.owner
    if isinstance(constant, ConstantOp) and isinstance(constant.value, IntegerAttr):
        return signed(constant.value.value.data, width_of(value.type))
    return value


class IntegerBuilder:
    """Makes ops and hands them to `insert`."""

    def __init__(self, insert: Callable[[Operation], None], location: LocationAttr):
        self._insert = insert
        self._location = location
        self._constants: dict[tuple[int, Attribute], SSAValue] = {}

    def emit(self, op: OperationT) -> OperationT:
        op.location = self._location
        self._insert(op)
        return op

    def value(self, term: Term, type: Attribute) -> SSAValue:
        if isinstance(term, SSAValue):
            return term
        key = (signed(term, width_of(type)), type)
        if key not in self._constants:
            attribute = IntegerAttr(key[0], cast(IntegerType, type))
            constant = ConstantOp.create(result_types=[type], properties={"value": attribute})
            self._constants[key] = self.emit(constant).result
        return self._constants[key]

    def binary(
        self,
        kind: type[Operation],
        lhs: Term,
        rhs: Term,
        type: Attribute,
        overflow: Overflow = WRAPS,
    ) -> Term:
        width = width_of(type)
        if isinstance(lhs, int) and isinstance(rhs, int):
            if kind in _FOLDS:
                return signed(_FOLDS[kind](lhs, rhs), width)
            return signed(_UNSIGNED_FOLDS[kind](unsigned(lhs, width), unsigned(rhs, width)), width)
        if isinstance(lhs, int) and kind in _COMMUTATIVE:
            lhs, rhs = rhs, lhs
        if isinstance(rhs, int) and _RIGHT_NEUTRAL.get(kind) == rhs:
            return lhs
        if rhs == 0 and isinstance(lhs, SSAValue) and isinstance(lhs.owner, ExtUIOp):
            # It is positive, or zero.
            if kind is MaxSIOp:
                return lhs
            if kind is MinSIOp:
                return 0
        op = kind.create(
            operands=[self.value(lhs, type), self.value(rhs, type)], result_types=[type]
        )
        if kind in _OVERFLOWING:
            op.properties["overflowFlags"] = IntegerOverflowAttr(sorted(overflow) or "none")
        return self.emit(op).results[0]

    def add(self, lhs: Term, rhs: Term, type: Attribute, overflow: Overflow = WRAPS) -> Term:
        if isinstance(rhs, int) and rhs < 0 and not overflow and isinstance(lhs, SSAValue):
            return self.binary(SubiOp, lhs, -rhs, type)
        return self.binary(AddiOp, lhs, rhs, type, overflow)

    def subtract(self, lhs: Term, rhs: Term, type: Attribute) -> Term:
        if isinstance(rhs, int) and rhs < 0 and isinstance(lhs, SSAValue):
            return self.binary(AddiOp, lhs, -rhs, type)
        return self.binary(SubiOp, lhs, rhs, type)

    def multiply(self, lhs: Term, rhs: Term, type: Attribute, overflow: Overflow = WRAPS) -> Term:
        return self.binary(MuliOp, lhs, rhs, type, overflow)

    def compare(self, predicate: int, lhs: Term, rhs: Term, type: Attribute) -> SSAValue:
        compare = CmpiOp.create(
            operands=[self.value(lhs, type), self.value(rhs, type)],
            result_types=[i1],
            properties={"predicate": IntegerAttr(predicate, i64)},
        )
        return self.emit(compare).result

    def select(
        self, condition: SSAValue, true_value: Term, false_value: Term, type: Attribute
    ) -> SSAValue:
        operands = [condition, self.value(true_value, type), self.value(false_value, type)]
        return self.emit(SelectOp.create(operands=operands, result_types=[type])).result

    def widen(self, term: Term, type: Attribute, is_signed: bool) -> Term:
        """A term of `type` as `i64`."""
        width = width_of(type)
        if isinstance(term, int):
            return signed(term if is_signed else unsigned(term, width), 64)
        if type == i64:
            return term
        if isinstance(type, IndexType):
            kind = IndexCastOp
        else:
            kind = ExtSIOp if is_signed else ExtUIOp
        return self.emit(kind.create(operands=[term], result_types=[i64])).results[0]

    def narrow(self, term: Term, type: Attribute, overflow: Overflow = WRAPS) -> Term:
        """An `i64` term as `type`; `overflow` says which kinds of extension would restore it."""
        if isinstance(term, int):
            return signed(term, width_of(type))
        if type == i64:
            return term
        if isinstance(type, IndexType):
            return self.emit(IndexCastOp.create(operands=[term], result_types=[type])).result
        flags = {str(flag): UnitAttr() for flag in sorted(overflow)}
        return self.emit(
            TruncIOp.create(operands=[term], result_types=[type], attributes=flags)
        ).result
