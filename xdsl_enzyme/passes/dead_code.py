"""Ops that need not run, and those that may run where they did not: the clean-up of passes on structured form.

%0 = arith.cmpi slt, %a, %b        -> nothing, if nothing uses %0
"""

from __future__ import annotations

from xdsl.dialects.arith import CeilDivSIOp, CeilDivUIOp, FloorDivSIOp, RemSIOp, RemUIOp
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator, Pure

# Pure by their traits, but undefined for some operands.
_TRAPPING = (CeilDivSIOp, CeilDivUIOp, FloorDivSIOp, RemSIOp, RemUIOp)


def is_speculatable(op: Operation) -> bool:
    """Whether `op` may run where it did not before: it is pure and cannot trap."""
    return (
        op.has_trait(Pure)
        and not op.has_trait(IsTerminator)
        and not op.regions
        and not isinstance(op, _TRAPPING)
    )


def erase_if_dead(value: SSAValue) -> None:
    """Erase the op that defines `value`, and those that only it needs, if they are pure and not used."""
    pending = [value]
    while pending:
        op = pending.pop().owner
        if (
            isinstance(op, Operation)
            and op.parent is not None
            and is_speculatable(op)
            and all(result.first_use is None for result in op.results)
        ):
            pending += op.operands
            op.detach()
            op.erase()
