"""The compilers behind `cc`, `c++` and `fortran`, and what they are asked for.

A source becomes LLVM IR before any pass, with the user's own options; the module with the derivatives becomes what was asked for
by the same compiler where that reads LLVM's current bitcode, else by llvmlite.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.bitcode import disassemble
from xdsl_enzyme.frontends.clang import clang_command, normalised
from xdsl_enzyme.frontends.compiler import llvm_version
from xdsl_enzyme.frontends.flang import fortran_compiler
from xdsl_enzyme.lowering.emit import replacing
from xdsl_enzyme.lowering.optimise import LLVM_LOCK, target_machine
from xdsl_enzyme.tools.compiler.command_line import Action, CommandLine, Input
from xdsl_enzyme.tools.compiler.debug_information import marked_as_ours

_VERSION = re.compile(r"(?:clang|flang(?:-new)?) version (\d+)")


class Driver(Enum):
    """Which compiler is stood in for."""

    C = "cc"
    CPP = "c++"
    FORTRAN = "fortran"

    @property
    def command(self) -> list[str]:
        """The command, with the directory of our header where it is of use."""
        if self is Driver.FORTRAN:
            return fortran_compiler()
        return [
            *clang_command(cpp=self is Driver.CPP),
            "-isystem",
            str(files("xdsl_enzyme") / "include"),
        ]


class CompilerFailed(Exception):
    """The compiler has refused something, and said why; this is its exit code."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


def run(command: Sequence[str], standard_input: bytes | None = None) -> None:
    """Run a compiler that prints what it has to say itself."""
    try:
        process = subprocess.run(command, input=standard_input, check=False)
    except OSError as error:
        raise EnzymeError(f"cannot run the compiler '{command[0]}'", why=str(error)) from None
    if process.returncode != 0:
        raise CompilerFailed(process.returncode)


@dataclass(frozen=True)
class Toolchain:
    """A driver with the arguments that it was given."""

    driver: Driver
    line: CommandLine
    standard_input: bytes | None = None
    """What stands behind the input `-`."""

    # From sources to LLVM IR

    def preprocessed(self, source: Input) -> bytes | None:
        """The source with everything that it includes; None if it cannot be preprocessed."""
        if source.language == "ir":
            return Path(source.name).read_bytes() if Path(source.name).is_file() else None
        command = [*self.driver.command, *self._options(_NO_DEPENDENCIES), "-E", "-o", "-"]
        process = subprocess.run(
            [*command, *self._named(source)],
            input=self.standard_input,
            capture_output=True,
            check=False,
        )
        return process.stdout if process.returncode == 0 else None

    def llvm_ir(self, source: Input) -> str:
        """The LLVM IR of a source, before any pass, with debug information whether it was asked for or not."""
        if source.language == "ir":
            return _read_ir(Path(source.name))
        with tempfile.TemporaryDirectory() as directory:
            output = Path(directory) / "module.ll"
            command = [*self.driver.command, *self._options(_NOT_FOR_IR), *self._named(source)]
            command += ["-S", "-emit-llvm", "-o", str(output), *self._ir_flags(source)]
            run([*command, "-g", *self._dependencies(source)], self.standard_input)
            text = normalised(output.read_text())
            return text if self.line.keeps_debug else marked_as_ours(text)

    def _ir_flags(self, source: Input) -> list[str]:
        """No passes, but IR on which they may run later."""
        if source.language is not None and source.language.startswith("f95"):
            level = max(self.line.level, 1)
            return [
                f"-O{level}",
                "-mllvm",
                "-opt-bisect-limit=0",
                "-mllvm",
                "-opt-bisect-verbose=0",
            ]
        return [*BEFORE_PASSES, *ATTRIBUTES, *(NO_OPTNONE if self.line.level == 0 else ())]

    def _dependencies(self, source: Input) -> list[str]:
        """What make wants to know is about the object, not about the intermediate file."""
        given = [option for option in self.line.options if option[0].startswith("-M")]
        names = {option[0][:3] for option in given}
        if "-MD" not in names and "-MMD" not in {option[0] for option in given}:
            return []
        output = self.line.output or f"{source.stem}.o"
        flags = [part for option in given for part in option]
        if "-MT" not in names and "-MQ" not in names:
            flags += ["-MQ", output]
        if "-MF" not in names:
            flags += ["-MF", str(Path(output).with_suffix(".d"))]
        return flags

    def _named(self, source: Input) -> list[str]:
        if source.position in self.line.language_options or source.name == "-":
            return ["-x", str(source.language), source.name]
        return [source.name]

    def _options(self, without: re.Pattern[str]) -> Iterator[str]:
        for option in self.line.options:
            if not without.match(option[0]) or option[0] in ("-mmlir",):
                yield from option

    # From modules to objects

    def emit(self, module: binding.ModuleRef, output: str, action: Action) -> None:
        """Write what was asked for, with the rest of the optimisation done."""
        command = self._codegen_command()
        if command is None:
            self._emit_with_llvmlite(module, Path(output), action)
            return
        with tempfile.TemporaryDirectory() as directory:
            bitcode = Path(directory) / "module.bc"
            bitcode.write_bytes(module.as_bitcode())
            kind = "-S" if action is Action.ASSEMBLE else "-c"
            command += [kind, "-x", "ir", str(bitcode), "-o", output]
            if self.line.emits_llvm:
                command.append("-emit-llvm")
            run(command)

    def _codegen_command(self) -> list[str] | None:
        """The command for bitcode; None if there is no compiler that reads ours."""
        try:
            compiler = clang_command(cpp=False)
        except EnzymeError:
            compiler = fortran_compiler()
        # Zig takes no LLVM IR, whatever its version.
        if "ziglang" in compiler or _version(tuple(compiler)) != llvm_version():
            return None
        options = [
            *self._options(_NOT_FOR_CODE),
            "-Wno-override-module",
            "-Qunused-arguments",
        ]
        return [*compiler, *options]

    def _emit_with_llvmlite(self, module: binding.ModuleRef, output: Path, action: Action) -> None:
        level = self.line.level
        machine = target_machine(level, native=False)
        options = binding.create_pipeline_tuning_options(speed_level=level)
        with LLVM_LOCK:
            if level:
                builder = binding.create_pass_builder(machine, options)
                builder.getModulePassManager().run(module, builder)
            if self.line.emits_llvm:
                is_text = action is Action.ASSEMBLE
                data = str(module).encode() if is_text else module.as_bitcode()
            elif action is Action.ASSEMBLE:
                data = machine.emit_assembly(module).encode()
            else:
                data = machine.emit_object(module)
        with replacing(output) as temporary:
            temporary.write_bytes(data)


