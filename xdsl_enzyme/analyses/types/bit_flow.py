"""Where the bits of values go: through arithmetic on integers, calls and memory. Types don't matter here.

On structured form::

    llvm.store %w, %p : i64; llvm_extra.memcpy %q, %p, %n; %v = llvm.load %q : i64; %s = arith.subi %v, %k       %s has bits of %w
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import intrinsic_name
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.arithmetic import TELLS, computes_integers
from xdsl_enzyme.analyses.types.calls import moved_on
from xdsl_enzyme.analyses.types.carriers import is_carrier
from xdsl_enzyme.analyses.types.storage import MANY, Storage, moved_offsets
from xdsl_enzyme.graphs import reachable

Stretch = tuple[Offset, int]
"""Where bytes are in a storage, and how many."""

ANYWHERE: Stretch = (Offset(0, 1), 1)

Memory = Mapping[Storage, Collection[Stretch]]


@dataclass(frozen=True)
class Access:
    """A load or store, what it loads or stores, and where."""

    op: llvm.LoadOp | llvm.StoreOp
    value: SSAValue
    storage: Storage
    offset: Offset
    size: int

    @property
    def stretch(self) -> tuple[Storage, Stretch]:
        return self.storage, (self.offset, self.size)

    def is_among(self, stretches: Memory) -> bool:
        return any(
            self.offset.may_overlap(self.size, *other) for other in stretches.get(self.storage, ())
        )


@dataclass(frozen=True)
class Copy:
    """A copy of so many bytes (None: unknown), or the same the other way round."""

    op: Operation
    source: tuple[Storage, Offset]
    target: tuple[Storage, Offset]
    size: int | None

    def backward(self) -> Copy:
        return Copy(self.op, self.target, self.source, self.size)

    def moved(self, where: Offset, size: int) -> Iterator[Stretch]:
        """Where bytes of the source are in the target."""
        start, end = self.source[1], self.target[1]
        yield from ((at, size) for at in moved_offsets(where, size, start, end, self.size))

    def leads_from(self, source: Memory, target: Memory) -> bool:
        """Whether it moves any of these bytes to where some of those are."""
        moved = (one for stretch in source.get(self.source[0], ()) for one in self.moved(*stretch))
        ends = target.get(self.target[0], ())
        return any(where.may_overlap(size, *end) for where, size in moved for end in ends)


@dataclass
class BitFlow:
    """Bits that go from some values, and some memory, to others: `follow` it step by step, all the way."""

    following: Mapping[SSAValue, Iterable[SSAValue]]
    into: Sequence[Access]
    """The accesses that lead from values into memory,"""
    out: Sequence[Access]
    """and those that lead out of it."""
    copies: Sequence[Copy]

    def follow(
        self, start: Iterable[SSAValue], begin: Iterable[tuple[Storage, Stretch]]
    ) -> Reached:
        """What has bits of these values, and of what is in memory where it `begin`s."""
        reached = Reached(reachable(start, self.following))
        for storage, stretch in begin:
            reached.add(storage, stretch)
        pending = [access for access in self.out if access.value not in reached.values]
        while reached.has_changed:
            reached.has_changed = False
            for access in self.into:
                if access.value in reached.values:
                    reached.add(access.storage, (access.offset, access.size))
            for copy in self.copies:
                for stretch in list(reached.memory.get(copy.source[0], ())):
                    for moved in copy.moved(*stretch):
                        reached.add(copy.target[0], moved)
            for storage in list(reached.memory):
                reached.spread_through_calls(storage)
            found = [one.value for one in pending if one.is_among(reached.memory)]
            reached.values |= reachable(found, self.following)
            reached.has_changed |= bool(found)
            pending = [one for one in pending if one.value not in reached.values]
        return reached


class Reached:
    """Values, and stretches of memory, that are found one by one."""

    def __init__(self, values: set[SSAValue]):
        self.values = values
        self.memory: dict[Storage, set[Stretch]] = defaultdict(set)
        self.has_changed = True

    def add(self, storage: Storage, stretch: Stretch) -> None:
        """More memory. Bounds are given up where there are several, and offsets where there are too many: what is found depends on no order."""
        offset, size = stretch
        found = self.memory[storage]
        if ANYWHERE in found or any(
            size == other and where.contains(offset) for where, other in found
        ):
            return
        alike = {one for one in found if one[1] == size and _is_alike(one[0], offset)}
        if alike:
            offset = Offset.of(offset.residue, offset.modulus)
        found -= alike
        found.add((offset, size) if len(found) < MANY else ANYWHERE)
        self.has_changed = True

    def spread_through_calls(self, storage: Storage) -> None:
        """Functions that call each other find the same in the memory that they share."""
        for edge in storage.edges:
            if edge.renaming is None:
                continue
            target, there = edge.target.resolved()
            for where, size in list(self.memory[storage]):
                for offset in moved_offsets(where, size, edge.source.offset, there, edge.size):
                    self.add(target, (offset, size))


def _is_alike(one: Offset, other: Offset) -> bool:
    return one.modulus == other.modulus > 0 and one.residue == other.residue


def bits_through(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which integers have bits of which."""
    pairs = moved_on(op)
    if isinstance(op, llvm.CallIntrinsicOp):
        if op.results and intrinsic_name(op) in _BIT_INTRINSICS:
            pairs = ((operand, op.results[0]) for operand in op.operands)
    elif computes_integers(op) and type(op) not in _ENDS and not _is_hashing(op):
        amounts = 1 if type(op) in _SHIFTS else 0
        operands = op.operands[: len(op.operands) - amounts]
        pairs = ((operand, result) for operand in operands for result in op.results)
    yield from (pair for pair in pairs if all(is_carrier(value.type) for value in pair))


def _is_hashing(op: Operation) -> bool:
    """
    Whether numbers are multiplied, other than by a constant that just moves bits. Programs make hashes so, and tags of hash tables from these; that
    one takes bits of a float back from such a product is not looked for.
    """
    if not isinstance(op, arith.MuliOp):
        return isinstance(op, arith.MulSIExtendedOp | arith.MulUIExtendedOp)
    factors = map(constant_integer, op.operands)
    return not any(factor is not None and abs(factor).bit_count() == 1 for factor in factors)


_ENDS = TELLS | {llvm.BitcastOp, arith.BitcastOp}
"""
After these nothing is looked for: nothing is left of the bytes, or a vector has other lanes, as tags of a hash table that are compared sixteen at a
time.
"""
_BIT_INTRINSICS = frozenset(("bswap", "bitreverse", "fshl", "fshr"))
_SHIFTS = frozenset((arith.ShLIOp, arith.ShRUIOp, arith.ShRSIOp))
