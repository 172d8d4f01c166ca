"""Values of the forward sweep that the reverse sweep computes again, and those that it gets from caches.

Used by `enzyme-cache`, on structured form after `enzyme-reverse`. A forward value is *available* in the reverse sweep if that sees it itself; it can be
*recomputed* from its operands if its op is cheap, is a load from memory that is not overwritten later, or is the induction variable of a
counted loop. What a loop carries may be undone (`undone_values`)::

    scf.for %i … { %v = load %x[%i]; push %a, %v }       %x is available, and not overwritten
    scf.for %k … { %v = pop %a; … }
    -->
    scf.for %k … { %i = trip count - 1 - %k; %v = load %x[%i]; … }

A minimum cut over the graph of these computations, with the bytes that a value takes over all iterations as capacity, says which values are
stored. Each value is stored, or recomputed, in the block that reverses the block of its definition, once, at the start.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable, Sequence

from xdsl.dialects import scf
from xdsl.dialects.builtin import DYNAMIC_INDEX, LocationAttr
from xdsl.ir import Attribute, Block, BlockArgument, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.transforms.dead_code_elimination import would_be_trivially_dead

from xdsl_enzyme.analyses.cache_pairs import Handover, owner
from xdsl_enzyme.analyses.counted_loops import CountedLoop, constant_trip_count, dimensions
from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.minimum_cut import minimum_cut
from xdsl_enzyme.analyses.overwrites import is_plain_load
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.region_ops import is_loop
from xdsl_enzyme.analyses.undone_values import Undoing, final_value, undoing
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.enzyme import CacheInOp, CacheType
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.rules.structured import element_type, is_tensor_type, shape_of

ASSUMED_TRIP_COUNT = 100
"""How often the body of a loop is taken to run if its bounds are not constants."""


def erase_dead(values: Sequence[SSAValue]) -> None:
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


class Recomputation(ABC):
    """
    Values that the reverse sweep gets from caches, and what they can be replaced by. `is_worthwhile` says which ops are computed again, and
    `may_be_repeated` which loads; `outside` are the blocks that are around both sweeps.
    """

    def __init__(
        self,
        handovers: Iterable[Handover],
        outside: Container[Block],
        is_worthwhile: Callable[[Operation], bool],
        may_be_repeated: Callable[[Operation], bool],
    ):
        self._outside = outside
        self._is_worthwhile = is_worthwhile
        self._may_be_repeated = may_be_repeated
        self._reverse_of: dict[Block, Block] = {}
        self.handovers = [one for one in handovers if self._match(one)]
        self._inputs: dict[SSAValue, Sequence[SSAValue] | None] = {}
        self.again: dict[SSAValue, SSAValue] = {}
        """What each forward value is in the reverse sweep."""

    def _match(self, handover: Handover) -> bool:
        """Notes which block reverses which; False if it contradicts what is known."""
        blocks = handover.blocks()
        if blocks is None or any(
            self._reverse_of.get(one, other) is not other for one, other in blocks
        ):
            return False
        self._reverse_of.update(blocks)
        return True

    def run(self) -> None:
        """Give the reverse sweep all values from as few caches as possible, instead of those that it has now."""
        needed = [one.push.value for one in self.handovers]
        wanted = [value for value in needed if not self._is_available(value)]
        stored = minimum_cut(wanted, self._inputs_of, self._cost_of)
        self._rebuild(self._required(wanted, stored), stored)
        for one in self.handovers:
            value = one.push.value
            one.pop.value.replace_all_uses_with(self.again.get(value, value))

    @abstractmethod
    def _is_available(self, value: SSAValue) -> bool:
        """Whether the reverse sweep sees `value` itself."""

    @abstractmethod
    def _store(self, value: SSAValue, emit: Emitter) -> SSAValue:
        """What is popped from the cache of `value`, by an op that goes where `emit` is."""

    # What can be recomputed

    def _inputs_of(self, value: SSAValue) -> Sequence[SSAValue] | None:
        """What `value` is recomputed from, but for what is available anyway; None if it can't be."""
        if value not in self._inputs:
            operands = self._operands_of(value)
            self._inputs[value] = (
                None
                if operands is None
                else [one for one in operands if not self._is_available(one)]
            )
        return self._inputs[value]

    def _operands_of(self, value: SSAValue) -> Sequence[SSAValue] | None:
        op = value.owner
        if isinstance(op, Block):
            loop = self._counted_loop(value)
            if loop is None:
                undone = self._undoing(value)
                return None if undone is None else (final_value(value), *undone.inputs)
            return () if isinstance(loop, scf.ParallelOp) else (loop.lb, loop.step)
        if self._is_worthwhile(op) or self._may_be_repeated(op):
            return op.operands
        return None

    def _counted_loop(self, value: SSAValue) -> CountedLoop | None:
        """The loop that `value` is an induction variable of."""
        block = block_of(value)
        loop = block.parent_op()
        if not isinstance(loop, CountedLoop) or block not in self._reverse_of:
            return None
        is_induction = any(one.induction is value for one in dimensions(loop))
        return loop if is_induction else None

    def _undoing(self, value: SSAValue) -> Undoing | None:
        """How a value that a loop carries is had back from the one after the iteration."""
        block = block_of(value)
        reverse = self._reverse_of.get(block)
        is_reversed = reverse is not None and reverse is not block
        return undoing(value) if is_reversed and block not in self._outside else None

    def _cost_of(self, value: SSAValue) -> int:
        """The bytes that it takes to store `value` in all iterations."""
        type = value.type
        size = max(_size_of(type), 1)
        block = block_of(value)
        while block not in self._outside:
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
            by_block.setdefault(block_of(value), []).append(value)
        # `_reverse_of` has outer blocks before inner ones: what comes from outside is there already.
        for forward, reverse in self._reverse_of.items():
            values = by_block.get(forward)
            if values is None:
                continue
            emit = Emitter(_start_of(reverse))
            for value in self._in_order(forward, values, stored):
                if value in stored:
                    self.again[value] = self._store(value, emit)
                elif value not in self.again:
                    self._recompute(value, emit)

    def _recompute(self, value: SSAValue, emit: Emitter) -> None:
        op = value.owner
        emit.location = location_of(value)
        if isinstance(op, Block):
            loop = self._counted_loop(value)
            self.again[value] = (
                self._undone(value, emit)
                if loop is None
                else self._induction_variable(value, loop, emit)
            )
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

    def _in_order(
        self, block: Block, values: Sequence[SSAValue], stored: Container[SSAValue]
    ) -> Sequence[SSAValue]:
        """Values of one block, each after those that it is recomputed from: in program order, but for those that are undone."""
        members = set(values)
        order: dict[SSAValue, None] = {}
        pending = list(reversed(_in_program_order(block, values)))
        while pending:
            value = pending[-1]
            missing = (
                []
                if value in stored or value in order
                else [
                    one
                    for one in self._inputs_of(value) or ()
                    if one in members and one not in order
                ]
            )
            if missing:
                pending += missing
            else:
                order[pending.pop()] = None
        return list(order)

    def _undone(self, value: SSAValue, emit: Emitter) -> SSAValue:
        """What a loop carried into the iteration that is being reversed: the reversed loop carries it the other way."""
        how = self._undoing(value)
        assert how is not None
        body = self._reverse_of[block_of(value)]
        after = body.insert_arg(value.type, len(body.args))
        before = how.build(after, lambda one: self.again.get(one, one), emit.value_of)
        end = terminator(body)
        end.operands = [*end.operands, before]
        reverse = owner(body)
        last = final_value(value)
        region = Region()
        reverse.regions[0].move_blocks(region)
        loop = scf.ForOp.create(
            operands=[*reverse.operands, self.again.get(last, last)],
            result_types=[*reverse.result_types, value.type],
            properties=reverse.properties.copy(),
            attributes=reverse.attributes.copy(),
            regions=[region],
        )
        loop.location = reverse.location
        block = reverse.parent_block()
        assert block is not None
        block.insert_op_before(loop, reverse)
        for old, new in zip(reverse.results, loop.results, strict=False):
            new.name_hint = old.name_hint
            old.replace_all_uses_with(new)
        reverse.detach()
        reverse.erase()
        return before

    def _induction_variable(self, value: SSAValue, loop: CountedLoop, emit: Emitter) -> SSAValue:
        """The induction variable `value` of `loop` in the iteration that is being reversed."""
        body = self._reverse_of[loop.body.block]
        if isinstance(loop, scf.ParallelOp):
            assert isinstance(value, BlockArgument)
            return body.args[value.index]
        reverse = owner(body)
        assert isinstance(reverse, scf.ForOp)
        lower, step = (emit.to_i64(self.again.get(value, value)) for value in (loop.lb, loop.step))
        last = emit.subtract(emit.to_i64(reverse.ub), 1)
        number = emit.subtract(last, emit.to_i64(body.args[0]))
        return emit.from_i64(emit.add(lower, emit.multiply(number, step)), loop.lb.type)


def _start_of(block: Block) -> InsertPoint:
    """Where all caches of a function are known, those that it takes from a table as well."""
    first = next((op for op in block.ops if not isinstance(op, CacheInOp)), None)
    return InsertPoint.at_end(block) if first is None else InsertPoint.before(first)


def location_of(value: SSAValue) -> LocationAttr:
    """The location of what defines `value`."""
    op = value.owner
    return (owner(op) if isinstance(op, Block) else op).location


def block_of(value: SSAValue) -> Block:
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
