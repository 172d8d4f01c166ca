"""Where floats and pointers lie if it is not known to the byte: aligned, as all others in the same memory.

::

    f64 at 8 mod 16, and f64 anywhere (0 mod 1)    -->    f64 at 8 mod 16, and f64 at 0 mod 8
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xdsl.dialects.builtin import AnyFloat, IntegerType, f64
from xdsl.dialects.llvm import LLVMPointerType

from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.storage import Place

WORD = 8
"""Bytes of a double, or a pointer."""


def aligned(facts: Sequence[tuple[Offset, Fact]]) -> Sequence[tuple[Offset, Fact]]:
    """
    Floats and pointers whose place is less certain than their size, as after a copy to anywhere in the same memory, lie as those do of
    which more is known.
    """
    vague = [one for one in facts if _is_vague(*one)]
    if not vague:
        return facts
    residues: dict[int, set[int]] = defaultdict(set)
    for where, fact in facts:
        if not isinstance(fact.type, IntegerType) and not where.modulus % fact.size:
            residues[fact.size].add(where.residue % fact.size)
    known = {size: found.pop() for size, found in residues.items() if len(found) == 1}
    return [
        (Offset.of(known[fact.size], fact.size, where.low, where.high), fact)
        if fact.size in known and _is_vague(where, fact)
        else (where, fact)
        for where, fact in facts
    ]


def holds_only_words(place: Place) -> bool:
    """Whether all floats and pointers in the memory that a place is in are aligned words of 8 bytes."""
    storage, _ = place.resolved()
    facts = [
        (where, fact)
        for known in storage.facts.values()
        for where, fact in known.items()
        if not isinstance(fact.type, IntegerType) and fact.rank is not Rank.DEBUG
    ]
    return len({where.residue % WORD for where, _ in aligned(facts)}) == 1 and all(
        fact.type in (f64, LLVMPointerType()) and not where.modulus % WORD
        for where, fact in aligned(facts)
    )


def is_known_part(place: Place, size: int) -> bool:
    """Whether so many bytes are a part of a float that is known to be there, as the lower half of a double is that programs set to zero."""
    storage, start = place.resolved()
    return any(
        where.modulus % WORD == 0
        and start.modulus % WORD == 0
        and where.may_overlap(fact.size, start, size)
        for known in storage.facts.values()
        for where, fact in known.items()
        if isinstance(fact.type, AnyFloat)
        and size < fact.size
        and not fact.is_stray
        and (where.modulus == 0 or where.modulus >= start.modulus > 0)
    )


def _is_vague(where: Offset, fact: Fact) -> bool:
    return 0 < where.modulus < fact.size and not isinstance(fact.type, IntegerType)