BEFORE_PASSES = ("-Xclang", "-disable-llvm-passes", "-fno-discard-value-names", "-fno-math-errno")
NO_OPTNONE = ("-Xclang", "-disable-O0-optnone")

ATTRIBUTES = (
    '-Denzyme_inactive=annotate("enzyme_inactive")',
    '-Denzyme_function_like(name)=annotate("enzyme_function_like=" name)',
    '-Denzyme_shadow(name)=annotate("enzyme_shadow")',
)
"""Attributes that Enzyme's plugin adds to clang, as clang itself has them."""

_NO_DEPENDENCIES = re.compile(r"-M|-l|-L|-Wl,|-save-temps")
_NOT_FOR_IR = re.compile(
    r"-M|-flto|-fno-lto|-ffat-lto|-l|-L|-Wl,|-shared$|-static|-save-temps|-ftime-|-pie$|-no-pie$|-v$"
)
_NOT_FOR_CODE = re.compile(
    r"-M|-flto|-fno-lto|-ffat-lto|-l|-L|-Wl,|-shared$|-static|-I|-i(?:system|quote|include|macros|dirafter)|-include|-D|-U|-std=|-ansi"
    r"|-W|-w$|-pedantic|-save-temps|-Xclang|-Xpreprocessor|-Xlinker|-nostdinc|-stdlib|-J|-module-dir|-cpp$|-rdynamic|-pie$|-no-pie$|-T|-u$"
    r"|-fopenmp|-fcoarray|-v$|--driver-mode"
)


@cache
def _version(compiler: tuple[str, ...]) -> int | None:
    process = subprocess.run(
        [*compiler, "--version"], capture_output=True, text=True, errors="replace", check=False
    )
    match = _VERSION.search(process.stdout)
    return int(match[1]) if match else None


def _read_ir(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".ll" or not is_bitcode(data):
        return data.decode(errors="surrogateescape")
    return disassemble(data, str(path))


def is_bitcode(data: bytes) -> bool:
    """Whether the contents of a file are LLVM's bitcode."""
    return data[:4] in (b"BC\xc0\xde", b"\xde\xc0\x17\x0b")


def is_bitcode_file(path: Path) -> bool:
    """Whether a file is LLVM's bitcode."""
    with path.open("rb") as file:
        return is_bitcode(file.read(4))


def read_standard_input(line: CommandLine) -> bytes | None:
    """What is behind the input `-`, which can be read only once."""
    return sys.stdin.buffer.read() if any(one.name == "-" for one in line.inputs) else None
