"""Atomic instructions of `llvm_extra`.

::

    %old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" {alignment = 8 : i64} : !llvm.ptr, f64
    -->
    %old = atomicrmw fadd ptr %p, double %x monotonic, align 8
"""

from __future__ import annotations

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.lowering.llvm_ir.flags import metadata
from xdsl_enzyme.lowering.llvm_ir.memory import alignment, sync_scope
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


@writes(llvm_extra.AtomicRMWOp)
def _update(writer: FunctionWriter, op: llvm_extra.AtomicRMWOp) -> None:
    volatile = "volatile " if op.volatile_ is not None else ""
    writer.result(
        op.result,
        f"atomicrmw {volatile}{op.kind.data} {writer.typed(op.pointer)}, {writer.typed(op.value)}"
        f"{sync_scope(op)} {op.ordering.data}{alignment(op.alignment)}{metadata(writer, op)}",
    )


@writes(llvm_extra.CompareExchangeOp)
def _compare_exchange(writer: FunctionWriter, op: llvm_extra.CompareExchangeOp) -> None:
    weak = "weak " if op.weak is not None else ""
    volatile = "volatile " if op.volatile_ is not None else ""
    operands = ", ".join(map(writer.typed, op.operands))
    writer.result(
        op.result,
        f"cmpxchg {weak}{volatile}{operands}{sync_scope(op)} {op.success.data} {op.failure.data}"
        f"{alignment(op.alignment)}{metadata(writer, op)}",
    )


@writes(llvm_extra.FenceOp)
def _fence(writer: FunctionWriter, op: llvm_extra.FenceOp) -> None:
    writer.emit(f"fence{sync_scope(op)} {op.ordering.data}")
