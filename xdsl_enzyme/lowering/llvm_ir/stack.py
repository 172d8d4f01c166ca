"""How long memory on the stack lives: that of a `memref.alloca` in a loop lives for one iteration, as in MLIR.

::

    scf.for … { %m = memref.alloca() : memref<4xf64> … }    one place, allocated at the begin of the function
    scf.for … { %m = memref.alloca(%n) : memref<?xf64> … }  allocated in each iteration, and given back at its end
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects import memref, scf
from xdsl.ir import Block, Operation

_LOOPS = (scf.ForOp, scf.ParallelOp)
_SCOPES = (*_LOOPS, memref.AllocaScopeOp)
_BRANCHES = (scf.IfOp, scf.IndexSwitchOp)


def needs_one_place(op: memref.AllocaOp) -> bool:
    """Whether `op` allocates the same size once in each iteration of a loop."""
    if op.dynamic_sizes:
        return False
    parent = op.parent_op()
    while isinstance(parent, _BRANCHES):
        parent = parent.parent_op()
    return isinstance(parent, _LOOPS)


def gives_back(body: Block) -> bool:
    """Whether an iteration of a loop with this body has to give back memory at its end."""
    return any(not needs_one_place(op) for op in _allocations(body))


def _allocations(block: Block) -> Iterator[memref.AllocaOp]:
    """Those whose memory lives as long as the iteration that `block` is."""
    pending: list[Operation] = list(block.ops)
    while pending:
        op = pending.pop()
        if isinstance(op, memref.AllocaOp):
            yield op
        elif not isinstance(op, _SCOPES):
            for region in op.regions:
                for inner in region.blocks:
                    pending += inner.ops
