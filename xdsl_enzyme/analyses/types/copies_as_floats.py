"""Floats that are copied as floats of another type, as optimisation copies unions: their derivatives would be added as what they are not.

On structured form::

    llvm.store %re, %u : f32
    llvm.store %im, %u + 4 : f32
    %both = llvm.load %u : f64          two floats in one double
    llvm.store %both, %v : f64          found: the way from there leads to
    %x = llvm.load %v : f32             where floats are read again

A way leads through values, calls, and loads and stores of the same type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from xdsl.dialects import llvm
from xdsl.dialects.builtin import AnyFloat
from xdsl.ir import Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.calls import moved_on
from xdsl_enzyme.analyses.types.carriers import is_constant
from xdsl_enzyme.analyses.types.storage import Place, Storage
from xdsl_enzyme.errors import source_location


@dataclass(frozen=True)
class _Access:
    """A load or store of a float."""

    op: llvm.LoadOp | llvm.StoreOp
    type: AnyFloat
    offset: Offset

    def overlaps(self, other: _Access) -> bool:
        return self.offset.may_overlap(size_of(self.type), other.offset, size_of(other.type))


def accesses_several_float_types(operations: Iterable[Operation]) -> bool:
    """Whether there can be such copies at all."""
    return len({type for op in operations if (type := _accessed(op)) is not None}) > 1


def copies_as_other_floats(
    operations: Iterable[Operation], place_of: Callable[[SSAValue], Place]
) -> Iterator[tuple[Operation, str]]:
    """The stores at the ends of such ways, and what is wrong with each."""
    search = _Search(operations, place_of)
    for accesses in search.accesses.values():
        for load in accesses:
            origin = search.overlapping(load, llvm.StoreOp, same_type=False)
            if isinstance(load.op, llvm.LoadOp) and origin is not None:
                for store, use in search.ends_behind(load.op.results[0]):
                    yield store.op, _explain(origin, store, use)


def _explain(origin: _Access, store: _Access, use: _Access) -> str:
    where = source_location(origin.op) or "another place"
    there = source_location(use.op) or "another place"
    return (
        f"what is stored as {origin.type} at {where} and read as {use.type} at {there} "
        f"is copied as {store.type} on the way"
    )


def _accessed(op: Operation) -> AnyFloat | None:
    if isinstance(op, llvm.LoadOp):
        type = op.dereferenced_value.type
    elif isinstance(op, llvm.StoreOp) and not is_constant(op.value):
        type = op.value.type
    else:
        return None
    return type if isa(type, AnyFloat) else None


class _Search:
    """Where values go."""

    def __init__(self, operations: Iterable[Operation], place_of: Callable[[SSAValue], Place]):
        self.accesses: dict[Storage, list[_Access]] = defaultdict(list)
        self.storage_of: dict[Operation, Storage] = {}
        self.following: dict[SSAValue, list[SSAValue]] = defaultdict(list)
        self.stores: dict[SSAValue, list[_Access]] = defaultdict(list)
        for op in operations:
            for source, target in moved_on(op):
                self.following[source].append(target)
            if (type := _accessed(op)) is not None:
                assert isinstance(op, llvm.LoadOp | llvm.StoreOp)
                storage, offset = place_of(op.ptr).resolved()
                access = _Access(op, type, offset)
                self.accesses[storage].append(access)
                self.storage_of[op] = storage
                if isinstance(op, llvm.StoreOp):
                    self.stores[op.value].append(access)

    def overlapping(
        self, access: _Access, kind: type[Operation], *, same_type: bool
    ) -> _Access | None:
        return next(self._all_overlapping(access, kind, same_type=same_type), None)

    def _all_overlapping(
        self, access: _Access, kind: type[Operation], *, same_type: bool
    ) -> Iterator[_Access]:
        for other in self.accesses[self.storage_of[access.op]]:
            fits = isinstance(other.op, kind) and (other.type == access.type) == same_type
            if fits and access.overlaps(other):
                yield other

    def ends_behind(self, value: SSAValue) -> Iterator[tuple[_Access, _Access]]:
        """The stores of a value that is handed on, to where something else is loaded, and one such load."""
        seen: set[SSAValue] = set()
        pending = [value]
        while pending:
            value = pending.pop()
            if value in seen:
                continue
            seen.add(value)
            pending.extend(self.following[value])
            for store in self.stores[value]:
                if (use := self.overlapping(store, llvm.LoadOp, same_type=False)) is not None:
                    yield store, use
                for load in self._all_overlapping(store, llvm.LoadOp, same_type=True):
                    pending.append(load.op.results[0])
