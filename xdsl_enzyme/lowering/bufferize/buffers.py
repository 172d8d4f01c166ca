"""Where tensors live once they are memrefs: buffers, who frees them, and when one may be overwritten.

On structured form. Every buffer belongs to one block, which frees it at its end unless the terminator hands it on; to nobody
here if it is an argument, a constant or memory of the program::

    %0 = tensor.insert %v into %t[%i]      writes into %t's buffer if that belongs to this block and no tensor
                                           in it is used again, else into a copy
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import memref
from xdsl.dialects.builtin import MemRefType
from xdsl.ir import Attribute, Block, Operation, SSAValue, Use
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.rules.structured import (
    dynamic_sizes,
    element_type,
    is_tensor_type,
    shape_of,
)


def is_tensor(value: SSAValue) -> bool:
    return is_tensor_type(value.type)


def memref_of(type: Attribute) -> Attribute:
    """The type of the buffer of a tensor; any other type is its own."""
    if not is_tensor_type(type):
        return type
    return MemRefType(element_type(type), shape_of(type))


@dataclass(eq=False)
class Buffer:
    """One piece of memory."""

    memory: SSAValue
    owner: Block | None
    """The block that frees it; None if that is not our business, and it must not be written to."""
    holders: list[SSAValue] = field(default_factory=lambda: [])
    """The tensors whose elements are, or were, in it."""
    is_fixed: bool = False
    """Whether the program sees the memory itself, so that it must keep its contents."""
    is_handed_on: bool = False


@dataclass(frozen=True)
class Place:
    """Where a tensor is: a view of a buffer."""

    memory: SSAValue
    buffer: Buffer


class Buffers:
    """The buffers of one function."""

    def __init__(self) -> None:
        self._places: dict[SSAValue, Place] = {}
        self._owned: dict[Block, list[Buffer]] = {}
        self._numbers: dict[Operation, int] = {}

    # Places

    def place(self, tensor: SSAValue) -> Place:
        found = self._places.get(tensor)
        if found is None:
            raise LoweringError(f"the tensor %{tensor.name_hint or '?'} has no buffer here")
        return found

    def set_place(self, tensor: SSAValue, memory: SSAValue, buffer: Buffer) -> None:
        self._places[tensor] = Place(memory, buffer)
        buffer.holders.append(tensor)
        memory.name_hint = memory.name_hint or tensor.name_hint

    def adopt(self, tensor: SSAValue, memory: SSAValue, owner: Block | None) -> None:
        """`tensor` is all of a buffer that is new to us."""
        self.set_place(tensor, memory, self._new(memory, owner))

    def _new(self, memory: SSAValue, owner: Block | None) -> Buffer:
        buffer = Buffer(memory, owner)
        if owner is not None:
            self._owned.setdefault(owner, []).append(buffer)
        return buffer

    def allocate(self, builder: Builder, like: SSAValue, type: Attribute, owner: Block) -> Buffer:
        """A new buffer of this type, with the sizes of the memref `like`."""
        return self.allocate_sizes(builder, dynamic_sizes(builder, like), type, owner)

    def allocate_sizes(
        self, builder: Builder, sizes: list[SSAValue], type: Attribute, owner: Block
    ) -> Buffer:
        op = memref.AllocOp(sizes, [], cast("MemRefType[Attribute]", type))
        return self._new(builder.insert(op).memref, owner)

    def copy_of(self, builder: Builder, tensor: SSAValue, owner: Block) -> Buffer:
        """A new buffer with the elements of `tensor`."""
        memory = self.place(tensor).memory
        buffer = self.allocate(builder, memory, memref_of(tensor.type), owner)
        builder.insert(memref.CopyOp(memory, buffer.memory))
        return buffer

    # Writing and handing on

    def number(self, block: Block) -> None:
        """Remember the order of the ops of a block, as it is now."""
        for position, op in enumerate(block.ops):
            self._numbers[op] = position

    def take_position(self, old: Operation, new: Operation) -> None:
        """`new` stands where `old` did."""
        self._numbers[new] = self._numbers[old]

    def writable(
        self,
        op: Operation,
        tensor: SSAValue,
        *,
        keep: bool,
        may_share: Callable[[Use], bool] = lambda _: False,
    ) -> Place:
        """
        Where `op` may write what becomes of `tensor`: its own buffer if nobody needs that any more, else a new one, with the
        same elements if `keep`. `may_share` says of other uses by `op` that they do not mind.
        """
        place = self.place(tensor)
        block = _block_of(op)
        if self._is_ours(place.buffer, block) and not self._is_needed(
            place.buffer, op, tensor, may_share
        ):
            return place
        builder = Builder(InsertPoint.before(op))
        if keep:
            buffer = self.copy_of(builder, tensor, block)
        else:
            buffer = self.allocate(builder, place.memory, memref_of(tensor.type), block)
        return Place(buffer.memory, buffer)

    def owned(self, op: Operation, tensor: SSAValue) -> SSAValue:
        """The elements of `tensor` in a buffer that `op` takes over: the tensor's own, or a copy."""
        place = self.place(tensor)
        block = _block_of(op)
        is_last = op is block.last_op
        if (
            self._is_ours(place.buffer, block)
            and place.memory is place.buffer.memory
            and place.memory.type == memref_of(tensor.type)
            and (is_last or not self._is_needed(place.buffer, op, tensor, lambda _: False))
        ):
            place.buffer.is_handed_on = True
            return place.memory
        buffer = self.copy_of(Builder(InsertPoint.before(op)), tensor, block)
        buffer.is_handed_on = True
        return buffer.memory

    def _is_ours(self, buffer: Buffer, block: Block) -> bool:
        return buffer.owner is block and not buffer.is_fixed and not buffer.is_handed_on

    def _is_needed(
        self, buffer: Buffer, op: Operation, written: SSAValue, may_share: Callable[[Use], bool]
    ) -> bool:
        """Whether the elements in `buffer` are used by or after `op`, apart from one use as `written`."""
        block = _block_of(op)
        own_uses = 0
        for holder in buffer.holders:
            for use in holder.uses:
                user = _ancestor_in(block, use.operation)
                if user is op:
                    if user is use.operation and holder is written and not may_share(use):
                        own_uses += 1
                    elif user is not use.operation or not may_share(use):
                        return True
                elif self._numbers[user] > self._numbers[op]:
                    return True
        return own_uses > 1

    def free(self, block: Block) -> None:
        """Free what belongs to a block, at its end."""
        assert block.last_op is not None
        builder = Builder(InsertPoint.before(block.last_op))
        for buffer in self._owned.get(block, ()):
            if not buffer.is_handed_on:
                builder.insert(memref.DeallocOp.create(operands=[buffer.memory]))


def _block_of(op: Operation) -> Block:
    block = op.parent_block()
    assert block is not None
    return block


def _ancestor_in(block: Block, op: Operation) -> Operation:
    """The op of `block` that is `op` or that `op` is in."""
    current = op
    while current.parent_block() is not block:
        parent = current.parent_op()
        assert parent is not None, "a buffer is used outside of the block that owns it"
        current = parent
    return current
