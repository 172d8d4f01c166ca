"""Which `scf.parallel` stay parallel in a derivative; the others become nests of `scf.for`.

On structured form::

    scf.parallel (%i, %j) = … init (%z) {         %r = scf.for %i = … iter_args(%t = %z) {
      %v = …                                        %s = scf.for %j = … iter_args(%u = %t) {
      scf.reduce(%v : f64) {                -->       %v = …
      ^(%a : f64, %b : f64):                          %m = arith.mulf %u, %v
        %m = arith.mulf %a, %b                        scf.yield %m
        scf.reduce.return %m } }                    } … }

Iterations in order are one of the orders that the program allows. It is the only one with a derivative for us where

* floats are reduced by something else than addition: the derivative of a product or a maximum depends on the partial results;
* in reverse mode, iterations leave values for the reverse sweep, and how many can't be told before the loop, so that they
  go onto stacks: in loops that are not counted, and in functions that are called by the one that is differentiated;
* in reverse mode, iterations add to shadow memory by something else than single floats, for which there are atomic
  additions: `width` above 1, vectors, complex numbers, and what calls and other dialects do.
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.dialects import func, memref, scf
from xdsl.dialects.builtin import (
    BFloat16Type,
    Float16Type,
    Float32Type,
    Float64Type,
    IndexType,
    IntegerType,
)
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.counted_loops import CountedLoop, dimensions
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.region_ops import is_branch, is_loop
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.passes.atomic_updates import is_ordered_update
from xdsl_enzyme.passes.cache_arrays import is_counted
from xdsl_enzyme.rules.scf_parallel import is_sum, reduction

StaysParallel = Callable[[scf.ParallelOp, int], bool]
"""Whether a loop stays parallel in a derivative of some width."""


def sequentialise(function: func.FuncOp, width: int, stays_parallel: StaysParallel) -> None:
    """Make loops in `function` sequential unless `stays_parallel`; inner loops first."""
    for op in list(function.walk(region_first=True)):
        if isinstance(op, scf.ParallelOp) and not stays_parallel(op, width):
            _sequentialise(op)


def never_parallel(op: scf.ParallelOp, width: int) -> bool:
    """For reverse mode with the sweeps apart."""
    return False


def stays_parallel_forward(op: scf.ParallelOp, width: int) -> bool:
    """For forward mode: floats may be added up, nothing else, and atomically only one at a time."""
    return _reduces_sums(op) and not any(is_ordered_update(inner, width) for inner in op.walk())


def stays_parallel_in_reverse(op: scf.ParallelOp, width: int) -> bool:
    """For reverse mode with both sweeps in one function."""
    around = _loops_around(op)
    if width > 1 or around is None:
        return False
    loops = [*around, op]
    # Arrays for all iterations are made before the first loop, where both sweeps see them.
    is_at_top = isinstance(loops[0].parent_op(), func.FuncOp)
    return is_at_top and _is_reversible(op, loops)


def _reduces_sums(op: scf.ParallelOp) -> bool:
    last = reduction(op.body.block)
    return all(
        is_sum(region) or not has_floats(value.type)
        for value, region in zip(last.args, last.reductions, strict=True)
    )


def _loops_around(op: Operation) -> list[CountedLoop] | None:
    """The loops around `op`, outermost first; None if it is in something else than counted loops and branches."""
    loops: list[CountedLoop] = []
    current = op.parent_op()
    while current is not None and not isinstance(current, func.FuncOp):
        if isinstance(current, CountedLoop):
            loops.append(current)
        elif not is_branch(current):
            return None
        current = current.parent_op()
    return loops[::-1]


def _is_reversible(op: Operation, loops: list[CountedLoop]) -> bool:
    """Whether all in `op`, which `loops` are around (it may be one of them), can be reversed in any order."""
    if not is_counted(loops, loops[0]) or (
        isinstance(op, scf.ParallelOp) and not _reduces_sums(op)
    ):
        return False
    for region in op.regions:
        for inner in region.block.ops if region.blocks else ():
            if isinstance(inner, CountedLoop):
                if not _is_reversible(inner, [*loops, inner]):
                    return False
            elif is_branch(inner):
                if not _is_reversible(inner, loops):
                    return False
            elif is_loop(inner) or not _is_simple(inner):
                return False
    return True


_ADDED_ATOMICALLY = (Float16Type, BFloat16Type, Float32Type, Float64Type)


def _is_simple(op: Operation) -> bool:
    if isinstance(op, memref.LoadOp | memref.StoreOp):
        value = op.results[0] if op.results else op.operands[0]
        return isinstance(value.type, (*_ADDED_ATOMICALLY, IntegerType, IndexType))
    if isinstance(op, memref.AtomicRMWOp):
        return isinstance(op.value.type, _ADDED_ATOMICALLY) and not is_ordered_update(op, 1)
    return is_repeatable(op) or op.has_trait(IsTerminator)


def _sequentialise(op: scf.ParallelOp) -> None:
    """Replace `op` by one `scf.for` per dimension that carries what is reduced."""
    types = [value.type for value in op.initVals]
    bounds = dimensions(op)
    blocks = [Block(arg_types=[one.induction.type, *types]) for one in bounds]
    for one, block in zip(bounds, blocks, strict=True):
        block.args[0].name_hint = one.induction.name_hint
        one.induction.replace_all_uses_with(block.args[0])
    innermost = blocks[-1]
    last = reduction(op.body.block)
    _move(op.body.block, innermost)
    totals = innermost.args[1:]
    combined: list[SSAValue] = []
    for region, total, value in zip(last.reductions, totals, last.args, strict=True):
        combined.append(_inline(region, (total, value), innermost))
    innermost.add_op(scf.YieldOp(*combined))
    last.erase()
    carried: list[SSAValue] = list(op.initVals)
    parent = op.parent_block()
    assert parent is not None
    loops: list[scf.ForOp] = []
    for one, block in zip(bounds, blocks, strict=True):
        loop = scf.ForOp(one.lower, one.upper, one.step, carried, Region(block))
        loop.location = op.location
        loops.append(loop)
        carried = list(block.args[1:])
    for block, inner in zip(blocks[:-1], loops[1:], strict=True):
        block.add_ops([inner, scf.YieldOp(*inner.results)])
    parent.insert_op_before(loops[0], op)
    for old, new in zip(op.results, loops[0].results, strict=True):
        new.name_hint = old.name_hint
        old.replace_all_uses_with(new)
    op.detach()
    op.erase()


def _move(source: Block, target: Block) -> None:
    """All ops, except for the terminator, which is only taken out."""
    last = terminator(source)
    for op in list(source.ops):
        op.detach()
        if op is not last:
            target.add_op(op)


def _inline(region: Region, arguments: tuple[SSAValue, SSAValue], target: Block) -> SSAValue:
    """Put the ops of a reduction at the end of a block; returns its result."""
    block = region.block
    for argument, value in zip(block.args, arguments, strict=True):
        argument.replace_all_uses_with(value)
    last = terminator(block)
    _move(block, target)
    result = last.operands[0]
    last.erase()
    return result
