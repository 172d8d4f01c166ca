"""What a window of bytes holds, decided from all facts about its storage.

::

    i32 at 0 mod 8, f32 at 4 mod 8;  16 bytes at 0 mod 8   -->  f32 at 4 and 12
    the same, and f64 at 0 mod 8                           -->  undecided

Floats count more than integers at the same bytes: that programs look at the bits of floats, or keep integers in the
same memory at other times, makes them no less floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import gcd

from xdsl.dialects.builtin import AnyFloat, IntegerType

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.points_to import Offset
from xdsl_enzyme.analyses.types.facts import Fact, Rank, ScalarType
from xdsl_enzyme.analyses.types.storage import MANY, Place, moved_offsets

LARGEST_WINDOW = 1024
"""Bytes up to which a window is looked at byte by byte."""

SMALLEST_GAP = 8
"""Bytes that are more than padding."""


@dataclass(frozen=True)
class Layout:
    """Where the floats and pointers of a window are."""

    period: int
    """Bytes after which it all repeats; the size of the window, if that is known and small."""
    leaves: tuple[tuple[int, ScalarType], ...] = ()
    """Offset and type of each float and pointer, in ascending order."""
    integers: tuple[tuple[int, int], ...] = ()
    """Begin and end of what is computed with as a number, though it may be (part of) a float."""
    unknown: str | None = None
    """Why nothing is known about some bytes, if so."""
    is_foreign: bool = False
    """Whether it may be memory that is also known under another name."""

    @property
    def floats(self) -> tuple[tuple[int, AnyFloat], ...]:
        return tuple((o, type) for o, type in self.leaves if isinstance(type, AnyFloat))


@dataclass(frozen=True)
class Undecided:
    """Why a window can't be decided."""

    why: str


Decision = Layout | Undecided


@dataclass
class _Window:
    """Facts at exact positions, and those whose position is not known."""

    size: int
    placed: list[tuple[int, Fact]] = field(default_factory=list[tuple[int, Fact]])
    floating: list[Fact] = field(default_factory=list[Fact])


def decide(place: Place, size: int | None) -> Decision:
    """The layout of `size` bytes (None: unknown) at a place."""
    storage, start = place.resolved()
    facts = [
        (where, fact)
        for known in storage.facts.values()
        for where, fact in known.items()
        if _overlaps(where, fact, start, size)
    ]
    decision = _decide(facts, start, size)
    if storage.is_foreign and isinstance(decision, Layout) and not decision.leaves:
        if not any(fact.rank > Rank.WEAK for _, fact in facts):
            return replace(decision, unknown=NOTHING_KNOWN, is_foreign=True)
    return decision


def _decide(facts: Sequence[tuple[Offset, Fact]], start: Offset, size: int | None) -> Decision:
    if (dense := _dense(facts, start, size)) is not None:
        return dense
    if size is not None and size <= LARGEST_WINDOW:
        return _decide_window(facts, start, size)
    if not any(_counts(fact.type) for _, fact in facts):
        return Layout(1, unknown=None if facts else NOTHING_KNOWN)
    return _decide_period(facts, start)


NOTHING_KNOWN = "nothing in the program shows what the bytes are"


def _counts(type: ScalarType) -> bool:
    """Whether a derivative may go wrong over values of this type."""
    return not isinstance(type, IntegerType)


def _overlaps(where: Offset, fact: Fact, start: Offset, size: int | None) -> bool:
    window = LARGEST_STRETCH if size is None else size
    return start.may_overlap(window, where, size_of(fact.type))


LARGEST_STRETCH = 1 << 62


def _dense(facts: Sequence[tuple[Offset, Fact]], start: Offset, size: int | None) -> Layout | None:
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


