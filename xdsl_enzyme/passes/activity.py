"""`enzyme-activity`: writes into the IR what activity analysis finds, with reasons.

For each function that an `enzyme.autodiff` or `enzyme.fwddiff` differentiates; for people and for tests, the
passes that follow make their own analysis::

    %0 = arith.mulf %x, %n  -->  %0 = arith.mulf %x, %n {enzyme.activity = ["active: depends on argument x, and …"]}
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import ArrayAttr, ModuleOp, StringAttr
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import AutodiffOp, ForwardDiffOp
from xdsl_enzyme.passes.recover_floats.recover import recover_floats
from xdsl_enzyme.passes.structure import StructuredFunctions

ACTIVITY = "enzyme.activity"


@dataclass(frozen=True)
class EnzymeActivityPass(ModulePass):
    """Annotates each op that has results with one verdict per result."""

    name = "enzyme-activity"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        memory = MemoryAccesses(op)
        structured = StructuredFunctions(op)
        for request in walk_regions(op):
            if isinstance(request, (AutodiffOp, ForwardDiffOp)):
                function = request.callee()
                structured.require(function)
                recover_floats(op, function)
                analysis = ActivityAnalysis(
                    memory, function, request.argument_activities, request.result_activities
                )
                _annotate(analysis)


def _annotate(analysis: ActivityAnalysis) -> None:
    def say(value: SSAValue) -> StringAttr:
        verdict = analysis.verdict(value)
        return StringAttr(f"{'active' if verdict.active else 'inactive'}: {verdict.reason}")

    for op in walk_regions(analysis.function):
        if op.results:
            op.attributes[ACTIVITY] = ArrayAttr([say(result) for result in op.results])
