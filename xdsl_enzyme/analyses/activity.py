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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xdsl.dialects import func, llvm, memref
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.accesses import Access
from xdsl_enzyme.analyses.call_effects import external_use
from xdsl_enzyme.analyses.derivative_flow import DerivativeFlow, Node, describe
from xdsl_enzyme.analyses.float_types import has_floats, members
from xdsl_enzyme.analyses.inactivity import INACTIVE, Inactivity
from xdsl_enzyme.analyses.lost_derivatives import LostDerivatives
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, MemoryObject, ObjectKind
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.never_returning import lost_operations, returning_operations
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.symbols import lookup

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
    may find active values in global variables, and leave some there. With `runtime_activity`, memory that the caller gives without a
    shadow is its own, and takes no part.
    """

    def __init__(
        self,
        memory: MemoryAccesses,
        function: func.FuncOp,
        arguments: Sequence[Activity],
        results: Sequence[Activity],
        *,
        called: bool = False,
        runtime_activity: bool = False,
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
        self._operations = list(returning_operations(function))
        self._lost = lost_operations(function)
        self._flow = DerivativeFlow(memory, function, self._operations)
        self._constants = set(self._inactive_globals())
        shared: dict[Node, None] = dict.fromkeys(self._shared_objects(called, results))
        if called and memory.hand_out:
            shared[function] = None
        self.varied.update(shared)
        self.useful.update(shared)
        self._forward(arguments)
        self._backward(arguments, results)
        self.active_objects = self._active_objects() - self._untouched(arguments)
        self.freed_objects = self._freed_objects()
        lost = LostDerivatives(
            memory,
            function,
            self._operations,
            self.varied,
            self.useful,
            self.active_objects,
            called,
        )
        lost.refuse_floats_as_pointers()
        lost.refuse_numbers_read_back()
        lost.refuse_missing_shadows(arguments, runtime_activity=runtime_activity)

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
        touched = self._flow.effects.get(op)
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
        if op in self._flow.effects:
            self._flow.effects[new] = self._flow.effects[op]
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
            may_be_active = target not in self._constants
            if is_variable and may_be_active and name not in self.memory.integer_globals:
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
        self._spread(self.varied, self._flow.outflow)

    def _spread(
        self, known: dict[Node, Node | None], following: Mapping[Node, Sequence[Node]]
    ) -> None:
        """What follows from something that is known is known, too."""
        pending = list(known)
        for source in pending:
            for target in following.get(source, ()):
                if target not in known and target not in self._constants:
                    known[target] = source
                    pending.append(target)

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
        self._spread(self.useful, self._flow.inflow)

    # Memory objects

    def _active_objects(self) -> set[MemoryObject]:
        """
        Objects that have a shadow: those through which a derivative flows, those that hold pointers to such,
        and those that share a pointer with such, here or in a function that finds pointers to both in the same memory.
        """
        called = {
            target
            for op, (reads, writes) in self._flow.effects.items()
            if isinstance(op, func.CallOp) and self.memory.callee(op) is not None
            for target in (*reads, *writes)
        }
        # Who frees what is found beside active memory frees a shadow, too.
        called |= {
            access.object
            for access in self.accesses
            if access.frees
            and isinstance(access.op, func.CallOp)
            and self.memory.callee(access.op) is not None
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

    def _untouched(self, arguments: Sequence[Activity]) -> set[MemoryObject]:
        """
        What constant arguments of a function lead to that is called within the program, and that does nothing there, neither itself nor by what it
        calls, but store the pointer beside others, such as that to a callback beside one to its data. What others do through pointers that they
        find there is among what the caller knows, who has found no derivative in this memory. Such a pointer is its own shadow.
        """
        if not self._called:
            return set()
        constant = {
            target
            for argument, activity in zip(self.function.body.block.args, arguments, strict=True)
            if not activity.is_active
            for target in self.points_to.targets_of(argument)
        }
        touched = (access.object for access in self.accesses if not self._stores_pointer_to(access))
        return constant.difference(touched)

    def _stores_pointer_to(self, access: Access) -> bool:
        """Whether all that an op does is to store a pointer where others may find it, and so what they may do through it."""
        op = access.op
        return (
            isinstance(op, llvm.StoreOp)
            and holds_pointers(op.value.type)
            and access.object not in self.points_to.targets_of(op.ptr)
        )

    def _freed_objects(self) -> set[MemoryObject]:
        """Memrefs that the function frees itself."""
        return {
            target
            for op in self._operations
            if isinstance(op, memref.DeallocOp)
            for target in self.points_to.targets_of(op.operands[0])
        }


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
