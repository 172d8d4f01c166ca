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

from dataclasses import dataclass
from typing import cast

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp, i64
from xdsl.dialects.scf import ForOp, WhileOp, YieldOp
from xdsl.dialects.ub import PoisonOp
from xdsl.ir import Block, Operation, OpResult, Region, SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.analyses.predicates import NE
from xdsl_enzyme.passes.counted_loop import TripCount, count_iterations, find_comparison
from xdsl_enzyme.passes.dead_code import erase_if_dead
from xdsl_enzyme.passes.inductions import Induction, IntegerInduction, find_inductions
from xdsl_enzyme.passes.integer_builder import IntegerBuilder, Term
from xdsl_enzyme.passes.loop_guards import merge_guard
from xdsl_enzyme.passes.while_shape import WhileShape, can_give_results, needed_after, shape_of


@dataclass(frozen=True)
class RaiseWhileToForPass(ModulePass):
    """Turn counted `scf.while` into `scf.for`."""

    name = "enzyme-raise-while-to-for"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        raise_while_to_for(op)


def raise_while_to_for(root: Operation) -> None:
    """Turn every counted loop in `root` into an `scf.for`, inner loops first."""
    for op in list(root.walk(region_first=True)):
        if isinstance(op, WhileOp) and (shape := shape_of(op)) is not None:
            _raise(shape)


def _raise(shape: WhileShape) -> None:
    """Replace the loop, if it is counted."""
    inductions = find_inductions(shape)
    comparison = find_comparison(shape, inductions)
    if comparison is None or not can_give_results(shape):
        return
    op, block = shape.op, cast(Block, shape.op.parent)
    builder = IntegerBuilder(lambda new: block.insert_op_before(new, op), op.location)
    trip = count_iterations(builder, shape, comparison, inductions[comparison.tested])
    if trip is not None:
        loop = _Rewrite(shape, inductions, trip, builder).run()
        merge_guard(loop, trip.zero_if_equal)


class _Rewrite:
    """Makes the `scf.for` of one loop."""

    def __init__(
        self,
        shape: WhileShape,
        inductions: dict[SSAValue, Induction],
        trip: TripCount,
        builder: IntegerBuilder,
    ):
        self.shape = shape
        self.inductions = inductions
        self.comparison = trip.comparison
        self.trip = trip.iterations
        self.builder = builder
        self.carried = [
            index for index, argument in enumerate(shape.arguments) if argument not in inductions
        ]
        # Asked now, because it cannot be seen any more once the ops have moved.
        needed = needed_after(shape)
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

        left_over = self._move_ops(body)
        following = [shape.following[index] for index in self.carried]
        terminator = YieldOp.create(operands=[*following, *self.last], location=op.location)
        body.add_op(terminator)
        # Steps and bounds from before the loop are still to be used.
        left_over += erase_if_dead(shape.condition, within=body)
        for argument, value in zip(shape.arguments, shape.following, strict=True):
            if argument in self.inductions:
                left_over += erase_if_dead(value, within=body)
        for value in self.last:
            body.insert_arg(value.type, len(body.args))
        for old, new in zip(carried, body.args[1:], strict=False):
            old.replace_all_uses_with(new)
        self._compute_inductions(body)
        for result, value in zip(loop.results, [*carried, *self.last], strict=True):
            result.name_hint = value.name_hint
        self._replace_results(loop)
        left_over += op.operands
        op.detach()
        op.erase()
        for value in left_over:
            erase_if_dead(value)
        return loop

    def _move_ops(self, body: Block) -> list[SSAValue]:
        """Move what the loop does to `body`. Returns values that may have no use when the new loop is complete."""
        shape = self.shape
        left_over: list[SSAValue] = []
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
            left_over += (
                operand
                for operand in operands
                if operand in self.invariants or isinstance(operand.owner, PoisonOp)
            )
        return left_over

    def _compute_inductions(self, body: Block) -> None:
        """Replace the induction variables by what they are in iteration k."""
        counter, first = body.args[0], body.first_op
        assert first is not None
        builder = IntegerBuilder(
            lambda new: body.insert_op_before(new, first), self.shape.op.location
        )
        for argument in self.shape.arguments:
            if argument in self.inductions and argument.first_use is not None:
                value = self.inductions[argument].at(builder, counter, within=True)
                value = builder.value(value, argument.type)
                value.name_hint = argument.name_hint
                argument.replace_all_uses_with(value)

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
            return self._final_induction(value, behind=0 if shape.body is not None else 1)
        if shape.body is None:
            index = shape.following.index(value)
            return self._final_induction(shape.arguments[index], behind=0)
        assert isinstance(value, OpResult)
        needed = self.operands_of[value.op]
        operands = [builder.value(self._final(v, final), v.type) for v in needed]
        copy = value.op.clone(dict(zip(value.op.operands, operands, strict=True)))
        return builder.emit(copy).results[value.index]

    def _final_induction(self, argument: SSAValue, behind: int) -> Term:
        """What `argument` would be in the iteration after the last, or `behind` that."""
        comparison, builder = self.comparison, self.builder
        induction = self.inductions[argument]
        if (
            argument is comparison.tested
            and comparison.predicate == NE
            and not behind
            and (comparison.after_step or self.shape.body is not None)
            # Pointers that compare equal may still belong to different objects.
            and isinstance(induction, IntegerInduction)
        ):
            return comparison.bound
        iteration = builder.add(self.trip, -behind, i64)
        return induction.at(builder, iteration, within=False)
