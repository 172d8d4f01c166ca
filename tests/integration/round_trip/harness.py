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


def front_end(source: Path, directory: Path) -> list[str]:
    """The compiler of a source, with the flags that it needs; flang leaves what it knows of modules in `directory`."""
    if source.suffix in FORTRAN_SUFFIXES:
        return [*fortran_compiler(), "-J", str(directory)]
    return [*command(cpp=source.suffix != ".c"), "-w"]


def compile_to_text(source: Path, level: int, directory: Path, flags: Sequence[str] = ()) -> str:
    """The LLVM IR of a source file, as LLVM prints it."""
    target = directory / f"{source.name}.{level}.ll"
    run_command(
        [
            *front_end(source, directory),
            f"-O{level}",
            "-g",
            "-S",
            "-emit-llvm",
            source,
            "-o",
            target,
            *flags,
        ]
    )
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


def run_program(
    texts: Sequence[str], directory: Path, name: str, linker: Sequence[str] = ()
) -> Outcome:
    """What the program does whose modules have these texts. `linker` is the command that links, that of C++ by default."""
    objects: list[Path] = []
    for index, text in enumerate(texts):
        file = directory / f"{name}.{index}.ll"
        file.write_text(text)
        objects.append(file.with_suffix(".o"))
        run_command([*command(cpp=True), *BACK_END, "-fPIC", "-c", file, "-o", objects[-1]])
    program = directory / name
    linker = linker or [*command(cpp=True), "-pthread"]
    run_command([*linker, *objects, "-o", program, "-lm"])
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
    is_fortran = any(source.suffix in FORTRAN_SUFFIXES for source in sources)
    linker = fortran_compiler() if is_fortran else ()
    expected = run_program(texts, directory, "direct", linker)
    assert expected.output, "a program that prints nothing shows nothing"
    for structured in forms:
        written = [round_trip(text, structured=structured) for text in texts]
        assert run_program(written, directory, "again", linker) == expected, (
            f"at O{level}, {'structured' if structured else 'cf'} form"
        )
