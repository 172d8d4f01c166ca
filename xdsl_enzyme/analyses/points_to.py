"""Which memory objects a pointer may point into, and at which offsets.

On structured form, one function at a time, flow-insensitive and inclusion-based (Andersen, *Program analysis and
specialization for the C programming language*, 1994, section 4). What pointers in memory lead to is told apart by where in an
object they lie::

    %p = llvm.alloca %n x f64                       %p -> {alloca: 0}
    %q = llvm.getelementptr %p[%i] … f64            %q -> {alloca: 0 mod 8}
    %r = arith.select %c, %q, %arg                  %r -> {alloca: 0 mod 8, argument: 0}

Memory that an argument points to is one object per argument, and all that can be reached from it through
loaded pointers is one more. Two arguments may overlap all the same: objects say where a pointer comes from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from heapq import heappop, heappush

from xdsl.dialects import func, llvm, memref, ub
from xdsl.dialects.builtin import UnrealizedConversionCastOp
from xdsl.ir import Attribute, BlockArgument, Operation, OpResult, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import declared_writes
from xdsl_enzyme.analyses.congruences import Congruences
from xdsl_enzyme.analyses.function_tables import is_function_or_table
from xdsl_enzyme.analyses.gep_offsets import bounded_offset
from xdsl_enzyme.analyses.layout import scalar_leaves
from xdsl_enzyme.analyses.library_functions import memory_use
from xdsl_enzyme.analyses.memory_objects import (
    ANYWHERE,
    HERE,
    MemoryObject,
    ObjectKind,
    Offset,
    Targets,
)
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.never_returning import returning_operations
from xdsl_enzyme.analyses.pointer_contents import PointerContents, join
from xdsl_enzyme.analyses.stored_before import NOTHING, Places, StoredBefore
from xdsl_enzyme.analyses.types.carriers import leads_nowhere
from xdsl_enzyme.analyses.types.verdicts import UNKNOWN, known_layout
from xdsl_enzyme.analyses.value_flow import (
    hands_on_only,
    terminator,
    value_flow,
)
from xdsl_enzyme.dialects import enzyme, llvm_extra
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE

_ENTRY = frozenset((ObjectKind.ARGUMENT, ObjectKind.GLOBAL))
"""Memory in which a function finds pointers when it is called."""

_FROM_BEFORE = _ENTRY | {ObjectKind.REACHED}
"""Memory that is there when a function is called."""


def _value_name(value: SSAValue) -> str:
    return value.name_hint or "?"


@dataclass(frozen=True)
class GlobalStart:
    """What is known of the pointers in a global when the program starts."""

    addresses: Sequence[tuple[Offset, str, Offset]] = ()
    """Where they lie, the globals that they point into, and at which offsets."""
    is_constant: bool = False


@dataclass
class _Step:
    """An op, and what its effect depends on."""

    op: Operation
    flow: Sequence[tuple[SSAValue, SSAValue]]
    """The pointers that it hands on."""
    inputs: Sequence[SSAValue]
    pointer: SSAValue | None
    """Where it reads pointers from memory, if it does; calls may read any."""
    index: int
    """Its place in the program."""
    waits: bool = True
    """Whether there is something new for it."""
    callee_clock: int = 0
    """How often there had been news of a called function when it was looked at."""

    @staticmethod
    def of(op: Operation, index: int) -> _Step:
        flow = [(source, to) for source, to in value_flow(op) if holds_pointers(to.type)]
        inputs = dict.fromkeys((*op.operands, *(source for source, _ in flow)))
        operand = _READ_FROM.get(_HANDLERS.get(type(op)))
        pointer = None if operand is None else op.operands[operand]
        return _Step(op, flow, list(inputs), pointer, index)


@dataclass
class PointsTo:
    """
    The answer for one function. `targets_of(pointer)` are the objects it may point into. Functions that call each other
    are solved together: `step` until none of them has news.
    """

    function: func.FuncOp
    callee: Callable[[func.CallOp], PointsTo | None]
    """The answer for the function that is called, so far; None if it has no body."""
    start_of: Callable[[str], GlobalStart]
    """What a global holds when the program starts."""
    component: frozenset[func.FuncOp] = frozenset()
    """The functions that it calls, directly or not, and that call it, too."""
    targets: dict[SSAValue, Targets] = field(default_factory=lambda: {})
    contents: dict[MemoryObject, PointerContents] = field(
        default_factory=lambda: defaultdict(PointerContents)
    )
    """What pointers stored in an object may point to."""
    globals: dict[str, MemoryObject] = field(default_factory=lambda: {})
    reached: dict[tuple[MemoryObject, Offset], MemoryObject] = field(default_factory=lambda: {})
    strange: dict[MemoryObject, set[MemoryObject]] = field(default_factory=lambda: defaultdict(set))
    """Per object, those whose unknown pointers may have got into it, by a copy or by a function that is not known."""
    restored: set[MemoryObject] = field(default_factory=lambda: set())
    """Arguments and globals into which pointers may have been stored that were found there when the function was called."""
    _stored_before: StoredBefore | None = None
    _has_looked_for_stores: bool = False
    _steps: list[_Step] = field(default_factory=lambda: [])
    _local: set[MemoryObject] = field(default_factory=lambda: set())
    """Memory that only this function can reach, and what it calls."""
    _congruences: Congruences = field(default_factory=Congruences)
    _copied: dict[tuple[MemoryObject, MemoryObject, Offset], int] = field(
        default_factory=lambda: {}
    )
    """Up to which version the contents of one object have been copied to another, so many bytes further on."""
    _clock: int = 0
    """How often there was news."""
    _users: dict[SSAValue | MemoryObject, dict[int, None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Which steps depend on a value, or on the pointers in an object."""
    _calls: dict[int, func.CallOp] = field(default_factory=lambda: {})
    """Steps that may depend on any memory."""
    _resting_calls: list[int] = field(default_factory=lambda: [])
    """Those that have been looked at since there was news of some memory."""
    _now: list[int] = field(default_factory=lambda: [])
    """The steps for which there is news and that are still to come in this round, as a heap."""
    _later: list[int] = field(default_factory=lambda: [])
    """Those for the next round."""
    _position: int = -1
    """The step that is looked at."""

    def __post_init__(self) -> None:
        for index, argument in enumerate(self.function.body.block.args):
            if holds_pointers(argument.type):
                name = argument.name_hint or f"argument {index}"
                self._point(argument, MemoryObject(ObjectKind.ARGUMENT, name, argument), Offset())
        # A function that is given no pointers may store some in globals.
        operations = [
            op
            for op in returning_operations(self.function)
            if isinstance(op, func.CallOp) or any(map(holds_pointers, _types(op)))
        ]
        self._steps = [_Step.of(op, index) for index, op in enumerate(operations)]
        self._later = list(range(len(operations)))
        self._calls = {
            index: op
            for index, op in enumerate(operations)
            if isinstance(op, func.CallOp) and allocator_of(op) is None
        }
        for one in self._steps:
            for value in one.inputs:
                self._users[value][one.index] = None

    def step(self) -> bool:
        """Look once, in the order of the program, at the ops for which there is something new; whether that was news."""
        before = self._clock
        self._look_at_callees()
        self._now, self._later = sorted(self._later), []
        while self._now:
            self._position = heappop(self._now)
            step = self._steps[self._position]
            step.waits = False
            if step.pointer is not None:
                for holder in self.targets_of(step.pointer):
                    self._users[holder][step.index] = None
            if step.index in self._calls:
                self._resting_calls.append(step.index)
            self._visit(step)
        self._position = len(self._steps)
        return self._clock != before

    def _look_at_callees(self) -> None:
        """Calls are looked at again when there is news of the called function."""
        for index, op in self._calls.items():
            inner = self.callee(op)
            if inner is not None and self._steps[index].callee_clock != inner._clock:
                self._steps[index].callee_clock = inner._clock
                self._wake((index,))

    def _wake(self, steps: Iterable[int]) -> None:
        """There is something new for them."""
        for index in steps:
            step = self._steps[index]
            if not step.waits:
                step.waits = True
                if index > self._position:
                    heappush(self._now, index)
                else:
                    self._later.append(index)

    def finish(self) -> None:
        """There will be no news any more: callers need not look at memory that they can't reach."""
        self._local = {one for one in self.objects() if one.kind is ObjectKind.ALLOCATION}
        known = [one for one in self.objects() if one.kind is not ObjectKind.ALLOCATION]
        returned = [one for value in self.returned for one in self.targets_of(value)]
        visible = dict.fromkeys([*known, *returned, *self.globals.values()], ANYWHERE)
        self._local -= visible.keys() | self.reached_from(visible).keys()

    def is_visible(self, target: MemoryObject) -> bool:
        """Whether callers may reach an object; known once the function is finished."""
        return target not in self._local

    # Questions

    def targets_of(self, pointer: SSAValue) -> Targets:
        """The objects that `pointer` may point into, with offsets. A null pointer has none."""
        return self.targets.get(pointer, {})

    def objects(self) -> Iterator[MemoryObject]:
        """Every object that some pointer of the function may point into, once each."""
        seen: set[MemoryObject] = set()
        contents = (one.everywhere for one in self.contents.values())
        for targets in (*self.targets.values(), *contents):
            for one in targets:
                if one not in seen:
                    seen.add(one)
                    yield one

    def reachable_from(self, pointer: SSAValue) -> Targets:
        """`targets_of(pointer)` and all that pointers stored there lead to, and so on."""
        return {**self.reached_through(pointer), **self.targets_of(pointer)}

    def reached_through(self, pointer: SSAValue) -> Targets:
        """What pointers stored in `targets_of(pointer)` lead to, and so on; at unknown offsets."""
        return self.reached_from(self.targets_of(pointer))

    def reached_from(self, holders: Targets) -> Targets:
        """The same, for given objects."""
        result: Targets = {}
        pending = list(holders)
        while pending:
            for one in self.contents_of(pending.pop()):
                if one not in result:
                    result[one] = ANYWHERE
                    pending.append(one)
        return result

    def contents_of(self, holder: MemoryObject) -> Targets:
        """What pointers stored in `holder` may point to."""
        known = self.contents.get(holder)
        return {} if known is None else known.everywhere

    # Facts

    def _point(self, pointer: SSAValue, target: MemoryObject, offset: Offset) -> None:
        if join(self.targets.setdefault(pointer, {}), target, offset):
            self._clock += 1
            self._wake(self._users.get(pointer, ()))

    def _change_memory(self, holder: MemoryObject) -> None:
        self._clock += 1
        self._wake(self._users.get(holder, ()))
        calls, self._resting_calls = self._resting_calls, []
        self._wake(calls)

    def _hold(
        self, holder: MemoryObject, place: Offset, target: MemoryObject, offset: Offset
    ) -> None:
        """A pointer to `target + offset` may be stored in `holder`, at `place`."""
        if _was_there(target, holder):
            self._restore(holder)
        self._find(holder, place, target, offset)

    def _find(
        self, holder: MemoryObject, place: Offset, target: MemoryObject, offset: Offset
    ) -> None:
        """The same, but it was there before."""
        if self.contents[holder].add(place, target, offset):
            self._change_memory(holder)

    def _restore(self, holder: MemoryObject) -> None:
        if holder not in self.restored:
            self.restored.add(holder)
            self._change_memory(holder)

    def _copy(self, source: Targets, pointer: SSAValue, by: Offset = HERE) -> None:
        for target, offset in list(source.items()):
            self._point(pointer, target, offset.plus(by))

    def _visit(self, step: _Step) -> None:
        op = step.op
        for source, target in step.flow:
            self._copy(self.targets_of(source), target)
        handler = _HANDLERS.get(type(op))
        if handler is not None:
            handler(self, op)
        elif not hands_on_only(op):
            self.visit_unknown(op)

    # Handlers

    def visit_nowhere(self, op: Operation) -> None:
        """A pointer to no memory at all."""

    def visit_allocation(self, op: Operation) -> None:
        result = op.results[0]
        if result not in self.targets:
            name = _value_name(result)
            self._point(result, MemoryObject(ObjectKind.ALLOCATION, name, result), Offset())

    def visit_unknown(self, op: Operation) -> None:
        for result in op.results:
            if UNEXPECTED_CALLEE in op.attributes:
                continue
            if holds_pointers(result.type) and result not in self.targets:
                name = _value_name(result)
                self._point(result, MemoryObject(ObjectKind.UNKNOWN, name, result), ANYWHERE)

    def visit_integer(self, op: llvm.IntToPtrOp) -> None:
        """Rust has the pointer of an empty array point to its alignment, where nothing is."""
        if not leads_nowhere(op):
            self.visit_unknown(op)

    def global_object(self, name: str) -> MemoryObject:
        """The object of a global."""
        known = self.globals.get(name)
        if known is None:
            start = self.start_of(name)
            known = self.globals[name] = MemoryObject(
                ObjectKind.GLOBAL, name, is_constant=start.is_constant
            )
            for place, symbol, distance in start.addresses:
                self._hold(known, place, self.global_object(symbol), distance)
        return known

    def visit_addressof(self, op: llvm.AddressOfOp) -> None:
        """Functions, and tables of functions, are no memory that a program could do anything to."""
        if not is_function_or_table(op, op.global_name):
            target = self.global_object(op.global_name.root_reference.data)
            self._point(op.result, target, Offset())

    def visit_get_global(self, op: memref.GetGlobalOp) -> None:
        self._point(op.memref, self.global_object(op.name_.root_reference.data), Offset())

    def visit_getelementptr(self, op: llvm.GEPOp) -> None:
        self._copy(self.targets_of(op.ptr), op.result, bounded_offset(op, self._congruences))

    def visit_view(self, op: Operation) -> None:
        self._copy(self.targets_of(op.operands[0]), op.results[0], ANYWHERE)

    def visit_member(self, op: Operation) -> None:
        """Into or out of a structure: its pointers are not told apart."""
        if holds_pointers(op.results[0].type):
            for operand in op.operands:
                self._copy(self.targets_of(operand), op.results[0])

    def visit_load(self, op: Operation) -> None:
        result = op.results[0]
        if not holds_pointers(result.type):
            return
        places = _pointer_places(result.type)
        for holder, start in list(self.targets_of(op.operands[0]).items()):
            for place in places:
                where = start.plus(place)
                self._copy(self._found_by(op, holder, where, where), result)

    def _found_by(
        self, op: Operation, holder: MemoryObject, place: Offset, strange: Offset
    ) -> Targets:
        """What pointers may lead to that `op`, a load or a call, finds in memory; `strange` is where it may find any, at least."""
        if self._is_stored_before(op, holder, place):
            found = self.contents[holder].at(place)
            return {one: at for one, at in found.items() if one.parent is not holder}
        self._meet_strangers(holder, strange)
        return self.contents[holder].at(place)

    def _is_stored_before(self, op: Operation, holder: MemoryObject, place: Offset) -> bool:
        """Whether the pointer there is none that the function found when it was called."""
        if holder.kind is not ObjectKind.GLOBAL or holder in self.restored:
            return False
        stores = self._stores()
        offset = None if place.modulus else place.residue
        return stores is not None and stores.holds(op, holder.name, offset)

    def _stores(self) -> StoredBefore | None:
        """What the function has stored before its ops; None while that is being found out, in a function that calls itself."""
        if not self._has_looked_for_stores:
            self._has_looked_for_stores = True
            self._stored_before = StoredBefore(self.function, self._stored_by)
        return self._stored_before

    def _stored_by(self, op: func.CallOp) -> Places:
        """The pointers in globals and behind its arguments that a function has stored when it returns."""
        callee = self.callee(op)
        stores = None if callee is None else callee._stores()
        return NOTHING if stores is None else stores.at_end

    def _meet_strangers(self, holder: MemoryObject, place: Offset) -> None:
        """Memory that came from outside, or has been there, may hold pointers that nobody here stored."""
        for origin in self._strangers(holder):
            if origin is holder:
                reached = self._reached_from(holder, place)
                self._find(holder, reached.place, reached, ANYWHERE)
            else:
                reached = self._reached_from(origin)
                self._find(origin, ANYWHERE, reached, ANYWHERE)
                self._hold(holder, ANYWHERE, reached, ANYWHERE)

    def _strangers(self, holder: MemoryObject) -> set[MemoryObject]:
        known = self.strange.get(holder, set[MemoryObject]())
        is_closed = holder.kind is ObjectKind.ALLOCATION or holder.is_constant
        return known if is_closed else known | {holder}

    def _make_strange(self, holder: MemoryObject, origins: set[MemoryObject]) -> None:
        if not origins <= self.strange[holder]:
            self.strange[holder] |= origins
            self._change_memory(holder)

    def _reached_from(self, holder: MemoryObject, place: Offset = ANYWHERE) -> MemoryObject:
        """
        What the pointers at a place in `holder` lead to. It is told apart by the place for arguments and globals: if one argument is active, so is
        all that it leads to.
        """
        if holder.kind is ObjectKind.REACHED:
            return holder
        if place.modulus or holder.kind not in _ENTRY:
            place = ANYWHERE
        if (holder, place) not in self.reached:
            self.reached[holder, place] = MemoryObject(
                ObjectKind.REACHED,
                f"memory reached from {holder.name}",
                holder.value,
                parent=holder,
                place=place,
                is_apart=holder.is_apart,
            )
        return self.reached[holder, place]

    def visit_store(self, op: Operation) -> None:
        self._put(op.operands[0], op.operands[1])

    def visit_push(self, op: enzyme.PushOp) -> None:
        self._put(op.value, op.cache)

    def _put(self, value: SSAValue, pointer: SSAValue) -> None:
        if holds_pointers(value.type):
            places = _pointer_places(value.type)
            for holder, start in list(self.targets_of(pointer).items()):
                for target, offset in list(self.targets_of(value).items()):
                    for place in places:
                        self._hold(holder, start.plus(place), target, offset)

    def visit_copy_memory(self, op: Operation) -> None:
        destination, source = op.operands[0], op.operands[1]
        layout = known_layout(op)
        if layout is not None and not layout.pointers and UNKNOWN not in op.attributes:
            return
        if layout is not None and layout.pointers:
            for origin in list(self.targets_of(source)):
                self._meet_strangers(origin, ANYWHERE)
        for to, there in list(self.targets_of(destination).items()):
            for origin, here in list(self.targets_of(source).items()):
                self._copy_contents(origin, to, there.plus(here.negated()))

    def _copy_contents(self, origin: MemoryObject, to: MemoryObject, shift: Offset) -> None:
        """What lies in `origin` may lie in `to` as well, so many bytes further on."""
        contents = self.contents[origin]
        # Contents only grow: those of which there is no news have been copied.
        if self._copied.get((origin, to, shift)) != contents.version:
            self._copied[origin, to, shift] = contents.version
            is_anywhere = shift == ANYWHERE
            places = {ANYWHERE: contents.everywhere} if is_anywhere else contents.places
            for place, targets in list(places.items()):
                for target, offset in list(targets.items()):
                    self._hold(to, place.plus(shift), target, offset)
        if to is not origin:
            strangers = self._strangers(origin)
            if to in strangers:
                self._restore(to)
            self._make_strange(to, strangers - {to})

    def visit_unknown_call(self, op: func.CallOp) -> None:
        """In what it is given, a function of which nothing is known may store pointers."""
        self.visit_unknown(op)
        written = declared_writes(op)
        for argument in op.arguments if written is None else written:
            for target in self.reachable_from(argument):
                self._make_strange(target, {target})

    def visit_call(self, op: func.CallOp) -> None:
        allocator = allocator_of(op)
        if allocator is not None:
            if allocator.allocates:
                self.visit_allocation(op)
                if allocator.frees is not None:
                    # What was there before is seen through the new pointer, too.
                    self._copy(self.targets_of(op.arguments[allocator.frees]), op.results[0])
            return
        inner = self.callee(op)
        if inner is None:
            self._visit_external(op)
            return
        # What changes on the way is seen in the next round.
        seen = cache(partial(self.seen_through_call, op, inner))
        for holder, origins in list(inner.strange.items()):
            if inner.is_visible(holder):
                self._see_strangers(seen, holder, origins)
        for holder in list(inner.restored):
            for here in list(seen(holder)):
                self._restore(here)
        for holder, contents in list(inner.contents.items()):
            if not inner.is_visible(holder):
                continue
            is_known = holder.kind in _FROM_BEFORE and holder not in inner.restored
            for place, targets in list(contents.places.items()):
                image: Targets = {}
                for target, offset in list(targets.items()):
                    if is_known and _was_there(target, holder):
                        continue
                    for there, distance in seen(target).items():
                        join(image, there, offset.plus(distance))
                for here, shift in list(seen(holder).items()):
                    for there, distance in image.items():
                        self._hold(here, place.plus(shift), there, distance)
        for result, returned in zip(op.results, inner.returned, strict=True):
            if holds_pointers(result.type):
                for target, offset in list(inner.targets_of(returned).items()):
                    self._copy(seen(target), result, offset)

    def _visit_external(self, op: func.CallOp) -> None:
        use = memory_use(op.callee.root_reference.data)
        if use is None:
            self.visit_unknown_call(op)
            return
        if not use.returned:
            self._visit_library_memory(op)
        pointers = [one for one in op.arguments if holds_pointers(one.type)]
        for index, argument in enumerate(op.arguments):
            if not holds_pointers(argument.type):
                continue
            if index in use.returned and op.results:
                self._copy(self.targets_of(argument), op.results[0], ANYWHERE)
            if use.links(index):
                for holder in list(self.targets_of(argument)):
                    self._hold(holder, ANYWHERE, self._reached_from(holder), ANYWHERE)
                    for target in [t for one in pointers for t in self.targets_of(one)]:
                        self._hold(holder, ANYWHERE, target, ANYWHERE)

    def _visit_library_memory(self, op: func.CallOp) -> None:
        """What a known function returns a pointer to without having been given one."""
        for result in op.results:
            if holds_pointers(result.type) and result not in self.targets:
                name = _value_name(result)
                memory = MemoryObject(ObjectKind.UNKNOWN, name, result, is_apart=True)
                self._point(result, memory, ANYWHERE)

    def _see_strangers(
        self,
        seen: Callable[[MemoryObject], Targets],
        holder: MemoryObject,
        origins: set[MemoryObject],
    ) -> None:
        for here in list(seen(holder)):
            for origin in list(origins):
                if origin is holder:
                    self._make_strange(here, {here})
                    continue
                for there in list(seen(origin)):
                    self._copy_contents(there, here, ANYWHERE)

    def seen_through_call(self, op: func.CallOp, inner: PointsTo, target: MemoryObject) -> Targets:
        """The objects of this function that an object of a callee may be, for one call."""
        if target.is_apart:
            return {target: ANYWHERE}
        match target.kind:
            case ObjectKind.ALLOCATION:
                return {target: Offset()}
            case ObjectKind.GLOBAL:
                return {self.global_object(target.name): Offset()}
            case ObjectKind.ARGUMENT:
                return self.targets_of(op.arguments[inner.position_of(target)])
            case ObjectKind.REACHED if target.parent is not None and not isinstance(
                target.value, OpResult
            ):
                holders = self.seen_through_call(op, inner, target.parent)
                result: Targets = {}
                for holder, shift in list(holders.items()):
                    place = target.place.plus(shift)
                    # Where functions call each other with moved pointers, there is always another place.
                    is_endless = shift != HERE and inner.function in self.component
                    first = self._found_by(op, holder, place, ANYWHERE if is_endless else place)
                    if target in inner.contents_of(target):
                        self._meet_all_strangers(first)
                    result |= dict.fromkeys(first, ANYWHERE) | self.reached_from(first)
                return result
            case ObjectKind.REACHED | ObjectKind.UNKNOWN:
                reached: Targets = {target: ANYWHERE}
                for argument in op.arguments:
                    if holds_pointers(argument.type):
                        reached |= self.reachable_from(argument)
                return dict.fromkeys(reached, ANYWHERE)

    def _meet_all_strangers(self, holders: Targets) -> None:
        """A callee has gone on from memory that it reached: so have the strangers here, as far as pointers lead."""
        seen: set[MemoryObject] = set()
        pending = list(holders)
        while pending:
            holder = pending.pop()
            if holder not in seen:
                seen.add(holder)
                self._meet_strangers(holder, ANYWHERE)
                pending += self.contents_of(holder)

    def position_of(self, target: MemoryObject) -> int:
        """The position of the argument that an object belongs to, or is reached from."""
        assert isinstance(target.value, BlockArgument)
        return target.value.index

    @property
    def returned(self) -> Sequence[SSAValue]:
        return terminator(self.function.body.block).operands


