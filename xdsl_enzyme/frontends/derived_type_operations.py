"""What is done to objects of derived types, as functions of LLVM IR: a Fortran program -> definitions.

Flang leaves it to its run-time library to walk over the components of objects that are initialised, assigned or destroyed. Here each type has
functions of its own, which derivatives can see into, and one function per operation finds that of the type of an object, which may be known
at run time only (`class`). ``runtime/fortran`` calls it::

    type(layer) :: a, b    -->    define internal void @xdsl_enzyme_assign.layer(ptr %to, ptr %from) {…
    a = b                           call void @xdsl_enzyme_assign_component(ptr %to, ptr %from)       ; of what is allocatable
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xdsl_enzyme.frontends.derived_types import (
    Category,
    Component,
    DerivedType,
    Genre,
    is_extended,
)
from xdsl_enzyme.frontends.type_codes import type_code

# Tags of C say that an integer is one, and no part of a float. Those of 8 bytes may be addresses, as in `c_ptr`.
_REALS = {
    2: ("half", ""),
    3: ("bfloat", ""),
    4: ("float", ""),
    8: ("double", ""),
    10: ("x86_fp80", ""),
    16: ("fp128", ""),
}
_INTEGER_TAG = ", !tbaa !0"
_INTEGERS = {2: ("i16", _INTEGER_TAG), 4: ("i32", _INTEGER_TAG), 8: ("i64", "")}
_SCALARS = {
    Category.REAL: _REALS,
    Category.COMPLEX: _REALS,
    Category.INTEGER: _INTEGERS,
    Category.LOGICAL: _INTEGERS,
}
_EXTENDS = "xdsl_enzyme_extends"
_UNROLLED = 4
"""Numbers that are copied without a loop."""

_VERSION = 20240719
_ATTRIBUTES = {Genre.POINTER: 1, Genre.ALLOCATABLE: 2, Genre.AUTOMATIC: 2}

_FOOTER = """
@xdsl_enzyme_unknown_type = private constant [56 x i8] c"an object has a type that the program does not describe\\00"
declare void @xdsl_enzyme_assign_component(ptr, ptr, i32, i32, i64, ptr)
declare void @xdsl_enzyme_destroy_component(ptr, i32, i32, i64, ptr)
declare void @xdsl_enzyme_defined_assignment(ptr, ptr)
declare void @xdsl_enzyme_final_procedure(ptr)
declare void @_FortranAReportFatalUserError(ptr, ptr, i32)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare i1 @llvm.is.constant.i1(i1)
!0 = !{!1, !1, i64 0}
!1 = !{!"int", !2, i64 0}
!2 = !{!"components of derived types"}
"""


def define_operations(types: Mapping[str, DerivedType]) -> str:
    """LLVM IR text with the definitions of all operations on objects of these types."""
    text: list[str] = []
    for operation in _OPERATIONS:
        text += [_function(operation, type, types) for type in types.values()]
        text.append(_dispatcher(operation, types))
    text.append(_extension(types))
    initial = (one.initial for type in types.values() for one in type.components)
    named = dict.fromkeys([*types, *(name for name in initial if name is not None)])
    text += [f"@{name} = external constant i8" for name in named]
    return "\n".join(text) + _FOOTER


@dataclass
class _Body:
    """The body of a function that is being written."""

    types: Mapping[str, DerivedType]
    lines: list[str] = field(default_factory=lambda: [])
    names: int = 0

    def name(self) -> str:
        self.names += 1
        return f"%v{self.names}"

    def emit(self, line: str) -> None:
        self.lines.append(f"  {line}")

    def define(self, value: str) -> str:
        name = self.name()
        self.emit(f"{name} = {value}")
        return name

    def at(self, pointer: str, offset: int) -> str:
        """The address some bytes behind another."""
        return self.define(f"getelementptr i8, ptr {pointer}, i64 {offset}") if offset else pointer

    def move(self, type: str, to: str, source: str, tag: str = "") -> None:
        """Copy one scalar."""
        value = self.define(f"load {type}, ptr {source}{tag}")
        self.emit(f"store {type} {value}, ptr {to}{tag}")

    def copy(self, to: str, source: str, size: int) -> None:
        """Copy bytes."""
        if size:
            self.emit(
                f"call void @llvm.memcpy.p0.p0.i64(ptr {to}, ptr {source}, i64 {size}, i1 false)"
            )

    def each(self, component: Component, objects: tuple[str, ...], write: _WriteElement) -> None:
        """Do something to each element of a component of derived type."""
        assert component.derived is not None
        type = self.types.get(component.derived)
        if type is None:
            self.emit(
                "call void @_FortranAReportFatalUserError(ptr @xdsl_enzyme_unknown_type, ptr null, i32 0)"
            )
            return
        places = [self.at(each, component.offset) for each in objects]
        if component.count == 1:
            write(self, type, tuple(places))
        elif component.count > 1:
            self.loop(
                component.count, type.size, places, lambda each: write(self, type, tuple(each))
            )

    def move_all(self, component: Component, to: str, source: str) -> None:
        """Copy all elements of a component that is a number or an array of numbers."""
        type, tag = _SCALARS[component.category][component.kind]
        count, size = component.count, component.element_size(self.types)
        parts = 2 if component.category is Category.COMPLEX else 1

        def move(places: Sequence[Sequence[str]]) -> None:
            for place, origin in zip(*places, strict=True):
                self.move(type, place, origin, tag)

        step = size // parts
        if count * parts <= _UNROLLED:
            move([[self.at(each, k * step) for k in range(count * parts)] for each in (to, source)])
        else:
            self.loop(count * parts, step, (to, source), lambda each: move([[one] for one in each]))

    def loop(
        self, count: int, step: int, places: Sequence[str], write: Callable[[Sequence[str]], None]
    ) -> None:
        """Do something at places that are so many bytes apart."""
        self.names += 1
        label = f"l{self.names}"
        before = f"{label}.before"
        self.emit(f"br label %{before}")
        self.lines.append(f"{before}:")
        self.emit(f"br label %{label}")
        self.lines.append(f"{label}:")
        number, following = self.name(), self.name()
        self.emit(f"{number} = phi i64 [ 0, %{before} ], [ {following}, %{label}.latch ]")
        offset = self.define(f"mul i64 {number}, {step}")
        write([self.define(f"getelementptr i8, ptr {each}, i64 {offset}") for each in places])
        self.emit(f"br label %{label}.latch")
        self.lines.append(f"{label}.latch:")
        self.emit(f"{following} = add i64 {number}, 1")
        last = self.define(f"icmp eq i64 {following}, {count}")
        self.emit(f"br i1 {last}, label %{label}.after, label %{label}")
        self.lines.append(f"{label}.after:")


_WriteElement = Callable[[_Body, DerivedType, tuple[str, ...]], None]


@dataclass(frozen=True)
class _Operation:
    """Something that is done to objects of all types."""

    name: str
    objects: tuple[str, ...]
    """Its parameters."""
    write: Callable[[_Body, DerivedType], None]
    more: str = ""
    """What else its callers pass."""

    @property
    def parameters(self) -> str:
        return ", ".join(f"ptr {each}" for each in self.objects)


def _symbol(operation: str, type: str) -> str:
    return f'"{operation}.{type.strip(chr(34))}"'


def _function(operation: _Operation, type: DerivedType, types: Mapping[str, DerivedType]) -> str:
    """The operation on objects of one type."""
    body = _Body(types)
    operation.write(body, type)
    head = (
        f"define internal void @{_symbol(operation.name, type.symbol)}({operation.parameters}) {{"
    )
    return "\n".join([head, *body.lines, "  ret void", "}"])


def _dispatcher(operation: _Operation, types: Mapping[str, DerivedType]) -> str:
    """The operation on objects of a type that is given: inlined if the type is known then, else one function for all calls."""
    chain: list[str] = []
    for number, name in enumerate(types):
        chain += [
            f"  %is{number} = icmp eq ptr %type, @{name}",
            f"  br i1 %is{number}, label %do{number}, label %not{number}",
            f"do{number}:",
            f"  call void @{_symbol(operation.name, name)}({operation.parameters})",
            "  ret void",
            f"not{number}:",
        ]
    chain += [
        "  call void @_FortranAReportFatalUserError(ptr @xdsl_enzyme_unknown_type, ptr null, i32 0)",
        "  unreachable",
        "}",
    ]
    any_type = _symbol(operation.name, "any")
    probe = next(iter(types), None)
    question = [
        f"  %probe = icmp eq ptr %type, {f'@{probe}' if probe else 'null'}",
        "  %known = call i1 @llvm.is.constant.i1(i1 %probe)",
        "  br i1 %known, label %known_type, label %any_type",
        "any_type:",
        f"  call void @{any_type}({operation.parameters}, ptr %type)",
        "  ret void",
        "known_type:",
    ]
    return "\n".join(
        [
            f"define internal void @{any_type}({operation.parameters}, ptr %type) {{",
            *chain,
            f"define void @{operation.name}({operation.parameters}, ptr %type{operation.more}) alwaysinline {{",
            *question,
            *chain,
        ]
    )


def _extension(types: Mapping[str, DerivedType]) -> str:
    """Whether one type is another, or extends it."""
    found = "false"
    lines: list[str] = []
    for number, (name, type) in enumerate(types.items()):
        chain = [name]
        while type is not None and type.parent is not None:
            chain.append(type.parent)
            type = types.get(type.parent)
        others = [f"%other{number}.{position}" for position in range(len(chain))]
        lines += [
            f"  {other} = icmp eq ptr %other, @{one}"
            for other, one in zip(others, chain, strict=True)
        ]
        is_one_of_these = others[0]
        for position, other in enumerate(others[1:], start=1):
            lines.append(f"  %one{number}.{position} = or i1 {is_one_of_these}, {other}")
            is_one_of_these = f"%one{number}.{position}"
        lines += [
            f"  %is{number} = icmp eq ptr %type, @{name}",
            f"  %both{number} = and i1 %is{number}, {is_one_of_these}",
            f"  %found{number} = or i1 {found}, %both{number}",
        ]
        found = f"%found{number}"
    head = f"define zeroext i1 @{_EXTENDS}(ptr %type, ptr %other) alwaysinline {{"
    return "\n".join([head, *lines, f"  ret i1 {found}", "}"])


def _known(body: _Body, component: Component) -> str:
    """What is known of an allocatable component: rank, type, size of elements (0 if it is not the same for all objects), derived type."""
    derived, size = "null", component.element_size(body.types)
    if component.category is Category.DERIVED:
        name = component.derived or ""
        if name in body.types and not is_extended(name, body.types):
            derived = f"@{name}"
        else:
            size = 0
    return f"i32 {component.rank}, i32 {type_code(component)}, i64 {size}, ptr {derived}"


# Assignment


def _assign(body: _Body, type: DerivedType) -> None:
    for component in type.components:
        to, source = (body.at(each, component.offset) for each in ("%to", "%from"))
        if component.genre is Genre.POINTER:
            _copy_descriptor(body, component, to, source)
        elif component.genre is not Genre.DATA:
            known = _known(body, component)
            body.emit(f"call void @xdsl_enzyme_assign_component(ptr {to}, ptr {source}, {known})")
        elif component.category is Category.DERIVED:
            body.each(component, ("%to", "%from"), _assign_element)
        elif component.kind in _SCALARS.get(component.category, ()):
            body.move_all(component, to, source)
        else:
            body.copy(to, source, component.count * component.element_size(body.types))
    for offset in type.procedure_pointers:
        body.move("ptr", body.at("%to", offset), body.at("%from", offset))


def _assign_element(body: _Body, type: DerivedType, places: tuple[str, ...]) -> None:
    to, source = places
    symbol = _symbol("xdsl_enzyme_assign", type.symbol)
    if type.has_assignment:
        symbol = "xdsl_enzyme_defined_assignment"
    body.emit(f"call void @{symbol}(ptr {to}, ptr {source})")


def _copy_descriptor(body: _Body, component: Component, to: str, source: str) -> None:
    """Field by field: pointers as such, and integers tagged as such."""
    for offset, type, _ in _descriptor_fields(component, body.types):
        body.move(type, body.at(to, offset), body.at(source, offset), _field_tag(type))


# The end of an object


def _destroy(body: _Body, type: DerivedType) -> None:
    if type.has_final:
        body.emit("call void @xdsl_enzyme_final_procedure(ptr %object)")
    for component in type.components:
        if component.genre in (Genre.ALLOCATABLE, Genre.AUTOMATIC):
            place = body.at("%object", component.offset)
            known = _known(body, component)
            body.emit(f"call void @xdsl_enzyme_destroy_component(ptr {place}, {known})")
        elif component.genre is Genre.DATA and component.category is Category.DERIVED:
            body.each(component, ("%object",), _call("xdsl_enzyme_destroy"))


# The beginning of an object


def _initialise(body: _Body, type: DerivedType) -> None:
    for component in type.components:
        place = body.at("%object", component.offset)
        if component.initial is not None:
            _set(body, component, place, f"@{component.initial}")
        elif component.has_descriptor:
            for offset, kind, value in _descriptor_fields(component, body.types):
                at = body.at(place, offset)
                body.emit(f"store {kind} {value}, ptr {at}{_field_tag(kind)}")
        elif component.category is Category.DERIVED:
            body.each(component, ("%object",), _call("xdsl_enzyme_initialise"))


def _set(body: _Body, component: Component, place: str, initial: str) -> None:
    """Give a component of an object that has no values yet the one that it is declared with."""
    if component.has_descriptor:
        _copy_descriptor(body, component, place, initial)
    elif component.kind in _SCALARS.get(component.category, ()):
        body.move_all(component, place, initial)
    else:
        body.copy(place, initial, component.count * component.element_size(body.types))


def _descriptor_fields(
    component: Component, types: Mapping[str, DerivedType]
) -> Iterator[tuple[int, str, str]]:
    """Offset and type of each field of a descriptor, and its value if nothing is allocated."""
    is_derived = component.category is Category.DERIVED
    fields = [
        ("ptr", "null"),
        ("i64", str(component.element_size(types))),
        ("i32", str(_VERSION)),
        ("i8", str(component.rank)),
        ("i8", str(type_code(component))),
        ("i8", str(_ATTRIBUTES[component.genre])),
        ("i8", str(int(is_derived))),
    ]
    for _ in range(component.rank):
        fields += [("i64", "1"), ("i64", "0"), ("i64", "0")]
    if is_derived:
        fields += [("ptr", f"@{component.derived}" if component.derived else "null"), ("i64", "0")]
    offset = 0
    for type, value in fields:
        yield offset, type, value
        offset += 8 if type == "ptr" else int(type[1:]) // 8


def _field_tag(type: str) -> str:
    """Integers in descriptors are no parts of floats, and no addresses, of whatever size they are."""
    return "" if type == "ptr" else _INTEGER_TAG


def _call(operation: str) -> _WriteElement:
    def write(body: _Body, type: DerivedType, places: tuple[str, ...]) -> None:
        (place,) = places
        body.emit(f"call void @{_symbol(operation, type.symbol)}(ptr {place})")

    return write


_OPERATIONS = (
    _Operation("xdsl_enzyme_assign", ("%to", "%from"), _assign, ", i64 %size"),
    _Operation("xdsl_enzyme_destroy", ("%object",), _destroy),
    _Operation("xdsl_enzyme_initialise", ("%object",), _initialise),
)
OPERATIONS = (*(operation.name for operation in _OPERATIONS), _EXTENDS)
"""The names of the functions for objects of any type."""

UNSUPPORTED = {
    "xdsl_enzyme_final_procedure": "a final procedure",
    "xdsl_enzyme_defined_assignment": "an assignment of its own",
}
"""Functions that are called for what is not supported."""
