"""What runtime activity needs to know of one function: which pointers may be their own shadows.

Memory that the function allocates, and global variables, have shadows of their own; what the caller gives may be its own shadow::

    double f(double *x, double *y) { double t = *x; double *p = &t; … }          x, y: maybe;  p: no
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_objects import ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.rules.custom_functions import ADJOINT, DERIVATIVE
from xdsl_enzyme.rules.runtime_activity import refuse_unguarded, stack_memory

_ITS_OWN = frozenset((ObjectKind.ALLOCATION, ObjectKind.GLOBAL))
"""Memory that always has a shadow of its own."""


class RuntimeActivity:
    """The answers for one function, in one sweep."""

    def __init__(self, activity: ActivityAnalysis):
        self.activity = activity
        self._scratch: dict[tuple[Block, Attribute], SSAValue] = {}

    def may_be_its_own_shadow(self, pointer: SSAValue) -> bool:
        """Whether the shadow of a pointer may turn out to be the pointer itself."""
        targets = self.activity.points_to.targets_of(pointer)
        return any(target.kind not in _ITS_OWN for target in targets)

    def check(self, op: Operation) -> None:
        """Refuse an op that uses memory without asking whether it is active."""
        if op.regions or self._is_differentiated(op):
            return
        for operand in op.operands:
            if (
                holds_pointers(operand.type)
                and self.activity.is_shadowed(operand)
                and self.may_be_its_own_shadow(operand)
            ):
                refuse_unguarded(op, operand)

    def _is_differentiated(self, op: Operation) -> bool:
        """Whether an op calls a function that is differentiated with runtime activity, too."""
        callee = self.activity.memory.callee(op) if isinstance(op, func.CallOp) else None
        return callee is not None and not {DERIVATIVE, ADJOINT} & callee.attributes.keys()

    def scratch(self, block: Block, type: Attribute) -> SSAValue:
        """Memory that nobody reads, made at the top of a function with this first block."""
        key = (block, type)
        if key not in self._scratch:
            self._scratch[key] = stack_memory(Builder(InsertPoint.at_start(block)), type)
        return self._scratch[key]
