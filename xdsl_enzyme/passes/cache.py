"""`enzyme-cache`: what is stored for the reverse sweep, and what is computed again.

On structured form after `enzyme-reverse`, which stores every value that the reverse sweep asks for::

    scf.for %i … { %v = load %x[%i]; %s = mulf %v, %v; push %a, %v; push %b, %s }       // %x is not written
    scf.for %k … { %v = pop %a; %s = pop %b; … }
    -->
    scf.for %k … { %i = trip count - 1 - %k; %v = load %x[%i]; %s = mulf %v, %v; … }

A forward value is available in the reverse sweep if it is defined in the function's top block, or in a block around both sweeps.
`recomputed_values` says what can be had from that. `split_caches` does the same where the two sweeps are two functions.

The option `policy` is `recompute` (the default), `recompute-all` (also what is expensive: divisions, elementary functions),
or `store` (nothing is recomputed).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import (
    CachePair,
    blocks_down_to,
    cache_pairs,
)
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.recomputation import is_cheap, is_repeatable
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.recomputed_values import Recomputation, block_of, erase_dead, location_of
from xdsl_enzyme.passes.split_caches import optimise_split_caches

POLICIES = ("recompute", "recompute-all", "store")


@dataclass(frozen=True)
class CachePass(ModulePass):
    """Chooses between storing and recomputing."""

    name = "enzyme-cache"

    policy: str = "recompute"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if self.policy not in POLICIES:
            raise EnzymeError(
                f"enzyme-cache: there is no policy '{self.policy}'",
                hint=f"use one of: {', '.join(POLICIES)}",
            )
        optimise_module(op, self.policy)


def optimise_module(module: ModuleOp, policy: str) -> None:
    """Store as little as possible of what the reverse sweeps of all functions need. In place."""
    if policy != "store":
        optimise_split_caches(module, is_worthwhile(policy))
    for function in module.body.block.ops:
        if isinstance(function, FuncOp) and function.body.blocks:
            optimise_caches(function, policy)


def optimise_caches(function: FuncOp, policy: str = "recompute") -> None:
    """Store as little as possible of what the reverse sweep of one function needs. In place."""
    pairs = list(cache_pairs(function))
    _erase_unused(pairs)
    if policy != "store":
        pairs = [pair for pair in pairs if pair.pop.parent is not None]
        for scope in dict.fromkeys(pair.scope for pair in pairs):
            inside = [pair for pair in pairs if pair.scope is scope]
            _LocalCaches(function, scope, inside, is_worthwhile(policy)).run()


def is_worthwhile(policy: str) -> Callable[[Operation], bool]:
    """Says which ops are computed again by a policy."""
    return is_repeatable if policy == "recompute-all" else is_cheap


def _erase_unused(pairs: Iterable[CachePair]) -> None:
    _erase_pairs(pair for pair in pairs if pair.pop.value.first_use is None)


def _erase_pairs(pairs: Iterable[CachePair]) -> None:
    """Erases caches whose values nobody uses, and what was computed only for them."""
    for pair in pairs:
        value = pair.push.value
        for op in (pair.pop, pair.push, pair.init):
            op.detach()
            op.erase()
        erase_dead([value])


class _LocalCaches(Recomputation):
    """The caches of one function that have the same scope, and what they can be replaced by."""

    def __init__(
        self,
        function: FuncOp,
        scope: Block,
        pairs: Iterable[CachePair],
        is_worthwhile: Callable[[Operation], bool],
    ):
        self.top = function.body.block
        self.visible = set(blocks_down_to(scope, self.top))
        self.pairs = list(pairs)
        super().__init__(
            self.pairs,
            self.visible,
            is_worthwhile,
            Overwrites(function, scope).may_be_repeated,
        )

    def run(self) -> None:
        super().run()
        _erase_pairs(pair for pair in self.pairs if pair in self.handovers)

    def _is_available(self, value: SSAValue) -> bool:
        return block_of(value) in self.visible

    def _store(self, value: SSAValue, emit: Emitter) -> SSAValue:
        """A new cache for `value`; returns what is popped from it."""
        location = location_of(value)
        init = InitOp(value.type)
        at_top = Emitter(InsertPoint.at_start(self.top), location)
        at_top.insert(init)
        after = (
            InsertPoint.at_start(value.owner)
            if isinstance(value.owner, Block)
            else InsertPoint.after(value.owner)
        )
        Emitter(after, location).insert(PushOp(init.cache, value))
        pop = PopOp(init.cache)
        pop.value.name_hint = value.name_hint
        emit.location = location
        emit.insert(pop)
        return pop.value