def _decide_period(facts: Sequence[tuple[Offset, Fact]], start: Offset) -> Decision:
    """An array of records of unknown length."""
    period = 0
    for where, _ in facts:
        if where.modulus:
            period = gcd(period, where.modulus)
    if start.modulus:
        period = gcd(period, start.modulus)
    if not 0 < period <= LARGEST_WINDOW:
        return Undecided("floats and other data are mixed in a stretch of unknown or large size")
    folded = [(Offset.of(where.residue, period), fact) for where, fact in facts]
    decision = _decide_window(folded, Offset.of(start.residue, period), period)
    if isinstance(decision, Layout) and any(
        offset < 0 or offset + size_of(type) > period for offset, type in decision.leaves
    ):
        return Undecided("what repeats in it can't be found out")
    return decision


def _decide_window(facts: Iterable[tuple[Offset, Fact]], start: Offset, size: int) -> Decision:
    window = _Window(size)
    for where, fact in facts:
        width = size_of(fact.type)
        modulus = gcd(where.modulus, start.modulus)
        if modulus and (modulus < width or (size + width) // modulus > MANY):
            window.floating.append(fact)
            continue
        for offset in moved_offsets(where, width, start, Offset(), size):
            window.placed.append((offset.residue, fact))
    return _decide_placed(window)


def _decide_placed(window: _Window) -> Decision:
    """Byte by byte; what counts more comes first."""
    owners: list[tuple[int, Fact] | None] = [None] * window.size
    integers: list[tuple[int, int]] = []
    order = sorted(window.placed, key=lambda one: (-one[1].rank, not _counts(one[1].type), one[0]))
    for position, fact in order:
        begin, end = max(position, 0), min(position + size_of(fact.type), window.size)
        rivals = {owners[byte] for byte in range(begin, end)} - {None}
        if _counts(fact.type):
            for rival in rivals:
                assert rival is not None
                at, other = rival
                if (at, other.type) == (position, fact.type):
                    break
                if _counts(other.type) and other.rank <= Rank.USED:
                    if fact.rank < other.rank:
                        break
                    return Undecided(
                        f"the same bytes have several types: {other.explain()}, {fact.explain()}"
                    )
            else:
                if not any(one is not None and _wins(one[1], fact) for one in rivals):
                    for byte in range(begin, end):
                        owners[byte] = (position, fact)
            continue
        if fact.rank >= Rank.USED:
            integers.append((begin, end))
        for byte in range(begin, end):
            if owners[byte] is None:
                owners[byte] = (position, fact)
    return _layout(window, owners, integers)


def _wins(known: Fact, fact: Fact) -> bool:
    """Whether what is known about bytes outweighs a fact that they are a float or a pointer."""
    if _counts(known.type):
        return known.rank > fact.rank
    return known.rank is Rank.STATED or (fact.rank is Rank.DECLARED and known.rank > fact.rank)


def _layout(
    window: _Window, owners: list[tuple[int, Fact] | None], integers: list[tuple[int, int]]
) -> Decision:
    floating = [fact for fact in window.floating if _counts(fact.type)]
    for fact in floating:
        stated = all(one is not None and one[1].rank is Rank.STATED for one in owners)
        if not stated:
            return Undecided(f"{fact.explain()}, at an offset that is not known")
    found = dict.fromkeys(one for one in owners if one is not None and _counts(one[1].type))
    leaves: list[tuple[int, ScalarType]] = []
    for position, fact in sorted(found, key=lambda one: one[0]):
        span = range(max(position, 0), min(position + size_of(fact.type), window.size))
        if any(owners[byte] != (position, fact) for byte in span):
            return Undecided(f"only a part of it is left where {fact.explain()}")
        leaves.append((position, fact.type))
    return Layout(window.size, tuple(leaves), tuple(sorted(set(integers))), _gap(window, owners))


def _gap(window: _Window, owners: list[tuple[int, Fact] | None]) -> str | None:
    """What is said if nothing is known about more bytes than padding would be."""
    length = 0
    for byte, owner in enumerate(owners):
        length = 0 if owner is not None else length + 1
        if length == SMALLEST_GAP and not window.floating:
            return f"nothing in the program shows what the bytes from {byte + 1 - length} on are"
    return None
