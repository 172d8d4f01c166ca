"""Ops that need not run, and those that may run where they did not: the clean-up of passes on structured form.

%0 = arith.cmpi slt, %a, %b        -> nothing, if nothing uses %0
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm
from xdsl.ir import Block, Operation, SSAValue
from xdsl.traits import IsTerminator, Pure

from xdsl_enzyme.dialects.llvm_extra import FreezeOp
from xdsl_enzyme.passes.integer_builder import term_of

# Pure, though their traits do not say so.
_PURE = (
    arith.ExtSIOp,
    FreezeOp,
    llvm.AddressOfOp,
    llvm.BitcastOp,
    llvm.ExtractValueOp,
    llvm.GEPOp,
    llvm.InsertValueOp,
    llvm.IntToPtrOp,
    llvm.PtrToIntOp,
    llvm.UndefOp,
    llvm.ZeroOp,
)
# Undefined for some divisors, though the traits of some say otherwise.
_DIVISIONS = (
    arith.CeilDivSIOp,
    arith.CeilDivUIOp,
    arith.DivSIOp,
    arith.DivUIOp,
    arith.FloorDivSIOp,
    arith.RemSIOp,
    arith.RemUIOp,
)


def is_speculatable(op: Operation) -> bool:
    """Whether `op` may run where it did not before: it is pure and cannot trap."""
    if isinstance(op, _DIVISIONS):
        divisor = term_of(op.rhs)
        return isinstance(divisor, int) and divisor not in (0, -1)
    if isinstance(op, _PURE):
        return True
    return op.has_trait(Pure) and not op.has_trait(IsTerminator) and not op.regions


def erase_if_dead(value: SSAValue, within: Block | None = None) -> list[SSAValue]:
    """
    Erase the op that defines `value`, and those that only it needs, if they are pure and not used; those of one block only if there is
    a `within`. Returns what they needed from elsewhere.
    """
    pending, elsewhere = [value], list[SSAValue]()
    while pending:
        value = pending.pop()
        op = value.owner
        if within is not None and (isinstance(op, Block) or op.parent is not within):
            elsewhere.append(value)
        elif (
            isinstance(op, Operation)
            and op.parent is not None
            and is_speculatable(op)
            and all(result.first_use is None for result in op.results)
        ):
            pending += op.operands
            op.detach()
            op.erase()
    return elsewhere
