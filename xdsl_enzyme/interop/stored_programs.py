"""Programs that were loaded before are not read again unless someone looks at their IR: their signature is on the disk.

::

    sources, what they include, flags, compiler    -->  digest of the LLVM IR that they become
    that digest, the name of the function          -->  its symbol and its signature: a `Program` without a module yet
    that program, a request                        -->  parameters, object code: see `derivative`

The first step is only taken where the compiler tells what it reads: that of C and C++ does. MLIR is always read, since packages from outside say
what its ops mean; and nothing is taken from the disk once rules have been registered from outside.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from xdsl_enzyme.errors import ReadError
from xdsl_enzyme.frontends.clang import C_SUFFIXES, CPP_SUFFIXES, clang_identity
from xdsl_enzyme.frontends.load import (
    LinkedProgram,
    Sources,
    is_mlir,
    link_sources,
    read_function,
    source_paths,
)
from xdsl_enzyme.interop.compilation_cache import CompilationCache, digest, digest_of_file, key_of
from xdsl_enzyme.interop.facts import facts_of_signature, signature_from
from xdsl_enzyme.interop.program import Program
from xdsl_enzyme.interop.signature import Signature, infer_signature
from xdsl_enzyme.rules.registry import has_rules_from_outside


def load_program(
    sources: Sources, name: str | None, flags: Sequence[str], level: int
) -> tuple[Program, Signature]:
    """A function and its signature, see `Program.load`; with a key if its derivatives can be kept on the disk."""
    paths = source_paths(sources)
    _check(name, flags)
    cache = CompilationCache.of_user()
    if cache is None or is_mlir(paths) or has_rules_from_outside():
        program = Program.load(paths, name, flags=flags, optimisation_level=level)
        return program, infer_signature(program.module, program.function)
    compilation = _Compilation(cache, tuple(paths), tuple(flags), level)
    key = key_of("program", compilation.digest, name, level)
    if (entry := cache.get(key)) is not None:
        signature = signature_from(entry.facts)
        return Program(lambda: compilation.read(name).module, signature.name, key), signature
    read = compilation.read(name)
    signature = infer_signature(read.module, read.function)
    cache.put(key, facts_of_signature(signature))
    return Program(read.module, read.name, key), signature


def _check(name: object, flags: object) -> None:
    """Raises `ReadError` unless these are the name of a function, or none, and a sequence of flags."""
    if not isinstance(name, str | None):
        raise ReadError(f"there is no function {name!r}", why="a name was expected")
    is_sequence = isinstance(flags, Sequence) and not isinstance(flags, str | bytes)
    if not is_sequence or not all(isinstance(flag, str) for flag in cast(Sequence[object], flags)):
        raise ReadError(
            f"flags must be a list or tuple of strings, not {flags!r}",
            hint="write flags=['-DN=3', '-Iinclude']",
        )


@dataclass
class _Compilation:
    """Sources that may have been compiled before."""

    cache: CompilationCache
    paths: tuple[Path, ...]
    flags: tuple[str, ...]
    level: int
    _linked: LinkedProgram | None = None

    @cached_property
    def digest(self) -> str:
        """The digest of the LLVM IR that they become."""
        key = key_of("sources", *self._known_inputs())
        entry = self.cache.get(key)
        if entry is not None and all(
            digest_of_file(Path(path)) == content for path, content in entry.facts["inputs"].items()
        ):
            return entry.facts["digest"]
        self._linked = self._compile()
        result = _digest_of(self._linked)
        if self._linked.inputs is not None:
            inputs = {str(path.absolute()): digest_of_file(path) for path in self._linked.inputs}
            self.cache.put(key, {"inputs": inputs, "digest": result})
        return result

    def read(self, name: str | None) -> Program:
        """The function `name`, as it was when the digest was made."""
        linked, self._linked = self._linked or self._compile(), None
        if _digest_of(linked) != self.digest:
            raise ReadError(
                f"'{linked.origin}' is not what it was when it was loaded",
                why="the sources have changed since, or the compiler has",
                hint="load it again",
            )
        return Program.from_module(*read_function(linked, name))

    def _compile(self) -> LinkedProgram:
        return link_sources(self.paths, self.flags, self.level)

    def _known_inputs(self) -> Sequence[object]:
        """What is known to matter before a compiler runs."""
        is_compiled = any(path.suffix in (*C_SUFFIXES, *CPP_SUFFIXES) for path in self.paths)
        return (
            os.getcwd(),
            [(str(path), digest_of_file(path)) for path in self.paths],
            self.flags,
            self.level,
            clang_identity() if is_compiled else None,
        )


_MODULE = re.compile(r"^!\d+ = !DIModule\(.*$", re.MULTILINE)


def _digest_of(program: LinkedProgram) -> str:
    """Without the names of Fortran's modules in the debug information: flang lists them in an order of its own each time."""
    return digest(_MODULE.sub("", program.llvm_ir))
