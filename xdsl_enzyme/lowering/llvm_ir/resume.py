"""Unwinding further: `func.call @_Unwind_Resume`.

::

    %exception = llvm.extractvalue %pad[0] : !llvm.struct<(ptr, i32)>      ->   resume { ptr, i32 } %pad
    func.call @_Unwind_Resume(%exception)

It is written as `resume`, not as that call: LLVM has to know that the exception may be caught further out in a function that
this one is inlined into, and by which clause.
"""

from __future__ import annotations

from xdsl.dialects import func, llvm
from xdsl.ir import SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.lowering.llvm_ir.types import integers
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter

RESUME = "_Unwind_Resume"


def resumed(op: func.CallOp) -> SSAValue | None:
    """The landing pad whose exception a call of `_Unwind_Resume` goes on with, if that can be told."""
    extract = op.operands[0].owner
    if (
        isinstance(extract, llvm.ExtractValueOp)
        and integers(extract.position) == (0,)
        and extract.container.type == llvm_extra.LANDING_PAD
        and _has_personality(op)
    ):
        return extract.container
    return None


def _has_personality(op: func.CallOp) -> bool:
    parent = op.parent_op()
    while parent is not None and not isinstance(parent, func.FuncOp):
        parent = parent.parent_op()
    return parent is not None and "llvm.personality" in parent.attributes


def write_resume(writer: FunctionWriter, landing_pad: SSAValue) -> None:
    """Goes on unwinding. What follows is written all the same, as a block that is never reached."""
    writer.emit(f"resume {writer.typed(landing_pad)}")
    writer.start_block(writer.fresh_label("unreached"))
