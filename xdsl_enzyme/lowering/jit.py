"""Machine code in this process: LLVM IR -> object code -> addresses of functions.

::

    code = compile_module(write_llvm_ir(module))
    square = ctypes.CFUNCTYPE(c_double, c_double)(code.address("square"))

The object code can be kept (`CompiledModule.object_code`) and loaded again without compiling (`LoadedCode`).

Code is loaded by LLVM's ORC, which reports what it cannot resolve instead of aborting the process. All the same we
look first: every declaration that is still used after optimisation has to be in the process, libm or libc.
"""

from __future__ import annotations

import atexit
import ctypes
import ctypes.util
import itertools
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from llvmlite import binding
from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.optimise import LLVM_LOCK, optimise, target_machine
from xdsl_enzyme.lowering.static_initialisers import (
    FINALISE,
    INITIALISE,
    expose_static_initialisers,
)
from xdsl_enzyme.lowering.thread_locals import emulate_thread_locals
from xdsl_enzyme.lowering.vector_functions import load_vector_functions, with_vector_functions

_LIBRARIES = ("m", "c", "gcc_s")
"""Where compiled code finds what it calls: the C library, and the routines that stand for missing instructions."""

_library_numbers = itertools.count()


@cache
def _engine() -> binding.LLJIT:
    """The one engine of the process; code that is loaded into it can be dropped again, piece by piece."""
    for short_name in _LIBRARIES:
        if (library := ctypes.util.find_library(short_name)) is not None:
            binding.load_library_permanently(library)
    load_vector_functions()
    machine = target_machine()
    fresh = binding.Target.from_triple(machine.triple).create_target_machine(
        reloc="pic", codemodel="default"
    )
    return binding.create_lljit_compiler(fresh, suppress_errors=True)


def load_library(path: str | os.PathLike[str]) -> None:
    """
    Load a shared library into the process, for good: compiled code finds there what it calls and nobody else defines.
    """
    with LLVM_LOCK:
        _engine()
        try:
            binding.load_library_permanently(os.fspath(path))
        except RuntimeError as error:
            raise LoweringError(
                f"cannot load the library '{os.fspath(path)}'",
                why=str(error).strip(),
                hint="give the path of a shared library for this machine",
            ) from None


class LoadedCode:
    """Object code that has been loaded into the process and stays there for as long as this lives."""

    def __init__(
        self,
        object_code: bytes,
        symbols: Iterable[str],
        imports: Iterable[str] = (),
        instead: Mapping[str, int] | None = None,
    ):
        """
        `symbols` are the functions whose addresses will be asked for, `imports` what the code uses of others; for some of it
        `instead` has addresses. Raises `LoweringError` if the process has one of these nowhere.
        """
        self.object_code = object_code
        self.symbols = frozenset(symbols)
        self.imports = frozenset(imports)
        self._tracker = _load(
            object_code, self.symbols, _addresses(self.imports) | dict(instead or {})
        )
        if INITIALISE in self.symbols:
            _call(self.address(INITIALISE))
        if FINALISE in self.symbols:
            atexit.register(_call, self.address(FINALISE))
        if not _EXIT_HANDLERS.isdisjoint(self.imports | self.symbols):
            _kept_until_exit.append(self)

    def address(self, name: str) -> int:
        """The address of a function that the code exports."""
        if name not in self.symbols:
            raise LoweringError(
                f"the compiled code has no function '{name}'",
                hint=f"it has {', '.join(sorted(self.symbols)) or 'none that can be called'}",
            )
        return self._tracker[name]


def _load(
    object_code: bytes, symbols: frozenset[str], imports: Mapping[str, int]
) -> binding.ResourceTracker:
    builder = binding.JITLibraryBuilder()
    for name, address in imports.items():
        builder.import_symbol(name, address)
    builder.add_object_img(object_code)
    builder.add_current_process()
    for name in symbols:
        builder.export_symbol(name)
    with LLVM_LOCK:
        try:
            return builder.link(_engine(), f"xdsl_enzyme.{next(_library_numbers)}")
        except RuntimeError as error:
            raise LoweringError(
                "compiled code cannot be loaded",
                why=str(error).strip(),
                hint="it may call a function that no loaded library has, or be for another machine",
            ) from None


