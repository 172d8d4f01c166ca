"""Derivatives of structs and arrays as values, and of `freeze`.

%v = llvm.extractvalue %s[1]  -->  adjoint(s) += llvm.insertvalue adjoint(v), 0[1]
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.ir import Operation

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule


@derivative_rule(llvm.ExtractValueOp)
class ExtractValueRule:
    """A member's adjoint is the aggregate's adjoint at that member."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.ExtractValueOp)
        tangent = ctx.tangent(op.container)
        if ctx.carries(op.res) and tangent is not None:
            position = tuple(op.position.iter_values())
            type = ctx.tangent_type(op.res.type)
            ctx.set_tangent(op.res, floats.extract(ctx.builder, tangent, position, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.ExtractValueOp)
        adjoint = ctx.take_adjoint(op.res)
        if adjoint is not None and ctx.is_active(op.container):
            zero = ctx.zero_adjoint(op.container)
            position = tuple(op.position.iter_values())
            ctx.accumulate(op.container, floats.insert(ctx.builder, zero, adjoint, position))


@derivative_rule(llvm.InsertValueOp)
class InsertValueRule:
    """The member and the rest of the aggregate share the adjoint between them."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.InsertValueOp)
        if not ctx.carries(op.res):
            return
        container = ctx.tangent_or_zero(op.container)
        if has_floats(op.value.type) or holds_pointers(op.value.type):
            position = tuple(op.position.iter_values())
            value = ctx.tangent_or_zero(op.value)
            container = floats.insert(ctx.builder, container, value, position)
        ctx.set_tangent(op.res, container)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.InsertValueOp)
        adjoint = ctx.take_adjoint(op.res)
        if adjoint is None:
            return
        builder, type = ctx.builder, ctx.adjoint_type(op.value.type)
        position = tuple(op.position.iter_values())
        if ctx.is_active(op.value):
            ctx.accumulate(op.value, floats.extract(builder, adjoint, position, type))
        if ctx.is_active(op.container):
            if has_floats(type):
                adjoint = floats.insert(builder, adjoint, floats.zero(builder, type), position)
            ctx.accumulate(op.container, adjoint)


@derivative_rule(llvm_extra.FreezeOp)
class FreezeRule:
    """The identity, wherever a derivative is defined."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if ctx.carries(op.results[0]):
            ctx.set_tangent(op.results[0], ctx.tangent_or_zero(op.operands[0]))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        if (adjoint := ctx.take_adjoint(op.results[0])) is not None:
            ctx.accumulate(op.operands[0], adjoint)
