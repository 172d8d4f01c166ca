"""A file, or several -> a module to differentiate, by the suffixes of the files.

::

    f.c f.cpp f.f90 f.rs    --clang, flang, rustc--+
    f.ll f.bc f.o libf.a    -----------------------+--> linked --> optimised by LLVM --> read
    f.mlir                  parsed; what it has of MLIR's `llvm` dialect is raised
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp, StringAttr, UnregisteredOp
from xdsl.dialects.func import FuncOp
from xdsl.universe import Universe
from xdsl.utils.exceptions import ParseError, VerifyException

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.bitcode import disassemble
from xdsl_enzyme.frontends.bitcode_files import (
    ARCHIVE_SUFFIXES,
    OBJECT_SUFFIXES,
    read_archive,
    read_object,
)
from xdsl_enzyme.frontends.c_library import link_c_library
from xdsl_enzyme.frontends.clang import C_SUFFIXES, CPP_SUFFIXES, compile_to_llvm_ir
from xdsl_enzyme.frontends.closures import with_closures
from xdsl_enzyme.frontends.common_blocks import split_common_blocks
from xdsl_enzyme.frontends.dispatch import with_dispatch
from xdsl_enzyme.frontends.enzyme_interface.lower import lower_interface
from xdsl_enzyme.frontends.enzyme_interface.outline import outline_interface_calls
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, compile_fortran
from xdsl_enzyme.frontends.fortran_runtime import with_fortran_runtime
from xdsl_enzyme.frontends.inputs import Inputs
from xdsl_enzyme.frontends.linking import Linkable, link, link_runtime
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.locating_parser import LocatingParser
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.frontends.runtime_libraries import load_runtime_libraries
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, compile_rust
from xdsl_enzyme.frontends.symbol_names import resolve_function
from xdsl_enzyme.frontends.trampolines import without_trampolines
from xdsl_enzyme.preparation.llvm_dialect import raise_llvm

Sources: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]]"
"""A file, or several that make a program together."""


@dataclass(frozen=True)
class Options:
    """How sources are compiled."""

    flags: Sequence[str]
    level: int
    modules: str
    """A directory where compilers leave what one source has to know of another."""
    inputs: Inputs


@dataclass(frozen=True)
class LinkedProgram:
    """A program as one module of LLVM IR, as its compilers and the linker made it."""

    origin: str
    llvm_ir: str
    level: int
    inputs: frozenset[Path] | None
    """All files that it was made of; None if a compiler doesn't tell."""


@deeply_recursive
def load_module(
    sources: Sources,
    *,
    flags: Sequence[str] = (),
    optimisation_level: int = 2,
    functions: Collection[str] | None = None,
) -> ModuleOp:
    """The module in a file, or in several: cf form from C, C++, Fortran, Rust and LLVM IR, anything from MLIR.

    `flags` are for the compiler. Of LLVM IR only the named `functions` are read, and what they refer to; all if none are named.
    Raises `ReadError` if a file is missing, of an unknown kind or cannot be read.
    """
    paths = source_paths(sources)
    if is_mlir(paths):
        return _load_mlir(paths[0])
    program = link_sources(paths, flags, optimisation_level)
    return _optimise_and_read(program, functions)


def load_function(
    sources: Sources, name: str | None, *, flags: Sequence[str] = (), optimisation_level: int = 2
) -> tuple[ModuleOp, str]:
    """
    What the function `name` needs, and its symbol; see `load_module` and `resolve_function`. The rest of a program in LLVM IR may hold what
    cannot be read.
    """
    paths = source_paths(sources)
    if is_mlir(paths):
        module = _load_mlir(paths[0])
        return module, resolve_in_module(module, name, str(paths[0]))
    return read_function(link_sources(paths, flags, optimisation_level), name)


