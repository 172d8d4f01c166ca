"""`enzyme-cache`: what is stored for the reverse sweep, and what is computed again.

On structured form after `enzyme-reverse`, which stores every value that the reverse sweep asks for::

    scf.for %i … { %v = load %x[%i]; %s = mulf %v, %v; push %a, %v; push %b, %s }       // %x is not written
    scf.for %k … { %v = pop %a; %s = pop %b; … }
    -->
    scf.for %k … { %i = trip count - 1 - %k; %v = load %x[%i]; %s = mulf %v, %v; … }

A forward value is *available* in the reverse sweep if it is defined in the function's top block, or in a block around both sweeps. It can be
*recomputed* from its operands if its op is cheap, is a load from memory that is not overwritten later, or is
the induction variable of a counted loop. A minimum cut over the graph of these computations, with the bytes that a value takes
over all iterations as capacity, says which values are stored. Each value is stored, or recomputed, in the block that reverses the
block of its definition, once, at the start.

The option `policy` is `recompute` (the default), `recompute-all` (also what is expensive: divisions, elementary functions),
or `store` (nothing is recomputed).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import scf
from xdsl.dialects.builtin import DYNAMIC_INDEX, LocationAttr, ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Block, BlockArgument, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint
from xdsl.transforms.dead_code_elimination import would_be_trivially_dead

from xdsl_enzyme.analyses.cache_pairs import (
    CachePair,
    blocks_down_to,
    cache_pairs,
    owner,
)
from xdsl_enzyme.analyses.counted_loops import CountedLoop, constant_trip_count, dimensions
from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.minimum_cut import minimum_cut
from xdsl_enzyme.analyses.overwrites import Overwrites, is_plain_load
from xdsl_enzyme.analyses.recomputation import is_cheap, is_repeatable
from xdsl_enzyme.analyses.region_ops import is_loop
from xdsl_enzyme.dialects.enzyme import CacheType, InitOp, PopOp, PushOp
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.rules.structured import element_type, is_tensor_type, shape_of

POLICIES = ("recompute", "recompute-all", "store")

ASSUMED_TRIP_COUNT = 100
"""How often the body of a loop is taken to run if its bounds are not constants."""


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
        for function in op.body.block.ops:
            if isinstance(function, FuncOp) and function.body.blocks:
                optimise_caches(function, self.policy)


def optimise_caches(function: FuncOp, policy: str = "recompute") -> None:
    """Store as little as possible of what the reverse sweep of one function needs. In place."""
    pairs = list(cache_pairs(function))
    _erase_unused(pairs)
    if policy != "store":
        pairs = [pair for pair in pairs if pair.pop.parent is not None]
        for scope in dict.fromkeys(pair.scope for pair in pairs):
            inside = [pair for pair in pairs if pair.scope is scope]
            _Recomputation(function, scope, inside, policy == "recompute-all").run()


def _erase_unused(pairs: Iterable[CachePair]) -> None:
    _erase_pairs(pair for pair in pairs if pair.pop.value.first_use is None)


def _erase_pairs(pairs: Iterable[CachePair]) -> None:
    """Erases caches whose values nobody uses, and what was computed only for them."""
    for pair in pairs:
        value = pair.push.value
        for op in (pair.pop, pair.push, pair.init):
            op.detach()
            op.erase()
        _erase_dead([value])


def _erase_dead(values: Sequence[SSAValue]) -> None:
    """Erases the ops that compute `values` and what they alone need, as far as nobody can tell."""
    pending = list(values)
    while pending:
        op = pending.pop().owner
        if (
            isinstance(op, Operation)
            and op.parent is not None
            and not op.regions
            and all(result.first_use is None for result in op.results)
            and (is_repeatable(op) or is_plain_load(op) or would_be_trivially_dead(op))
        ):
            pending += op.operands
            op.detach()
            op.erase()


class _Recomputation:
    """The caches of one function that have the same scope, and what they can be replaced by."""

    def __init__(
        self, function: FuncOp, scope: Block, pairs: Iterable[CachePair], is_everything: bool
    ):
        self.top = function.body.block
        self.visible = set(blocks_down_to(scope, self.top))
        self.overwrites = Overwrites(function, scope)
        self.is_worthwhile = is_repeatable if is_everything else is_cheap
        self.reverse_of: dict[Block, Block] = {}
        self.pairs = [pair for pair in pairs if self._match(pair)]
        self.inputs: dict[SSAValue, Sequence[SSAValue] | None] = {}
        self.again: dict[SSAValue, SSAValue] = {}
        """What each forward value is in the reverse sweep."""

    def _match(self, pair: CachePair) -> bool:
        """Notes which block reverses which; False if the pair contradicts what is known."""
        blocks = pair.blocks()
        if blocks is None or any(
            self.reverse_of.get(one, other) is not other for one, other in blocks
        ):
            return False
        self.reverse_of.update(blocks)
        return True

    def run(self) -> None:
        needed = [pair.push.value for pair in self.pairs]
        wanted = [value for value in needed if not self._is_available(value)]
        stored = minimum_cut(wanted, self._inputs_of, self._cost_of)
        self._rebuild(self._required(wanted, stored), stored)
        for pair in self.pairs:
            value = pair.push.value
            pair.pop.value.replace_all_uses_with(self.again.get(value, value))
        _erase_pairs(self.pairs)

    # What can be recomputed

    def _is_available(self, value: SSAValue) -> bool:
        """Whether the reverse sweep sees `value` itself."""
        return _block_of(value) in self.visible

    def _inputs_of(self, value: SSAValue) -> Sequence[SSAValue] | None:
        """What `value` is recomputed from, but for what is available anyway; None if it can't be."""
        if value not in self.inputs:
            operands = self._operands_of(value)
            self.inputs[value] = (
                None
                if operands is None
                else [one for one in operands if not self._is_available(one)]
            )
        return self.inputs[value]

    def _operands_of(self, value: SSAValue) -> Sequence[SSAValue] | None:
        op = value.owner
        if isinstance(op, Block):
            loop = self._counted_loop(value)
            if loop is None or isinstance(loop, scf.ParallelOp):
                return None if loop is None else ()
            return (loop.lb, loop.step)
        if self.is_worthwhile(op) or self.overwrites.may_be_repeated(op):
            return op.operands
        return None

    def _counted_loop(self, value: SSAValue) -> CountedLoop | None:
        """The loop that `value` is an induction variable of."""
        block = _block_of(value)
        loop = block.parent_op()
        if not isinstance(loop, CountedLoop) or block not in self.reverse_of:
            return None
        is_induction = any(one.induction is value for one in dimensions(loop))
        return loop if is_induction else None

    def _cost_of(self, value: SSAValue) -> int:
        """The bytes that it takes to store `value` in all iterations."""
        type = value.type
        size = max(_size_of(type), 1)
        block = _block_of(value)
        while block not in self.visible:
            op = owner(block)
            if is_loop(op):
                size *= _trip_count(op)
            parent = op.parent_block()
            assert parent is not None
            block = parent
        return size

    def _required(self, wanted: Iterable[SSAValue], stored: set[SSAValue]) -> set[SSAValue]:
        """All values that the reverse sweep has to have, stored or recomputed."""
        required: set[SSAValue] = set()
        pending = list(wanted)
        while pending:
            value = pending.pop()
            if value not in required:
                required.add(value)
                if value not in stored:
                    pending += self._inputs_of(value) or ()
        return required

    # Rewriting

    def _rebuild(self, required: set[SSAValue], stored: set[SSAValue]) -> None:
        """Puts every required value at the start of its block in the reverse sweep."""
        by_block: dict[Block, list[SSAValue]] = {}
        for value in required:
            by_block.setdefault(_block_of(value), []).append(value)
        # `reverse_of` has outer blocks before inner ones: what comes from outside is there already.
        for forward, reverse in self.reverse_of.items():
            values = by_block.get(forward)
            if values is None:
                continue
            emit = Emitter(InsertPoint.at_start(reverse))
            for value in _in_program_order(forward, values):
                if value in stored:
                    self.again[value] = self._store(value, emit)
                elif value not in self.again:
                    self._recompute(value, emit)

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

    def _recompute(self, value: SSAValue, emit: Emitter) -> None:
        op = value.owner
        emit.location = location_of(value)
        if isinstance(op, Block):
            loop = self._counted_loop(value)
            assert loop is not None
            self.again[value] = self._induction_variable(value, loop, emit)
            self.again[value].name_hint = value.name_hint
            return
        clone = type(op).create(
            operands=[self.again.get(operand, operand) for operand in op.operands],
            result_types=op.result_types,
            properties=op.properties.copy(),
            attributes=op.attributes.copy(),
        )
        emit.insert(clone)
        for result, new in zip(op.results, clone.results, strict=True):
            new.name_hint = result.name_hint
            self.again.setdefault(result, new)

    def _induction_variable(self, value: SSAValue, loop: CountedLoop, emit: Emitter) -> SSAValue:
        """The induction variable `value` of `loop` in the iteration that is being reversed."""
        body = self.reverse_of[loop.body.block]
        if isinstance(loop, scf.ParallelOp):
            assert isinstance(value, BlockArgument)
            return body.args[value.index]
        reverse = owner(body)
        assert isinstance(reverse, scf.ForOp)
        lower, step = (emit.to_i64(self.again.get(value, value)) for value in (loop.lb, loop.step))
        last = emit.subtract(emit.to_i64(reverse.ub), 1)
        number = emit.subtract(last, emit.to_i64(body.args[0]))
        return emit.from_i64(emit.add(lower, emit.multiply(number, step)), loop.lb.type)


def location_of(value: SSAValue) -> LocationAttr:
    """The location of what defines `value`."""
    op = value.owner
    return (owner(op) if isinstance(op, Block) else op).location


def _block_of(value: SSAValue) -> Block:
    block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
    assert block is not None
    return block


def _in_program_order(block: Block, values: Sequence[SSAValue]) -> Sequence[SSAValue]:
    if len(values) == 1:
        return values
    members = set(values)
    arguments = [argument for argument in block.args if argument in members]
    return arguments + [result for op in block.ops for result in op.results if result in members]


def _size_of(type: Attribute) -> int:
    """The bytes that a value takes in a cache; of a tensor, those of its buffer."""
    if isinstance(type, CacheType):
        return POINTER_SIZE
    if not is_tensor_type(type):
        return size_of(type)
    size = size_of(element_type(type))
    for count in shape_of(type):
        size *= ASSUMED_TRIP_COUNT if count == DYNAMIC_INDEX else count
    return size


def _trip_count(loop: Operation) -> int:
    """The constant trip count of a loop, or an assumption."""
    count = constant_trip_count(loop) if isinstance(loop, CountedLoop) else None
    return ASSUMED_TRIP_COUNT if count is None else max(1, count)