_INLINE_ASSEMBLY = re.compile(
    r"^module asm |^ *(?:%\S+ = )?(?:(?:tail|musttail|notail) )?(?:call|invoke|callbr) [^\"\n]*\basm\b(?! (?:\w+ )*\"\")",
    re.MULTILINE,
)
"""But for assembly without instructions, which only keeps the compiler from moving code."""


def _addresses(names: Iterable[str]) -> dict[str, int]:
    """Where the process has what code imports."""
    with LLVM_LOCK:
        _engine()  # loads the libraries
        addresses = {name: binding.address_of_symbol(name) for name in sorted(names)}
    missing = [name for name, address in addresses.items() if address is None]
    if missing:
        raise LoweringError(
            f"the module uses {', '.join(repr(name) for name in missing)}, which nothing defines",
            why="neither the module nor a library of this process has it",
            hint="give the function a body, or load its library with xdsl_enzyme.load_library",
        )
    return {name: address for name, address in addresses.items() if address is not None}


def _refuse_unsafe(module: binding.ModuleRef) -> None:
    if _INLINE_ASSEMBLY.search(str(module)):
        raise LoweringError(
            "the module has inline assembly, which is refused",
            hint="put it into a library and call it from there",
        )


def _undefined(module: binding.ModuleRef) -> list[str]:
    """The functions and variables that are declared only; the optimiser has removed those that nobody uses."""
    return [
        value.name
        for values in (module.functions, module.global_variables)
        for value in values
        if value.is_declaration and not value.name.startswith("llvm.")
    ]


class CompiledModule(LoadedCode):
    """A module that has been optimised, compiled and loaded."""

    def __init__(self, module: binding.ModuleRef, level: int, native: bool = True):
        self._module = module
        self._machine = target_machine(level, native)
        with LLVM_LOCK:
            _refuse_unsafe(module)
            imports = _undefined(module)
            # Before machine code is made of it: LLVM knows less of what is wrong than we do.
            _addresses(imports)
            symbols = [
                function.name
                for function in module.functions
                if not function.is_declaration and function.linkage.name not in _LOCAL_LINKAGES
            ]
            object_code = self._machine.emit_object(module)
        super().__init__(object_code, symbols, imports)

    @cached_property
    def llvm_ir(self) -> str:
        """The optimised LLVM IR."""
        with LLVM_LOCK:
            return str(self._module)

    @cached_property
    def assembly(self) -> str:
        """The machine code as the assembler writes it."""
        with LLVM_LOCK:
            return self._machine.emit_assembly(self._module)


def _call(address: int) -> None:
    ctypes.CFUNCTYPE(None)(address)()


_EXIT_HANDLERS = frozenset({"atexit", "__cxa_atexit", "__cxa_thread_atexit", FINALISE})
_kept_until_exit: list[LoadedCode] = []
"""Code that leaves functions to be called at exit, and must still be there then."""

_LOCAL_LINKAGES = frozenset({"internal", "private", "available_externally"})


def compile_module(
    source: str | ModuleOp, level: int = 3, *, like_clang: bool = False, native: bool = True
) -> CompiledModule:
    """
    Compiles LLVM IR text, or an MLIR module that the LLVM IR writer takes, and loads it into this process. With `like_clang` in the
    way that C compilers do at the same level; else in one that suits derivatives, see `optimise`, with vectors of mathematical
    functions. If not `native`, the code uses only what all CPUs of the architecture can do.
    """
    text = write_llvm_ir(source) if isinstance(source, ModuleOp) else source
    if level > 1 and not like_clang:
        text = with_vector_functions(text, native)
    text = expose_static_initialisers(emulate_thread_locals(text))
    return CompiledModule(
        optimise(text, level, native=native, like_clang=like_clang), level, native
    )
