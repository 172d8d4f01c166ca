"""Caches of unknown length: buffers that double when they are full.

A buffer is described by a header of 24 bytes, `{pointer to the data, records in it, records that it can hold}`. The caches
that are pushed in the same block, and popped in the same block, share one buffer, whose record has a field for each; the
block makes room for one record when it starts::

    scf.while … { … push %c, %v … }
    -->
    %header = alloca {null, 0, 0}
    scf.while … { if size == capacity { data = realloc(data, …) }; %record = &data[size++]; … store %v, %record … }
    scf.for … { %record = &data[--size]; %v = load %record … }
    free(data)

Where that block is the body of a counted loop, there is room for the records of all iterations before it starts, field by field, and the loop
is one that LLVM can vectorise::

    scf.while … { scf.for %i = 0 to %n { push %c, %v } }
    -->
    scf.while … { if size + %n > capacity { … }; %part = &data[size]; size += %n; scf.for %i = 0 to %n { store %v, %part[%i] } }
    scf.for … { size -= %n; %part = &data[size]; scf.for %k = 0 to %n { %v = load %part[%n - 1 - %k] } }

The header is on the stack, where LLVM takes it apart into registers. A cache that is an argument is the address of its header, lent
by the caller. Only a cache that outlives the function that makes it, because it is returned or put into another cache,
has its header on the heap; it belongs to the function that gets it as a result, or pops it, and is freed at the end of that block.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp, i64
from xdsl.dialects.func import CallOp
from xdsl.dialects.llvm import LLVMStructType
from xdsl.ir import Attribute, Block, Operation, SSAValue, Use
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import (
    CachePair,
    are_matched_loops,
    outermost_around,
    owner,
)
from xdsl_enzyme.analyses.layout import alignment_of, size_of
from xdsl_enzyme.dialects.enzyme import CacheInOp, InitOp, PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import (
    Amount,
    Emitter,
    before_end,
    pointer,
    replace_pop,
    stored_type,
)
from xdsl_enzyme.passes.cache_records import Record
from xdsl_enzyme.passes.iteration_numbers import (
    iterations,
    number,
    number_of_reversed,
)

FIRST_CAPACITY = 16
"""Records that a buffer can hold once there is one in it."""

HEADER = LLVMStructType.from_type_list([pointer, i64, i64])
"""Of an empty buffer, it is zero."""
_DATA, _SIZE, _CAPACITY = range(3)


@dataclass
class _Header:
    """The header of a buffer, seen from one point of the program."""

    address: SSAValue
    emit: Emitter

    def _field(self, index: int) -> SSAValue:
        return self.emit.element(self.address, HEADER, *((0, index) if index else (0,)))

    def load(self, index: int) -> SSAValue:
        return self.emit.load(self._field(index), HEADER.types.data[index])

    def store(self, value: SSAValue | int, index: int) -> None:
        self.emit.store(self.emit.constant(value), self._field(index))

    def clear(self) -> None:
        self.emit.store(self.emit.null(), self._field(_DATA))
        self.store(0, _SIZE)
        self.store(0, _CAPACITY)

    def append(self, module: ModuleOp, record: Attribute, count: Amount = 1) -> SSAValue:
        """The address of new records at the end."""
        emit = self.emit
        size = self.load(_SIZE)
        needed = emit.constant(emit.add(size, count))
        is_full = emit.compare("sgt", needed, self.load(_CAPACITY))
        emit.when(
            is_full, lambda then: _Header(self.address, then)._grow(module, record, size, needed)
        )
        self.store(needed, _SIZE)
        return emit.element(self.load(_DATA), record, size)

    def _grow(self, module: ModuleOp, record: Attribute, size: SSAValue, needed: SSAValue) -> None:
        emit = self.emit
        capacity = emit.maximum(emit.maximum(emit.multiply(size, 2), needed), FIRST_CAPACITY)
        length = emit.multiply(capacity, max(size_of(record), 1))
        data = emit.allocate(module, "realloc", [self.load(_DATA), length])
        emit.store(data, self._field(_DATA))
        self.store(emit.constant(capacity), _CAPACITY)

    def remove(self, record: Attribute, count: Amount = 1) -> SSAValue:
        """The address of the last records, which are taken off."""
        emit = self.emit
        last = emit.constant(emit.subtract(self.load(_SIZE), count))
        self.store(last, _SIZE)
        return emit.element(self.load(_DATA), record, last)


@dataclass
class CacheBuffers:
    """Lowers pairs whose number of values is not known beforehand. `add` all of them, then `lower`."""

    module: ModuleOp
    top: Block
    _groups: dict[tuple[Block, Block], list[CachePair]] = field(default_factory=lambda: {})

    def add(self, pair: CachePair) -> None:
        self._groups.setdefault((pair.forward[-1], pair.reverse[-1]), []).append(pair)

    def lower(self) -> list[tuple[CachePair, str]]:
        """Replaces all pushes and pops; returns where each pair's values have gone."""
        for (forward, reverse), pairs in self._groups.items():
            self._lower_group(forward, reverse, pairs)
        return [(pair, "growing") for pairs in self._groups.values() for pair in pairs]

    def _lower_group(self, forward: Block, reverse: Block, pairs: list[CachePair]) -> None:
        # Fields in the order of their alignments leave no gaps.
        types = {pair: stored_type(pair.push.value.type, pair.push) for pair in pairs}
        pairs = sorted(pairs, key=lambda pair: -alignment_of(types[pair]))
        fields = [types[pair] for pair in pairs]
        record: Attribute = fields[0]
        if len(pairs) > 1:
            record = LLVMStructType.from_type_list(fields)

        location = pairs[0].init.location
        at_top = Emitter(InsertPoint.at_start(self.top), location)
        address = at_top.alloca(HEADER)
        _Header(address, at_top).clear()

        if (loops := _loops_of(pairs[0])) is None:
            at_start = Emitter(InsertPoint.at_start(reverse), location)
            last_record = _Header(address, at_start).remove(record)
            at_start = Emitter(InsertPoint.at_start(forward), location)
            new_record = _Header(address, at_start).append(self.module, record)
            places = [_Member(new_record, record, i) for i in range(len(pairs))]
            places_later = [_Member(last_record, record, i) for i in range(len(pairs))]
        else:
            forward_loop, reversed_loop = loops
            before = Emitter(InsertPoint.before(reversed_loop), location)
            # Its bound is the other loop's, and may be negative as that one.
            count = iterations(reversed_loop, before)
            last_part = _Header(address, before).remove(record, count)
            index = number_of_reversed(reversed_loop, 0)
            places_later = list(_columns(before, last_part, fields, count, index))
            before = Emitter(InsertPoint.before(forward_loop), location)
            count = iterations(forward_loop, before)
            new_part = _Header(address, before).append(self.module, record, count)
            index = number(forward_loop, 0)
            places = list(_columns(before, new_part, fields, count, index))

        for pair, place, place_later in zip(pairs, places, places_later, strict=True):
            emit = Emitter(InsertPoint.before(pair.push), pair.push.location)
            emit.store(emit.to_stored(pair.push.value), place.address(emit))
            emit = Emitter(InsertPoint.before(pair.pop), pair.pop.location)
            loaded = emit.load(place_later.address(emit), types[pair])
            replace_pop(pair.pop, emit.from_stored(loaded, pair.pop.value.type))
            for op in (pair.push, pair.init):
                op.detach()
                op.erase()

        outermost = outermost_around(reverse, self.top)
        point = InsertPoint.after(outermost) if outermost is not None else before_end(self.top)
        after = Emitter(point, location)
        free_data(after, self.module, address)


