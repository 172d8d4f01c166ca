"""`enzyme-fuse-sweeps`: a forward loop and its reversed loop become one, so that nothing is kept from one to the other.

On structured form after `enzyme-reverse`. Where the iterations of the reversed loop may run in any order, they may run in the order of
the forward loop, each right after the iteration that it reverses::

    %y = scf.for %i … iter_args(%s = %0) {          %y, %d = scf.for %i … iter_args(%s = %0, %t = %z) {
      %v = load %x[%i]; push %c, %v                   %v = load %x[%i]
      scf.yield %s + %v * %v }                  -->   %e = load %dx[%i]; store %e + 2 %v * %seed, %dx[%i]
    %d = scf.for %k … iter_args(%t = %z) {            scf.yield %s + %v * %v, %t }
      %v = pop %c; … %dx[…] … }

The new loop stands where the reversed one stood. What is pushed and popped directly in the two bodies becomes a plain value; what is
pushed in loops inside them stays cached, for one iteration at a time.

Loops that run under a condition come together when their branches do: two that depend on the same condition become one.

Such are all loops that add up a function of their data, or compute one result per iteration, and what their results depend on
enters the reverse sweep from after the loop: the forward loop must not be needed before. Tapenade has a directive for these loops
(II-LOOP; Hascoët, Fidanova, Held, *Adjoining independent computations*, 2002); here it is proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from xdsl.context import Context
from xdsl.dialects import llvm, scf
from xdsl.dialects.builtin import ModuleOp, UnitAttr
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import ADJOINT, LOOP, REVERSED_LOOP, CachePair, pairs_of
from xdsl_enzyme.analyses.iteration_order import carries_sums_only, keeps_memory_apart
from xdsl_enzyme.analyses.memory_effects import effects
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.value_flow import is_inside, terminator, walk_regions
from xdsl_enzyme.analyses.zeroed_shadows import zeroed_shadows
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import Emitter


@dataclass(frozen=True)
class FuseSweepsPass(ModulePass):
    """Makes one loop of a forward loop and its reversed one, where the order of iterations does not matter."""

    name = "enzyme-fuse-sweeps"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for function in op.body.block.ops:
            if isinstance(function, FuncOp) and function.body.blocks:
                _fuse_in(function, function.body.block)


def _fuse_in(function: FuncOp, block: Block) -> None:
    """Fuses the loops of a block, and then those inside the ones that have been fused."""
    for forward, reverse in list(_matched_branches(block)):
        pairs = _pairs_between(function, forward, reverse)
        if pairs is None:
            continue
        branches = _Branches(function, forward, reverse, pairs)
        if branches.can_be_joined():
            for region in branches.join().regions:
                _fuse_in(function, region.block)
    for forward, reverse in list(_matched_loops(block)):
        pairs = _pairs_between(function, forward, reverse)
        if pairs is None:
            continue
        sweeps = _Sweeps(function, forward, reverse, pairs)
        if sweeps.are_independent():
            _fuse_in(function, sweeps.fuse().body.block)


def _matched_loops(block: Block) -> Iterator[tuple[scf.ForOp, scf.ForOp]]:
    """The forward loops of a block with the reversed loops that follow in it."""
    loops = [op for op in block.ops if isinstance(op, scf.ForOp)]
    reversed_loops = {
        number: loop for loop in loops if (number := loop.attributes.get(REVERSED_LOOP)) is not None
    }
    for one in loops:
        number = one.attributes.get(LOOP)
        other = reversed_loops.get(number) if number is not None else None
        if other is not None:
            yield one, other


def _matched_branches(block: Block) -> Iterator[tuple[scf.IfOp, scf.IfOp]]:
    """Branches on one condition, of which the first has forward loops and the second the reversed loops of these."""
    branches = [op for op in block.ops if isinstance(op, scf.IfOp)]
    for position, one in enumerate(branches):
        if not (numbers := _loop_numbers(one, LOOP)):
            continue
        for other in branches[position + 1 :]:
            if other.cond is one.cond and numbers & _loop_numbers(other, REVERSED_LOOP):
                yield one, other
                break


def _loop_numbers(branch: scf.IfOp, key: str) -> set[Attribute]:
    return {
        number
        for region in branch.regions
        for block in region.blocks
        for op in block.ops
        if isinstance(op, scf.ForOp) and (number := op.attributes.get(key)) is not None
    }


def _pairs_between(
    function: FuncOp, forward: Operation, reverse: Operation
) -> list[CachePair] | None:
    """The caches that are filled in one op and emptied in the other; None if others are used there, too."""
    caches = {
        op.cache: op
        for one in (forward, reverse)
        for op in walk_regions(one)
        if isinstance(op, PushOp | PopOp)
    }
    top = function.body.block
    makers = (cache.owner for cache in caches)
    inits = [one for one in makers if isinstance(one, InitOp) and one.parent is top]
    pairs = list(pairs_of(inits, top))
    is_complete = len(pairs) == len(caches) and all(
        _is_in(pair.push, forward) and _is_in(pair.pop, reverse) for pair in pairs
    )
    return pairs if is_complete else None


def _is_in(op: Operation, around: Operation) -> bool:
    block = op.parent_block()
    return block is not None and any(is_inside(block, region) for region in around.regions)


_Op = TypeVar("_Op", bound=Operation)


@dataclass
class _Two(Generic[_Op]):
    """An op of the forward sweep, and one of the reverse sweep in the same block: the first may move down to the second."""

    function: FuncOp
    forward: _Op
    reverse: _Op
    pairs: Sequence[CachePair]

    def between(self) -> list[Operation]:
        ops: list[Operation] = []
        op = self.forward.next_op
        while op is not None and op is not self.reverse:
            ops.append(op)
            op = op.next_op
        return ops

    def late_ops(self) -> list[Operation]:
        """The ops between the loops that use what the forward loop results in, directly or not."""
        late: list[Operation] = []
        known = set(self.forward.results)
        for op in [*self.between(), self.reverse]:
            if any(operand in known for inner in walk_regions(op) for operand in inner.operands):
                late.append(op)
                known |= set(op.results)
        return late

    def results_can_wait(self) -> bool:
        """Whether the ops that use the first op's results can be moved behind the second."""
        return all(op is not self.reverse and is_repeatable(op) for op in self.late_ops())

    def replace_by(self, joined: Operation) -> None:
        """Puts an op that does what both do in the place of the second; what uses the results of the first comes behind it."""
        late = self.late_ops()
        block = self.reverse.parent_block()
        assert block is not None
        block.insert_op_before(joined, self.reverse)
        results = (*self.forward.results, *self.reverse.results)
        for old, new in zip(results, joined.results, strict=True):
            new.name_hint = old.name_hint
            old.replace_all_uses_with(new)
        for op in late:
            op.detach()
            block.insert_op_before(op, self.reverse)
        for op in (self.reverse, self.forward):
            op.detach()
            op.erase()

    def hand_over(self, forward: Block, reverse: Block) -> None:
        """What is pushed and popped once in two blocks that become one needs no cache any more."""
        for pair in self.pairs:
            if pair.push.parent_block() is forward and pair.pop.parent_block() is reverse:
                pair.pop.value.replace_all_uses_with(pair.push.value)
                for op in (pair.pop, pair.push, pair.init):
                    op.detach()
                    op.erase()


