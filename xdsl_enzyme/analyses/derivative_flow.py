"""How derivatives flow through ops: from which values and memory objects to which.

On structured form, for one function. What flows in and what comes out is collected once, as two graphs (forwards and backwards) in which activity
analysis looks for what is connected::

    %0 = arith.mulf %x, %y          %x -> %0, %y -> %0
    llvm.store %0, %p               %0 -> what %p points to
    %r = func.call @g(%p)           call -> %r, call -> what @g writes; what @g reads -> call

Where all of many sources flow to all of many targets, the op itself stands between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from xdsl.dialects import bufferization, func, llvm, memref, vector
from xdsl.dialects.builtin import IndexType, IntegerType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Attribute, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import called_name
from xdsl_enzyme.analyses.float_bits import looks_at_float_bits
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.memory_accesses import NO_ACCESS, MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import MemoryObject, ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.outside import is_unknown
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import hands_on_only, terminator, value_flow
from xdsl_enzyme.dialects import enzyme, llvm_extra
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE
from xdsl_enzyme.errors import source_location

Node = SSAValue | MemoryObject | Operation
"""What a derivative flows through; an op where it flows from several values or objects to several."""

Flow = Iterator[tuple[Node, Node]]
"""Pairs of what flows in and what comes out."""


class DerivativeFlow:
    """The flow through the given operations of a function."""

    def __init__(
        self, memory: MemoryAccesses, function: func.FuncOp, operations: Sequence[Operation]
    ):
        self._memory = memory
        self._function = function
        self._operations = operations
        self.points_to = memory.points_to(function)
        self.effects = self._call_effects()
        self.outflow: dict[Node, list[Node]] = defaultdict(list)
        """Where derivatives flow from a node."""
        self.inflow: dict[Node, list[Node]] = defaultdict(list)
        """And where to it from."""
        for op in operations:
            self._connect(self._through(op))
        if memory.hand_out:
            self._connect(self._elsewhere())

    def _connect(self, flow: Flow) -> None:
        for source, target in flow:
            self.outflow[source].append(target)
            self.inflow[target].append(source)

    def _elsewhere(self) -> Flow:
        """
        What functions that nobody knows are given may come back from any of them, and out of memory that they have. The function itself stands
        for all that.
        """
        there = self._function
        for op in self._operations:
            if op not in self.effects or not (
                is_unknown(op) or called_name(op) in self._memory.hand_out
            ):
                continue
            reads, writes = self.effects[op]
            yield from ((one, there) for one in (*op.operands, *reads) if _is_data(one))
            yield from ((there, one) for one in (*op.results, *writes) if _is_data(one))
        for target in self.points_to.objects():
            if _is_of_unknown_function(target):
                yield from ((target, there), (there, target))

    def _through(self, op: Operation) -> Flow:
        for source, target in value_flow(op):
            if _may_carry(target.type):
                yield source, target
        handler = _FLOWS.get(type(op))
        if handler is not None:
            yield from handler(self, op)
        elif not op.regions and not Inactivity.of(op) and not hands_on_only(op):
            yield from self._compute(op)

    def _compute(self, op: Operation) -> Flow:
        """From all operands to all results; what we know nothing about may also use the memory that it is given."""
        memory: list[Node] = []
        if type(op) not in NO_ACCESS:
            for operand in op.operands:
                memory.extend(self.points_to.targets_of(operand))
        sources = [operand for operand in op.operands if not is_pointer(operand.type)]
        targets = [result for result in op.results if _may_carry(result.type)]
        return _from_all_to_all(op, [*sources, *memory], [*targets, *memory])

    def visit_load(self, op: Operation) -> Flow:
        result = op.results[0]
        if _carries_derivative(op, result.type):
            for target in self.points_to.targets_of(op.operands[0]):
                yield target, result

    def visit_member(self, op: Operation) -> Flow:
        """Into or out of an aggregate: its members that are integers are not the bits of floats, unless that can't be decided."""
        result = op.results[0]
        for operand in op.operands:
            is_undecided = UNDECIDED in op.attributes
            if is_undecided or (has_floats(operand.type) and has_floats(result.type)):
                yield operand, result

    def visit_inttoptr(self, op: llvm.IntToPtrOp) -> Flow:
        if UNDECIDED in op.attributes:
            yield op.operands[0], op.results[0]

    def visit_store(self, op: Operation) -> Flow:
        return self._put(op.operands[0], op.operands[1])

    def visit_push(self, op: enzyme.PushOp) -> Flow:
        return self._put(op.value, op.cache)

    def _put(self, value: SSAValue, pointer: SSAValue) -> Flow:
        if not is_pointer(value.type):
            for target in self.points_to.targets_of(pointer):
                yield value, target

    def visit_masked_load(self, op: vector.MaskedLoadOp) -> Flow:
        yield from self.visit_load(op)
        yield op.pass_thru, op.result

    def visit_masked_store(self, op: vector.MaskedStoreOp) -> Flow:
        for target in self.points_to.targets_of(op.base):
            yield op.value_to_store, target

    def visit_copy(self, op: Operation) -> Flow:
        destination, source = op.operands[0], op.operands[1]
        if isinstance(op, memref.CopyOp):
            destination, source = source, destination
        for origin in self.points_to.targets_of(source):
            for target in self.points_to.targets_of(destination):
                yield origin, target

    def visit_to_tensor(self, op: bufferization.ToTensorOp) -> Flow:
        for target in self.points_to.targets_of(op.memref):
            yield target, op.tensor

    def visit_materialize(self, op: bufferization.MaterializeInDestinationOp) -> Flow:
        for target in self.points_to.targets_of(op.dest):
            yield op.source, target
        if op.result is not None:
            yield op.source, op.result

    def visit_linalg(self, op: linalg.GenericOp) -> Flow:
        """Elements of memrefs; `value_flow` knows about those of tensors."""
        block = op.body.block
        for operand, argument in zip(op.operands, block.args, strict=True):
            for target in self.points_to.targets_of(operand):
                yield target, argument
        for value, output in zip(terminator(block).operands, op.outputs, strict=True):
            for target in self.points_to.targets_of(output):
                yield value, target

    def visit_pointer_call(self, op: llvm_extra.CallPointerOp) -> Flow:
        """A call that must not happen with active values hands none on."""
        return iter(()) if UNEXPECTED_CALLEE in op.attributes else self._compute(op)

    def visit_call(self, op: func.CallOp) -> Flow:
        if Inactivity.of(op):
            return
        reads, writes = self.effects[op]
        sources: list[Node] = [
            *(value for value in op.arguments if not is_pointer(value.type)),
            *reads,
        ]
        targets: list[Node] = [
            *(value for value in op.results if self._returns_derivative(op, value)),
            *writes,
        ]
        yield from _from_all_to_all(op, sources, targets)

    def _returns_derivative(self, op: func.CallOp, result: SSAValue) -> bool:
        if holds_pointers(result.type) and UNDECIDED in op.attributes:
            return True
        callee = self._memory.callee(op)
        if is_pointer(result.type):
            return False
        is_record = holds_pointers(result.type) and not has_floats(result.type)
        if not isinstance(result.type, IntegerType) and not is_record:
            return _may_carry(result.type)
        return callee is not None and looks_at_float_bits(self._memory, callee)

    def _call_effects(self) -> dict[Operation, tuple[set[MemoryObject], set[MemoryObject]]]:
        """Per call, the objects whose floats it may read and may write."""
        effects: dict[Operation, tuple[set[MemoryObject], set[MemoryObject]]] = {}
        for op in self._operations:
            if isinstance(op, (func.CallOp, llvm_extra.CallVariadicOp)):
                effects[op] = (set(), set())
        for access in self._memory.accesses(self._function):
            if access.op in effects and (access.type is None or has_floats(access.type)):
                reads, writes = effects[access.op]
                if access.reads:
                    reads.add(access.object)
                if access.writes:
                    writes.add(access.object)
        return effects


