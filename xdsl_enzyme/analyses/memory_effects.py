"""What single ops read and write, as far as it can be told by looking at them.

::

    llvm.load %p -> f64                reads 8 bytes at %p
    llvm_extra.memcpy %d, %s, %n       writes at %d, reads at %s
    func.call @sin(%x)                 nothing
    func.call @unknown(%p)             cannot be told
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xdsl.dialects import llvm, memref, scf
from xdsl.dialects.builtin import IntegerAttr
from xdsl.dialects.func import CallOp
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import external_use
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.library_functions import library_name
from xdsl_enzyme.analyses.library_names import MATHEMATICS
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.region_ops import is_branch, is_loop
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import CacheInOp, InitOp, InitTableOp, PopOp, PushOp


@dataclass(frozen=True)
class Effect:
    """One access to memory."""

    op: Operation
    pointer: SSAValue
    size: int
    """In bytes; 0 if unknown."""
    writes: bool


def effects(ops: Iterable[Operation]) -> list[Effect] | None:
    """All that `ops` and the ops in them do to memory, caches aside; None if that cannot be told."""
    found: list[Effect] = []
    for outer in ops:
        for op in walk_regions(outer):
            own = effects_of(op)
            if own is None:
                return None
            found += own
    return found


def effects_of(op: Operation) -> Sequence[Effect] | None:
    """The same for one op, without those in it."""
    match op:
        case llvm.LoadOp() if _is_plain(op):
            return [Effect(op, op.ptr, size_of(op.results[0].type), writes=False)]
        case llvm.StoreOp() if _is_plain(op):
            return [Effect(op, op.ptr, size_of(op.value.type), writes=True)]
        case memref.LoadOp():
            return [Effect(op, op.memref, size_of(op.res.type), writes=False)]
        case memref.StoreOp():
            return [Effect(op, op.memref, size_of(op.value.type), writes=True)]
        case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp() if op.volatile_ is None:
            return [
                Effect(op, op.destination, 0, writes=True),
                Effect(op, op.source, 0, writes=False),
            ]
        case llvm_extra.MemsetOp() if op.volatile_ is None:
            return [Effect(op, op.destination, 0, writes=True)]
        case CallOp():
            return _effects_of_call(op)
        case _:
            return () if type(op) in _NONE or _only_computes(op) else None


def _is_plain(op: Operation) -> bool:
    """Whether an access is neither atomic nor volatile."""
    ordering = op.properties.get("ordering")
    is_atomic = isinstance(ordering, IntegerAttr) and ordering.value.data != 0
    return not is_atomic and "volatile_" not in {*op.attributes, *op.properties}


def _only_computes(op: Operation) -> bool:
    return (
        is_loop(op) or is_branch(op) or op.has_trait(IsTerminator) or is_repeatable(op)
    ) and not isinstance(op, scf.ParallelOp)


def _effects_of_call(op: CallOp) -> Sequence[Effect] | None:
    allocator = allocator_of(op)
    if allocator is not None and allocator.frees is not None:
        return [Effect(op, op.arguments[allocator.frees], 0, writes=True)]
    if allocator is not None:
        return () if allocator.sizes else None
    name = op.callee.root_reference.data
    use = external_use(op) if library_name(name) in MATHEMATICS else None
    if use is None:
        return None
    return [
        Effect(op, argument, 0, writes)
        for index, argument in enumerate(op.arguments)
        for writes in (False, True)
        if (use.writes(index) if writes else use.reads(index))
    ]


_NONE: frozenset[type[Operation]] = frozenset(
    {InitOp, PushOp, PopOp, InitTableOp, CacheInOp, llvm.AllocaOp, memref.AllocOp, memref.AllocaOp}
)
"""Ops that touch no memory that is there before."""
