"""What bytes hold where it can't be decided, but all that they may hold are doubles, pointers and integers: words that may be any of these.

::

    f64 at 8 mod 24, a pointer at an offset that is not known;  48 bytes   -->   f64 or a pointer in every 8 bytes

Which of the two a word is, the bits of its shadow tell when it moves (`rules.variant_words`); the shadow of an integer is zero. Doubles and
pointers must be aligned for this, as they are unless they are in packed structures.
"""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.dialects.builtin import IntegerAttr, f64
from xdsl.dialects.llvm import LLVMPointerType

from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.alignment import WORD, aligned
from xdsl_enzyme.analyses.types.facts import Fact, ScalarType

_TYPES: tuple[ScalarType, ...] = (f64, LLVMPointerType())
"""Of words; in the order in which pieces of values have them."""


def word_leaves(
    facts: Iterable[tuple[Offset, Fact]], start: Offset
) -> tuple[tuple[int, ScalarType], ...]:
    """The leaves of each 8 bytes from `start` on, given all that may be there but integers; none if there is something else."""
    facts = aligned(list(facts))
    if not all(fact.type in _TYPES and _is_aligned(fact) for _, fact in facts):
        return ()
    grid = {where.residue % WORD for where, _ in facts if where.modulus % WORD == 0}
    if len(grid) > 1:
        return ()
    at = (grid.pop() - start.residue) % WORD if grid and start.modulus % WORD == 0 else 0
    found = {fact.type for _, fact in facts}
    return tuple((at, type) for type in _TYPES if type in found)


def _is_aligned(fact: Fact) -> bool:
    """Whether the op that shows it does not say otherwise."""
    alignment = None if isinstance(fact.reason, str) else fact.reason.properties.get("alignment")
    return not isinstance(alignment, IntegerAttr) or alignment.value.data >= WORD
