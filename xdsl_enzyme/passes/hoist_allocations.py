"""`enzyme-hoist-allocations`: stack memory that lives for one iteration is allocated once, before the loop.

On structured form, for allocations with the attribute `llvm.scoped` (arrays of variable length, and those of inlined functions:
LLVM gave their memory back at the end of the iteration, which the forward sweep of a gradient can't). Their size must not depend
on the loop; all else stays where it is::

    scf.for … { %tmp = llvm.alloca %n x f64 {llvm.scoped} … }   -->   %tmp = llvm.alloca %n x f64
                                                                      scf.for … { … }
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import llvm, scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.passes.dead_code import is_speculatable

SCOPED = "llvm.scoped"
"""Attribute of an `llvm.alloca` whose memory is given back before its block runs again."""

_LOOPS = (scf.ForOp, scf.WhileOp)


@dataclass(frozen=True)
class HoistAllocationsPass(ModulePass):
    """Moves scoped allocations out of the loops directly around them."""

    name = "enzyme-hoist-allocations"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for allocation in list(walk_regions(op)):
            if isinstance(allocation, llvm.AllocaOp) and SCOPED in allocation.attributes:
                _hoist(allocation)


def _hoist(allocation: llvm.AllocaOp) -> None:
    while isinstance(loop := allocation.parent_op(), _LOOPS):
        size_ops = _defined_inside(allocation.size, loop)
        if size_ops is None:
            return
        block = loop.parent_block()
        assert block is not None
        for op in (*size_ops, allocation):
            op.detach()
            block.insert_op_before(op, loop)


def _defined_inside(value: SSAValue, loop: Operation) -> list[Operation] | None:
    """The ops in `loop` that `value` is computed by, operands first; None if it depends on the iteration."""
    found: dict[Operation, None] = {}

    def visit(one: SSAValue) -> bool:
        owner = one.owner
        if isinstance(owner, Block):
            return not _is_inside(owner.parent_op(), loop)
        if not _is_inside(owner.parent_op(), loop) or owner in found:
            return True
        if not is_speculatable(owner) or not all(map(visit, owner.operands)):
            return False
        found[owner] = None
        return True

    return list(found) if visit(value) else None


def _is_inside(op: Operation | None, loop: Operation) -> bool:
    """Whether `op` is `loop` or in one of its regions."""
    while op is not None:
        if op is loop:
            return True
        op = op.parent_op()
    return False