def _loops_of(pair: CachePair) -> tuple[scf.ForOp, scf.ForOp] | None:
    """The loops whose bodies the push and the pop are in, if one is the reversed of the other and both are counted."""
    forward, reverse = owner(pair.forward[-1]), owner(pair.reverse[-1])
    if (
        len(pair.forward) > 1
        and len(pair.reverse) > 1
        and isinstance(forward, scf.ForOp)
        and isinstance(reverse, scf.ForOp)
        and are_matched_loops(forward, reverse)
    ):
        return forward, reverse
    return None


class _Place(Protocol):
    """Where a value is kept."""

    def address(self, emit: Emitter) -> SSAValue: ...


@dataclass(frozen=True)
class _Member:
    """A field of a record; or the record, if it has only one."""

    record: SSAValue
    type: Attribute
    position: int

    def address(self, emit: Emitter) -> SSAValue:
        indices = (0, self.position) if self.position else (0,)
        return emit.element(self.record, self.type, *indices)


@dataclass(frozen=True)
class _Column:
    """A field of one of several records, which are kept field by field."""

    start: SSAValue
    type: Attribute
    index: Amount

    def address(self, emit: Emitter) -> SSAValue:
        return emit.element(self.start, self.type, self.index)


def _columns(
    emit: Emitter, start: SSAValue, fields: Sequence[Attribute], count: Amount, index: Amount
) -> Iterator[_Place]:
    """The places of the fields of record number `index` of `count`."""
    for type in fields:
        yield _Column(start, type, index)
        start = emit.element(start, type, count)


