"""Storages: stretches of bytes whose contents type analysis finds out, and the pointers between them.

A storage stands for all memory that a pointer leads to, or for the bytes of a value::

    %r = llvm.load %p : !llvm.ptr -> i64       storage of %p at its offset  <-- the same 8 bytes -->  storage of %r at 0
    %q = llvm.load %p[8] : … -> !llvm.ptr      storage of %p has, at offset 8, a slot: a pointer to the storage of %q

What one variable, or one slot, points to is one storage: those that meet in it are united, with the shift between
them (Steensgaard, *Points-to analysis in almost linear time*, 1996), so that the analysis is fast, and recursive data
structures are finite. Fields are told apart by their offsets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import reduce
from math import gcd

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.pointer_roots import Root
from xdsl_enzyme.analyses.types.allocation_sites import ANY_SITE, Sites
from xdsl_enzyme.analyses.types.facts import Fact, FactKey
from xdsl_enzyme.analyses.types.objects import Renaming, are_distinct
from xdsl_enzyme.analyses.types.offset_widening import widened

MANY = 64
"""Offsets of facts of one kind in a storage, or of slots, from which on they are joined."""
LARGEST_STRETCH = 1 << 62
"""Bytes of memory of unknown length."""


class Storage:
    """Some bytes. After a union one of the two is forwarded to the other."""

    __slots__ = (
        "edges",
        "facts",
        "forward",
        "is_foreign",
        "is_shared",
        "shift",
        "slots",
        "weight",
    )

    def __init__(self) -> None:
        self.forward: Storage | None = None
        self.shift = 0
        """The offset, in what this is forwarded to, of the first byte here."""
        self.slots: dict[Offset, Place] = {}
        """What the pointers in it point to."""
        self.facts: dict[FactKey, dict[Offset, Fact]] = {}
        self.edges: list[Edge] = []
        self.is_shared = False
        """Whether it is reached from a global: the same storage in all functions."""
        self.is_foreign = False
        """Whether a pointer of unknown origin leads to it: it may be memory that other storages stand for, too."""
        self.weight = 1

    def root(self) -> tuple[Storage, int]:
        """What this is now part of, and where."""
        current, shift = self, 0
        path: list[tuple[Storage, int]] = []
        while current.forward is not None:
            path.append((current, shift))
            shift += current.shift
            current = current.forward
        for passed, before in path:
            passed.forward, passed.shift = current, shift - before
        return current, shift


@dataclass(slots=True)
class Place:
    """Some offset in a storage: what a pointer points to."""

    storage: Storage
    offset: Offset = field(default_factory=Offset)
    object: Root | None = None
    """Which of the memory that the storage stands for it is in, if that is known."""
    sites: Sites = ANY_SITE
    """Where that memory may come from."""

    def resolved(self) -> tuple[Storage, Offset]:
        root, shift = self.storage.root()
        return root, (self.offset.plus(Offset(shift)) if shift else self.offset)

    def moved(self, by: Offset) -> Place:
        root, offset = self.resolved()
        return Place(root, offset.plus(by), self.object, self.sites)

    def may_be_in(self, object: Root | None, sites: Sites) -> bool:
        """Whether what is known of some memory may be so here."""
        return bool(sites & self.sites) and not are_distinct(object, self.object)


@dataclass(frozen=True, slots=True)
class Edge:
    """The bytes of one storage are those of another, in a window: facts go over."""

    source: Place
    target: Place
    size: int | None
    """Bytes from the source on; None for all, also those before it; 0 if unknown."""
    to_memory: bool = False
    """Whether it leads from a value to memory."""
    only_own: bool = False
    """Whether what only callers know stays behind: the way from a function to its callers."""
    makes_own: bool = True
    """Whether what goes over is known on its own there: not on the way to callees."""
    renaming: Renaming | None = None
    """On the way from a function to another: what memory is called there."""

    def carries(self, fact: Fact) -> bool:
        """Whether a fact may be about what is handed on."""
        if self.only_own and not fact.is_own:
            return False
        if self.renaming is not None:
            return bool(fact.sites & self.renaming.among) and self.renaming.concerns(fact.object)
        return self.source.may_be_in(fact.object, fact.sites)

    def object_of(self, fact: Fact) -> Root | None:
        """The memory that a fact is about once it has gone over."""
        return self.target.object if self.renaming is None else self.renaming.of(fact.object)

    def sites_of(self, fact: Fact) -> Sites:
        """Where that memory may come from."""
        return self.target.sites if self.renaming is None else fact.sites & self.renaming.among

    def is_stray(self, where: Offset, fact: Fact) -> bool:
        """Whether it may turn out not to be about what is handed on."""
        if fact.is_stray or self.renaming is not None:
            return fact.is_stray
        source = self.source.object
        return self.is_part_of(where) or (source is not None and fact.object != source)

    def is_part_of(self, where: Offset) -> bool:
        """Whether the window begins at fewer places than these, so that what is at some of these need not be in it."""
        modulus = self.source.offset.modulus
        return bool(self.size) and where.modulus > 0 and not 0 < modulus <= where.modulus


def generalised(offsets: Collection[Offset]) -> set[Offset]:
    """A few that contain all of many: by the largest period after which they repeat, as in an array of records."""
    joined = reduce(Offset.join, offsets)
    some = sorted(one.residue for one in offsets)[:8]
    for period in sorted({b - a for a in some for b in some if b > a}, reverse=True):
        found = {Offset.of(one.residue, gcd(one.modulus, period)) for one in offsets}
        if len(found) <= 8:
            return found
    return {joined}


def moved_offsets(
    where: Offset, size: int, source: Offset, target: Offset, window: int | None
) -> Iterator[Offset]:
    """Where bytes at an offset of the source are in the target, if they overlap a window of the source."""
    distance = where.plus(source.negated())
    if window is None:
        yield distance.plus(target)
        return
    inside = distance.clipped(1 - size, window - 1 if window else None)
    if inside is None:
        return
    modulus = inside.modulus
    if modulus == 0:
        yield target.plus(inside)
        return
    if window == 0 or modulus < size or (window + size) // modulus > MANY:
        yield target.plus(inside)
        return
    # Exact places in the window, so that a small copy of a large array stays exact.
    assert inside.low is not None
    assert inside.high is not None
    for position in range(inside.low, inside.high + 1, modulus):
        yield target.plus(Offset(position))


class Unions:
    """The storages and slots of an analysis; keeps `changed` when two of them become one, or an offset less certain."""

    def __init__(self) -> None:
        self.changed = False
        self._pending: list[tuple[Place, Place]] = []
        self._is_busy = False

    def assign(self, variable: Place, value: Place) -> None:
        """
        `variable` may also be `value`: they lead to one storage. Only the offset of the variable becomes less certain.
        """
        self._pending.append((variable, value))
        if not self._is_busy:
            self._is_busy = True
            while self._pending:
                self._assign(*self._pending.pop())
            self._is_busy = False

    def _assign(self, variable: Place, value: Place) -> None:
        (a, at), (b, bt) = variable.resolved(), value.resolved()
        if a is b:
            offset = widened(at, bt)
        else:
            self._unite(a, b, bt.some - at.some)
            (_, at), (_, bt) = variable.resolved(), value.resolved()
            offset = widened(at, bt)
        if offset != at:
            variable.storage, variable.offset = variable.storage.root()[0], offset
            self.changed = True

    def _unite(self, one: Storage, other: Storage, shift: int) -> None:
        """Byte 0 of `one` is byte `shift` of `other`."""
        if one.weight > other.weight:
            one, other, shift = other, one, -shift
        one.forward, one.shift = other, shift
        other.weight += one.weight
        self.changed = True
        other.is_foreign |= one.is_foreign
        if one.is_shared or other.is_shared:
            share(other)
        slots, one.slots = one.slots, {}
        for offset, target in slots.items():
            if one.is_shared or other.is_shared:
                share(target.storage)
            self.put_slot(other, offset.plus(Offset(shift)), target)

    def slot(self, place: Place) -> Place:
        """What the pointer stored at a place points to."""
        storage, offset = place.resolved()
        if (known := storage.slots.get(offset)) is not None:
            return known
        # Slots do not overlap: one that contains the offset is all that there is.
        for where, target in storage.slots.items():
            if where.contains(offset):
                return target
        new = Place(Storage())
        new.storage.is_shared, new.storage.is_foreign = storage.is_shared, storage.is_foreign
        return self.put_slot(storage, offset, new)

    def put_slot(self, storage: Storage, offset: Offset, target: Place) -> Place:
        """Say that the pointers at an offset of a storage point to `target`; returns the slot that says so."""
        storage, shift = storage.root()
        offset = offset.plus(Offset(shift))
        overlapping = [
            known
            for known in storage.slots
            if known.may_overlap(POINTER_SIZE, offset, POINTER_SIZE)
        ]
        if not overlapping:
            self.changed = True
            storage.slots[offset] = target
            if len(storage.slots) > MANY:
                return self._join_slots(storage)
            return target
        first, *others = overlapping
        slot = storage.slots[first]
        if not others and first.contains(offset):
            if slot is not target:
                self.assign(slot, target)
            return slot
        joined = reduce(widened, (*overlapping, offset))
        targets = [storage.slots.pop(known) for known in others]
        del storage.slots[first]
        self.changed = True
        for one in (target, *targets):
            self.assign(slot, one)
        return self.put_slot(storage, joined, slot)

    def _join_slots(self, storage: Storage) -> Place:
        slots = list(storage.slots.items())
        storage.slots = {}
        joined = reduce(Offset.join, (offset for offset, _ in slots))
        first = slots[0][1]
        for _, target in slots[1:]:
            self.assign(first, target)
        return self.put_slot(storage, joined, first)

    def copy_slots(self, target: Place, source: Place, size: int) -> None:
        """Pointers in a window of one storage are those in the same window of the other."""
        for here, there in ((source, target), (target, source)):
            storage, start = here.resolved()
            for where in list(storage.slots):
                _, end = there.resolved()
                for offset in list(moved_offsets(where, POINTER_SIZE, start, end, size)):
                    goal, _ = there.resolved()
                    origin, _ = here.resolved()
                    if where in origin.slots:
                        value = origin.slots[where].resolved()
                        self.put_slot(goal, offset, Place(*value))


def share(storage: Storage) -> None:
    """Mark all that is reached from a global as the same in all functions."""
    pending, seen = [storage], set[int]()
    while pending:
        one, _ = pending.pop().root()
        if id(one) in seen:
            continue
        seen.add(id(one))
        one.is_shared = True
        pending += (slot.storage for slot in one.slots.values())
