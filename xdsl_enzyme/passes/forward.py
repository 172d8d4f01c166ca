"""`enzyme-forward`: replaces `enzyme.fwddiff` by a call to a forward-mode function.

On structured form::

    %y, %dy = enzyme.fwddiff @square(%x, %dx) {activity = [enzyme_dup], ret_activity = [enzyme_dup]}
    -->
    func.func private @square.forward(%x: f64, %dx: f64) -> (f64, f64) { … }
    %y, %dy = func.call @square.forward(%x, %dx)
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, SymbolRefAttr
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import ForwardDiffOp
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions


@dataclass(frozen=True)
class EnzymeForwardPass(ModulePass):
    """Forward mode, of the width that each op asks for."""

    name = "enzyme-forward"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        maker = DerivativeFunctions(op)
        for diff in [one for one in walk_regions(op) if isinstance(one, ForwardDiffOp)]:
            _expand(diff, maker)


def _expand(diff: ForwardDiffOp, maker: DerivativeFunctions) -> None:
    results = diff.result_activities
    function = maker.forward(
        diff.callee(), diff.argument_activities, results, diff.width.value.data
    )
    call = func.CallOp(
        SymbolRefAttr(function.sym_name.data), diff.inputs, function.function_type.outputs.data
    )
    call.location = diff.location
    maker.shadow_globals.set_to_zero(Builder(InsertPoint.before(diff)))
    tangents = iter(call.results[len(results) :])
    outputs: list[SSAValue] = []
    for primal, one in zip(call.results, results, strict=False):
        if one.is_needed:
            outputs.append(primal)
        if one.is_active:
            tangent = next(tangents)
            outputs.append(tangent)
    Rewriter().insert_op(call, InsertPoint.before(diff))
    Rewriter().replace_op(diff, [], outputs)
