"""Derivatives of LLVM's intrinsics that have no op, by name without the types at its end.

::

    %y = llvm.call_intrinsic "llvm.rint.f64"(%x)                    rint: no derivative flows through
    %p = llvm.call_intrinsic "llvm.modf.f64"(%x)                    modf: adjoint(x) += adjoint(p).0
    %s = llvm.call_intrinsic "llvm.vector.reduce.fadd.v4f64"(%a, %v)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log as ln

from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.arith import chosen
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.expression import (
    RESULT,
    Constant,
    Expression,
    ExpressionBuilder,
    Leaf,
    cos,
    sin,
    where,
)
from xdsl_enzyme.rules.libm import ScalingRule
from xdsl_enzyme.rules.reduction import REDUCTIONS
from xdsl_enzyme.rules.registry import intrinsic_rule, scalar_intrinsic_rule
from xdsl_enzyme.rules.scalar import guarded, scaled

scalar_intrinsic_rule("arithmetic.fence", lambda x: (1,))
scalar_intrinsic_rule("canonicalize", lambda x: (1,))
scalar_intrinsic_rule("exp10", lambda x, result: (ln(10) * result,))
scalar_intrinsic_rule("maximumnum", lambda x, y, result: chosen(x, y, result))
scalar_intrinsic_rule("minimumnum", lambda x, y, result: chosen(x, y, result))
scalar_intrinsic_rule("nearbyint", lambda x: (None,))
scalar_intrinsic_rule("rint", lambda x: (None,))
intrinsic_rule("ldexp", ScalingRule())


@dataclass(frozen=True)
class PairRule:
    """A function of one float that returns a structure: the partial of each member, None where it is zero."""

    partials: tuple[Expression | None, ...]
    """`RESULT` stands for the first member."""

    @staticmethod
    def _builder(
        op: Operation, ctx: TangentContext | AdjointContext, value: Callable[[SSAValue], SSAValue]
    ) -> ExpressionBuilder:
        operand, result = op.operands[0], op.results[0]

        def leaf_value(leaf: Leaf) -> SSAValue:
            if leaf.operand is not None:
                return value(operand)
            return floats.extract(ctx.builder, value(result), (0,), operand.type)

        return ExpressionBuilder(ctx.builder, operand.type, leaf_value, floats.DERIVATIVE_FAST_MATH)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        tangent = ctx.tangent(op.operands[0])
        if not ctx.carries(result) or tangent is None:
            return
        build = self._builder(op, ctx, lambda value: value)
        total = floats.zero(ctx.builder, ctx.tangent_type(result.type))
        for position, partial in enumerate(self.partials):
            if partial is not None:
                member = scaled(build, tangent, partial)
                total = floats.insert(ctx.builder, total, member, (position,))
        ctx.set_tangent(result, total)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        operand, result = op.operands[0], op.results[0]
        adjoint = ctx.take_adjoint(result)
        if adjoint is None:
            return
        build = self._builder(op, ctx, ctx.primal)
        guard = ctx.needs_guard(result) if ctx.strong_zero is None else ctx.strong_zero
        for position, partial in enumerate(self.partials):
            if partial is not None:
                type = ctx.adjoint_type(operand.type)
                member = floats.extract(ctx.builder, adjoint, (position,), type)
                delta = scaled(build, member, partial)
                ctx.accumulate(operand, guarded(build, member, delta) if guard else delta)


_X = Leaf(0)
intrinsic_rule("frexp", PairRule((where(_X.equals(0), 1, RESULT / _X), None)))
intrinsic_rule("modf", PairRule((Constant(1.0), None)))
intrinsic_rule("sincos", PairRule((cos(_X), -sin(_X))))


for _kind, _rule in REDUCTIONS.items():
    intrinsic_rule(f"vector.reduce.f{_kind}", _rule)
