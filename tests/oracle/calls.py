"""`llvm_extra`'s calls: through pointers, of variadic functions, and those that may unwind, which they never do here."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from xdsl.ir import Operation

from tests.oracle.errors import OracleError
from tests.oracle.externals import external
from tests.oracle.tables import Evaluate, on_values
from tests.oracle.values import POISON, Value
from xdsl_enzyme.dialects import llvm_extra

if TYPE_CHECKING:
    from tests.oracle.machine import Machine


@on_values(llvm_extra.CallPointerOp)
def _call_pointer(op: llvm_extra.CallPointerOp, machine: Machine) -> Evaluate:
    def evaluate(callee: Value, *arguments: Value) -> Value:
        results = _call(op, machine, machine.function_at(callee), arguments)
        return results[0] if len(op.results) == 1 else results

    return evaluate


@on_values(llvm_extra.CallVariadicOp)
def _call_variadic(op: llvm_extra.CallVariadicOp, machine: Machine) -> Evaluate:
    name = op.callee.string_value()
    if machine.definition(name) is None:
        return external(name, op, machine)

    def evaluate(*_: Value) -> Value:
        raise OracleError(f"calls '{name}', which is variadic")

    return evaluate


@on_values(llvm_extra.InvokeOp)
def _invoke(op: llvm_extra.InvokeOp, machine: Machine) -> Evaluate:
    unwinding = (0, (POISON, POISON))
    if op.callee is not None:
        name = op.callee.string_value()
        return lambda *arguments: (*_call(op, machine, name, arguments), *unwinding)

    def evaluate(callee: Value, *arguments: Value) -> Value:
        return (*_call(op, machine, machine.function_at(callee), arguments), *unwinding)

    return evaluate


def _call(
    op: llvm_extra.CallPointerOp | llvm_extra.InvokeOp,
    machine: Machine,
    name: str,
    arguments: tuple[Value, ...],
) -> tuple[Value, ...]:
    """The results, as a tuple."""
    if machine.definition(name) is not None:
        return tuple(machine.call(name, arguments))
    result = external(name, cast(Operation, op), machine)(*arguments)
    return (result,) if op.call_results else ()
