"""Refuses forward-mode functions whose tangents look at the program's memory, where that may have changed.

::

    %v = llvm.load %x;  %a = arith.mulf %v, %dv           fine: the value of %v is known otherwise
    %a = func.call @cblas_ddot(%n, %dx, %c1, %x, %c1)     refused: it reads %x for a tangent

Addresses of the program may be moved, handed on, and stored as their own shadows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xdsl.dialects import func, llvm, ub
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.differing_values import DerivativeFunction, slots
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.errors import DifferentiationError, op_name


def refuse_uses_of_program_memory(
    function: func.FuncOp,
    made: Mapping[func.FuncOp, DerivativeFunction],
    forward_callee: Callable[[Operation], func.FuncOp | None],
) -> None:
    """Raises `DifferentiationError` if what is not an op of the program uses an address of the program otherwise."""
    ops = list(walk_regions(function))[1:]
    addresses = _program_addresses(function, ops, made, forward_callee)
    for op in ops:
        if not made[function].is_new(op) or op.regions or op.has_trait(IsTerminator):
            continue
        if forward_callee(op) is not None or _moves_addresses(op):
            continue
        looked_at = [op.ptr] if isinstance(op, llvm.StoreOp) else op.operands
        if any(operand in addresses for operand in looked_at):
            raise DifferentiationError(
                f"the derivative of '{function.sym_name.data}' by '{op_name(op)}' needs memory of the program, in split forward mode",
                where=op,
                why="the memory may have changed since __enzyme_augmentfwd",
                hint="use __enzyme_fwddiff",
            )


_NOWHERE = (llvm.ZeroOp, llvm.UndefOp, ub.PoisonOp)
"""Pointers that are their own shadows, and lead to no memory."""


def _moves_addresses(op: Operation) -> bool:
    return is_repeatable(op) and all(
        isinstance(result.type, llvm.LLVMPointerType) for result in op.results
    )


def _program_addresses(
    function: func.FuncOp,
    ops: list[Operation],
    made: Mapping[func.FuncOp, DerivativeFunction],
    forward_callee: Callable[[Operation], func.FuncOp | None],
) -> set[SSAValue]:
    """The pointers of the program, and all that are made of them."""
    found: set[SSAValue] = set()

    def add(values: Iterable[SSAValue]) -> None:
        found.update(
            one
            for one in values
            if isinstance(one.type, llvm.LLVMPointerType) and not isinstance(one.owner, _NOWHERE)
        )

    add(one for one in function.body.block.args if one not in made[function].differing)
    while True:
        before = len(found)
        for op in ops:
            if op.regions:
                for slot in slots(op) or []:
                    if any(owner.operands[k] in found for owner, k in slot.sources):
                        add(slot.targets)
            elif not made[function].is_new(op):
                callee = forward_callee(op)
                own = len(op.results) if callee is None else made[callee].primal_results
                add(op.results[:own])
            elif _moves_addresses(op) and any(one in found for one in op.operands):
                add(op.results)
        if len(found) == before:
            return found
