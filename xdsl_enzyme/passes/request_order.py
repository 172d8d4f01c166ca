"""Derivatives of functions that ask for derivatives themselves: the innermost is made first.

::

    @f                 %d = enzyme.autodiff @f in @slope           enzyme.fwddiff @slope in @main
    -->  first the derivative of @f, which @slope calls then; that done, the one of @slope

What reverse mode stores for inner derivatives becomes memory before the outermost are made, where its length is known
beforehand: what is in arrays can be read again in any order. Other caches have derivatives as they are (`rules.enzyme`), of
any order; memory that one function allocates and another frees, as after two derivatives, has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import DifferentiationOperation, ForwardDiffOp, InitOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.cache import optimise_caches
from xdsl_enzyme.passes.lower_cache import lower_counted_caches
from xdsl_enzyme.passes.symbol_names import symbols_in


def expand_in_order(
    module: ModuleOp,
    wanted: Iterable[DifferentiationOperation],
    expand: Callable[[Sequence[DifferentiationOperation]], None],
) -> None:
    """
    Hands the requests `wanted`, and those inside of what they differentiate, to `expand`: in groups, each after all
    that it contains. Requests that nothing differentiates come last.
    """
    requests = _Requests(module)
    outermost = list(wanted)
    for request in outermost:
        requests.visit(request)
    inner = requests.inner
    depth = requests.depth
    for level in range(max((depth[one] for one in inner), default=-1) + 1):
        expand([one for one in inner if depth[one] == level])
    if not all(isinstance(one, ForwardDiffOp) for one in inner):
        _store_in_memory(module)
    last = [one for one in outermost if one not in inner]
    if last:
        expand(last)


def _store_in_memory(module: ModuleOp) -> None:
    """Replace the caches of all functions."""
    functions = [op for op in module.body.block.ops if isinstance(op, FuncOp) and op.body.blocks]
    if any(isinstance(op, InitOp) for function in functions for op in walk_regions(function)):
        for function in functions:
            optimise_caches(function)
        lower_counted_caches(module)


@dataclass
class _Requests:
    """How deeply requests are nested in one another."""

    module: ModuleOp
    depth: dict[DifferentiationOperation, int] = field(default_factory=lambda: {})
    inner: dict[DifferentiationOperation, None] = field(default_factory=lambda: {})
    """Requests in functions that are differentiated, in a fixed order."""
    _in_progress: list[DifferentiationOperation] = field(default_factory=lambda: [])

    def visit(self, request: DifferentiationOperation) -> int:
        """The depth of a request: 0 if it contains no other."""
        if request in self.depth:
            return self.depth[request]
        if request in self._in_progress:
            raise DifferentiationError(
                f"the derivative of {request.fn} contains itself",
                where=request,
                why="it would be a derivative of infinite order",
                hint="differentiate a function that does not ask for its own derivative",
            )
        self._in_progress.append(request)
        contained = list(requests_within(self.module, request.callee()))
        self.inner |= dict.fromkeys(contained)
        depth = max((self.visit(one) + 1 for one in contained), default=0)
        self._in_progress.pop()
        self.depth[request] = depth
        return depth


def requests_within(module: ModuleOp, function: FuncOp) -> Iterator[DifferentiationOperation]:
    """The requests in a function and in all that it refers to."""
    seen = {function}
    pending = [function]
    while pending:
        for op in walk_regions(pending.pop()):
            if isinstance(op, DifferentiationOperation):
                yield op
            for name in symbols_in(op):
                found = lookup(module, name)
                if isinstance(found, FuncOp) and found not in seen:
                    seen.add(found)
                    pending.append(found)
