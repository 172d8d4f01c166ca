"""The storage of the checkpoints of a loop.

On structured form, in the functions that run and reverse a loop::

    %storage = malloc(header + limit * size + …)     checkpoints there are, checkpoints there may be, iterations
                                                     checkpoint 0: its iteration, what is carried, memory
                                                     checkpoint 1: …
                                                     memory that is overwritten after the loop
"""

from __future__ import annotations

from itertools import accumulate

from xdsl.dialects import math
from xdsl.dialects.builtin import ModuleOp, i8, i64
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.analyses.layout import align_up, alignment_of, size_of
from xdsl_enzyme.analyses.loop_memory import Role
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.llvm_extra import MemcpyOp
from xdsl_enzyme.passes.cache_memory import MALLOC_ALIGNMENT, Amount, Emitter, stored_type
from xdsl_enzyme.passes.checkpointed_loop_arguments import LoopArguments
from xdsl_enzyme.passes.loop_emitter import Values

_HEADER = 32
"""Bytes at the begin of the storage: the number of checkpoints that there are, and that may be; the number of iterations."""

_UNKNOWN_LENGTH = 20
"""How many checkpoints a while loop has that does not say how many."""


class Checkpoints:
    """The storage of one loop, in one of its functions."""

    def __init__(self, emit: Emitter, base: SSAValue | None, arguments: LoopArguments):
        loop = arguments.loop
        offset = size_of(i64)
        self._fields: list[tuple[int, Attribute]] = []
        where = terminator(loop.iteration.step.body.block)
        for value in arguments.initial_state():
            type = stored_type(value.type, where)
            offset = align_up(offset, min(alignment_of(type), MALLOC_ALIGNMENT))
            self._fields.append((offset, value.type))
            offset += size_of(type)
        memory = list(zip(loop.facts.roles, arguments.memory, strict=True))
        self._state, self._entry = (
            [one for role, one in memory if role is wanted] for wanted in (Role.STATE, Role.ENTRY)
        )
        sizes = [emit.round_up(size, MALLOC_ALIGNMENT) for _, size in self._state]
        self._places = list(accumulate(sizes, emit.add, initial=align_up(offset, MALLOC_ALIGNMENT)))
        """Where in a checkpoint each piece of memory is, and where the checkpoint ends."""
        self._base = base

    @property
    def base(self) -> SSAValue:
        """The address of the storage."""
        assert self._base is not None
        return self._base

    @staticmethod
    def allocate(
        module: ModuleOp, emit: Emitter, arguments: LoopArguments, trips: SSAValue
    ) -> Checkpoints:
        """Storage for the checkpoints of a loop with so many iterations."""
        new = Checkpoints(emit, None, arguments)
        facts = arguments.loop.facts
        limit: Amount = facts.snapshots
        if facts.bytes:
            limit = emit.maximum(emit.divide(facts.bytes, new._places[-1]), 1)
        if facts.is_while:
            limit = _UNKNOWN_LENGTH if limit == 0 else limit
        else:
            if limit == 0:
                zeros = emit.value_of(math.CountLeadingZerosOp(trips))
                limit = emit.subtract(64, zeros)
            limit = emit.maximum(emit.minimum(limit, trips), 1)
        size = emit.add(emit.multiply(limit, new._places[-1]), _HEADER)
        for _, bytes in new._entry:
            size = emit.add(size, emit.round_up(bytes, MALLOC_ALIGNMENT))
        new._base = emit.allocate(module, "malloc", [size])
        emit.store(emit.constant(limit), emit.element(new.base, i64, 1))
        return new

    def limit(self, emit: Emitter) -> SSAValue:
        """How many checkpoints there is room for."""
        return emit.load(emit.element(self.base, i64, 1), i64)

    def _slot(self, emit: Emitter, slot: Amount) -> SSAValue:
        return emit.element(self.base, i8, emit.add(emit.multiply(slot, self._places[-1]), _HEADER))

    def number(self, emit: Emitter, slot: Amount) -> SSAValue:
        """Before which iteration a checkpoint was made."""
        return emit.load(self._slot(emit, slot), i64)

    def save(self, emit: Emitter, slot: Amount, number: SSAValue, state: Values) -> None:
        """Make a checkpoint."""
        address = self._slot(emit, slot)
        emit.store(number, address)
        for (offset, _), value in zip(self._fields, state, strict=True):
            emit.store(emit.to_stored(value), emit.element(address, i8, offset))
        self._copy_memory(emit, address, to_storage=True)

    def restore(self, emit: Emitter, slot: Amount) -> tuple[SSAValue, Values]:
        """Go back to a checkpoint: the number of its iteration, and the state before that."""
        address = self._slot(emit, slot)
        state: list[SSAValue] = []
        for offset, type in self._fields:
            where = emit.element(address, i8, offset)
            stored = emit.load(where, stored_type(type, where.owner))  # pyright: ignore[reportArgumentType]
            state.append(emit.from_stored(stored, type))
        self._copy_memory(emit, address, to_storage=False)
        return emit.load(address, i64), state

    def _copy_memory(self, emit: Emitter, address: SSAValue, *, to_storage: bool) -> None:
        for (there, size), place in zip(self._state, self._places, strict=False):
            here = emit.element(address, i8, place)
            copy_memory(emit, here, there, size, forwards=to_storage)

    def copy_entry(self, emit: Emitter, *, to_storage: bool) -> None:
        """Save what is overwritten after the loop, or put it back."""
        if not self._entry:
            return
        at = emit.add(emit.multiply(self.limit(emit), self._places[-1]), _HEADER)
        for there, size in self._entry:
            copy_memory(emit, emit.element(self.base, i8, at), there, size, forwards=to_storage)
            at = emit.add(at, emit.round_up(size, MALLOC_ALIGNMENT))


def copy_memory(
    emit: Emitter, here: SSAValue, there: SSAValue, size: SSAValue, *, forwards: bool
) -> None:
    """From `there` to `here`, or back."""
    operands = [here, there] if forwards else [there, here]
    emit.insert(MemcpyOp.create(operands=[*operands, size]))
