"""What a window of bytes holds, decided from all facts about its storage.

::

    i32 at 0 mod 8, f32 at 4 mod 8;  16 bytes at 0 mod 8   -->  f32 at 4 and 12
    the same, and f64 at 0 mod 8                           -->  undecided

Floats count more than integers at the same bytes: that programs look at the bits of floats, or keep integers in the
same memory at other times, makes them no less floats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import gcd

from xdsl.dialects.builtin import AnyFloat, IntegerType, f64
from xdsl.dialects.llvm import LLVMPointerType

from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.pointer_roots import Root
from xdsl_enzyme.analyses.types.alignment import aligned
from xdsl_enzyme.analyses.types.facts import Fact, FactKey, Rank, ScalarType
from xdsl_enzyme.analyses.types.own_numbers import own_number
from xdsl_enzyme.analyses.types.storage import MANY, Place, moved_offsets
from xdsl_enzyme.analyses.types.words import word_leaves

LARGEST_WINDOW = 1024
"""Bytes up to which a window is looked at byte by byte."""

MARGIN = 16
"""Bytes around a window in which an access may begin or end that touches it."""

ONCE = 1 << 56
"""The period of what does not repeat."""

SMALLEST_GAP = 8
"""Bytes that are more than padding."""


@dataclass(frozen=True)
class Layout:
    """Where the floats and pointers of a window are."""

    period: int
    """Bytes after which it all repeats; the size of the window, if that is known and small."""
    leaves: tuple[tuple[int, ScalarType], ...] = ()
    """
    Offset and type of each float and pointer, in ascending order. Where a word is now an f64, now a pointer, as in the variants of an
    enumeration, there are both.
    """
    integers: tuple[tuple[int, int], ...] = ()
    """Begin and end of what is computed with as a number, though it may be (part of) a float."""
    unknown: str | None = None
    """Why nothing is known about some bytes, if so."""
    is_vague: bool = False
    """Whether a number is at bytes of which it is only known that floats are there or nearby."""
    is_foreign: bool = False
    """Whether it may be memory that is also known under another name."""

    @property
    def floats(self) -> tuple[tuple[int, AnyFloat], ...]:
        return tuple((o, type) for o, type in self.leaves if isinstance(type, AnyFloat))

    @property
    def has_variants(self) -> bool:
        """Whether some words are now floats, now pointers."""
        return len({offset for offset, _ in self.leaves}) < len(self.leaves)


@dataclass(frozen=True)
class Undecided:
    """Why a window can't be decided."""

    why: str


Decision = Layout | Undecided

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


def decide(place: Place, size: int | None) -> Decision:
    """The layout of `size` bytes (None: unknown) at a place: as it is known, or by words."""
    decision = decide_exactly(place, size)
    return by_words(place, size) or decision if isinstance(decision, Undecided) else decision


def by_words(place: Place, size: int | None) -> Layout | None:
    """Each word as what it may be, if that is enough; parts of words are integers where no floats are."""
    _, start = place.resolved()
    facts = [
        (where, fact)
        for where, fact in _known_at(place)
        if _counts(fact.type) and _overlaps(where, fact, start, size)
    ]
    leaves = word_leaves(facts, start)
    if not leaves:
        return None
    if size is None or size >= POINTER_SIZE:
        return Layout(POINTER_SIZE, leaves)
    return None if f64 in dict(leaves).values() else Layout(size)


def _known_at(place: Place) -> list[tuple[Offset, Fact]]:
    storage, _ = place.resolved()
    return [
        (where, fact)
        for known in storage.facts.values()
        for where, fact in known.items()
        if place.may_be_in(fact.object, fact.sites)
    ]


def decide_exactly(place: Place, size: int | None) -> Decision:
    """The layout of `size` bytes (None: unknown) at a place. Debug information is asked where nothing else says what they are."""
    facts = own_number(aligned(_known_at(place)), place, size)
    shown = [(where, fact) for where, fact in facts if fact.rank is not Rank.DEBUG]
    decision = _decide_by(shown, place, size)
    is_found = isinstance(decision, Layout) and not decision.unknown and bool(decision.leaves)
    if len(shown) == len(facts) or is_found:
        return decision
    said = [(where, fact) for where, fact in facts if fact.rank is Rank.DEBUG]
    agreed = [one for one in said if not _is_contradicted(one, shown, said)]
    return _decide_by([*shown, *agreed], place, size) if agreed else decision


