"""`linalg.generic` on buffers: it writes into its outputs."""

from __future__ import annotations

from collections.abc import Callable

from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import SSAValue, Use
from xdsl.ir.affine import AffineMap

from xdsl_enzyme.lowering.bufferize.buffers import Place, is_tensor
from xdsl_enzyme.lowering.bufferize.state import Bufferisation, bufferizes
from xdsl_enzyme.rules.linalg_outputs import is_visited_once, reaches_all
from xdsl_enzyme.rules.structured import generic_op


@bufferizes(linalg.GenericOp)
def _generic(this: Bufferisation, op: linalg.GenericOp) -> None:
    maps = [map.data for map in op.indexing_maps]
    count = len(op.inputs)
    outputs: list[SSAValue] = []
    places: list[Place] = []
    arguments = op.body.block.args[count:]
    for output, map, argument in zip(op.outputs, maps[count:], arguments, strict=True):
        if not is_tensor(output):
            outputs.append(output)
            continue
        place = this.buffers.writable(
            op,
            output,
            keep=argument.first_use is not None or not reaches_all(map),
            may_share=_reads_what_it_writes(this, op, maps, output, map),
        )
        outputs.append(place.memory)
        places.append(place)
    inputs = [this.memory(one) for one in op.inputs]
    body = op.detach_region(op.body)
    new = generic_op(inputs, outputs, maps, body, op.iterator_types.data)
    new.location = op.location
    this.builder(op).insert(new)
    this.buffers.take_position(op, new)
    for result, place in zip(op.results, places, strict=True):
        this.buffers.set_place(result, place.memory, place.buffer)
    this.drop(op)
    this.block(new.body.block)


def _reads_what_it_writes(
    this: Bufferisation,
    op: linalg.GenericOp,
    maps: list[AffineMap],
    output: SSAValue,
    map: AffineMap,
) -> Callable[[Use], bool]:
    """Inputs may be in the buffer of an output if each element is read where it is written, and then only."""
    once = is_visited_once(map)

    def may_share(use: Use) -> bool:
        return (
            once
            and use.index < len(op.inputs)
            and maps[use.index] == map
            and this.memory(op.operands[use.index]) is this.memory(output)
        )

    return may_share
