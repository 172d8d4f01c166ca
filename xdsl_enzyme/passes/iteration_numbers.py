"""Iteration numbers of counted loops and their reversed ones, as IR.

scf.for %i = %lb to %ub step %s { … }     iteration (%i - %lb) / %s of (%ub - %lb + %s - 1) / %s
scf.for %k = 0 to %n step 1 { … }         as the reversed one of that: it reverses iteration %n - 1 - %k
"""

from __future__ import annotations

from xdsl.dialects import scf
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.counted_loops import CountedLoop, dimensions
from xdsl_enzyme.passes.cache_memory import Amount, Emitter


def distance(emit: Emitter, lower: Amount, upper: Amount, step: Amount) -> Amount:
    """The number of iterations between two bounds."""
    length = emit.maximum(emit.subtract(upper, lower), 0)
    return emit.divide(emit.add(length, emit.subtract(step, 1)), step)


def number(loop: CountedLoop, row: Amount) -> Amount:
    """`row` and the number of the iteration, in the body of `loop`."""
    emit = Emitter(InsertPoint.at_start(loop.body.block), loop.location)
    result: Amount = 0
    for position, one in enumerate(dimensions(loop)):
        lower, upper, step = map(emit.to_i64, one.bounds)
        if position:
            result = emit.multiply(result, distance(emit, lower, upper, step))
        beyond = emit.subtract(emit.to_i64(one.induction), lower)
        result = emit.add(result, emit.divide(beyond, step))
    return emit.add(row, result)


def number_of_reversed(loop: CountedLoop, row: Amount) -> Amount:
    """`row` and the number of the iteration that is being reversed, in the body of a reversed loop."""
    if isinstance(loop, scf.ParallelOp):
        return number(loop, row)
    emit = Emitter(InsertPoint.at_start(loop.body.block), loop.location)
    last = emit.subtract(emit.to_i64(loop.ub), 1)
    return emit.add(row, emit.subtract(last, emit.to_i64(loop.body.block.args[0])))


def iterations(loop: CountedLoop, emit: Emitter) -> Amount:
    """How often the body of a loop runs."""
    count: Amount = 1
    for one in dimensions(loop):
        count = emit.multiply(count, distance(emit, *map(emit.to_i64, one.bounds)))
    return count


def iterations_of_reversed(loop: CountedLoop, emit: Emitter) -> Amount:
    """How often the body of a reversed loop runs."""
    return iterations(loop, emit) if isinstance(loop, scf.ParallelOp) else emit.to_i64(loop.ub)
