"""Derivatives of `bufferization`: between tensors and memory.

%t = bufferization.to_tensor %m  -->  shadow(m) += adjoint(t)
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import bufferization
from xdsl.dialects.builtin import MemRefType, UnitAttr
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.memref import fill_with_zero
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.structured import element_type, elementwise, shape_of


def to_tensor(builder: Builder, memory: SSAValue) -> SSAValue:
    """What is in memory now, which will not be written to as long as the tensor is used."""
    return builder.insert(bufferization.ToTensorOp(memory, restrict=True)).tensor


def materialize(builder: Builder, source: SSAValue, memory: SSAValue) -> None:
    """Store a tensor."""
    op = bufferization.MaterializeInDestinationOp.create(
        operands=[source, memory], properties={"restrict": UnitAttr(), "writable": UnitAttr()}
    )
    builder.insert(op)


@derivative_rule(bufferization.ToTensorOp)
class ToTensorRule:
    """Forward, the shadow is read beside the memory; in reverse, it receives the adjoint."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, bufferization.ToTensorOp)
        if ctx.carries(op.tensor):
            ctx.set_tangent(op.tensor, to_tensor(ctx.builder, ctx.tangent_or_zero(op.memref)))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, bufferization.ToTensorOp)
        adjoint = ctx.take_adjoint(op.tensor)
        if adjoint is None or not ctx.is_shadowed(op.memref):
            return
        builder = ctx.builder
        buffer = bufferization.ToBufferOp.create(
            operands=[adjoint],
            result_types=[MemRefType(element_type(adjoint.type), shape_of(adjoint.type))],
            properties={"read_only": UnitAttr()},
        )

        def add(inner: Builder, elements: Sequence[SSAValue]) -> SSAValue:
            total = floats.add(inner, elements[1], elements[0])
            assert total is not None
            return total

        elementwise(builder, [builder.insert(buffer).results[0]], ctx.shadow(op.memref), add)


@derivative_rule(bufferization.MaterializeInDestinationOp)
class MaterializeRule:
    """As a store of all elements, or, into a tensor, the tensor itself."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, bufferization.MaterializeInDestinationOp)
        if op.result is not None:
            if ctx.carries(op.result):
                ctx.set_tangent(op.result, ctx.tangent_or_zero(op.source))
        elif ctx.carries(op.dest) and ctx.carries_floats_at(op.dest):
            source = ctx.tangent_or_zero(op.source)
            materialize(ctx.builder, source, ctx.tangent_or_zero(op.dest))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, bufferization.MaterializeInDestinationOp)
        if op.result is not None:
            if (adjoint := ctx.take_adjoint(op.result)) is not None:
                ctx.accumulate(op.source, adjoint)
            return
        if not ctx.is_shadowed(op.dest):
            return
        shadow = ctx.shadow(op.dest)
        if ctx.is_active(op.source):
            now = to_tensor(ctx.builder, shadow)
            copy = bufferization.AllocTensorOp(now.type, [], now)
            ctx.accumulate(op.source, ctx.builder.insert(copy).tensor)
        fill_with_zero(ctx.builder, shadow)
