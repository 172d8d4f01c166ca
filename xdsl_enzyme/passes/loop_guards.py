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

from collections.abc import Iterator
from typing import cast

from xdsl.dialects.arith import (
    CmpiOp,
    ConstantOp,
    ExtSIOp,
    ExtUIOp,
    MaxSIOp,
)
from xdsl.dialects.builtin import i64
from xdsl.dialects.scf import ForOp, IfOp, YieldOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Operation, OpResult, SSAValue

from xdsl_enzyme.passes.dead_code import erase_if_dead, is_speculatable
from xdsl_enzyme.passes.integer_builder import IntegerBuilder, Term, term_of
from xdsl_enzyme.passes.structured_builder import is_selectable
from xdsl_enzyme.passes.trip_count import (
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


def merge_guard(loop: ForOp) -> None:
    """Let `loop`, which counts from 0, run zero times where the `scf.if` around it would not run it.

    Does nothing unless that `scf.if` compares what the loop counts to, and has nothing else in it.
    """
    guard = loop.parent_op()
    if not isinstance(guard, IfOp) or loop.parent_region() is not guard.true_region:
        return
    if not _guards(guard, loop) or not _is_alone(guard, loop):
        return
    then = cast(YieldOp, guard.true_region.block.last_op)
    otherwise: list[SSAValue] = []
    if guard.false_region.blocks:
        otherwise = list(cast(YieldOp, guard.false_region.block.last_op).arguments)
    merges = [
        _initialises(loop, taken, other)
        for taken, other in zip(then.arguments, otherwise, strict=True)
    ]
    for taken, can_merge in zip(then.arguments, merges, strict=True):
        if not can_merge and not is_selectable(taken.type):
            return

    block = guard.parent_block()
    assert block is not None
    builder = IntegerBuilder(lambda op: block.insert_op_before(op, guard), loop.location)
    for op in list(guard.true_region.block.ops):
        if op is loop:
            count = loop.ub
            loop.operands[1] = _guarded_count(builder, guard, count)
            erase_if_dead(count)
        if op is not then:
            op.detach()
            block.insert_op_before(op, guard)
    for result, taken, other, can_merge in zip(
        guard.results, then.arguments, otherwise, merges, strict=True
    ):
        if not can_merge:
            taken = builder.select(guard.cond, taken, other, taken.type)
        elif taken.owner is loop and not isinstance(other.owner, PoisonOp):
            loop.operands[3 + cast(OpResult, taken).index] = other
        result.replace_all_uses_with(taken)
    condition = guard.cond
    guard.detach()
    guard.erase()
    erase_if_dead(condition)


def _guards(guard: IfOp, loop: ForOp) -> bool:
    """Whether the condition of `guard` compares a value that the trip count of `loop` is made from."""
    compare = guard.cond.owner
    if not isinstance(compare, CmpiOp):
        return False
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


def _is_alone(guard: IfOp, loop: ForOp) -> bool:
    for op in guard.true_region.block.ops:
        if op is not loop and op is not guard.true_region.block.last_op and not is_speculatable(op):
            return False
    blocks = guard.false_region.blocks
    return not blocks or guard.false_region.block.first_op is guard.false_region.block.last_op


def _initialises(loop: ForOp, taken: SSAValue, other: SSAValue) -> bool:
    """Whether the loop would return `other` if it ran zero times, where it returns `taken` otherwise."""
    if taken is other or isinstance(other.owner, PoisonOp):
        return True
    if not isinstance(taken, OpResult) or taken.op is not loop:
        return False
    initial = loop.iter_args[taken.index]
    if initial is other:
        return True
    argument = loop.body.block.args[1 + taken.index]
    return isinstance(initial.owner, PoisonOp) and argument.first_use is None


def _guarded_count(b: IntegerBuilder, guard: IfOp, count: SSAValue) -> SSAValue:
    """`count` if the guard holds, else zero."""
    compare = guard.cond.owner
    assert isinstance(compare, CmpiOp)
    fact = normal_form(compare.predicate.value.data, term_of(compare.lhs), term_of(compare.rhs))
    extension = count.owner
    source = _unextended(count)
    if fact == (SLE, 1, source):
        positive = b.binary(MaxSIOp, source, 0, source.type)
        return b.value(b.widen(positive, source.type, is_signed=False), i64)
    is_unsigned = isinstance(extension, ExtUIOp) and "nneg" not in extension.attributes
    if fact == (ULE, 1, source) and (source is count or is_unsigned):
        return count
    return b.select(guard.cond, count, 0, i64)
