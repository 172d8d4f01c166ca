"""A function together with the module that it needs, in structured form.

`Program.load` reads a file, keeps what the function reaches and brings that to structured form::

    Program.load("gmm.c", "gmm_objective").module
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from xdsl.dialects import func, llvm, memref
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    ModuleOp,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.dialects.enzyme import DifferentiationOperation
from xdsl_enzyme.dialects.symbols import symbol_name
from xdsl_enzyme.frontends.load import Sources, load_function, resolve_in_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, PassObserver, run_pipeline, structure


class Program:
    """The function `name` of `module`. Nobody changes the module; derivatives are made from clones."""

    def __init__(
        self, module: ModuleOp | Callable[[], ModuleOp], name: str, key: str | None = None
    ):
        """The module, or how to get it when it is wanted. `key` stands for the program on the disk."""
        self._module = module
        self.name = name
        self.key = key

    @cached_property
    def module(self) -> ModuleOp:
        """The function and what it needs."""
        return self._module if isinstance(self._module, ModuleOp) else self._module()

    @staticmethod
    def load(
        sources: Sources,
        name: str | None = None,
        *,
        flags: Sequence[str] = (),
        optimisation_level: int = 2,
        observer: PassObserver | None = None,
    ) -> Program:
        """
        Read a file, or several. `name` is a symbol or, for C++, Fortran and Rust, the plain name of a function that exists once; it may
        be omitted if one external function only is defined.
        """
        module, symbol = load_function(
            sources, name, flags=flags, optimisation_level=optimisation_level
        )
        return Program.from_module(module, symbol, observer=observer)

    @staticmethod
    @deeply_recursive
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
        name = resolve_in_module(module, name, origin)
        remove_unreachable(module, (name,))
        run_pipeline(module, structure((name,)), observer=observer)
        if any(isinstance(op, DifferentiationOperation) for op in module.walk()):
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