def _is_contradicted(one: tuple[Offset, Fact], shown: Facts, said: Facts) -> bool:
    """Whether bytes of which debug information says what they are, are known otherwise."""
    where, fact = one
    return any(
        other.rank > Rank.DEBUG
        and not _may_be_bits(other, fact)
        and where.may_overlap(fact.size, at, other.size)
        for at, other in shown
    ) or any(
        where.may_overlap(fact.size, at, other.size) and not _agree(one, (at, other))
        for at, other in said
    )


def _may_be_bits(number: Fact, fact: Fact) -> bool:
    """Whether a variable is an integer that may have been made for the bits of a float, to look at these."""
    return (
        number.rank is Rank.DECLARED
        and isinstance(number.type, IntegerType)
        and isinstance(fact.type, AnyFloat)
        and number.size == fact.size
    )


def _agree(one: tuple[Offset, Fact], other: tuple[Offset, Fact]) -> bool:
    """Whether two facts are about the same bytes, or about elements of one array."""
    (where, fact), (at, second) = one, other
    distances = (where.residue - at.residue, where.modulus, at.modulus)
    return fact.type == second.type and all(distance % fact.size == 0 for distance in distances)


def _decide_by(known: Facts, place: Place, size: int | None) -> Decision:
    storage, start = place.resolved()
    facts = [(where, fact) for where, fact in known if _overlaps(where, fact, start, size)]
    if place.object is not None:
        facts = [
            (where, fact if fact.object == place.object else replace(fact, is_stray=True))
            for where, fact in facts
        ]
    # Where a hint is about all of it, nothing else matters.
    facts = [
        (where, fact)
        for where, fact in facts
        if fact.rank is Rank.HINTED and where.modulus == fact.size
    ] or facts
    declared = [
        (where, fact) for where, fact in known if fact.rank is Rank.DECLARED and not fact.is_stray
    ]
    decision = _decide(facts, declared, replace(place, storage=storage, offset=start), size)
    is_known = any(fact.rank > Rank.WEAK for _, fact in facts)
    if storage.is_foreign and isinstance(decision, Layout) and not is_known:
        return replace(decision, unknown=NOTHING_KNOWN, is_foreign=True)
    return decision


def decide_copy(
    place: Place, size: int | None, largest: int | None, *, is_visible: bool
) -> Decision:
    """
    The layout of what a copy of `size` bytes (None: unknown) works on, which are at most `largest` ones (None: unknown). Of an unknown number
    of bytes of a record, as of the strings that lie in their own object, all members are known that anybody uses. Whether there are more, which
    nobody uses, matters only where memory `is_visible` from outside.
    """
    if size is not None:
        return decide_exactly(place, size)
    whole = None if largest is None or largest > LARGEST_WINDOW else decide_exactly(place, largest)
    if isinstance(whole, Layout) and not whole.leaves and whole.unknown is None:
        return whole
    repeated = decide_exactly(place, None)
    if isinstance(repeated, Layout):
        return repeated
    if isinstance(whole, Layout):
        return replace(whole, period=ONCE)
    _, start = place.resolved()
    known = [
        (where, fact)
        for where, fact in _known_at(place)
        if _counts(fact.type)
        and fact.rank is not Rank.DEBUG
        and _overlaps(where, fact, start, None)
    ]
    if not known or start.modulus or any(where.modulus for where, _ in known):
        return repeated
    end = max(where.residue + fact.size for where, fact in known) - start.residue
    members = decide_exactly(place, end) if end <= LARGEST_WINDOW else repeated
    if isinstance(members, Undecided):
        return members
    return replace(members, period=ONCE, unknown=NOTHING_KNOWN if is_visible else None)


