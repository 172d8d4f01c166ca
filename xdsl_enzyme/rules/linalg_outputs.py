"""How a `linalg.generic` treats its outputs: what decides whether it can be reversed as a whole.

An element that is *visited once* may be computed from its old value in any way. One that is visited many times must be a sum,
so that every term has the adjoint of the result; else the adjoint depends on the order of the visits, and the op is reversed as
the loops that it stands for::

    yield f(%in, %out)              %out visited once
    yield %out + f(%in)             %out visited many times: a sum
    yield %out * %in                %out visited many times: loops
"""

from __future__ import annotations

from xdsl.dialects import arith, complex
from xdsl.dialects.builtin import MemRefType, TensorType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Operation, SSAValue
from xdsl.ir.affine import AffineMap
from xdsl.traits import Pure

from xdsl_enzyme.analyses.memory_roots import memory_root
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.rules.structured import plain_dimensions

_SUMS: dict[type[Operation], tuple[int, ...]] = {
    arith.AddfOp: (0, 1),
    arith.SubfOp: (0,),
    complex.AddOp: (0, 1),
    complex.SubOp: (0,),
}
"""Ops whose result changes as much as the operands at these positions do."""


def reaches_all(map: AffineMap) -> bool:
    """Whether every element is visited."""
    return len(plain_dimensions(map)) == len(map.results)


def is_visited_once(map: AffineMap) -> bool:
    """Whether every point of the iteration space leads to another element, and all elements are reached."""
    return reaches_all(map) and len(map.results) == map.num_dims


def is_accumulated(op: linalg.GenericOp, output: int) -> bool:
    """Whether the body does nothing with the old value of an output but add to it."""
    block = op.body.block
    last = terminator(block)
    value: SSAValue = block.args[len(op.inputs) + output]
    while True:
        use = value.get_user_of_unique_use()
        if use is None:
            return False
        if use is last:
            return last.operands[output] is value
        positions = _SUMS.get(type(use), ())
        if not any(use.operands[position] is value for position in positions):
            return False
        (value,) = use.results


def can_be_reversed(op: linalg.GenericOp) -> bool:
    """Whether the adjoint of `op` is made of ops of the same kind."""
    maps = [map.data for map in op.indexing_maps][len(op.inputs) :]
    return (
        all(map(_is_simple, op.body.block.ops))
        and all(is_visited_once(map) or is_accumulated(op, i) for i, map in enumerate(maps))
        and are_apart(op)
    )


def are_apart(op: linalg.GenericOp) -> bool:
    """Whether no point reads or writes memory that another one writes."""
    maps = [map.data for map in op.indexing_maps]
    count = len(op.inputs)
    places = [
        (value, memory_root(value), map)
        for value, map in zip(op.operands, maps, strict=True)
        if isinstance(value.type, MemRefType)
    ]
    for position, output in enumerate(op.outputs):
        map, root = maps[count + position], memory_root(output)
        same = [(value, one) for value, other, one in places if other is root]
        # The output itself is among them.
        if len(same) > 1 and not (
            is_visited_once(map) and all(value is output and one == map for value, one in same)
        ):
            return False
    return all(
        memory_root(one) is not memory_root(other)
        for number, one in enumerate(op.outputs)
        for other in op.outputs[:number]
        if isinstance(one.type, MemRefType)
    )


def _is_simple(op: Operation) -> bool:
    """Whether `op` computes with elements only."""
    return isinstance(op, (linalg.YieldOp, linalg.IndexOp)) or (
        not op.regions
        and (op.has_trait(Pure) or op.name.partition(".")[0] in ("arith", "math", "complex"))
        and not any(isinstance(one.type, TensorType | MemRefType) for one in op.operands)
    )
