"""Caches in nests of counted loops: arrays of the size of the nest, allocated before it.

The element for a push is found by the iteration numbers of the loops around it, linearised over the nest; the pop in
reversed iteration `k` of a loop belongs to forward iteration `trip count - 1 - k`::

    scf.for %i = 0 to %n { scf.for %j = 0 to %m { push %c, %v } }     // %m does not change with %i
    -->
    %data = malloc(%n * %m * 8)
    scf.for %i { %row = %i * %m; scf.for %j { store %v, %data[%row + %j] } }
    scf.for %k { … { %v = load %data[…] } }
    free(%data)

All arrays of one outermost loop share one allocation, each aligned to a cache line and shifted by one more, so that
equal indices of large arrays do not compete for the same cache set. Arrays with a small constant size live on the stack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import ModuleOp, i8
from xdsl.ir import Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import (
    CachePair,
    blocks_down_to,
    outermost_around,
    owner,
)
from xdsl_enzyme.analyses.counted_loops import CountedLoop, constant_trip_count, dimensions
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.recomputation import INTEGER_ARITHMETIC
from xdsl_enzyme.analyses.region_ops import is_branch, is_loop
from xdsl_enzyme.passes.cache_memory import (
    Amount,
    Emitter,
    pointer,
    replace_pop,
    stored_type,
)
from xdsl_enzyme.passes.iteration_numbers import (
    distance,
    iterations_of_reversed,
    number,
    number_of_reversed,
)

STACK_LIMIT = 4096
"""Up to this many bytes per outermost loop, arrays of constant size are put on the stack."""

CACHE_LINE = 64


@dataclass(frozen=True)
class Nest:
    """The loops around a cached value."""

    loops: tuple[tuple[CountedLoop, CountedLoop], ...]
    """Forward loops with their reversed ones, outermost first."""
    first: Operation | None
    """The memory is there from before this op"""
    last: Operation | None
    """until after that one; none are needed without loops."""


def counted_nest(pair: CachePair) -> Nest | None:
    """
    The loops around a pair, if the size of the whole nest can be computed before it. A nest without loops
    is one of size 1.
    """
    loops = pair.loops()
    if loops is None:
        return None
    nest: list[tuple[CountedLoop, CountedLoop]] = []
    for forward, reverse in loops:
        if not isinstance(forward, CountedLoop):
            return None
        nest.append((forward, reverse))
    if not nest:
        return Nest((), None, None)
    first, last = nest[0]
    top = pair.init.parent_block()
    assert top is not None
    # Within a loop that does both, the same memory serves all its iterations.
    around = next(
        (one for one in map(owner, blocks_down_to(pair.scope, top)[1:]) if is_loop(one)), None
    )
    anchor = around or first
    if not is_counted([forward for forward, _ in nest], anchor):
        return None
    return Nest(tuple(nest), anchor, around or last)


def is_counted(loops: Sequence[CountedLoop], anchor: Operation) -> bool:
    """Whether the number of iterations of all loops, each in the one before, can be computed before `anchor`."""
    return all(_has_size_before(loop, anchor) for loop in loops)


def _has_size_before(loop: CountedLoop, anchor: Operation) -> bool:
    """Whether the number of iterations of `loop` can be computed before `anchor`, which is around it."""
    if constant_trip_count(loop) is not None:
        return True
    guards = _guards(loop, anchor)
    bounds = dimensions(loop)
    steps = [constant_integer(one.step) for one in bounds]
    if guards is None or (loop is not anchor and None in steps):
        return False
    conditions = [guard.cond for guard, _ in guards]
    values = [value for one in bounds for value in one.bounds]
    return all(_is_computable_before(value, anchor) for value in (*values, *conditions))


def _guards(loop: CountedLoop, anchor: Operation) -> list[tuple[scf.IfOp, bool]] | None:
    """
    The conditions under which `loop` runs in an iteration of `anchor`. Where they do not hold its bounds mean
    nothing (a count may have been read as unsigned because it is known to be positive there). None if
    it depends on something else than an `scf.if`.
    """
    guards: list[tuple[scf.IfOp, bool]] = []
    if loop is anchor:
        return guards
    block, top = loop.parent_block(), anchor.parent_block()
    assert block is not None
    assert top is not None
    for inner in blocks_down_to(block, top)[1:]:
        op = owner(inner)
        if isinstance(op, scf.IfOp):
            guards.append((op, inner.parent_region() is op.true_region))
        elif is_branch(op):
            return None
    return guards


def _is_visible_before(value: SSAValue, anchor: Operation) -> bool:
    block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
    inner: Operation | None = anchor
    while inner is not None and inner.parent_block() is not block:
        inner = inner.parent_op()
    if inner is None:
        return False
    return isinstance(value.owner, Block) or value.owner.is_before_in_block(inner)


def _is_computable_before(value: SSAValue, anchor: Operation) -> bool:
    if _is_visible_before(value, anchor):
        return True
    op = value.owner
    return (
        isinstance(op, Operation)
        and type(op) in INTEGER_ARITHMETIC
        and all(_is_computable_before(operand, anchor) for operand in op.operands)
    )


_POISON_FLAGS = ("nneg", "exact", "disjoint", "samesign", "nuw", "nsw")


def _compute_before(value: SSAValue, anchor: Operation, emit: Emitter) -> SSAValue:
    """
    `value`, recomputed before `anchor` where it is not visible there. Flags that make a result poison
    are dropped: this may run where the program would not have run it.
    """
    if _is_visible_before(value, anchor):
        return value
    op = value.owner
    assert isinstance(op, Operation)
    operands = [_compute_before(operand, anchor, emit) for operand in op.operands]
    properties = {key: one for key, one in op.properties.items() if key != "overflowFlags"}
    clone = type(op).create(
        operands=operands,
        result_types=op.result_types,
        properties=properties,
        attributes={key: one for key, one in op.attributes.items() if key not in _POISON_FLAGS},
    )
    if "overflowFlags" in op.properties:
        clone.properties["overflowFlags"] = arith.IntegerOverflowAttr("none")
    emit.insert(clone)
    return clone.results[0]


@dataclass(eq=False)
class PairArray:
    """The cached values of one pair."""

    pair: CachePair
    nest: Nest
    forward_base: SSAValue | None = None
    reverse_base: SSAValue | None = None


@dataclass
class CacheArrays:
    """Lowers pairs whose nest `counted_nest` knows the size of. `add` all of them, then `lower`."""

    module: ModuleOp
    top: Block
    _arrays: dict[Operation | None, list[PairArray]] = field(default_factory=lambda: {})
    _trip_counts: dict[CountedLoop, Amount] = field(default_factory=lambda: {})
    _indices: dict[CountedLoop, Amount] = field(default_factory=lambda: {})

    def add(self, pair: CachePair, nest: Nest) -> None:
        self._arrays.setdefault(nest.first, []).append(PairArray(pair, nest))

    def lower(self) -> list[tuple[CachePair, str, int | None]]:
        """Replaces all pushes and pops; returns where each pair's values have gone, and how many there are, if that is a constant."""
        kinds: list[tuple[CachePair, str, int | None]] = []
        for arrays in self._arrays.values():
            kinds += [
                (array.pair, kind, self._constant_count(array))
                for array, kind in self._allocate(arrays)
            ]
            for array in arrays:
                self._replace(array)
        return kinds

    # Allocation

    def _allocate(self, arrays: Sequence[PairArray]) -> list[tuple[PairArray, str]]:
        stack: list[PairArray] = []
        heap: list[PairArray] = []
        stack_bytes = 0
        for array in arrays:
            count = self._constant_count(array)
            if array.nest.first is None:
                # Single values, most of which LLVM takes off the stack again.
                stack.append(array)
                self.put_on_stack(array, 1)
            elif count is not None and (
                (size := stack_bytes + count * self.value_size(array.pair)) <= STACK_LIMIT
            ):
                stack_bytes = size
                stack.append(array)
                self.put_on_stack(array, max(count, 1))
            else:
                heap.append(array)
        if heap:
            self.put_on_heap(heap)
        return [(array, "stack") for array in stack] + [(array, "hoisted") for array in heap]

    def value_size(self, pair: CachePair) -> int:
        """The bytes of one value."""
        return size_of(stored_type(pair.push.value.type, pair.push))

    def _constant_count(self, array: PairArray) -> int | None:
        product = 1
        for loop, _ in array.nest.loops:
            count = constant_trip_count(loop)
            if count is None:
                return None
            product *= count
        return product

    def total_count(self, array: PairArray, emit: Emitter) -> Amount:
        """How many values there are at most, computed before the nest."""
        count: Amount = 1
        for loop, _ in array.nest.loops:
            assert array.nest.first is not None
            count = emit.multiply(count, self._trip_count(loop, array.nest.first, emit))
        return count

    def put_on_stack(self, array: PairArray, count: int) -> None:
        """Make room for `count` values for as long as the function runs."""
        type = stored_type(array.pair.push.value.type, array.pair.push)
        emit = Emitter(InsertPoint.at_start(self.top), array.pair.init.location)
        array.forward_base = array.reverse_base = emit.alloca(type, count)

    def put_on_heap(self, arrays: Sequence[PairArray]) -> None:
        """One `malloc` before the outermost loop, one `free` after the reversed one."""
        first, last = arrays[0].nest.first, arrays[0].nest.last
        assert first is not None
        assert last is not None
        emit = Emitter(InsertPoint.before(first), first.location)
        offsets: list[Amount] = []
        end: Amount = 0
        for array in arrays:
            offsets.append(end)
            size = emit.multiply(self.total_count(array, emit), self.value_size(array.pair))
            size_in_lines = emit.round_up(size, CACHE_LINE)
            end = emit.add(end, emit.add(size_in_lines, CACHE_LINE))
        # `malloc` aligns to 16 bytes only; the last array's extra line makes up for the difference.
        memory = emit.allocate(self.module, "malloc", [end])
        shift = emit.misalignment(memory, CACHE_LINE)
        aligned = emit.element(memory, i8, shift)
        for array, offset in zip(arrays, offsets, strict=True):
            array.forward_base = emit.element(aligned, i8, offset)
        memory_later = self._carry_over([memory], first, last, is_freed=True)[0]
        bases = [array.forward_base for array in arrays if array.forward_base is not None]
        for array, base in zip(arrays, self._carry_over(bases, first, last), strict=True):
            array.reverse_base = base
        after = Emitter(InsertPoint.after(self._at_top(last)), last.location)
        if memory_later is not memory:
            memory_later = after.load(memory_later, pointer)
        after.release(self.module, memory_later)

    def _carry_over(
        self,
        values: Sequence[SSAValue],
        first: Operation,
        last: Operation,
        *,
        is_freed: bool = False,
    ) -> Sequence[SSAValue]:
        """
        Pointers made before `first`, for use before `last`. If they are not visible there, they go through slots on the
        stack. With `is_freed` the results are the slots themselves, null where `first` has not been reached.
        """
        if first.parent_block() is self.top:
            return values
        results: list[SSAValue] = []
        for value in values:
            at_top = Emitter(InsertPoint.at_start(self.top), first.location)
            slot = at_top.alloca(pointer)
            if is_freed:
                at_top.store(at_top.null(), slot)
            Emitter(InsertPoint.before(first), first.location).store(value, slot)
            if is_freed:
                results.append(slot)
            else:
                before = Emitter(InsertPoint.before(last), last.location)
                results.append(before.load(slot, pointer))
        return results

    def _at_top(self, op: Operation) -> Operation:
        """The op of the function's top block that `op` is nested in, or is."""
        block = op.parent_block()
        assert block is not None
        return outermost_around(block, self.top) or op

    def _trip_count(self, loop: CountedLoop, anchor: Operation, emit: Emitter) -> Amount:
        """The number of iterations of a loop of the nest, 0 where it is not reached; computed at `emit`."""
        known = self._trip_counts.get(loop)
        if known is not None:
            return known
        count: Amount | None = constant_trip_count(loop)
        if count is None:
            count = 1
            for one in dimensions(loop):
                bounds = [_compute_before(value, anchor, emit) for value in one.bounds]
                count = emit.multiply(count, distance(emit, *map(emit.to_i64, bounds)))
            for guard, holds in _guards(loop, anchor) or ():
                condition = _compute_before(guard.cond, anchor, emit)
                count = emit.select(condition, *((count, 0) if holds else (0, count)))
        self._trip_counts[loop] = count
        return count

    # Access

    def _replace(self, array: PairArray) -> None:
        pair = array.pair
        assert array.forward_base is not None
        assert array.reverse_base is not None
        forward_index, reverse_index = (
            self._forward_index(array.nest.loops),
            self._reverse_index(array.nest.loops),
        )
        self.store(pair, array.forward_base, forward_index)
        replace_pop(pair.pop, self.load(pair, array.reverse_base, reverse_index))
        for op in (pair.push, pair.init):
            op.detach()
            op.erase()

    def store(self, pair: CachePair, base: SSAValue, index: Amount) -> None:
        """Store the value before the push."""
        type = stored_type(pair.push.value.type, pair.push)
        emit = Emitter(InsertPoint.before(pair.push), pair.push.location)
        emit.store(emit.to_stored(pair.push.value), emit.element(base, type, index))

    def load(self, pair: CachePair, base: SSAValue, index: Amount) -> SSAValue:
        """Load the value before the pop."""
        type = stored_type(pair.push.value.type, pair.push)
        emit = Emitter(InsertPoint.before(pair.pop), pair.pop.location)
        return emit.from_stored(
            emit.load(emit.element(base, type, index), type), pair.pop.value.type
        )

    def _forward_index(self, loops: Sequence[tuple[CountedLoop, CountedLoop]]) -> Amount:
        """The linear iteration number, available in the body of the innermost loop."""
        index: Amount = 0
        for depth, (loop, _) in enumerate(loops):
            if loop not in self._indices:
                row: Amount = 0
                if depth:
                    outside = Emitter(InsertPoint.before(loop), loop.location)
                    row = outside.multiply(index, self._stride(loop))
                self._indices[loop] = number(loop, row)
            index = self._indices[loop]
        return index

    def _stride(self, loop: CountedLoop) -> Amount:
        constant = constant_trip_count(loop)
        return self._trip_counts[loop] if constant is None else constant

    def _reverse_index(self, loops: Sequence[tuple[CountedLoop, CountedLoop]]) -> Amount:
        """The number of the iteration that is being reversed, available in the innermost reversed loop."""
        index: Amount = 0
        for depth, (_, loop) in enumerate(loops):
            if loop not in self._indices:
                row: Amount = 0
                if depth:
                    outside = Emitter(InsertPoint.before(loop), loop.location)
                    row = outside.multiply(index, iterations_of_reversed(loop, outside))
                self._indices[loop] = number_of_reversed(loop, row)
            index = self._indices[loop]
        return index
