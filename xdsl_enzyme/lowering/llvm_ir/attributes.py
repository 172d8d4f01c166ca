"""Attributes of functions, their arguments, results and calls.

::

    {nounwind, memory = "argmem: read", "frame-pointer" = "all"}  ->  nounwind memory(argmem: read) "frame-pointer"="all"
    {llvm.noalias, llvm.align = 8 : i64, llvm.sret = !T}          ->  noalias align 8 sret(%T)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from xdsl.dialects.builtin import DictionaryAttr, IntegerAttr, StringAttr, UnitAttr
from xdsl.ir import Attribute, TypeAttribute

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.names import quoted
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts

FLAGS = frozenset(
    [
        "allocalign",
        "allocptr",
        "alwaysinline",
        "builtin",
        "cold",
        "convergent",
        "coro_elide_safe",
        "coro_only_destroy_when_complete",
        "dead_on_unwind",
        "dead_on_return",
        "disable_sanitizer_instrumentation",
        "fn_ret_thunk_extern",
        "hot",
        "hybrid_patchable",
        "immarg",
        "inlinehint",
        "inreg",
        "jumptable",
        "minsize",
        "mustprogress",
        "naked",
        "nest",
        "noalias",
        "nobuiltin",
        "nocallback",
        "nocapture",
        "nocf_check",
        "nodivergencesource",
        "noduplicate",
        "noext",
        "nofree",
        "noimplicitfloat",
        "noinline",
        "nomerge",
        "nonlazybind",
        "nonnull",
        "noprofile",
        "norecurse",
        "noredzone",
        "noreturn",
        "nosanitize_bounds",
        "nosanitize_coverage",
        "nosync",
        "noundef",
        "nounwind",
        "null_pointer_is_valid",
        "optdebug",
        "optforfuzzing",
        "optnone",
        "optsize",
        "presplitcoroutine",
        "readnone",
        "readonly",
        "returned",
        "returns_twice",
        "safestack",
        "sanitize_address",
        "sanitize_alloc_token",
        "sanitize_hwaddress",
        "sanitize_memory",
        "sanitize_memtag",
        "sanitize_numerical_stability",
        "sanitize_realtime",
        "sanitize_realtime_blocking",
        "sanitize_thread",
        "sanitize_type",
        "shadowcallstack",
        "signext",
        "skipprofile",
        "speculatable",
        "speculative_load_hardening",
        "ssp",
        "sspreq",
        "sspstrong",
        "strictfp",
        "swiftasync",
        "swifterror",
        "swiftself",
        "uwtable",
        "willreturn",
        "writable",
        "writeonly",
        "zeroext",
    ]
)
"""LLVM's attributes without a value. Any other name is a string attribute and printed in quotes."""

PARENTHESISED = frozenset(
    [
        "alignstack",
        "allocsize",
        "byref",
        "byval",
        "captures",
        "dereferenceable",
        "dereferenceable_or_null",
        "elementtype",
        "inalloca",
        "initializes",
        "memory",
        "nofpclass",
        "preallocated",
        "range",
        "sret",
        "uwtable",
        "vscale_range",
    ]
)
"""LLVM's attributes with a value in parentheses: a number, a type, or a text of its own."""

CALLING_CONVENTION_ATTRIBUTES = frozenset(
    [
        "byref",
        "byval",
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
    """One attribute in LLVM's syntax; the value is a unit, an integer, a type or a string."""
    if isinstance(value, UnitAttr):
        return name if name in FLAGS else quoted(name)
    if isinstance(value, IntegerAttr):
        number = cast(IntegerAttr, value).value.data
        if name == "align":
            return f"align {number}"
        if name in PARENTHESISED:
            return f"{name}({number})"
    elif isinstance(value, StringAttr):
        if name == "allockind":
            kind = value.data.strip('"')
            return f'allockind("{kind}")'
        if name in PARENTHESISED:
            return f"{name}({value.data})"
        return f"{quoted(name)}={quoted(value.data)}"
    elif isinstance(value, TypeAttribute) and name in PARENTHESISED:
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
        if key.startswith("llvm.")
        and ((name := key[5:]) or True)
        and (only is None or name in only)
    )
