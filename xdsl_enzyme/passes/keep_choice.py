"""`enzyme-keep-choice`: of a loop that chooses one of its iterations, only that one is reversed.

On structured form after `enzyme-cache`. The smallest of some distances depends on one of them, the last that was smaller than all before::

    scf.for %i … { %c = … < %nearest; push %0, %c; … }          %last = scf.for %i … iter_args(%l = -1) { … select %c, %i, %l … }
    scf.for %k … iter_args(%a = %seed) {                   -->  scf.if %last >= 0 {
      %c = pop %0                                                 %k = %n - 1 - %last
      %b = select %c, %a, 0; … %dx[…] += %b * … …                 … %dx[…] += %seed * … … }
      scf.yield select %c, 0, %a }

`iteration_choices` says which iterations do nothing. The forward loop carries the number of the last that does more, and with it what was pushed there.
Where some iterations share their adjoint, as equal values do in a maximum, the reversed loop is still there, and runs if there was such an iteration
after the last that took all. What it needs is cached only then, by the forward loop once more, if that is cheap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xdsl.context import Context
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import BoolAttr, ModuleOp, i1
from xdsl.dialects.func import FuncOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import LOOP, REVERSED_LOOP, CachePair, cache_pairs
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.iteration_choices import (
    Choice,
    Kind,
    Split,
    decided_conditions,
    iteration_choice,
    kinds,
)
from xdsl_enzyme.analyses.overwrites import Overwrites, is_plain_load
from xdsl_enzyme.analyses.recomputation import is_cheap, is_repeatable
from xdsl_enzyme.analyses.value_flow import enclosing_block, is_inside, terminator, walk_regions
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.passes.cache_arrays import counted_nest
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.recomputed_values import block_of, erase_dead
from xdsl_enzyme.passes.structured_builder import is_selectable


@dataclass(frozen=True)
class KeepChoicePass(ModulePass):
    """Reverses only the iteration that a loop has chosen."""

    name = "enzyme-keep-choice"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for function in op.body.block.ops:
            if isinstance(function, FuncOp) and function.body.blocks:
                _keep_choices(function)


def _keep_choices(function: FuncOp) -> None:
    loops = [op for op in walk_regions(function) if isinstance(op, scf.ForOp)]
    forward = {op.attributes[LOOP]: op for op in loops if LOOP in op.attributes}
    for reverse in loops:
        number = reverse.attributes.get(REVERSED_LOOP)
        if number is None or (matched := forward.get(number)) is None:
            continue
        if (choice := iteration_choice(reverse)) is not None:
            kept = _KeptChoice(function, matched, reverse, choice)
            if kept.is_possible():
                kept.run()
                del forward[number]


@dataclass
class _KeptChoice:
    """A loop, its reversed one, and which iterations of that do anything."""

    function: FuncOp
    forward: scf.ForOp
    reverse: scf.ForOp
    choice: Split
    pairs: Sequence[CachePair] = ()
    """The caches that are emptied in the reversed loop."""
    copies: dict[SSAValue, SSAValue] = field(default_factory=lambda: {})
    """What conditions of the reversed loop are made of, at the end of the iteration that is reversed."""

    def is_possible(self) -> bool:
        """Whether the forward loop can tell which iteration it chooses. The conditions are at its end then."""
        pops = {op for op in walk_regions(self.reverse) if isinstance(op, PopOp)}
        self.pairs = [pair for pair in cache_pairs(self.function) if pair.pop in pops]
        bodies = self.forward.body.block, self.reverse.body.block
        if (
            constant_integer(self.forward.step) is None
            or len(self.pairs) < len(pops)
            or not all(
                (pair.push.parent, pair.pop.parent) == bodies
                and pair.blocks() is not None
                and is_selectable(pair.push.value.type)
                for pair in self.pairs
            )
            or not (self.pairs or self.forward.parent is self.reverse.parent)
        ):
            return False
        if self._may_be_shared() and not all(map(counted_nest, self.pairs)):
            return False
        self.copies = {pair.pop.value: pair.push.value for pair in self.pairs}
        conditions = _conditions(self.choice)
        is_known = all(map(self._copy, conditions)) and self._loads_are_the_same()
        if not is_known:
            erase_dead([self.copies[one] for one in conditions if one in self.copies])
        return is_known

    def _may_be_shared(self) -> bool:
        return Kind.OTHER in kinds(self.choice)

    def _copy(self, value: SSAValue) -> bool:
        """Have a value of the reversed loop at the end of the iteration of the forward loop. False if that cannot be."""
        if value in self.copies or self._is_visible(value):
            return True
        emit = Emitter(
            InsertPoint.before(terminator(self.forward.body.block)), self.reverse.location
        )
        if value is self.reverse.body.block.args[0]:
            if not self._copy(self.reverse.ub):
                return False
            count = self.copies.get(self.reverse.ub, self.reverse.ub)
            self.copies[value] = self._reversed_number(emit, self._distance(emit), count)
            return True
        op = value.owner
        if not isinstance(op, Operation) or not (
            is_repeatable(op)
            or (is_plain_load(op) and is_inside(block_of(value), self.reverse.body))
        ):
            return False
        if not all(map(self._copy, op.operands)):
            return False
        copy = op.clone(self.copies)
        emit.insert(copy)
        self.copies.update(zip(op.results, copy.results, strict=True))
        return True

    def _is_visible(self, value: SSAValue) -> bool:
        """Whether a value is there in the forward loop."""
        home = block_of(value)
        op: Operation | None = self.forward
        while op is not None and op.parent_block() is not home:
            op = op.parent_op()
        if op is None:
            return False
        return isinstance(value.owner, Block) or value.owner.is_before_in_block(op)

    def _loads_are_the_same(self) -> bool:
        """Whether what has been copied reads what the reversed loop would have read."""
        loads = [
            copy.owner
            for value, copy in self.copies.items()
            if isinstance(value.owner, Operation)
            and isinstance(copy.owner, Operation)
            and is_plain_load(value.owner)
        ]
        if not loads:
            return True
        scope = self.forward.parent_block()
        while scope is not None and not _is_around(scope, self.reverse):
            scope = enclosing_block(scope)
        overwrites = Overwrites(self.function, scope)
        return all(map(overwrites.may_be_repeated, loads))

    def _distance(self, emit: Emitter) -> SSAValue:
        """How far the induction variable of the forward loop is from where it began."""
        forward = self.forward
        distance = emit.subtract(emit.to_i64(forward.body.block.args[0]), emit.to_i64(forward.lb))
        return emit.constant(distance)

    def _reversed_number(self, emit: Emitter, distance: SSAValue, count: SSAValue) -> SSAValue:
        """The number of the iteration that reverses the one at a distance from the first."""
        step = constant_integer(self.forward.step)
        assert step is not None
        number = emit.divide(distance, step)
        last = emit.subtract(emit.to_i64(count), 1)
        return emit.from_i64(emit.subtract(last, number), self.reverse.body.block.args[0].type)

    def _repeated(self) -> scf.ForOp | None:
        """The forward loop again, to fill the caches only if they are needed: if that is cheap, and does nothing else."""
        forward = self.forward
        pushes = {pair.push for pair in self.pairs}
        ops = list(walk_regions(forward))
        loads = [op for op in ops if is_plain_load(op)]
        if forward.parent is not self.reverse.parent or not all(
            op is forward
            or isinstance(op, scf.YieldOp)
            or op in pushes
            or is_plain_load(op)
            or is_cheap(op)
            for op in ops
        ):
            return None
        if not all(map(Overwrites(self.function, forward.parent).may_be_repeated, loads)):
            return None
        again = forward.clone()
        del forward.attributes[LOOP]
        return again

    def run(self) -> None:
        """Rewrites both loops."""
        again = self._repeated() if self._may_be_shared() else None
        decided = decided_conditions(self.choice, Kind.TAKES)
        assert decided is not None
        kept = [pair for pair in self.pairs if pair.pop.value not in decided]
        forward = self._carry(kept)
        count = len(self.forward.results)
        carried = self._handed_over(forward, forward.results[count:])
        for old, new in zip(self.forward.results, forward.results, strict=False):
            new.name_hint = old.name_hint
            old.replace_all_uses_with(new)
        self.forward.detach()
        self.forward.erase()
        last, *values = carried
        is_shared = values.pop() if self._may_be_shared() else None
        known: dict[SSAValue, SSAValue] = {
            pair.pop.value: value for pair, value in zip(kept, values, strict=True)
        }
        self._replace_reverse(last, is_shared, known, decided, again)
        if again is not None or is_shared is None:
            self._erase_pushes()

    def _erase_pushes(self) -> None:
        """Nothing is cached in the forward loop any more."""
        for pair in self.pairs:
            value = pair.push.value
            pair.push.detach()
            pair.push.erase()
            if pair.init.cache.first_use is None:
                pair.init.detach()
                pair.init.erase()
            erase_dead([value])

    def _carry(self, kept: Sequence[CachePair]) -> scf.ForOp:
        """
        The forward loop, which also results in the distance of the last iteration that takes all, in what it pushed, and in whether there is one behind
        it that shares.
        """
        body = self.forward.body.block
        end = terminator(body)
        emit = Emitter(InsertPoint.before(end), self.reverse.location)
        before = Emitter(InsertPoint.before(self.forward), self.reverse.location)
        takes = self._holds(emit, self.choice, Kind.TAKES)
        starts, ends = [before.constant(-1)], [self._distance(emit)]
        for pair in kept:
            starts.append(before.value_of(PoisonOp(pair.push.value.type)))
            ends.append(pair.push.value)
        ends = [
            emit.value_of(arith.SelectOp(takes, new, body.insert_arg(new.type, len(body.args))))
            for new in ends
        ]
        if self._may_be_shared():
            starts.append(before.value_of(_truth(False)))
            was_shared = body.insert_arg(i1, len(body.args))
            shares = self._holds(emit, self.choice, Kind.OTHER)
            any_shares = emit.value_of(arith.OrIOp(was_shared, shares))
            ends.append(
                emit.value_of(arith.SelectOp(takes, emit.value_of(_truth(False)), any_shares))
            )
        yielded = [*end.operands, *ends]
        end.detach()
        end.erase()
        body.add_op(scf.YieldOp(*yielded))
        region = Region()
        self.forward.body.move_blocks(region)
        old = self.forward
        loop = scf.ForOp(old.lb, old.ub, old.step, [*old.iter_args, *starts], region)
        loop.attributes.update(old.attributes)
        before.location = old.location
        before.insert(loop)
        return loop

    def _holds(self, emit: Emitter, choice: Choice, kind: Kind) -> SSAValue:
        """Whether an iteration of the forward loop is of a kind."""
        if isinstance(choice, Kind):
            return emit.value_of(_truth(choice is kind))
        condition = self.copies[choice.condition]
        if {choice.if_true, choice.if_false} == {kind, Kind.IDLES} and choice.if_true is kind:
            return condition
        values = (self._holds(emit, one, kind) for one in (choice.if_true, choice.if_false))
        return emit.value_of(arith.SelectOp(condition, *values))

    def _handed_over(self, forward: scf.ForOp, values: Sequence[SSAValue]) -> Sequence[SSAValue]:
        """Results of the forward loop, where the reversed loop is."""
        if forward.parent is self.reverse.parent:
            return values
        at_top = Emitter(InsertPoint.at_start(self.function.body.block), forward.location)
        after = Emitter(InsertPoint.after(forward), forward.location)
        before = Emitter(InsertPoint.before(self.reverse), forward.location)
        popped: list[SSAValue] = []
        for value in values:
            init = InitOp(value.type)
            at_top.insert(init)
            after.insert(PushOp(init.cache, value))
            popped.append(before.value_of(PopOp(init.cache)))
        return popped

    def _replace_reverse(
        self,
        last: SSAValue,
        is_shared: SSAValue | None,
        known: Mapping[SSAValue, SSAValue],
        decided: Mapping[SSAValue, bool],
        again: scf.ForOp | None,
    ) -> None:
        """Reverse only the last iteration that took all, unless others share: then all, which the forward loop may be run `again` for."""
        reverse = self.reverse
        emit = Emitter(InsertPoint.before(reverse), reverse.location)
        run, idle = Block(), Block([scf.YieldOp(*reverse.iter_args)])
        self._reverse_iteration(run, last, known, decided)
        replacement = self._branch(emit.compare("sge", last, 0), run, idle)
        if is_shared is not None:
            emit.insert(replacement)
            once = Block()
            replacement.detach()
            once.add_ops([replacement, scf.YieldOp(*replacement.results)])
            all_of_them = Block()
            replacement = self._branch(is_shared, all_of_them, once)
        emit.insert(replacement)
        for old, new in zip(reverse.results, replacement.results, strict=True):
            new.name_hint = old.name_hint
            old.replace_all_uses_with(new)
        reverse.detach()
        if is_shared is not None:
            block = replacement.true_region.block
            if again is not None:
                block.add_op(again)
            block.add_ops([reverse, scf.YieldOp(*reverse.results)])
            return
        reverse.erase()

    def _branch(self, condition: SSAValue, run: Block, other: Block) -> scf.IfOp:
        op = scf.IfOp.create(
            operands=[condition],
            result_types=self.reverse.result_types,
            regions=[Region(run), Region(other)],
        )
        op.location = self.reverse.location
        return op

    def _reverse_iteration(
        self,
        block: Block,
        last: SSAValue,
        known: Mapping[SSAValue, SSAValue],
        decided: Mapping[SSAValue, bool],
    ) -> None:
        """What the reversed loop does in one iteration, which is the first that does anything."""
        reverse = self.reverse
        body = reverse.body.block
        emit = Emitter(InsertPoint.at_end(block), reverse.location)
        values = dict(known)
        values[body.args[0]] = self._reversed_number(emit, last, reverse.ub)
        values.update(zip(body.args[1:], reverse.iter_args, strict=True))
        for op in body.ops:
            if isinstance(op, arith.SelectOp) and op.cond in decided:
                chosen = op.lhs if decided[op.cond] else op.rhs
                values[op.result] = values.get(chosen, chosen)
            elif isinstance(op, PopOp) and op.value in known:
                continue
            elif len(op.results) == 1 and op.results[0] in decided:
                values[op.results[0]] = emit.value_of(_truth(decided[op.results[0]]))
            else:
                block.add_op(op.clone(values))


def _conditions(choice: Choice) -> list[SSAValue]:
    if isinstance(choice, Kind):
        return []
    return [choice.condition, *_conditions(choice.if_true), *_conditions(choice.if_false)]


def _truth(value: bool) -> Operation:
    return arith.ConstantOp(BoolAttr.from_bool(value))


def _is_around(block: Block, op: Operation) -> bool:
    inner = op.parent_block()
    while inner is not None and inner is not block:
        inner = enclosing_block(inner)
    return inner is block
