"""Ops that no analysis sees through, so that functions with them cannot be differentiated.

``%r = llvm_extra.call_pointer %f(%x)`` may read and write anything that %f can reach, and what that is nobody knows.
"""

from __future__ import annotations

from xdsl.dialects import func, llvm
from xdsl.ir import Operation

from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import DifferentiationError

_OPAQUE: dict[type[Operation], tuple[str, str]] = {
    llvm_extra.CallPointerOp: (
        "which function a pointer leads to is not known",
        "call the function by its name, or compile with optimisation so that the callee becomes known",
    ),
    llvm_extra.CallVariadicOp: (
        "what a function with a variable number of arguments does is not known",
        "declare it with inactive_functions of xdsl_enzyme.rules if it has no derivative",
    ),
    llvm_extra.InvokeOp: ("exceptions are not supported", "compile with -fno-exceptions"),
    llvm_extra.AtomicRMWOp: ("atomic operations are not supported", "compile without threads"),
    llvm_extra.CompareExchangeOp: (
        "atomic operations are not supported",
        "compile without threads",
    ),
    llvm.InlineAsmOp: ("what inline assembly does is not known", "write it in the language itself"),
}
"""By op: why it is refused, and what to do."""


def refuse_opaque(op: Operation) -> None:
    """Raises `DifferentiationError` if no analysis sees through `op`, and it is not known to be inactive."""
    if (reason := _OPAQUE.get(type(op))) is not None and not Inactivity.of(op):
        why, hint = reason
        raise DifferentiationError(
            f"cannot differentiate '{op.name}'", where=op, why=why, hint=hint
        )


def refuse_variadic(function: func.FuncOp) -> None:
    """Raises `DifferentiationError` if the body of `function` takes arguments that have no name."""
    if "llvm.variadic" in function.attributes:
        raise DifferentiationError(
            f"cannot differentiate '{function.sym_name.data}'",
            where=function,
            why="it takes a variable number of arguments",
        )
