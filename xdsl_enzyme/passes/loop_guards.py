"""The conditions under which a loop runs: what they say about its bounds, and how to do without them.

clang asks once whether a loop runs at all, and then tests at the end of each iteration. A counted loop that runs
zero times if the answer is no needs no question::

    %g = arith.cmpi sgt, %n, %zero
    %r = scf.if %g -> (f64) {                           %t = arith.maxsi %n, %zero
      %s = scf.for %k = 0 to %n iter_args(%a = %x)  ->  %r = scf.for %k = 0 to %t iter_args(%a = %x)
      scf.yield %s
    } else { scf.yield %x }
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from xdsl.dialects.arith import (
    CmpiOp,
    ConstantOp,
    ExtSIOp,
    ExtUIOp,
    MaxSIOp,
)
from xdsl.dialects.builtin import i64
from xdsl.dialects.scf import ForOp, IfOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Attribute, Block, Operation, OpResult, SSAValue

from xdsl_enzyme.analyses.predicates import (
    INVERSE,
    NE,
    SGE,
    SGT,
    SLE,
    SLT,
    SWAPPED,
    UGE,
    UGT,
    ULE,
    ULT,
)
from xdsl_enzyme.dialects.llvm_extra import PointerCompareOp
from xdsl_enzyme.passes.dead_code import erase_if_dead, is_speculatable
from xdsl_enzyme.passes.integer_builder import IntegerBuilder, Term, term_of
from xdsl_enzyme.passes.structured_builder import is_selectable

# A comparison that is known to hold: predicate (no greater ones), lesser, greater.
Fact = tuple[int, Term, Term]


def normal_form(predicate: int, lhs: Term, rhs: Term) -> Fact:
    """One of the equal ways to write a comparison: less (or equal), and inclusive where there is a constant."""
    if predicate in (SGT, SGE, UGT, UGE):
        predicate, lhs, rhs = SWAPPED[predicate], rhs, lhs
    if predicate == NE and rhs == 0:
        predicate, lhs, rhs = ULT, 0, lhs
    if predicate in (SLT, ULT):
        inclusive = SLE if predicate == SLT else ULE
        if isinstance(lhs, int):
            predicate, lhs = inclusive, lhs + 1
        elif isinstance(rhs, int):
            predicate, rhs = inclusive, rhs - 1
    return predicate, lhs, rhs


def facts_about(op: Operation) -> Iterator[Fact]:
    """The comparisons that hold where `op` is, because of the `scf.if`s around it."""
    inner, outer = op, op.parent_op()
    while outer is not None:
        if isinstance(outer, IfOp) and isinstance(outer.cond.owner, CmpiOp):
            compare = outer.cond.owner
            predicate = compare.predicate.value.data
            if inner.parent_region() is not outer.true_region:
                predicate = INVERSE[predicate]
            yield normal_form(predicate, term_of(compare.lhs), term_of(compare.rhs))
        inner, outer = outer, outer.parent_op()


def holds(op: Operation, predicate: int, lhs: Term, rhs: Term) -> bool:
    """Whether the `scf.if`s around `op` say that `predicate(lhs, rhs)`, also if that is asked of wider types."""
    wanted = {normal_form(predicate, lhs, rhs)}
    wanted.update(normal_form(*narrow) for narrow in _before_extension(predicate, lhs, rhs))
    return any(fact in wanted for fact in facts_about(op))


def _before_extension(predicate: int, lhs: Term, rhs: Term) -> Iterator[tuple[int, Term, Term]]:
    """Comparisons of what `lhs` and `rhs` are extensions of that mean the same."""
    terms: list[Term] = []
    keeps_sign = keeps_magnitude = True
    for term in (lhs, rhs):
        extension = term.owner if isinstance(term, SSAValue) else None
        if isinstance(extension, ExtSIOp | ExtUIOp):
            terms.append(extension.input)
            is_non_negative = "nneg" in extension.attributes
            keeps_sign &= isinstance(extension, ExtSIOp) or is_non_negative
            keeps_magnitude &= isinstance(extension, ExtUIOp)
        elif isinstance(term, int):
            terms.append(term)
            keeps_magnitude &= term >= 0
        else:
            return
    is_signed = SLT <= predicate <= SGE
    if keeps_sign and is_signed:
        yield predicate, terms[0], terms[1]
    if keeps_magnitude:
        yield predicate + (ULT - SLT if is_signed else 0), terms[0], terms[1]


# --- merging -------------------------------------------------------------------------------------------


def merge_guard(loop: ForOp, zero_if_equal: tuple[SSAValue, SSAValue] | None = None) -> None:
    """Let `loop`, which counts from 0, run zero times where the `scf.if` around it would not run it.

    Does nothing unless that `scf.if` compares what the loop counts to, and has nothing else in it.
    The loop is known to run zero times if the two values of `zero_if_equal` are equal.
    """
    guard = loop.parent_op()
    if isinstance(guard, IfOp) and isinstance(guard.cond.owner, CmpiOp | PointerCompareOp):
        merge = _Merge(loop, guard, guard.cond.owner, zero_if_equal)
        if merge.is_possible():
            merge.run()


class _Merge:
    def __init__(
        self,
        loop: ForOp,
        guard: IfOp,
        compare: CmpiOp | PointerCompareOp,
        zero_if_equal: tuple[SSAValue, SSAValue] | None,
    ):
        self.loop = loop
        self.zero_if_equal = zero_if_equal
        self.guard = guard
        self.compare = compare
        self.is_then = loop.parent_region() is guard.true_region
        self.ops = list(cast(Block, loop.parent).ops)
        self.taken = self.ops.pop().operands
        other_region = guard.false_region if self.is_then else guard.true_region
        self.other_ops = list(other_region.block.ops) if other_region.blocks else []
        self.others: Sequence[SSAValue] = self.other_ops.pop().operands if self.other_ops else ()

    def is_possible(self) -> bool:
        return (
            _counts_to_compared(self.loop, self.compare)
            and not self.other_ops
            and all(op is self.loop or is_speculatable(op) for op in self.ops)
            and all(
                is_selectable(taken.type) or self._initial_of(taken) is other
                for taken, other in zip(self.taken, self.others, strict=True)
            )
        )

    def run(self) -> None:
        loop, guard = self.loop, self.guard
        block = cast(Block, guard.parent)
        builder = IntegerBuilder(lambda op: block.insert_op_before(op, guard), loop.location)
        for op in self.ops:
            if op is loop:
                count = loop.ub
                loop.operands[1] = self._guarded_count(builder, count)
                erase_if_dead(count)
            op.detach()
            block.insert_op_before(op, guard)
        for result, taken, other in zip(guard.results, self.taken, self.others, strict=True):
            result.replace_all_uses_with(self._merged(builder, taken, other))
        guard.detach()
        guard.erase()
        erase_if_dead(self.compare.result)

    def _initial_of(self, value: SSAValue) -> SSAValue:
        """What the loop returns for its result `value` if it runs zero times; other values are what they are."""
        if isinstance(value, OpResult) and value.op is self.loop:
            return self.loop.iter_args[value.index]
        return value

    def _merged(self, builder: IntegerBuilder, taken: SSAValue, other: SSAValue) -> SSAValue:
        """`taken` if the loop runs, else `other`."""
        initial = self._initial_of(taken)
        if initial is other or isinstance(other.owner, PoisonOp):
            return taken
        if initial is not taken and isinstance(initial.owner, PoisonOp):
            index = cast(OpResult, taken).index
            if self.loop.body.block.args[1 + index].first_use is None:
                self.loop.operands[3 + index] = other
                return taken
        return self._select(builder, taken, other, taken.type)

    def _select(
        self, builder: IntegerBuilder, taken: SSAValue, other: Term, type: Attribute
    ) -> SSAValue:
        values = (taken, other) if self.is_then else (other, taken)
        return builder.select(self.compare.result, *values, type)

    def _guarded_count(self, builder: IntegerBuilder, count: SSAValue) -> SSAValue:
        """`count` if the guard holds, else zero."""
        predicate = self.compare.predicate.value.data
        fact = normal_form(
            predicate if self.is_then else INVERSE[predicate],
            term_of(self.compare.lhs),
            term_of(self.compare.rhs),
        )
        if fact[0] == NE and self.zero_if_equal in (fact[1:], fact[:0:-1]):
            return count
        extension, source = count.owner, _unextended(count)
        if fact == (SLE, 1, source):
            positive = builder.binary(MaxSIOp, source, 0, source.type)
            return builder.value(builder.widen(positive, source.type, is_signed=False), i64)
        is_unsigned = isinstance(extension, ExtUIOp) and "nneg" not in extension.attributes
        if fact == (ULE, 1, source) and (source is count or is_unsigned):
            return count
        return self._select(builder, count, 0, i64)


def _counts_to_compared(loop: ForOp, compare: CmpiOp | PointerCompareOp) -> bool:
    """Whether `compare` compares a value that the trip count of `loop` is made from."""
    compared = {_unextended(v) for v in compare.operands if not isinstance(v.owner, ConstantOp)}
    pending = [loop.ub]
    while pending:
        value = pending.pop()
        if _unextended(value) in compared:
            return True
        if isinstance(value.owner, Operation) and value.owner.parent is loop.parent:
            pending += value.owner.operands
    return False


def _unextended(value: SSAValue) -> SSAValue:
    return value.owner.input if isinstance(value.owner, ExtSIOp | ExtUIOp) else value
