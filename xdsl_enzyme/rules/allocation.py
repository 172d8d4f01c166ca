"""Derivatives of functions that allocate and free memory; `analyses/allocators.py` says which these are.

The shadow of an allocation is a zeroed allocation of its own, made by the same function. Forward mode frees both. In reverse
mode a `free` is put off, because the reverse sweep still needs the memory: until it has undone the allocation, if the two stand in one
block; else until it is done (`passes/free_lists.py`)::

    %p = call @malloc(%n)     forward sweep: %p, and %s = malloc(%n) set to zero     reverse sweep: free(%p); free(%s)
    call @free(%p)            forward sweep: nothing
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import Allocator, allocator_of
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules.context import AdjointContext, FreeCall, TangentContext
from xdsl_enzyme.rules.llvm_pointers import set_bytes_to_zero
from xdsl_enzyme.rules.registry import allocation_rule
from xdsl_enzyme.rules.scf import integer


def _allocator(op: Operation) -> Allocator:
    allocator = allocator_of(op)
    assert allocator is not None
    return allocator


def _product(builder: Builder, factors: Sequence[SSAValue]) -> SSAValue:
    first, *others = factors
    for other in others:
        first = builder.insert(arith.MuliOp(first, other)).result
    return first


def _wide(ctx: TangentContext, op: func.CallOp, sizes: Sequence[int]) -> list[SSAValue]:
    """The arguments of a call, with room for `width` tangents in the place of each value."""
    arguments = list(op.arguments)
    if ctx.width > 1 and sizes:
        size = arguments[sizes[0]]
        factor = integer(ctx.builder, ctx.width, size.type)
        arguments[sizes[0]] = ctx.builder.insert(arith.MuliOp(size, factor)).result
    return arguments


def _call(
    builder: Builder, like: func.CallOp, arguments: Sequence[SSAValue], types: Sequence[Attribute]
) -> Sequence[SSAValue]:
    new = func.CallOp(like.callee, arguments, types)
    new.location = like.location
    return builder.insert(new).results


class _AllocationRule:
    """The three things that a function may do to the life of memory."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        allocator = _allocator(op)
        if allocator.frees is None:
            if ctx.carries(op.results[0]):
                ctx.set_tangent(op.results[0], self._zeroed(op, allocator, ctx))
        elif allocator.allocates:
            if ctx.carries(op.results[0]):
                ctx.set_tangent(op.results[0], self._reallocated(op, allocator, ctx))
        elif ctx.carries(op.arguments[allocator.frees]):
            self._free(op, allocator, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """What has been freed by the forward sweep is freed here; the rest by the list, or not at all."""
        if not op.results or not ctx.is_shadowed(op.results[0]):
            return
        freed = ctx.freed_where_undone(op.results[0])
        if freed is None:
            return
        for given in (freed.arguments, freed.shadow_arguments):
            arguments = [ctx.primal(one) for one in given]
            ctx.builder.insert(func.CallOp(freed.callee, arguments, []))

    def _zeroed(self, op: func.CallOp, allocator: Allocator, ctx: TangentContext) -> SSAValue:
        """Another allocation like `op`, set to zero."""
        if not allocator.sizes:
            raise DifferentiationError(
                f"no shadow for what '{op.callee.root_reference.data}' allocates",
                where=op,
                why="its size is unknown",
                hint="allocate active memory by malloc and the like",
            )
        arguments = _wide(ctx, op, allocator.sizes)
        (shadow,) = _call(ctx.builder, op, arguments, op.result_types)
        if not allocator.zeroed:
            size = _product(ctx.builder, [arguments[one] for one in allocator.sizes])
            if size.type != i64:
                size = ctx.builder.insert(arith.ExtUIOp(size, i64)).result
            set_bytes_to_zero(ctx.builder, shadow, size)
        return shadow

    def _reallocated(self, op: func.CallOp, allocator: Allocator, ctx: TangentContext) -> SSAValue:
        """Forward mode: the shadow moves, too. For reverse mode, reallocations of active memory have been split."""
        assert allocator.frees is not None
        assert ctx.floats_are_carried
        arguments = _wide(ctx, op, allocator.sizes)
        if allocator.old_size is not None:
            arguments[allocator.old_size] = _wide(ctx, op, [allocator.old_size])[allocator.old_size]
        arguments[allocator.frees] = ctx.tangent_or_zero(op.arguments[allocator.frees])
        return _call(ctx.builder, op, arguments, op.result_types)[0]

    def _free(self, op: func.CallOp, allocator: Allocator, ctx: TangentContext) -> None:
        assert allocator.frees is not None
        pointer = op.arguments[allocator.frees]
        arguments = _wide(ctx, op, allocator.sizes)
        arguments[allocator.frees] = _of_its_own(ctx, pointer)
        if ctx.floats_are_carried:
            _call(ctx.builder, op, arguments, [])
            return
        call = FreeCall(op.callee, allocator.frees, tuple(op.arguments), tuple(arguments))
        if _is_allocated_beside(pointer, op):
            ctx.free_where_undone(op, call)
        else:
            ctx.free_at_end(op, call)


def _of_its_own(ctx: TangentContext, pointer: SSAValue) -> SSAValue:
    """The shadow of memory that is freed; null if it is its own: the characters of a string, say, which another library has allocated."""
    shadow = ctx.tangent_or_zero(pointer)
    if isinstance(pointer.owner, func.CallOp) and allocator_of(pointer.owner) is not None:
        return shadow
    null = ctx.builder.insert(llvm.ZeroOp.create(result_types=[pointer.type])).results[0]
    is_same = ctx.builder.insert(llvm_extra.PointerCompareOp(0, shadow, pointer)).results[0]
    return ctx.builder.insert(arith.SelectOp(is_same, null, shadow)).result


def _is_allocated_beside(pointer: SSAValue, op: Operation) -> bool:
    """Whether each run of `op` frees what has been allocated in the same run of its block."""
    allocation = pointer.owner
    return (
        isinstance(allocation, func.CallOp)
        and allocation.parent_block() is op.parent_block()
        and allocator_of(allocation) is not None
    )


allocation_rule(_AllocationRule())