def lower_shared_caches(
    module: ModuleOp, caches: Sequence[SSAValue], in_records: Container[Operation]
) -> None:
    """
    Lowers all pushes to and pops from caches that more than one push and one pop in a function know of, but for those
    that are parts of records. `caches` are pointers by now; caches that are popped from another one come before that one.
    """
    for cache in caches:
        uses = list(cache.uses)
        is_handed_on = any(_hands_on(use) for use in uses)
        if isinstance(cache.owner, InitOp):
            header = _lower_init(module, cache.owner, on_heap=is_handed_on)
            if not is_handed_on:
                _free_at_end(module, header, on_heap=False)
        elif isinstance(cache.owner, Operation) and not (
            is_handed_on or isinstance(cache.owner, CacheInOp)
        ):
            _free_at_end(module, cache, on_heap=True)
        for use in uses:
            if (op := use.operation) in in_records:
                continue
            if isinstance(op, PopOp):
                _lower_pop(op)
            elif isinstance(op, PushOp) and use.index == 0:
                _lower_push(module, op)


def lower_record(module: ModuleOp, record: Record) -> None:
    """Lowers the pushes and pops of a record: its address is computed once."""
    layout = record.layout()
    emit = record.at_last_push()
    address = _Header(record.pushes[0].cache, emit).append(module, layout)
    for push, place in zip(record.pushes, record.fields(address, emit), strict=True):
        emit.store(emit.to_stored(push.value), place)
    emit = record.at_first_pop()
    address = _Header(record.pops[0].cache, emit).remove(layout)
    values = [
        emit.from_stored(emit.load(place, type), pop.value.type)
        for pop, place, type in zip(
            record.pops, record.fields(address, emit), layout.types, strict=True
        )
    ]
    for pop, value in zip(record.pops, values, strict=True):
        replace_pop(pop, value)
    for push in record.pushes:
        push.detach()
        push.erase()


def _hands_on(use: Use) -> bool:
    """Whether a use of a cache makes it someone else's. A call only borrows it."""
    op = use.operation
    is_own = isinstance(op, (PopOp, CallOp)) or (isinstance(op, PushOp) and use.index == 0)
    return not is_own


def _lower_init(module: ModuleOp, op: InitOp, *, on_heap: bool) -> SSAValue:
    emit = Emitter(InsertPoint.before(op), op.location)
    if on_heap:
        address = emit.allocate(module, "malloc", [size_of(HEADER)])
    else:
        address = emit.alloca(HEADER)
    _Header(address, emit).clear()
    op.cache.replace_all_uses_with(address)
    op.detach()
    op.erase()
    return address


def _lower_push(module: ModuleOp, op: PushOp) -> None:
    emit = Emitter(InsertPoint.before(op), op.location)
    record = stored_type(op.value.type, op)
    address = _Header(op.cache, emit).append(module, record)
    emit.store(emit.to_stored(op.value), address)
    op.detach()
    op.erase()


def _lower_pop(op: PopOp) -> None:
    emit = Emitter(InsertPoint.before(op), op.location)
    record = stored_type(op.value.type, op)
    loaded = emit.load(_Header(op.cache, emit).remove(record), record)
    replace_pop(op, emit.from_stored(loaded, op.value.type))


def _free_at_end(module: ModuleOp, header: SSAValue, *, on_heap: bool) -> None:
    """Frees a cache at the end of the block that its header comes from."""
    assert isinstance(header.owner, Operation)
    block = header.owner.parent_block()
    assert block is not None
    emit = Emitter(before_end(block))
    free_data(emit, module, header)
    if on_heap:
        emit.release(module, header)


def free_data(emit: Emitter, module: ModuleOp, header: SSAValue) -> None:
    """Gives back what is in a buffer."""
    emit.release(module, _Header(header, emit).load(_DATA))
