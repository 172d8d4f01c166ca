"""The table of instructions: opcode to the function that reads it, or to the reason why none does."""

from __future__ import annotations

from xdsl_enzyme.frontends.llvm_ir import (
    arithmetic,
    atomics,
    calls,
    control_flow,
    exceptions,
    memory,
)
from xdsl_enzyme.frontends.llvm_ir.handler import Handler

HANDLERS: dict[str, Handler] = (
    arithmetic.HANDLERS
    | atomics.HANDLERS
    | memory.HANDLERS
    | control_flow.HANDLERS
    | calls.HANDLERS
    | exceptions.HANDLERS
)

_EXCEPTIONS = ("exceptions as Windows has them are not supported", "compile for another system")

REASONS: dict[str, tuple[str, str | None]] = {
    "catchpad": _EXCEPTIONS,
    "catchret": _EXCEPTIONS,
    "catchswitch": _EXCEPTIONS,
    "cleanuppad": _EXCEPTIONS,
    "cleanupret": _EXCEPTIONS,
    "callbr": ("inline assembly is not supported", None),
    "va_arg": ("functions with a variable number of arguments are not supported", None),
}
"""Why an instruction cannot be read, and what to do."""
