"""Calls of functions that nobody knows: through pointers, and of functions with a variable number of arguments.

A call through a pointer with the attribute `enzyme.unexpected_callee` stands where the pointer leads to none of the functions that were
expected. No derivative flows through it, by declaration; where active values arrive there, the derivative ends the program, with
a message that says where. Without the attribute nothing is known about the pointer, and the program is refused.
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import ub
from xdsl.ir import Operation
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE
from xdsl_enzyme.errors import DifferentiationError, source_location
from xdsl_enzyme.rules.c_runtime import module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.end_program import end_program
from xdsl_enzyme.rules.registry import derivative_rule

_PARALLEL_REGIONS = frozenset(("__kmpc_fork_call", "__kmpc_fork_call_if", "__kmpc_fork_teams"))
"""Functions of OpenMP's library that run another function in several threads."""


@derivative_rule(llvm_extra.CallPointerOp)
class PointerCallRule:
    """Visited only where a derivative flows through, or would if it were a call of a known function."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if UNEXPECTED_CALLEE not in op.attributes:
            raise DifferentiationError(
                "cannot differentiate a call through a pointer",
                where=op,
                why="a derivative flows through it, and no function of the module whose address is taken can be what it calls",
                hint="give the functions that it may call a body in the same module, or load all files together",
            )
        _stop(op, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """The forward sweep does not come this far."""
        for result in op.results:
            ctx.take_adjoint(result)


@derivative_rule(llvm_extra.CallVariadicOp)
class VariadicCallRule:
    """Those that are known to be inactive are never visited."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm_extra.CallVariadicOp)
        name = op.callee.root_reference.data
        if name in _PARALLEL_REGIONS:
            raise DifferentiationError(
                "cannot differentiate a parallel region of OpenMP",
                where=op,
                why="its threads share active memory",
                hint="compile what is differentiated without -fopenmp, so that it is a loop",
            )
        raise DifferentiationError(
            f"cannot differentiate a call of '{name}'",
            where=op,
            why="it takes a variable number of arguments, and active values or pointers to active memory are among them",
            hint="declare it with inactive_functions of xdsl_enzyme.rules if it has no derivative and leaves the memory as it is",
        )

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Refused in the forward sweep."""


def _stop(op: Operation, ctx: TangentContext) -> None:
    """End the program with a message in the place of a call."""
    where = source_location(op)
    text = (
        f"{where + ': ' if where else ''}cannot differentiate a call through a pointer\n"
        "  because it leads to a function that was not known when the derivative was made\n"
        "  hint: give that function a body in the same module, and take its address there with the type that it has\n"
    )
    builder = Builder(InsertPoint.before(op))
    end_program(builder, module_of(op), text)
    for result in op.results:
        poison = ub.PoisonOp.create(result_types=[result.type])
        result.replace_all_uses_with(builder.insert(poison).results[0])
    op.detach()
    op.erase()
