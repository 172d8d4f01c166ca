"""May memory that a load has read be written later in the same function?

If not, the load can be repeated in the reverse sweep instead of storing what it read. On structured form::

    %v = llvm.load %x[%i]       may be repeated if no write to %x follows: none later in the function,
    llvm.store %w, %y[%j]       and none in a loop around both, unless %x and %y cannot overlap

Two accesses do not overlap if they start from different allocations, from a `noalias` argument and from anything else, from
an argument with the attribute `enzyme.shadow` and one without, from the same object at offsets that never meet, or if TBAA
tells their types apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xdsl.dialects import llvm, memref
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_effects import Effect
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, Offset
from xdsl_enzyme.analyses.memory_writes import Write, unknown_writes, writes_of
from xdsl_enzyme.analyses.pointer_roots import PointerRoots, Root, RootKind, Roots
from xdsl_enzyme.analyses.region_ops import is_branch
from xdsl_enzyme.analyses.tbaa import may_be_same_type
from xdsl_enzyme.analyses.written_arguments import WrittenArguments
from xdsl_enzyme.dialects.symbols import lookup


class Overwrites:
    """
    The answers for one function; with a `scope`, the body of a loop, for one iteration of it: what is written in the next one does not
    matter. Valid until memory operations are added.
    """

    def __init__(
        self,
        function: FuncOp,
        scope: Block | None = None,
        written: WrittenArguments | None = None,
    ):
        self.function = function
        self.top = function.body.block
        self.scope = scope or self.top
        self.roots = PointerRoots(function)
        self._written = WrittenArguments() if written is None else written
        """What the functions that are called write, each looked at once."""
        self._conflicts: dict[tuple[object, ...], list[Write]] = {}
        self._positions: dict[Operation, int] = {}
        """Of all ops, in program order."""
        self.writes = list(self._collect(self.top))
        self._writes_to: dict[Root, list[int]] = defaultdict(list)
        """Which of the writes may go to memory that is known by this root only."""
        self._open_writes: list[int] = []
        """And which may go to other memory."""
        self._sort_writes()

    def may_be_repeated(self, load: Operation) -> bool:
        """Whether `load` is a plain load whose memory keeps its value until the function returns."""
        if not is_plain_load(load):
            return False
        return self._is_kept(load, load.operands[0], size_of(load.results[0].type))

    def keeps_contents(self, pointer: SSAValue, reader: Operation) -> bool:
        """Whether all that `reader` may read through `pointer` keeps its value until the function returns."""
        return self._is_kept(reader, pointer, 0)

    def may_change_after(
        self, pointer: SSAValue, reader: Operation, around: Operation, *, is_called: bool
    ) -> bool:
        """
        Whether what `reader`, an op in `around`, reads may be overwritten when `around` is done. If the function `is_called` and its
        reverse sweep is another one, its callers go on in between. What is freed is taken to keep its contents.
        """
        roots = self.roots.of(pointer)
        if all(is_constant(root, self.function) for root in roots):
            return False
        if is_called or any(self._is_given_back(root) for root in roots):
            return True
        return any(
            not _is_within(write.op, around)
            and not _frees(write.op)
            and self._may_overlap(reader, roots, 0, write)
            and self._may_run_after(write.op, reader)
            for write in self._candidates(roots)
        )

    def _is_kept(self, load: Operation, pointer: SSAValue, size: int) -> bool:
        roots = self.roots.of(pointer)
        if all(is_constant(root, self.function) for root in roots):
            return True
        if any(self._is_given_back(root) for root in roots):
            return False
        key = (frozenset(roots.items()), size, load.attributes.get("tbaa"))
        if key not in self._conflicts:
            self._conflicts[key] = [
                write
                for write in self._candidates(roots)
                if self._may_overlap(load, roots, size, write)
            ]
        return not any(self._may_run_after(write.op, load) for write in self._conflicts[key])

    def may_overlap(self, one: Effect, other: Effect) -> bool:
        """Whether two accesses may be to the same memory, at any two times."""
        return may_be_same_type(one.op, other.op) and any(
            self._may_be_same_memory(root, offset, one.size, there, there_offset, other.size)
            for root, offset in self.roots.of(one.pointer).items()
            for there, there_offset in self.roots.of(other.pointer).items()
        )

    def writers(self, root: Root) -> Iterator[Operation]:
        """The ops that may write to memory of an allocation whose address has not been captured."""
        return (
            write.op
            for write in self._candidates({root: ANYWHERE})
            if write.pointers is not None
            and any(root in self.roots.of(pointer) for pointer in write.pointers)
        )

    # What overlaps

    def _sort_writes(self) -> None:
        for number, write in enumerate(self.writes):
            roots = {root for one in write.pointers or () for root in self.roots.of(one)}
            if write.pointers is None or not all(map(_is_known_by_itself, roots)):
                self._open_writes.append(number)
            for root in roots:
                self._writes_to[root].append(number)

    def _candidates(self, roots: Roots) -> Iterable[Write]:
        """The writes that may overlap with memory of these roots, and maybe others."""
        if not all(map(_is_known_by_itself, roots)):
            return self.writes
        numbers = set(self._open_writes)
        for root in roots:
            numbers.update(self._writes_to.get(root, ()))
        return [self.writes[number] for number in sorted(numbers)]

    def _may_overlap(self, load: Operation, roots: Roots, size: int, write: Write) -> bool:
        if write.pointers is None:
            return any(self._is_visible_outside(root) for root in roots)
        if not may_be_same_type(load, write.op):
            return False
        return any(
            self._may_be_same_memory(root, offset, size, other, other_offset, write.size)
            for pointer in write.pointers
            for other, other_offset in self.roots.of(pointer).items()
            for root, offset in roots.items()
        )

    def _may_be_same_memory(
        self,
        one: Root,
        one_offset: Offset,
        one_size: int,
        other: Root,
        other_offset: Offset,
        other_size: int,
    ) -> bool:
        if RootKind.UNKNOWN in (one.kind, other.kind):
            known = one if other.kind is RootKind.UNKNOWN else other
            return self._is_visible_outside(known)
        if one == other:
            is_known = one_size > 0 and other_size > 0
            return not is_known or one_offset.may_overlap(one_size, other_offset, other_size)
        if one.is_exclusive or other.is_exclusive or self._are_apart(one, other):
            return False
        return {one.kind, other.kind} != {RootKind.GLOBAL}

    @staticmethod
    def _are_apart(one: Root, other: Root) -> bool:
        """Whether one is a shadow argument, and the other one is not."""
        are_arguments = one.kind is other.kind is RootKind.ARGUMENT
        return are_arguments and one.is_shadow != other.is_shadow

    def _is_visible_outside(self, root: Root) -> bool:
        """Whether a pointer that comes from elsewhere may point to memory with this root."""
        if root.is_exclusive and isinstance(root.origin, SSAValue):
            return self.roots.is_captured(root.origin)
        return not is_constant(root, self.function)

    def _is_given_back(self, root: Root) -> bool:
        """Whether it is memory on the stack that lives as long as a region does."""
        allocation = root.origin.owner if isinstance(root.origin, SSAValue) else None
        return isinstance(allocation, memref.AllocaOp) and allocation.parent_block() is not self.top

    def _may_run_after(self, write: Operation, load: Operation) -> bool:
        """Whether `write` may run at some time after `load` did."""
        ways = [_way_down(op, self.scope) for op in (write, load)]
        for (block, one), (other_block, other) in zip(*ways, strict=False):
            if block is not other_block:
                # Different regions of one op: of a branch only one of them runs.
                return False
            if one is not other:
                return self._is_before(other, one)
            if one.regions and not is_branch(one):
                return True
        return True

    def _is_before(self, one: Operation, other: Operation) -> bool:
        """Whether `one` comes before `other` in their block."""
        positions = self._positions.get(one), self._positions.get(other)
        if positions[0] is None or positions[1] is None:
            return one.is_before_in_block(other)
        return positions[0] < positions[1]

    # What is written

    def _collect(self, block: Block) -> Iterator[Write]:
        for op in block.ops:
            self._positions[op] = len(self._positions)
            yield from self._call(op) if isinstance(op, CallOp) else writes_of(op)
            for region in op.regions:
                for inner in region.blocks:
                    yield from self._collect(inner)

    def _call(self, op: CallOp) -> Sequence[Write]:
        pointers = self._written.by_call(op)
        return unknown_writes(op) if pointers is None else [Write(op, pointers)]


def _frees(op: Operation) -> bool:
    allocator = allocator_of(op)
    return allocator is not None and allocator.frees is not None and not allocator.allocates


def _is_within(op: Operation, around: Operation) -> bool:
    """Whether `op` is `around` or in one of its regions."""
    current: Operation | None = op
    while current is not None and current is not around:
        current = current.parent_op()
    return current is around


def is_plain_load(op: Operation) -> bool:
    """Whether `op` loads from memory and has no other effect: neither volatile nor atomic."""
    if isinstance(op, llvm.LoadOp):
        return "volatile_" not in op.attributes and op.ordering.value.data == 0
    return isinstance(op, memref.LoadOp)


def is_constant(root: Root, function: FuncOp) -> bool:
    """Whether it is a global that nobody writes to."""
    if root.kind is not RootKind.GLOBAL or not isinstance(root.origin, str):
        return False
    found = lookup(function, root.origin)
    return isinstance(found, (llvm.GlobalOp, memref.GlobalOp)) and found.constant is not None


def _is_known_by_itself(root: Root) -> bool:
    """Whether there is no other way to memory with this root, but for arguments and what is unknown."""
    return root.is_exclusive or root.kind is RootKind.GLOBAL


def _way_down(op: Operation, top: Block) -> list[tuple[Block, Operation]]:
    """The ops around `op`, outermost first and itself last, each with its block."""
    way: list[tuple[Block, Operation]] = []
    current: Operation | None = op
    while current is not None and (block := current.parent_block()) is not None:
        way.append((block, current))
        if block is top:
            break
        current = current.parent_op()
    return way[::-1]
