"""`enzyme-reverse`: replaces `enzyme.autodiff` by a call to a gradient function.

On structured form; leaves caches for `enzyme-cache` and `enzyme-lower-cache`::

    %dx = enzyme.autodiff @square(%x, %seed) {activity = [enzyme_active], …}
    -->
    func.func private @square.gradient(%x: f64, %seed: f64) -> f64 { … }
    %dx = func.call @square.gradient(%x, %seed)
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, SymbolRefAttr
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import AutodiffOp
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions

STRONG_ZERO: dict[str, bool | None] = {"auto": None, "always": True, "never": False}


@dataclass(frozen=True)
class EnzymeReversePass(ModulePass):
    """
    Reverse mode. `strong-zero` says which products of an adjoint with a partial derivative are guarded, so that a
    zero adjoint gives zero even if the partial is infinite: `auto` (those that a branch not taken can poison),
    `always` or `never`; an op with `strong_zero = true` means `always`.
    """

    name = "enzyme-reverse"

    strong_zero: str = "auto"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if self.strong_zero not in STRONG_ZERO:
            raise DifferentiationError(
                f"enzyme-reverse: unknown strong-zero '{self.strong_zero}'",
                hint=f"one of {', '.join(STRONG_ZERO)}",
            )
        makers: dict[bool | None, DerivativeFunctions] = {}
        for autodiff in [one for one in walk_regions(op) if isinstance(one, AutodiffOp)]:
            strong_zero = bool(autodiff.strong_zero.value.data) or STRONG_ZERO[self.strong_zero]
            maker = makers.setdefault(strong_zero, DerivativeFunctions(op, strong_zero=strong_zero))
            function = maker.gradient(
                autodiff.callee(),
                autodiff.argument_activities,
                autodiff.result_activities,
                autodiff.width.value.data,
            )
            call = func.CallOp(
                SymbolRefAttr(function.sym_name.data), autodiff.inputs, autodiff.outputs.types
            )
            call.location = autodiff.location
            maker.shadow_globals.set_to_zero(Builder(InsertPoint.before(autodiff)))
            Rewriter().insert_op(call, InsertPoint.before(autodiff))
            Rewriter().replace_op(autodiff, [], call.results)
