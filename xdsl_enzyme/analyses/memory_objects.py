"""The pieces of memory that analyses tell apart, and places in them.

::

    %p = llvm.alloca %n x f64; %q = llvm.getelementptr %p[%i] … f64     an allocation, and the bytes 0 mod 8 of it
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from math import gcd
from typing import NamedTuple

from xdsl.ir import SSAValue


class Offset(NamedTuple):
    """
    The bytes `residue + k * modulus` for any integer k, from `least` on if that is known; exactly `residue` if the modulus is 0.
    """

    residue: int = 0
    modulus: int = 0
    least: int | None = None

    @property
    def begin(self) -> int | None:
        """The first of these bytes, if known."""
        return self.least if self.modulus else self.residue

    def plus(self, other: Offset) -> Offset:
        if other == HERE:
            return self
        one, two = self.begin, other.begin
        least = None if one is None or two is None else one + two
        return Offset.of(self.residue + other.residue, gcd(self.modulus, other.modulus), least)

    def join(self, other: Offset) -> Offset:
        """What contains both. One that others are joined to again and again begins earlier a few times only, at powers of two."""
        if other == self:
            return self
        difference = abs(self.residue - other.residue)
        least, begin = self.begin, other.begin
        if least is None or begin is None:
            least = None
        elif begin < least:
            is_first = self.modulus == 0
            least = begin if is_first or begin <= 0 else 1 << (begin.bit_length() - 1)
        return Offset.of(self.residue, gcd(self.modulus, other.modulus, difference), least)

    def contains(self, other: Offset) -> bool:
        return self.join(other) == self

    def negated(self) -> Offset:
        """As many bytes backwards."""
        return Offset.of(-self.residue, self.modulus)

    @staticmethod
    def of(residue: int, modulus: int, least: int | None = None) -> Offset:
        """In the one form that is compared: bounds below 0 say too little to be kept, so that there are not too many of them."""
        if modulus == 0:
            return Offset(residue)
        residue %= modulus
        if least is None or least < 0:
            return Offset(residue, modulus)
        return Offset(residue, modulus, least + (residue - least) % modulus)

    def may_overlap(self, size: int, other: Offset, other_size: int) -> bool:
        """Whether `size` bytes here and `other_size` bytes there may share a byte."""
        if self.is_behind(other, other_size) or other.is_behind(self, size):
            return False
        common = gcd(self.modulus, other.modulus)
        distance = other.residue - self.residue
        if common == 0:
            return -other_size < distance < size
        distance %= common
        return distance < size or distance > common - other_size

    def is_behind(self, other: Offset, size: int) -> bool:
        """Whether this begins no earlier than `size` bytes there end."""
        return self.least is not None and not other.modulus and other.residue + size <= self.least


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
