"""Derivatives of the functions of the C math library that return results through pointers.

::

    call @sincos(%x, %s, %c)  -->  adjoint(x) += shadow(s) * cos x - shadow(c) * sin x;  shadow(s) = shadow(c) = 0
"""

from __future__ import annotations

from math import pi

from xdsl.builder import Builder
from xdsl.dialects import func, math
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm_copies import load_tangents, store_tangents
from xdsl_enzyme.rules.registry import function_rule


def _take_from(pointer: SSAValue, type: Attribute, ctx: AdjointContext) -> SSAValue:
    """The adjoint of what a function wrote through a pointer; it becomes zero."""
    shadow = ctx.shadow(pointer)
    adjoint = load_tangents(ctx.builder, shadow, type, ctx.width)
    store_tangents(ctx.builder, floats.zero(ctx.builder, adjoint.type), shadow, type)
    return adjoint


class _SplitRule:
    """`modf`: the fraction has derivative one, the integral part that goes through the pointer none."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        x, pointer = op.arguments
        if ctx.carries_floats_at(pointer):
            zero = floats.zero(ctx.builder, ctx.tangent_type(x.type))
            store_tangents(ctx.builder, zero, ctx.tangent_or_zero(pointer), x.type)
        if ctx.carries(op.results[0]):
            ctx.set_tangent(op.results[0], ctx.tangent(x))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, func.CallOp)
        x, pointer = op.arguments
        if ctx.is_shadowed(pointer):
            _take_from(pointer, x.type, ctx)
        if (adjoint := ctx.take_adjoint(op.results[0])) is not None:
            ctx.accumulate(x, adjoint)


class _SineAndCosineRule:
    """`sincos` and `sincospi`, whose results both go through pointers; of `factor` times the argument."""

    def __init__(self, factor: float = 1.0):
        self.factor = factor

    def _partials(self, x: SSAValue, builder: Builder) -> list[SSAValue]:
        """cos x and -sin x, or with the factor."""
        factor = floats.constant(builder, self.factor, x.type)
        if self.factor != 1.0:
            x = floats.multiply(builder, x, factor)
        sine, cosine = (
            builder.insert(
                one.create(
                    operands=[x],
                    result_types=[x.type],
                    properties={"fastmath": floats.DERIVATIVE_FAST_MATH},
                )
            ).results[0]
            for one in (math.SinOp, math.CosOp)
        )
        partials = [cosine, floats.negate(builder, sine)]
        if self.factor == 1.0:
            return partials
        return [floats.multiply(builder, partial, factor) for partial in partials]

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        x, *pointers = op.arguments
        carried = [ctx.carries_floats_at(pointer) for pointer in pointers]
        if not any(carried):
            return
        tangent = ctx.tangent_or_zero(x)
        for pointer, partial, wanted in zip(
            pointers, self._partials(x, ctx.builder), carried, strict=True
        ):
            if wanted:
                product = floats.multiply(ctx.builder, tangent, partial)
                store_tangents(ctx.builder, product, ctx.tangent_or_zero(pointer), x.type)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, func.CallOp)
        x, *pointers = op.arguments
        if not any(map(ctx.is_shadowed, pointers)):
            return
        partials = self._partials(ctx.primal(x), ctx.builder)
        for pointer, partial in zip(pointers, partials, strict=True):
            if ctx.is_shadowed(pointer):
                adjoint = _take_from(pointer, x.type, ctx)
                ctx.accumulate(x, floats.multiply(ctx.builder, adjoint, partial))


for _suffix in ("", "f", "l"):
    function_rule("modf" + _suffix, _SplitRule())
    function_rule("sincos" + _suffix, _SineAndCosineRule())
    function_rule("sincospi" + _suffix, _SineAndCosineRule(pi))
