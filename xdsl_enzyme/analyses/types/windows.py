"""Decides byte by byte what a window holds, where it is known which facts are about which of its bytes.

::

    i32 at 0, f32 at 4, f32 at 12 of 16 bytes               -->  f32 at 4 and 12; 0 to 4 is a number
    f32 at 0 and f64 at 0, both shown by what is done there -->  undecided: the same bytes have several types
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import gcd

from xdsl.dialects.builtin import IntegerType, f64
from xdsl.dialects.llvm import LLVMPointerType

from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.pointer_roots import Root
from xdsl_enzyme.analyses.types.facts import Fact, FactKey, Rank, ScalarType
from xdsl_enzyme.analyses.types.layouts import Decision, Layout, Undecided
from xdsl_enzyme.analyses.types.storage import MANY, Place, moved_offsets

MARGIN = 16
"""Bytes around a window in which an access may begin or end that touches it."""

SMALLEST_GAP = 8
"""Bytes that are more than padding."""

Facts = Sequence[tuple[Offset, Fact]]
"""Where they are in a storage."""

_Meaning = tuple[int, int, FactKey]
"""Position, modulus and what the fact says, whatever shows it."""


@dataclass(frozen=True)
class _Placed:
    """A fact at an exact position of a window."""

    position: int
    fact: Fact
    modulus: int
    """Of its offset in the storage."""
    is_everywhere: bool = True
    """Whether it is at this position of every place where the window may begin."""

    @property
    def type(self) -> ScalarType:
        return self.fact.type

    @property
    def end(self) -> int:
        return self.position + self.fact.size

    def add_to(self, known: dict[_Meaning, _Placed]) -> None:
        known.setdefault((self.position, self.modulus, self.fact.key), self)

    def is_same(self, other: _Placed) -> bool:
        return (self.position, self.type) == (other.position, other.type)

    def overlaps(self, other: _Placed) -> bool:
        return self.position < other.end and other.position < self.end

    def is_vaguer_than(self, other: _Placed) -> bool:
        """Whether the other says more exactly where it is."""
        return self.modulus > 0 and (other.modulus == 0 or other.modulus > self.modulus)


@dataclass
class _Window:
    """Facts at exact positions, and those whose position is not known."""

    size: int
    placed: dict[_Meaning, _Placed] = field(default_factory=lambda: {})
    """Of those that say the same, one: that of many copies of a function, or of many elements of an array."""
    declared: dict[_Meaning, _Placed] = field(default_factory=lambda: {})
    """Of the types of variables, also those around the window, which an access may be about that only touches it."""
    floating: list[Fact] = field(default_factory=list[Fact])
    object: Root | None = None
    declared_types: frozenset[ScalarType] = frozenset()
    """Of which there are members somewhere in the variable."""

    def confirmed(self, one: _Placed) -> _Placed:
        """The same, not stray if a declaration of this memory has it here, too."""
        if not one.fact.is_stray or not any(
            one.is_same(other) and self.object in (None, other.fact.object)
            for other in self.declared.values()
        ):
            return one
        return replace(one, fact=replace(one.fact, is_stray=False))


def counts(type: ScalarType) -> bool:
    """Whether a derivative may go wrong over values of this type."""
    return not isinstance(type, IntegerType)


def decide_window(facts: Facts, declared: Facts, place: Place, size: int) -> Decision:
    """The layout of `size` bytes at a place, from the facts that are about them and those that are declared there or nearby."""
    start = place.offset
    window = _Window(
        size, object=place.object, declared_types=frozenset(fact.type for _, fact in declared)
    )
    for where, fact in facts:
        width = fact.size
        modulus = gcd(where.modulus, start.modulus)
        if modulus and (modulus < width or (size + width) // modulus > MANY):
            window.floating.append(fact)
            continue
        is_everywhere = start.modulus == where.modulus == 0 or (
            where.modulus > 0 and start.modulus % where.modulus == 0
        )
        for offset in moved_offsets(where, width, start, Offset(), size):
            _Placed(offset.residue, fact, where.modulus, is_everywhere).add_to(window.placed)
    around = start.plus(Offset(-MARGIN)), Offset(-MARGIN)
    for where, fact in declared:
        for offset in moved_offsets(where, fact.size, *around, size + 2 * MARGIN):
            _Placed(offset.residue, fact, where.modulus).add_to(window.declared)
    return _decide_placed(window)


def _decide_placed(window: _Window) -> Decision:
    """Byte by byte; what counts more comes first."""
    owners: list[_Placed | None] = [None] * window.size
    numbers: list[_Placed] = []
    others: dict[int, _Placed] = {}
    beside: list[_Placed] = []

    def importance(one: _Placed) -> tuple[int, bool, bool, int]:
        return (-one.fact.rank, one.fact.is_stray, not counts(one.type), one.position)

    for one in sorted(map(window.confirmed, window.placed.values()), key=importance):
        if _is_beside(one, window):
            beside.append(one)
            continue
        span = range(max(one.position, 0), min(one.end, window.size))
        rivals = {owners[byte] for byte in span} - {None}
        if not counts(one.type):
            if one.fact.rank >= Rank.USED and not one.fact.is_stray:
                numbers.append(one)
            for byte in span:
                owners[byte] = owners[byte] or one
            continue
        known = [rival for rival in rivals if rival is not None]
        if len(known) == 1 and _is_other_variant(one, known[0]):
            others[one.position] = one
            continue
        if _is_elsewhere(one, known):
            continue
        verdict = _compete(one, known)
        if isinstance(verdict, Undecided):
            return verdict
        if verdict:
            for byte in span:
                owners[byte] = one
    for one in beside:
        # Room for a union is declared as integers: that says nothing about which of a float and a pointer is there.
        owner = owners[one.position] if 0 <= one.position < window.size else None
        if owner is not None and _are_variants(one, owner) and not _is_declared(owner, window):
            others.setdefault(one.position, one)
    return _layout(window, owners, others, numbers)


def _is_declared(one: _Placed, window: _Window) -> bool:
    return any(one.is_same(other) for other in window.declared.values())


def _is_other_variant(one: _Placed, known: _Placed) -> bool:
    """
    Whether a word is used as an f64 in one place and as a pointer in another: when it moves, its bits tell which it is. A float that may
    be here counts; one that is known to be about other memory does not, and neither does a pointer that may be elsewhere.
    """
    is_used = one.fact.rank == known.fact.rank > Rank.DECLARED
    is_elsewhere = (
        one.fact.is_stray
        and not known.fact.is_stray
        and (one.type != f64 or one.fact.object is not None)
    )
    return is_used and not is_elsewhere and _are_variants(one, known)


def _are_variants(one: _Placed, other: _Placed) -> bool:
    return one.position == other.position and {one.type, other.type} == {f64, LLVMPointerType()}


def _is_beside(one: _Placed, window: _Window) -> bool:
    """
    Whether an access that may be at many places is not at this one: it is `v[i]` in a structure with a member array v, and
    the declaration has other members here. A float and a pointer may also be members of a union, of which only one is declared.
    """
    if one.fact.rank is not Rank.USED or not one.modulus:
        return False
    if any(_are_variants(one, other) for other in window.declared.values()):
        return False
    members = {
        (other.position, other.type)
        for other in window.declared.values()
        if other.overlaps(one) and one.is_vaguer_than(other)
    }
    here = (one.position, one.type)
    is_clear = len(members) == 1 or (bool(members) and one.type in window.declared_types)
    return is_clear and here not in members and _is_kind_of(one, members)


def _is_kind_of(one: _Placed, members: set[tuple[int, ScalarType]]) -> bool:
    """Whether the members are of another kind: integers of other widths are the same."""
    return not all(
        isinstance(type, IntegerType) and isinstance(one.type, IntegerType) for _, type in members
    )


def _compete(one: _Placed, rivals: Sequence[_Placed]) -> Undecided | bool:
    """Whether a float or pointer takes its bytes from those that have them."""
    for rival in rivals:
        if rival.is_same(one):
            return False
    for rival in rivals:
        if counts(rival.type) and rival.fact.rank == one.fact.rank:
            if rival.fact.rank <= Rank.DECLARED:
                # A union, of which nobody uses anything here.
                return False
            return Undecided(
                f"the same bytes have several types: {rival.fact.explain()}, {one.fact.explain()}"
            )
    return not any(_wins(rival, one.fact) for rival in rivals)


def _is_elsewhere(one: _Placed, rivals: Sequence[_Placed]) -> bool:
    return one.fact.is_stray and any(map(partial(_is_elsewhere_for, one), rivals))


def _is_elsewhere_for(stray: _Placed, rival: _Placed) -> bool:
    """Whether something shows that a stray float or pointer is not here: not that its bits are looked at as a number."""
    if rival.fact.is_stray or rival.fact.rank < stray.fact.rank:
        return False
    is_same_stretch = (rival.position, rival.end) == (stray.position, stray.end)
    is_array = 0 < rival.modulus <= rival.fact.size
    return counts(rival.type) or (rival.is_everywhere and not (is_same_stretch or is_array))


def _wins(known: _Placed, fact: Fact) -> bool:
    """
    Whether what is known about bytes outweighs a fact that they are a float or a pointer. The number that an array of floats has in
    front of it is at one place of many: it says nothing about the others.
    """
    rank = known.fact.rank
    if counts(known.type):
        return rank > fact.rank
    if not known.is_everywhere:
        return False
    return rank >= Rank.STATED or (fact.rank is Rank.DECLARED and rank > fact.rank)


def _layout(
    window: _Window,
    owners: Sequence[_Placed | None],
    others: Mapping[int, _Placed],
    numbers: Sequence[_Placed],
) -> Decision:
    floating = [fact for fact in window.floating if counts(fact.type)]
    is_stated = all(one is not None and one.fact.rank >= Rank.STATED for one in owners)
    if floating and not is_stated:
        return Undecided(f"{floating[0].explain()}, at an offset that is not known")
    found = [one for one in dict.fromkeys(owners) if one is not None and counts(one.type)]
    leaves: list[tuple[int, ScalarType]] = []
    for one in sorted(found, key=lambda one: one.position):
        span = range(max(one.position, 0), min(one.end, window.size))
        if any(owners[byte] is not one for byte in span):
            return Undecided(f"only a part of it is left where {one.fact.explain()}")
        leaves.append((one.position, one.type))
        if (other := others.get(one.position)) is not None:
            leaves.append((one.position, other.type))
    return Layout(
        window.size,
        tuple(leaves),
        tuple(sorted({(max(one.position, 0), min(one.end, window.size)) for one in numbers})),
        _gap(window, owners),
        any(
            one.is_vaguer_than(number)
            for one in found
            for number in numbers
            if one.overlaps(number)
        ),
    )


def _gap(window: _Window, owners: Sequence[_Placed | None]) -> str | None:
    """What is said if nothing is known about more bytes than padding would be."""
    length = 0
    for byte, owner in enumerate(owners):
        length = 0 if owner is not None else length + 1
        if length == SMALLEST_GAP and not window.floating:
            return f"nothing in the program shows what the bytes from {byte + 1 - length} on are"
    return None
