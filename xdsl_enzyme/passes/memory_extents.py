"""Builds the address and the number of bytes of the memory that a loop uses, before the loop.

On structured form::

    scf.for %j = 0 to %n { store …, %u[%j + 1] : f64 }    -->    %u + 8, and 8 %n bytes if there is an iteration
"""

from __future__ import annotations

from functools import reduce

from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import IntegerAttr, SymbolRefAttr, i8, i64
from xdsl.dialects.func import FuncOp
from xdsl.ir import BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import argument_attributes
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.loop_memory import EXTENT, Memory, Visit
from xdsl_enzyme.analyses.loop_polynomials import Linear, Polynomial
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.passes.cache_memory import Amount, Emitter, pointer

_FAR = 1 << 62
"""Where no memory is."""


def extent(emit: Emitter, function: FuncOp, memory: Memory) -> tuple[SSAValue, SSAValue]:
    """The address and the size of a piece of memory in `function`."""
    if isinstance(memory.base, str):
        found = lookup(function, memory.base)
        assert isinstance(found, llvm.GlobalOp)
        op = llvm.AddressOfOp.create(
            result_types=[pointer], properties={"global_name": SymbolRefAttr(memory.base)}
        )
        return emit.value_of(op), emit.constant(size_of(found.global_type))
    if memory.is_whole:
        return memory.base, emit.constant(_bytes(emit, function, memory.base))
    first, end = reduce(
        lambda one, other: (emit.minimum(one[0], other[0]), emit.maximum(one[1], other[1])),
        [_bounds(emit, visit) for visit in memory.visits],
    )
    size = emit.constant(emit.maximum(emit.subtract(end, first), 0))
    start = emit.select(emit.compare("sgt", size, 0), first, 0)
    return emit.element(memory.base, i8, start), size


def _bytes(emit: Emitter, function: FuncOp, origin: SSAValue) -> Amount:
    """The bytes of an allocation, or of an argument that comes with its size."""
    if isinstance(origin, BlockArgument):
        index = argument_attributes(function, origin.index)[EXTENT]
        assert isinstance(index, IntegerAttr)
        return emit.to_i64(function.body.block.args[index.value.data])
    op = origin.owner
    assert isinstance(op, Operation)
    if isinstance(op, llvm.AllocaOp):
        return emit.multiply(emit.to_i64(op.size), size_of(op.elem_type))
    allocator = allocator_of(op)
    assert allocator is not None
    return reduce(emit.multiply, (emit.to_i64(op.operands[index]) for index in allocator.sizes))


def _bounds(emit: Emitter, visit: Visit) -> tuple[Amount, Amount]:
    """The first byte of a visit and the one behind the last, relative to its base; far apart the wrong way if there is none."""
    trips = {loop: trip_count(emit, loop) for loop in visit.loops}
    first, last = _extremes(emit, visit.offset, trips)
    end = emit.add(last, _value(emit, visit.size))
    for count in trips.values():
        if isinstance(count, int) and count > 0:
            continue
        runs = emit.compare("sgt", count, 0)
        first, end = emit.select(runs, first, _FAR), emit.select(runs, end, -_FAR)
    for condition, expected in visit.guards:
        near, far = (first, end), (_FAR, -_FAR)
        taken, other = (near, far) if expected else (far, near)
        first, end = (
            emit.select(condition, one, another) for one, another in zip(taken, other, strict=True)
        )
    return first, end


def _extremes(
    emit: Emitter, offset: Linear, trips: dict[scf.ForOp, Amount]
) -> tuple[Amount, Amount]:
    """The least and the largest value."""
    least = largest = _value(emit, offset[None])
    for induction, factor in offset.items():
        if induction is None:
            continue
        assert isinstance(induction, BlockArgument)
        loop = induction.block.parent_op()
        assert isinstance(loop, scf.ForOp)
        begin, step = emit.to_i64(loop.lb), emit.to_i64(loop.step)
        final = emit.add(begin, emit.multiply(emit.subtract(trips[loop], 1), step))
        ends = [emit.multiply(_value(emit, factor), one) for one in (begin, final)]
        least = emit.add(least, emit.minimum(*ends))
        largest = emit.add(largest, emit.maximum(*ends))
    return least, largest


def _value(emit: Emitter, polynomial: Polynomial) -> Amount:
    total: Amount = 0
    for product, factor in polynomial.items():
        total = emit.add(total, reduce(emit.multiply, map(emit.to_i64, product), factor))
    return total


def trip_count(emit: Emitter, loop: scf.ForOp) -> Amount:
    """How often the body of a loop runs, from its bounds: `lower`, `upper` and a positive `step`."""
    return count(emit, *(emit.to_i64(bound) for bound in (loop.lb, loop.ub, loop.step)))


def count(emit: Emitter, lower: Amount, upper: Amount, step: Amount) -> Amount:
    """The number of steps from `lower` to below `upper`."""
    distance = emit.maximum(emit.subtract(upper, lower), 0)
    if step == 1:
        return distance
    if isinstance(distance, int) and isinstance(step, int):
        return -(-distance // step)
    operands = [emit.constant(distance), emit.constant(step)]
    return emit.value_of(arith.CeilDivSIOp.create(operands=operands, result_types=[i64]))
