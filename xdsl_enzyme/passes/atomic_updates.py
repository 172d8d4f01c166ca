"""Atomic updates of floats other than additions become a load, an operation and a store.

On structured form, for a function that is about to be differentiated::

    memref.atomic_rmw mulf %v, %m[%i]   -->   %0 = memref.load %m[%i]; %1 = mulf %0, %v; memref.store %1, %m[%i]

A sum has the same derivative whatever the order of its terms. What the derivative of another update is depends on the value
that it finds, so parallel loops around it become sequential, where nothing needs to be atomic.
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import func, memref
from xdsl.ir import Operation
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.atomic_updates import ADDF, ASSIGN, OPERATIONS, kind_of
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.errors import DifferentiationError


def is_ordered_update(op: Operation, width: int) -> bool:
    """Whether `op` is an update that is only differentiated in sequential code, with `width` tangents."""
    return (
        isinstance(op, memref.AtomicRMWOp)
        and has_floats(op.value.type)
        and (kind_of(op) != ADDF or width > 1)
    )


def split_ordered_updates(function: func.FuncOp, width: int) -> None:
    """Make loads and stores of the ordered updates in `function`."""
    for op in list(function.walk()):
        if isinstance(op, memref.AtomicRMWOp) and has_floats(op.value.type):
            _refuse_use(op)
            if is_ordered_update(op, width):
                _split(op)


def _refuse_use(op: memref.AtomicRMWOp) -> None:
    if op.result.first_use is not None:
        raise DifferentiationError(
            "the result of an atomic update is used",
            where=op,
            why="MLIR's documentation and lowering do not agree whether it is the old or the new value",
            hint="load the value before or after the update",
        )


def _split(op: memref.AtomicRMWOp) -> None:
    builder = Builder(InsertPoint.before(op))
    kind, value, place = kind_of(op), op.value, [op.memref, *op.indices]
    if kind != ASSIGN:
        type = value.type
        load = memref.LoadOp.create(operands=place, result_types=[type], location=op.location)
        old = builder.insert(load).results[0]
        combine = OPERATIONS[kind].create(
            operands=[old, value], result_types=[type], location=op.location
        )
        value = builder.insert(combine).results[0]
    builder.insert(memref.StoreOp.create(operands=[value, *place], location=op.location))
    op.detach()
    op.erase()
