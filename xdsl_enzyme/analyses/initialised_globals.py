"""What is known of the pointers in global variables when a function is called from outside.

A global that the function sets before it looks at it may have held anything before; one to which nobody in the module stores a pointer holds
what it was initialised with. On structured form; the rest of the module may be in cf form::

    llvm.store %null, @first        @first is initialised, since this comes first
    scf.for … { … @first … }
    %v = llvm.load @second          @second is not
    %r = llvm.load @rows[%i]        @rows keeps the pointers of its initialiser, if that is all that is ever done to it
"""

from __future__ import annotations

from collections.abc import Iterable

from xdsl.dialects import llvm
from xdsl.dialects.func import FuncOp
from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.initialisers import has_initialiser
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_accesses import Access
from xdsl_enzyme.analyses.memory_objects import ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.llvm_extra import (
    FreezeOp,
    MemcpyOp,
    MemmoveOp,
    MemsetOp,
    PointerCompareOp,
)
from xdsl_enzyme.dialects.symbols import lookup


def initialised_globals(function: FuncOp, accesses: Iterable[Access]) -> set[str]:
    """The globals that are overwritten as a whole by the first op of `function` that has to do with them."""
    top = function.body.block
    first: dict[str, Operation] = {}
    for access in accesses:
        if access.object.kind is ObjectKind.GLOBAL:
            name, op = access.object.name, _at_top(access.op, top)
            if op is not None and (name not in first or op.is_before_in_block(first[name])):
                first[name] = op
    return {name for name, op in first.items() if _overwritten(op) == name}


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


def _at_top(op: Operation, top: Block) -> Operation | None:
    """The op of the function's block that `op` is in."""
    current: Operation | None = op
    while current is not None and current.parent_block() is not top:
        current = current.parent_op()
    return current


def _overwritten(op: Operation) -> str | None:
    """The global that `op` writes from its begin to its end."""
    if isinstance(op, llvm.StoreOp):
        return _is_all_of(op.ptr, size_of(op.value.type))
    if isinstance(op, MemsetOp):
        return _is_all_of(op.destination, constant_integer(op.length) or 0)
    return None


def _is_all_of(pointer: SSAValue, size: int) -> str | None:
    address = pointer.owner
    if not isinstance(address, llvm.AddressOfOp):
        return None
    variable = lookup(address, address.global_name)
    if isinstance(variable, llvm.GlobalOp) and size >= size_of(variable.global_type):
        return variable.sym_name.data
    return None
