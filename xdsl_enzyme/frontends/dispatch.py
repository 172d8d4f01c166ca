"""Calls of type-bound procedures of objects whose type is known at run time: LLVM IR of flang -> LLVM IR.

Flang looks the procedure up in a table that the description of the type leads to. Where all types are known, a comparison does::

    %table = load ptr, ptr %copy_of_description
    %entry = getelementptr %_QM__fortran_type_infoTbinding, ptr %table, i64 1
    …
    %f = inttoptr i64 %address to ptr       -->     %f = call ptr @xdsl_enzyme_binding.1(ptr %type)

    define internal ptr @xdsl_enzyme_binding.1(ptr %type) { … select i1 %is_circle, ptr @circle_area, ptr … }

So nobody has to find out that what the pointer to the description leads to are no floats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xdsl_enzyme.frontends.derived_types import DerivedType, derived_types

_LOOKED_UP = re.compile(
    r"^  (?P<description>%\S+) = getelementptr %_QM__fortran_type_infoTderivedtype, ptr (?P<type>%[^ ,]+), i32 0, i32 0.*\n"
    r"  call void @llvm\.memcpy\.p0\.p0\.i32\(ptr (?P<copy>%[^ ,]+), ptr (?P=description), .*\n"
    r"  (?P<base>%\S+) = getelementptr \{.*\}, ptr (?P=copy), i32 0, i32 0.*\n"
    r"  (?P<table>%\S+) = load ptr, ptr (?P=base),.*\n"
    r"  (?P<entry>%\S+) = getelementptr %_QM__fortran_type_infoTbinding, ptr (?P=table), i64 (?P<index>\d+).*\n"
    r"  (?P<procedure>%\S+) = getelementptr %_QM__fortran_type_infoTbinding, ptr (?P=entry), i32 0, i32 0.*\n"
    r"  (?P<place>%\S+) = getelementptr %_QM__fortran_builtinsT__builtin_c_funptr, ptr (?P=procedure), i32 0, i32 0.*\n"
    r"  (?P<address>%\S+) = load i64, ptr (?P=place),.*\n"
    r"  (?P<pointer>%\S+) = inttoptr i64 (?P=address) to ptr(?P<location>, !dbg !\d+)?.*$",
    re.MULTILINE,
)
_DECLARED = re.compile(
    r"^@[^ ]+ = external [^%\n]*%_QM__fortran_type_infoTderivedtype\b", re.MULTILINE
)


def with_dispatch(llvm_ir: str) -> str:
    """
    The program with such calls; the same text if it has none, or if there are types that are described elsewhere, of which objects may be.
    """
    if not _LOOKED_UP.search(llvm_ir) or _DECLARED.search(llvm_ir):
        return llvm_ir
    types = derived_types(llvm_ir)
    indices: set[int] = set()

    def dispatch(found: re.Match[str]) -> str:
        indices.add(index := int(found["index"]))
        location = found["location"] or ""
        # What is looked up all the same has no use any more.
        *looked_up, _ = found[0].split("\n")
        called = f"  {found['pointer']} = call ptr @{_name(index)}(ptr {found['type']}){location}"
        return "\n".join([*looked_up, called])

    text = _LOOKED_UP.sub(dispatch, llvm_ir)
    return "\n".join([text, *(_definition(index, types) for index in sorted(indices))])


def _name(index: int) -> str:
    return f"xdsl_enzyme_binding.{index}"


def _definition(index: int, types: Mapping[str, DerivedType]) -> str:
    return "\n".join(
        (
            f"define internal ptr @{_name(index)}(ptr %type) alwaysinline nounwind {{",
            *_selection(index, types),
            "}",
        )
    )


def _selection(index: int, types: Mapping[str, DerivedType]) -> Iterator[str]:
    chosen = "null"
    for number, type in enumerate(types.values()):
        procedure = type.bindings[index] if index < len(type.bindings) else None
        if procedure is not None:
            yield f"  %is.{number} = icmp eq ptr %type, @{type.symbol}"
            yield f"  %f.{number} = select i1 %is.{number}, ptr @{procedure}, ptr {chosen}"
            chosen = f"%f.{number}"
    yield f"  ret ptr {chosen}"