class _Branches(_Two[scf.IfOp]):
    """Two branches on one condition."""

    def can_be_joined(self) -> bool:
        forward, between = effects([self.forward]), effects(self.between())
        if forward is None or between is None or not self.results_can_wait():
            return False
        overwrites = Overwrites(self.function)
        return not any(
            (mine.writes or other.writes) and overwrites.may_overlap(mine, other)
            for mine in forward
            for other in between
        )

    def join(self) -> scf.IfOp:
        """Makes one branch of both, in the place of the second."""
        regions = [
            self._joined(one, other)
            for one, other in zip(self.forward.regions, self.reverse.regions, strict=True)
        ]
        types = [*self.forward.result_types, *self.reverse.result_types]
        branch = scf.IfOp.create(operands=[self.forward.cond], result_types=types, regions=regions)
        branch.location = self.forward.location
        self.replace_by(branch)
        return branch

    def _joined(self, one: Region, other: Region) -> Region:
        """A region with the ops of both, which are empty then."""
        if one.blocks and other.blocks:
            self.hand_over(one.block, other.block)
        block = Block()
        yielded: list[SSAValue] = []
        for region in (one, other):
            for op in list(region.block.ops) if region.blocks else ():
                if isinstance(op, scf.YieldOp):
                    yielded += op.operands
                else:
                    op.detach()
                    block.add_op(op)
        block.add_op(scf.YieldOp(*yielded))
        return Region(block)


