"""The pieces of memory that analyses tell apart, and places in them.

::

    %p = llvm.alloca %n x f64; %q = llvm.getelementptr %p[%i] … f64     an allocation, and the bytes 0 mod 8 of it
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from math import gcd
from typing import NamedTuple

from xdsl.ir import SSAValue


class Offset(NamedTuple):
    """
    The bytes `residue + k * modulus` for any integer k, from `low` to `high` as far as these are known; exactly `residue` if the modulus is 0.
    (Strided intervals: Balakrishnan and Reps, *Analyzing memory accesses in x86 executables*, 2004.)
    """

    residue: int = 0
    modulus: int = 0
    low: int | None = None
    high: int | None = None

    def plus(self, other: Offset) -> Offset:
        if other == HERE:
            return self
        if not self.modulus and not other.modulus:
            return Offset(self.residue + other.residue)
        low, high = _sum(self.first, other.first), _sum(self.last, other.last)
        return Offset.of(self.residue + other.residue, gcd(self.modulus, other.modulus), low, high)

    def join(self, other: Offset) -> Offset:
        """
        All of both, and what is congruent to them, from the first on. One that others are joined to again and again begins earlier a few times
        only, at powers of two.
        """
        if other == self or self == ANYWHERE:
            return self
        difference = abs(self.residue - other.residue)
        low = _either(min, self.first, other.first)
        if low is not None and low != self.first and self.modulus:
            low = 1 << (low.bit_length() - 1) if low > 0 else 0 if low == 0 else None
        elif low is not None and low < 0:
            low = None
        return Offset.of(self.residue, gcd(self.modulus, other.modulus, difference), low)

    def hull(self, other: Offset) -> Offset:
        """The same, between the first and the last of both."""
        if other == self:
            return self
        low, high = _either(min, self.first, other.first), _either(max, self.last, other.last)
        joined = self.join(other)
        return Offset.of(joined.residue, joined.modulus, low, high)

    def contains(self, other: Offset) -> bool:
        if not self.modulus or other == self:
            return other == self
        if (other.residue - self.residue) % self.modulus or other.modulus % self.modulus:
            return False
        first, last = other.first, other.last
        return (self.low is None or (first is not None and first >= self.low)) and (
            self.high is None or (last is not None and last <= self.high)
        )

    def negated(self) -> Offset:
        """As many bytes backwards."""
        if not self.modulus:
            return Offset(-self.residue)
        low, high = self.first, self.last
        return Offset.of(
            -self.residue,
            self.modulus,
            None if high is None else -high,
            None if low is None else -low,
        )

    @property
    def first(self) -> int | None:
        """The first of the bytes, if known."""
        return self.low if self.modulus else self.residue

    @property
    def last(self) -> int | None:
        """The last of the bytes, if known."""
        return self.high if self.modulus else self.residue

    @property
    def some(self) -> int:
        """One of the bytes: the first or last one, if known."""
        if self.low is None:
            return self.residue if self.high is None else self.high
        return self.low

    @property
    def length(self) -> int | None:
        """How many there are, if known."""
        if self.low is None or self.high is None:
            return None if self.modulus else 1
        return (self.high - self.low) // self.modulus + 1

    @staticmethod
    def of(residue: int, modulus: int, low: int | None = None, high: int | None = None) -> Offset:
        """Bounds are moved to the next of the bytes between them. Where there is none, what is known is contradictory, and not taken for true."""
        if not modulus:
            return Offset(residue)
        if low is not None:
            low += (residue - low) % modulus
        if high is not None:
            high -= (high - residue) % modulus
            if low == high:
                return Offset(high)
            if low is not None and low > high:
                low = high = None
        return Offset(residue % modulus, modulus, low, high)

    def clipped(self, low: int, high: int | None) -> Offset | None:
        """Those from `low` to `high`; None if there are none."""
        first, last = self.first, self.last
        low = low if first is None else max(low, first)
        high = last if high is None else high if last is None else min(high, last)
        low += (self.residue - low) % self.modulus if self.modulus else 0
        if high is not None and low > high:
            return None
        return Offset.of(self.residue, self.modulus, low, high)

    def may_overlap(self, size: int, other: Offset, other_size: int) -> bool:
        """Whether `size` bytes here and `other_size` bytes there may share a byte."""
        if _is_before(self.last, size, other.first) or _is_before(
            other.last, other_size, self.first
        ):
            return False
        common = gcd(self.modulus, other.modulus)
        distance = other.residue - self.residue
        if common == 0:
            return -other_size < distance < size
        distance %= common
        return distance < size or distance > common - other_size


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _either(choose: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else choose(one, other)


def _is_before(last: int | None, size: int, first: int | None) -> bool:
    return last is not None and first is not None and last + size <= first


HERE = Offset()
"""The very begin."""
FIRST_PAGE = 4096
"""No memory is at lower addresses."""
ANYWHERE = Offset(0, 1)
"""No knowledge of the offset."""


class ObjectKind(Enum):
    ARGUMENT = auto()
    """What a pointer argument points to."""
    ALLOCATION = auto()
    """Memory that this function allocates, on the stack or the heap."""
    GLOBAL = auto()
    REACHED = auto()
    """What pointers loaded from another object point to."""
    UNKNOWN = auto()
    """What a pointer made from an integer, or returned by an unknown function, points to."""


@dataclass(eq=False)
class MemoryObject:
    """A piece of memory with a name. Compared by identity."""

    kind: ObjectKind
    name: str
    value: SSAValue | None = None
    """The argument, the result of the allocation, or any pointer of unknown origin."""
    parent: MemoryObject | None = None
    """For `REACHED` memory: the object that it is reached from."""
    place: Offset = ANYWHERE
    """For `REACHED` memory: where in that object the pointer lies that leads here."""
    is_apart: bool = False
    """Memory of a library function: no other pointer of the program leads there."""
    is_constant: bool = False
    """A global that is never written: there are no pointers in it but those that it starts with."""

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} {self.name}>"


Targets = dict[MemoryObject, Offset]
