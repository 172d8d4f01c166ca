"""Turns counted loops into `scf.for`: structured form -> structured form.

Counted is a `scf.while` that goes on while a comparison of an induction variable with a bound holds, be it at the end
of an iteration or at its beginning::

    %r:2 = scf.while (%i = %zero, %s = %x) : … {            %r = scf.for %k = 0 to %n iter_args(%s = %x) {
      %t = … %i, %s …                                         %t = … %k, %s …
      %j = arith.addi %i, %one : i64                          scf.yield %t
      %c = arith.cmpi ne, %j, %n : i64                      }
      scf.condition(%c) %j, %t : i64, f64
    } do { ^0(%a: i64, %b: f64): scf.yield %a, %b }

The new loop counts in `i64` from 0 to the trip count by 1. All integers that grow by a fixed step are computed from
its counter, so they are not carried; nor are they after the loop. Values of the last iteration that are used after
the loop are carried if nothing else gives them. If there is an `scf.if` around the loop that asks whether it runs at
all, it disappears (see `loop_guards`).

Loops with several exits, whose condition is not one comparison, stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.context import Context
from xdsl.dialects.arith import (
    AddiOp,
    CmpiOp,
    IntegerOverflowFlag,
    SubiOp,
    XOrIOp,
)
from xdsl.dialects.builtin import ModuleOp, i64
from xdsl.dialects.scf import ConditionOp, ForOp, IfOp, WhileOp, YieldOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Block, BlockArgument, Operation, OpResult, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.traits import MemoryEffectKind, is_side_effect_free, only_has_effect

from xdsl_enzyme.passes.dead_code import erase_if_dead, is_speculatable
from xdsl_enzyme.passes.integer_builder import (
    WRAPS,
    IntegerBuilder,
    Overflow,
    Term,
    is_integer,
    signed,
    term_of,
    width_of,
)
from xdsl_enzyme.passes.loop_guards import holds, merge_guard
from xdsl_enzyme.passes.trip_count import INVERSE, NE, SWAPPED, Induction, LoopTest


@dataclass(frozen=True)
class RaiseWhileToForPass(ModulePass):
    """Turn counted `scf.while` into `scf.for`."""

    name = "enzyme-raise-while-to-for"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        raise_while_to_for(op)


def raise_while_to_for(root: Operation) -> None:
    """Turn every counted loop in `root` into an `scf.for`, inner loops first."""
    for op in list(root.walk(region_first=True)):
        if isinstance(op, WhileOp) and (shape := _shape_of(op)) is not None:
            raised = _raise(shape)
            if raised is not None:
                merge_guard(raised)


# --- what the loop looks like --------------------------------------------------------------------------


@dataclass
class _Shape:
    """A loop: in each iteration `head` runs, then, if it goes on, `body`.

    In a loop that is tested at the end, all is in the head and `body` is None. The results are those of the
    `scf.while`; `exits` says what they are when the loop is left.
    """

    op: WhileOp
    head: Block
    body: Block | None
    condition: SSAValue
    goes_on: bool
    """The value of `condition` on which the loop goes on."""
    arguments: Sequence[BlockArgument]
    following: list[SSAValue]
    """The next value of each argument."""
    exits: list[SSAValue]

    def is_invariant(self, value: SSAValue) -> bool:
        owner = value.owner
        block = owner if isinstance(owner, Block) else owner.parent
        while block is not None:
            if block is self.head:
                return False
            block = block.parent_block()
        return True


def _shape_of(op: WhileOp) -> _Shape | None:
    """How `op` goes on; None if its after region does anything but to yield its arguments."""
    head, after = op.before_region.block, op.after_region.block
    condition, yielded = head.last_op, after.last_op
    if not isinstance(condition, ConditionOp) or after.first_op is not yielded:
        return None
    assert yielded is not None
    following: list[SSAValue] = []
    for value in yielded.operands:
        if not isinstance(value, BlockArgument) or value.block is not after:
            return None
        following.append(condition.args[value.index])
    exits = list(condition.args)
    test, goes_on = _strip_negation(condition.condition, True)
    shape = _Shape(op, head, None, test, goes_on, head.args, following, exits)
    return _as_tested_at_beginning(shape) or shape


def _strip_negation(condition: SSAValue, value: bool) -> tuple[SSAValue, bool]:
    """A value that is not a negation, and what it is when `condition` is `value`."""
    while isinstance(negation := condition.owner, XOrIOp) and term_of(negation.rhs) == -1:
        condition, value = negation.lhs, not value
    return condition, value


def _is_same_test(a: SSAValue, b: SSAValue) -> bool | None:
    """Whether `a` equals `b` (True), its negation (False), or neither (None)."""
    if a is b:
        return True
    x, y = a.owner, b.owner
    if isinstance(x, CmpiOp) and isinstance(y, CmpiOp) and tuple(x.operands) == tuple(y.operands):
        p, q = x.predicate.value.data, y.predicate.value.data
        return True if p == q else False if p == INVERSE[q] else None
    return None


def _as_tested_at_beginning(shape: _Shape) -> _Shape | None:
    """The shape if the loop ends in `if goes on {body}`, with nothing but pure ops before and after."""
    branches = [op for op in shape.head.ops if isinstance(op, IfOp)]
    if not branches:
        return None
    branch = branches[-1]
    test, value = _strip_negation(branch.cond, True)
    same = _is_same_test(test, shape.condition)
    if same is None:
        return None
    taken = 0 if (value == shape.goes_on) == same else 1
    if not all(region.blocks for region in branch.regions) and branch.results:
        return None
    body_region, other_region = branch.regions[taken], branch.regions[1 - taken]
    if not body_region.blocks:
        return None
    if other_region.blocks and not isinstance(other_region.block.first_op, YieldOp):
        return None
    for op in shape.head.ops:
        if op is not branch and op is not shape.head.last_op and not _may_run_once_less(op):
            return None
    if any(use.operation is not shape.head.last_op for r in branch.results for use in r.uses):
        return None
    going_on = cast(YieldOp, body_region.block.last_op).operands
    leaving: Sequence[SSAValue] = (
        cast(YieldOp, other_region.block.last_op).operands if other_region.blocks else ()
    )
    position: dict[SSAValue, int] = {result: i for i, result in enumerate(branch.results)}

    def along(yields: Sequence[SSAValue], value: SSAValue) -> SSAValue:
        return yields[position[value]] if value in position else value

    return _Shape(
        shape.op,
        shape.head,
        body_region.block,
        shape.condition,
        shape.goes_on,
        shape.arguments,
        [along(going_on, value) for value in shape.following],
        [along(leaving, value) for value in shape.exits],
    )


def _may_run_once_less(op: Operation) -> bool:
    """Whether nothing but the uses of `op` show that it has run."""
    return is_speculatable(op) or (
        not op.regions
        and (is_side_effect_free(op) or only_has_effect(op, MemoryEffectKind.READ))
        and "volatile_" not in op.attributes
    )


# --- counting ------------------------------------------------------------------------------------------


def _inductions(shape: _Shape) -> dict[SSAValue, Induction]:
    """The arguments of the loop that grow by an invariant step."""
    inductions: dict[SSAValue, Induction] = {}
    for argument, following, initial in zip(
        shape.arguments, shape.following, shape.op.arguments, strict=True
    ):
        step = _step(shape, argument, following)
        if step is not None:
            inductions[argument] = Induction(argument.type, term_of(initial), *step)
    return inductions


def _step(
    shape: _Shape, argument: BlockArgument, following: SSAValue
) -> tuple[Term, Overflow] | None:
    type, increment = argument.type, following.owner
    width = width_of(type)
    if not is_integer(type) or width > 64:
        return None
    if not isinstance(increment, AddiOp | SubiOp):
        return None
    lhs, rhs = increment.lhs, increment.rhs
    if rhs is argument and isinstance(increment, AddiOp):
        lhs, rhs = rhs, lhs
    step = term_of(rhs)
    if lhs is not argument or step == 0 or not shape.is_invariant(rhs):
        return None
    overflow = frozenset(increment.overflow_flags.data)
    if isinstance(increment, SubiOp):
        if not isinstance(step, int):
            return None
        step = -step
        if signed(step, width) != step:
            return None
    elif isinstance(step, int) and step < 0:
        # The flag is about adding a large unsigned number.
        overflow -= {IntegerOverflowFlag.NUW}
    return step, overflow


def _test(shape: _Shape, inductions: dict[SSAValue, Induction]) -> LoopTest | None:
    compare = shape.condition.owner
    if not isinstance(compare, CmpiOp):
        return None
    predicate = compare.predicate.value.data
    if not shape.goes_on:
        predicate = INVERSE[predicate]
    following = {
        value: argument
        for argument, value in zip(shape.arguments, shape.following, strict=True)
        if argument in inductions
    }
    for tested, bound, p in (
        (compare.lhs, compare.rhs, predicate),
        (compare.rhs, compare.lhs, SWAPPED[predicate]),
    ):
        if shape.is_invariant(bound):
            if tested in inductions:
                return LoopTest(p, inductions[tested], term_of(bound), False)
            if tested in following and shape.body is None:
                return LoopTest(p, inductions[following[tested]], term_of(bound), True)
    return None


# --- rewriting -----------------------------------------------------------------------------------------


def _raise(shape: _Shape) -> ForOp | None:
    """Replace the loop, if it is counted."""
    inductions = _inductions(shape)
    test = _test(shape, inductions)
    if test is None or not _can_give_results(shape):
        return None
    block = shape.op.parent_block()
    assert block is not None
    op = shape.op
    builder = IntegerBuilder(lambda new: block.insert_op_before(new, op), op.location)
    guarded = holds(op, test.predicate, test.induction.initial, test.bound)
    trip = test.count(builder, guarded)
    if trip is None:
        return None
    if shape.body is None and not test.after_step:
        trip = builder.add(trip, 1, i64)
    return _Rewrite(shape, inductions, test, builder, trip).run()


def _needed_after(shape: _Shape) -> list[SSAValue]:
    """The values at the exit of the loop that are used after it, and those they are computed from.

    The latter only in a loop that is tested at the beginning: there, they are repeated after it.
    """
    pending = [
        value
        for value, result in zip(shape.exits, shape.op.results, strict=True)
        if result.first_use is not None
    ]
    needed: dict[SSAValue, None] = {}
    while pending:
        value = pending.pop()
        if value not in needed:
            needed[value] = None
            if shape.body is not None and isinstance(value, OpResult):
                pending += () if shape.is_invariant(value) else value.op.operands
    return list(needed)


def _can_give_results(shape: _Shape) -> bool:
    """Whether what a loop that is tested at the beginning computes last, and is used after it, can be repeated."""
    return shape.body is None or all(
        isinstance(value, BlockArgument)
        or shape.is_invariant(value)
        or is_speculatable(cast(OpResult, value).op)
        for value in _needed_after(shape)
    )


class _Rewrite:
    """Makes the `scf.for` of one loop."""

    def __init__(
        self,
        shape: _Shape,
        inductions: dict[SSAValue, Induction],
        test: LoopTest,
        builder: IntegerBuilder,
        trip: Term,
    ):
        self.shape = shape
        self.inductions = inductions
        self.test = test
        self.builder = builder
        self.trip = trip
        self.carried = [
            index for index, argument in enumerate(shape.arguments) if argument not in inductions
        ]
        # Asked now, because it cannot be seen any more once the ops have moved.
        needed = _needed_after(shape)
        self.invariants = {value for value in needed if shape.is_invariant(value)}
        self.operands_of = {v.op: tuple(v.op.operands) for v in needed if isinstance(v, OpResult)}
        # What the last iteration computes for use after the loop, carried to get out.
        self.last: dict[SSAValue, None] = {}
        if shape.body is None:
            known = {*self.invariants, *inductions, *shape.following}
            self.last.update((value, None) for value in needed if value not in known)

    def run(self) -> ForOp:
        shape, op = self.shape, self.shape.op
        carried = [shape.arguments[index] for index in self.carried]
        body = Block(arg_types=[i64, *(argument.type for argument in carried)])
        # The loop comes first: what it uses is not erased together with the test.
        initial = [op.arguments[index] for index in self.carried]
        initial += [
            self.builder.emit(
                PoisonOp.create(result_types=[v.type], properties=PoisonOp(v.type).properties)
            ).result
            for v in self.last
        ]
        bounds = [self.builder.value(term, i64) for term in (0, self.trip, 1)]
        loop = self.builder.emit(
            ForOp.create(
                operands=[*bounds, *initial],
                result_types=[value.type for value in initial],
                regions=[Region(body)],
                attributes=op.attributes,
            )
        )

        self._move_ops(body)
        following = [shape.following[index] for index in self.carried]
        terminator = YieldOp.create(operands=[*following, *self.last], location=op.location)
        body.add_op(terminator)
        erase_if_dead(shape.condition)
        for argument, value in zip(shape.arguments, shape.following, strict=True):
            if argument in self.inductions:
                erase_if_dead(value)
        for value in self.last:
            body.insert_arg(value.type, len(body.args))
        for old, new in zip(carried, body.args[1:], strict=False):
            old.replace_all_uses_with(new)
        self._compute_inductions(body)
        for result, value in zip(loop.results, [*carried, *self.last], strict=True):
            result.name_hint = value.name_hint
        self._replace_results(loop)
        operands = list(op.operands)
        op.detach()
        op.erase()
        for operand in operands:
            erase_if_dead(operand)
        return loop

    def _move_ops(self, body: Block) -> None:
        shape = self.shape
        ends: list[Operation] = [cast(Operation, shape.head.last_op)]
        sources = [shape.head]
        if shape.body is not None:
            sources.append(shape.body)
            ends.append(cast(Operation, shape.body.parent_op()))
            ends.append(cast(Operation, shape.body.last_op))
        for source in sources:
            for op in list(source.ops):
                if op not in ends:
                    op.detach()
                    body.add_op(op)
        # The last of them goes with the op that it ends a region of.
        for end in ends[:2]:
            operands = [operand for op in end.walk() for operand in op.operands]
            end.detach()
            end.erase(safe_erase=False)
            for operand in operands:
                if operand in self.invariants or isinstance(operand.owner, PoisonOp):
                    erase_if_dead(operand)

    def _compute_inductions(self, body: Block) -> None:
        """Replace the induction variables by what they are in iteration k."""
        counter, first = body.args[0], body.first_op
        assert first is not None
        builder = IntegerBuilder(
            lambda new: body.insert_op_before(new, first), self.shape.op.location
        )
        for argument in self.shape.arguments:
            if argument in self.inductions and argument.first_use is not None:
                value = self._at(builder, self.inductions[argument], counter, within=True)
                value = builder.value(value, argument.type)
                value.name_hint = argument.name_hint
                argument.replace_all_uses_with(value)

    def _at(
        self, builder: IntegerBuilder, induction: Induction, iteration: Term, within: bool
    ) -> Term:
        """`induction` in an iteration given in `i64`; one that takes place if `within`."""
        overflow = _overflow_of_counting(induction) if within else WRAPS
        type = induction.type
        number = builder.narrow(iteration, type, overflow)
        offset = builder.multiply(number, induction.step, type, overflow)
        return builder.add(offset, induction.initial, type, overflow)

    # after the loop

    def _replace_results(self, loop: ForOp) -> None:
        shape = self.shape
        final: dict[SSAValue, Term] = {}
        for position, index in enumerate(self.carried):
            # A loop that is tested at the beginning is left with its arguments, else with their next values.
            tested_first = shape.body is not None
            key = shape.arguments[index] if tested_first else shape.following[index]
            final.setdefault(key, loop.results[position])
        for value, result in zip(self.last, loop.results[len(self.carried) :], strict=True):
            final[value] = result
        for value, result in zip(shape.exits, shape.op.results, strict=True):
            if result.first_use is not None:
                replacement = self.builder.value(self._final(value, final), value.type)
                result.replace_all_uses_with(replacement)

    def _final(self, value: SSAValue, final: dict[SSAValue, Term]) -> Term:
        """What `value` is when the loop is left; `final` collects the answers."""
        if value not in final:
            final[value] = self._compute_final(value, final)
        return final[value]

    def _compute_final(self, value: SSAValue, final: dict[SSAValue, Term]) -> Term:
        shape, builder = self.shape, self.builder
        if value in self.invariants:
            return value
        if value in self.inductions:
            behind = 0 if shape.body is not None else 1
            return self._final_induction(self.inductions[value], behind)
        if shape.body is None:
            index = shape.following.index(value)
            return self._final_induction(self.inductions[shape.arguments[index]], 0)
        assert isinstance(value, OpResult)
        needed = self.operands_of[value.op]
        operands = [builder.value(self._final(v, final), v.type) for v in needed]
        copy = value.op.clone(dict(zip(value.op.operands, operands, strict=True)))
        return builder.emit(copy).results[value.index]

    def _final_induction(self, induction: Induction, behind: int) -> Term:
        test, builder = self.test, self.builder
        is_tested = test.after_step or self.shape.body is not None
        if test.predicate == NE and induction is test.induction and is_tested and not behind:
            return test.bound
        iteration = builder.add(self.trip, -behind, i64)
        return self._at(builder, induction, iteration, within=False)


def _overflow_of_counting(induction: Induction) -> Overflow:
    """What cannot happen when `induction` is computed by multiplication, within the loop."""
    initial, step = induction.initial, induction.step
    if not isinstance(initial, int) or not isinstance(step, int) or initial < 0 or step < 0:
        return WRAPS
    # Numbers that stay between zero and the largest signed one do not wrap as unsigned ones either.
    if IntegerOverflowFlag.NSW in induction.overflow:
        return frozenset(IntegerOverflowFlag)
    return induction.overflow
