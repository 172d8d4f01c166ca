"""A program whose objects hold LLVM's bitcode (`-flto`): it is differentiated when it is linked.

Sources, objects and members of archives that hold bitcode become one module; of archives, as a linker does it, only members that define what
is asked for. The rest of the command stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.frontends.bitcode import disassemble
from xdsl_enzyme.frontends.bitcode_files import archive_members
from xdsl_enzyme.frontends.enzyme_interface.names import kind_of
from xdsl_enzyme.frontends.linking import Linkable, link
from xdsl_enzyme.tools.compiler.archive import write_archive
from xdsl_enzyme.tools.compiler.command_line import Input
from xdsl_enzyme.tools.compiler.derivatives import with_derivatives
from xdsl_enzyme.tools.compiler.toolchain import Toolchain, is_bitcode

_DEFINED = re.compile(
    r'^(?:define [^@\n]*|(?=@[^\n]*? = (?!external|extern_weak)))@("[^"]*"|[-\w$.]+)', re.MULTILINE
)
_DECLARED = re.compile(
    r'^(?:declare [^@\n]*|(?=@[^\n]*? = external))@("[^"]*"|[-\w$.]+)', re.MULTILINE
)


@dataclass
class WholeProgram:
    """The parts of a program that are LLVM IR."""

    toolchain: Toolchain
    sources: list[Input] = field(default_factory=lambda: [])
    modules: list[Linkable] = field(default_factory=lambda: [])
    replaced: list[Input] = field(default_factory=lambda: [])
    """Inputs that hold nothing else."""
    native: dict[int, list[tuple[str, bytes]]] = field(default_factory=lambda: {})
    """Of archives with bitcode, by position: the members that hold something else."""

    @staticmethod
    def of(toolchain: Toolchain) -> WholeProgram:
        """Read the inputs of a command that links."""
        program = WholeProgram(toolchain)
        archives: list[list[Linkable]] = []
        for one in toolchain.line.inputs:
            if one.is_source:
                program.sources.append(one)
                program.replaced.append(one)
            elif not (path := Path(one.name)).is_file():
                continue
            elif is_bitcode(data := path.read_bytes()):
                program.modules.append(Linkable(one.name, disassemble(data, one.name)))
                program.replaced.append(one)
            elif is_archive(data):
                archives.append(program._read_archive(one, data))
        for path in _libraries(toolchain):
            data = path.read_bytes()
            if is_archive(data):
                contents = archive_members(data, path)
                archives.append(list(_disassembled(str(path), contents)))
        program.modules += [Linkable(one.name, toolchain.llvm_ir(one)) for one in program.sources]
        program._add_members(archives)
        return program

    def _read_archive(self, archive: Input, data: bytes) -> list[Linkable]:
        contents = list(archive_members(data, Path(archive.name)))
        if any(is_bitcode(member) for _, member in contents):
            self.native[archive.position] = [one for one in contents if not is_bitcode(one[1])]
        return list(_disassembled(archive.name, contents))

    def _add_members(self, archives: list[list[Linkable]]) -> None:
        """Those that define something that is still missing, until nothing changes."""
        pending = [one for archive in archives for one in archive]
        defined = {name for one in self.modules for name in _DEFINED.findall(one.llvm_ir)}
        missing = {
            name for one in self.modules for name in _DECLARED.findall(one.llvm_ir)
        } - defined
        progress = True
        while progress:
            progress = False
            for one in list(pending):
                definitions = set(_DEFINED.findall(one.llvm_ir))
                if definitions & missing:
                    pending.remove(one)
                    self.modules.append(one)
                    defined |= definitions
                    missing = (missing | set(_DECLARED.findall(one.llvm_ir))) - defined
                    progress = True

    @property
    def uses_interface(self) -> bool:
        return any(
            kind_of(name.strip('"')) is not None
            for one in self.modules
            if "__enzyme_" in one.llvm_ir
            for name in _DECLARED.findall(one.llvm_ir)
        )

    def differentiated(self) -> binding.ModuleRef | None:
        """The program with its derivatives; None if it asks for none."""
        return with_derivatives(link(self.modules), self.toolchain.line.level)

    def arguments(self, output: str, directory: Path) -> list[str]:
        """What is left to link: an object file in the place of all bitcode."""
        first, *others = self.replaced
        replaced: dict[int, str | None] = {one.position: None for one in others}
        replaced[first.position] = output
        for number, (position, rest) in enumerate(self.native.items()):
            archive = directory / f"{number}.a"
            write_archive(archive, rest)
            replaced[position] = str(archive) if rest else None
        return [
            argument
            for argument in self.toolchain.line.with_inputs(replaced)
            if not argument.startswith("-flto")
        ]


def is_archive(data: bytes) -> bool:
    """Whether a file is a static library that holds its members."""
    return data.startswith(b"!<arch>\n")


def _disassembled(archive: str, contents: Iterable[tuple[str, bytes]]) -> Iterator[Linkable]:
    """The members of an archive that are bitcode."""
    for name, member in contents:
        if is_bitcode(member):
            origin = f"{archive}({name})"
            yield Linkable(origin, disassemble(member, origin))


def _libraries(toolchain: Toolchain) -> Iterator[Path]:
    """Static libraries that are named by `-l`, in directories named by `-L`."""
    options = toolchain.line.options
    directories = [Path("".join(option)[2:]) for option in options if option[0].startswith("-L")]
    for option in options:
        if option[0].startswith("-l"):
            name = "".join(option)[2:]
            for directory in directories:
                if (path := directory / f"lib{name}.a").is_file():
                    yield path
                    break
