"""Several modules of LLVM IR -> one, as a linker does it::

    declare double @g(double)               define double @g(double) …            define double @f(…)
    define double @f(…)                 +                                  -->    define double @g(…)

Definitions that compilers leave to a run-time library, and that derivatives must see into, are in `runtime/*.ll`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from llvmlite import binding

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.llvm_contexts import parse_apart

_TRIPLE = re.compile(r'^target triple = "([^"]*)"$', re.MULTILINE)
_TARGET = re.compile(r'^target (?:triple|datalayout) = "[^"]*"\n?', re.MULTILINE)
_DEFINITION = re.compile(r"^define (?!internal)[^@]*@(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Linkable:
    """A module of LLVM IR, and where it comes from."""

    origin: str
    llvm_ir: str


def link(modules: Sequence[Linkable]) -> str:
    """One module of several. Raises `ReadError` if one of them is not valid, or if two define the same."""
    if len(modules) == 1:
        return modules[0].llvm_ir
    first, *others = modules
    triple = _TRIPLE.search(first.llvm_ir)
    linked = _parse(first, triple)
    for one in others:
        module = _parse(one, triple, linked)
        try:
            linked.link_in(module)
        except RuntimeError as error:
            raise ReadError(
                f"cannot link '{one.origin}' with '{first.origin}' and the rest",
                why=str(error).strip(),
            ) from None
    return str(linked)


def _parse(
    one: Linkable, triple: re.Match[str] | None, beside: binding.ModuleRef | None = None
) -> binding.ModuleRef:
    text = one.llvm_ir
    # Compilers spell the name of one and the same machine differently, of which the linker would warn.
    if triple and (own := _TRIPLE.search(text)) and _same_machine(triple[1], own[1]):
        text = _TARGET.sub("", text)
        text = f"{triple[0]}\n{text}"
    try:
        module = parse_apart(text, beside)
        module.verify()
    except RuntimeError as error:
        raise ReadError(f"'{one.origin}' is not valid LLVM IR", why=str(error).strip()) from None
    return module


def _same_machine(one: str, other: str) -> bool:
    """Whether two triples differ in the vendor at most."""
    first, second = one.split("-"), other.split("-")
    return first[0] == second[0] and first[2:] == second[2:]


def link_runtime(llvm_ir: str, name: str) -> str:
    """The module together with what it declares and ``runtime/NAME.ll`` defines."""
    if not any(f"@{symbol}(" in llvm_ir for symbol in runtime_definitions(name)):
        return llvm_ir
    return link([Linkable("the program", llvm_ir), Linkable(f"{name}.ll", runtime_library(name))])


@cache
def runtime_library(name: str) -> str:
    """``runtime/NAME.ll``"""
    return (files("xdsl_enzyme.frontends") / "runtime" / f"{name}.ll").read_text()


@cache
def runtime_definitions(name: str) -> frozenset[str]:
    """The names of the functions that ``runtime/NAME.ll`` offers."""
    return frozenset(_DEFINITION.findall(runtime_library(name)))
