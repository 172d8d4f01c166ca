"""Ops that no analysis sees through, so that functions with them cannot be differentiated.

``%r, %unwound, %pad = llvm_extra.invoke of @f(%x)`` goes on where nothing says that it does.
"""

from __future__ import annotations

from xdsl.dialects import func, llvm
from xdsl.ir import Operation

from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import DifferentiationError

_OPAQUE: dict[type[Operation], tuple[str, str]] = {
    llvm_extra.InvokeOp: (
        "it may continue at a landing pad",
        "run enzyme-propagate-exceptions, on cf form",
    ),
    **dict.fromkeys(
        (llvm_extra.AtomicRMWOp, llvm_extra.CompareExchangeOp),
        ("it may be of floats", "run enzyme-split-atomics before"),
    ),
    llvm.InlineAsmOp: ("what inline assembly does is not known", "write it in the language itself"),
}
"""By op: why it is refused, and what to do."""


def refuse_opaque(op: Operation) -> None:
    """Raises `DifferentiationError` if no analysis sees through `op`, and it is not known to be inactive."""
    reason = _OPAQUE.get(type(op))
    if reason is not None and not Inactivity.of(op) and not _is_barrier(op):
        why, hint = reason
        raise DifferentiationError(
            f"cannot differentiate '{op.name}'", where=op, why=why, hint=hint
        )


def _is_barrier(op: Operation) -> bool:
    """Whether `op` is assembly without instructions or operands, which only keeps the compiler from moving code."""
    return isinstance(op, llvm.InlineAsmOp) and not (
        op.asm_string.data.strip() or op.operands or op.results
    )


def refuse_variadic(function: func.FuncOp) -> None:
    """Raises `DifferentiationError` if the body of `function` takes arguments that have no name."""
    if "llvm.variadic" in function.attributes:
        raise DifferentiationError(
            f"cannot differentiate '{function.sym_name.data}'",
            where=function,
            why="it takes a variable number of arguments",
        )
