"""Memory that is its own shadow: with runtime activity, such takes no part.

Whether memory is active is seen from the addresses when the program runs. What would be read from the shadow is zero then, and
what would be written goes to memory that nobody reads::

    %a = llvm.pointer_compare ne %p, %shadow
    %dv = llvm.load %shadow                     -->    %dv = select %a, (llvm.load %shadow), 0
    llvm.store %dv, %shadow                     -->    llvm.store %dv, (select %a, %shadow, %scratch)
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerAttr, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.scf import integer

_NOT_EQUAL = 1
_ALIGNMENT = 64

Context = TangentContext | AdjointContext


def differs(builder: Builder, pointer: SSAValue, shadow: SSAValue) -> SSAValue:
    """Whether a pointer has a shadow of its own."""
    return builder.insert(llvm_extra.PointerCompareOp(_NOT_EQUAL, pointer, shadow)).results[0]


def stack_memory(builder: Builder, type: Attribute) -> SSAValue:
    """Memory for a value of any alignment."""
    return builder.insert(
        llvm.AllocaOp.create(
            operands=[integer(builder, 1, i64)],
            result_types=[llvm.LLVMPointerType()],
            properties={"elem_type": type, "alignment": IntegerAttr(_ALIGNMENT, i64)},
        )
    ).results[0]


def where_active(builder: Builder, is_active: SSAValue | None, value: SSAValue) -> SSAValue:
    """What was read from the shadow, or zero."""
    if is_active is None or holds_pointers(value.type):
        # Pointers in inactive memory are their own shadows.
        return value
    return choose(builder, is_active, value, floats.zero(builder, value.type))


def writable(
    ctx: Context, builder: Builder, is_active: SSAValue | None, shadow: SSAValue, type: Attribute
) -> SSAValue:
    """Where to write a value of this type that belongs to the shadow."""
    return shadow if is_active is None else choose(builder, is_active, shadow, ctx.scratch(type))


def length_where_active(builder: Builder, is_active: SSAValue | None, length: SSAValue) -> SSAValue:
    """How many bytes of the shadow to change."""
    if is_active is None:
        return length
    return choose(builder, is_active, length, integer(builder, 0, length.type))


def choose(builder: Builder, condition: SSAValue, one: SSAValue, other: SSAValue) -> SSAValue:
    select = arith.SelectOp.create(operands=[condition, one, other], result_types=[one.type])
    return builder.insert(select).results[0]


_GUARDED: frozenset[type[Operation]] = frozenset(
    {
        llvm.LoadOp,
        llvm.StoreOp,
        llvm.GEPOp,
        llvm.BitcastOp,
        llvm.PtrToIntOp,
        llvm.ExtractValueOp,
        llvm.InsertValueOp,
        llvm_extra.AddressSpaceCastOp,
        llvm_extra.FreezeOp,
        llvm_extra.PointerCompareOp,
        llvm_extra.MemcpyOp,
        llvm_extra.MemmoveOp,
        llvm_extra.MemsetOp,
        llvm_extra.VectorSelectOp,
        arith.SelectOp,
    }
)
"""Ops whose rules ask whether memory is active, or that don't use it."""


def refuse_unguarded(op: Operation, pointer: SSAValue) -> None:
    """Refuse an op whose rule would use the shadow of `pointer`, which may be the memory itself."""
    if type(op) in _GUARDED:
        return
    name = op.callee.root_reference.data if isinstance(op, func.CallOp) else op.name
    raise DifferentiationError(
        f"'{name}' uses memory of which only the addresses say whether it is active",
        where=op,
        why="with runtime activity, a shadow may be the memory itself, and the derivative of this would change it",
        hint="leave out enzyme_runtime_activity, and mark what takes no part with enzyme_const; or copy to memory of the function's own",
    )
