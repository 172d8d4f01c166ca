r"""Programs that are compiled as they are, and once more after LLVM IR has been read and written again; both are run.

::

    sources --clang--> LLVM IR --clang--> program                                   must do the same:
                         \--read [--lift to structured form] --write--clang--> program   output, errors, exit code
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llvmlite import binding
from xdsl.context import Context

from tests.integration.native import compiler
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, fortran_compiler
from xdsl_enzyme.frontends.llvm_ir import read_llvm_ir
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, rust_compiler
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.passes.lift_cf_to_scf import LiftCfToScfPass

BACK_END = ("-O1", "-Wno-everything", "-pthread")
"""The optimisation after writing, which is the same for both programs."""


@dataclass(frozen=True)
class Outcome:
    """What a program does."""

    exit_code: int
    output: bytes
    errors: bytes


def command(*, cpp: bool) -> list[str]:
    """The compiler of C, or of C++."""
    (first, *rest) = compiler()
    if cpp and not rest:
        return [shutil.which(Path(first).name.replace("clang", "clang++")) or f"{first}++"]
    return [first, *(["-m", "ziglang", "c++"] if cpp else rest)]


def run_command(arguments: Sequence[str | Path]) -> None:
    process = subprocess.run([str(each) for each in arguments], capture_output=True, check=False)
    assert process.returncode == 0, process.stderr.decode(errors="replace")[:4000]


def front_end(source: Path, level: int, directory: Path) -> list[str]:
    """The command that makes LLVM IR of a source; flang leaves what it knows of modules in `directory`."""
    if source.suffix in RUST_SUFFIXES:
        command_line = [*rust_compiler(), "--crate-type=lib", "--emit=llvm-ir", "--cap-lints=allow"]
        return [*command_line, "-C", f"opt-level={level}", "-C", "codegen-units=1"]
    rest = [f"-O{level}", "-g", "-S", "-emit-llvm"]
    if source.suffix in FORTRAN_SUFFIXES:
        return [*fortran_compiler(), "-J", str(directory), *rest]
    return [*command(cpp=source.suffix != ".c"), "-w", *rest]


def compile_to_text(source: Path, level: int, directory: Path, flags: Sequence[str] = ()) -> str:
    """The LLVM IR of a source file, as LLVM prints it. `flags` are for the compilers of C, C++ and Fortran."""
    target = directory / f"{source.name}.{level}.ll"
    flags = () if source.suffix in RUST_SUFFIXES else flags
    run_command([*front_end(source, level, directory), source, "-o", target, *flags])
    module = binding.parse_assembly(target.read_text(), binding.create_context())
    return str(module)


def round_trip(text: str, *, structured: bool) -> str:
    """The LLVM IR that is written after `text` has been read."""
    module = read_llvm_ir(text)
    module.verify()
    if structured:
        LiftCfToScfPass().apply(Context(), module)
        module.verify()
    return write_llvm_ir(module)


@dataclass(frozen=True)
class Linker:
    """What makes a program of object files."""

    command: Sequence[str]
    libraries: Sequence[str | Path] = ("-lm",)


def linker_for(sources: Sequence[Path], directory: Path) -> Linker:
    """The linker for what is written in these languages."""
    suffixes = {source.suffix for source in sources}
    if suffixes & set(FORTRAN_SUFFIXES):
        return Linker(fortran_compiler())
    cpp = [*command(cpp=True), "-pthread"]
    if suffixes & set(RUST_SUFFIXES):
        return Linker(cpp, (_rust_library(directory), "-ldl", "-lm"))
    return Linker(cpp)


def _rust_library(directory: Path) -> Path:
    """Rust's standard library, with the allocator that rustc makes whenever it links."""
    source = directory / "no_program.rs"
    source.touch()
    library = directory / "libstandard.a"
    run_command([*rust_compiler(), "--crate-type=staticlib", source, "-o", library])
    return library


def run_program(texts: Sequence[str], directory: Path, name: str, linker: Linker) -> Outcome:
    """What the program does whose modules have these texts."""
    objects: list[Path] = []
    for index, text in enumerate(texts):
        file = directory / f"{name}.{index}.ll"
        file.write_text(text)
        objects.append(file.with_suffix(".o"))
        run_command([*command(cpp=True), *BACK_END, "-fPIC", "-c", file, "-o", objects[-1]])
    program = directory / name
    run_command([*linker.command, *objects, "-o", program, *linker.libraries])
    process = subprocess.run([program], capture_output=True, check=False, timeout=60)
    return Outcome(process.returncode, process.stdout, process.stderr)


def check_round_trip(
    sources: Sequence[Path],
    level: int,
    directory: Path,
    flags: Sequence[str] = (),
    forms: Sequence[bool] = (False, True),
) -> None:
    """Compares the programs; `forms` says for each whether it goes through the structured form."""
    texts = [compile_to_text(source, level, directory, flags) for source in sources]
    linker = linker_for(sources, directory)
    expected = run_program(texts, directory, "direct", linker)
    assert expected.output, "a program that prints nothing shows nothing"
    for structured in forms:
        written = [round_trip(text, structured=structured) for text in texts]
        assert run_program(written, directory, "again", linker) == expected, (
            f"at O{level}, {'structured' if structured else 'cf'} form"
        )
