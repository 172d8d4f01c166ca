"""Moves each call of Enzyme's C interface into a function of its own: LLVM IR -> LLVM IR.

::

    %m = load i32, ptr @enzyme_dup
    %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, i32 %m, ptr %x, ptr %dx, double %y)
    -->
    %r = call double @derivative.0(ptr %x, ptr %dx, double %y)

    define internal double @derivative.0(ptr %a2, ptr %a3, double %a4) {
      %a1 = load i32, ptr @enzyme_dup
      %r = call double @__enzyme_autodiff.0(ptr @f, i32 %a1, ptr %a2, ptr %a3, double %a4)
      ret double %r
    }
    declare double @__enzyme_autodiff.0(ptr, i32, ptr, ptr, double)

So the function around the call can stay as it is, whatever else is in it, and the call has a prototype. Constants, markers and
function pointers that are loaded from constant variables move along; everything else becomes an argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.enzyme_interface.names import (
    ANNOTATIONS,
    INACTIVE_ANNOTATION,
    LIKE_ANNOTATION,
    MARKER_PATTERN,
    Kind,
    is_registration,
    is_type_registration,
    kind_of,
    marker_of,
    uses_interface,
)
from xdsl_enzyme.frontends.llvm_ir.attributes import (
    PARAMETER_ATTRIBUTES,
    read_parameter_attributes,
)
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, tokenize, unquote
from xdsl_enzyme.frontends.llvm_ir.types import TypeReader

_MARKER_LOAD = re.compile(
    rf'^(?P<result> *%\S+ = )load (?:volatile )?(?P<type>\S+), ptr @"?{MARKER_PATTERN}"?(?=,|$)'
    r".*$",
    re.MULTILINE,
)
_MARKER_DEFINITION = re.compile(
    rf'^@"?(?P<name>{MARKER_PATTERN})"? = (?!external|extern_weak).*$', re.MULTILINE
)
_LOCATION = re.compile(r", !dbg (![0-9]+)")
_TYPE_DEFINITION = re.compile(r"^(%\S+) = type (.*)$", re.MULTILINE)
_CONSTANT = re.compile(r"^(@\S+) = [^\n]*?\bconstant\b", re.MULTILINE)


def hide_markers(llvm_ir: str) -> str:
    """Leave markers undefined, so that no optimisation knows what their values are."""
    return _MARKER_DEFINITION.sub(lambda match: f"@{match['name']} = external global i32", llvm_ir)


@dataclass(frozen=True)
class Outlined:
    """A module whose calls of the interface have become calls of functions that it declares."""

    llvm_ir: str
    definitions: dict[str, str]
    """These functions, by name, with the declarations that they need."""

    @property
    def complete(self) -> str:
        """The module with the functions in it. Its debug information is for error messages only, and not valid."""
        if not self.definitions:
            return self.llvm_ir
        return f"{self.llvm_ir}\n{''.join(self.definitions.values())}"

    def with_declarations(self) -> str:
        """The module as LLVM takes it: the functions are to be linked in."""
        declared = "".join(_declaration(text) for text in self.definitions.values())
        return f"{self.llvm_ir}\n{declared}"


def _declaration(definition: str) -> str:
    header = definition[: definition.index(" {\n")]
    return re.sub(r" %a\d+", "", header.replace("define internal ", "declare ", 1)) + "\n"


def outline_interface_calls(llvm_ir: str) -> Outlined:
    """Outline the calls of a module, which is as LLVM prints it.

    Raises `ReadError` for calls whose arguments cannot be read.
    """
    if not uses_interface(llvm_ir):
        return Outlined(llvm_ir, {})
    outliner = _Outliner(llvm_ir)
    text = "\n".join(outliner.lines())
    # Nothing else looks at the values of markers.
    return Outlined(_MARKER_LOAD.sub(_without_marker, text), outliner.definitions)


def _without_marker(load: re.Match[str]) -> str:
    location = _LOCATION.search(load[0])
    return f"{load['result']}freeze {load['type']} 0{location[0] if location else ''}"


@dataclass
class _Argument:
    """One argument of a call, as text."""

    type: str
    attributes: str
    value: str


@dataclass
class _Outliner:
    llvm_ir: str
    definitions: dict[str, str] = field(default_factory=lambda: {})

    def __post_init__(self) -> None:
        self._types = TypeReader(dict(_TYPE_DEFINITION.findall(self.llvm_ir)))
        self._constants = set(_CONSTANT.findall(self.llvm_ir))

    def lines(self) -> Iterator[str]:
        """The lines of the module, with the calls replaced."""
        body: list[str] = []
        for line in self.llvm_ir.splitlines():
            if line == "}":
                yield from self._outlined(body)
                body = []
                yield line
            elif body or line.startswith("define "):
                body.append(line)
            else:
                yield line
        yield from body

    def _outlined(self, body: Sequence[str]) -> Iterator[str]:
        values: dict[str, str] | None = None
        for line in body:
            if "__enzyme_" not in line or ("call " not in line and "invoke " not in line):
                yield line
                continue
            if values is None:
                values = {match[1]: match[2] for one in body if (match := _DEFINITION.match(one))}
            yield self._replaced(line, values)

    def _replaced(self, line: str, values: dict[str, str]) -> str:
        cursor = Cursor(tokenize(line), line)
        tokens = cursor.tokens
        start = next((i for i, one in enumerate(tokens) if one in ("call", "invoke")), None)
        if start is None:
            return line
        cursor.position = start + 1
        while not self._types.starts(cursor.peek()):
            if cursor.peek() in PARAMETER_ATTRIBUTES:
                read_parameter_attributes(cursor, self._types)
            elif cursor.next() == "asm":
                return line
        result = self._text(cursor)
        prefix = " ".join(tokens[: cursor.position])
        if cursor.peek() == "(":
            cursor.parenthesised_text()
        callee = cursor.next()
        kind = kind_of(unquote(callee)) if callee.startswith("@") else None
        if kind is None or cursor.peek() != "(":
            return line
        arguments = list(self._arguments(cursor))
        suffix = _rest_of(line)
        name = self._unused_name(kind)
        location = _LOCATION.search(line)
        passed = self._define(
            name, kind, result, arguments, values, location[1] if location else None
        )
        indent = line[: len(line) - len(line.lstrip())]
        return f"{indent}{_untailed(prefix)} @{name}({', '.join(passed)}){suffix}"

    def _unused_name(self, kind: Kind) -> str:
        number = len(self.definitions)
        name = f"derivative.{number}"
        while f"@{name}(" in self.llvm_ir:
            number += 1
            name = f"derivative.{number}"
        return name

    def _text(self, cursor: Cursor) -> str:
        """The text of the type that comes next."""
        start = cursor.position
        self._types.read_any(cursor)
        return " ".join(cursor.tokens[start : cursor.position])

    def _arguments(self, cursor: Cursor) -> Iterator[_Argument]:
        cursor.expect("(")
        while not cursor.accept(")"):
            type = self._text(cursor)
            start = cursor.position
            read_parameter_attributes(cursor, self._types)
            attributes = " ".join(cursor.tokens[start : cursor.position])
            yield _Argument(type, attributes, _read_value(cursor))
            cursor.accept(",")

    def _define(
        self,
        name: str,
        kind: Kind,
        result: str,
        arguments: Sequence[_Argument],
        values: dict[str, str],
        location: str | None,
    ) -> list[str]:
        """Make the function for a call; returns what is to be passed to it."""
        parameters: list[str] = []
        passed: list[str] = []
        before: list[str] = []
        inside: list[str] = []
        types: list[str] = []
        for number, argument in enumerate(arguments):
            typed = f"{argument.type} {argument.attributes}".rstrip()
            types.append(typed)
            moved = self._moved(argument.value, values)
            if moved is None:
                parameters.append(f"{typed} %a{number}")
                passed.append(f"{typed} {argument.value}")
                inside.append(f"{typed} %a{number}")
            elif moved.startswith("load "):
                before.append(f"  %a{number} = {moved}\n")
                inside.append(f"{typed} %a{number}")
            else:
                inside.append(f"{typed} {moved}")
        request = f"{kind}.{len(self.definitions)}"
        call = f"call {result} @{request}({', '.join(inside)})"
        if location is not None:
            call += f", !dbg {location}"
        returned = "  ret void\n" if result == "void" else f"  ret {result} %r\n"
        self.definitions[name] = (
            f"define internal {result} @{name}({', '.join(parameters)}) {{\n{''.join(before)}"
            f"  {'' if result == 'void' else '%r = '}{call}\n{returned}}}\n"
            f"declare {result} @{request}({', '.join(types)})\n"
        )
        return passed

    def _moved(self, value: str, values: dict[str, str], depth: int = 0) -> str | None:
        """
        What stands for an argument in the new function: a constant, or a load from a marker or a constant variable. None if
        it has to be passed.
        """
        if not value.startswith("%"):
            return value
        definition = values.get(value)
        if definition is None or depth > 20:
            return None
        words = definition.split()
        match words[0]:
            case "load":
                loaded = re.match(r"load (?:volatile )?(\S+), ptr (@[^,\s]+)", definition)
                if loaded is None:
                    return None
                is_fixed = loaded[2] in self._constants or marker_of(unquote(loaded[2])) is not None
                return loaded[0].replace("volatile ", "") if is_fixed else None
            case "freeze":
                return self._moved(words[2].rstrip(","), values, depth + 1)
            case "phi":
                incoming = re.findall(r"\[ (.+?), %", definition)
                moved = {self._moved(one, values, depth + 1) for one in incoming if one != value}
                return moved.pop() if len(moved) == 1 else None
            case _:
                return None


_DEFINITION = re.compile(r'^ *(%(?:"[^"]*"|[-\w$.]+)) = (.*)$')


def _untailed(prefix: str) -> str:
    """Without the promise that a call is the last thing that its function does: that was LLVM's to find out."""
    return re.sub(r"\b(?:musttail|notail|tail) call\b", "call", prefix)


