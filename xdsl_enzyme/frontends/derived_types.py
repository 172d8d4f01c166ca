"""The derived types of a Fortran program, from what flang says about them in constants: LLVM IR text -> `DerivedType`.

::

    @_QMmEXdtXlayer = … %_QM__fortran_type_infoTderivedtype {…}    -->    DerivedType("_QMmEXdtXlayer", 96, (Component("bias", ALLOCATABLE, REAL, 8, …), …))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from xdsl_enzyme.errors import ReadError

_GLOBAL = re.compile(
    r'^@(?P<name>"[^"]*"|[-\w$.]+) = (?P<flags>[^%\[\n]*?)\b(?:constant|global) (?P<type>%_QM__fortran_type_infoT\w+(?:\.\d+)?'
    r"|\[\d+ x (?:\[\d+ x )*%_QM__fortran_type_infoT\w+(?:\.\d+)?\]+) (?P<value>.*)$",
    re.MULTILINE,
)
_SYMBOL = re.compile(r'@("[^"]*"|[-\w$.]+)')


class Genre(IntEnum):
    """How a component is kept in an object."""

    DATA = 1
    POINTER = 2
    ALLOCATABLE = 3
    AUTOMATIC = 4


class Category(IntEnum):
    """What kind of values a component has."""

    INTEGER = 0
    UNSIGNED = 1
    REAL = 2
    COMPLEX = 3
    CHARACTER = 4
    LOGICAL = 5
    DERIVED = 6


@dataclass(frozen=True)
class Component:
    """One component of a derived type."""

    name: str
    genre: Genre
    category: Category
    kind: int
    rank: int
    offset: int
    length: int
    """Of characters."""
    derived: str | None
    """The symbol of its type."""
    count: int
    """Of elements, if they are in the object."""
    initial: str | None
    """The symbol of what it is to begin with."""

    @property
    def has_descriptor(self) -> bool:
        return self.genre is not Genre.DATA

    def element_size(self, types: Mapping[str, DerivedType]) -> int:
        """In bytes."""
        if self.category is Category.DERIVED:
            type = types.get(self.derived or "")
            return 0 if type is None else type.size
        if self.category is Category.CHARACTER:
            return self.kind * self.length
        if self.category in (Category.REAL, Category.COMPLEX):
            size = _FLOAT_SIZES.get(self.kind, self.kind)
            return 2 * size if self.category is Category.COMPLEX else size
        return self.kind


_FLOAT_SIZES = {3: 2, 10: 16}
"""Of kinds that are not called by their size."""


@dataclass(frozen=True)
class DerivedType:
    """A derived type, as flang describes it."""

    symbol: str
    size: int
    components: tuple[Component, ...]
    procedure_pointers: tuple[int, ...]
    """Their offsets."""
    parent: str | None
    """The symbol of the type that it extends."""
    has_assignment: bool
    """Whether it defines an assignment of its own."""
    has_final: bool
    """Whether it has final procedures."""
    bindings: tuple[str | None, ...] = ()
    """The symbols of its type-bound procedures, in the order of its table."""


def derived_types(llvm_ir: str) -> dict[str, DerivedType]:
    """The derived types that are described in LLVM IR text, by the symbol of the description."""
    constants = {match["name"]: match for match in _GLOBAL.finditer(llvm_ir)}
    return {
        name: _derived_type(name, match["value"], constants)
        for name, match in constants.items()
        if "_type_infoTderivedtype" in match["type"] and match["value"].startswith("{")
    }


def is_extended(symbol: str, types: Mapping[str, DerivedType]) -> bool:
    """Whether there are types that extend one."""
    return any(one.parent == symbol for one in types.values())


def _derived_type(name: str, value: str, constants: dict[str, re.Match[str]]) -> DerivedType:
    fields = _members(value)
    size, components, pointers, specials = fields[2], fields[6], fields[7], fields[8]
    which = {_integer(special[0]) for special in _table(specials, constants)}
    found = tuple(_component(one, constants) for one in _table(components, constants))
    return DerivedType(
        name,
        _integer(size),
        found,
        tuple(_integer(one[1]) for one in _table(pointers, constants)),
        parent=found[0].derived if found and _integer(fields[10]) else None,
        has_assignment=bool(which & {1, 2}),
        has_final=any(one >= 7 for one in which),
        bindings=tuple(_symbol(one[0]) for one in _table(fields[0], constants)),
    )


def _table(descriptor: str, constants: dict[str, re.Match[str]]) -> Iterator[list[str]]:
    """The entries of a table, given its descriptor."""
    symbol = _pointed(descriptor)
    if symbol is None:
        return
    if symbol not in constants:
        raise ReadError(
            f"the table '{symbol}' of a derived type is not in the program",
            hint="compile the file that defines the type together with this one",
        )
    for entry in _members(constants[symbol]["value"]):
        yield _members(entry)


def _component(fields: Sequence[str], constants: dict[str, re.Match[str]]) -> Component:
    name, genre, category, kind, rank, _, offset, length, derived, _, bounds, initial = fields
    limits = [_members(one)[2] for one in _bounds(bounds, constants)]
    count = 1
    for lower, upper in zip(limits[::2], limits[1::2], strict=True):
        count *= max(_integer(upper) - _integer(lower) + 1, 0)
    genre_, length_ = Genre(_integer(genre)), _members(length)
    return Component(
        _pointed(name) or "",
        genre_,
        Category(_integer(category)),
        _integer(kind),
        _integer(rank),
        _integer(offset),
        _integer(length_[2]) if len(length_) > 2 else 0,
        _pointed(derived),
        count if genre_ is Genre.DATA else 0,
        _symbol(initial),
    )


def _bounds(descriptor: str, constants: dict[str, re.Match[str]]) -> list[str]:
    symbol = _pointed(descriptor)
    if symbol is None or symbol not in constants:
        return []
    return [bound for pair in _members(constants[symbol]["value"]) for bound in _members(pair)]


def _members(constant: str) -> list[str]:
    """The members of an aggregate constant, which may have its type in front."""
    start = _opening(constant)
    if start is None:
        return []
    members: list[str] = []
    depth, begin, quoted = 0, start + 1, False
    for position in range(start, len(constant)):
        character = constant[position]
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "{[(<":
            depth += 1
        elif character in "}])>":
            depth -= 1
            if depth == 0:
                members.append(constant[begin:position].strip())
                break
        elif character == "," and depth == 1:
            members.append(constant[begin:position].strip())
            begin = position + 1
    return [member for member in members if member]


def _opening(constant: str) -> int | None:
    """Where the value of an aggregate begins: behind its type, if there is one."""
    text = constant.lstrip()
    skipped = len(constant) - len(text)
    if text.startswith("%"):
        begin = text.find(" ")
    elif text[:1] in "{[":
        end = _closing(text)
        rest = text[end + 1 :].lstrip()
        begin = len(text) - len(rest) if rest[:1] in ("{", "[") else 0
    else:
        return None
    value = text[begin:].lstrip()
    position = skipped + len(text) - len(value)
    return position if value[:1] in ("{", "[") else None


def _closing(text: str) -> int:
    depth = 0
    for position, character in enumerate(text):
        if character in "{[(<":
            depth += 1
        elif character in "}])>":
            depth -= 1
            if depth == 0:
                return position
    return len(text) - 1


def _integer(member: str) -> int:
    last = member.split()[-1]
    return int(last) if re.fullmatch(r"-?\d+", last) else 0


def _symbol(member: str) -> str | None:
    found = _SYMBOL.search(member)
    return found[1] if found is not None else None


def _pointed(descriptor: str) -> str | None:
    """The symbol at whose address the base of a constant descriptor is."""
    members = _members(descriptor)
    return _symbol(members[0]) if members else None