def _decide(facts: Facts, declared: Facts, place: Place, size: int | None) -> Decision:
    start = place.offset
    if (dense := _dense(facts, start, size)) is not None:
        return dense
    if size is not None and size <= LARGEST_WINDOW:
        return _decide_window(facts, declared, place, size)
    if not any(_counts(fact.type) for _, fact in facts):
        return Layout(1, unknown=None if facts else NOTHING_KNOWN)
    return _decide_period(facts, place)


NOTHING_KNOWN = "nothing in the program shows what the bytes are"


def _counts(type: ScalarType) -> bool:
    """Whether a derivative may go wrong over values of this type."""
    return not isinstance(type, IntegerType)


def _overlaps(where: Offset, fact: Fact, start: Offset, size: int | None) -> bool:
    window = LARGEST_STRETCH if size is None else size
    return start.may_overlap(window, where, fact.size)


LARGEST_STRETCH = 1 << 62


def _dense(facts: Facts, start: Offset, size: int | None) -> Layout | None:
    """An array of one type of floats, or of pointers, whatever is known about where its elements are."""
    types = {fact.type for _, fact in facts}
    if len(types) != 1:
        return None
    (element,) = types
    width = size_of(element)
    if not _counts(element) or (size is not None and size % width != 0):
        return None
    if (
        size is not None
        and size <= LARGEST_WINDOW
        and all(where.modulus == 0 for where, _ in facts)
    ):
        return None
    for where, _ in facts:
        modulus = gcd(where.modulus, start.modulus)
        # Where the distance is not known, elements are taken to be aligned.
        if modulus % width == 0 and (where.residue - start.residue) % width:
            return None
    return Layout(width, ((0, element),))


def _decide_period(facts: Facts, place: Place) -> Decision:
    """An array of records of unknown length. Numbers may be anywhere: they count less than floats and pointers at the same bytes."""
    certain = [(where, fact) for where, fact in facts if _counts(fact.type) and not fact.is_stray]
    moduli = [where.modulus for where, _ in certain or facts if where.modulus]
    start = place.offset
    period = gcd(*moduli, start.modulus)
    if not 0 < period <= LARGEST_WINDOW:
        return Undecided("floats and other data are mixed in a stretch of unknown or large size")
    folded = [
        (
            Offset.of(where.residue, gcd(where.modulus, period)) if _counts(fact.type) else where,
            fact,
        )
        for where, fact in facts
    ]
    declared = [
        (where, fact) for where, fact in folded if fact.rank is Rank.DECLARED and not fact.is_stray
    ]
    decision = _decide_window(
        folded, declared, replace(place, offset=Offset.of(start.residue, period)), period
    )
    if isinstance(decision, Layout) and any(
        offset < 0 or offset + size_of(type) > period for offset, type in decision.leaves
    ):
        return Undecided("what repeats in it can't be found out")
    return decision


def _decide_window(facts: Facts, declared: Facts, place: Place, size: int) -> Decision:
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
        return (-one.fact.rank, one.fact.is_stray, not _counts(one.type), one.position)

    for one in sorted(map(window.confirmed, window.placed.values()), key=importance):
        if _is_beside(one, window):
            beside.append(one)
            continue
        span = range(max(one.position, 0), min(one.end, window.size))
        rivals = {owners[byte] for byte in span} - {None}
        if not _counts(one.type):
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
        if _counts(rival.type) and rival.fact.rank == one.fact.rank:
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
    return _counts(rival.type) or (rival.is_everywhere and not (is_same_stretch or is_array))


def _wins(known: _Placed, fact: Fact) -> bool:
    """
    Whether what is known about bytes outweighs a fact that they are a float or a pointer. The number that an array of floats has in
    front of it is at one place of many: it says nothing about the others.
    """
    rank = known.fact.rank
    if _counts(known.type):
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
    floating = [fact for fact in window.floating if _counts(fact.type)]
    is_stated = all(one is not None and one.fact.rank >= Rank.STATED for one in owners)
    if floating and not is_stated:
        return Undecided(f"{floating[0].explain()}, at an offset that is not known")
    found = [one for one in dict.fromkeys(owners) if one is not None and _counts(one.type)]
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
