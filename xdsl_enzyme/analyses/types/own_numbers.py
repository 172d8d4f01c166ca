"""Members of objects that are integers, where other objects with the same interface have floats or pointers.

A function of one class is called with what may be objects of several::

    fn count(&mut self) { self.dropped += 1; }       struct Gate { threshold: f64, dropped: usize }

The function and the source agree that the word is an integer: what only callers know is about other objects.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import IntegerType

from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.alignment import WORD
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.storage import Place

Placed = tuple[Offset, Fact]


def own_number(facts: Sequence[Placed], place: Place, size: int | None) -> Sequence[Placed]:
    """
    What a function knows of a word, or a byte or two, if that is all that counts: its source declares a member of a structure there that is an
    integer, the function uses it as one, and it has no floats and pointers there but such as `v[i]`, with an array v beside it. Half a word may be that
    of a double, which programs take apart to look at its exponent.
    """
    _, start = place.resolved()
    if size not in _SIZES or all(fact.is_own for _, fact in facts):
        return facts
    own = [(where, fact) for where, fact in facts if fact.is_own]
    numbers = [one for one in own if _is_number_at(start, size, *one)]
    periods = {where.modulus for where, fact in numbers if fact.rank is Rank.DEBUG}
    if not periods or not any(is_computed_with(fact) for _, fact in numbers):
        return facts
    beside = {
        fact.type for where, fact in own if fact.rank is Rank.DEBUG and where.modulus in periods
    }
    here = [
        (where, fact)
        for where, fact in own
        if start.may_overlap(size, where, fact.size)
        and not (fact.type in beside and _is_vaguer(where, start, periods))
    ]
    return here if all(isinstance(fact.type, IntegerType) for _, fact in here) else facts


_SIZES = (1, 2, WORD)


def is_computed_with(fact: Fact) -> bool:
    """Whether a program uses an integer as a number, and does not just call it so: an address may be called a number, and copied as one."""
    is_called = not isinstance(fact.reason, str) and "tbaa" in fact.reason.attributes
    return fact.rank is Rank.USED and isinstance(fact.type, IntegerType) and not is_called


def _is_number_at(start: Offset, size: int, where: Offset, fact: Fact) -> bool:
    return isinstance(fact.type, IntegerType) and fact.size == size and where.contains(start)


def _is_vaguer(where: Offset, start: Offset, periods: set[int]) -> bool:
    """Whether something may be at many places of a structure."""
    return 0 < where.modulus < min(periods) and not 0 < start.modulus <= where.modulus
