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

The header is on the stack, where LLVM takes it apart into registers. A cache that is an argument is the address of its header, lent
by the caller. Only a cache that outlives the function that makes it, because it is returned or put into another cache,
has its header on the heap; it belongs to the function that gets it as a result, or pops it, and is freed at the end of that block.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from xdsl.dialects.builtin import ModuleOp, i64
from xdsl.dialects.func import CallOp
from xdsl.dialects.llvm import LLVMStructType
from xdsl.ir import Attribute, Block, Operation, SSAValue, Use
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import CachePair, outermost_around
from xdsl_enzyme.analyses.layout import alignment_of, size_of
from xdsl_enzyme.dialects.enzyme import CacheInOp, InitOp, PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import Emitter, before_end, pointer, replace_pop, stored_type
from xdsl_enzyme.passes.cache_records import Record

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

    def append(self, module: ModuleOp, record: Attribute) -> SSAValue:
        """The address of a new record at the end."""
        emit = self.emit
        size = self.load(_SIZE)
        is_full = emit.compare("eq", size, self.load(_CAPACITY))
        emit.when(is_full, lambda then: _Header(self.address, then)._grow(module, record, size))
        self.store(emit.constant(emit.add(size, 1)), _SIZE)
        return emit.element(self.load(_DATA), record, size)

    def _grow(self, module: ModuleOp, record: Attribute, size: SSAValue) -> None:
        emit = self.emit
        capacity = emit.maximum(emit.multiply(size, 2), FIRST_CAPACITY)
        length = emit.multiply(capacity, max(size_of(record), 1))
        data = emit.allocate(module, "realloc", [self.load(_DATA), length])
        emit.store(data, self._field(_DATA))
        self.store(emit.constant(capacity), _CAPACITY)

    def remove(self, record: Attribute) -> SSAValue:
        """The address of the last record, which is taken off."""
        emit = self.emit
        last = emit.constant(emit.subtract(self.load(_SIZE), 1))
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
        types = [stored_type(pair.push.value.type, pair.push) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda i: -alignment_of(types[i]))
        record: Attribute = types[0]
        if len(pairs) > 1:
            record = LLVMStructType.from_type_list([types[i] for i in order])

        location = pairs[0].init.location
        at_top = Emitter(InsertPoint.at_start(self.top), location)
        address = at_top.alloca(HEADER)
        _Header(address, at_top).clear()

        at_start = Emitter(InsertPoint.at_start(reverse), location)
        last_record = _Header(address, at_start).remove(record)
        at_start = Emitter(InsertPoint.at_start(forward), location)
        new_record = _Header(address, at_start).append(self.module, record)
        for position, i in enumerate(order):
            indices = (0, position) if len(pairs) > 1 and position else (0,)
            emit = Emitter(InsertPoint.before(pairs[i].push), pairs[i].push.location)
            emit.store(
                emit.to_stored(pairs[i].push.value), emit.element(new_record, record, *indices)
            )
            emit = Emitter(InsertPoint.before(pairs[i].pop), pairs[i].pop.location)
            loaded = emit.load(emit.element(last_record, record, *indices), types[i])
            replace_pop(pairs[i].pop, emit.from_stored(loaded, pairs[i].pop.value.type))
            for op in (pairs[i].push, pairs[i].init):
                op.detach()
                op.erase()

        outermost = outermost_around(reverse, self.top)
        point = InsertPoint.after(outermost) if outermost is not None else before_end(self.top)
        after = Emitter(point, location)
        free_data(after, self.module, address)


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
