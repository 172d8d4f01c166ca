"""Derivatives of the dialect, forward and reverse: all that xdsl-enzyme has to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.dialects.builtin import f64
from xdsl.ir import Operation, SSAValue

from toy_dialect.dialect import CellOp, CellType, GetOp, PutOp, RepeatOp, SoftplusOp
from xdsl_enzyme.rules import (
    AdjointContext,
    CarriedAdjoint,
    TangentContext,
    declare_allocation,
    declare_loop,
    declare_memory,
    derivative_rule,
    floats,
    scalar_rule,
)
from xdsl_enzyme.rules.expression import exp
from xdsl_enzyme.rules.regions import (
    add_tangent_arguments,
    carried_positions,
    with_tangents,
    yield_tangents,
)

# A function of floats: its partial derivative. `result` could be used as a second parameter.
scalar_rule(SoftplusOp, lambda x: (1 / (1 + exp(-x)),))


# Memory: a cell of floats has a shadow, which is a cell, too.
declare_memory(CellType)
declare_allocation(CellOp)


@derivative_rule(CellOp)
class CellRule:
    """The shadow of a new cell holds the tangent; in reverse, zero, to which adjoints are added."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if ctx.carries(op.results[0]):
            initial = floats.zero(ctx.builder, f64)
            if ctx.floats_are_carried:
                initial = ctx.tangent_or_zero(op.operands[0])
            shadow = ctx.builder.insert(CellOp(operands=[initial], result_types=[CellType()]))
            ctx.set_tangent(op.results[0], shadow.cell)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        if ctx.is_shadowed(op.results[0]):
            ctx.accumulate(op.operands[0], get(ctx, ctx.shadow(op.results[0])))


@derivative_rule(PutOp)
class PutRule:
    """What is put has the derivative of the cell; what was there before has none."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        value, cell = op.operands
        if ctx.carries_floats_at(cell):
            put(ctx, ctx.tangent_or_zero(value), ctx.tangent_or_zero(cell))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        value, cell = op.operands
        if ctx.is_shadowed(cell):
            shadow = ctx.shadow(cell)
            ctx.accumulate(value, get(ctx, shadow))
            put(ctx, floats.zero(ctx.builder, f64), shadow)


@derivative_rule(GetOp)
class GetRule:
    """The adjoint of what is taken out is added to the shadow."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if ctx.carries(op.results[0]):
            ctx.set_tangent(op.results[0], get(ctx, ctx.tangent_or_zero(op.operands[0])))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is not None and ctx.is_shadowed(op.operands[0]):
            shadow = ctx.shadow(op.operands[0])
            put(ctx, floats.add(ctx.builder, get(ctx, shadow), adjoint), shadow)


def get(ctx: TangentContext | AdjointContext, cell: SSAValue) -> SSAValue:
    return ctx.builder.insert(GetOp(operands=[cell], result_types=[f64])).value


def put(ctx: TangentContext | AdjointContext, value: SSAValue | None, cell: SSAValue) -> None:
    ctx.builder.insert(PutOp(operands=[value, cell]))


# A loop: how values flow, and what its iterations carry.
def flows(op: RepeatOp) -> Iterator[tuple[Sequence[SSAValue], Sequence[SSAValue]]]:
    yielded = op.body.block.ops.last.operands
    for values in (op.initial, yielded):
        yield values, op.body.block.args
        yield values, op.last


declare_loop(RepeatOp, flows)


@derivative_rule(RepeatOp)
class RepeatRule:
    """Tangents are carried beside the values; adjoints from the last iteration to the first."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, RepeatOp)
        block = op.body.block
        positions = carried_positions(ctx, block.args, op.last)
        initial = [ctx.tangent_or_zero(op.initial[position]) for position in positions]
        add_tangent_arguments(block, positions, 0, ctx)
        yield_tangents(block, positions, 0, ctx)
        if positions:
            with_tangents(op, initial, positions, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, RepeatOp)
        block = op.body.block
        yielded = block.ops.last.operands
        carried = [
            CarriedAdjoint(yielded[k], block.args[k], ctx.take_adjoint(op.last[k]))
            for k in range(len(yielded))
        ]
        adjoints = ctx.reverse_loop(op, block, lambda: ctx.primal(op.count), carried)
        for value, adjoint in zip(op.initial, adjoints, strict=True):
            if adjoint is not None:
                ctx.accumulate(value, adjoint)
