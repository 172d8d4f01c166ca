"""May the iterations of a reversed loop run in another order?

They may if each of them only adds to what the others add to, and has all else for itself::

    scf.for %k … iter_args(%a = %z, %s = %seed) {       %a is a sum, %s stays the same
      %d = load %dy[%i]; store 0, %dy[%i]               each iteration has its own place
      %e = load %dx[%j]; store %e + …, %dx[%j]          sums, wherever %j is
      scf.yield %a + …, %s }

Sums of floats in another order are the same up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from xdsl.dialects import arith, llvm, memref, scf
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.memory_effects import Effect, effects
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.strides import address
from xdsl_enzyme.analyses.value_flow import is_inside, terminator

SUMS: frozenset[type[Operation]] = frozenset({arith.AddfOp, llvm.FAddOp})
DIFFERENCES: frozenset[type[Operation]] = frozenset({arith.SubfOp, llvm.FSubOp})


# Carried values


def carries_sums_only(loop: scf.ForOp) -> bool:
    """Whether each carried value stays as it is, is added to, or is set to something that is the same in all iterations."""
    body = loop.body.block
    return all(
        _is_order_free(argument, yielded, loop)
        for argument, yielded in zip(body.args[1:], terminator(body).operands, strict=True)
    )


def _is_order_free(argument: SSAValue, yielded: SSAValue, loop: scf.ForOp) -> bool:
    if _is_same(argument, yielded):
        return True
    if argument.first_use is None:
        return not _is_defined_in(yielded, loop)
    if _is_decided_once(argument, yielded, loop):
        return True
    chain: list[SSAValue] = []
    return _is_sum(argument, yielded, chain) and _has_no_other_use(chain)


def _is_decided_once(argument: SSAValue, yielded: SSAValue, loop: scf.ForOp) -> bool:
    """
    Whether all iterations take the same branch, which either leaves the initial value as it is, or adds to it::

        scf.for … iter_args(%a = %zero) { %b = scf.if %c { … %a …; scf.yield %zero } else { scf.yield %a + … }; scf.yield %b }
    """
    branch = yielded.owner
    if not isinstance(branch, scf.IfOp) or _is_defined_in(branch.cond, loop):
        return False
    initial = loop.iter_args[loop.body.block.args.index(argument) - 1]
    index = branch.results.index(yielded)
    for region, other in permutations(branch.regions):
        if not region.blocks:
            return False
        value = terminator(region.block).operands[index]
        chain = [yielded]
        if not _are_equal(value, initial) and not (
            _is_sum(argument, value, chain) and _has_no_other_use(chain, other)
        ):
            return False
    return True


def _are_equal(one: SSAValue, other: SSAValue) -> bool:
    """Whether two are the same value, or constants that are."""
    if one is other:
        return True
    makers = one.owner, other.owner
    return (
        isinstance(makers[0], arith.ConstantOp)
        and isinstance(makers[1], arith.ConstantOp)
        and makers[0].value == makers[1].value
    )


def _is_defined_in(value: SSAValue, loop: scf.ForOp) -> bool:
    block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
    return block is not None and is_inside(block, loop.body)


def _is_same(start: SSAValue, value: SSAValue) -> bool:
    """Whether `value` is `start`, however many regions hand it on."""
    if value is start:
        return True
    match value.owner:
        case scf.IfOp() as op:
            index = op.results.index(value)
            return all(
                bool(region.blocks) and _is_same(start, terminator(region.block).operands[index])
                for region in op.regions
            )
        case scf.ForOp() as op:
            index = op.results.index(value)
            inner = op.body.block
            is_kept = _is_same(inner.args[index + 1], terminator(inner).operands[index])
            return is_kept and _is_same(start, op.iter_args[index])
        case _:
            return False


def _is_sum(start: SSAValue, value: SSAValue, chain: list[SSAValue]) -> bool:
    """Whether `value` is `start` and something added to it; `chain` receives the partial sums."""
    chain.append(value)
    if value is start:
        return True
    match value.owner:
        case Operation() as op if type(op) in SUMS:
            # One of the terms leads to the start; that the other one does not, `_has_no_other_use` sees.
            return any(_leads_to(start, term, chain) for term in op.operands)
        case Operation() as op if type(op) in DIFFERENCES:
            return _leads_to(start, op.operands[0], chain)
        case scf.IfOp() as op:
            index = op.results.index(value)
            return all(
                bool(region.blocks)
                and _is_sum(start, terminator(region.block).operands[index], chain)
                for region in op.regions
            )
        case scf.ForOp() as op:
            index = op.results.index(value)
            inner = op.body.block
            return _is_sum(
                inner.args[index + 1], terminator(inner).operands[index], chain
            ) and _is_sum(start, op.iter_args[index], chain)
        case _:
            return False


def _leads_to(start: SSAValue, value: SSAValue, chain: list[SSAValue]) -> bool:
    """`_is_sum`, which leaves the chain as it was if the answer is no."""
    length = len(chain)
    if _is_sum(start, value, chain):
        return True
    del chain[length:]
    return False


def _has_no_other_use(chain: Sequence[SSAValue], apart_from: Region | None = None) -> bool:
    """Whether partial sums are used for nothing but the next ones, `apart_from` some region."""
    members = set(chain)
    for value in members:
        for use in value.uses:
            op = use.operation
            block = op.parent_block()
            if apart_from is not None and block is not None and is_inside(block, apart_from):
                continue
            if isinstance(op, scf.YieldOp):
                around = op.parent_op()
                if around is None or not _yields_member(around, use.index, members):
                    return False
            elif isinstance(op, scf.ForOp):
                if use.index < 3 or op.results[use.index - 3] not in members:
                    return False
            elif type(op) not in SUMS | DIFFERENCES or op.results[0] not in members:
                return False
        match value.owner:
            case Operation() as op if type(op) in SUMS | DIFFERENCES:
                # A value that is added to itself would be counted twice.
                if sum(term in members for term in op.operands) != 1:
                    return False
            case _:
                pass
    return True


def _yields_member(around: Operation, index: int, members: set[SSAValue]) -> bool:
    """Whether what a terminator yields at a position is a partial sum again, or the sum of the loop that is asked for."""
    if around.results[index] in members:
        return True
    return isinstance(around, scf.ForOp) and around.body.block.args[index + 1] in members


# Memory


@dataclass(frozen=True)
class _Access:
    effect: Effect
    pointer: SSAValue
    is_part_of_sum: bool


def keeps_memory_apart(
    accesses: Sequence[Effect],
    resolve: Callable[[SSAValue], SSAValue],
    induction: SSAValue,
    is_invariant: Callable[[SSAValue], bool],
    overwrites: Overwrites,
) -> bool:
    """
    Whether no two iterations touch the same memory, but to add to it. `resolve` says what a popped value is; `induction` and
    `is_invariant` are those of the loop that the addresses are computed in.
    """
    sums = {op for one in memory_sums(accesses) for op in (one.load, one.store)}
    found = [_Access(one, resolve(one.pointer), one.op in sums) for one in accesses]
    for position, one in enumerate(found):
        for other in found[position:]:
            if not (one.effect.writes or other.effect.writes):
                continue
            if one.is_part_of_sum and other.is_part_of_sum:
                continue
            if not overwrites.may_overlap(one.effect, other.effect):
                continue
            here = address(one.pointer, induction, is_invariant)
            there = address(other.pointer, induction, is_invariant)
            if here is None or there is None or one.effect.size == 0 or other.effect.size == 0:
                return False
            if not here.is_apart_from(one.effect.size, there, other.effect.size):
                return False
    return True


@dataclass(frozen=True)
class MemorySum:
    """``*p = *p + x``, or ``- x``, where nothing is written in between."""

    load: Operation
    total: Operation
    store: Operation

    @property
    def term(self) -> SSAValue:
        """What is added."""
        return next(one for one in self.total.operands if one is not self.load.results[0])

    @property
    def pointer(self) -> SSAValue:
        return self.load.operands[0]


def memory_sums(accesses: Sequence[Effect]) -> Iterator[MemorySum]:
    """What is added to memory."""
    for store in accesses:
        op = store.op
        if not isinstance(op, llvm.StoreOp | memref.StoreOp):
            continue
        total = op.operands[0].owner
        if not isinstance(total, Operation):
            continue
        if type(total) in SUMS:
            terms = list(total.operands)
        elif type(total) in DIFFERENCES:
            terms = [total.operands[0]]
        else:
            continue
        for term in terms:
            load = term.owner
            if (
                isinstance(load, llvm.LoadOp | memref.LoadOp)
                and list(load.operands) == list(op.operands)[1:]
                and load.parent_block() is op.parent_block() is total.parent_block()
                and term.has_one_use()
                and total.results[0].has_one_use()
                and not _writes_between(load, op)
            ):
                yield MemorySum(load, total, op)
                break


def _writes_between(first: Operation, last: Operation) -> bool:
    op = first.next_op
    while op is not None and op is not last:
        done = effects([op])
        if done is None or any(effect.writes for effect in done):
            return True
        op = op.next_op
    return False
