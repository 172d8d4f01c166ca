"""Derivatives of the C functions that allocate and free memory.

The shadow of an allocation is a zeroed allocation of its own. In reverse mode a `free` is put off: the reverse sweep still needs
the memory, and frees it, with its shadow, where it has undone the allocation::

    %p = call @malloc(%n)     forward sweep: %p, and %s = malloc(%n) set to zero     reverse sweep: free(%p); free(%s)
    call @free(%p)            forward sweep: nothing
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, func
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules.c_runtime import call_runtime, module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm import set_bytes_to_zero
from xdsl_enzyme.rules.registry import function_rule
from xdsl_enzyme.rules.scf import integer


def _enlarged(ctx: TangentContext, size: SSAValue) -> SSAValue:
    """Room for `width` tangents in the place of each value."""
    if ctx.width == 1:
        return size
    factor = integer(ctx.builder, ctx.width, size.type)
    return ctx.builder.insert(arith.MuliOp(size, factor)).result


def _call_like(builder: Builder, op: func.CallOp, arguments: list[SSAValue]) -> SSAValue:
    new = func.CallOp(op.callee, arguments, op.result_types)
    return builder.insert(new).results[0]


class _AllocationRule:
    """Memory that nothing else points to."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        if ctx.carries(op.results[0]):
            shadow = self.zeroed_copy(op, ctx)
            ctx.set_tangent(op.results[0], shadow)

    def zeroed_copy(self, op: func.CallOp, ctx: TangentContext) -> SSAValue:
        """Another allocation like `op`, set to zero."""
        *others, size = op.arguments
        size = _enlarged(ctx, size)
        shadow = _call_like(ctx.builder, op, [*others, size])
        set_bytes_to_zero(ctx.builder, shadow, size)
        return shadow

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        pointer = op.results[0]
        if ctx.is_shadowed(pointer) and ctx.is_freed(pointer):
            call_runtime(ctx.builder, module_of(op), "free", [ctx.primal(pointer)])
            call_runtime(ctx.builder, module_of(op), "free", [ctx.shadow(pointer)])


class _ZeroedAllocationRule(_AllocationRule):
    """`calloc`."""

    def zeroed_copy(self, op: func.CallOp, ctx: TangentContext) -> SSAValue:
        count, size = op.arguments
        return _call_like(ctx.builder, op, [_enlarged(ctx, count), size])


class _ReallocationRule:
    """`realloc`: forward mode only; what it gives up, the reverse sweep may still need."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        if not ctx.carries(op.results[0]):
            return
        if not ctx.floats_are_carried:
            raise DifferentiationError(
                "no reverse mode of 'realloc'",
                where=op,
                why="the reverse sweep needs the memory as it was before",
                hint="allocate new memory, copy, and free the old",
            )
        pointer, size = op.arguments
        shadow = _call_like(ctx.builder, op, [ctx.tangent_or_zero(pointer), _enlarged(ctx, size)])
        ctx.set_tangent(op.results[0], shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Refused in the forward sweep."""


class _FreeRule:
    """Frees the shadow, too; in reverse mode, nothing yet."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        pointer = op.operands[0]
        if not ctx.carries(pointer):
            return
        if ctx.floats_are_carried:
            call_runtime(ctx.builder, module_of(op), "free", [ctx.tangent_or_zero(pointer)])
        else:
            ctx.put_off_free(op)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """The rule of the allocation frees in the end."""


function_rule("malloc", _AllocationRule())
function_rule("aligned_alloc", _AllocationRule())
function_rule("calloc", _ZeroedAllocationRule())
function_rule("realloc", _ReallocationRule())
function_rule("free", _FreeRule())
