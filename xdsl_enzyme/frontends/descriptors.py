"""What the text of a Fortran program shows of descriptors, told to LLVM where they are handed to the run-time library: LLVM IR -> LLVM IR.

Descriptors that are copied as bytes are copied field by field. That of a dummy argument or of a component has the rank and the type that the
code around it takes for granted::

    %d = getelementptr %_QMmTsystem, ptr %s, i32 0, i32 1             %d = …
    call … @_FortranAAllocatableAllocate(ptr %d, …)            -->    %rank = load i8, …; call void @llvm.assume(i1 %rank_is_1); …
                                                                      call … @_FortranAAllocatableAllocate(ptr %d, …)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xdsl_enzyme.frontends.derived_types import Category, Component, DerivedType, is_extended
from xdsl_enzyme.frontends.type_codes import STRUCT_CODE, type_code

_BOX = r"\{{ ptr, i64, i32, i8, i8, i8, i8(?:, \[(?P<{0}rank>\d+) x \[3 x i64\]\])?(?P<{0}type>, ptr, \[1 x i64\])? \}}"
_FUNCTION = re.compile(
    r'^define [^@\n]*@(?P<name>"[^"]*"|[-\w$.]+)\(.*?^\}$', re.MULTILINE | re.DOTALL
)
_VARIABLE = re.compile(
    rf"^  (?P<variable>%\S+) = alloca (?P<type>{_BOX.format('box_')}),", re.MULTILINE
)
_MEMBER = re.compile(
    rf"^  (?P<member>%\S+) = getelementptr {_BOX.format('box_')}, ptr (?P<pointer>%[^ ,]+), i32 0, i32 (?P<index>\d+)",
    re.MULTILINE,
)
_COPY = re.compile(
    r"^  call void @llvm\.memcpy\.p0\.p0\.i32\(ptr (?P<to>[%@][^ ,]+), ptr (?P<source>[%@][^ ,]+), i32 \d+, i1 false\)"
    r"(?P<location>, !dbg !\d+)?.*$",
    re.MULTILINE,
)
_LOAD = re.compile(r"^  (?P<value>%\S+) = load ptr, ptr (?P<pointer>%[^ ,]+),", re.MULTILINE)
_IN_OBJECT = re.compile(
    r"^  (?P<place>%\S+) = getelementptr %(?P<type>_Q[\w.]+), ptr (?P<object>%[^ ,]+)(?:, i32 0, i32 (?P<index>\d+))?",
    re.MULTILINE,
)
_CALL = re.compile(
    r"^  (?:%\S+ = )?(?:tail )?call [^@\n]*@(?P<callee>_FortranA\w+)\((?P<arguments>.*)$",
    re.MULTILINE,
)
_ARGUMENT = re.compile(r"\bptr (%[^ ,)]+)")
_ASKS_FOR_TYPE = re.compile(r"_FortranA(?:ClassIs|SameTypeAs|ExtendsTypeOf)$")
_INITIALISES = re.compile(r"_FortranAPointerNullify")
"""Functions that are handed descriptors with nothing in them."""

_SIZE_OFFSET, _RANK_OFFSET, _CODE_OFFSET, _EXTRA_OFFSET, _DIMENSIONS_OFFSET = 8, 20, 21, 23, 24


def tell_descriptors(
    llvm_ir: str, defined: frozenset[str], types: Mapping[str, DerivedType]
) -> tuple[str, frozenset[str]]:
    """
    The same program, that says more of the descriptors that it hands to the functions in `defined`, and the names of the functions that
    do so, or copy descriptors.
    """
    changed: list[str] = []

    def tell(function: re.Match[str]) -> str:
        text = _Function(function[0], defined, types).told()
        if text != function[0]:
            changed.append(function["name"].strip('"'))
        return text

    told = _FUNCTION.sub(tell, llvm_ir)
    if "@llvm.assume(" in told and "declare void @llvm.assume(" not in told:
        told = f"{told}\ndeclare void @llvm.assume(i1)\n"
    return told, frozenset(changed)


@dataclass(frozen=True)
class _Known:
    """What is known of a descriptor."""

    rank: int
    has_type: bool
    """Whether it says which derived type elements have."""
    code: int | None = None
    """Of the type of elements."""
    size: int | None = None
    """Of elements, in bytes."""
    derived: str | None = None
    """The derived type of elements."""


class _Function:
    """The descriptors in the text of a function."""

    def __init__(self, text: str, defined: frozenset[str], types: Mapping[str, DerivedType]):
        self.text = text
        self.defined = defined
        self.types = types
        self.by_object = {symbol.replace("EXdtX", "T"): type for symbol, type in types.items()}
        """By what LLVM IR calls objects of the type."""
        self.variables: dict[str, str] = {}
        """Descriptors that are variables, with their types in LLVM IR."""
        self.known: dict[str, _Known] = {}
        self.names = 0
        for found in _VARIABLE.finditer(text):
            self.variables[found["variable"]] = found["type"]
            self.known[found["variable"]] = _of_box(found)
        for found in _MEMBER.finditer(text):
            self.known.setdefault(found["pointer"], _of_box(found))
        copies = [(found["to"], found["source"]) for found in _COPY.finditer(text)]
        for one, other in (pair for copy in copies for pair in (copy, copy[::-1])):
            if one in self.variables:
                self.known.setdefault(other, self.known[one])
        for pointer, type in self._types_of_objects(copies).items():
            self.known[pointer] = replace(
                self.known[pointer], code=STRUCT_CODE, size=type.size, derived=type.symbol
            )
        for found in _IN_OBJECT.finditer(text):
            if (component := self._component(found["type"], found["index"])) is not None:
                self.known[found["place"]] = self._of_component(component)

    def told(self) -> str:
        return _CALL.sub(self._tell, _COPY.sub(self._copy_fields, self.text))

    # What is known

    def _component(self, object: str, index: str | None) -> Component | None:
        """The component that a place in an object is, if it is one with a descriptor."""
        type = self.by_object.get(object)
        if type is None or index is None or type.procedure_pointers:
            return None
        if int(index) >= len(type.components):
            return None
        component = type.components[int(index)]
        return component if component.has_descriptor else None

    def _of_component(self, component: Component) -> _Known:
        is_derived = component.category is Category.DERIVED
        known = _Known(component.rank, has_type=is_derived)
        if component.category is Category.CHARACTER or (is_derived and not component.derived):
            return known
        known = replace(known, code=type_code(component))
        if is_derived and not self._is_one_type(component.derived):
            return known
        return replace(known, size=component.element_size(self.types), derived=component.derived)

    def _is_one_type(self, symbol: str | None) -> bool:
        """Whether an object that is declared to have a type has that, and none that extends it."""
        return symbol is not None and symbol in self.types and not is_extended(symbol, self.types)

    def _types_of_objects(self, copies: list[tuple[str, str]]) -> Mapping[str, DerivedType]:
        """
        The types of the objects that descriptors lead to, by what is done to these. A variable of any type (`class(*)`) is asked for its
        type first: of those nothing is said, and neither is of one that could have a type which extends the one it is used as.
        """
        asked: set[str] = set()
        bases: dict[str, str] = {}
        for found in _MEMBER.finditer(self.text):
            box = _of_box(found)
            if int(found["index"]) == 0:
                bases[found["member"]] = found["pointer"]
            elif box.has_type and int(found["index"]) == (8 if box.rank else 7):
                asked.add(found["pointer"])
        for found in _CALL.finditer(self.text):
            if _ASKS_FOR_TYPE.match(found["callee"]):
                asked.update(_ARGUMENT.findall(found["arguments"]))
        objects = {
            found["value"]: bases[found["pointer"]]
            for found in _LOAD.finditer(self.text)
            if found["pointer"] in bases
        }
        used: dict[str, set[str]] = {}
        for found in _IN_OBJECT.finditer(self.text):
            if (pointer := objects.get(found["object"])) is not None:
                used.setdefault(pointer, set()).add(found["type"])
        # What a copy of a descriptor is used as, the original is declared to be.
        for to, source in copies:
            used.setdefault(source, set()).update(used.get(to, ()))
            if to in asked:
                asked.add(source)
        result: dict[str, DerivedType] = {}
        for pointer, names in used.items():
            known = self.known.get(pointer)
            if len(names) != 1 or pointer in asked or known is None or not known.has_type:
                continue
            (name,) = names
            type = self.by_object.get(name)
            if type is not None and self._is_one_type(type.symbol):
                result[pointer] = type
        return result

    # What is told

    def _name(self) -> str:
        self.names += 1
        return f"%descriptor.{self.names}"

    def _copy_fields(self, copy: re.Match[str]) -> str:
        type = self.variables.get(copy["to"]) or self.variables.get(copy["source"])
        if type is None:
            return copy[0]
        name, location = self._name(), copy["location"] or ""
        known, told = self.known.get(copy["source"]), ""
        if known is not None and known.code is not None and copy["source"] not in self.variables:
            told = "".join(f"{line}\n" for line in self._assume(copy["source"], known))
        return (
            f"{told}  {name} = load {type}, ptr {copy['source']}, align 8{location}\n"
            f"  store {type} {name}, ptr {copy['to']}, align 8{location}"
        )

    def _tell(self, call: re.Match[str]) -> str:
        if call["callee"] not in self.defined:
            return call[0]
        lines: list[str] = []
        for argument in dict.fromkeys(_ARGUMENT.findall(call["arguments"])):
            if (known := self.known.get(argument)) is None:
                continue
            if argument in self.variables:
                # It need not be initialised.
                place = self._name()
                lines += [
                    f"  {place} = getelementptr i8, ptr {argument}, i64 {_RANK_OFFSET}",
                    f"  store i8 {known.rank}, ptr {place}, align 4",
                ]
            elif not _INITIALISES.match(call["callee"]):
                lines += self._assume(argument, known)
        return "\n".join([*lines, call[0]])

    def _assume(self, descriptor: str, known: _Known) -> Iterator[str]:
        yield from self._assume_field(descriptor, _RANK_OFFSET, "i8", known.rank)
        yield from self._assume_field(descriptor, _EXTRA_OFFSET, "i8", int(known.has_type), mask=1)
        if known.code is not None:
            yield from self._assume_field(descriptor, _CODE_OFFSET, "i8", known.code)
        if known.size is not None:
            yield from self._assume_field(descriptor, _SIZE_OFFSET, "i64", known.size)
        if known.derived is not None:
            behind = _DIMENSIONS_OFFSET + 24 * known.rank
            yield from self._assume_field(descriptor, behind, "ptr", f"@{known.derived}")

    def _assume_field(
        self, descriptor: str, offset: int, type: str, value: int | str, mask: int | None = None
    ) -> Iterator[str]:
        name = self._name()
        yield f"  {name}.at = getelementptr i8, ptr {descriptor}, i64 {offset}"
        yield f"  {name} = load {type}, ptr {name}.at"
        compared = name
        if mask is not None:
            compared = f"{name}.masked"
            yield f"  {compared} = and {type} {name}, {mask}"
        yield f"  {name}.known = icmp eq {type} {compared}, {value}"
        yield f"  call void @llvm.assume(i1 {name}.known)"


def _of_box(found: re.Match[str]) -> _Known:
    return _Known(int(found["box_rank"] or 0), has_type=found["box_type"] is not None)
