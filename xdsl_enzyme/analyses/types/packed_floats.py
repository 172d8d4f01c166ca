"""Integers in memory that are made of the bits of floats, and made floats of again. Tags of the compiler may say that they are integers,
which is true of the memory; but floats they are as well.

On structured form::

    %b = arith.bitcast %re : f32 to i32
    %w = arith.extui %b : i32 to i64
    llvm.store %w, %p : i64                         or a store of a float
    %v = llvm.load %p {tbaa = "!7"} : i64           found
    %t = arith.trunci %v : i64 to i32
    %f = arith.bitcast %t : i32 to f32
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from xdsl.dialects import arith, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import intrinsic_name
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.calls import handed_over
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.types.storage import MANY, Storage, moved_offsets
from xdsl_enzyme.analyses.types.tags import is_number
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.graphs import reachable


def accesses_of_packed_floats(
    operations: Iterable[Operation], types: TypeAnalysis
) -> Iterator[llvm.LoadOp | llvm.StoreOp]:
    """The loads of such integers, and the stores, but those of floats themselves."""
    operations = list(operations)
    casts = [op for op in operations if isinstance(op, arith.BitcastOp | llvm.BitcastOp)]
    loads, stores, of_others = _accesses(operations, types)
    made = [op.results[0] for op in casts if has_floats(op.operands[0].type)]
    unsaid = [load for load in loads if types.is_unsaid(load.op.ptr, load.size)]
    made += [load.value for load in loads if _may_be_floats(load, types) or load in unsaid]
    used = [op.operands[0] for op in casts if has_floats(op.results[0].type)]
    used += [store.value for store in stores if _may_be_floats(store, types)]
    copied = [
        types.place_of(op.operands[0]).resolved()[0]
        for op in operations
        if isinstance(op, _COPIES) and types.is_unsaid(op.operands[1], None)
    ]
    if not used or not (made or of_others or copied):
        return
    forward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in _bits_through(op):
            forward[source].append(target)
            backward[target].append(source)
    copies = [
        [types.place_of(pointer).resolved()[0] for pointer in op.operands[:2]]
        for op in operations
        if isinstance(op, _COPIES)
    ]
    of_floats, stored = _spread(
        made, forward, stores, loads, [(source, target) for target, source in copies], copied
    )
    to_floats, loaded = _spread(
        used, backward, loads, stores, [(target, source) for target, source in copies]
    )
    for store in of_others:
        stored[store.storage].add((store.offset, store.size))
    yield from (
        load.op
        for load in loads
        if load.value in to_floats and (load in unsaid or load.is_among(stored))
    )
    yield from (store.op for store in stores if store.value in of_floats and store.is_among(loaded))


_COPIES = (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)

Stretches = Mapping[Storage, Collection[tuple[Offset, int]]]
"""Where bytes are in memory, and how many."""

ANYWHERE = (Offset(0, 1), 1)


@dataclass(frozen=True)
class _Access:
    """A load or store, what it loads or stores, and where."""

    op: llvm.LoadOp | llvm.StoreOp
    value: SSAValue
    storage: Storage
    offset: Offset
    size: int

    def is_among(self, stretches: Stretches) -> bool:
        return any(
            self.offset.may_overlap(self.size, *other) for other in stretches.get(self.storage, ())
        )


def _accesses(
    operations: Iterable[Operation], types: TypeAnalysis
) -> tuple[list[_Access], list[_Access], list[_Access]]:
    """The loads of integers, the stores of such, and the stores of floats, but those of constants."""
    loads: list[_Access] = []
    stores: list[_Access] = []
    of_floats: list[_Access] = []
    for op in operations:
        if not isinstance(op, llvm.LoadOp | llvm.StoreOp):
            continue
        is_load = isinstance(op, llvm.LoadOp)
        value: SSAValue = op.results[0] if is_load else op.operands[0]
        if is_carrier(value.type):
            found = loads if is_load else stores
        elif not is_load and has_floats(value.type):
            found = of_floats
        else:
            continue
        if not is_constant(value):
            place = types.place_of(op.ptr).resolved()
            found.append(_Access(op, value, *place, size_of(value.type)))
    return loads, stores, of_floats


def _spread(
    start: Iterable[SSAValue],
    following: Mapping[SSAValue, Iterable[SSAValue]],
    into: Iterable[_Access],
    out: Iterable[_Access],
    copies: Iterable[tuple[Storage, Storage]],
    begin: Iterable[Storage] = (),
) -> tuple[set[SSAValue], dict[Storage, set[tuple[Offset, int]]]]:
    """
    What follows from some values, and from what is in the memory where it `begin`s, and the memory that it goes through: accesses lead `into` it
    and `out` of it, copies from one to another.
    """
    found = reachable(start, following)
    memory = _Memory()
    for storage in begin:
        memory.add(storage, *ANYWHERE)
    pending = [access for access in out if access.value not in found]
    while memory.has_changed:
        memory.has_changed = False
        for access in into:
            if access.value in found:
                memory.add(access.storage, access.offset, access.size)
        for source, target in copies:
            if source in memory.stretches:
                memory.add(target, *ANYWHERE)
        for storage in list(memory.stretches):
            memory.spread_through_calls(storage)
        reached = [access.value for access in pending if access.is_among(memory.stretches)]
        found |= reachable(reached, following)
        memory.has_changed |= bool(reached)
        pending = [access for access in pending if access.value not in found]
    return found, memory.stretches


class _Memory:
    """Stretches of memory that are found one by one."""

    def __init__(self) -> None:
        self.stretches: dict[Storage, set[tuple[Offset, int]]] = defaultdict(set)
        self.has_changed = True

    def add(self, storage: Storage, offset: Offset, size: int) -> None:
        found = self.stretches[storage]
        if (offset, size) in found or ANYWHERE in found:
            return
        if len(found) == MANY:
            offset, size = ANYWHERE
        found.add((offset, size))
        self.has_changed = True

    def spread_through_calls(self, storage: Storage) -> None:
        """Functions that call each other find the same in the memory that they share."""
        for edge in storage.edges:
            if edge.renaming is None:
                continue
            target, there = edge.target.resolved()
            for where, size in list(self.stretches[storage]):
                for offset in moved_offsets(where, size, edge.source.offset, there, edge.size):
                    self.add(target, offset, size)


def _may_be_floats(access: _Access, types: TypeAnalysis) -> bool:
    """Whether floats are, or may be, where an integer is loaded from or stored to. A counter is none, and what is called a number, but longs."""
    if _counts(access.value) or is_number(access.op, access.size):
        return False
    decision = types.of_memory(access.op.ptr, access.size)
    return not isinstance(decision, Layout) or bool(decision.floats)


def _counts(value: SSAValue) -> bool:
    """Whether it is a word that something is added to in its place, as to the size of a container, or was before that."""
    return size_of(value.type) == POINTER_SIZE and any(
        isinstance(op, arith.AddiOp | arith.SubiOp) and _is_stored_back(op)
        for op in (value.owner, *(use.operation for use in value.uses))
    )


def _is_stored_back(op: arith.AddiOp | arith.SubiOp) -> bool:
    """Whether a sum is stored only where one of its terms was loaded from."""
    places = [one.owner.ptr for one in op.operands if isinstance(one.owner, llvm.LoadOp)]
    stores = [use.operation for use in op.result.uses]
    return all(isinstance(one, llvm.StoreOp) and one.ptr in places for one in stores)


def _bits_through(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which integers have bits of which."""
    pairs = handed_over(op)
    if isinstance(op, llvm.CallIntrinsicOp):
        if op.results and intrinsic_name(op) in _BIT_INTRINSICS:
            pairs = ((operand, op.results[0]) for operand in op.operands)
    elif type(op) in _MOVES_BITS and not _is_hashing(op):
        amounts = 1 if type(op) in _SHIFTS else 0
        operands = op.operands[: len(op.operands) - amounts]
        pairs = ((operand, op.results[0]) for operand in operands)
    yield from (pair for pair in pairs if all(is_carrier(value.type) for value in pair))


def _is_hashing(op: Operation) -> bool:
    """
    Whether a number is multiplied by a constant that does not just move its bits. Programs make hashes so, and tags of hash tables from these;
    that one takes bits of a float back from such a product is not looked for.
    """
    return isinstance(op, arith.MuliOp) and any(
        factor is not None and abs(factor).bit_count() != 1
        for factor in map(constant_integer, op.operands)
    )


_BIT_INTRINSICS = frozenset(("bswap", "bitreverse", "fshl", "fshr"))
_SHIFTS = frozenset((arith.ShLIOp, arith.ShRUIOp, arith.ShRSIOp))
_MOVES_BITS: frozenset[type[Operation]] = _SHIFTS | frozenset(
    (
        *(arith.AndIOp, arith.OrIOp, arith.XOrIOp, arith.AddiOp, arith.SubiOp, arith.MuliOp),
        *(arith.ExtUIOp, arith.ExtSIOp, arith.TruncIOp),
        *(llvm.ExtractValueOp, llvm.InsertValueOp),
    )
)
