"""Which pointers in global variables, and behind arguments, a function has surely stored itself when it comes to an op.

On structured form. A store counts from where it is on every way there; what a called function has stored when it returns counts for its caller::

    %old = llvm.load @work              nothing is stored yet: the pointer is from an earlier call
    scf.if %allocated {
      func.call @free(%old)
      llvm.store %null, @work
    }
    func.call @allocate(@work, %n)      stores to the begin of its argument, on every way that leads back
    %new = llvm.load @work              the pointer is from this call
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from xdsl.dialects import func, llvm, scf
from xdsl.ir import Attribute, Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import POINTER_SIZE, scalar_leaves, size_of
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.never_returning import never_returns
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup

Root = str | int
"""The name of a global, or the position of an argument."""
Place = tuple[Root, int | None]
"""A pointer that lies so many bytes behind a root; None for all that the global holds."""
Places = frozenset[Place]

NOTHING: Places = frozenset()
_MANY = 1024
"""Of longer memory that is set as a whole, only the begin is seen pointer by pointer."""


class StoredBefore:
    """The answer for one function. `stored_by` tells what a called function has stored when it returns."""

    def __init__(self, function: func.FuncOp, stored_by: Callable[[func.CallOp], Places]):
        self._top = function.body.block
        self._stored_by = stored_by
        self._before: dict[Operation, Places] = {}
        self.at_end: Places = self._block(self._top, NOTHING) or NOTHING

    def holds(self, op: Operation, root: Root, offset: int | None) -> bool:
        """
        Whether the pointer at an offset, or at an unknown one, has been stored whenever `op` (that loads pointers, or
        calls a function) begins.
        """
        before = self._before.get(op, NOTHING)
        return (root, None) in before or (offset is not None and (root, offset) in before)

    def _block(self, block: Block, known: Places) -> Places | None:
        """What is stored behind a block, if so much is before it; None if nothing comes behind it."""
        if any(map(never_returns, block.ops)):
            return None
        for op in block.ops:
            if known and isinstance(op, llvm.LoadOp | func.CallOp):
                self._before[op] = known
            if op.regions:
                known = self._regions(op, known)
            elif new := self._stored(op):
                known |= new
        return known

    def _regions(self, op: Operation, known: Places) -> Places:
        ends = [self._block(block, known) for region in op.regions for block in region.blocks]
        match op:
            case scf.IfOp() | scf.IndexSwitchOp():
                # A way that is not taken leaves things as they are.
                is_exhaustive = all(region.blocks for region in op.regions)
                returning = [end for end in ends if end is not None]
                if is_exhaustive and returning:
                    return reduce(Places.intersection, returning)
            case scf.WhileOp():
                return ends[0] or known
            case _:
                pass
        return known

    def _stored(self, op: Operation) -> Places:
        match op:
            case llvm.StoreOp():
                return self._typed(op.ptr, op.value.type)
            case llvm_extra.MemsetOp() | llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp():
                return self._bytes(op.operands[0], constant_integer(op.operands[2]) or 0)
            case func.CallOp():
                return self._called(op)
            case _:
                return NOTHING

    def _typed(self, pointer: SSAValue, type: Attribute) -> Places:
        if (address := self._address(pointer)) is None or not holds_pointers(type):
            return NOTHING
        root, start = address
        offsets = [at for at, leaf in scalar_leaves(type) if holds_pointers(leaf)]
        return _places(root, start, offsets, _is_all(pointer, size_of(type)))

    def _bytes(self, pointer: SSAValue, length: int) -> Places:
        if (address := self._address(pointer)) is None or not length:
            return NOTHING
        root, start = address
        first = -start % POINTER_SIZE
        offsets = range(first, min(length, _MANY) - POINTER_SIZE + 1, POINTER_SIZE)
        return _places(root, start, offsets, _is_all(pointer, length))

    def _called(self, op: func.CallOp) -> Places:
        found: set[Place] = set()
        for root, offset in self._stored_by(op):
            if isinstance(root, str):
                found.add((root, offset))
            elif offset is not None and (address := self._address(op.arguments[root])) is not None:
                found.add((address[0], address[1] + offset))
        return frozenset(found)

    def _address(self, pointer: SSAValue) -> tuple[Root, int] | None:
        """Where exactly a pointer points to."""
        distance = 0
        while isinstance(op := pointer.owner, llvm.GEPOp | llvm.LoadOp):
            if isinstance(op, llvm.LoadOp):
                if (stored := _only_value(op.ptr)) is None:
                    return None
                pointer = stored
                continue
            constant, variable = gep_steps(op)
            if variable:
                return None
            distance += constant
            pointer = op.ptr
        if isinstance(op, llvm.AddressOfOp):
            return op.global_name.root_reference.data, distance
        if isinstance(pointer, BlockArgument) and pointer.owner is self._top:
            return pointer.index, distance
        return None


def _only_value(slot: SSAValue) -> SSAValue | None:
    """The pointer that a slot on the stack holds, as long as it holds one: nothing else is ever stored there."""
    if not isinstance(slot.owner, llvm.AllocaOp):
        return None
    stored: list[SSAValue] = []
    for use in slot.uses:
        op = use.operation
        if isinstance(op, llvm.StoreOp) and use.index == 1:
            stored.append(op.value)
        elif not isinstance(op, llvm.LoadOp):
            return None
    return stored[0] if len(stored) == 1 else None


def _places(root: Root, start: int, offsets: Sequence[int], is_all: bool) -> Places:
    places: set[Place] = {(root, start + offset) for offset in offsets}
    if is_all:
        places.add((root, None))
    return frozenset(places)


def _is_all(pointer: SSAValue, size: int) -> bool:
    """Whether so many bytes are a whole global."""
    address = pointer.owner
    if not isinstance(address, llvm.AddressOfOp):
        return False
    variable = lookup(address, address.global_name)
    return isinstance(variable, llvm.GlobalOp) and size >= size_of(variable.global_type)
