"""Tensors that are read from memrefs keep their elements, whatever becomes of the memory.

`bufferization.to_tensor` makes no copy: the tensor is the memory. Where that may be written to while the tensor still matters,
a copy is made here::

    %t = bufferization.to_tensor %m           %s = bufferization.to_tensor %m
    memref.store %v, %m[%i]             ->    %t = bufferization.alloc_tensor() copy(%s)
    … %t …                                    memref.store %v, %m[%i]
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.builder import Builder
from xdsl.dialects import bufferization, func, llvm, memref, tensor
from xdsl.dialects.builtin import MemRefType
from xdsl.dialects.linalg.abstract_ops import LinalgStructuredOperation
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.traits import NoMemoryEffect, Pure

from xdsl_enzyme.analyses.memory_roots import VIEWS, is_allocation, may_be_same, memory_root
from xdsl_enzyme.analyses.value_flow import walk_regions


def protect_tensors(function: Operation, *, to_the_end: bool) -> None:
    """
    Copy what is read into tensors where it may be overwritten before the tensor's last use, or, with `to_the_end`, at
    any later time.
    """
    reads = [op for op in walk_regions(function) if isinstance(op, bufferization.ToTensorOp)]
    if not reads:
        return
    order = {op: number for number, op in enumerate(walk_regions(function))}
    writes = [(op, memory) for op in order for memory in _written(op)]
    for read in reads:
        memory = memory_root(read.memref)
        if any(
            _is_written(memory, written) and _matters(read, op, order, to_the_end)
            for op, written in writes
        ):
            _copy(read)


def _copy(read: bufferization.ToTensorOp) -> None:
    copy = bufferization.AllocTensorOp(read.tensor.type, [], read.tensor)
    copy.location = read.location
    read.tensor.replace_all_uses_with(copy.tensor)
    copy.operands = [read.tensor]
    Builder(InsertPoint.after(read)).insert(copy)


def _matters(
    read: bufferization.ToTensorOp, write: Operation, order: dict[Operation, int], to_the_end: bool
) -> bool:
    """Whether `write` may come between `read` and a use of what was read."""
    loop = _common_loop(read, write)
    if loop is None and order[write] < order[read]:
        return False
    if to_the_end:
        return True
    last = max((order[use] for use in _last_uses(read.tensor)), default=-1)
    return order[write] < last or (loop is not None and order[write] < order[read])


def _last_uses(value: SSAValue) -> Iterator[Operation]:
    """The ops that use the elements of a tensor, also through other tensors that may share its memory."""
    pending, seen = [value], {value}
    while pending:
        for use in pending.pop().uses:
            yield use.operation
            for result in use.operation.results:
                if isinstance(use.operation, _SHARING) and result not in seen:
                    seen.add(result)
                    pending.append(result)


_SHARING = (tensor.CastOp, tensor.CollapseShapeOp, tensor.ExpandShapeOp, bufferization.ToBufferOp)


def _common_loop(one: Operation, other: Operation) -> Operation | None:
    """An op with regions around both."""
    around: set[Operation] = set()
    current: Operation | None = one.parent_op()
    while current is not None and current.parent_op() is not None:
        around.add(current)
        current = current.parent_op()
    current = other.parent_op()
    while current is not None and current not in around:
        current = current.parent_op()
    # The function itself runs once.
    return current if current is not None and current.name != "func.func" else None


def _is_written(memory: SSAValue, written: SSAValue | None) -> bool:
    """Whether a write may go to memory with this root."""
    if written is None:
        return not is_allocation(memory)
    return may_be_same(memory, memory_root(written))


def _written(op: Operation) -> Iterator[SSAValue | None]:
    """The memrefs that `op` may write to; None for memory that is seen from outside of the function."""
    if isinstance(op, LinalgStructuredOperation):
        candidates = list(op.outputs)
    elif isinstance(op, (memref.CopyOp, bufferization.MaterializeInDestinationOp)):
        candidates = [op.operands[1]]
    elif op.has_trait(Pure) or op.has_trait(NoMemoryEffect) or isinstance(op, _READING):
        return
    else:
        candidates = list(op.operands)
        if isinstance(op, func.CallOp) or any(map(_is_pointer, candidates)):
            yield None
    for operand in candidates:
        if isinstance(operand.type, MemRefType):
            yield operand


def _is_pointer(value: SSAValue) -> bool:
    return isinstance(value.type, llvm.LLVMPointerType)


_READING = (memref.LoadOp, llvm.LoadOp, bufferization.ToTensorOp, *VIEWS)
