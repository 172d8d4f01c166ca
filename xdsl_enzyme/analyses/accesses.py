"""Reads and writes of memory objects, and sets of these that cannot grow without end.

::

    llvm.store %v, %p : f64     Access(what %p points to, offset 0, f64, 8 bytes, writes)

    at 0, 8, 16, … of %a        more than `MANY` of one kind are joined: at 0 mod 8 of %a
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.memory_objects import MemoryObject, Offset


@dataclass(frozen=True)
class Access:
    """One read or write of an object."""

    object: MemoryObject
    offset: Offset
    type: Attribute | None
    """A scalar type; None for bytes that are copied or set without regard to their type, or of which nobody knows if they are floats."""
    size: int
    """In bytes; 0 if unknown."""
    reads: bool
    writes: bool
    op: Operation
    frees: bool = False
    """Whether it is the end of the object: nothing is read or written, and the type says nothing."""

    def overlaps(self, offset: Offset, size: int) -> bool:
        if self.size == 0 or size == 0:
            return True
        return self.offset.may_overlap(self.size, offset, size)


class Kind(NamedTuple):
    """All of an access but its offset and who does it."""

    object: MemoryObject
    type: Attribute | None
    size: int
    reads: bool
    writes: bool
    frees: bool


class AccessCollection:
    """
    A set of accesses that cannot grow without end: when a function calls itself with moved pointers, or copies between
    the parts of an object, there is always another offset. Of accesses that differ in the offset only, many are joined.
    """

    MANY = 64

    def __init__(self) -> None:
        self._offsets: dict[tuple[Kind, Operation], set[Offset]] = {}
        self.seen_by_callers: list[tuple[Kind, Offset]] = []
        """What has ever been added, in this order: to a caller it is one op that does all this."""
        self._seen: set[tuple[Kind, Offset]] = set()

    def __iter__(self) -> Iterator[Access]:
        for (kind, op), offsets in self._offsets.items():
            target, type, size, reads, writes, frees = kind
            for offset in offsets:
                yield Access(target, offset, type, size, reads, writes, op, frees)

    def add(self, kind: Kind, offset: Offset, op: Operation) -> None:
        offsets = self._offsets.setdefault((kind, op), set())
        if offset in offsets:
            return
        # What has no modulus is one offset, and contains no other.
        if any(known.modulus and known.contains(offset) for known in offsets):
            return
        offsets.add(offset)
        if len(offsets) > self.MANY:
            offset = reduce(Offset.join, offsets)
            offsets.clear()
            offsets.add(offset)
        if (kind, offset) not in self._seen:
            self._seen.add((kind, offset))
            self.seen_by_callers.append((kind, offset))

    def finish(self) -> None:
        """There will be no more: callers need not look at what has been joined."""
        found = ((kind, one) for (kind, _), offsets in self._offsets.items() for one in offsets)
        self.seen_by_callers = list(dict.fromkeys(found))
        self._seen.clear()
