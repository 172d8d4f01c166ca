"""Derivatives of calls to functions with a body: a call to a derivative function that the engine makes."""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.ir import Operation

from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule


@derivative_rule(func.CallOp)
class CallRule:
    """Both sweeps of a call, and its forward mode, are calls."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        ctx.differentiate_call(op)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, func.CallOp)
        ctx.reverse_call(op)
