"""Functions and control flow on buffers: who owns them across blocks.

::

    %r = scf.for … iter_args(%t = %init) -> tensor<4xf64>    ->    iter_args(%m = %buffer) -> memref<4xf64>

A block owns the buffers that it is given as arguments, and hands over those that it yields.
"""

from __future__ import annotations

from xdsl.dialects import func, scf
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.lowering.bufferize.buffers import memref_of
from xdsl_enzyme.lowering.bufferize.state import Bufferisation, bufferizes, uses_tensors


@bufferizes(func.ReturnOp, scf.YieldOp, scf.ConditionOp)
def _terminator(this: Bufferisation, op: Operation) -> None:
    op.operands = this.hand_over(op)


@bufferizes(func.CallOp)
def _call(this: Bufferisation, op: func.CallOp) -> None:
    operands: list[SSAValue] = []
    for operand in op.operands:
        memory = this.memory(operand)
        if memory.type != memref_of(operand.type):
            memory = this.buffers.copy_of(this.builder(op), operand, this.owner(op)).memory
        operands.append(memory)
    this.rebuild(op, operands)


@bufferizes(scf.IfOp, scf.IndexSwitchOp, scf.ExecuteRegionOp)
def _branches(this: Bufferisation, op: Operation) -> None:
    new = this.rebuild(op, op.operands) if uses_tensors(op) else op
    for region in new.regions:
        for block in region.blocks:
            this.block(block)


@bufferizes(scf.ForOp, scf.WhileOp)
def _loop(this: Bufferisation, op: Operation) -> None:
    new = this.rebuild(op, this.hand_over(op)) if uses_tensors(op) else op
    for region in new.regions:
        this.owned_arguments(region.block, 0)
        this.block(region.block)


@bufferizes(linalg.YieldOp)
def _linalg_yield(this: Bufferisation, op: linalg.YieldOp) -> None:
    """Yields elements."""
