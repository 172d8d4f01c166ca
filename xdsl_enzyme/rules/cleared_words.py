"""Numbers that overwrite a part of what may be a float, at a place that is known at run time only: its derivative becomes zero.

::

    llvm.store %tag, %p {enzyme.clears} : i8    -->    the derivative of the aligned word that %p points into, if it is one, becomes zero
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerAttr, i8, i64
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm_pointers import move_by
from xdsl_enzyme.rules.runtime_activity import writable
from xdsl_enzyme.rules.variant_words import take_adjoint


def clear_words(
    ctx: TangentContext | AdjointContext, op: llvm.StoreOp, pointer: SSAValue, shadow: SSAValue
) -> None:
    """Clear what the shadow of the words has that a store writes to; with several derivatives, those of a word lie side by side."""
    type = op.value.type
    size = max(size_of(type), POINTER_SIZE) * ctx.width
    room = llvm.LLVMArrayType(size, i8)
    place = _first_byte(ctx.builder, shadow if ctx.width == 1 else pointer, shadow, ctx.width)
    place = writable(ctx, ctx.builder, ctx.is_active_at_run_time(op.ptr), place, room)
    for offset in range(0, size, POINTER_SIZE):
        take_adjoint(ctx.builder, move_by(ctx.builder, place, offset))


def _first_byte(builder: Builder, pointer: SSAValue, shadow: SSAValue, width: int) -> SSAValue:
    """Where the shadow of the word begins that `pointer` points into."""

    def emit(op: Operation) -> SSAValue:
        return builder.insert(op).results[0]

    def number(value: int) -> SSAValue:
        return emit(arith.ConstantOp(IntegerAttr(value, i64)))

    address = emit(llvm.PtrToIntOp(pointer, i64))
    inside = emit(arith.AndIOp(address, number(POINTER_SIZE - 1)))
    back = emit(arith.MuliOp(inside, number(-width)))
    dynamic = llvm.GEPOp.from_mixed_indices(shadow, [back], i8)
    return emit(dynamic)
