"""Attributes of functions, arguments, results and calls.

``nounwind memory(argmem: read) allocsize(0) "frame-pointer"="all"``
--> ``{nounwind, memory = "argmem: read", allocsize = "0", "frame-pointer" = "all"}``
"""

from __future__ import annotations

from xdsl.dialects.builtin import DictionaryAttr, IntegerAttr, StringAttr, UnitAttr, i64
from xdsl.ir import Attribute

from xdsl_enzyme.analyses.types.hints import DEBUG_TYPE, HINT
from xdsl_enzyme.frontends.llvm_ir.tokens import END, Cursor, decode_string
from xdsl_enzyme.frontends.llvm_ir.types import TypeReader

Attributes = dict[str, Attribute]

_UNIT = UnitAttr()

_PARAMETER_FLAGS = frozenset(
    [
        "allocalign",
        "allocptr",
        "dead_on_return",
        "dead_on_unwind",
        "immarg",
        "inreg",
        "nest",
        "noalias",
        "noext",
        "nofree",
        "nonnull",
        "noundef",
        "readnone",
        "readonly",
        "returned",
        "signext",
        "swiftasync",
        "swifterror",
        "swiftself",
        "writable",
        "writeonly",
        "zeroext",
    ]
)
_PARAMETER_INTEGERS = frozenset(
    ["align", "alignstack", "dereferenceable", "dereferenceable_or_null"]
)
_PARAMETER_TYPES = frozenset(["byref", "byval", "elementtype", "inalloca", "preallocated", "sret"])
_PARAMETER_TEXTS = frozenset(["captures", "initializes", "nofpclass", "range"])

PARAMETER_ATTRIBUTES = _PARAMETER_FLAGS | _PARAMETER_INTEGERS | _PARAMETER_TYPES | _PARAMETER_TEXTS

_PASSING = frozenset(
    [
        *("align", "alignstack", "byref", "byval", "elementtype", "inalloca", "inreg", "nest"),
        *("preallocated", "signext", "sret", "swiftasync", "swifterror", "swiftself", "zeroext"),
    ]
)
"""Those that change how a value is passed: a call has to agree with the function on them."""

_TARGET_ATTRIBUTES = frozenset(["target-cpu", "target-features", "tune-cpu"])
"""What code is generated for is chosen when the module is lowered."""


def read_parameter_attributes(cursor: Cursor, types: TypeReader) -> Attributes:
    """The attributes of an argument or a result, as they stand behind or before its type."""
    attributes: Attributes = {}
    while True:
        token = cursor.peek()
        if token[:1] == '"':
            # The other quoted ones are those of targets, for their code generators.
            name, value = _read_quoted(cursor)
            if name == "enzyme_type":
                attributes[HINT] = value
        elif token in _PARAMETER_FLAGS:
            cursor.next()
            if cursor.peek() == "(":
                attributes[token] = StringAttr(cursor.parenthesised_text())
            else:
                attributes[token] = _UNIT
        elif token in _PARAMETER_INTEGERS:
            cursor.next()
            value = cursor.parenthesised_text() if cursor.peek() == "(" else cursor.next()
            attributes[token] = IntegerAttr(int(value), i64)
        elif token in _PARAMETER_TYPES:
            cursor.next()
            cursor.expect("(")
            attributes[token] = types.read(cursor)
            cursor.expect(")")
        elif token in _PARAMETER_TEXTS:
            cursor.next()
            attributes[token] = StringAttr(cursor.parenthesised_text())
        else:
            return attributes


def passing_attributes(attributes: Attributes) -> Attributes:
    """Those that change how a value is passed."""
    return {name: value for name, value in attributes.items() if name in _PASSING}


def prefixed(attributes: Attributes) -> DictionaryAttr:
    """Attributes of an argument or a result as an op has them."""
    return DictionaryAttr(
        {
            name if name in (HINT, DEBUG_TYPE) else f"llvm.{name}": value
            for name, value in attributes.items()
        }
    )


def read_function_attributes(cursor: Cursor, groups: dict[str, Attributes]) -> Attributes:
    """The attributes of a function or a call, up to the first token that cannot be one."""
    attributes: Attributes = {}
    while True:
        token = cursor.peek()
        if token[:1] == "#":
            cursor.next()
            attributes |= groups.get(token, {})
        elif token[:1] == '"':
            name, value = _read_quoted(cursor)
            # A name without a dash could not be told from LLVM's own attributes.
            if "-" in name and name not in _TARGET_ATTRIBUTES:
                attributes[name] = value
        elif token[:1].isalpha() and token not in _FUNCTION_CLAUSES:
            cursor.next()
            attributes[token] = _read_argument(cursor)
        else:
            return attributes


_FUNCTION_CLAUSES = frozenset(
    [
        "addrspace",
        "align",
        "comdat",
        "gc",
        "local_unnamed_addr",
        "partition",
        "personality",
        "prefix",
        "prologue",
        "section",
        "to",
        "unnamed_addr",
        "unwind",
    ]
)
"""What else may stand behind the arguments of a function or a call."""


def read_attribute_group(text: str, cursor: Cursor) -> Attributes:
    """The contents of ``attributes #0 = { ... }``; the cursor stands behind the opening brace."""
    attributes = read_function_attributes(cursor, {})
    while cursor.peek() == "align":  # `align=16` reads as a clause of a function
        cursor.next()
        cursor.expect("=")
        attributes["align"] = IntegerAttr(cursor.integer(), i64)
        attributes |= read_function_attributes(cursor, {})
    if cursor.next() != "}" or cursor.peek() is not END:
        raise cursor.error(f"'{text}' is not a list of attributes")
    return attributes


def _read_argument(cursor: Cursor) -> Attribute:
    if cursor.accept("="):
        return IntegerAttr(cursor.integer(), i64)
    if cursor.peek() == "(":
        text = cursor.parenthesised_text()
        if text.isdecimal():
            return IntegerAttr(int(text), i64)
        return StringAttr(text)
    return _UNIT


def _read_quoted(cursor: Cursor) -> tuple[str, Attribute]:
    name = decode_string(cursor.next()).decode(errors="replace")
    if cursor.accept("="):
        return name, StringAttr(decode_string(cursor.next()).decode(errors="replace"))
    return name, _UNIT
