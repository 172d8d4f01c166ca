"""What is said of bytes, whatever is decided about them: by tags, by the source, by hints, and by their use.

On structured form, of a program without debug information::

    %b = llvm.load %x : i64            where %x points, there is an integer, as far as the program shows
    %k = arith.addi %b, %key : i64     still: keys are added to the bits of floats as well
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xdsl.dialects import llvm
from xdsl.dialects.builtin import AnyFloat, IntegerType

from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.own_numbers import is_computed_with
from xdsl_enzyme.analyses.types.storage import LARGEST_STRETCH, Place


def given_floats(place: Place) -> Iterator[tuple[Offset, int]]:
    """
    Where floats are in memory that a caller knows, and how long they are: where anything says so, or everywhere if nobody says what there is.
    """
    facts = list(_facts_at(place, None))
    if not any(_says_what_it_is(fact) for _, fact in facts):
        yield Offset(0, 1), 1
    yield from _floats(facts)


def is_said_float(place: Place, size: int) -> bool:
    """Whether just these bytes are said to be a float."""
    _, start = place.resolved()
    return any(
        length == size and where.modulus in (0, start.modulus)
        for where, length in _floats(_facts_at(place, size))
    )


def _floats(facts: Iterable[tuple[Offset, Fact]]) -> Iterator[tuple[Offset, int]]:
    """Those of floats, but what is known less well than others, and may be somewhere in a record that these are in."""
    known = [
        (where, fact.size)
        for where, fact in facts
        if isinstance(fact.type, AnyFloat) and not fact.is_stray
    ]
    period = max((where.modulus for where, _ in known), default=0)
    for where, size in known:
        if where.modulus in (0, period) and (period == 0 or period >= size):
            yield where, size


def _facts_at(place: Place, size: int | None) -> Iterator[tuple[Offset, Fact]]:
    storage, start = place.resolved()
    window = LARGEST_STRETCH if size is None else size
    for known in storage.facts.values():
        for where, fact in known.items():
            if place.may_be_in(fact.object, fact.sites) and start.may_overlap(
                window, where, fact.size
            ):
                yield where, fact


def _says_what_it_is(fact: Fact) -> bool:
    """Whether a fact is more than that an integer is compared or computed with, or that a variable of its size holds it."""
    if not isinstance(fact.type, IntegerType):
        return True
    if fact.rank is Rank.DECLARED:
        return not isinstance(fact.reason, llvm.AllocaOp)
    return fact.rank is not Rank.WEAK and not is_computed_with(fact)
