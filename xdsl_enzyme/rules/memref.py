"""Derivatives of `memref` memory, which is typed: the shadow of a memref is a memref of the same shape and layout.

%v = memref.load %m[%i]  -->  shadow(m)[i] += adjoint(v)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.builder import Builder
from xdsl.dialects import memref, scf
from xdsl.dialects.builtin import (
    IndexType,
    IntegerAttr,
    MemRefType,
    UnitAttr,
    UnrealizedConversionCastOp,
    i64,
)
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.atomic_updates import ADDF, BETWEEN_ITERATIONS
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.scf import integer


def for_each_element(
    builder: Builder, array: SSAValue, body: Callable[[Builder, list[SSAValue]], None]
) -> None:
    """Loops over all elements of a memref; `body(builder, indices)` builds the innermost block."""
    assert isa(array.type, MemRefType)
    rank = array.type.get_num_dims()
    zero, one = integer(builder, 0, IndexType()), integer(builder, 1, IndexType())
    sizes: list[SSAValue] = []
    for dimension in range(rank):
        position = integer(builder, dimension, IndexType())
        sizes.append(builder.insert(memref.DimOp(array, position)).results[0])
    indices: list[SSAValue] = []
    inner = builder
    for size in sizes:
        block = Block(arg_types=[IndexType()])
        last = scf.YieldOp()
        block.add_op(last)
        inner.insert(scf.ForOp(zero, size, one, [], block))
        indices.append(block.args[0])
        inner = Builder(InsertPoint.before(last))
    body(inner, indices)


def fill_with_zero(builder: Builder, array: SSAValue) -> None:
    """Set all floats of a memref, or bytes that may hold some, to zero. Memrefs in a memref stay as they are."""
    assert isa(array.type, MemRefType)
    element = array.type.element_type
    if is_pointer(element):
        return
    zero = floats.zero(builder, element) if has_floats(element) else integer(builder, 0, element)

    def store(inner: Builder, indices: list[SSAValue]) -> None:
        inner.insert(memref.StoreOp.get(zero, array, indices))

    for_each_element(builder, array, store)


def _like(
    op: Operation,
    operands: Sequence[SSAValue],
    ctx: TangentContext,
    op_class: type[Operation] | None = None,
) -> SSAValue:
    """The same op for a shadow."""
    new = (op_class or type(op)).create(
        operands=operands,
        result_types=[ctx.tangent_type(result.type) for result in op.results],
        properties=op.properties.copy(),
        attributes=op.attributes.copy(),
        location=op.location,
    )
    return ctx.builder.insert(new).results[0]


@derivative_rule(memref.AllocOp, memref.AllocaOp)
class AllocationRule:
    """
    The shadow is a zeroed allocation of the same kind and shape; one on the heap, if the reverse sweep needs it when the
    stack that the allocation is on has gone.
    """

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if ctx.carries(op.results[0]):
            is_lost = not ctx.floats_are_carried and _is_lost(op, frame_survives=ctx.frame_survives)
            shadow = _like(op, op.operands, ctx, memref.AllocOp if is_lost else type(op))
            fill_with_zero(ctx.builder, shadow)
            ctx.set_tangent(op.results[0], shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        array = op.results[0]
        if not ctx.is_shadowed(array):
            return
        is_freed = ctx.is_freed(array)
        if is_freed:
            ctx.builder.insert(memref.DeallocOp.create(operands=[ctx.primal(array)]))
        if is_freed or _is_lost(op, frame_survives=ctx.frame_survives):
            ctx.builder.insert(memref.DeallocOp.create(operands=[ctx.shadow(array)]))


def _is_lost(op: Operation, *, frame_survives: bool) -> bool:
    """Whether what `op` allocates has gone when the reverse sweep wants it: it lives as long as a region or call does."""
    is_at_top = isinstance(op.parent_op(), FuncOp)
    return isinstance(op, memref.AllocaOp) and not (frame_survives and is_at_top)


FREES_ALL = "enzyme.frees_all"
"""
Attribute of a `memref.dealloc` that may be in another block than the allocations: over all times that it runs, it frees each of
them.
"""


def free(builder: Builder, array: SSAValue) -> None:
    """Free what the forward sweep has allocated for the reverse sweep."""
    op = memref.DeallocOp.create(operands=[array], attributes={FREES_ALL: UnitAttr()})
    builder.insert(op)


@derivative_rule(memref.DeallocOp)
class DeallocationRule:
    """Frees the shadow, too; in reverse mode, where the allocation is undone."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        array = op.operands[0]
        if not ctx.carries(array):
            return
        if ctx.floats_are_carried:
            ctx.builder.insert(memref.DeallocOp.create(operands=[ctx.tangent_or_zero(array)]))
        else:
            ctx.put_off_free(op)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """The rule of the allocation frees in the end."""


