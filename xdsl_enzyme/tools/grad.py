"""``xdsl-enzyme grad``: writes the derivative of a function as a file for others.

The derivative is a C function. Each floating-point array is followed by its shadow; then, in reverse mode, the seed; then the
places for results. Its prototype is the first line of text, and printed for object files and libraries::

    xdsl-enzyme grad norm.c norm --emit=obj -o norm_reverse.o
    void norm_reverse(const double *x, double *dx, int32_t n, double seed, double *value);
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from xdsl.dialects.llvm import GlobalOp, LinkageAttr

from xdsl_enzyme.interop.derivative import Derivative, Derivatives
from xdsl_enzyme.interop.limits import Limits
from xdsl_enzyme.interop.memory_budget import memory_limit
from xdsl_enzyme.interop.program import Program
from xdsl_enzyme.interop.prototype import c_prototype
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.signature import infer_signature
from xdsl_enzyme.interop.wrapper import Mode
from xdsl_enzyme.lowering.emit import emit_object, emit_shared_library, replacing
from xdsl_enzyme.lowering.memory_guard import with_limited_allocator
from xdsl_enzyme.lowering.optimise import optimise
from xdsl_enzyme.tools.options import (
    Constants,
    Flags,
    Level,
    PrintAfter,
    ProgramArguments,
    files_and_function,
)
from xdsl_enzyme.tools.print_after import printing_observer


class ModeName(Enum):
    """The modes that can be asked for."""

    REVERSE = "reverse"
    FORWARD = "forward"


class Kind(Enum):
    """What can be written."""

    LLVM = "llvm"
    MLIR = "mlir"
    OBJECT = "obj"
    LIBRARY = "lib"


def grad(
    program_arguments: ProgramArguments,
    mode: Annotated[ModeName, typer.Option(help="Which derivative.")] = ModeName.REVERSE,
    emit: Annotated[Kind, typer.Option(help="What to write.")] = Kind.LLVM,
    output: Annotated[
        Path | None,
        typer.Option("-o", help="Where to write it. Text goes to standard output by default."),
    ] = None,
    level: Level = 2,
    flag: Flags = None,
    const: Constants = None,
    restrict: Annotated[
        bool,
        typer.Option(
            "--restrict",
            help="Callers promise that arrays and shadows do not overlap: faster code.",
        ),
    ] = False,
    native: Annotated[
        bool, typer.Option("--native", help="Use all that this machine's processor can do.")
    ] = False,
    checkpoint: Annotated[
        int | None,
        typer.Option(min=1, help="Reverse loops that hand on a state with so many checkpoints."),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(help="A limit for what is kept for the reverse sweep, such as 64MB."),
    ] = None,
    print_after: PrintAfter = None,
) -> None:
    """Write the derivative of a function as LLVM IR, MLIR, an object file or a shared library."""
    if output is None and emit in _BINARY:
        raise typer.BadParameter(f"--emit={emit.value} needs a file to write to", param_hint="-o")
    if output is not None and not output.parent.is_dir():
        raise typer.BadParameter(f"there is no directory {output.parent}", param_hint="-o")
    observer = printing_observer(print_after)
    files, function = files_and_function(program_arguments)
    program = Program.load(
        files, function, flags=flag or (), optimisation_level=level, observer=observer
    )
    signature = infer_signature(program.module, program.function)
    constants = [signature.position(name, "--const") for name in const or ()]
    wanted = Mode(mode.value)
    request = request_for_all(signature, wanted, constants, distinct=restrict)
    limits = Limits.of(checkpoint, memory)
    if wanted is Mode.REVERSE:
        request = replace(request, limits=limits)
    if memory is not None and emit is Kind.MLIR:
        raise typer.BadParameter("--emit=mlir cannot limit the memory", param_hint="--memory")
    derivative = Derivatives(program, signature.argument_names).make(request, observer)
    share_variables(derivative)
    prototype = c_prototype(derivative, signature, wanted)
    if emit in _BINARY and output is not None:
        _BINARY[emit](_llvm_ir(derivative), output, _level_after(level), native)
        typer.echo(prototype)
        return
    text = (
        f"// {prototype}\n{derivative.program.module!s}\n"
        if emit is Kind.MLIR
        else f"; {prototype}\n{optimise(_llvm_ir(derivative), _level_after(level), native=native)}"
    )
    if output is None:
        typer.echo(text, nl=False)
    else:
        with replacing(output) as temporary:
            temporary.write_text(text)


_BINARY = {Kind.OBJECT: emit_object, Kind.LIBRARY: emit_shared_library}


def _llvm_ir(derivative: Derivative) -> str:
    """LLVM IR that stands alone."""
    limit = memory_limit(derivative.program.module)
    text = derivative.llvm_ir
    return text if limit is None else with_limited_allocator(text, limit)


def _level_after(level: int) -> int:
    """Code without optimisation stays so; else the derivative gets all of it, vectorisation included."""
    return 3 if level else 0


def share_variables(derivative: Derivative) -> None:
    """
    Let global variables of the derivative be those of the program that it is linked with: a definition there wins over the
    copy here.
    """
    for op in derivative.program.module.ops:
        if not isinstance(op, GlobalOp) or op.constant is not None:
            continue
        is_defined = op.value is not None or bool(op.body.blocks)
        if is_defined and op.linkage.linkage.data == "external":
            op.linkage = LinkageAttr("weak")
            op.dso_local = None