@deeply_recursive
def read_function(program: LinkedProgram, name: str | None) -> tuple[ModuleOp, str]:
    """What the function `name` of a linked program needs, and its symbol."""
    defined = {
        unquote(match["name"]): match["linkage"] not in ("internal", "private")
        for match in _DEFINITION.finditer(program.llvm_ir)
    }
    declared = [unquote(match["name"]) for match in _DECLARATION.finditer(program.llvm_ir)]
    symbol = resolve_function(name, defined, declared, program.origin)
    return _optimise_and_read(program, [symbol]), symbol


def resolve_in_module(module: ModuleOp, name: str | None, origin: str) -> str:
    """The symbol that a user means by `name` in a module of xDSL."""
    functions = [op for op in module.ops if isinstance(op, FuncOp)]
    defined = {op.sym_name.data: not is_private(op) for op in functions if op.body.blocks}
    declared = [op.sym_name.data for op in functions if not op.body.blocks]
    return resolve_function(name, defined, declared, origin)


_PRIVATE_LINKAGES = ("internal", "private")


def is_private(function: FuncOp) -> bool:
    """Whether other modules can't see the function."""
    linkage = function.attributes.get("llvm.linkage")
    if isinstance(linkage, StringAttr) and linkage.data in _PRIVATE_LINKAGES:
        return True
    return function.sym_visibility is not None and function.sym_visibility.data == "private"


_NAME = r'(?:"[^"]*"|[-\w$.]+)'
_SYMBOL = rf"@(?P<name>{_NAME})\("
_DEFINITION = re.compile(rf"^define (?P<linkage>\w+) [^@]*{_SYMBOL}", re.MULTILINE)
_DECLARATION = re.compile(rf"^declare [^@]*{_SYMBOL}", re.MULTILINE)
_UNDEFINED = re.compile(
    rf"^(?:declare [^@]*@(?={_NAME}\()|@(?={_NAME} = external ))(?P<name>{_NAME})", re.MULTILINE
)


def unquote(name: str) -> str:
    """A name of LLVM IR without the quotes that it has if it isn't a simple one."""
    return name[1:-1] if name.startswith('"') else name


def source_paths(sources: Sources) -> list[Path]:
    """The files that are meant. Raises `ReadError` unless all exist, are of known kinds, and go together."""
    one_or_more = [sources] if isinstance(sources, str | os.PathLike) else sources
    try:
        paths = [Path(os.fspath(source)) for source in one_or_more]
    except TypeError:
        raise ReadError(
            f"cannot load {sources!r}", why="a path was expected, or a sequence of paths"
        ) from None
    if not paths:
        raise ReadError("there is nothing to load", hint="name at least one file")
    for path in paths:
        if path.suffix not in SUFFIXES:
            raise ReadError(
                f"cannot load '{path}'",
                why=f"'{path.suffix}' is not a known suffix" if path.suffix else "it has no suffix",
                hint=f"known are {' '.join(SUFFIXES)}",
            )
        if not path.is_file():
            raise ReadError(f"cannot load '{path}'", why="there is no such file")
    if len(paths) > 1 and any(path.suffix == MLIR_SUFFIX for path in paths):
        raise ReadError(
            "cannot load several files of which one is MLIR",
            why="only LLVM IR can be linked",
            hint="lower the MLIR to LLVM IR before, with mlir-translate",
        )
    return paths


def is_mlir(paths: Sequence[Path]) -> bool:
    """Whether these files are one of MLIR, and not a program in LLVM IR."""
    return paths[0].suffix == MLIR_SUFFIX


def link_sources(paths: Sequence[Path], flags: Sequence[str], level: int) -> LinkedProgram:
    """The program in `paths`, compiled."""
    inputs = Inputs(set(paths))
    with TemporaryDirectory() as modules:
        options = Options(flags, level, modules, inputs)
        program = link([part for path in paths for part in _LOADERS[path.suffix](path, options)])
    program = link_runtime(link_c_library(program), "cpp_containers")
    return LinkedProgram(
        " ".join(map(str, paths)),
        with_closures(
            without_trampolines(with_fortran_runtime(with_dispatch(split_common_blocks(program))))
        ),
        level,
        frozenset(inputs.files) if inputs.are_known else None,
    )


