"""Attributes of functions, their arguments, results and calls.

::

    {nounwind, memory = "argmem: read", "frame-pointer" = "all"}  ->  nounwind memory(argmem: read) "frame-pointer"="all"
    {llvm.noalias, llvm.align = 8 : i64, llvm.sret = !T}          ->  noalias align 8 sret({ … })
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from xdsl.dialects.builtin import DictionaryAttr, IntegerAttr, StringAttr, UnitAttr
from xdsl.ir import Attribute, TypeAttribute

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.names import quoted
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts

CALLING_CONVENTION_ATTRIBUTES = frozenset(
    [
        "align",
        "alignstack",
        "byref",
        "byval",
        "elementtype",
        "inalloca",
        "inreg",
        "nest",
        "preallocated",
        "signext",
        "sret",
        "swiftasync",
        "swifterror",
        "swiftself",
        "zeroext",
    ]
)
"""Those that change how a value is passed: a call has to agree with the function on them."""


def attribute_text(name: str, value: Attribute, texts: TypeTexts) -> str:
    """One attribute in LLVM's syntax; the value is a unit, an integer, a type or a string.

    A name with a dash is a string attribute, which LLVM passes on to its back ends; all others are LLVM's own.
    """
    own = "-" not in name
    if isinstance(value, UnitAttr):
        return name if own else quoted(name)
    if isinstance(value, StringAttr):
        if not own:
            return f"{quoted(name)}={quoted(value.data)}"
        if name == "allockind":
            kind = value.data.strip('"')
            return f'allockind("{kind}")'
        return f"{name}({value.data})"
    if own and isinstance(value, IntegerAttr):
        number = cast(IntegerAttr, value).value.data
        return f"align {number}" if name == "align" else f"{name}({number})"
    if own and isinstance(value, TypeAttribute):
        return f"{name}({texts[cast(Attribute, value)]})"
    raise LoweringError(f"the attribute {name} = {value} has no counterpart in LLVM IR")


def attribute_texts(
    attributes: Attribute | None, texts: TypeTexts, without: Iterable[str] = ()
) -> list[str]:
    """The attributes of an `llvm.attributes` dictionary."""
    if attributes is None:
        return []
    if not isinstance(attributes, DictionaryAttr):
        raise LoweringError(f"llvm.attributes is not a dictionary but {attributes}")
    return [
        attribute_text(name, value, texts)
        for name, value in attributes.data.items()
        if name not in without
    ]


def value_attributes(
    attributes: Mapping[str, Attribute], texts: TypeTexts, only: frozenset[str] | None = None
) -> str:
    """The attributes of an argument or result, those named `llvm.…`, each preceded by a space."""
    return "".join(
        f" {attribute_text(name, value, texts)}"
        for key, value in attributes.items()
        if (name := key.removeprefix("llvm.")) != key and (only is None or name in only)
    )
