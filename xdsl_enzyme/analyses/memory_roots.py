"""Where a view of memory comes from, as far as a look at its ops says.

memref.subview %m[%i] …, memref.cast %m, …  -->  %m
"""

from __future__ import annotations

from xdsl.dialects import bufferization, func, memref
from xdsl.ir import Block, SSAValue

VIEWS = (
    memref.CastOp,
    memref.SubviewOp,
    memref.ReinterpretCastOp,
    memref.CollapseShapeOp,
    memref.ExpandShapeOp,
    memref.MemorySpaceCastOp,
    memref.ViewOp,
)
"""Ops whose result is (a part of) the memory of their first operand."""

_ALLOCATIONS = (memref.AllocOp, memref.AllocaOp, bufferization.CloneOp)


def memory_root(memory: SSAValue) -> SSAValue:
    """What `memory` is a view of; itself if it is none."""
    while isinstance(memory.owner, VIEWS):
        memory = memory.owner.operands[0]
    return memory


def is_allocation(root: SSAValue) -> bool:
    """Whether nothing that is not made from `root` can lead to this memory."""
    return isinstance(root.owner, _ALLOCATIONS)


def _is_argument(root: SSAValue) -> bool:
    return isinstance(root.owner, Block) and isinstance(root.owner.parent_op(), func.FuncOp)


def may_be_same(one: SSAValue, other: SSAValue) -> bool:
    """Whether memory with these roots may be the same."""
    if one is other:
        return True
    return not any(
        is_allocation(a) and (is_allocation(b) or _is_argument(b))
        for a, b in ((one, other), (other, one))
    )
