"""Bytes of which nobody says what they are: no tag, no source, no hint, and no use as floats or pointers.

On structured form, of a program without debug information::

    %b = llvm.load %x : i64            where %x points, there is an integer, as far as the program shows
    %k = arith.addi %b, %key : i64     still: keys are added to the bits of floats as well
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.dialects.builtin import IntegerType

from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.own_numbers import is_computed_with
from xdsl_enzyme.analyses.types.storage import LARGEST_STRETCH, Place


def is_said(place: Place, size: int | None) -> bool:
    """Whether anything says what some of `size` bytes (None: unknown) at a place are."""
    storage, start = place.resolved()
    window = LARGEST_STRETCH if size is None else size
    return any(
        _says_what_it_is(fact) and start.may_overlap(window, where, fact.size)
        for known in storage.facts.values()
        for where, fact in known.items()
        if place.may_be_in(fact.object, fact.sites)
    )


def _says_what_it_is(fact: Fact) -> bool:
    """Whether a fact is more than that an integer is compared or computed with, or that a variable of its size holds it."""
    if not isinstance(fact.type, IntegerType):
        return True
    if fact.rank is Rank.DECLARED:
        return not isinstance(fact.reason, llvm.AllocaOp)
    return fact.rank is not Rank.WEAK and not is_computed_with(fact)
