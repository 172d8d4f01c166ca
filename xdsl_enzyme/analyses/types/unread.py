"""Pointers that nobody looks behind: what they lead to says nothing about memory.

On structured form. Optimisation merges the ends of unrelated objects' lives::

    %p = scf.if … { yield %rows } else { yield %values }; func.call @free(%p)       rows are no values
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xdsl.dialects import func, llvm
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.value_flow import hands_on_only, value_flow
from xdsl_enzyme.dialects import llvm_extra


def read_pointers(operations: Iterable[Operation]) -> set[SSAValue]:
    """The pointers among the operands of all ops of some functions that may be read or written through, or handed on to who may."""
    sources: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    pending: list[SSAValue] = []
    for op in operations:
        for source, target in _ways(op):
            sources[target].append(source)
        if not _only_hands_on(op):
            pending += (value for value in op.operands if is_pointer(value.type))
    read: set[SSAValue] = set()
    while pending:
        value = pending.pop()
        if value not in read:
            read.add(value)
            pending += sources.get(value, ())
    return read


def _ways(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """What is looked at if something else is."""
    for source, target in value_flow(op):
        if is_pointer(source.type):
            yield source, target
    if isinstance(op, llvm.GEPOp):
        yield op.ptr, op.result


def _only_hands_on(op: Operation) -> bool:
    """Whether an op looks behind none of its operands."""
    if isinstance(op, llvm.GEPOp | llvm_extra.PointerCompareOp) or hands_on_only(op):
        return True
    if isinstance(op, func.CallOp):
        allocator = allocator_of(op)
        return allocator is not None and not allocator.allocates
    parent = op.parent_op()
    return op.has_trait(IsTerminator) and parent is not None and hands_on_only(parent)
