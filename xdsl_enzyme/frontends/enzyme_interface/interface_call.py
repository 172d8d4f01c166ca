"""What a call of the interface asks for, taken apart.

::

    __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n, y)
    -->
    InterfaceCall(AUTODIFF, @f, [Argument(x, DUP, [dx]), Argument(n, CONST), Argument(y, ACTIVE)])
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xdsl.builder import Builder
from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import AnyFloat, VectorType
from xdsl.ir import Attribute, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.frontends.enzyme_interface import values
from xdsl_enzyme.frontends.enzyme_interface.names import Kind
from xdsl_enzyme.rules.custom_functions import ADJOINT, DERIVATIVE

FORWARD_KINDS = (Kind.FORWARD, Kind.FORWARD_SPLIT)


@dataclass
class Argument:
    """An argument of the function that is differentiated."""

    value: SSAValue
    activity: Activity
    shadows: list[SSAValue] = field(default_factory=lambda: [])
    """One per direction, if it is duplicated."""


@dataclass
class InterfaceCall:
    """A call of the interface, taken apart."""

    op: func.CallOp
    kind: Kind
    function: func.FuncOp
    width: int = 1
    arguments: list[Argument] = field(default_factory=lambda: [])
    result: Activity = Activity.CONST
    """How the result of the function takes part: `ACTIVE`, `DUP` or `CONST`."""
    seed: SSAValue | None = None
    tape: SSAValue | None = None
    tape_in_memory: bool = False
    """Whether `tape` is memory for the tape, rather than the tape."""
    allocated: int | None = None
    flags: set[str] = field(default_factory=lambda: set())

    @property
    def builder(self) -> Builder:
        return Builder(InsertPoint.before(self.op))

    @property
    def result_types(self) -> tuple[Attribute, ...]:
        return self.function.function_type.outputs.data

    @property
    def separate(self) -> bool:
        """Whether each direction has memory of its own, as is needed where derivatives of the program's own take memory."""
        return self.width > 1 and (
            any(
                one.activity.is_duplicated and isinstance(one.value.type, llvm.LLVMPointerType)
                for one in self.arguments
            )
            or _has_derivatives_with_memory(self.function)
        )

    @property
    def wants_primal(self) -> bool:
        return "enzyme_primal_return" in self.flags


def _has_derivatives_with_memory(function: func.FuncOp) -> bool:
    """Whether a function that is called has a derivative of its own, which is for one direction, and takes memory."""
    seen = {function}
    pending = [function]
    while pending:
        one = pending.pop()
        if (DERIVATIVE in one.attributes or ADJOINT in one.attributes) and any(
            map(holds_pointers, one.function_type.inputs.data)
        ):
            return True
        for op in one.walk():
            callee = lookup(op, op.callee) if isinstance(op, func.CallOp) else None
            if isinstance(callee, func.FuncOp) and callee not in seen:
                seen.add(callee)
                pending.append(callee)
    return False


def default_activity(type: Attribute, *, forward: bool) -> Activity:
    """How a value takes part if nothing is said."""
    if isinstance(type, AnyFloat):
        return Activity.DUP if forward else Activity.ACTIVE
    if isinstance(type, llvm.LLVMPointerType):
        return Activity.DUP
    if isa(type, VectorType[Attribute]):
        return default_activity(type.element_type, forward=forward)
    if isinstance(type, llvm.LLVMStructType | llvm.LLVMArrayType):
        parts = {default_activity(part, forward=forward) for part in values.members(type)}
        for activity in (Activity.DUP, Activity.ACTIVE):
            if activity in parts:
                return activity
    return Activity.CONST
