"""Replaces `enzyme.fwddiff` and `enzyme.autodiff` by calls of derivative functions.

On structured form; reverse mode leaves caches for `enzyme-cache` and `enzyme-lower-cache`::

    %dx = enzyme.autodiff @square(%x, %seed) {…}   -->   %dx = func.call @square.gradient(%x, %seed)

In split mode (`split_mode`), both sweeps are called one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AugmentOp,
    AutodiffOp,
    AutodiffSplitModePrimalOp,
    DifferentiationOperation,
    ForwardDiffOp,
    ReverseOp,
)
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.batch import expand_batches
from xdsl_enzyme.passes.custom_rules import lower_custom_rules
from xdsl_enzyme.passes.derivative_calls import call_derivative
from xdsl_enzyme.passes.derivative_context import Settings
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions
from xdsl_enzyme.passes.outline_regions import outline_regions
from xdsl_enzyme.passes.propagate_exceptions import propagate_exceptions
from xdsl_enzyme.passes.request_order import expand_in_order
from xdsl_enzyme.passes.split_forward import expand_split_forward
from xdsl_enzyme.passes.split_mode import SplitMode
from xdsl_enzyme.passes.tapes import expand_augment, expand_reverse
from xdsl_enzyme.preparation.llvm_dialect import needs_raising, raise_llvm
from xdsl_enzyme.preparation.memory_requests import return_allocations


@dataclass(frozen=True)
class Options:
    """How reverse mode is done."""

    strong_zero: bool | None = None
    """Guard every product with an adjoint (True), none, or those that a branch not taken can poison (None)."""
    runtime_activity: bool = False
    """Memory may be its own shadow, and takes no part then."""
    split: bool = False
    """Call the two sweeps as functions of their own."""


@deeply_recursive
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
    if needs_raising(walk_regions(module)):
        raise_llvm(module)
    return_allocations(module)
    lower_custom_rules(module)
    outline_regions(module)
    propagate_exceptions(module)
    expand_batches(module)
    expand_split_forward(module)
    requests = [op for op in walk_regions(module) if isinstance(op, DifferentiationOperation)]
    inside = requests if within is None else walk_regions(within)
    wanted = [op for op in inside if isinstance(op, kinds)]
    if len(requests) == 1:
        is_last = isinstance(requests[0], AutodiffOp) and not options.split
        _Group(module, options, uses_tables=is_last, is_alone=True).expand(wanted)
    else:
        expand_in_order(module, wanted, lambda group: _Group(module, options).expand(group))


@dataclass
class _Group:
    """Requests that are expanded one after the other, and share derivative functions."""

    module: ModuleOp
    options: Options
    uses_tables: bool = False
    """Whether functions may hand down tables of caches: what they make is not differentiated before caches are lowered, and the
    sweeps are in one function."""
    is_alone: bool = False
    """Whether there are no other requests in the module: nothing that is made for it is differentiated."""
    makers: dict[Settings, DerivativeFunctions] = field(default_factory=lambda: {})
    split_modes: dict[DerivativeFunctions, SplitMode] = field(default_factory=lambda: {})

    def expand(self, requests: Iterable[DifferentiationOperation]) -> None:
        for request in requests:
            _refuse_types_without_derivative(request)
            maker = self._maker(request)
            before, block = request.prev_op, request.parent_block()
            results = self._expansion(request, maker)
            # Only now it is known which globals have shadows.
            assert block is not None
            start = InsertPoint.at_start(block) if before is None else InsertPoint.after(before)
            if self.is_alone and self._is_whole(request):
                maker.context.shadow_globals.begin(Builder(start))
                maker.context.shadow_globals.end(Builder(InsertPoint.after(request)))
            else:
                maker.context.shadow_globals.set_to_zero(Builder(start))
            Rewriter().replace_op(request, [], results)

    def _is_whole(self, request: DifferentiationOperation) -> bool:
        """Whether it is a derivative from begin to end, and memory is known by its pointer to have a shadow."""
        is_split = isinstance(request, AutodiffOp) and self.options.split
        is_known = request.runtime_activity is None and not self.options.runtime_activity
        return isinstance(request, AutodiffOp | ForwardDiffOp) and is_known and not is_split

    def _maker(self, request: DifferentiationOperation) -> DerivativeFunctions:
        strong_zero = bool(request.strong_zero.value.data) or self.options.strong_zero
        runtime_activity = request.runtime_activity is not None or self.options.runtime_activity
        separate = request.separate is not None
        uses_tables = self.uses_tables and not separate
        settings = Settings(strong_zero, runtime_activity, separate, uses_tables)
        if settings not in self.makers:
            self.makers[settings] = DerivativeFunctions(self.module, settings)
        return self.makers[settings]

    def _expansion(
        self, request: DifferentiationOperation, maker: DerivativeFunctions
    ) -> Sequence[SSAValue | None]:
        match request:
            case AutodiffSplitModePrimalOp():
                return self._split_mode(maker).expand_primal(request)
            case AutodiffOp() if self.options.split and request.separate is None:
                return self._split_mode(maker).expand_autodiff(request)
            case _:
                return _EXPANSIONS[type(request)](request, maker)

    def _split_mode(self, maker: DerivativeFunctions) -> SplitMode:
        return self.split_modes.setdefault(maker, SplitMode(maker))


def _refuse_types_without_derivative(request: DifferentiationOperation) -> None:
    """An integer that is asked to be active would get a derivative that means nothing."""
    function = request.callee().function_type
    for what, types, activities in (
        ("argument", function.inputs.data, request.argument_activities),
        ("result", function.outputs.data, request.result_activities),
    ):
        for position, (type, one) in enumerate(zip(types, activities, strict=True)):
            if one.is_active and not has_floats(type) and not holds_pointers(type):
                raise DifferentiationError(
                    f"{what} {position} of '{request.fn.root_reference.data}' cannot be {one.value}",
                    where=request,
                    why=f"values of type {type} have no derivative",
                    hint=f"make it {Activity.CONST.value}",
                )


def _narrow_width(request: DifferentiationOperation) -> int:
    """How many directions the functions of the engine carry: separate ones are made of those of one direction."""
    return 1 if request.separate is not None else request.width.value.data


def _call(
    request: DifferentiationOperation,
    maker: DerivativeFunctions,
    function: func.FuncOp,
    types: Sequence[Attribute],
) -> Sequence[SSAValue]:
    """Call a derivative function, or what is made of it for several directions."""
    if request.separate is not None:
        function = maker.in_directions(request.width.value.data, [function]).of(function)
    return call_derivative(request, function, request.inputs, types)


def _expand_forward(
    request: DifferentiationOperation, maker: DerivativeFunctions
) -> Sequence[SSAValue]:
    activities = request.result_activities
    function = maker.forward_functions.forward(
        request.callee(),
        request.argument_activities,
        activities,
        _narrow_width(request),
    )
    directions = 1 if request.separate is None else request.width.value.data
    # All primal results come first, then the tangents of active ones.
    types = list(function.function_type.outputs)[: len(activities)]
    wanted = iter(request.outputs.types)
    order: list[int] = []
    for position, one in enumerate(activities):
        if one.is_needed:
            order.append(position)
            next(wanted)
        if one.is_active:
            for _ in range(directions):
                order.append(len(types))
                types.append(next(wanted))
    results = _call(request, maker, function, types)
    return [results[position] for position in order]


def _expand_reverse(
    request: DifferentiationOperation, maker: DerivativeFunctions
) -> Sequence[SSAValue]:
    function = maker.gradient(
        request.callee(),
        request.argument_activities,
        request.result_activities,
        _narrow_width(request),
    )
    return _call(request, maker, function, request.outputs.types)


_EXPANSIONS: dict[type[Operation], Callable[[Any, DerivativeFunctions], Sequence[SSAValue]]] = {
    ForwardDiffOp: _expand_forward,
    AutodiffOp: _expand_reverse,
    AugmentOp: expand_augment,
    ReverseOp: expand_reverse,
}
