"""Derivatives of the `enzyme` dialect: of caches, in derivatives of derivatives.

The shadow of a cache is a cache. The last value that is popped was pushed first, so that, backwards, a pop pushes an
adjoint and the push that belongs to it pops that::

    enzyme.push %c, %v      forward: enzyme.push %dc, %dv           reverse: adjoint(v) += enzyme.pop %dc
    %w = enzyme.pop %c      forward: %dw = enzyme.pop %dc           reverse: enzyme.push %dc, adjoint(w)

Nothing flows through `enzyme.ignore_derivatives`.
"""

from __future__ import annotations

from xdsl.ir import Operation

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule


@derivative_rule(InitOp)
class InitRule:
    """The shadow is an empty cache of tangents, or of adjoints."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        cache = op.results[0]
        if ctx.carries(cache):
            new = InitOp.create(result_types=[ctx.tangent_type(cache.type)], location=op.location)
            ctx.set_tangent(cache, ctx.builder.insert(new).cache)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """A cache is empty at the begin and at the end of what it is used in."""


def _are_shadowed(op: PushOp | PopOp, ctx: TangentContext) -> bool:
    """Whether the shadow of the cache takes what goes with a value in this walk."""
    if holds_pointers(op.value.type):
        return ctx.carries(op.cache)
    return has_floats(op.value.type) and ctx.carries_floats_at(op.cache)


@derivative_rule(PushOp)
class PushRule:
    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, PushOp)
        if _are_shadowed(op, ctx):
            shadow = ctx.tangent_or_zero(op.cache)
            ctx.builder.insert(PushOp(shadow, ctx.tangent_or_zero(op.value)))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, PushOp)
        if has_floats(op.value.type) and ctx.is_shadowed(op.cache):
            adjoint = ctx.builder.insert(PopOp(ctx.shadow(op.cache))).value
            ctx.accumulate(op.value, adjoint)


@derivative_rule(PopOp)
class PopRule:
    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, PopOp)
        if _are_shadowed(op, ctx):
            tangent = ctx.builder.insert(PopOp(ctx.tangent_or_zero(op.cache))).value
            ctx.set_tangent(op.value, tangent)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, PopOp)
        if has_floats(op.value.type) and ctx.is_shadowed(op.cache):
            adjoint = ctx.take_adjoint(op.value)
            if adjoint is None:
                adjoint = ctx.zero_adjoint(op.value)
            ctx.builder.insert(PushOp(ctx.shadow(op.cache), adjoint))
