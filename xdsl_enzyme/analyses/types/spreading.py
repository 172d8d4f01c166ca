"""Facts about storages, and how they spread from one to the other, until each storage holds all that is known about it.

::

    state(f64 at 0 of %p)
    same_bytes(%b, %p, 8)      -->   f64 at 0 of %b, and where the bytes of %b are stored next
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from xdsl.dialects.builtin import AnyFloat, IntegerType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.layout import scalar_leaves
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.allocation_sites import union
from xdsl_enzyme.analyses.types.facts import Fact, Rank, ScalarType
from xdsl_enzyme.analyses.types.hints import contradiction
from xdsl_enzyme.analyses.types.storage import (
    MANY,
    Edge,
    Place,
    Storage,
    generalised,
    moved_offsets,
)


class SpreadingFacts:
    """The facts that have been stated, and the ways between the storages that they are about."""

    def __init__(self) -> None:
        self._hinted: dict[Storage, None] = {}
        self._news: deque[tuple[Storage, Offset, Fact]] = deque()

    def state(self, place: Place, type: Attribute, rank: Rank, reason: Operation | str) -> None:
        """That there is a value of this type at a place; each scalar in it is a fact."""
        storage, offset = place.resolved()
        for start, scalar in scalar_leaves(type):
            if isinstance(scalar, AnyFloat | LLVMPointerType) or _fills_bytes(scalar):
                fact = Fact(
                    cast(ScalarType, scalar), rank, reason, object=place.object, sites=place.sites
                )
                self._add(storage, offset.plus(Offset(start)) if start else offset, fact)

    def _add(self, storage: Storage, offset: Offset, fact: Fact) -> None:
        known = storage.facts.setdefault(fact.key, {})
        if _is_known(known, offset, fact):
            return
        if fact.is_stray:
            # Maybe back from where a part of it was copied to.
            for object in {fact.object, None}:
                certain = storage.facts.get(replace(fact, is_stray=False, object=object).key)
                if certain is not None and _is_known(certain, offset, fact):
                    return
        if (same := known.get(offset)) is not None:
            # About more memory than is known so far.
            is_own, sites = fact.is_own or same.is_own, fact.sites | same.sites
            fact = replace(fact, is_own=is_own, sites=sites)
        known[offset] = fact
        news = [offset]
        if len(known) > MANY:
            fact = next((one for one in known.values() if one.is_own), fact)
            fact = replace(fact, sites=union(one.sites for one in known.values()))
            news = sorted(generalised(known), key=lambda one: one.residue)
            known.clear()
            known.update(dict.fromkeys(news, fact))
        if fact.rank is Rank.HINTED:
            self._hinted[storage] = None
        self._news += [(storage, one, fact) for one in news]

    def link(self, edge: Edge) -> None:
        """That facts at one place hold at another."""
        storage, source = edge.source.resolved()
        target, offset = edge.target.resolved()
        storage.edges.append(
            Edge(
                Place(storage, source, edge.source.object, edge.source.sites),
                Place(target, offset, edge.target.object, edge.target.sites),
                edge.size,
                edge.to_memory,
                edge.only_own,
                edge.makes_own,
                edge.renaming,
            )
        )

    def same_bytes(self, one: Place, other: Place, size: int, *, is_value: bool) -> None:
        """Both ways; `one` is a value, or (if not `is_value`) memory."""
        self.link(Edge(other, one, size))
        self.link(Edge(one, other, size, to_memory=is_value))

    def spread(self) -> None:
        """Until nothing new is known anywhere."""
        while self._news:
            storage, where, fact = self._news.popleft()
            size = fact.size
            for edge in storage.edges:
                if not edge.carries(fact):
                    continue
                # Facts that are known here are facts there; only callees are told what is not their own.
                rank = fact.rank
                if rank is Rank.STATED and edge.to_memory:
                    # What is stated of a value is what is seen of the memory that it is loaded from.
                    rank = Rank.USED
                elif rank is Rank.HINTED and not edge.only_own:
                    # It is about the memory that its author had in mind, not about what shares bytes with that.
                    rank = Rank.USED
                moved = Fact(
                    fact.type,
                    rank,
                    fact.reason,
                    is_own=fact.is_own and edge.makes_own,
                    is_stray=edge.is_stray(where, fact),
                    object=edge.object_of(fact),
                    sites=edge.sites_of(fact),
                )
                if moved.is_stray and 0 < (edge.size or 0) < size:
                    continue
                target = edge.target.storage
                for offset in moved_offsets(
                    where, size, edge.source.offset, edge.target.offset, edge.size
                ):
                    # Where memory is copied to anywhere in itself, what it holds is where else it is known to be.
                    is_lost = target is storage and 0 < offset.modulus < size
                    is_stray = moved.is_stray or is_lost or _is_known_better(target, offset, moved)
                    self._add(target, offset, replace(moved, is_stray=is_stray))

    def check_hints(self) -> None:
        """Raises `DifferentiationError` if what a hint says is not what the program does."""
        for storage in self._hinted:
            facts = [
                (where, fact)
                for (_, rank, _, _), known in storage.facts.items()
                if rank >= Rank.USED
                for where, fact in known.items()
                if fact.is_own
            ]
            for at, hint in facts:
                if hint.rank is not Rank.HINTED:
                    continue
                for where, fact in facts:
                    if (error := contradiction(fact, where, hint, at)) is not None:
                        raise error


def _is_known(facts: Mapping[Offset, Fact], offset: Offset, fact: Fact) -> bool:
    """Whether a fact is no news beside others of its kind."""
    if (same := facts.get(offset)) is not None:
        return _says_all(same, fact)
    # What has no modulus is one offset, and contains no other.
    return any(
        where.modulus and where.contains(offset) and _says_all(other, fact)
        for where, other in facts.items()
    )


def _says_all(known: Fact, fact: Fact) -> bool:
    """Whether a fact is about all memory that another of its kind is about."""
    return (known.is_own or not fact.is_own) and not fact.sites & ~known.sites


def _is_known_better(storage: Storage, offset: Offset, fact: Fact) -> bool:
    """Whether it is known more exactly where in some memory floats are, which may be all that is meant."""
    if not isinstance(fact.type, AnyFloat) or fact.object is not None or not offset.modulus:
        return False
    certain = storage.facts.get(replace(fact, is_stray=False).key, {})
    return any(at != offset and offset.contains(at) for at in certain)


def _fills_bytes(type: Attribute) -> bool:
    return isinstance(type, IntegerType) and type.bitwidth >= 8
