"""What a window of bytes holds: where its floats and pointers are, or why that is not decided.

::

    floats at 4 and 12 of 16 bytes, a number at 0   -->   Layout(16, ((4, f32), (12, f32)), integers=((0, 4),))
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.dialects.builtin import AnyFloat

from xdsl_enzyme.analyses.types.facts import ScalarType


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
