"""Global variables that hold no floats: text, counters, flags.

::

    llvm.mlir.global @journal : !llvm.array<512 x i8>       of integers, and everything that is done to it
    %n = func.call @strlen(%journal)                        reads or writes integers,
    func.call @snprintf(%journal, %size, …)                 or calls the C library,
    %c = llvm.load %p : !llvm.ptr -> i8                     directly: its address is kept nowhere

Derivatives that are called need not expect active values there.
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.dialects.builtin import IntegerType, ModuleOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import external_use
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.dialects import llvm_extra


def integer_globals(module: ModuleOp) -> frozenset[str]:
    """The names of these variables."""
    found = {
        op.sym_name.data
        for op in module.ops
        if isinstance(op, llvm.GlobalOp)
        and not has_floats(op.global_type)
        and not holds_pointers(op.global_type)
    }
    for op in module.walk():
        if isinstance(op, llvm.AddressOfOp):
            name = op.global_name.root_reference.data
            if name in found and not _is_used_for_integers(op.result):
                found.remove(name)
    return frozenset(found)


def _is_used_for_integers(pointer: SSAValue) -> bool:
    return all(_is_of_integers(use.operation, use.index) for use in pointer.uses)


def _is_of_integers(op: Operation, index: int) -> bool:
    """What is done to memory by an op that has a pointer to it as operand `index`."""
    if UNDECIDED in op.attributes:
        return False
    match op:
        case llvm.GEPOp():
            return index == 0 and _is_used_for_integers(op.result)
        case llvm.LoadOp():
            return isinstance(op.dereferenced_value.type, IntegerType)
        case llvm.StoreOp():
            return index == 1 and isinstance(op.value.type, IntegerType)
        case llvm_extra.AtomicRMWOp() | llvm_extra.CompareExchangeOp():
            return index == 0 and isinstance(op.operands[1].type, IntegerType)
        case llvm_extra.PointerCompareOp():
            return True
        case _:
            pointers = [result for result in op.results if holds_pointers(result.type)]
            is_library = external_use(op) is not None and Inactivity.of(op)
            return is_library and all(map(_is_used_for_integers, pointers))
