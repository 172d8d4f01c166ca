"""Where ops write to memory.

On structured form, one op at a time; what a call writes is a question for `written_arguments`::

    llvm.store %v, %p : f64             [Write(%p, 8 bytes)]
    llvm_extra.memcpy %p, %q, %n        [Write(%p, unknown size)]
    arith.addf …                        []
    an op that nobody knows             [Write(anywhere), Write(all pointers that it is given)]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.dialects import bufferization, llvm, memref, vector
from xdsl.dialects.func import ReturnOp
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Operation, SSAValue
from xdsl.traits import (
    IsTerminator,
    NoMemoryEffect,
    Pure,
    RecursiveMemoryEffect,
)

from xdsl_enzyme.analyses.call_effects import intrinsic_name
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.recomputation import CHEAP, EXPENSIVE
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import (
    CacheInOp,
    CacheTableType,
    CacheType,
    InitOp,
    InitTableOp,
    PopOp,
    PushOp,
)


@dataclass(frozen=True)
class Write:
    op: Operation
    pointers: Sequence[SSAValue] | None
    """Where it may write; None for anything that is visible outside of the function."""
    size: int = 0
    """In bytes; 0 if unknown."""


def writes_of(op: Operation) -> Sequence[Write]:
    """What an op that is no call writes itself, without the ops in its regions."""
    handler = _WRITES.get(type(op))
    if handler is not None:
        return [handler(op)]
    return [] if _writes_nothing(type(op)) else unknown_writes(op)


def unknown_writes(op: Operation) -> Sequence[Write]:
    """All that `op` could write: what is visible outside, and what it is given pointers to."""
    pointers = [operand for operand in op.operands if is_pointer(operand.type)]
    return [Write(op, None), Write(op, pointers)]


def _store(op: llvm.StoreOp) -> Write:
    # The address of a cache, on a tape, is not of the program, and has no size before it is lowered.
    is_cache = isinstance(op.value.type, CacheType | CacheTableType)
    return Write(op, [op.ptr], 0 if is_cache else size_of(op.value.type))


def _memref_store(op: memref.StoreOp) -> Write:
    return Write(op, [op.memref], size_of(op.value.type))


def _first_operand(op: Operation) -> Write:
    return Write(op, [op.operands[0]])


def _memref_copy(op: memref.CopyOp) -> Write:
    return Write(op, [op.destination])


def _vector_store(op: vector.StoreOp) -> Write:
    return Write(op, [op.base])


def _atomic_rmw(op: memref.AtomicRMWOp) -> Write:
    return Write(op, [op.memref])


def _atomic_update(op: llvm_extra.AtomicRMWOp) -> Write:
    return Write(op, [op.pointer], size_of(op.value.type))


def _compare_exchange(op: llvm_extra.CompareExchangeOp) -> Write:
    return Write(op, [op.pointer], size_of(op.desired.type))


def _intrinsic(op: llvm.CallIntrinsicOp) -> Write:
    """Those that do something to memory do it to that which they are given; `ptrmask` only computes an address."""
    pointers = [one for one in op.args if is_pointer(one.type)]
    return Write(op, [] if intrinsic_name(op) == "ptrmask" else pointers)


def _linalg(op: linalg.GenericOp) -> Write:
    return Write(op, [one for one in op.outputs if is_pointer(one.type)])


def _materialize(op: bufferization.MaterializeInDestinationOp) -> Write:
    return Write(op, [op.dest] if is_pointer(op.dest.type) else [])


_WRITES: dict[type[Operation], Callable[..., Write]] = {
    linalg.GenericOp: _linalg,
    bufferization.MaterializeInDestinationOp: _materialize,
    llvm.StoreOp: _store,
    llvm.CallIntrinsicOp: _intrinsic,
    llvm_extra.AtomicRMWOp: _atomic_update,
    llvm_extra.CompareExchangeOp: _compare_exchange,
    llvm_extra.MemcpyOp: _first_operand,
    llvm_extra.MemmoveOp: _first_operand,
    llvm_extra.MemsetOp: _first_operand,
    memref.StoreOp: _memref_store,
    memref.CopyOp: _memref_copy,
    memref.AtomicRMWOp: _atomic_rmw,
    memref.DeallocOp: _first_operand,
    vector.StoreOp: _vector_store,
    vector.MaskedStoreOp: _first_operand,
}

_HARMLESS: set[type[Operation]] = {
    *CHEAP,
    *EXPENSIVE,
    bufferization.AllocTensorOp,
    bufferization.ToTensorOp,
    linalg.IndexOp,
    llvm.LoadOp,
    llvm.AllocaOp,
    llvm_extra.FenceOp,
    memref.LoadOp,
    memref.AllocOp,
    memref.AllocaOp,
    vector.LoadOp,
    vector.MaskedLoadOp,
    ReturnOp,
    InitOp,
    InitTableOp,
    CacheInOp,
    PushOp,
    PopOp,
}
"""Ops that write no memory that the program can see. Grows as ops turn out to have a trait that says so; arithmetic does not always have it."""

_HARMLESS_TRAITS = (Pure, NoMemoryEffect, IsTerminator, RecursiveMemoryEffect)


def _writes_nothing(op_class: type[Operation]) -> bool:
    if op_class in _HARMLESS:
        return True
    if any(op_class.has_trait(trait) for trait in _HARMLESS_TRAITS):
        _HARMLESS.add(op_class)
        return True
    return False
