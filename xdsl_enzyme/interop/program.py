"""A function together with the module that it needs, in structured form.

`Program.load` reads a file, keeps what the function reaches and brings that to structured form::

    Program.load("gmm.c", "gmm_objective").module
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects import func, llvm, memref
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.dialects.enzyme import AutodiffOp, ForwardDiffOp
from xdsl_enzyme.dialects.symbols import symbol_name
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.interop.symbol_names import source_name
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, PassObserver, run_pipeline, structure

_PRIVATE_LINKAGES = ("internal", "private")


@dataclass(frozen=True)
class Program:
    """The function `name` of `module`. Nobody changes the module; derivatives are made from clones."""

    module: ModuleOp
    name: str

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        name: str | None = None,
        *,
        flags: Sequence[str] = (),
        optimisation_level: int = 2,
        observer: PassObserver | None = None,
    ) -> Program:
        """
        Read a file. `name` is a symbol or, for C++ and Rust, the plain name of a function that exists once; it may
        be omitted if the file defines one external function only.
        """
        module = load_module(os.fspath(path), flags=flags, optimisation_level=optimisation_level)
        return Program.from_module(module, name, origin=os.fspath(path), observer=observer)

    @staticmethod
    def from_module(
        module: ModuleOp,
        name: str | None = None,
        *,
        origin: str = "module",
        observer: PassObserver | None = None,
    ) -> Program:
        """
        Make a program of a module in cf form, which is changed to structured form in place. Derivatives that it asks for
        itself are made too.
        """
        name = _resolve_name(module, name, origin)
        remove_unreachable(module, (name,))
        run_pipeline(module, structure((name,)), observer=observer)
        if any(isinstance(op, AutodiffOp | ForwardDiffOp) for op in module.walk()):
            run_pipeline(module, DIFFERENTIATE, observer=observer)
            remove_unreachable(module, (name,))
        return Program(module, name)

    @property
    def function(self) -> func.FuncOp:
        """The function itself."""
        function = find_function(self.module, self.name)
        assert function is not None
        return function


def functions(module: ModuleOp) -> Iterator[func.FuncOp]:
    """The functions of a module, declarations included."""
    return (op for op in module.ops if isinstance(op, func.FuncOp))


def find_function(module: ModuleOp, name: str) -> func.FuncOp | None:
    """The function of that name; None if there is none."""
    return next((op for op in functions(module) if op.sym_name.data == name), None)


def is_private(function: func.FuncOp) -> bool:
    """Whether other modules can't see the function."""
    linkage = function.attributes.get("llvm.linkage")
    if isinstance(linkage, StringAttr) and linkage.data in _PRIVATE_LINKAGES:
        return True
    return function.sym_visibility is not None and function.sym_visibility.data == "private"


def _resolve_name(module: ModuleOp, name: str | None, origin: str) -> str:
    defined = {op.sym_name.data: op for op in functions(module) if op.body.blocks}
    if name is None:
        external = [symbol for symbol, op in defined.items() if not is_private(op)]
        if len(external) == 1:
            return external[0]
        raise EnzymeError(
            "which function is meant?",
            where=origin,
            why=f"it defines {_listed(external) if external else 'no external function'}",
            hint="name one of them" if external else None,
        )
    if name in defined:
        return name
    by_source_name = [symbol for symbol in defined if source_name(symbol) == name]
    if len(by_source_name) == 1:
        return by_source_name[0]
    if by_source_name:
        raise EnzymeError(
            f"there are several functions '{name}'",
            where=origin,
            why=f"these are {_listed(by_source_name)}",
            hint="use the full symbol of one of them",
        )
    raise _no_such_function(module, name, defined, origin)


def _no_such_function(
    module: ModuleOp, name: str, defined: Iterable[str], origin: str
) -> EnzymeError:
    if find_function(module, name) is not None:
        return EnzymeError(
            f"there is no body of '{name}'",
            where=origin,
            why="it is only declared there",
            hint="load the file that defines it",
        )
    known = sorted({plain for symbol in defined for plain in (symbol, source_name(symbol))})
    close = difflib.get_close_matches(name, known, n=5, cutoff=0.5)
    return EnzymeError(
        f"there is no function '{name}'",
        where=origin,
        why=f"it defines {_listed(known) if known else 'no function'}",
        hint=f"did you mean {' or '.join(map(repr, close))}?" if close else None,
    )


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def remove_unreachable(module: ModuleOp, roots: Iterable[str]) -> None:
    """
    Remove the functions and globals that nothing reachable from `roots` mentions. What registers derivatives
    (``__enzyme_…``) stays, and static constructors do if they share memory with what is reached.
    """
    symbols = {name: op for op in module.ops if (name := symbol_name(op)) is not None}
    reached = _reach(symbols, [*roots, *(name for name in symbols if name.startswith("__enzyme_"))])
    for name in _CONSTRUCTOR_TABLES:
        touched = _reach(symbols, [name])
        if any(_is_variable(symbols[symbol]) for symbol in touched & reached):
            reached |= touched
    for name, op in symbols.items():
        if name not in reached and isinstance(op, func.FuncOp | llvm.GlobalOp | memref.GlobalOp):
            op.detach()
            op.erase(safe_erase=False)


_CONSTRUCTOR_TABLES = ("llvm.global_ctors", "llvm.global_dtors")


def _reach(symbols: dict[str, Operation], roots: Iterable[str]) -> set[str]:
    """The symbols that `roots` are or lead to."""
    pending = list(roots)
    reached: set[str] = set()
    while pending:
        name = pending.pop()
        if name in symbols and name not in reached:
            reached.add(name)
            pending += symbol_uses(symbols[name])
    return reached


def _is_variable(op: Operation) -> bool:
    return isinstance(op, llvm.GlobalOp) and op.constant is None


def symbol_uses(op: Operation) -> Iterator[str]:
    """Every symbol that `op` or an op inside it mentions, as often as it does."""
    for inner in op.walk():
        for attribute in (*inner.properties.values(), *inner.attributes.values()):
            yield from _symbols_in(attribute)


def _symbols_in(attribute: Attribute) -> Iterator[str]:
    match attribute:
        case SymbolRefAttr():
            yield attribute.root_reference.data
        case ArrayAttr():
            for part in attribute.data:
                yield from _symbols_in(part)
        case DictionaryAttr():
            for part in attribute.data.values():
                yield from _symbols_in(part)
        case _:
            pass
