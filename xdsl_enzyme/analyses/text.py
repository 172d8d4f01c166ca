"""Numbers that functions of a library write, as text or bytes, and read back: no derivative can go this way.

::

    func.call @snprintf(%buffer, …, %x)         the text in %buffer depends on %x
    %y = func.call @atof(%buffer)               found, if a derivative of %y is wanted

What is printed and not read as a number again, and what is read and was not printed, are constants for the derivative. Memory is
seen object by object, without regard to order, as in activity analysis. All that is outside of it, as files are, is one thing
(`analyses.outside`); what is read from there before something is written is not concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import IntegerType, VectorType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import called_name, external_use
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import MemoryObject
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.outside import (
    connects,
    leaves,
    reads_bytes,
    reads_stream,
    returns,
)
from xdsl_enzyme.analyses.region_ops import is_branch
from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra

Node = SSAValue | MemoryObject
Known = Collection[object]
Predicate = Callable[[Operation], bool]


_READS_NUMBERS = re.compile(
    r"(__isoc\d+_)?v?[sf]?w?scanf$|strto(d|f|ld|u?l?l|[iu]max)$|ato(f|l?l|i)$|_ZNSirsE|_ZNSi10_M_extract|_(ZN|R).*4core3num7dec2flt|_FortranAioInput"
)

_DUPLICATES = re.compile(r"(__)?strn?dup$")


def numbers_read_back(
    memory: MemoryAccesses,
    function: func.FuncOp,
    operations: Sequence[Operation],
    varied: Known,
    useful: Known,
) -> Iterator[Operation]:
    """
    The calls among `operations` that read useful numbers from text or files into which varied ones were written. A function with a body that
    does either does so with all that it is given.
    """
    calls = _Calls(memory)
    effects = _Effects(memory, function)
    readers = {
        op
        for op in operations
        if calls.some(op, _reads_numbers, reads_bytes)
        and any(node in useful for node in effects.numbers(op))
    }
    if not readers:
        return
    files = _Files(calls, effects, operations)
    writers = [op for op in operations if calls.some(op, _writes_text)]
    moves = [pair for op in operations for pair in effects.moves(op)]
    text: set[Node] = set()
    written: list[Operation] = []
    """Calls that have let such numbers out of memory."""
    before = -1
    while len(text) + len(written) > before:
        before = len(text) + len(written)
        for op in writers:
            if any(node in varied or node in text for node in effects.sources(op)):
                text.update(effects.written(op))
        for op in files.leaving:
            if op not in written and any(
                node in varied or node in text for node in effects.sources(op)
            ):
                written.append(op)
        for op in files.returning:
            if any(files.may_follow(op, one) for one in written):
                text.update(files.received(op))
        text.update(target for source, target in moves if source in text)
    for op in operations:
        if op not in readers:
            continue
        is_from_text = calls.some(op, _reads_numbers) and any(
            node in text for node in effects.read(op)
        )
        if is_from_text or (
            op in files.returning and any(files.may_follow(op, one) for one in written)
        ):
            yield op


def _reads_numbers(op: Operation) -> bool:
    """Whether a call of an external function reads numbers from text."""
    return external_use(op) is not None and bool(_READS_NUMBERS.match(called_name(op) or ""))


def _writes_text(op: Operation) -> bool:
    """Whether a call of an external function writes what may be text that is made of what it reads."""
    use = external_use(op)
    if use is None or not Inactivity.of(op):
        return False
    pointers = [index for index, one in enumerate(op.operands) if is_pointer(one.type)]
    return any(map(use.writes, pointers)) and (
        any(map(use.reads, pointers)) or any(has_floats(one.type) for one in op.operands)
    )


@dataclass
class _Calls:
    """What functions do, and those that they call."""

    memory: MemoryAccesses
    known: dict[tuple[str, Predicate], bool] = field(
        default_factory=lambda: dict[tuple[str, Predicate], bool]()
    )

    def some(self, op: Operation, *predicates: Predicate) -> bool:
        """Whether something is true of a call, or of one in the function that it calls."""
        return any(self._some(op, predicate) for predicate in predicates)

    def body(self, op: Operation) -> func.FuncOp | None:
        """The function that is called, if it has a body."""
        return self.memory.callee(op) if isinstance(op, func.CallOp) else None

    def _some(self, op: Operation, predicate: Predicate) -> bool:
        if not isinstance(op, func.CallOp | llvm_extra.CallVariadicOp):
            return False
        if (callee := self.body(op)) is None:
            return predicate(op)
        key = (callee.sym_name.data, predicate)
        if key not in self.known:
            # In a recursion: nothing so far.
            self.known[key] = False
            self.known[key] = any(self._some(one, predicate) for one in walk_regions(callee))
        return self.known[key]


class _Effects:
    """What calls in one function do to memory, as far as text is concerned."""

    def __init__(self, memory: MemoryAccesses, function: func.FuncOp):
        self._memory = memory
        self._points_to = memory.points_to(function)

    def _objects(self, op: Operation, *, written: bool) -> Iterator[MemoryObject]:
        use = external_use(op)
        for index, operand in enumerate(op.operands):
            if not is_pointer(operand.type):
                continue
            if use is None or (use.writes(index) if written else use.reads(index)):
                yield from self._points_to.reachable_from(operand)

    def read(self, op: Operation) -> Iterator[Node]:
        yield from self._objects(op, written=False)
        yield from (one for one in op.operands if self._leads_into_library(one))

    def _leads_into_library(self, value: SSAValue) -> bool:
        """Whether a pointer was put by a library where it comes from: it stands for what is there."""
        return is_pointer(value.type) and not self._points_to.targets_of(value)

    def written(self, op: Operation) -> Iterator[MemoryObject]:
        return self._objects(op, written=True)

    def returned(self, op: Operation) -> Iterator[MemoryObject]:
        """What results point to."""
        for result in op.results:
            yield from self._points_to.targets_of(result)

    def connected(self, op: Operation) -> Iterator[MemoryObject]:
        """What a call makes a stream of."""
        yield from self.returned(op)
        if op.operands:
            yield from self._points_to.reachable_from(op.operands[0])

    def sources(self, op: Operation) -> Iterator[Node]:
        """What goes into the text that a call writes."""
        yield from (operand for operand in op.operands if not is_pointer(operand.type))
        yield from self.read(op)

    def numbers(self, op: Operation) -> Iterator[Node]:
        """Where the numbers get that a call may read from text. Integers may become the bits of floats."""
        yield from (result for result in op.results if not is_pointer(result.type))
        yield from self.written(op)

    def moves(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """Text that moves on its own, as bytes."""
        match op:
            case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp():
                for target in self._points_to.targets_of(op.destination):
                    yield op.source, target
                    for source in self._points_to.targets_of(op.source):
                        yield source, target
            case llvm.LoadOp() if _is_bytes(op.results[0].type) or self._leads_into_library(
                op.results[0]
            ):
                yield op.ptr, op.results[0]
                for source in self._points_to.targets_of(op.ptr):
                    yield source, op.results[0]
            case llvm.GEPOp():
                yield op.ptr, op.result
            case func.CallOp() if _DUPLICATES.match(called_name(op) or ""):
                for target in self._points_to.targets_of(op.results[0]):
                    yield op.arguments[0], target
                    for source in self._points_to.targets_of(op.arguments[0]):
                        yield source, target
            case llvm.StoreOp() if _is_bytes(op.operands[0].type):
                for target in self._points_to.targets_of(op.ptr):
                    yield op.operands[0], target
            case _:
                yield from value_flow(op)


class _Files:
    """The calls in one function by which something leaves its memory, and comes back."""

    def __init__(self, calls: _Calls, effects: _Effects, operations: Sequence[Operation]):
        self._calls = calls
        self._effects = effects
        self._position = {op: number for number, op in enumerate(operations)}
        self._disordered: dict[func.FuncOp, bool] = {}
        self._streams = {
            target
            for op in operations
            if calls.body(op) is None and calls.some(op, connects)
            for target in effects.connected(op)
        }
        self.leaving = [op for op in operations if self._leaves(op)]
        self.returning = {op: None for op in operations if self._returns(op)}

    def _leaves(self, op: Operation) -> bool:
        return self._calls.some(op, leaves) or (
            self._calls.some(op, _writes_text)
            and (self._connects(op) or not self._streams.isdisjoint(self._effects.written(op)))
        )

    def _returns(self, op: Operation) -> bool:
        return self._calls.some(op, returns) or (
            self._calls.some(op, reads_stream, _reads_numbers)
            and (self._connects(op) or not self._streams.isdisjoint(self._effects.read(op)))
        )

    def _connects(self, op: Operation) -> bool:
        """Whether a function with a body has streams of its own."""
        return self._calls.body(op) is not None and self._calls.some(op, connects)

    def received(self, op: Operation) -> Iterator[Node]:
        """Where that gets which comes from the outside, streams included."""
        yield from op.results
        yield from self._effects.written(op)
        yield from self._effects.returned(op)
        yield from self._streams.intersection(self._effects.read(op))

    def may_follow(self, later: Operation, first: Operation) -> bool:
        """Whether one may be done after the other."""
        if _share_loop(first, later):
            return True
        if first is not later:
            return self._position[first] < self._position[later]
        callee = self._calls.body(later)
        return callee is None or self._is_disordered(callee)

    def _is_disordered(self, function: func.FuncOp) -> bool:
        """Whether a function may let something out, and get something from there then."""
        if function not in self._disordered:
            # In a recursion: yes, if it does both.
            self._disordered[function] = True
            calls = [
                op
                for op in walk_regions(function)
                if isinstance(op, func.CallOp | llvm_extra.CallVariadicOp)
            ]
            first = [at for at, op in enumerate(calls) if self._calls.some(op, leaves, connects)]
            later = [at for at, op in enumerate(calls) if self._calls.some(op, returns, connects)]
            self._disordered[function] = any(
                one < other
                or _share_loop(calls[one], calls[other])
                or (one == other and self._is_disordered_call(calls[one]))
                for one in first
                for other in later
            )
        return self._disordered[function]

    def _is_disordered_call(self, op: Operation) -> bool:
        callee = self._calls.body(op)
        return callee is None or self._is_disordered(callee)


def _share_loop(one: Operation, other: Operation) -> bool:
    return not set(_loops_around(one)).isdisjoint(_loops_around(other))


def _loops_around(op: Operation) -> Iterator[Operation]:
    around = op.parent_op()
    while around is not None and not isinstance(around, func.FuncOp):
        if not is_branch(around):
            yield around
        around = around.parent_op()


def _is_bytes(type: Attribute) -> bool:
    return not has_floats(type) and isinstance(type, IntegerType | VectorType)
