"""Ops that no analysis sees through, so that functions with them cannot be differentiated, and calls that let others change memory.

``%r, %unwound, %pad = llvm_extra.invoke of @f(%x)`` goes on where nothing says that it does.
"""

from __future__ import annotations

import re

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import i32
from xdsl.ir import Operation

from xdsl_enzyme.analyses.call_effects import called_name
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup
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
    if isinstance(op, func.CallOp) and called_name(op) in _SETS_HANDLER:
        _refuse_handlers(op)
    if _STARTS_THREAD.match(called_name(op) or ""):
        raise DifferentiationError(
            "cannot differentiate a program that starts a thread",
            where=op,
            why="what is done there, with memory of the program, is not seen",
            hint="call what the thread runs instead",
        )
    if reason is not None and not Inactivity.of(op) and not _is_barrier(op):
        why, hint = reason
        raise DifferentiationError(
            f"cannot differentiate '{op.name}'", where=op, why=why, hint=hint
        )


_STARTS_THREAD = re.compile(
    r"_(?:R|ZN)\w*3std3sys\w*6thread\w*6Thread3new|_ZNSt6thread15_M_start_thread"
)
_SETS_HANDLER = frozenset(("signal", "bsd_signal", "__sysv_signal", "sigset", "sigaction"))


def _refuse_handlers(op: func.CallOp) -> None:
    """Raises `DifferentiationError` if a handler of signals may change floats: it may run anywhere."""
    module = op.get_toplevel_object()
    for address in module.walk():
        if not isinstance(address, llvm.AddressOfOp):
            continue
        handler = lookup(address, address.global_name)
        if isinstance(handler, func.FuncOp) and _is_handler(handler) and _changes_floats(handler):
            raise DifferentiationError(
                f"cannot differentiate a call of '{called_name(op)}'",
                where=op,
                why=f"the handler of signals '{handler.sym_name.data}' may change floats at any time",
                hint="let the handler set an integer, and look at that where the floats are changed",
            )


def _is_handler(function: func.FuncOp) -> bool:
    first, *others = function.function_type.inputs.data or (None,)
    return first == i32 and len(others) in (0, 2) and not function.function_type.outputs.data


def _changes_floats(function: func.FuncOp) -> bool:
    return any(
        (isinstance(op, llvm.StoreOp) and has_floats(op.value.type)) or isinstance(op, func.CallOp)
        for op in function.walk()
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
