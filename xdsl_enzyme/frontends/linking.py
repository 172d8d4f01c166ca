"""Several modules of LLVM IR -> one, as a linker does it::

    declare double @g(double)               define double @g(double) …            define double @f(…)
    define double @f(…)                 +                                  -->    define double @g(…)

Definitions that compilers leave to a run-time library, and that derivatives must see into, are in `runtime/*.ll`: of these a program gets
what it calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from llvmlite import binding

from xdsl_enzyme.errors import ReadError

_TRIPLE = re.compile(r'^target triple = "([^"]*)"$', re.MULTILINE)
_DEFINITION = re.compile(r"^define [^@]*@(\w+)\(", re.MULTILINE)
_TRIPLE_OR_LAYOUT = re.compile(r'^target (?:triple|datalayout) = "[^"]*"\n?', re.MULTILINE)


def link(modules: Sequence[tuple[str, str]]) -> str:
    """
    One module of several, each given by where it comes from and by its LLVM IR. Raises `ReadError` if a module is not valid, or if
    two of them define the same.
    """
    (_, first), *others = modules
    if not others:
        return first
    context = binding.create_context()
    linked = _parse(*modules[0], context)
    for origin, text in others:
        # Compilers spell the name of one and the same machine differently, of which the linker would warn.
        same_target = _TRIPLE_OR_LAYOUT.sub("", text) if _same_machine(first, text) else text
        try:
            linked.link_in(_parse(origin, same_target, context))
        except RuntimeError as error:
            raise ReadError(
                f"cannot link '{origin}' with the rest", why=str(error).strip()
            ) from None
    return str(linked)


def _parse(origin: str, text: str, context: binding.ContextRef) -> binding.ModuleRef:
    try:
        module = binding.parse_assembly(text, context)
        module.verify()
    except RuntimeError as error:
        raise ReadError(f"'{origin}' is not valid LLVM IR", why=str(error).strip()) from None
    return module


def _same_machine(one: str, other: str) -> bool:
    triples = [match[1].split("-") for text in (one, other) if (match := _TRIPLE.search(text))]
    return len(triples) < 2 or (triples[0][0], triples[0][2:]) == (triples[1][0], triples[1][2:])


def link_runtime(llvm_ir: str, name: str) -> str:
    """The module together with what it declares and ``runtime/NAME.ll`` defines."""
    text, defined = _runtime(name)
    if not any(f"@{symbol}(" in llvm_ir for symbol in defined):
        return llvm_ir
    return link([("the program", llvm_ir), (f"runtime/{name}.ll", text)])


@cache
def _runtime(name: str) -> tuple[str, frozenset[str]]:
    text = (files(__package__) / "runtime" / f"{name}.ll").read_text()
    return text, frozenset(_DEFINITION.findall(text))
