"""Numbers that functions of a library write, as text or bytes, and read back: no derivative can go this way.

::

    func.call @snprintf(%buffer, …, %x)         the text in %buffer depends on %x
    %y = func.call @atof(%buffer)               found, if a derivative of %y is wanted

What is printed and not read as a number again, and what is read and was not printed, are constants for the derivative. Memory is
seen object by object, without regard to order, as in activity analysis.
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
from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra

Node = SSAValue | MemoryObject
Known = Collection[object]
Predicate = Callable[[Operation], bool]


_READS_NUMBERS = re.compile(
    r"(__isoc\d+_)?v?[sf]?w?scanf$|strto(d|f|ld)$|atof$|_ZNSirsE|_ZNSi10_M_extract|_(ZN|R).*4core3num7dec2flt|_FortranAioInput"
)


def numbers_read_back(
    memory: MemoryAccesses,
    function: func.FuncOp,
    operations: Sequence[Operation],
    varied: Known,
    useful: Known,
) -> Iterator[Operation]:
    """
    The calls among `operations` that read useful numbers from text into which varied ones were written. A function with a body that does
    either does so with all that it is given.
    """
    calls = _Calls(memory)
    effects = _Effects(memory, function)
    readers = [
        op
        for op in operations
        if calls.some(op, _reads_numbers) and any(node in useful for node in effects.numbers(op))
    ]
    if not readers:
        return
    writers = [op for op in operations if calls.some(op, _writes_text)]
    text: set[Node] = set()
    before = -1
    while len(text) > before:
        before = len(text)
        for op in writers:
            sources = effects.sources(op)
            if any(node in varied or node in text for node in sources):
                text.update(effects.written(op))
        for op in operations:
            text.update(target for source, target in effects.moves(op) if source in text)
    for op in readers:
        if any(node in text for node in effects.read(op)):
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

    def some(self, op: Operation, predicate: Predicate) -> bool:
        """Whether something is true of a call, or of one in the function that it calls."""
        if not isinstance(op, func.CallOp | llvm_extra.CallVariadicOp):
            return False
        callee = self.memory.callee(op) if isinstance(op, func.CallOp) else None
        if callee is None:
            return predicate(op)
        key = (callee.sym_name.data, predicate)
        if key not in self.known:
            # In a recursion: nothing so far.
            self.known[key] = False
            self.known[key] = any(self.some(one, predicate) for one in walk_regions(callee))
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

    def read(self, op: Operation) -> Iterator[MemoryObject]:
        return self._objects(op, written=False)

    def written(self, op: Operation) -> Iterator[MemoryObject]:
        return self._objects(op, written=True)

    def sources(self, op: Operation) -> Iterator[Node]:
        """What goes into the text that a call writes."""
        yield from (operand for operand in op.operands if not is_pointer(operand.type))
        yield from self.read(op)

    def numbers(self, op: Operation) -> Iterator[Node]:
        """Where the floats get that a call may read from text."""
        yield from (result for result in op.results if has_floats(result.type))
        yield from self.written(op)

    def moves(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """Text that moves on its own, as bytes."""
        match op:
            case llvm_extra.MemcpyOp() | llvm_extra.MemmoveOp():
                for source in self._points_to.targets_of(op.source):
                    for target in self._points_to.targets_of(op.destination):
                        yield source, target
            case llvm.LoadOp() if _is_bytes(op.results[0].type):
                for source in self._points_to.targets_of(op.ptr):
                    yield source, op.results[0]
            case llvm.StoreOp() if _is_bytes(op.operands[0].type):
                for target in self._points_to.targets_of(op.ptr):
                    yield op.operands[0], target
            case _:
                yield from value_flow(op)


def _is_bytes(type: Attribute) -> bool:
    return not has_floats(type) and isinstance(type, IntegerType | VectorType)