def _read_value(cursor: Cursor) -> str:
    """The tokens of a value, up to the comma or parenthesis behind it."""
    words: list[str] = []
    depth = 0
    while depth or cursor.peek() not in (",", ")"):
        token = cursor.next()
        depth += (token in _OPENING) - (token in _CLOSING)
        words.append(token)
    return " ".join(words)


_OPENING = frozenset("([{<")
_CLOSING = frozenset(")]}>")


_CALLEE = re.compile(r'@(?:"[^"]*__enzyme_[^"]*"|[-\w$.]*__enzyme_[-\w$.]*)\(')


def _rest_of(line: str) -> str:
    """What stands behind the arguments of the call in a line, as it is there."""
    callee = _CALLEE.search(line)
    assert callee is not None
    depth = 0
    quoted = False
    for position in range(callee.end() - 1, len(line)):
        character = line[position]
        if character == '"':
            quoted = not quoted
        elif not quoted:
            depth += (character == "(") - (character == ")")
            if depth == 0:
                return line[position + 1 :]
    raise ReadError("cannot read LLVM IR", where=line.strip(), why="a parenthesis is not closed")


def registered_functions(llvm_ir: str) -> frozenset[str]:
    """The functions of which a module says how they are to be differentiated, or that they are not."""
    if "__enzyme_" not in llvm_ir and ANNOTATIONS not in llvm_ir:
        return frozenset()
    found: set[str] = set()
    for match in _VARIABLE.finditer(llvm_ir):
        name = unquote(match[1])
        if name == ANNOTATIONS:
            texts = dict(_TEXT.findall(llvm_ir))
            pairs = _ANNOTATION.findall(match[2])
            found |= {
                unquote(f"@{symbol}")
                for symbol, text in pairs
                if texts.get(text, "").startswith((INACTIVE_ANNOTATION, LIKE_ANNOTATION))
            }
        elif is_registration(name) and not is_type_registration(name):
            found |= {unquote(f"@{symbol}") for symbol in _SYMBOL.findall(match[2])}
    return frozenset(found)


_VARIABLE = re.compile(r'^(@(?:"[^"]*"|[-\w$.]+)) = (.*)$', re.MULTILINE)
_SYMBOL = re.compile(r'(?<=ptr @)("[^"]*"|[-\w$.]+)')
_TEXT = re.compile(r'^@(\S+) = .* c"([^"]*)\\00"', re.MULTILINE)
_ANNOTATION = re.compile(r'\{ ptr @("[^"]*"|[-\w$.]+), ptr @([^,\s]+),')
