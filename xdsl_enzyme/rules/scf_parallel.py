"""Derivatives of `scf.parallel`, which stays parallel.

Forward, tangents of reduced values are reduced beside them. In reverse, the loop runs over the same iterations again; they may
run at the same time, so what they add to the adjoint of a value from outside is reduced, and what they add to shadow memory is
added atomically (see `memref`)::

    %s = scf.parallel (%i) = … init (%z) { %v = load %m[%i]; %p = mulf %v, %x; scf.reduce(%p) { addf } }
    -->
    %ax = scf.parallel (%i) = … init (%ax0) { atomic_rmw addf (%as * %x), shadow(m)[%i]; scf.reduce(%as * %v) { addf } }

Reductions of floats other than sums, and loops that can't be reversed in any order, are sequential loops by now: see
`passes.parallel_loops`.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import arith, scf
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule


def is_sum(region: Region) -> bool:
    """Whether a region of an `scf.reduce` adds two floats."""
    block = region.block
    addition, last = block.first_op, terminator(block)
    return (
        isinstance(addition, arith.AddfOp)
        and addition.next_op is last
        and set(addition.operands) == set(block.args)
        and last.operands[0] is addition.result
    )


def sum_region(type: Attribute) -> Region:
    """A region that adds, for an `scf.reduce`."""
    block = Block(arg_types=[type, type])
    left, right = block.args
    total = floats.add(Builder(InsertPoint.at_end(block)), left, right)
    assert total is not None
    block.add_op(scf.ReduceReturnOp(total))
    return Region(block)


def reduction(block: Block) -> scf.ReduceOp:
    """The end of the body of an `scf.parallel`."""
    last = terminator(block)
    assert isinstance(last, scf.ReduceOp)
    return last


def parallel_loop(
    bounds: Sequence[Sequence[SSAValue]],
    initial: Sequence[SSAValue],
    body: Block,
    reduced: Sequence[SSAValue],
    reductions: Sequence[Region],
) -> scf.ParallelOp:
    """A loop over `bounds` (lower, upper, step) that reduces `reduced`, values of its body, into `initial`."""
    body.add_op(scf.ReduceOp(reduced, reductions))
    lower, upper, step = bounds
    return scf.ParallelOp(lower, upper, step, Region(body), initial)


@derivative_rule(scf.ParallelOp)
class ParallelRule:
    """A loop whose iterations run in any order."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, scf.ParallelOp)
        body = op.body.block
        positions = [i for i, result in enumerate(op.results) if ctx.carries(result)]
        initial = [ctx.tangent_or_zero(op.initVals[position]) for position in positions]
        ctx.walk(body)
        if not positions:
            return
        last = reduction(body)
        tangents = [ctx.tangent_or_zero(last.args[position]) for position in positions]
        values, regions = list(last.args), [last.detach_region(one) for one in list(last.regions)]
        last.detach()
        last.erase()
        op.body.detach_block(body)
        new = parallel_loop(
            (op.lowerBound, op.upperBound, op.step),
            [*op.initVals, *initial],
            body,
            [*values, *tangents],
            [*regions, *(sum_region(tangent.type) for tangent in tangents)],
        )
        new.attributes = op.attributes.copy()
        new.location = op.location
        ctx.replace(op, new)
        for position, tangent in zip(positions, new.results[len(values) :], strict=True):
            ctx.set_tangent(new.results[position], tangent)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, scf.ParallelOp)
        seeds: list[tuple[SSAValue, SSAValue]] = []
        for result, initial, value in zip(
            op.results, op.initVals, reduction(op.body.block).args, strict=True
        ):
            if has_floats(value.type) and (adjoint := ctx.take_adjoint(result)) is not None:
                ctx.accumulate(initial, adjoint)
                seeds.append((value, adjoint))
        ctx.reverse_parallel(op, seeds)
