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
from collections.abc import Iterable, Iterator

from xdsl.dialects import arith, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.bit_flow import (
    Access,
    BitFlow,
    Copy,
    Stretch,
    bits_through,
)
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.types.storage import Storage
from xdsl_enzyme.analyses.types.tags import is_number
from xdsl_enzyme.dialects import llvm_extra


def ops_on_packed_floats(
    operations: Iterable[Operation], types: TypeAnalysis
) -> Iterator[Operation]:
    """The loads of such integers, the stores, but those of floats themselves, and the copies that are to move integers only."""
    operations = list(operations)
    casts = [op for op in operations if isinstance(op, arith.BitcastOp | llvm.BitcastOp)]
    loads, stores, floats = _accesses(operations, types)
    copies = [_copy(op, types) for op in operations if isinstance(op, _COPIES)]
    if not (loads or stores or copies):
        return
    cast = [op.results[0] for op in casts if has_floats(op.operands[0].type)]
    made = cast + [load.value for load in loads if _may_be_floats(load, types)]
    given = list(types.given_floats())
    used = [op.operands[0] for op in casts if has_floats(op.results[0].type)]
    used += [store.value for store in stores if _may_be_floats(store, types)]
    taken = [
        (copy.source[0], (copy.source[1], copy.size))
        for copy in copies
        if copy.size is not None and types.is_said_float(copy.op.operands[0], copy.size)
    ]
    forward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in bits_through(op):
            forward[source].append(target)
            backward[target].append(source)
    onward = BitFlow(forward, stores, loads, copies)
    back = BitFlow(backward, loads, stores, [copy.backward() for copy in copies])
    stored = [one.stretch for one in floats if isinstance(one.op, llvm.StoreOp)]
    loaded = [one for one in floats if isinstance(one.op, llvm.LoadOp)]
    to_floats = back.follow(used, [*taken, *_only_from_integers(loaded, stores, [*stored, *given])])
    of_floats = onward.follow(made, [*given, *_copied(stored, copies)])
    for storage, stretch in stored:
        of_floats.memory[storage].add(stretch)
    for load in loads:
        if load.value in to_floats.values and load.is_among(of_floats.memory):
            yield load.op
    for store in stores:
        if store.value in of_floats.values and store.is_among(to_floats.memory):
            yield store.op
    of_integers = [copy for copy in copies if _is_of_integers(copy, types)]
    if of_integers:
        certain = onward.follow(cast, given).memory
        read = back.follow(used, [*taken, *(load.stretch for load in loaded)]).memory
        for copy in of_integers:
            if copy.leads_from(certain, read):
                yield copy.op


def _only_from_integers(
    loads: Iterable[Access], stores: Iterable[Access], floats: Iterable[tuple[Storage, Stretch]]
) -> Iterator[tuple[Storage, Stretch]]:
    """Where floats are loaded just where integers are stored, and no floats."""
    calls = BitFlow({}, [], [], [])
    known = calls.follow((), floats).memory
    integers = calls.follow((), (store.stretch for store in stores)).memory
    for load in loads:
        storage, stretch = load.stretch
        if stretch in integers.get(storage, ()) and not load.is_among(known):
            yield load.stretch


def _copied(
    stretches: Iterable[tuple[Storage, Stretch]], copies: Iterable[Copy]
) -> Iterator[tuple[Storage, Stretch]]:
    """Where a copy moves an array of them. What is beside other members is known by their types."""
    for storage, stretch in stretches:
        for copy in copies:
            if copy.source[0] is storage and stretch[0].modulus:
                yield from ((copy.target[0], moved) for moved in copy.moved(*stretch))


def _is_of_integers(copy: Copy, types: TypeAnalysis) -> bool:
    decision = types.of_copy(copy.op)
    return isinstance(decision, Layout) and not decision.leaves


_COPIES = (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)


def _accesses(
    operations: Iterable[Operation], types: TypeAnalysis
) -> tuple[list[Access], list[Access], list[Access]]:
    """The loads of integers, the stores of such, and the accesses of floats, but those of constants."""
    loads: list[Access] = []
    stores: list[Access] = []
    floats: list[Access] = []
    for op in operations:
        if not isinstance(op, llvm.LoadOp | llvm.StoreOp):
            continue
        is_load = isinstance(op, llvm.LoadOp)
        value: SSAValue = op.results[0] if is_load else op.operands[0]
        if is_carrier(value.type):
            found = loads if is_load else stores
        elif has_floats(value.type):
            found = floats
        else:
            continue
        if not is_constant(value):
            place = types.place_of(op.ptr).resolved()
            found.append(Access(op, value, *place, size_of(value.type)))
    return loads, stores, floats


def _copy(op: Operation, types: TypeAnalysis) -> Copy:
    target, source = (types.place_of(one).resolved() for one in op.operands[:2])
    return Copy(op, source, target, types.largest_copy(op))


def _may_be_floats(access: Access, types: TypeAnalysis) -> bool:
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
