"""What a function with tensors and linalg becomes before it is reversed.

On structured form; the function computes what it did before::

    linalg.generic that accumulates products       ->  loops (see `rules.linalg_outputs`)
    bufferization.to_tensor of memory that changes ->  with a copy, since the reverse sweep wants what was read
    bufferization.to_buffer                        ->  memref.alloc, bufferization.materialize_in_destination
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import bufferization, memref
from xdsl.dialects.builtin import MemRefType, UnitAttr
from xdsl.ir import Operation
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.preparation.linalg_loops import lower_irreversible_linalg
from xdsl_enzyme.preparation.tensor_reads import protect_tensors
from xdsl_enzyme.rules.structured import dynamic_sizes, element_type, shape_of


def prepare_reversal(function: Operation) -> None:
    """Rewrite what has no adjoint as it stands."""
    for op in list(walk_regions(function)):
        if isinstance(op, bufferization.ToBufferOp):
            _make_buffer(op)
    lower_irreversible_linalg(function)
    protect_tensors(function, to_the_end=True)


def _make_buffer(op: bufferization.ToBufferOp) -> None:
    """The buffer of a tensor lives as long as the block in which it is asked for."""
    builder = Builder(InsertPoint.before(op))
    type = MemRefType(element_type(op.tensor.type), shape_of(op.tensor.type))
    buffer = builder.insert(memref.AllocOp(dynamic_sizes(builder, op.tensor), [], type)).memref
    store = bufferization.MaterializeInDestinationOp.create(
        operands=[op.tensor, buffer], properties={"restrict": UnitAttr(), "writable": UnitAttr()}
    )
    builder.insert(store)
    block = op.parent_block()
    assert block is not None
    assert block.last_op is not None
    Builder(InsertPoint.before(block.last_op)).insert(memref.DeallocOp.create(operands=[buffer]))
    view = buffer
    if view.type != op.memref.type:
        view = builder.insert(memref.CastOp.get(buffer, op.memref.type)).results[0]
    op.memref.replace_all_uses_with(view)
    op.detach()
    op.erase()
