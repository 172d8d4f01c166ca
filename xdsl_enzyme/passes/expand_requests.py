"""Replaces `enzyme.fwddiff` and `enzyme.autodiff` by calls of derivative functions.

On structured form; reverse mode leaves caches for `enzyme-cache` and `enzyme-lower-cache`::

    %dx = enzyme.autodiff @square(%x, %seed) {…}   -->   %dx = func.call @square.gradient(%x, %seed)
    in split mode                                  -->   %y = func.call @square.augmented(%x)
                                                         %dx = func.call @square.reverse(%x, %seed)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, SymbolRefAttr
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import AutodiffOp, DifferentiationOperation, ForwardDiffOp
from xdsl_enzyme.passes.batch import expand_batches
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions
from xdsl_enzyme.passes.outline_regions import outline_regions
from xdsl_enzyme.passes.request_order import expand_in_order


@dataclass(frozen=True)
class Options:
    """How reverse mode is done."""

    strong_zero: bool | None = None
    """Guard every product with an adjoint (True), none, or those that a branch not taken can poison (None)."""
    split: bool = False
    """Make the two sweeps as functions of their own."""


def expand_requests(
    module: ModuleOp,
    kinds: tuple[type[DifferentiationOperation], ...],
    options: Options = Options(),
    within: Operation | None = None,
) -> None:
    """
    Expand all requests of these kinds (in `within`, if given), and those inside of what they differentiate. Regions become
    functions before, and batches calls of functions.
    """
    outline_regions(module)
    expand_batches(module)
    requests = [op for op in walk_regions(module) if isinstance(op, DifferentiationOperation)]
    inside = requests if within is None else walk_regions(within)
    wanted = [op for op in inside if isinstance(op, kinds)]
    if len(requests) == 1:
        _Group(module, options).expand(wanted)
    else:
        expand_in_order(module, wanted, lambda group: _Group(module, options).expand(group))


@dataclass
class _Group:
    """Requests that are expanded one after the other, and share derivative functions."""

    module: ModuleOp
    options: Options
    makers: dict[bool | None, DerivativeFunctions] = field(default_factory=lambda: {})

    def expand(self, requests: Iterable[DifferentiationOperation]) -> None:
        for request in requests:
            strong_zero = bool(request.strong_zero.value.data) or self.options.strong_zero
            if strong_zero not in self.makers:
                maker = DerivativeFunctions(self.module, strong_zero=strong_zero)
                self.makers[strong_zero] = maker
            maker = self.makers[strong_zero]
            maker.shadow_globals.set_to_zero(Builder(InsertPoint.before(request)))
            outputs = _EXPANSIONS[type(request)](request, maker)
            Rewriter().replace_op(request, [], outputs)


def _call(
    request: DifferentiationOperation, function: func.FuncOp, operands: Sequence[SSAValue]
) -> Sequence[SSAValue]:
    call = func.CallOp(
        SymbolRefAttr(function.sym_name.data), operands, function.function_type.outputs.data
    )
    call.location = request.location
    Rewriter().insert_op(call, InsertPoint.before(request))
    return call.results


def _expand_forward(
    request: DifferentiationOperation, maker: DerivativeFunctions
) -> Sequence[SSAValue]:
    activities = request.result_activities
    function = maker.forward(
        request.callee(), request.argument_activities, activities, request.width.value.data
    )
    results = _call(request, function, request.inputs)
    tangents = iter(results[len(activities) :])
    outputs: list[SSAValue] = []
    for primal, one in zip(results, activities, strict=False):
        if one.is_needed:
            outputs.append(primal)
        if one.is_active:
            outputs.append(next(tangents))
    return outputs


def _expand_reverse(
    request: DifferentiationOperation, maker: DerivativeFunctions
) -> Sequence[SSAValue]:
    function = maker.gradient(
        request.callee(),
        request.argument_activities,
        request.result_activities,
        request.width.value.data,
    )
    return _call(request, function, request.inputs)


_EXPANSIONS: dict[type[Operation], Callable[[Any, DerivativeFunctions], Sequence[SSAValue]]] = {
    ForwardDiffOp: _expand_forward,
    AutodiffOp: _expand_reverse,
}