class _Sweeps(_Two[scf.ForOp]):
    """A forward loop, its reversed loop, and the question whether they can become one."""

    def are_independent(self) -> bool:
        return (
            carries_sums_only(self.reverse)
            and self.results_can_wait()
            and self._memory_is_independent()
        )

    def _memory_is_independent(self) -> bool:
        forward, reverse = effects([self.forward]), effects([self.reverse])
        between = effects(self.between())
        if forward is None or reverse is None or between is None:
            return False
        overwrites = Overwrites(self.function)
        for mine in forward:
            for other in (*between, *reverse):
                if (mine.writes or other.writes) and overwrites.may_overlap(mine, other):
                    return False
        popped: dict[SSAValue, SSAValue] = {pair.pop.value: pair.push.value for pair in self.pairs}

        def resolve(value: SSAValue) -> SSAValue:
            return popped.get(value, value)

        scratch = zeroed_shadows(self.forward, self.reverse, overwrites, resolve)
        shared = [one for one in reverse if not overwrites.roots.of(one.pointer).keys() <= scratch]
        return keeps_memory_apart(
            shared,
            resolve,
            self.forward.body.block.args[0],
            self._is_invariant,
            overwrites,
        )

    def _is_invariant(self, value: SSAValue) -> bool:
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block is not None and not any(
            is_inside(block, loop.body) for loop in (self.forward, self.reverse)
        )

    def fuse(self) -> scf.ForOp:
        """Makes one loop of both, in the place of the reversed one."""
        self.hand_over(self.forward.body.block, self.reverse.body.block)
        fused = self._joined()
        self.replace_by(fused)
        return fused

    def _joined(self) -> scf.ForOp:
        """A loop with the ops of both bodies, which are empty then."""
        forward, reverse = self.forward, self.reverse
        body, reverse_body = forward.body.block, reverse.body.block
        ends = [terminator(body), terminator(reverse_body)]
        if reverse_body.args[0].first_use is not None:
            reverse_body.args[0].replace_all_uses_with(self._reversed_number())
        for argument in reverse_body.args[1:]:
            argument.replace_all_uses_with(body.insert_arg(argument.type, len(body.args)))
        yielded = [operand for end in ends for operand in end.operands]
        for end in ends:
            end.detach()
            end.erase()
        for op in list(reverse_body.ops):
            op.detach()
            body.add_op(op)
            if isinstance(op, llvm.StoreOp):
                op.attributes[ADJOINT] = UnitAttr()
        body.add_op(scf.YieldOp(*yielded))
        region = Region()
        forward.body.move_blocks(region)
        values = [*forward.iter_args, *reverse.iter_args]
        fused = scf.ForOp(forward.lb, forward.ub, forward.step, values, region)
        fused.location = forward.location
        return fused

    def _reversed_number(self) -> SSAValue:
        """The number k of the reversed loop's iteration that reverses the current one: trip count - 1 - k."""
        forward, reverse = self.forward, self.reverse
        body = forward.body.block
        emit = Emitter(InsertPoint.before(terminator(body)), reverse.location)
        lower, step = emit.to_i64(forward.lb), emit.to_i64(forward.step)
        number = emit.divide(emit.subtract(emit.to_i64(body.args[0]), lower), step)
        last = emit.subtract(emit.to_i64(reverse.ub), 1)
        return emit.from_i64(emit.subtract(last, number), reverse.body.block.args[0].type)
