"""Which pointers lie in a memory object, by where in it they lie.

::

    struct node { double *data; struct node *next; };
    n.data = x; n.next = &m;
    -->  n: {at 0: x + 0}, {at 8: m + 0}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.analyses.memory_objects import MemoryObject, Offset, Targets

MANY = 32


def join(targets: Targets, target: MemoryObject, offset: Offset) -> bool:
    """Add one more thing that may be pointed to. Whether that is news."""
    known = targets.get(target)
    joined = offset if known is None else known.join(offset)
    if joined == known:
        return False
    targets[target] = joined
    return True


@dataclass
class PointerContents:
    """
    The pointers in one object. Of places that become many, one is made: when a function calls itself with moved pointers,
    there is always another place.
    """

    everywhere: Targets = field(default_factory=lambda: {})
    """What pointers at any place may point to."""
    places: dict[Offset, Targets] = field(default_factory=lambda: {})
    """What those at some place may point to."""
    version: int = 0
    """How often there was news."""
    _is_joined: bool = False

    def add(self, place: Offset, target: MemoryObject, offset: Offset) -> bool:
        """A pointer to `target + offset` may lie at `place`. Whether that is news."""
        is_new = place not in self.places
        if is_new and (self._is_joined or len(self.places) == MANY):
            self._is_joined = True
            place = reduce(type(place).join, self.places, place)
            is_new = place not in self.places
            if is_new:
                self.places = {place: self.everywhere}
        targets = self.places.setdefault(place, {})
        # Of joined places, these are the same.
        is_news = join(targets, target, offset)
        join(self.everywhere, target, offset)
        self.version += is_new or is_news
        return is_new or is_news

    def at(self, place: Offset) -> Targets:
        """What a pointer that is read from there may point to."""
        if place.modulus == 1:
            return self.everywhere
        found: Targets = {}
        for known, targets in self.places.items():
            if known.may_overlap(POINTER_SIZE, place, POINTER_SIZE):
                for target, offset in targets.items():
                    join(found, target, offset)
        return found
