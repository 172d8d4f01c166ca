"""What is known about bytes: facts, how much they count, and how bytes follow from them.

::

    Fact(f64, ACCESS, "it is loaded as f64 (f.c:3:9)")      at offset 0 mod 16 of a storage
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from xdsl.dialects.builtin import AnyFloat, IntegerType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.pointer_roots import Root
from xdsl_enzyme.analyses.types.allocation_sites import ANY_SITE, Sites
from xdsl_enzyme.errors import source_location

ScalarType = AnyFloat | IntegerType | LLVMPointerType


class Rank(IntEnum):
    """How much a fact counts. What counts less matters only where nothing that counts more is known."""

    WEAK = 1
    """Comparisons and bitwise arithmetic: an integer, unless it is more."""
    DEBUG = 2
    """Debug information: the types that variables have in the source. Looked at where nothing else decides (`decisions`)."""
    DECLARED = 3
    """Types of variables: of allocations and globals."""
    USED = 4
    """How bytes are read, written and computed with."""
    STATED = 5
    """What the program says about an access: the tags that its compiler leaves."""
    HINTED = 6
    """What its author says (`hints`). It was checked against what the program shows."""


FactKey = tuple[ScalarType, Rank, bool, Root | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """That there is a scalar of some type."""

    type: ScalarType
    rank: Rank
    reason: Operation | str
    """The op that shows it, or who says so."""
    is_own: bool = True
    """Whether the function and its callees show it; else, only callers know."""
    is_stray: bool = False
    """
    Whether it may turn out not to be about this: it is about one of many places, such as `v[i]`, seen in a copy of a part of what v
    lies in, or about what a pointer leads to that may lead elsewhere.
    """
    object: Root | None = None
    """The memory that it is about, if that is known (`objects`)."""
    sites: Sites = ANY_SITE
    """Where the memory comes from that it may be about (`allocation_sites`)."""

    @property
    def key(self) -> FactKey:
        """Facts with the same key differ in where they are, and in what shows them."""
        return (self.type, self.rank, self.is_stray, self.object)

    @property
    def size(self) -> int:
        """In bytes."""
        return size_of(cast(Attribute, self.type))

    def explain(self) -> str:
        """For people: what says so, and where."""
        kind = describe_type(cast(Attribute, self.type))
        if isinstance(self.reason, str):
            return f"{self.reason} says {kind}"
        where = source_location(self.reason)
        place = f" at {where}" if where else ""
        return f"'{self.reason.name}'{place} has {kind} there"


def describe_type(type: Attribute) -> str:
    """`f64`, `an integer` or `a pointer`."""
    if isinstance(type, IntegerType):
        return f"an integer ({type})"
    return "a pointer" if type.__class__ is LLVMPointerType else str(type)
