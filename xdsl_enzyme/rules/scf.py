"""Derivatives of structured control flow.

Forward, an op carries the tangents of its carried values as further operands, block arguments and results. In reverse, a
branch becomes a branch on the same condition, a loop becomes a counted loop that runs backwards; adjoints of captured values
are results and carried values, never memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import IndexType, IntegerAttr, IntegerType, i64
from xdsl.ir import Attribute, BlockArgument, Operation, Region, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.integer_attributes import i64_attribute
from xdsl_enzyme.rules.context import AdjointContext, CarriedAdjoint, TangentContext
from xdsl_enzyme.rules.regions import (
    add_tangent_arguments,
    carried_positions,
    with_tangents,
    yield_tangents,
)
from xdsl_enzyme.rules.registry import derivative_rule


@derivative_rule(scf.IfOp, scf.IndexSwitchOp, scf.ExecuteRegionOp)
class BranchRule:
    """Ops of which one region runs and yields the results."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        positions = carried_positions(ctx, op.results)
        for region in op.regions:
            if region.blocks:
                yield_tangents(region.block, positions, 0, ctx)
        if positions:
            with_tangents(op, [], positions, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        def build(regions: Sequence[Region], types: Sequence[Attribute]) -> Operation:
            return type(op).create(
                operands=[ctx.primal(operand) for operand in op.operands],
                result_types=types,
                properties=op.properties.copy(),
                regions=regions,
            )

        ctx.reverse_branches(op, [ctx.take_adjoint(result) for result in op.results], build)


@derivative_rule(scf.ForOp)
class ForRule:
    """A counted loop."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, scf.ForOp)
        block = op.body.block
        positions = carried_positions(ctx, block.args[1:], op.results)
        initial = [ctx.tangent_or_zero(op.iter_args[position]) for position in positions]
        add_tangent_arguments(block, positions, 1, ctx)
        yield_tangents(block, positions, 0, ctx)
        if positions:
            with_tangents(op, initial, positions, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, scf.ForOp)
        block = op.body.block
        yielded = terminator(block).operands
        positions = [
            position
            for position, argument in enumerate(block.args[1:])
            if ctx.is_active(argument)
            or ctx.is_active(op.results[position])
            or ctx.is_active(yielded[position])
        ]
        carried = [
            CarriedAdjoint(
                yielded[position],
                block.args[position + 1],
                ctx.take_adjoint(op.results[position]),
                op.results[position],
            )
            for position in positions
        ]
        final = ctx.reverse_loop(op, block, lambda: trip_count(op, ctx), carried)
        for position, adjoint in zip(positions, final, strict=True):
            if adjoint is not None:
                ctx.accumulate(op.iter_args[position], adjoint)


def trip_count(op: scf.ForOp, ctx: AdjointContext) -> SSAValue:
    """How often the body ran: (ub - lb) / step rounded up, and not below zero."""
    upper = ctx.primal(op.ub)
    lower_constant, step_constant = constant_integer(op.lb), constant_integer(op.step)
    if lower_constant == 0 and step_constant == 1:
        return upper
    builder = ctx.builder

    def emit(new: Operation) -> SSAValue:
        return builder.insert(new).results[0]

    lower = ctx.primal(op.lb)
    distance = emit(
        arith.MaxSIOp(emit(arith.SubiOp(upper, lower)), integer(builder, 0, upper.type))
    )
    if step_constant == 1:
        return distance
    return emit(arith.CeilDivSIOp(distance, ctx.primal(op.step)))


def integer(builder: Builder, value: int, type: Attribute) -> SSAValue:
    """An integer or index constant."""
    attribute: Attribute
    if type == i64:
        attribute = i64_attribute(value)
    else:
        assert isa(type, IntegerType | IndexType)
        attribute = IntegerAttr(value, type)
    op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[type])
    return builder.insert(op).results[0]


COUNTED = "enzyme.counted"
"""Attribute of a while loop: the position of the result that is the number of times that its body ran."""


@derivative_rule(scf.WhileOp)
class WhileRule:
    """
    A loop that goes on while a condition holds. In reverse it must be tail-controlled (the after region only forwards
    values) and counted: see `passes.rotate_while` and `passes.count_while`.
    """

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, scf.WhileOp)
        before, after = op.before_region.block, op.after_region.block
        entering = carried_positions(ctx, before.args)
        leaving = carried_positions(ctx, after.args, op.results)
        initial = [ctx.tangent_or_zero(op.arguments[position]) for position in entering]
        add_tangent_arguments(before, entering, 0, ctx)
        yield_tangents(before, leaving, 1, ctx)
        add_tangent_arguments(after, leaving, 0, ctx)
        yield_tangents(after, entering, 0, ctx)
        if entering or leaving:
            with_tangents(op, initial, leaving, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, scf.WhileOp)
        count = op.attributes[COUNTED]
        assert isinstance(count, IntegerAttr)
        trips = op.results[count.value.data]
        before, after = op.before_region.block, op.after_region.block
        handed_on = terminator(before).operands[1:]
        adjoints = [ctx.take_adjoint(result) for result in op.results]
        carried: list[CarriedAdjoint] = []
        entering: list[int] = []
        for position, again in enumerate(terminator(after).operands):
            # What the next iteration receives is a value that this one hands on, or one from outside.
            seed, adjoint = again, None
            if isinstance(again, BlockArgument) and again.block is after:
                seed = handed_on[again.index]
                # The result's adjoint enters through the first of the values that receive it.
                adjoint, adjoints[again.index] = adjoints[again.index], None
            argument = before.args[position]
            if ctx.is_active(argument) or ctx.is_active(seed) or adjoint is not None:
                carried.append(CarriedAdjoint(seed, argument, adjoint))
                entering.append(position)
        for index, adjoint in enumerate(adjoints):
            if adjoint is not None:
                carried.append(CarriedAdjoint(handed_on[index], None, adjoint))
        final = ctx.reverse_loop(op, before, lambda: ctx.primal(trips), carried)
        for position, adjoint in zip(entering, final, strict=False):
            if adjoint is not None:
                ctx.accumulate(op.arguments[position], adjoint)
