"""What variables hold, as debug information says: the types of its metadata as type trees.

::

    !24 = !DICompositeType(tag: DW_TAG_structure_type, …)      struct pair { double a; long n; }
    !23 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !24, size: 64)
    of_pointer("!23")     -->  {[-1]:Pointer, [-1,0%16]:Float@double, [-1,8%16]:Integer@64}
    of_variable("!24")    -->  {[-1]:Pointer, [-1,0]:Float@double, [-1,8]:Integer@64}

Where a pointer leads there may be an array. Unions, variants, characters and `void` say nothing. A number that is no member of a
structure does not say that it is no float: programs look at the bits of floats in such variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MOST_MEMBERS = 256
"""Scalars up to which a type is looked at."""
_DEEPEST = 3
"""Pointers that are followed, one behind the other."""

_QUOTED = re.compile(r'"[^"]*"')
_FIELD = re.compile(r"\b(\w+): (!?\w+(?: \| \w+)*)")
_NODE = re.compile(r"!\d+")
_PARAMETER = re.compile(r"null|!\d+")
_COUNT = re.compile(r"!DISubrange\(count: (\d+)\b")
_WITHIN = re.compile(r"^!DIExpression\(DW_OP_plus_uconst, (\d+)\)$")

_ALIASES = frozenset(
    f"DW_TAG_{kind}_type" for kind in ("const", "volatile", "restrict", "atomic")
) | {"DW_TAG_typedef"}
_POINTERS = frozenset(
    f"DW_TAG_{kind}_type" for kind in ("pointer", "reference", "rvalue_reference")
)
_STRUCTURES = frozenset(f"DW_TAG_{kind}_type" for kind in ("structure", "class"))
_OF_DESCRIPTORS = frozenset(("dataLocation", "associated", "allocated"))
"""What only arrays of Fortran have that lie elsewhere: the variable is their descriptor."""
_MEMBERS = frozenset(("DW_TAG_member", "DW_TAG_inheritance"))
_FLOATS = {32: "Float@float", 64: "Float@double"}
_INTEGERS = frozenset(f"DW_ATE_{kind}" for kind in ("signed", "unsigned", "boolean"))


@dataclass(frozen=True)
class _Type:
    """The scalars of a type, by offset in bytes."""

    size: int
    leaves: tuple[tuple[int, str], ...]
    is_number: bool = False
    """Whether it is a number by itself, or an array of them."""

    def said(self) -> Iterator[tuple[int, str]]:
        """The scalars that mean something where nothing says that they are members."""
        for offset, kind in self.leaves:
            if not self.is_number or not kind.startswith("Integer"):
                yield offset, kind


@dataclass
class DebugTypes:
    """The types in the metadata of a module."""

    nodes: Mapping[str, str]
    _fields_of: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _types: dict[str, _Type | None] = field(default_factory=dict[str, "_Type | None"])
    _trees: dict[tuple[str, str], str | None] = field(
        default_factory=dict[tuple[str, str], "str | None"]
    )

    # Trees

    def of_pointer(self, type: str) -> str | None:
        """What a pointer of this type leads to; None if nothing is said."""
        resolved = self._resolved(type)
        if self._fields(resolved).get("tag") not in _POINTERS:
            return None
        return self._tree(self._fields(resolved).get("baseType", ""), "-1,", is_repeated=True)

    def of_variable(self, type: str) -> str | None:
        """What a pointer to a variable of this type leads to."""
        return self._tree(type, "-1,")

    def of_bytes(self, type: str, start: int = 0, size: int | None = None) -> str | None:
        """What is in a variable of this type, or in some bytes of it."""
        known = self._type(type)
        if known is None:
            return None
        end = known.size if size is None else start + size
        entries = [
            f"[{offset - start}]:{kind}" for offset, kind in known.said() if start <= offset < end
        ]
        return f"{{{', '.join(entries)}}}" if entries else None

    def of_global(self, expression: str) -> Iterator[str]:
        """What is in a global of which a `DIGlobalVariableExpression` is said."""
        text = self.nodes.get(expression, "")
        fields = self._fields(expression)
        type = self.variable_type(fields.get("var", ""))
        _, _, where = text.partition("expr: ")
        where = where.removesuffix(")")
        within = _WITHIN.match(where)
        if type is None or (within is None and where != "!DIExpression()"):
            return
        offset = int(within[1]) if within else 0
        for entry in self._entries(type, "", 0, is_repeated=False):
            yield f"{{{_moved(entry, offset)}}}"

    def variable_type(self, variable: str) -> str | None:
        """The type of a local or global variable."""
        return self._fields(variable).get("type")

    def parameter_types(self, subprogram: str) -> list[str]:
        """The types of the parameters of a function."""
        subroutine = self._fields(self._fields(subprogram).get("type", ""))
        return _PARAMETER.findall(self.nodes.get(subroutine.get("types", ""), ""))[1:]

    def _tree(self, type: str, prefix: str, *, is_repeated: bool = False) -> str | None:
        key = (type, "repeated" if is_repeated else prefix)
        if key not in self._trees:
            entries = list(self._entries(type, prefix, 0, is_repeated=is_repeated))
            text = f"{{[-1]:Pointer, {', '.join(entries)}}}"
            self._trees[key] = text if entries else None
        return self._trees[key]

    def _entries(self, type: str, prefix: str, depth: int, *, is_repeated: bool) -> Iterator[str]:
        """What is where `prefix` leads to: a value of a type, or several one after the other."""
        resolved = self._resolved(type)
        fields = self._fields(resolved)
        if fields.get("tag") in _POINTERS:
            if depth < _DEEPEST:
                here = "-1" if is_repeated else "0"
                yield f"[{prefix}{here}]:Pointer"
                behind = fields.get("baseType", "")
                # What all pointers of an array lead to would be taken for one.
                if not is_repeated:
                    yield from self._entries(
                        behind, f"{prefix}{here},", depth + 1, is_repeated=True
                    )
            return
        if fields.get("tag") == "DW_TAG_array_type":
            if fields.keys() & _OF_DESCRIPTORS:
                return
            element = fields.get("baseType", "")
            yield from self._entries(element, prefix, depth, is_repeated=True)
            return
        known = self._type(resolved)
        if known is not None:
            period = f"%{known.size}" if is_repeated else ""
            for offset, kind in known.said():
                yield f"[{prefix}{offset}{period}]:{kind}"

    # Types

    def _fields(self, node: str) -> dict[str, str]:
        fields = self._fields_of.get(node)
        if fields is None:
            text = _QUOTED.sub('""', self.nodes.get(node, ""))
            fields = self._fields_of[node] = dict(_FIELD.findall(text))
        return fields

    def _resolved(self, type: str) -> str:
        """What a type stands for."""
        seen: set[str] = set()
        while type not in seen and (fields := self._fields(type)).get("tag") in _ALIASES:
            seen.add(type)
            type = fields.get("baseType", "")
        return type

    def _type(self, type: str) -> _Type | None:
        type = self._resolved(type)
        if type not in self._types:
            self._types[type] = None  # for types that contain themselves
            self._types[type] = self._read(type)
        return self._types[type]

    def _read(self, type: str) -> _Type | None:
        text, fields = self.nodes.get(type, ""), self._fields(type)
        size = int(fields.get("size", "0")) // 8
        tag = fields.get("tag")
        if text.startswith("!DIBasicType("):
            return _basic(fields, size)
        if tag in _POINTERS:
            return _Type(size, ((0, "Pointer"),)) if size == 8 else None
        if tag == "DW_TAG_enumeration_type":
            return _Type(size, ((0, f"Integer@{8 * size}"),), is_number=True) if size > 1 else None
        if tag == "DW_TAG_array_type":
            return self._array(fields)
        return self._structure(fields, size) if tag in _STRUCTURES else None

    def _array(self, fields: Mapping[str, str]) -> _Type | None:
        element = self._type(fields.get("baseType", ""))
        if fields.keys() & _OF_DESCRIPTORS:
            return None
        count = 1
        for subrange in _NODE.findall(self.nodes.get(fields.get("elements", ""), "")):
            found = _COUNT.match(self.nodes.get(subrange, ""))
            if found is None:
                return None
            count *= int(found[1])
        if element is None or not 0 < count * max(len(element.leaves), 1) <= MOST_MEMBERS:
            return None
        leaves = tuple(
            (k * element.size + offset, kind)
            for k in range(count)
            for offset, kind in element.leaves
        )
        return _Type(count * element.size, leaves, element.is_number)

    def _structure(self, fields: Mapping[str, str], size: int) -> _Type | None:
        """The members of which the types are known; None if some of the bytes may be this or that."""
        members = [
            self._fields(node)
            for node in _NODE.findall(self.nodes.get(fields.get("elements", ""), ""))
        ]
        if any(one.get("tag") == "DW_TAG_variant_part" for one in members):
            return None
        leaves: list[tuple[int, str]] = []
        end = 0
        for member in sorted(members, key=lambda one: int(one.get("offset", "0"))):
            flags = member.get("flags", "")
            if member.get("tag") not in _MEMBERS or "DIFlagStaticMember" in flags:
                continue
            if "DIFlagVirtual" in flags:
                return None
            start, known = (
                int(member.get("offset", "0")) // 8,
                self._type(member.get("baseType", "")),
            )
            if known is None or "DIFlagBitField" in flags:
                end = max(end, start + int(member.get("size", "0")) // 8)
            elif start < end and known.leaves:
                return None
            else:
                leaves += [(start + at, kind) for at, kind in known.leaves]
                end = start + known.size if known.leaves else end
        return _Type(size, tuple(leaves)) if 0 < len(leaves) <= MOST_MEMBERS else None


def _basic(fields: Mapping[str, str], size: int) -> _Type | None:
    encoding = fields.get("encoding")
    if encoding == "DW_ATE_float":
        kind = _FLOATS.get(8 * size)
        return _Type(size, ((0, kind),)) if kind is not None else None
    if encoding == "DW_ATE_complex_float":
        kind = _FLOATS.get(4 * size)
        return _Type(size, ((0, kind), (size // 2, kind))) if kind is not None else None
    is_byte = size == 1 and encoding != "DW_ATE_boolean"
    if encoding in _INTEGERS and 0 < size <= 8 and not is_byte:
        return _Type(size, ((0, f"Integer@{8 * size}"),), is_number=True)
    return None


def _moved(entry: str, offset: int) -> str:
    """An entry about bytes that begin later."""
    place, separator, rest = entry[1:].partition("]")
    first, comma, others = place.partition(",")
    position, percent, period = first.partition("%")
    if offset and not percent:
        position = str(int(position) + offset)
    elif offset:
        position = str((int(position) + offset) % int(period))
    return f"[{position}{percent}{period}{comma}{others}{separator}{rest}"
