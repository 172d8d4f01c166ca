"""Derivatives of pointers of the `llvm` dialect: where they come from, and how they move.

A pointer to active memory has a shadow, computed beside it by the same op::

    %p = llvm.alloca %n x f64              %p_d = llvm.alloca %n x f64; zeros
    %q = llvm.getelementptr %p[%i]   -->   %q_d = llvm.getelementptr %p_d[%i]

With `width` tangents, shadow memory is so many times as long: the tangents of a float lie side by side.
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import i8, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.rules.c_runtime import call_runtime, module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.scf import integer


def move_by(builder: Builder, pointer: SSAValue, offset: int) -> SSAValue:
    """`pointer` moved by a constant number of bytes."""
    if offset == 0:
        return pointer
    return builder.insert(llvm.GEPOp(pointer, [offset], i8, inbounds=True)).results[0]


def lanes(type: Attribute, width: int) -> Attribute:
    """An array of `width` values in the place of each."""
    return type if width == 1 else llvm.LLVMArrayType(width, type)


@derivative_rule(llvm.GEPOp)
class PointerRule:
    """The shadow moves as the pointer does; with several tangents, each value has so many times its room."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.GEPOp)
        if not ctx.carries(op.result):
            return
        shadow = ctx.tangent_or_zero(op.ptr)
        if ctx.width == 1:
            new = op.clone()
            new.operands = [shadow, *op.ssa_indices]
            ctx.set_tangent(op.result, ctx.builder.insert(new).results[0])
        else:
            ctx.set_tangent(op.result, _scaled_pointer(op, shadow, ctx))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Addresses have no adjoint; the shadow was made in the forward sweep."""


def _scaled_pointer(op: llvm.GEPOp, shadow: SSAValue, ctx: TangentContext) -> SSAValue:
    """A `getelementptr` in which every step is `width` times as long."""
    constant, variable = gep_steps(op)
    pointer = shadow
    for index, scale in variable:
        step = llvm.LLVMArrayType(scale * ctx.width, i8)
        new = llvm.GEPOp(pointer, [llvm.GEP_USE_SSA_VAL], step, [index])
        pointer = ctx.builder.insert(new).results[0]
    return move_by(ctx.builder, pointer, constant * ctx.width)


@derivative_rule(llvm.AddressOfOp)
class GlobalRule:
    """The shadow of a global is a global, which is zero when the outermost derivative is called."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.AddressOfOp)
        if ctx.carries(op.result):
            shadow = ctx.shadow_global(op.global_name.root_reference.data)
            new = llvm.AddressOfOp(shadow, llvm.LLVMPointerType())
            ctx.set_tangent(op.result, ctx.builder.insert(new).result)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Addresses have no adjoint."""


@derivative_rule(llvm.AllocaOp)
class AllocationRule:
    """
    The shadow of memory on the stack is zeroed memory on the stack; of a function whose reverse sweep is another function,
    on the heap.
    """

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.AllocaOp)
        if not ctx.carries(op.res):
            return
        size = scaled(ctx.builder, op.size, size_of(op.elem_type) * ctx.width)
        shadow: SSAValue
        if ctx.frame_survives:
            new = llvm.AllocaOp.create(
                operands=[op.size],
                result_types=[op.res.type],
                properties={**op.properties, "elem_type": lanes(op.elem_type, ctx.width)},
            )
            shadow = ctx.builder.insert(new).res
        else:
            (shadow,) = call_runtime(ctx.builder, module_of(op), "malloc", [size])
        set_bytes_to_zero(ctx.builder, shadow, size)
        ctx.set_tangent(op.res, shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.AllocaOp)
        if not ctx.frame_survives and ctx.is_shadowed(op.res):
            call_runtime(ctx.builder, module_of(op), "free", [ctx.shadow(op.res)])


def scaled(builder: Builder, count: SSAValue, factor: int) -> SSAValue:
    """`count * factor` as an i64; a constant if `count` is one."""
    if factor == 1 and count.type == i64:
        return count
    known = constant_integer(count)
    if known is not None:
        return integer(builder, known * factor, i64)
    if count.type != i64:
        count = builder.insert(arith.ExtUIOp(count, i64)).result
    return builder.insert(arith.MuliOp(count, integer(builder, factor, i64))).result


def set_bytes_to_zero(builder: Builder, pointer: SSAValue, size: SSAValue) -> None:
    builder.insert(llvm_extra.MemsetOp(pointer, integer(builder, 0, i8), size))