Loader: TypeAlias = Callable[[Path, Options], Iterable[Linkable]]


def _compile_c(path: Path, options: Options) -> Iterable[Linkable]:
    with options.inputs.listing(options.modules) as listing:
        flags = ["-MD", "-MF", str(listing), *options.flags]
        llvm_ir = compile_to_llvm_ir(path, flags, options.level)
    yield Linkable(str(path), llvm_ir)


def _compile_fortran(path: Path, options: Options) -> Iterable[Linkable]:
    options.inputs.are_known = False
    llvm_ir = compile_fortran(path, options.flags, options.level, modules=options.modules)
    yield Linkable(str(path), llvm_ir)


def _compile_rust(path: Path, options: Options) -> Iterable[Linkable]:
    options.inputs.are_known = False
    yield Linkable(str(path), compile_rust(path, options.flags, options.level))


def _read_text(path: Path, options: Options) -> Iterable[Linkable]:
    yield Linkable(str(path), _text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError as error:
        raise ReadError(f"'{path}' is not a text", why=str(error)) from None


def _read_object(path: Path, options: Options) -> Iterable[Linkable]:
    yield Linkable(str(path), disassemble(read_object(path), str(path)))


def _read_archive(path: Path, options: Options) -> Iterable[Linkable]:
    for origin, bitcode in read_archive(path):
        yield Linkable(origin, disassemble(bitcode, origin))


def _optimise_and_read(program: LinkedProgram, functions: Collection[str] | None) -> ModuleOp:
    optimised = optimise_for_differentiation(program.llvm_ir, program.level, functions)
    load_runtime_libraries(unquote(match["name"]) for match in _UNDEFINED.finditer(optimised))
    module = read_llvm_ir(outline_interface_calls(optimised).complete, functions)
    lower_interface(module)
    return module


def _load_mlir(path: Path) -> ModuleOp:
    context = Context(allow_unregistered=True)
    for name, dialect in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, dialect)
    try:
        module = LocatingParser(context, _text(path), str(path)).parse_module()
        raise_llvm(module)
        _refuse_unknown(module, path)
        module.verify()
    except (ParseError, VerifyException) as error:
        raise ReadError(
            f"'{path}' is not valid MLIR", why=str(error).strip(), hint=_hint(str(error))
        ) from None
    return module


def _refuse_unknown(module: ModuleOp, path: Path) -> None:
    for op in module.walk():
        if isinstance(op, UnregisteredOp):
            raise ReadError(
                f"'{path}' is not valid MLIR",
                where=op,
                why=f"no dialect that is known has an op '{op.op_name.data}'",
                hint="install the package that defines it, or lower it to other ops before",
            )


def _hint(message: str) -> str | None:
    if "builtin.unregistered" in message:
        return "the op is misspelt, or its dialect is not installed"
    if "does not have a custom format" in message:
        return "xDSL reads this op in generic form only: mlir-opt --mlir-print-op-generic writes it"
    return None


_LOADERS: dict[str, Loader] = {
    **dict.fromkeys([*C_SUFFIXES, *CPP_SUFFIXES], _compile_c),
    **dict.fromkeys(FORTRAN_SUFFIXES, _compile_fortran),
    **dict.fromkeys(RUST_SUFFIXES, _compile_rust),
    ".ll": _read_text,
    **dict.fromkeys(OBJECT_SUFFIXES, _read_object),
    **dict.fromkeys(ARCHIVE_SUFFIXES, _read_archive),
}
MLIR_SUFFIX = ".mlir"
SUFFIXES = (*_LOADERS, MLIR_SUFFIX)
"""Of all files that can be loaded."""
