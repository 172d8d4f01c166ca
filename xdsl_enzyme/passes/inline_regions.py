"""`enzyme-inline-regions`: the function that is differentiated becomes a region, where its surroundings can be seen.

Passes that move code in and out of regions then see both sides; `enzyme-outline-regions` makes a function of the region
again::

    %d = enzyme.autodiff @square(%x, %seed) {…}
    -->
    %d = enzyme.autodiff_region(%x, %seed) {
    ^bb0(%y: f64):
      %z = arith.mulf %y, %y : f64
      enzyme.yield %z : f64
    } attributes {…, fn = "square", fn_attrs = {}}

Derivatives of functions without a body, and within the function itself that is differentiated, stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import DictionaryAttr, ModuleOp, StringAttr
from xdsl.ir import Attribute, Operation
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import (
    AutodiffOp,
    AutodiffRegionOp,
    DifferentiationOperation,
    ForwardDiffOp,
    ForwardDiffRegionOp,
    RegionDifferentiationOperation,
    YieldOp,
)
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.passes.outline_regions import FUNCTION_ATTRIBUTES

_ON_REGIONS: dict[type[Operation], type[RegionDifferentiationOperation]] = {
    AutodiffOp: AutodiffRegionOp,
    ForwardDiffOp: ForwardDiffRegionOp,
}


@dataclass(frozen=True)
class InlineRegionsPass(ModulePass):
    """Makes regions of the functions that are differentiated."""

    name = "enzyme-inline-regions"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        requests = [one for one in walk_regions(op) if type(one) in _ON_REGIONS]
        for request in requests:
            assert isinstance(request, DifferentiationOperation)
            function = lookup(op, request.fn)
            if not isinstance(function, func.FuncOp) or not function.body.blocks:
                continue
            if not _is_inside(request, function):
                _inline(request, function)


def _is_inside(op: Operation, function: func.FuncOp) -> bool:
    current: Operation | None = op
    while current is not None and current is not function:
        current = current.parent_op()
    return current is function


def _inline(request: DifferentiationOperation, function: func.FuncOp) -> None:
    body = function.body.clone()
    for block in body.blocks:
        if isinstance(last := block.last_op, func.ReturnOp):
            Rewriter().replace_op(last, YieldOp(*last.operands), [])
    properties = dict(request.properties)
    properties["fn"] = StringAttr(function.sym_name.data)
    kept: dict[str, Attribute] = dict(function.attributes)
    for name in ("arg_attrs", "res_attrs"):
        if name in function.properties:
            kept[name] = function.properties[name]
    new = _ON_REGIONS[type(request)].create(
        operands=list(request.inputs),
        result_types=request.outputs.types,
        properties=properties,
        attributes={**request.attributes, FUNCTION_ATTRIBUTES: DictionaryAttr(kept)},
        regions=[body],
        location=request.location,
    )
    Rewriter().replace_op(request, new)
