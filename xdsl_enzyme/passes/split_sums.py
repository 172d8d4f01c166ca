"""`enzyme-split-sums`: a reversed loop that adds to neighbouring places becomes several, which can be vectorised.

On structured form after `enzyme-lower-cache`. What reads its neighbours is reversed to what adds to its neighbours: one iteration then reads what the one before
has just written, and no vectors can be made of them. But sums may come in any order::

    scf.for %j … {                                scf.for %b … step 256 {                      blocks of iterations
      %v = …                                        scf.for %j in the block { store …, %scratch[%j - %b] }
      %d[%j + 1] += %v                        -->   scf.for %j in the block { %d[%j + 1] += %scratch[%j - %b] }
      %d[%j] += %v                                  scf.for %j in the block { %d[%j] += %scratch[%j - %b] }
      %d[%j - 1] += %v }                            scf.for %j in the block { %d[%j - 1] += %scratch[%j - %b] } }

The scratch memory is on the stack, and stays in the cache. Loops of few iterations stay as they are: that is decided when the program runs.
Only innermost loops that AD has made, since their sums are adjoints; in the program's own the order of terms is the programmer's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xdsl.context import Context
from xdsl.dialects import llvm, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.iteration_order import MemorySum, memory_sums
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_effects import Effect, effects
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.strides import Address, address
from xdsl_enzyme.analyses.value_flow import is_inside, terminator
from xdsl_enzyme.dialects.tangent_types import FLOAT_TYPES
from xdsl_enzyme.passes.cache_memory import Amount, Emitter

BLOCK = 256
"""Iterations whose terms are kept at a time: 2 kB for each sum in double precision."""
FEWEST = 32
"""A loop of fewer iterations stays as it is."""


@dataclass(frozen=True)
class SplitSumsPass(ModulePass):
    """Makes several loops of a reversed loop that adds to neighbouring places."""

    name = "enzyme-split-sums"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for function in op.body.block.ops:
            if isinstance(function, FuncOp) and function.body.blocks:
                _split_in(function)


def _split_in(function: FuncOp) -> None:
    candidates = [
        (loop, sums, accesses)
        for loop in _innermost_loops(function)
        if constant_integer(loop.step) == 1
        and (accesses := effects(loop.body.block.ops)) is not None
        and (sums := list(_crowded(loop, memory_sums(accesses))))
    ]
    if not candidates:
        return
    overwrites = Overwrites(function)
    for loop, sums, accesses in candidates:
        if _are_apart(sums, accesses, overwrites):
            _Split(function, loop, sums).build()


def _innermost_loops(function: FuncOp) -> Iterator[scf.ForOp]:
    return (
        op
        for op in function.walk()
        if isinstance(op, scf.ForOp) and not any(inner.regions for inner in op.body.block.ops)
    )


def _crowded(loop: scf.ForOp, sums: Iterable[MemorySum]) -> Iterator[MemorySum]:
    """The sums to consecutive places in an array to which others are added in the same iteration."""
    found = [(one, place) for one in sums if (place := _consecutive_place(loop, one)) is not None]
    places = Counter(base for base, _ in {(place.base, place) for _, place in found})
    for one, place in found:
        if places[place.base] > 1:
            yield one


def _consecutive_place(loop: scf.ForOp, one: MemorySum) -> Address | None:
    type = one.load.results[0].type
    if not isinstance(one.load, llvm.LoadOp) or not isinstance(type, FLOAT_TYPES):
        return None

    def is_invariant(value: SSAValue) -> bool:
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block is not None and not is_inside(block, loop.body)

    place = address(one.pointer, loop.body.block.args[0], is_invariant)
    return place if place is not None and abs(place.stride) == size_of(type) else None


def _are_apart(
    sums: Sequence[MemorySum], accesses: Sequence[Effect], overwrites: Overwrites
) -> bool:
    """Whether nothing else in the loop touches what is added to."""
    moved = {op for one in sums for op in (one.load, one.store)}
    return not any(
        overwrites.may_overlap(mine, other)
        for mine in accesses
        if mine.op in moved
        for other in accesses
        if other.op not in moved
    )


@dataclass
class _Split:
    """The making of the new loops."""

    function: FuncOp
    loop: scf.ForOp
    sums: Sequence[MemorySum]

    @cached_property
    def _body(self) -> Block:
        return self.loop.body.block

    @cached_property
    def _scratch(self) -> dict[SSAValue, SSAValue]:
        """Where the terms that are computed in the loop are kept for one block."""
        emit = Emitter(InsertPoint.at_start(self.function.body.block), self.loop.location)
        terms = {one.term for one in self.sums if self._is_inside(one.term)}
        return {
            one.term: emit.alloca(one.term.type, BLOCK)
            for one in self.sums
            if one.term in terms and not terms.discard(one.term)
        }

    def build(self) -> None:
        loop = self.loop
        emit = Emitter(InsertPoint.before(loop), loop.location)
        lower, upper = emit.to_i64(loop.lb), emit.to_i64(loop.ub)
        is_long = emit.compare("sge", emit.subtract(upper, lower), FEWEST)
        split, whole = Block(), Block()
        choice = scf.IfOp.create(
            operands=[is_long],
            result_types=loop.result_types,
            regions=[Region(split), Region(whole)],
        )
        emit.insert(choice)
        for old, new in zip(loop.results, choice.results, strict=True):
            old.replace_all_uses_with(new)
        loop.detach()
        whole.add_ops([loop, scf.YieldOp(*loop.results)])
        then = Emitter(InsertPoint.at_end(split), loop.location)
        then.insert(scf.YieldOp(*self._blocks(then, lower, upper)))

    def _blocks(self, emit: Emitter, lower: Amount, upper: Amount) -> Sequence[SSAValue]:
        """The loop over blocks of iterations, and what it results in."""
        carried = list(self.loop.iter_args)
        block = Block(arg_types=[emit.constant(0).type, *(value.type for value in carried)])
        first, *values = block.args
        inner = Emitter(InsertPoint.at_end(block), self.loop.location)
        last = inner.minimum(inner.add(first, BLOCK), upper)
        bounds = [inner.from_i64(bound, self.loop.lb.type) for bound in (first, last)]
        results = self._terms(inner, bounds, first, values)
        for one in self.sums:
            self._sum(inner, bounds, first, one)
        inner.insert(scf.YieldOp(*results))
        operands = [*(emit.constant(one) for one in (lower, upper, BLOCK)), *carried]
        return self._for(emit, operands, block)

    def _terms(
        self,
        emit: Emitter,
        bounds: Sequence[SSAValue],
        first: SSAValue,
        carried: Sequence[SSAValue],
    ) -> Sequence[SSAValue]:
        """The loop without its sums: their terms are stored."""
        moved = {op for one in self.sums for op in (one.load, one.total, one.store)}
        body = Block(arg_types=self._body.arg_types)
        values: dict[SSAValue, SSAValue] = dict(zip(self._body.args, body.args, strict=True))
        for op in self._body.ops:
            if op not in moved and op is not terminator(self._body):
                body.add_op(op.clone(values))
        inner = Emitter(InsertPoint.at_end(body), self.loop.location)
        for term, scratch in self._scratch.items():
            inner.store(values[term], self._place(inner, scratch, term, body.args[0], first))
        inner.insert(terminator(self._body).clone(values))
        return self._for(emit, [*bounds, self.loop.step, *carried], body)

    def _sum(
        self, emit: Emitter, bounds: Sequence[SSAValue], first: SSAValue, one: MemorySum
    ) -> None:
        """A loop with one of the sums."""
        body = Block(arg_types=self._body.arg_types[:1])
        values: dict[SSAValue, SSAValue] = {self._body.args[0]: body.args[0]}
        for op in self._needed_for(one.pointer):
            body.add_op(op.clone(values))
        inner = Emitter(InsertPoint.at_end(body), self.loop.location)
        if (scratch := self._scratch.get(one.term)) is not None:
            place = self._place(inner, scratch, one.term, body.args[0], first)
            values[one.term] = inner.load(place, one.term.type)
        for op in (one.load, one.total, one.store):
            body.add_op(op.clone(values))
        inner.insert(scf.YieldOp())
        self._for(emit, [*bounds, self.loop.step], body)

    def _place(
        self,
        emit: Emitter,
        scratch: SSAValue,
        term: SSAValue,
        induction: SSAValue,
        first: SSAValue,
    ) -> SSAValue:
        number = emit.subtract(emit.to_i64(induction), first)
        return emit.element(scratch, term.type, number)

    def _for(self, emit: Emitter, operands: Sequence[SSAValue], body: Block) -> Sequence[SSAValue]:
        types = [operand.type for operand in operands[3:]]
        loop = scf.ForOp.create(operands=operands, result_types=types, regions=[Region(body)])
        emit.insert(loop)
        return loop.results

    def _needed_for(self, value: SSAValue) -> list[Operation]:
        """The ops of the body that an address is computed by, in their order."""
        needed: set[Operation] = set()
        pending = [value]
        while pending:
            op = pending.pop().owner
            if isinstance(op, Operation) and op.parent_block() is self._body and op not in needed:
                needed.add(op)
                pending += op.operands
        return [op for op in self._body.ops if op in needed]

    def _is_inside(self, value: SSAValue) -> bool:
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block is self._body
