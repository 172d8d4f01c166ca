"""What functions of the usual libraries do to the memory that they are given: one letter per argument.

::

    "memcmp": "rr-"            reads what the first two arguments point to
    "strcpy": "w>r"            writes to the first one, and returns a pointer into it
    "fprintf": "-r*"           reads all from the second argument on

`-` no memory, or memory that nobody else looks into (a file, a lock); `r` reads; `w` writes all that it changes; `m` modifies;
`o` modifies an object whose contents are its own (a string, a stream), never floats of the program; `n` the same, of numbers only
(the state of a random generator, the sizes of a hash table): no pointers are in it; `p` writes pointers into the memory of the other
arguments. `>` after a letter: the result points into it. `*`: the last letter stands for all further arguments.

A function with a body is known by its body, whatever its name. None of these keeps a copy of a pointer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from xdsl.ir import Attribute

from xdsl_enzyme.analyses.library_names import INACTIVE_FUNCTIONS, INACTIVE_PATTERNS, MATHEMATICS

_LETTERS = re.compile(r"([-rwmonp])(>?)")


@dataclass(frozen=True)
class MemoryUse:
    """How a function uses the memory behind its arguments."""

    letters: str
    """One per argument."""
    returned: frozenset[int]
    """The arguments that the result may point into."""
    repeats: bool
    """Whether the last letter stands for all further arguments."""
    floats: Mapping[int, Attribute] = field(default_factory=lambda: {})
    """The arguments that are known to point to floats, with the type of these."""

    @staticmethod
    def of(text: str) -> MemoryUse:
        """Parse the notation of this module."""
        repeats = text.endswith("*")
        found = _LETTERS.findall(text.removesuffix("*"))
        if "".join(map("".join, found)) != text.removesuffix("*"):
            raise ValueError(f"'{text}' is no description of how a function uses memory")
        returned = frozenset(index for index, (_, mark) in enumerate(found) if mark)
        return MemoryUse("".join(letter for letter, _ in found), returned, repeats)

    def letter(self, index: int) -> str:
        if index < len(self.letters):
            return self.letters[index]
        return self.letters[-1] if self.repeats and self.letters else "-"

    def reads(self, index: int) -> bool:
        return self.letter(index) in "rmon"

    def writes(self, index: int) -> bool:
        """Whether the memory of an argument has other contents afterwards."""
        return self.letter(index) in "wmonp"

    def overwrites_data(self, index: int) -> bool:
        """Whether these contents may be floats of the program."""
        return self.letter(index) in "wm"

    def is_of_numbers(self, index: int) -> bool:
        """Whether all that it does behind an argument is to change an object that has no pointers in it."""
        return self.letter(index) == "n"

    def links(self, index: int) -> bool:
        """Whether pointers are stored there."""
        return self.letter(index) == "p"


_FINITE = re.compile(r"__(\w+)_finite$")


def library_name(name: str) -> str:
    """The name of a function of the math library without the frame that `-ffast-math` puts around it."""
    found = _FINITE.match(name)
    return found[1] if found is not None else name


_DECLARED: dict[str, MemoryUse] = {}


def declare_memory_use(
    names: Iterable[str], use: str, floats: Mapping[int, Attribute] | None = None
) -> None:
    """
    Say how functions use memory, in the notation of this module; `floats` has the arguments that point to floats, with the
    type of these.
    """
    _DECLARED.update(dict.fromkeys(names, replace(MemoryUse.of(use), floats=floats or {})))


def memory_use(name: str) -> MemoryUse | None:
    """How an external function uses memory; None if that is not known."""
    return _DECLARED.get(name) or _of_library(name)


@cache
def _of_library(name: str) -> MemoryUse | None:
    text = _TABLE.get(library_name(name))
    if text is None:
        text = next((use for pattern, use in _PATTERNS if pattern.match(name)), None)
    return None if text is None else MemoryUse.of(text)


def is_inactive_function(name: str) -> bool:
    """Whether an external function of that name is known to have no derivative."""
    name = library_name(name)
    return name in INACTIVE_FUNCTIONS or _matches(name)


@cache
def _matches(name: str) -> bool:
    return any(pattern.match(name) for pattern, _ in _PATTERNS)


_TABLE: Mapping[str, str] = {**MATHEMATICS, **INACTIVE_FUNCTIONS}
_PATTERNS = tuple((re.compile(pattern), use) for pattern, use in INACTIVE_PATTERNS.items())
