"""A file -> a module to differentiate, by the file's suffix.

``.c .cc .cpp .cxx`` go through clang, LLVM's passes and the LLVM IR reader; so do ``.f90 .f95 .f …`` through flang, and ``.rs`` through
rustc; ``.ll`` and ``.bc`` start at the passes; ``.mlir`` is parsed, and what it has of MLIR's `llvm` dialect is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from llvmlite import binding
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp, UnregisteredOp
from xdsl.universe import Universe
from xdsl.utils.exceptions import ParseError, VerifyException

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.clang import C_SUFFIXES, CPP_SUFFIXES, compile_to_llvm_ir
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, compile_fortran
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.locating_parser import LocatingParser
from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.frontends.runtime_libraries import load_runtime_libraries
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, compile_rust
from xdsl_enzyme.preparation.llvm_dialect import raise_llvm


@dataclass(frozen=True)
class Options:
    """What `load_module` was asked for."""

    flags: Sequence[str]
    level: int
    functions: Collection[str] | None


Loader: TypeAlias = Callable[[Path, Options], ModuleOp]


def load_module(
    source: Path | str,
    *,
    flags: Sequence[str] = (),
    optimisation_level: int = 2,
    functions: Collection[str] | None = None,
) -> ModuleOp:
    """The module in a file: cf form from C, C++, Fortran, Rust and LLVM IR, anything from MLIR.

    `flags` are for the compiler. Of LLVM IR only the named `functions` are read, and what they refer to; all if none are named.
    Raises `ReadError` if the file is missing, of an unknown kind or cannot be read.
    """
    path = Path(source)
    loader = _LOADERS.get(path.suffix)
    if loader is None:
        raise ReadError(
            f"cannot load '{path}'",
            why=f"'{path.suffix}' is not a known suffix" if path.suffix else "it has no suffix",
            hint=f"known are {' '.join(_LOADERS)}",
        )
    if not path.is_file():
        raise ReadError(f"cannot load '{path}'", why="there is no such file")
    return loader(path, Options(flags, optimisation_level, functions))


def _compiled_by(compiler: Callable[[Path, Sequence[str], int], str]) -> Loader:
    def load(path: Path, options: Options) -> ModuleOp:
        return _optimise_and_read(compiler(path, options.flags, options.level), options)

    return load


def _load_text(path: Path, options: Options) -> ModuleOp:
    return _optimise_and_read(path.read_text(), options)


def _load_bitcode(path: Path, options: Options) -> ModuleOp:
    try:
        module = binding.parse_bitcode(path.read_bytes(), binding.create_context())
    except RuntimeError as error:
        raise ReadError(f"'{path}' is not valid LLVM bitcode", why=str(error).strip()) from None
    return _optimise_and_read(str(module), options)


def _optimise_and_read(llvm_ir: str, options: Options) -> ModuleOp:
    optimised = optimise_for_differentiation(llvm_ir, options.level)
    load_runtime_libraries(optimised)
    return read_llvm_ir(optimised, options.functions)


def _load_mlir(path: Path, options: Options) -> ModuleOp:
    context = Context(allow_unregistered=True)
    for name, dialect in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, dialect)
    try:
        module = LocatingParser(context, path.read_text(), str(path)).parse_module()
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
    **dict.fromkeys([*C_SUFFIXES, *CPP_SUFFIXES], _compiled_by(compile_to_llvm_ir)),
    **dict.fromkeys(FORTRAN_SUFFIXES, _compiled_by(compile_fortran)),
    **dict.fromkeys(RUST_SUFFIXES, _compiled_by(compile_rust)),
    ".ll": _load_text,
    ".bc": _load_bitcode,
    ".mlir": _load_mlir,
}
