"""Caches that two functions share: those that are pushed together, and popped together, become one stack of records.

The halves of a split function have a cache for each value that goes from one to the other, and each of them is handed down from
the outermost gradient. Where the pushes are in one block and the pops are in one block, one cache is enough::

    func @f.augmented(…, %a: cache<f64>, %b: cache<ptr>) { push %a, %v … push %b, %p }
    func @f.reverse(…, %a: cache<f64>, %b: cache<ptr>) { pop %b … pop %a }
    -->
    func @f.augmented(…, %a: cache) { … %record = &data[size++]; store %v, %record; store %p, &record[1] }
    func @f.reverse(…, %a: cache) { %record = &data[--size]; %p = load &record[1]; %v = load %record … }

A record is put where the last of its values was, and taken where the first of them was. Calls in between that use the same caches stay in order:
one that comes after a push is reversed before the pop of what was pushed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.llvm import LLVMStructType
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import alignment_of
from xdsl_enzyme.dialects.enzyme import PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import Emitter, stored_type
from xdsl_enzyme.passes.shared_stacks import SharedStack, erase_caches, shared_stacks


@dataclass(frozen=True)
class Record:
    """What is pushed together, and popped together."""

    pushes: tuple[PushOp, ...]
    """In any order; `pops` in the same."""
    pops: tuple[PopOp, ...]

    def layout(self) -> LLVMStructType:
        return LLVMStructType.from_type_list(
            [stored_type(push.value.type, push) for push in self.pushes]
        )

    def at_last_push(self) -> Emitter:
        """Where all its values are known."""
        last = max(self.pushes, key=_positions(self.pushes))
        return Emitter(InsertPoint.before(last), last.location)

    def at_first_pop(self) -> Emitter:
        """Where the first of them is needed."""
        first = min(self.pops, key=_positions(self.pops))
        return Emitter(InsertPoint.before(first), first.location)

    def fields(self, address: SSAValue, emit: Emitter) -> Iterator[SSAValue]:
        """The addresses of the fields of the record at an address."""
        layout = self.layout()
        for index in range(len(self.pushes)):
            yield emit.element(address, layout, *((0, index) if index else (0,)))


def _positions(ops: Sequence[Operation]) -> Callable[[Operation], int]:
    block = ops[0].parent_block()
    assert block is not None
    return {op: position for position, op in enumerate(block.ops)}.__getitem__


def join_shared_caches(module: ModuleOp) -> list[Record]:
    """Leaves one cache of those that make a record together, in place. Its pushes and pops remain to be lowered."""
    ways: dict[object, list[SharedStack]] = defaultdict(list)
    for stack in shared_stacks(module):
        if stack.is_one_value():
            ways[stack.way()].append(stack)
    records: list[Record] = []
    superfluous: set[SSAValue] = set()
    for stacks in ways.values():
        # Fields in the order of their alignments leave no gaps.
        stacks.sort(key=lambda one: -_alignment(one.pushes[0]))
        first, *others = stacks
        joined = [first]
        for stack in others:
            if (names := stack.names_like(first)) is None:
                continue
            for op in (*stack.pushes, *stack.pops):
                op.operands[0] = names[op.cache]
            superfluous.update(names)
            joined.append(stack)
        if len(joined) > 1:
            pushes = tuple(stack.pushes[0] for stack in joined)
            records.append(Record(pushes, tuple(stack.pops[0] for stack in joined)))
    erase_caches(module, superfluous)
    return records


def _alignment(push: PushOp) -> int:
    return alignment_of(stored_type(push.value.type, push))
