"""Activity analysis: through which values and memory objects does a derivative flow?

On structured form, for one function with given activities of its arguments and results. A value is *varied* if it
depends on an active input and *useful* if an active output depends on it, through SSA values, memory objects and
calls; it is *active* if it is both (Hascoët and Pascual, *The Tapenade automatic differentiation tool*, 2013, section 4)::

    %0 = arith.mulf %x, %x      active: depends on argument x, reaches result 0
    %1 = arith.cmpf olt, %x …   inactive: an i1 has no derivative
    %2 = math.exp %n            inactive: depends on no active input

Memory is seen object by object, without regard to order: one active float makes its whole object active, which
then needs a shadow. Each verdict keeps its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects import bufferization, func, llvm, memref, vector
from xdsl.dialects.builtin import IndexType, IntegerType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Attribute, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import external_use
from xdsl_enzyme.analyses.float_bits import looks_at_float_bits
from xdsl_enzyme.analyses.float_types import has_floats, members
from xdsl_enzyme.analyses.inactivity import INACTIVE, Inactivity
from xdsl_enzyme.analyses.initialised_globals import initialised_globals, keeps_pointers
from xdsl_enzyme.analyses.memory_accesses import NO_ACCESS, MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, MemoryObject, ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.never_returning import lost_operations, returning_operations
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import hands_on_only, terminator, value_flow
from xdsl_enzyme.dialects import enzyme, llvm_extra
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError, source_location

Node = SSAValue | MemoryObject
"""What a derivative flows through."""


VARIABLES = (llvm.GlobalOp, memref.GlobalOp)
"""Ops that define global variables."""


@dataclass(frozen=True)
class Verdict:
    """Whether something is active, and why (not)."""

    active: bool
    reason: str


class ActivityAnalysis:
    """
    The activities in `function`. `arguments` has one activity per argument (a duplicated pointer or memref points
    to active memory), `results` one per result. A function that is `called` within the program that is differentiated
    may find active values in global variables, and leave some there.
    """

    def __init__(
        self,
        memory: MemoryAccesses,
        function: func.FuncOp,
        arguments: Sequence[Activity],
        results: Sequence[Activity],
        *,
        called: bool = False,
    ):
        self.memory = memory
        self.function = function
        self.points_to = memory.points_to(function)
        self.accesses = memory.accesses(function)
        self.varied: dict[Node, Node | None] = {}
        """What is varied, and what made it so (None: an active input)."""
        self.useful: dict[Node, Node | None] = {}
        self._results: dict[Node, str] = {}
        self._called = called
        self._initialised: set[str] | None = None
        self._operations = list(returning_operations(function))
        self._lost = lost_operations(function)
        self._effects = self._call_effects()
        self._constants = set(self._inactive_globals())
        shared: dict[Node, None] = dict.fromkeys(self._shared_objects(called, results))
        self.varied.update(shared)
        self.useful.update(shared)
        self._forward(arguments)
        self._backward(arguments, results)
        self.active_objects = self._active_objects()
        self.freed_objects = self._freed_objects()
        self._refuse_lost_derivatives(arguments)

    # Questions

    def is_active(self, value: SSAValue) -> bool:
        """Whether a derivative flows through `value` (of a float type; for pointers see `is_shadowed`)."""
        return (
            value in self.varied
            and value in self.useful
            and (has_floats(value.type) or not members(value.type))
        )

    def is_shadowed(self, pointer: SSAValue) -> bool:
        """
        Whether `pointer` may point to memory that has a shadow. One that is computed for nothing has none: it may also point to
        memory without, as far as `_active_objects` cares.
        """
        return (
            holds_pointers(pointer.type)
            and any(target in self.active_objects for target in self.points_to.targets_of(pointer))
            and not (is_only_compared(pointer) and _is_computed(pointer))
        )

    def takes_part(self, value: SSAValue) -> bool:
        """Active or shadowed."""
        return self.is_shadowed(value) or (not is_pointer(value.type) and self.is_active(value))

    def concerns(self, op: Operation) -> bool:
        """Whether a derivative flows through an op without regions, by its values or by the memory that it uses."""
        if op in self._lost:
            return False
        touched = self._effects.get(op)
        if Inactivity.of(op):
            if touched is None or external_use(op) is None:
                return False
            overwrites = not self.active_objects.isdisjoint(touched[1])
            return overwrites or any(map(self.is_shadowed, op.results))
        if touched and not self.active_objects.isdisjoint(touched[0] | touched[1]):
            return True
        if op.results and not any(holds_pointers(operand.type) for operand in op.operands):
            return any(map(self.takes_part, op.results))
        return any(map(self.takes_part, (*op.operands, *op.results)))

    def replace(self, op: Operation, new: Operation) -> None:
        """`new` has taken the place of `op`; its first results are those of `op`."""
        if op in self._effects:
            self._effects[new] = self._effects[op]
        for old, result in zip(op.results, new.results, strict=False):
            for known in (self.varied, self.useful):
                if old in known:
                    known[result] = known[old]
            if old in self.points_to.targets:
                self.points_to.targets[result] = self.points_to.targets[old]

    def verdict(self, value: SSAValue) -> Verdict:
        """Whether `value` takes part in the derivative, and why."""
        if holds_pointers(value.type):
            return self._pointer_verdict(value)
        if value not in self.varied:
            if not has_floats(value.type):
                return Verdict(False, f"values of type {value.type} have no derivative")
            return Verdict(False, "depends on no active input")
        if value not in self.useful:
            return Verdict(False, "no active output depends on it")
        origin = describe(self._origin(value, self.varied))
        goal = self._origin(value, self.useful)
        reached = self._results.get(goal) or describe(goal)
        return Verdict(True, f"depends on {origin}, and {reached} depends on it")

    def _pointer_verdict(self, pointer: SSAValue) -> Verdict:
        targets = self.points_to.targets_of(pointer)
        for target in targets:
            if target in self.active_objects:
                return Verdict(True, f"points to active memory: {target.name}")
        if not targets:
            return Verdict(False, "points to no memory")
        names = ", ".join(sorted(target.name for target in targets))
        return Verdict(False, f"no derivative flows through the memory it points to: {names}")

    @staticmethod
    def _origin(node: Node, because: dict[Node, Node | None]) -> Node:
        """The end of the chain of reasons that starts at `node`."""
        current = node
        while (following := because[current]) is not None:
            current = following
        return current

    def _shared_objects(self, called: bool, results: Sequence[Activity]) -> Iterator[MemoryObject]:
        """Memory in which others may have left active floats, or look for them."""
        returned = terminator(self.function.body.block).operands
        for value, activity in zip(returned, results, strict=True):
            if activity.is_active and holds_pointers(value.type):
                yield from self.points_to.reachable_from(value)
        if called:
            mutable = self._mutable_globals()
            yield from mutable
            for target in self.points_to.reached_from(dict.fromkeys(mutable, ANYWHERE)):
                if target.kind is ObjectKind.ALLOCATION:
                    yield target
            for access in self.accesses:
                parent = access.object.parent
                if parent in mutable and (access.type is None or has_floats(access.type)):
                    yield access.object
        for access in self.accesses:
            is_float = access.type is not None and has_floats(access.type)
            if is_float and _may_be_other_memory(access.object):
                yield access.object

    def _inactive_globals(self) -> Iterator[MemoryObject]:
        """Globals that are marked: what is in them is constant for the derivative."""
        for name, target in self.points_to.globals.items():
            definition = lookup(self.memory.module, name)
            if definition is not None and INACTIVE in definition.attributes:
                yield target

    def _mutable_globals(self) -> list[MemoryObject]:
        found: list[MemoryObject] = []
        for name, target in self.points_to.globals.items():
            definition = lookup(self.memory.module, name)
            is_variable = isinstance(definition, VARIABLES) and definition.constant is None
            if is_variable and target not in self._constants:
                found.append(target)
        return found

    # Forward: what is varied

    def _forward(self, arguments: Sequence[Activity]) -> None:
        for argument, activity in zip(self.function.body.block.args, arguments, strict=True):
            if not activity.is_active:
                continue
            for target in self.points_to.reachable_from(argument):
                self.varied[target] = None
            if not is_pointer(argument.type):
                self.varied[argument] = None
        self._until_stable(self.varied, self._operations, self._varied_by)

    def _until_stable(
        self,
        known: dict[Node, Node | None],
        operations: Iterable[Operation],
        step: Callable[[Operation], Iterator[tuple[Node, Node]]],
    ) -> None:
        operations = list(operations)
        changed = True
        while changed:
            changed = False
            for op in operations:
                for source, target in step(op):
                    if source in known and target not in known and target not in self._constants:
                        known[target] = source
                        changed = True

    def _varied_by(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """The (source, target) pairs along which `op` makes things varied."""
        return self._flow(op)

    def _useful_by(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """The same pairs, the other way round."""
        return ((target, source) for source, target in self._flow(op))

    def _flow(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """How derivatives flow through one op: pairs of what flows in and what comes out."""
        for source, target in value_flow(op):
            if _may_carry(target.type):
                yield source, target
        handler = _FLOWS.get(type(op))
        if handler is not None:
            yield from handler(self, op)
        elif not op.regions and not Inactivity.of(op) and not hands_on_only(op):
            yield from self._compute(op)

    def _compute(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """From all operands to all results; what we know nothing about may also use the memory that it is given."""
        memory: list[Node] = []
        if type(op) not in NO_ACCESS:
            for operand in op.operands:
                memory.extend(self.points_to.targets_of(operand))
        sources = [operand for operand in op.operands if not is_pointer(operand.type)]
        targets = [result for result in op.results if _may_carry(result.type)]
        for source in (*sources, *memory):
            for target in (*targets, *memory):
                yield source, target

    def visit_load(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        result = op.results[0]
        if self._carries_derivative(op, result.type):
            for target in self.points_to.targets_of(op.operands[0]):
                yield target, result

    def visit_member(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        """Into or out of an aggregate: its members that are integers are not the bits of floats."""
        result = op.results[0]
        for operand in op.operands:
            if has_floats(operand.type) and has_floats(result.type):
                yield operand, result

    def visit_store(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        return self._put(op.operands[0], op.operands[1])

    def visit_push(self, op: enzyme.PushOp) -> Iterator[tuple[Node, Node]]:
        return self._put(op.value, op.cache)

    def _put(self, value: SSAValue, pointer: SSAValue) -> Iterator[tuple[Node, Node]]:
        if not is_pointer(value.type):
            for target in self.points_to.targets_of(pointer):
                yield value, target

    def visit_masked_load(self, op: vector.MaskedLoadOp) -> Iterator[tuple[Node, Node]]:
        yield from self.visit_load(op)
        yield op.pass_thru, op.result

    def visit_masked_store(self, op: vector.MaskedStoreOp) -> Iterator[tuple[Node, Node]]:
        for target in self.points_to.targets_of(op.base):
            yield op.value_to_store, target

    def visit_copy(self, op: Operation) -> Iterator[tuple[Node, Node]]:
        destination, source = op.operands[0], op.operands[1]
        if isinstance(op, memref.CopyOp):
            destination, source = source, destination
        for origin in self.points_to.targets_of(source):
            for target in self.points_to.targets_of(destination):
                yield origin, target

    def visit_to_tensor(self, op: bufferization.ToTensorOp) -> Iterator[tuple[Node, Node]]:
        for target in self.points_to.targets_of(op.memref):
            yield target, op.tensor

    def visit_materialize(
        self, op: bufferization.MaterializeInDestinationOp
    ) -> Iterator[tuple[Node, Node]]:
        for target in self.points_to.targets_of(op.dest):
            yield op.source, target
        if op.result is not None:
            yield op.source, op.result

    def visit_linalg(self, op: linalg.GenericOp) -> Iterator[tuple[Node, Node]]:
        """Elements of memrefs; `value_flow` knows about those of tensors."""
        block = op.body.block
        for operand, argument in zip(op.operands, block.args, strict=True):
            for target in self.points_to.targets_of(operand):
                yield target, argument
        for value, output in zip(terminator(block).operands, op.outputs, strict=True):
            for target in self.points_to.targets_of(output):
                yield value, target

    def visit_pointer_call(self, op: llvm_extra.CallPointerOp) -> Iterator[tuple[Node, Node]]:
        """A call that must not happen with active values hands none on."""
        return iter(()) if UNEXPECTED_CALLEE in op.attributes else self._compute(op)

    def visit_call(self, op: func.CallOp) -> Iterator[tuple[Node, Node]]:
        if Inactivity.of(op):
            return
        reads, writes = self._effects[op]
        sources: list[Node] = [
            *(value for value in op.arguments if not is_pointer(value.type)),
            *reads,
        ]
        targets: list[Node] = [
            *(value for value in op.results if self._returns_derivative(op, value)),
            *writes,
        ]
        for source in sources:
            for target in targets:
                yield source, target

    def _returns_derivative(self, op: func.CallOp, result: SSAValue) -> bool:
        if not isinstance(result.type, IntegerType):
            is_record = holds_pointers(result.type) and not has_floats(result.type)
            if not is_record or is_pointer(result.type):
                return _may_carry(result.type)
        callee = self.memory.callee(op)
        return callee is not None and looks_at_float_bits(self.memory, callee)

    def _call_effects(self) -> dict[Operation, tuple[set[MemoryObject], set[MemoryObject]]]:
        """Per call, the objects whose floats it may read and may write."""
        effects: dict[Operation, tuple[set[MemoryObject], set[MemoryObject]]] = {}
        for op in self._operations:
            if isinstance(op, (func.CallOp, llvm_extra.CallVariadicOp)):
                effects[op] = (set(), set())
        for access in self.accesses:
            if access.op in effects and (access.type is None or has_floats(access.type)):
                reads, writes = effects[access.op]
                if access.reads:
                    reads.add(access.object)
                if access.writes:
                    writes.add(access.object)
        return effects

    @staticmethod
    def _carries_derivative(op: Operation, type: Attribute) -> bool:
        """Whether a load of this type may read float data."""
        if has_floats(type):
            return True
        return UNDECIDED in op.attributes

    # Backward: what is useful

    def _backward(self, arguments: Sequence[Activity], results: Sequence[Activity]) -> None:
        block = self.function.body.block
        returned = terminator(block).operands
        for position, (value, activity) in enumerate(zip(returned, results, strict=True)):
            self._results[value] = f"result {position}"
            if activity.is_active and not is_pointer(value.type):
                self.useful[value] = None
        for argument, activity in zip(block.args, arguments, strict=True):
            if activity.is_active:
                for target in self.points_to.reachable_from(argument):
                    self.useful.setdefault(target, None)
        self._until_stable(self.useful, reversed(self._operations), self._useful_by)

    # Memory objects

    def _active_objects(self) -> set[MemoryObject]:
        """
        Objects that have a shadow: those through which a derivative flows, those that hold pointers to such,
        and those that share a pointer with such, here or in a function that finds pointers to both in the same memory.
        """
        called = {
            target
            for op, (reads, writes) in self._effects.items()
            if isinstance(op, func.CallOp) and self.memory.callee(op) is not None
            for target in (*reads, *writes)
        }
        active = {
            node for node in self.varied if isinstance(node, MemoryObject) and node in self.useful
        }
        changed = True
        while changed:
            before = len(active)
            for holder in self.points_to.contents:
                contents = self.points_to.contents_of(holder)
                if not active.isdisjoint(contents):
                    active.add(holder)
                    active.update(called.intersection(contents))
            for pointer, targets in self.points_to.targets.items():
                if len(targets) < 2 or is_only_compared(pointer):
                    continue
                if not active.isdisjoint(targets):
                    active.update(targets)
            changed = len(active) > before
        return active

    def _freed_objects(self) -> set[MemoryObject]:
        """Memrefs that the function frees itself."""
        return {
            target
            for op in self._operations
            if isinstance(op, memref.DeallocOp)
            for target in self.points_to.targets_of(op.operands[0])
        }

    def _refuse_lost_derivatives(self, arguments: Sequence[Activity]) -> None:
        """Active memory must be able to have a shadow."""
        duplicated = {
            argument
            for argument, activity in zip(self.function.body.block.args, arguments, strict=True)
            if activity.is_active
        }

        def importance(target: MemoryObject) -> tuple[bool, str]:
            """First what floats go through, then what only holds pointers to such."""
            return (target not in self.varied or target not in self.useful, target.name)

        concerned = self.active_objects | self._behind_active_globals()
        for target in sorted(concerned, key=importance):
            if target.kind in _OWN_SHADOW or target.value in duplicated:
                continue
            if is_behind_global(target) and self._knows_globals(target):
                continue
            why, hint = _no_shadow(target)
            raise DifferentiationError(
                f"active values go through {describe(target)} of '{self.function.sym_name.data}', "
                "which has no shadow",
                where=self._access_of(target),
                why=why,
                hint=hint,
            )

    def _knows_globals(self, target: MemoryObject) -> bool:
        """Whether it is known where the global that leads to some memory leads when the derivative begins."""
        if self._called or target.parent is None:
            return True
        if self._initialised is None:
            self._initialised = initialised_globals(self.function, self.accesses)
        variable = lookup(self.memory.module, target.parent.name)
        return target.parent.name in self._initialised or (
            isinstance(variable, llvm.GlobalOp) and keeps_pointers(variable)
        )

    def _behind_active_globals(self) -> set[MemoryObject]:
        """Memory that active globals may have led to before, in which floats are used."""
        return {
            access.object
            for access in self.accesses
            if access.object.parent in self.active_objects
            and is_behind_global(access.object)
            and (access.type is None or has_floats(access.type))
        }

    def _access_of(self, target: MemoryObject) -> Operation:
        accesses = [access.op for access in self.accesses if access.object is target]
        writes = [
            access.op for access in self.accesses if access.object is target and access.writes
        ]
        return next(iter(writes or accesses), self.function)


def _is_computed(value: SSAValue) -> bool:
    """Whether an op without regions has `value` as a result: the results and parameters of regions belong together."""
    return isinstance(value.owner, Operation) and not value.owner.regions


def is_only_compared(pointer: SSAValue) -> bool:
    """Whether nobody looks at what is behind a pointer: such is that of a function that is called."""
    return all(
        isinstance(use.operation, llvm_extra.PointerCompareOp)
        or (isinstance(use.operation, llvm_extra.CallPointerOp) and use.index == 0)
        for use in pointer.uses
    )


def _may_carry(type: Attribute) -> bool:
    """Whether values of this type, floats or their bits, may carry a derivative."""
    return not is_pointer(type) and not isinstance(type, IndexType)


def _may_be_other_memory(target: MemoryObject) -> bool:
    """Whether memory of unknown origin may be memory that we know under another name."""
    if target.parent is not None and target.parent.kind is ObjectKind.ALLOCATION:
        return True
    if target.kind is not ObjectKind.UNKNOWN or target.value is None:
        return False
    origin = target.value.owner
    is_told_nothing = isinstance(origin, func.CallOp) and not any(
        holds_pointers(argument.type) for argument in origin.arguments
    )
    return not is_told_nothing


_OWN_SHADOW = frozenset((ObjectKind.ALLOCATION, ObjectKind.GLOBAL))
"""Memory whose shadow we make ourselves."""

_NO_SHADOW: dict[ObjectKind, tuple[str, str]] = {
    ObjectKind.ARGUMENT: (
        "the argument is marked constant, but it carries values that the result depends on",
        "pass it as Duplicated, with a zeroed array as its shadow",
    ),
    ObjectKind.REACHED: (
        "it is reached through an argument that is marked constant",
        "pass that argument as Duplicated, with a shadow of the same shape",
    ),
    ObjectKind.UNKNOWN: (
        "nothing is known about where the pointer comes from",
        "pass the memory as an argument of its own",
    ),
}
"""Per kind of memory: why it has no shadow, and what to do about it."""

_BEHIND: dict[ObjectKind, tuple[str, str]] = {
    ObjectKind.GLOBAL: (
        "a global pointer leads to it, which may have been set outside of the derivative",
        "set the global at the begin of the function, or pass the memory as an argument of its own",
    ),
    ObjectKind.ALLOCATION: (
        "a function that is not known may have put the pointer where it is read from",
        "give that function a body, or pass the memory as an argument of its own",
    ),
}
"""The same for memory that a pointer in other memory of this kind leads to."""


def _no_shadow(target: MemoryObject) -> tuple[str, str]:
    behind = _BEHIND.get(target.parent.kind) if target.parent is not None else None
    return behind or _NO_SHADOW[target.kind]


def is_behind_global(target: MemoryObject) -> bool:
    return target.parent is not None and target.parent.kind is ObjectKind.GLOBAL


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
    name = f"%{node.name_hint}" if node.name_hint else "a value"
    if isinstance(node, BlockArgument):
        return f"argument {node.name_hint or node.index}"
    assert isinstance(node.owner, Operation)
    position = source_location(node.owner)
    return f"{name} ({node.owner.name}{', ' + position if position else ''})"


_FLOWS: dict[type[Operation], Callable[..., Iterator[tuple[Node, Node]]]] = {
    llvm.LoadOp: ActivityAnalysis.visit_load,
    memref.LoadOp: ActivityAnalysis.visit_load,
    llvm.StoreOp: ActivityAnalysis.visit_store,
    llvm.ExtractValueOp: ActivityAnalysis.visit_member,
    llvm.InsertValueOp: ActivityAnalysis.visit_member,
    memref.StoreOp: ActivityAnalysis.visit_store,
    memref.AtomicRMWOp: ActivityAnalysis.visit_store,
    enzyme.PushOp: ActivityAnalysis.visit_push,
    enzyme.PopOp: ActivityAnalysis.visit_load,
    llvm_extra.MemcpyOp: ActivityAnalysis.visit_copy,
    llvm_extra.MemmoveOp: ActivityAnalysis.visit_copy,
    memref.CopyOp: ActivityAnalysis.visit_copy,
    bufferization.ToTensorOp: ActivityAnalysis.visit_to_tensor,
    bufferization.MaterializeInDestinationOp: ActivityAnalysis.visit_materialize,
    linalg.GenericOp: ActivityAnalysis.visit_linalg,
    vector.LoadOp: ActivityAnalysis.visit_load,
    vector.MaskedLoadOp: ActivityAnalysis.visit_masked_load,
    vector.StoreOp: ActivityAnalysis.visit_store,
    vector.MaskedStoreOp: ActivityAnalysis.visit_masked_store,
    func.CallOp: ActivityAnalysis.visit_call,
    llvm_extra.CallPointerOp: ActivityAnalysis.visit_pointer_call,
}
