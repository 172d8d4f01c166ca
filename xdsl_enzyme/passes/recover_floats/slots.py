"""Into which pieces a value is taken apart: decided by type analysis.

an i64 whose bytes 4 to 7 are an f32   -->   ((0, i32), (4, f32))
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Protocol, cast

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import AnyFloat, Float80Type, VectorType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.float_types import members
from xdsl_enzyme.analyses.layout import scalar_leaves, size_of
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.arithmetic import BITWISE, NUMERIC
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant, value_size
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.value_flow import handed_on_together, hands_on_only, value_flow
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.recover_floats.pieces import Slots, integer_type
from xdsl_enzyme.passes.recover_floats.region_ops import SPLITTABLE


class KnownSlots(Protocol):
    """Into which pieces values are taken apart."""

    @property
    def bits(self) -> Container[SSAValue]:
        """The integers that may become floats or pointers again, or bytes of memory."""
        ...

    @property
    def packed(self) -> Container[Operation]:
        """The loads and stores of integers that are made of the bits of floats, and made floats of again."""
        ...

    def of(self, value: SSAValue) -> Slots | None:
        """The slots of a value that is taken apart; None if it stays whole."""
        ...


class ValueSlots:
    """The slots of the values of some functions, found out before anything is taken apart."""

    def __init__(
        self,
        types: TypeAnalysis,
        operations: Sequence[Operation],
        packed: Iterable[Operation] = (),
    ):
        self.types = types
        self.bits = types.bits
        self.packed = frozenset(packed)
        self._known: dict[SSAValue, Slots | None] = {}
        for op in operations:
            inner = (block.args for region in op.regions for block in region.blocks)
            for value in chain(op.results, *inner):
                self.of(value)

    def of(self, value: SSAValue) -> Slots | None:
        """The slots of a value that is taken apart; None if it stays whole."""
        if not is_carrier(value.type):
            return None
        if value not in self._known:
            self._known[value] = self._find(value)
        return self._known[value]

    def _find(self, value: SSAValue) -> Slots | None:
        around = value.owner.parent_op() if isinstance(value.owner, Block) else value.owner
        if (
            is_constant(value)
            or not any(one in self.bits for one in handed_on_together(value))
            or around is None
            or (around.regions and type(around) not in SPLITTABLE)
        ):
            return None
        decision = self.types.of_value(value)
        if not isinstance(decision, Layout) or not decision.leaves:
            return None
        # What numbers are computed with are others, at other times or in other objects. The derivative goes with it; that of a number is zero.
        if _is_computed_with(decision) and not all(map(_is_moved_on, handed_on_together(value))):
            return None
        type_ = value.type
        slots = memory_slots(decision, type_)
        if slots is None or (members(type_) and _shows_all(type_, slots)):
            return None
        if slots == _ADDRESS and _is_only_computed_with(value):
            return None
        return slots


_ADDRESS: Slots = ((0, LLVMPointerType()),)

MOST_VALUES = 200
"""How many values are looked at to find out where one goes."""


def _is_only_computed_with(value: SSAValue) -> bool:
    """Whether neither an integer nor what is computed of it becomes a pointer, or gets where it could become one."""
    seen: set[SSAValue] = set()
    pending = handed_on_together(value)
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        if len(seen) > MOST_VALUES:
            return False
        for use in one.uses:
            op = use.operation
            if type(op) in NUMERIC or type(op) in BITWISE:
                pending += (result for result in op.results if is_carrier(result.type))
                continue
            parent = op.parent_op() if op.has_trait(IsTerminator) else op
            pairs = value_flow(parent) if parent is not None else ()
            followed = [target for source, target in pairs if source is one]
            if not followed:
                return False
            pending += followed
    return True


def _is_moved_on(value: SSAValue) -> bool:
    """Whether a value comes from elsewhere and goes elsewhere as it is, or a part of it: nothing is computed with it here."""
    return _only_moves(value.owner) and all(_only_moves(use.operation) for use in value.uses)


def _only_moves(maker: Operation | Block) -> bool:
    return (
        isinstance(maker, (*_MOVES, Block)) or maker.has_trait(IsTerminator) or hands_on_only(maker)
    )


_MOVES = (
    *(llvm.LoadOp, llvm.StoreOp, llvm.InsertValueOp, llvm.ExtractValueOp),
    *(llvm.BitcastOp, arith.BitcastOp, func.CallOp, llvm_extra.InvokeOp),
)


def _is_computed_with(layout: Layout) -> bool:
    """Whether floats in it are numbers, too. A pointer may be: that is its address."""
    return any(
        begin < offset + size_of(type) and offset < end
        for offset, type in layout.floats
        for begin, end in layout.integers
    )


def _shows_all(type: Attribute, slots: Slots) -> bool:
    """Whether an aggregate shows in its type what it holds: either floats or pointers, not both."""
    shown = dict(scalar_leaves(type))
    kinds = {isinstance(one, LLVMPointerType) for _, one in slots if _counts(one)}
    return len(kinds) < 2 and all(shown.get(at) == one for at, one in slots if _counts(one))


def _counts(type: Attribute) -> bool:
    return isinstance(type, AnyFloat | LLVMPointerType)


def memory_slots(layout: Layout, type: Attribute) -> Slots | None:
    """The slots of a value of this type that has the layout; None if floats stick out of it."""
    size = value_size(type)
    leaves = list(_repeated(layout, size))
    if not leaves or any(
        offset < 0 or offset + size_of(leaf) > size or isinstance(leaf, Float80Type)
        for offset, leaf in leaves
    ):
        return None
    if isinstance(type, VectorType):
        element = leaves[0][1]
        count = size // size_of(element)
        if isinstance(element, AnyFloat) and leaves == [
            (lane * size_of(element), element) for lane in range(count)
        ]:
            return ((0, VectorType(cast("Any", element), [count])),)
    return with_integers_between(leaves, size)


def with_integers_between(leaves: Iterable[tuple[int, Attribute]], size: int) -> Slots:
    """The slots of a value of so many bytes with these floats and pointers."""
    slots: list[tuple[int, Attribute]] = []
    position = 0
    for offset, leaf in sorted(leaves, key=_order):
        slots += _integers(position, offset)
        slots.append((offset, leaf))
        position = offset + value_size(leaf)
    slots += _integers(position, size)
    return tuple(slots)


def _order(leaf: tuple[int, Attribute]) -> tuple[int, bool]:
    """By where they are; of a word that may be a float or a pointer, the float first."""
    offset, type = leaf
    return offset, isinstance(type, LLVMPointerType)


def _repeated(layout: Layout, size: int) -> Iterator[tuple[int, Attribute]]:
    for start in range(0, size, layout.period):
        for offset, leaf in layout.leaves:
            if start + offset < size:
                yield start + offset, leaf


def _integers(begin: int, end: int) -> Iterator[tuple[int, Attribute]]:
    """Integers for bytes that are nothing else, each aligned."""
    while begin < end:
        size = 8
        while begin % size or begin + size > end:
            size //= 2
        yield begin, integer_type(size)
        begin += size
