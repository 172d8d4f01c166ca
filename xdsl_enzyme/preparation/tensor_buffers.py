"""Buffers of tensors that the program asks for become memory that it allocates, so that they have shadows as all memory.

On any IR, before differentiation. The buffer lives as long as the block in which it is asked for::

    %m = bufferization.to_buffer %t  ->  %m = memref.alloc()
                                         bufferization.materialize_in_destination %t in writable %m
                                         …
                                         memref.dealloc %m
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import bufferization, memref
from xdsl.dialects.builtin import MemRefType, UnitAttr
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.rules.structured import dynamic_sizes, element_type, shape_of


def allocate_buffers(root: Operation) -> None:
    """Rewrite the ops in `root`."""
    for op in list(walk_regions(root)):
        if isinstance(op, bufferization.ToBufferOp):
            _make_buffer(op)
        elif isinstance(op, bufferization.CloneOp):
            _make_copy(op)


def is_clone(op: Operation) -> bool:
    return isinstance(op, bufferization.CloneOp)


def copy_clones(root: Operation) -> None:
    """Make `memref.copy` of `bufferization.clone`."""
    for op in list(walk_regions(root)):
        if isinstance(op, bufferization.CloneOp):
            _make_copy(op)


def _make_copy(op: bufferization.CloneOp) -> None:
    """A copy that the program itself frees."""
    builder = Builder(InsertPoint.before(op))
    type = MemRefType(element_type(op.input.type), shape_of(op.input.type))
    buffer = builder.insert(memref.AllocOp(dynamic_sizes(builder, op.input), [], type)).memref
    builder.insert(memref.CopyOp(op.input, buffer))
    _replace(builder, op, buffer)


def _replace(builder: Builder, op: Operation, buffer: SSAValue) -> None:
    """`buffer` takes the place of the result of `op`."""
    (result,) = op.results
    if buffer.type != result.type:
        cast = memref.CastOp.create(operands=[buffer], result_types=[result.type])
        buffer = builder.insert(cast).results[0]
    result.replace_all_uses_with(buffer)
    op.detach()
    op.erase()


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
    _replace(builder, op, buffer)
