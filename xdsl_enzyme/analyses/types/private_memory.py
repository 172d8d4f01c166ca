"""Memory of a function that only its own loads, stores and copies look into: what is stored there gets nowhere else.

On structured form::

    %v = llvm.alloca …; llvm.store %key, %v; %q = llvm.getelementptr %v[%i]; %b = llvm.load %q : i8

`%v` and `%q` lead to one private piece of memory, which `%key` flows into, and `%b` out of.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from xdsl.dialects import llvm
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.types.carriers import is_constant
from xdsl_enzyme.analyses.value_flow import hands_on_only, value_flow
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.graphs import strong_components


class Piece:
    """A piece of such memory. Compared by identity."""


def private_memory(
    operations: Iterable[Operation], bits: Container[SSAValue]
) -> dict[SSAValue, Piece]:
    """The pointers that lead to such memory, and to which piece. Addresses that are among the `bits` may become pointers again."""
    same: dict[SSAValue, list[SSAValue]] = {}
    known: set[SSAValue] = set()
    for op in operations:
        for source, target in _same_memory(op):
            same.setdefault(source, []).append(target)
            same.setdefault(target, []).append(source)
            known.add(target)
        if isinstance(op, llvm.AllocaOp):
            known.add(op.res)
            same.setdefault(op.res, [])
    pieces: dict[SSAValue, Piece] = {}
    for group in strong_components(same):
        if all(one in known and _stays_private(one, bits) for one in group):
            pieces |= dict.fromkeys(group, Piece())
    return pieces


def _same_memory(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    if isinstance(op, llvm.GEPOp):
        yield op.ptr, op.result
    for source, target in value_flow(op):
        if is_pointer(source.type) and not is_constant(source):
            yield source, target


def _stays_private(pointer: SSAValue, bits: Container[SSAValue]) -> bool:
    return all(_keeps_private(use.operation, use.index, bits) for use in pointer.uses)


def _keeps_private(op: Operation, index: int, bits: Container[SSAValue]) -> bool:
    """Whether an operand of an op gets nowhere but where `_same_memory` says, and is not read in other ways than those that are followed."""
    if isinstance(op, llvm.StoreOp):
        return index == 1
    if isinstance(op, llvm.PtrToIntOp):
        return op.output not in bits
    parent = op.parent_op()
    is_handed_on = op.has_trait(IsTerminator) and parent is not None and hands_on_only(parent)
    return isinstance(op, _FOLLOWED) or hands_on_only(op) or is_handed_on


_FOLLOWED = (
    llvm.GEPOp,
    llvm.LoadOp,
    llvm_extra.PointerCompareOp,
    llvm_extra.MemcpyOp,
    llvm_extra.MemmoveOp,
    llvm_extra.MemsetOp,
)