def _is_data(node: SSAValue | MemoryObject) -> bool:
    return isinstance(node, MemoryObject) or has_floats(node.type)


def _is_of_unknown_function(target: MemoryObject) -> bool:
    """Whether such a function has returned a pointer to some memory, or to what leads there."""
    root = target
    while root.parent is not None:
        root = root.parent
    origin = root.value.owner if root.value is not None else None
    return root.kind is ObjectKind.UNKNOWN and isinstance(origin, Operation) and is_unknown(origin)


def _from_all_to_all(op: Operation, sources: Sequence[Node], targets: Sequence[Node]) -> Flow:
    """Each source to each target, by way of the op where that is shorter."""
    if len(sources) > 1 and len(targets) > 1:
        yield from ((source, op) for source in sources)
        sources = (op,)
    for source in sources:
        yield from ((source, target) for target in targets)


def _carries_derivative(op: Operation, type: Attribute) -> bool:
    """Whether a load of this type may read float data."""
    if has_floats(type):
        return True
    return UNDECIDED in op.attributes


def _may_carry(type: Attribute) -> bool:
    """Whether values of this type, floats or their bits, may carry a derivative."""
    return not is_pointer(type) and not isinstance(type, IndexType)


_FLOWS: dict[type[Operation], Callable[..., Flow]] = {
    llvm.LoadOp: DerivativeFlow.visit_load,
    memref.LoadOp: DerivativeFlow.visit_load,
    llvm.StoreOp: DerivativeFlow.visit_store,
    llvm.IntToPtrOp: DerivativeFlow.visit_inttoptr,
    llvm.ExtractValueOp: DerivativeFlow.visit_member,
    llvm.InsertValueOp: DerivativeFlow.visit_member,
    memref.StoreOp: DerivativeFlow.visit_store,
    memref.AtomicRMWOp: DerivativeFlow.visit_store,
    enzyme.PushOp: DerivativeFlow.visit_push,
    enzyme.PopOp: DerivativeFlow.visit_load,
    llvm_extra.MemcpyOp: DerivativeFlow.visit_copy,
    llvm_extra.MemmoveOp: DerivativeFlow.visit_copy,
    memref.CopyOp: DerivativeFlow.visit_copy,
    bufferization.ToTensorOp: DerivativeFlow.visit_to_tensor,
    bufferization.MaterializeInDestinationOp: DerivativeFlow.visit_materialize,
    linalg.GenericOp: DerivativeFlow.visit_linalg,
    vector.LoadOp: DerivativeFlow.visit_load,
    vector.MaskedLoadOp: DerivativeFlow.visit_masked_load,
    vector.StoreOp: DerivativeFlow.visit_store,
    vector.MaskedStoreOp: DerivativeFlow.visit_masked_store,
    func.CallOp: DerivativeFlow.visit_call,
    llvm_extra.CallPointerOp: DerivativeFlow.visit_pointer_call,
}


def describe(node: Node) -> str:
    """What a node is, for people: by name and source line."""
    if isinstance(node, MemoryObject):
        kind = {
            ObjectKind.ARGUMENT: "argument",
            ObjectKind.ALLOCATION: "local memory",
            ObjectKind.GLOBAL: "global",
            ObjectKind.REACHED: "",
            ObjectKind.UNKNOWN: "memory of unknown origin",
        }[node.kind]
        return f"{kind} {node.name}".strip()
    if isinstance(node, Operation):
        return "functions that are not known"
    name = f"%{node.name_hint}" if node.name_hint else "a value"
    if isinstance(node, BlockArgument):
        return f"argument {node.name_hint or node.index}"
    assert isinstance(node.owner, Operation)
    position = source_location(node.owner)
    return f"{name} ({node.owner.name}{', ' + position if position else ''})"