@derivative_rule(
    memref.CastOp,
    memref.SubviewOp,
    memref.ReinterpretCastOp,
    memref.CollapseShapeOp,
    memref.ExpandShapeOp,
    memref.MemorySpaceCastOp,
    memref.ExtractStridedMetaDataOp,
    memref.ViewOp,
    UnrealizedConversionCastOp,
)
class ViewRule:
    """
    The shadow of a view is the same view of the shadow. Offsets, sizes and strides of metadata are those of the primal:
    both have the same layout.
    """

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if ctx.carries(op.results[0]):
            if isinstance(op, memref.ViewOp) and ctx.width > 1:
                raise DifferentiationError(
                    f"no derivatives of width {ctx.width} for '{op.name}'",
                    where=op,
                    why="the bytes that it sees as floats have shadows of the same size",
                    hint="use width 1, or allocate floats",
                )
            shadow = _like(op, [ctx.tangent_or_zero(op.operands[0]), *op.operands[1:]], ctx)
            ctx.set_tangent(op.results[0], shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Views have no adjoint; the shadow was made in the forward sweep."""


@derivative_rule(memref.AssumeAlignmentOp)
class AssumptionRule:
    """Says nothing about the shadow."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        ctx.set_tangent(op.results[0], ctx.tangent(op.operands[0]))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Views have no adjoint."""


@derivative_rule(memref.GetGlobalOp)
class GlobalRule:
    """The shadow of a global is a global, which is zero when the outermost derivative is called."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, memref.GetGlobalOp)
        if ctx.carries(op.memref):
            name = ctx.shadow_global(op.name_.root_reference.data)
            new = memref.GetGlobalOp(name, ctx.tangent_type(op.memref.type))
            ctx.set_tangent(op.memref, ctx.builder.insert(new).memref)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Addresses have no adjoint."""


def _load(builder: Builder, array: SSAValue, indices: list[SSAValue], type: Attribute) -> SSAValue:
    new = memref.LoadOp.create(operands=[array, *indices], result_types=[type])
    return builder.insert(new).results[0]


def _store(builder: Builder, value: SSAValue, array: SSAValue, indices: list[SSAValue]) -> None:
    builder.insert(memref.StoreOp.create(operands=[value, array, *indices]))


def _add_atomically(
    builder: Builder, value: SSAValue, array: SSAValue, indices: list[SSAValue]
) -> Operation:
    return builder.insert(
        memref.AtomicRMWOp.create(
            operands=[value, array, *indices],
            result_types=[value.type],
            properties={"kind": IntegerAttr(ADDF, i64)},
        )
    )


@derivative_rule(memref.LoadOp)
class LoadRule:
    """Forward, the shadow is read beside the memory; in reverse, it receives the adjoint."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        array, *indices = op.operands
        result = op.results[0]
        if ctx.carries(result):
            shadow = ctx.tangent_or_zero(array)
            type = ctx.tangent_type(result.type)
            ctx.set_tangent(result, _load(ctx.builder, shadow, indices, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        array, *indices = op.operands
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None or not ctx.is_shadowed(array):
            return
        shadow = ctx.shadow(array)
        there = [ctx.primal(index) for index in indices]
        if ctx.is_concurrent:
            addition = _add_atomically(ctx.builder, adjoint, shadow, there)
            addition.attributes[BETWEEN_ITERATIONS] = UnitAttr()
            return
        before = _load(ctx.builder, shadow, there, adjoint.type)
        total = floats.add(ctx.builder, before, adjoint, floats.ADJOINT_SUM)
        assert total is not None
        _store(ctx.builder, total, shadow, there)


@derivative_rule(memref.StoreOp)
class StoreRule:
    """Forward, the tangent is stored beside the value; in reverse, the adjoint comes back."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        value, array, *indices = op.operands
        if not ctx.carries(array):
            return
        if is_pointer(value.type) or (ctx.carries_floats_at(array) and has_floats(value.type)):
            tangent = ctx.tangent_or_zero(value)
            _store(ctx.builder, tangent, ctx.tangent_or_zero(array), indices)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        value, array, *indices = op.operands
        if not ctx.is_shadowed(array) or not has_floats(value.type):
            return
        shadow = ctx.shadow(array)
        there = [ctx.primal(index) for index in indices]
        if ctx.is_active(value):
            type = ctx.adjoint_type(value.type)
            ctx.accumulate(value, _load(ctx.builder, shadow, there, type))
        _store(ctx.builder, ctx.zero_adjoint(value), shadow, there)


@derivative_rule(memref.AtomicRMWOp)
class AtomicAdditionRule:
    """`addf`; other updates are a load and a store by now, see `passes.atomic_updates`."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        value, array, *indices = op.operands
        tangent = ctx.tangent(value)
        if ctx.carries_floats_at(array) and tangent is not None:
            _add_atomically(ctx.builder, tangent, ctx.tangent_or_zero(array), indices)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        value, array, *indices = op.operands
        if ctx.is_shadowed(array) and ctx.is_active(value):
            there = [ctx.primal(index) for index in indices]
            type = ctx.adjoint_type(value.type)
            ctx.accumulate(value, _load(ctx.builder, ctx.shadow(array), there, type))


@derivative_rule(memref.CopyOp)
class CopyRule:
    """Forward, shadows are copied alike; in reverse, the adjoints of the copy move back to the original."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, memref.CopyOp)
        if not ctx.carries(op.destination) or not ctx.carries_floats_at(op.destination):
            return
        shadow = ctx.tangent_or_zero(op.destination)
        if ctx.carries(op.source):
            ctx.builder.insert(memref.CopyOp(ctx.tangent_or_zero(op.source), shadow))
        else:
            fill_with_zero(ctx.builder, shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, memref.CopyOp)
        if not ctx.is_shadowed(op.destination):
            return
        shadow = ctx.shadow(op.destination)
        if not ctx.is_shadowed(op.source):
            fill_with_zero(ctx.builder, shadow)
            return
        origin = ctx.shadow(op.source)
        assert isa(shadow.type, MemRefType)
        type = shadow.type.element_type

        def move_back(inner: Builder, indices: list[SSAValue]) -> None:
            adjoint = _load(inner, shadow, indices, type)
            _store(inner, floats.zero(inner, type), shadow, indices)
            total = floats.add(inner, _load(inner, origin, indices, type), adjoint)
            assert total is not None
            _store(inner, total, origin, indices)

        for_each_element(ctx.builder, shadow, move_back)