def _was_there(target: MemoryObject, holder: MemoryObject) -> bool:
    """Whether the pointers to some memory that are found in other memory need not have been stored by the function."""
    is_around = holder.kind is ObjectKind.REACHED and target is holder
    return is_around or target.parent is holder


def _types(op: Operation) -> Iterator[Attribute]:
    for value in (*op.operands, *op.results):
        yield value.type
    for region in op.regions:
        for block in region.blocks:
            yield from (argument.type for argument in block.args)


def _pointer_places(type: Attribute) -> Sequence[Offset]:
    """Where the pointers lie in a value in memory; those of memrefs and caches may be anywhere."""
    if not isinstance(type, llvm.LLVMPointerType | llvm.LLVMStructType | llvm.LLVMArrayType):
        return (ANYWHERE,)
    return [Offset(start) for start, leaf in scalar_leaves(type) if holds_pointers(leaf)]


_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    llvm.AllocaOp: PointsTo.visit_allocation,
    memref.AllocaOp: PointsTo.visit_allocation,
    memref.AllocOp: PointsTo.visit_allocation,
    llvm.AddressOfOp: PointsTo.visit_addressof,
    memref.GetGlobalOp: PointsTo.visit_get_global,
    llvm.GEPOp: PointsTo.visit_getelementptr,
    llvm.BitcastOp: PointsTo.visit_view,
    memref.SubviewOp: PointsTo.visit_view,
    memref.CastOp: PointsTo.visit_view,
    memref.ReinterpretCastOp: PointsTo.visit_view,
    memref.CollapseShapeOp: PointsTo.visit_view,
    memref.ExpandShapeOp: PointsTo.visit_view,
    memref.ViewOp: PointsTo.visit_view,
    memref.MemorySpaceCastOp: PointsTo.visit_view,
    memref.AssumeAlignmentOp: PointsTo.visit_view,
    memref.ExtractStridedMetaDataOp: PointsTo.visit_view,
    UnrealizedConversionCastOp: PointsTo.visit_view,
    llvm.ZeroOp: PointsTo.visit_nowhere,
    llvm.UndefOp: PointsTo.visit_nowhere,
    ub.PoisonOp: PointsTo.visit_nowhere,
    llvm.IntToPtrOp: PointsTo.visit_integer,
    llvm.ExtractValueOp: PointsTo.visit_member,
    llvm.InsertValueOp: PointsTo.visit_member,
    llvm.LoadOp: PointsTo.visit_load,
    memref.LoadOp: PointsTo.visit_load,
    llvm.StoreOp: PointsTo.visit_store,
    memref.StoreOp: PointsTo.visit_store,
    enzyme.InitOp: PointsTo.visit_allocation,
    enzyme.PushOp: PointsTo.visit_push,
    enzyme.PopOp: PointsTo.visit_load,
    llvm_extra.MemcpyOp: PointsTo.visit_copy_memory,
    llvm_extra.MemmoveOp: PointsTo.visit_copy_memory,
    func.CallOp: PointsTo.visit_call,
}


_READ_FROM: dict[Callable[..., None] | None, int] = {
    PointsTo.visit_load: 0,
    PointsTo.visit_copy_memory: 1,
}
"""By handler, the operand that points to memory in which pointers are looked for."""


def register_allocation(op_class: type[Operation]) -> None:
    """Declare that the first result of ops of `op_class` refers to new memory."""
    _HANDLERS[op_class] = PointsTo.visit_allocation
