"""What a pointer is based on: the argument, allocation or global that it was computed from.

On structured form, one question at a time, backwards along the pointer::

    %p = llvm.getelementptr %x[%i] … f64        {argument x: 0 mod 8}
    %q = arith.select %c, %p, %alloca           {argument x: anywhere, allocation: anywhere}
    %r = llvm.load %x … -> !llvm.ptr            {unknown}; what was stored, if %x is a variable that only holds pointers

Unlike `points_to` it takes nothing for granted: what is not understood is unknown, and an unknown pointer may point to all memory
whose address has been captured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from xdsl.dialects import llvm, memref, vector
from xdsl.dialects.builtin import UnrealizedConversionCastOp
from xdsl.dialects.func import CallOp, FuncOp, ReturnOp
from xdsl.ir import Block, Operation, SSAValue, Use
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import argument_attributes, captures
from xdsl_enzyme.analyses.congruences import Congruences
from xdsl_enzyme.analyses.gep_offsets import gep_offset
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, Offset
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.value_flow import value_flow
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import InitOp, PopOp, PushOp

SHADOW = "enzyme.shadow"
"""
The attribute of an argument that is a tangent, or points to shadow memory: none that an argument without it points to overlaps with it.
"""


class RootKind(Enum):
    ARGUMENT = auto()
    NOALIAS_ARGUMENT = auto()
    ALLOCATION = auto()
    GLOBAL = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Root:
    """Where a pointer comes from."""

    kind: RootKind
    origin: SSAValue | str | None = None
    """The argument, the allocation, or the name of the global."""
    is_shadow: bool = False
    """Whether it is an argument that points to shadow memory."""

    @property
    def is_exclusive(self) -> bool:
        """Whether its memory can only be reached through pointers based on it."""
        return self.kind in (RootKind.NOALIAS_ARGUMENT, RootKind.ALLOCATION)


UNKNOWN = Root(RootKind.UNKNOWN)

Roots = dict[Root, Offset]
"""Roots with the distance of the pointer from each."""


class PointerRoots:
    """The answers for one function."""

    def __init__(self, function: FuncOp):
        self.function = function
        self._roots: dict[SSAValue, Roots] = {}
        self._congruences = Congruences()
        self._captured: dict[SSAValue, bool] = {}

    def of(self, pointer: SSAValue) -> Roots:
        """All that `pointer` may be based on. A null pointer is based on nothing."""
        known = self._roots.get(pointer)
        if known is None:
            known = self._roots[pointer] = self._find(pointer)
        return known

    def _find(self, pointer: SSAValue) -> Roots:
        pointer, offset = self._base(pointer)
        sources = _merged(pointer)
        passed: set[SSAValue] = set()
        while sources is not None and len(sources) == 1 and pointer not in passed:
            passed.add(pointer)
            pointer, distance = self._base(sources[0])
            offset = offset.plus(distance)
            sources = _merged(pointer)
        if sources is None:
            return dict.fromkeys(self._root(pointer), offset)
        # Where pointers merge their distances are given up, so that each needs to be looked at only once.
        roots: Roots = {}
        seen: set[SSAValue] = set()
        pending = list(sources)
        while pending:
            one, _ = self._base(pending.pop())
            if one in seen:
                continue
            seen.add(one)
            sources = _merged(one)
            if sources is None:
                roots |= dict.fromkeys(self._root(one), ANYWHERE)
            else:
                pending += sources
        return roots

    def _base(self, pointer: SSAValue) -> tuple[SSAValue, Offset]:
        """The pointer that `pointer` is computed from, and the distance."""
        offset = Offset()
        while (handler := _STEPS.get(type(pointer.owner))) is not None:
            offset = offset.plus(handler(pointer.owner, self._congruences))
            assert isinstance(pointer.owner, Operation)
            pointer = pointer.owner.operands[0]
        return pointer, offset

    def _root(self, pointer: SSAValue) -> Sequence[Root]:
        op = pointer.owner
        if isinstance(op, Block):
            if op is not self.function.body.block:
                return [UNKNOWN]
            attributes = argument_attributes(self.function, op.args.index(pointer))
            is_alone = "llvm.noalias" in attributes
            kind = RootKind.NOALIAS_ARGUMENT if is_alone else RootKind.ARGUMENT
            return [Root(kind, pointer, SHADOW in attributes)]
        match op:
            case llvm.AllocaOp() | memref.AllocaOp() | memref.AllocOp():
                return [Root(RootKind.ALLOCATION, pointer)]
            case CallOp() if _allocates(op):
                return [Root(RootKind.ALLOCATION, pointer)]
            case llvm.AddressOfOp():
                return [Root(RootKind.GLOBAL, op.global_name.root_reference.data)]
            case memref.GetGlobalOp():
                return [Root(RootKind.GLOBAL, op.name_.root_reference.data)]
            case llvm.ZeroOp():
                return []
            case _:
                return [UNKNOWN]

    def is_captured(self, origin: SSAValue) -> bool:
        """Whether a copy of a pointer based on `origin` may be where `of` does not see it."""
        known = self._captured.get(origin)
        if known is None:
            known = self._captured[origin] = _is_captured(origin)
        return known


def _allocates(op: CallOp) -> bool:
    """Whether the result is the only pointer to its memory. After a reallocation, the old one may be the same."""
    allocator = allocator_of(op)
    return allocator is not None and allocator.allocates and allocator.frees is None


def _nowhere(op: Operation, congruences: Congruences) -> Offset:
    return Offset()


def _anywhere(op: Operation, congruences: Congruences) -> Offset:
    return ANYWHERE


_STEPS: dict[type[Operation | Block], Callable[..., Offset]] = {
    llvm.GEPOp: gep_offset,
    llvm.BitcastOp: _nowhere,
    memref.CastOp: _nowhere,
    memref.SubviewOp: _anywhere,
    memref.ReinterpretCastOp: _anywhere,
    memref.CollapseShapeOp: _anywhere,
    memref.ExpandShapeOp: _anywhere,
    memref.ViewOp: _anywhere,
    memref.MemorySpaceCastOp: _nowhere,
    memref.AssumeAlignmentOp: _nowhere,
    memref.ExtractStridedMetaDataOp: _anywhere,
    UnrealizedConversionCastOp: _nowhere,
}
"""Ops whose result is based on their first operand, and by how far they move it."""


def _merged(value: SSAValue) -> list[SSAValue] | None:
    """What a value may be a copy of: operands of region ops, yielded and pushed values. None if it is no copy."""
    op = value.owner
    if isinstance(op, Block):
        op = op.parent_op()
    if op is None or isinstance(op, FuncOp):
        return None
    if isinstance(op, PopOp):
        return _pushed(op)
    if isinstance(op, llvm.LoadOp):
        return _stored(op)
    sources = [source for source, target in value_flow(op) if target is value]
    return sources or None


def _pushed(op: PopOp) -> list[SSAValue] | None:
    users = [use.operation for use in op.cache.uses]
    if not isinstance(op.cache.owner, InitOp) or not all(
        isinstance(user, (PushOp, PopOp)) for user in users
    ):
        return None
    return [user.value for user in users if isinstance(user, PushOp)] or None


def _stored(op: llvm.LoadOp) -> list[SSAValue] | None:
    """The pointers that are stored in the variable that `op` reads, if it is one that nobody else knows: code that is not optimised."""
    variable = op.ptr
    if not isinstance(variable.owner, llvm.AllocaOp) or not is_pointer(op.results[0].type):
        return None
    stored: list[SSAValue] = []
    for use in variable.uses:
        user = use.operation
        if isinstance(user, llvm.StoreOp) and use.index == 1 and is_pointer(user.value.type):
            stored.append(user.value)
        elif not isinstance(user, llvm.LoadOp) or not is_pointer(user.results[0].type):
            return None
    return stored or None


def _is_captured(origin: SSAValue) -> bool:
    seen: set[SSAValue] = set()
    pending = [origin]
    while pending:
        value = pending.pop()
        if value in seen:
            continue
        seen.add(value)
        for use in value.uses:
            copies = _copies(value, use)
            if copies is None:
                return True
            pending += copies
    return False


def _copies(value: SSAValue, use: Use) -> Sequence[SSAValue] | None:
    """The values that a use of a pointer makes from it; None if it may make copies that are not values."""
    op = use.operation
    if type(op) in _LOOKS:
        return ()
    if type(op) in _STEPS:
        return op.results if use.index == 0 else ()
    if isinstance(op, llvm.StoreOp | memref.StoreOp):
        return None if use.index == 0 else ()
    if isinstance(op, CallOp):
        return None if captures(op, use.index) else ()
    if isinstance(op, PushOp):
        users = [one.operation for one in op.cache.uses]
        if isinstance(op.cache.owner, InitOp) and all(
            isinstance(user, (PushOp, PopOp)) for user in users
        ):
            return [user.value for user in users if isinstance(user, PopOp)]
        return None
    carrier = op.parent_op() if op.has_trait(IsTerminator) else op
    if carrier is None or not (copies := [t for s, t in value_flow(carrier) if s is value]):
        return None
    return copies


_LOOKS: frozenset[type[Operation]] = frozenset(
    {
        llvm.LoadOp,
        memref.LoadOp,
        memref.CopyOp,
        memref.DeallocOp,
        memref.DimOp,
        memref.RankOp,
        memref.AtomicRMWOp,
        llvm_extra.AtomicRMWOp,
        vector.LoadOp,
        vector.StoreOp,
        vector.MaskedLoadOp,
        vector.MaskedStoreOp,
        llvm_extra.MemcpyOp,
        llvm_extra.MemmoveOp,
        llvm_extra.MemsetOp,
        llvm_extra.PointerCompareOp,
        ReturnOp,
    }
)
"""Ops that use a pointer and keep no copy of it, or only past the end of the function."""
