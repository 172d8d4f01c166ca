"""What a window of bytes holds, decided from all facts about its storage.

::

    i32 at 0 mod 8, f32 at 4 mod 8;  16 bytes at 0 mod 8   -->  f32 at 4 and 12
    the same, and f64 at 0 mod 8                           -->  undecided

Floats count more than integers at the same bytes: that programs look at the bits of floats, or keep integers in the
same memory at other times, makes them no less floats.
"""

from __future__ import annotations

from dataclasses import replace
from math import gcd

from xdsl.dialects.builtin import AnyFloat, IntegerType, f64

from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.alignment import aligned
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.layouts import Decision, Layout, Undecided
from xdsl_enzyme.analyses.types.own_numbers import is_computed_with, own_number
from xdsl_enzyme.analyses.types.storage import LARGEST_STRETCH, Place
from xdsl_enzyme.analyses.types.windows import Facts, counts, decide_window
from xdsl_enzyme.analyses.types.words import word_leaves

LARGEST_WINDOW = 1024
"""Bytes up to which a window is looked at byte by byte."""

ONCE = 1 << 56
"""The period of what does not repeat."""

NOTHING_KNOWN = "nothing in the program shows what the bytes are"


def decide(place: Place, size: int | None, *, is_moved: bool = False) -> Decision:
    """The layout of `size` bytes (None: unknown) at a place: as it is known, or by words."""
    decision = decide_exactly(place, size, is_moved=is_moved)
    return by_words(place, size) or decision if isinstance(decision, Undecided) else decision


def by_words(place: Place, size: int | None) -> Layout | None:
    """Each word as what it may be, if that is enough; parts of words are integers where no floats are."""
    _, start = place.resolved()
    facts = [
        (where, fact)
        for where, fact in _known_at(place)
        if counts(fact.type) and _overlaps(where, fact, start, size)
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


def decide_exactly(place: Place, size: int | None, *, is_moved: bool = False) -> Decision:
    """
    The layout of `size` bytes (None: unknown) at a place. Debug information is asked where nothing else says what they are. What is only
    moved need not be what the function calls it, and computes with elsewhere.
    """
    facts = aligned(_known_at(place))
    if not is_moved:
        facts = own_number(facts, place, size)
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
    """Whether an integer may be the bits of a float: those of a variable that is made to look at them, or those that a program computes with."""
    return (
        (number.rank is Rank.DECLARED or is_computed_with(number))
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
        if counts(fact.type) and fact.rank is not Rank.DEBUG and _overlaps(where, fact, start, None)
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
        return decide_window(facts, declared, place, size)
    if not any(counts(fact.type) for _, fact in facts):
        return Layout(1, unknown=None if facts else NOTHING_KNOWN)
    return _decide_period(facts, place)


def _overlaps(where: Offset, fact: Fact, start: Offset, size: int | None) -> bool:
    window = LARGEST_STRETCH if size is None else size
    return start.may_overlap(window, where, fact.size)


def _dense(facts: Facts, start: Offset, size: int | None) -> Layout | None:
    """An array of one type of floats, or of pointers, whatever is known about where its elements are."""
    types = {fact.type for _, fact in facts}
    if len(types) != 1:
        return None
    (element,) = types
    width = size_of(element)
    if not counts(element) or (size is not None and size % width != 0):
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
    certain = [(where, fact) for where, fact in facts if counts(fact.type) and not fact.is_stray]
    moduli = [where.modulus for where, _ in certain or facts if where.modulus]
    start = place.offset
    period = gcd(*moduli, start.modulus)
    if not 0 < period <= LARGEST_WINDOW:
        return Undecided("floats and other data are mixed in a stretch of unknown or large size")
    folded = [
        (
            Offset.of(where.residue, gcd(where.modulus, period)) if counts(fact.type) else where,
            fact,
        )
        for where, fact in facts
    ]
    declared = [
        (where, fact) for where, fact in folded if fact.rank is Rank.DECLARED and not fact.is_stray
    ]
    decision = decide_window(
        folded, declared, replace(place, offset=Offset.of(start.residue, period)), period
    )
    if isinstance(decision, Layout) and any(
        offset < 0 or offset + size_of(type) > period for offset, type in decision.leaves
    ):
        return Undecided("what repeats in it can't be found out")
    return decision
