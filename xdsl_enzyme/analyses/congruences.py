"""What is known of an integer modulo a number, so that an index that is scaled before it is used tells the stride.

On structured form; the answer for a value is the numbers `residue + k * modulus`::

    %b = arith.shli %i, 5            0 mod 32
    %c = arith.addi %b, 8            8 mod 32
    llvm.getelementptr %p[%c] : i8   moves by 8 mod 32 bytes

Arithmetic is taken not to wrap around, as in addresses it does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from math import gcd

from typing_extensions import TypeIs
from xdsl.dialects import arith, llvm, scf, ub
from xdsl.dialects.builtin import IntegerAttr
from xdsl.ir import BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import value_flow

Congruence = tuple[int, int]
"""(residue, modulus); the one number `residue` if the modulus is 0."""

ANY: Congruence = (0, 1)

MOST_VALUES = 500
"""How many values are looked at to find out about one."""


Difference = Callable[[SSAValue, SSAValue], Congruence | None]
"""Of two pointers, in bytes; None if that is not known yet."""


class Congruences:
    """The answers for IR that stays as it is. What does not depend on differences of pointers is found out once."""

    def __init__(self, difference: Difference | None = None) -> None:
        self.difference = difference
        self.final: dict[SSAValue, Congruence | None] = {}
        self._addressed: dict[SSAValue, list[SSAValue]] = {}

    def of(self, value: SSAValue) -> Congruence | None:
        """
        What is known of an integer; None if that depends on a difference of pointers that is not known yet, or if the integer is
        undefined: then it may be any number, so also one that fits.
        """
        if value in self.final:
            return self.final[value]
        search = _Search(self)
        pending = [value]
        while pending and len(search.sources) < MOST_VALUES:
            reached = pending.pop()
            if reached not in search.sources and reached not in self.final:
                search.sources[reached] = sources = list(_sources(reached))
                pending.extend(sources)
        search.known = dict.fromkeys(reversed(search.sources))
        while search.improve():
            pass
        if not pending:
            self.final |= search.independent()
        return None if search.is_early else search.known[value]

    def addressed(self, value: SSAValue) -> list[SSAValue]:
        """The pointers of which an integer is the address; none if it may also be another number."""
        found = self._addressed.get(value)
        if found is None:
            found = self._addressed[value] = _addressed(value)
        return found


def _sources(value: SSAValue) -> Iterator[SSAValue]:
    """The values that decide about one."""
    op = value.block.parent_op() if isinstance(value, BlockArgument) else value.owner
    if isinstance(op, scf.ForOp) and _is_induction_variable(value):
        yield from (op.lb, op.step)
    elif not isinstance(op, Operation):
        return
    elif type(op) in _HANDLERS:
        yield from op.operands
    else:
        yield from _alternatives(value)


def _alternatives(value: SSAValue) -> Iterator[SSAValue]:
    """What a value may be, if it comes out of a region or a choice; nothing if it is computed, or comes from outside."""
    op = value.block.parent_op() if isinstance(value, BlockArgument) else value.owner
    if isinstance(op, Operation) and (op.regions or isinstance(op, arith.SelectOp)):
        yield from (source for source, target in value_flow(op) if target is value)


def _addressed(value: SSAValue) -> list[SSAValue]:
    found: dict[SSAValue, None] = {}
    seen = {value}
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one.owner, llvm.PtrToIntOp):
            found[one.owner.input] = None
        elif not isinstance(one.owner, _UNDEFINED):
            alternatives = list(_alternatives(one))
            if not alternatives or len(seen) > MOST_VALUES:
                return []
            pending += (source for source in alternatives if source not in seen)
            seen.update(alternatives)
    return list(found)


class _Search:
    """What is known so far of some values. None is what fits everything: each round knows less, or the same."""

    def __init__(self, congruences: Congruences) -> None:
        self.congruences = congruences
        self.sources: dict[SSAValue, list[SSAValue]] = {}
        self.known: dict[SSAValue, Congruence | None] = {}
        self.is_early = False
        """Whether something depends on a difference of pointers that is not known yet."""
        self._differences: set[SSAValue] = set()

    def improve(self) -> bool:
        """One round; returns whether it had news."""
        is_news = False
        for value, before in self.known.items():
            now = _join(before, self._computed(value))
            if now != before:
                self.known[value] = now
                is_news = True
        return is_news

    def independent(self) -> Mapping[SSAValue, Congruence | None]:
        """What is known of the values that depend on no difference of pointers."""
        users: dict[SSAValue, list[SSAValue]] = defaultdict(list)
        for value, sources in self.sources.items():
            for source in sources:
                users[source].append(value)
        dependent: set[SSAValue] = set()
        pending = list(self._differences)
        while pending:
            value = pending.pop()
            if value not in dependent:
                dependent.add(value)
                pending.extend(users[value])
        return {value: now for value, now in self.known.items() if value not in dependent}

    def of(self, value: SSAValue) -> Congruence | None:
        final = self.congruences.final
        return final[value] if value in final else self.known.get(value, ANY)

    def _computed(self, value: SSAValue) -> Congruence | None:
        op, sources = value.owner, self.sources[value]
        if isinstance(op, arith.ConstantOp) and isinstance(op.value, IntegerAttr):
            return (op.value.value.data, 0)
        if isinstance(op, _UNDEFINED):
            return None
        if isinstance(op, Operation) and (handler := _HANDLERS.get(type(op))) is not None:
            return handler(self, op)
        found = [self.of(source) for source in sources]
        if _is_induction_variable(value):
            start, step = found
            return _sum(start, _multiple(step))
        return reduce(_join, found) if found else ANY

    # Ops

    def add(self, op: Operation) -> Congruence | None:
        return _sum(self.of(op.operands[0]), self.of(op.operands[1]))

    def subtract(self, op: Operation) -> Congruence | None:
        left, right = map(self.congruences.addressed, op.operands)
        if left and right:
            return self._between(op.results[0], left, right)
        taken = self.of(op.operands[1])
        return _sum(self.of(op.operands[0]), None if taken is None else (-taken[0], taken[1]))

    def _between(
        self, value: SSAValue, pointers: Sequence[SSAValue], others: Sequence[SSAValue]
    ) -> Congruence | None:
        """How far one of the pointers is from one of the others."""
        difference = self.congruences.difference
        if difference is None:
            return ANY
        self._differences.add(value)
        found: Congruence | None = None
        for one in pointers:
            for other in others:
                apart = difference(one, other)
                self.is_early |= apart is None
                found = _join(found, apart)
        return found

    def multiply(self, op: Operation) -> Congruence | None:
        left, right = self.of(op.operands[0]), self.of(op.operands[1])
        if left is None or right is None:
            return None
        (a, m), (b, n) = left, right
        return _reduced(a * b, gcd(a * n, b * m, m * n))

    def shift_left(self, op: Operation) -> Congruence | None:
        value, amount = self.of(op.operands[0]), self.of(op.operands[1])
        if value is None or amount is None:
            return None
        if amount[1] != 0 or not 0 <= amount[0] < 64:
            return ANY
        return _reduced(value[0] << amount[0], value[1] << amount[0])

    def shift_right(self, op: Operation) -> Congruence | None:
        value, amount = self.of(op.operands[0]), self.of(op.operands[1])
        if value is None or amount is None:
            return None
        factor = 1 << amount[0] if amount[1] == 0 and 0 <= amount[0] < 64 else 0
        if not factor or value[0] % factor or value[1] % factor:
            return ANY
        return _reduced(value[0] // factor, value[1] // factor)

    def same(self, op: Operation) -> Congruence | None:
        return self.of(op.operands[0])


def _is_induction_variable(value: SSAValue) -> TypeIs[BlockArgument]:
    if not isinstance(value, BlockArgument) or value.index != 0:
        return False
    return isinstance(value.block.parent_op(), scf.ForOp)


def _reduced(residue: int, modulus: int) -> Congruence:
    return (residue % modulus if modulus else residue, modulus)


def _join(one: Congruence | None, other: Congruence | None) -> Congruence | None:
    if one is None or other is None:
        return other if one is None else one
    return _reduced(one[0], gcd(one[1], other[1], abs(one[0] - other[0])))


def _sum(one: Congruence | None, other: Congruence | None) -> Congruence | None:
    if one is None or other is None:
        return None
    return _reduced(one[0] + other[0], gcd(one[1], other[1]))


def _multiple(step: Congruence | None) -> Congruence | None:
    """Any number of steps."""
    return None if step is None else (0, gcd(*step))


_UNDEFINED = (ub.PoisonOp, llvm.UndefOp)

_HANDLERS: dict[type[Operation], Callable[..., Congruence | None]] = {
    arith.AddiOp: _Search.add,
    arith.SubiOp: _Search.subtract,
    arith.MuliOp: _Search.multiply,
    arith.ShLIOp: _Search.shift_left,
    arith.ShRSIOp: _Search.shift_right,
    arith.ShRUIOp: _Search.shift_right,
    arith.ExtSIOp: _Search.same,
    arith.ExtUIOp: _Search.same,
    arith.IndexCastOp: _Search.same,
}
