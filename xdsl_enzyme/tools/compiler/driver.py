"""``xdsl-enzyme cc|c++|fortran ARGUMENTS``: compiles, differentiates and links like a compiler.

Sources that don't use Enzyme's interface go to clang or flang unseen. Those that do become LLVM IR, are differentiated, and take
part in the rest as object files::

    cc -O2 main.c util.c -lm -o prog      with `__enzyme_autodiff` in main.c
    -->  main.c -> LLVM IR -> with derivatives -> /tmp/main.o;   clang -O2 /tmp/main.o util.c -lm -o prog

A derivative may need functions of other files: those that are compiled by the same command are linked before differentiation if it
does not work otherwise; with `-flto`, objects hold LLVM IR, and derivatives are made of the whole program when it is linked.

The exit code is that of the compiler if it refuses something, and 2 for what cannot be differentiated.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.errors import DifferentiationError, EnzymeError
from xdsl_enzyme.tools.compiler.command_line import Action, CommandLine, Input, parse
from xdsl_enzyme.tools.compiler.debug_information import OURS
from xdsl_enzyme.tools.compiler.toolchain import (
    ATTRIBUTES,
    BEFORE_PASSES,
    NO_OPTNONE,
    CompilerFailed,
    Driver,
    Toolchain,
    is_bitcode_file,
    read_standard_input,
    run,
)

INTERFACE = b"__enzyme_"


def main(driver: Driver, arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit code."""
    try:
        line = parse(arguments)
        _Compilation(Toolchain(driver, line, read_standard_input(line))).run()
    except CompilerFailed as failure:
        return failure.code if failure.code > 0 else 1
    except EnzymeError as error:
        print(f"xdsl-enzyme: error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        print(f"xdsl-enzyme: error: {error.strerror or error}{where}", file=sys.stderr)
        return 2
    return 0


class _Compilation:
    """One run of the driver."""

    def __init__(self, toolchain: Toolchain):
        self.toolchain = toolchain
        self.line: CommandLine = toolchain.line

    def run(self) -> None:
        line = self.line
        if line.action is Action.OTHER or not line.inputs:
            self._hand_on(line.arguments)
        elif line.action is Action.LINK and (line.link_time or self._has_bitcode_objects()):
            self._link_whole_program()
        elif line.link_time:
            # What the interface asks for is done when the program is linked.
            is_c = self.toolchain.driver is not Driver.FORTRAN
            flags = [*BEFORE_PASSES, *ATTRIBUTES, *(NO_OPTNONE if line.level == 0 else ())]
            flags += () if line.keeps_debug else OURS
            self._hand_on([*line.arguments, *flags] if line.sources and is_c else line.arguments)
        else:
            self._compile([one for one in line.sources if self._uses_interface(one)])

    def _has_bitcode_objects(self) -> bool:
        return any(
            not one.is_source and Path(one.name).is_file() and is_bitcode_file(Path(one.name))
            for one in self.line.inputs
        )

    def _hand_on(self, arguments: Sequence[str]) -> None:
        """Let the compiler behind us do it."""
        run([*self.toolchain.driver.command, *arguments], self.toolchain.standard_input)

    def _uses_interface(self, source: Input) -> bool:
        text = self.toolchain.preprocessed(source)
        return text is not None and (INTERFACE in text or source.name.endswith(".bc"))

    def _compile(self, sources: Sequence[Input]) -> None:
        """Make derivatives for some sources, and let the compiler do the rest."""
        line = self.line
        if not sources:
            self._hand_on(line.arguments)
            return
        with tempfile.TemporaryDirectory() as directory:
            replaced: dict[int, str | None] = {}
            try:
                modules = [(one, self._differentiated(one)) for one in sources]
            except DifferentiationError:
                if line.action is not Action.LINK or len(line.sources) < 2:
                    raise
                self._compile_together(Path(directory))
                return
            for number, (source, module) in enumerate(modules):
                if module is None:
                    continue
                if line.action is Action.LINK:
                    output = str(Path(directory) / f"{source.stem}.{number}.o")
                    self.toolchain.emit(module, output, Action.COMPILE)
                    replaced[source.position] = output
                else:
                    self.toolchain.emit(module, self._output_of(source), line.action)
                    replaced[source.position] = None
            if line.action is Action.LINK or len(replaced) < len(line.sources):
                self._hand_on(line.with_inputs(replaced))

    def _output_of(self, source: Input) -> str:
        line = self.line
        if line.output is not None:
            if len(line.sources) > 1:
                raise EnzymeError(
                    "there are several outputs, and one name for them", hint="leave out -o"
                )
            return line.output
        suffix = {
            (Action.COMPILE, False): ".o",
            (Action.COMPILE, True): ".bc",
            (Action.ASSEMBLE, False): ".s",
            (Action.ASSEMBLE, True): ".ll",
        }[line.action, line.emits_llvm]
        return source.stem + suffix

    def _differentiated(self, source: Input) -> binding.ModuleRef | None:
        from xdsl_enzyme.tools.compiler.derivatives import with_derivatives

        return with_derivatives(self.toolchain.llvm_ir(source), self.line.level)

    def _compile_together(self, directory: Path) -> None:
        """Differentiate all sources of the command as one program."""
        from xdsl_enzyme.frontends.linking import Linkable, link
        from xdsl_enzyme.tools.compiler.derivatives import with_derivatives

        line = self.line

        texts = [Linkable(one.name, self.toolchain.llvm_ir(one)) for one in line.sources]
        module = with_derivatives(link(texts), line.level)
        if module is None:
            self._hand_on(line.arguments)
            return
        output = str(directory / "program.o")
        self.toolchain.emit(module, output, Action.COMPILE)
        first, *others = line.sources
        replaced: dict[int, str | None] = {one.position: None for one in others}
        replaced[first.position] = output
        self._hand_on(line.with_inputs(replaced))

    def _link_whole_program(self) -> None:
        from xdsl_enzyme.tools.compiler.whole_program import WholeProgram

        program = WholeProgram.of(self.toolchain)
        if not program.uses_interface:
            self._hand_on(self.line.arguments)
            return
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            module = program.differentiated()
            if module is None:
                self._hand_on(self.line.arguments)
                return
            output = str(directory / "program.o")
            self.toolchain.emit(module, output, Action.COMPILE)
            self._hand_on(program.arguments(output, directory))


def exit_code(command: str, arguments: Sequence[str]) -> int:
    """Run the driver of this name, and flush what it has printed."""
    code = main(Driver(command), arguments)
    sys.stdout.flush()
    return code
