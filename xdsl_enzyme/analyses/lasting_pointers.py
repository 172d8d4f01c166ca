"""Which global variables always hold the pointers that they start with: those to which nobody in the module stores a pointer.

On structured form; the rest of the module may be in cf form::

    llvm.mlir.global internal @rows = {ptr @a, ptr @b}
    %r = llvm.load @rows[%i]        if that is all that is ever done to it
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.initialisers import has_initialiser
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.llvm_extra import (
    FreezeOp,
    MemcpyOp,
    MemmoveOp,
    PointerCompareOp,
)


def keeps_pointers(variable: llvm.GlobalOp) -> bool:
    """Whether a global always holds the pointers that it is initialised with."""
    if variable.constant is not None:
        return has_initialiser(variable)
    if variable.linkage.linkage.data not in ("internal", "private"):
        return False
    name = variable.sym_name.data
    module = variable.parent_op()
    assert module is not None
    pending: list[SSAValue] = []
    for op in module.walk():
        if isinstance(op, llvm.AddressOfOp) and op.global_name.root_reference.data == name:
            if isinstance(op.parent_op(), llvm.GlobalOp):
                return False
            pending.append(op.result)
    while pending:
        for use in pending.pop().uses:
            op = use.operation
            if isinstance(op, _VIEWS) and use.index == 0:
                pending += op.results
            elif not _leaves_pointers(op, use.index):
                return False
    return True


_VIEWS = (llvm.GEPOp, llvm.BitcastOp, FreezeOp)


def _leaves_pointers(op: Operation, index: int) -> bool:
    """Whether an op that uses a pointer as its operand `index` leaves alone the pointers that are stored there, and forgets it."""
    match op:
        case llvm.LoadOp() | PointerCompareOp():
            return True
        case llvm.StoreOp():
            return index == 1 and not holds_pointers(op.value.type)
        case MemcpyOp() | MemmoveOp():
            return index == 1
        case _:
            return False
