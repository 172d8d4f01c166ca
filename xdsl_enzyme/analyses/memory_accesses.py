"""What a function does to each memory object: which bytes it reads and writes, and as what type.

On structured form, with the accesses of called functions seen as the caller's own::

    %v = llvm.load %q : !llvm.ptr -> f64        (%q -> argument x, offset 0 mod 8)
    -->  Access(object=x, offset=0 mod 8, type=f64, reads)

It answers through which memory a derivative may flow, and what a call does to the memory of its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache, cached_property, partial

from xdsl.dialects import bufferization, func, llvm, memref, scf, vector
from xdsl.dialects.builtin import (
    AnyFloat,
    MemRefType,
    ModuleOp,
    SymbolRefAttr,
    UnrealizedConversionCastOp,
    i8,
)
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.accesses import Access, AccessCollection, Kind
from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import declared_writes, external_use
from xdsl_enzyme.analyses.function_tables import is_function_or_table
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.initialisers import addresses_in, has_initialiser
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.integer_globals import integer_globals
from xdsl_enzyme.analyses.layout import scalar_leaves, size_of
from xdsl_enzyme.analyses.library_functions import MemoryUse
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, MemoryObject, ObjectKind, Offset
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.never_returning import returning_operations
from xdsl_enzyme.analyses.opaque_ops import refuse_opaque, refuse_variadic
from xdsl_enzyme.analyses.outside import functions_that_hand_out
from xdsl_enzyme.analyses.points_to import GlobalStart, PointsTo
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED, known_layout
from xdsl_enzyme.analyses.value_flow import hands_on_only, walk_regions
from xdsl_enzyme.dialects import enzyme, llvm_extra
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.graphs import strong_components


class MemoryAccesses:
    """
    The analyses of memory of all functions of a module, made when they are asked for.
    """

    def __init__(self, module: ModuleOp):
        self.module = module
        self._points_to: dict[str, PointsTo] = {}
        self._collected: dict[str, _Collector] = {}
        self._accesses: dict[str, list[Access]] = {}

    @cached_property
    def hand_out(self) -> frozenset[str]:
        """The functions that call such that nobody knows, if these are given numbers of the program."""
        return functions_that_hand_out(self.module)

    @cached_property
    def integer_globals(self) -> frozenset[str]:
        """The variables that hold no floats."""
        return integer_globals(self.module)

    def points_to(self, function: func.FuncOp) -> PointsTo:
        name = function.sym_name.data
        if name not in self._points_to:
            for component in self._unsolved(function, self._points_to):
                together = frozenset(component)
                solutions = [
                    PointsTo(one, self._callee_points_to, self._start_of, together)
                    for one in component
                ]
                for solution in solutions:
                    self._points_to[solution.function.sym_name.data] = solution
                # A sum, not `any`: every function has its turn in every round.
                while sum(solution.step() for solution in solutions):
                    pass
                for solution in solutions:
                    solution.finish()
        return self._points_to[name]

    def _start_of(self, name: str) -> GlobalStart:
        variable = lookup(self.module, name)
        if not isinstance(variable, llvm.GlobalOp):
            return GlobalStart()
        return GlobalStart(
            [
                (one.at, one.symbol, one.distance)
                for one in addresses_in(variable)
                if not is_function_or_table(variable, SymbolRefAttr(one.symbol))
            ],
            variable.constant is not None and has_initialiser(variable),
        )

    def _callee_points_to(self, op: func.CallOp) -> PointsTo | None:
        callee = self.callee(op)
        return None if callee is None else self._points_to[callee.sym_name.data]

    def _unsolved(
        self, function: func.FuncOp, solved: Container[str]
    ) -> Iterator[list[func.FuncOp]]:
        """
        `function` and those that it calls, directly or not, as far as they are not solved: callees first, and those that call each
        other together.
        """
        calls: dict[str, dict[str, None]] = {}
        found: dict[str, func.FuncOp] = {}
        pending = [function]
        while pending:
            one = pending.pop()
            name = one.sym_name.data
            if name in found or name in solved:
                continue
            found[name] = one
            callees = calls[name] = dict[str, None]()
            refuse_variadic(one)
            for op in walk_regions(one):
                refuse_opaque(op)
                if isinstance(op, func.CallOp) and (callee := self.callee(op)) is not None:
                    pending.append(callee)
                    callees[callee.sym_name.data] = None
        position = {name: position for position, name in enumerate(found)}
        for component in list(strong_components(calls)):
            if unsolved := sorted(found.keys() & component, key=position.__getitem__):
                yield [found[name] for name in unsolved]

    def accesses(self, function: func.FuncOp) -> list[Access]:
        """All accesses of the function's objects, by itself and by what it calls."""
        name = function.sym_name.data
        if name not in self._accesses:
            self._accesses[name] = list(self._collect(function).found)
        return self._accesses[name]

    def _collect(self, function: func.FuncOp) -> _Collector:
        """The accesses of functions that call each other: each sees what is known of the others so far, until that is all."""
        name = function.sym_name.data
        if name not in self._collected:
            for component in self._unsolved(function, self._collected):
                collectors = [_Collector(self, one) for one in component]
                for collector in collectors:
                    self._collected[collector.function.sym_name.data] = collector
                for collector in collectors:
                    collector.collect()
                # A sum, not `any`: every function has its turn in every round.
                while sum(collector.look_at_callees() for collector in collectors):
                    pass
                for collector in collectors:
                    collector.found.finish()
        return self._collected[name]

    def collected_of_callee(self, callee: func.FuncOp) -> _Collector:
        """What is known so far of a function that is called."""
        return self._collected[callee.sym_name.data]

    def callee(self, op: func.CallOp) -> func.FuncOp | None:
        """The called function if it has a body."""
        found = lookup(self.module, op.callee)
        return found if isinstance(found, func.FuncOp) and found.body.blocks else None

    def forget(self, function: func.FuncOp) -> None:
        """Drop what is known of a function that has been rewritten."""
        self._points_to.pop(function.sym_name.data, None)
        self._collected.pop(function.sym_name.data, None)
        self._accesses.pop(function.sym_name.data, None)


class _Call:
    """A call of a function that has a body, and how much of what that one does has been seen through it."""

    def __init__(self, op: func.CallOp, callee: _Collector, caller: PointsTo):
        self.op = op
        self.callee = callee
        self.seen = cache(partial(caller.seen_through_call, op, callee.points_to))
        self._position = 0

    def news(self) -> Sequence[tuple[Kind, Offset]]:
        """What the callee does that was not known the last time."""
        known = self.callee.found.seen_by_callers
        if len(known) == self._position:
            return ()
        position, self._position = self._position, len(known)
        return known[position:]


class _Collector:
    """Collects the accesses of one function."""

    def __init__(self, memory: MemoryAccesses, function: func.FuncOp):
        self.memory = memory
        self.function = function
        self.points_to = memory.points_to(function)
        self.found = AccessCollection()
        self._calls: list[_Call] = []

    def collect(self) -> None:
        """What the function's ops do themselves."""
        for op in returning_operations(self.function):
            handler = _HANDLERS.get(type(op))
            if handler is not None:
                handler(self, op)
            elif not op.regions and type(op) not in NO_ACCESS and not hands_on_only(op):
                self.unknown(op)

    def look_at_callees(self) -> bool:
        """What is done by the functions that they call. Whether there was something new."""
        has_news = False
        for call in self._calls:
            visible = call.callee.points_to.is_visible
            for kind, offset in call.news():
                has_news = True
                # Memory that only the callee can reach is its own affair.
                if visible(kind.object):
                    for target, distance in call.seen(kind.object).items():
                        self.found.add(kind._replace(object=target), offset.plus(distance), call.op)
        return has_news

    def _found(
        self,
        target: MemoryObject,
        offset: Offset,
        type: Attribute | None,
        size: int,
        op: Operation,
        *,
        reads: bool = False,
        writes: bool = False,
        frees: bool = False,
    ) -> None:
        self.found.add(Kind(target, type, size, reads, writes, frees), offset, op)

    def _add(
        self,
        pointer: SSAValue,
        type: Attribute | None,
        size: int,
        op: Operation,
        *,
        reads: bool = False,
        writes: bool = False,
    ) -> None:
        for target, offset in self.points_to.targets_of(pointer).items():
            self._found(target, offset, type, size, op, reads=reads, writes=writes)

    def _typed(
        self, pointer: SSAValue, type: Attribute, op: Operation, *, reads: bool, writes: bool
    ) -> None:
        if UNDECIDED in op.attributes:
            self._add(pointer, None, size_of(type), op, reads=reads, writes=writes)
            return
        for part_offset, scalar in scalar_leaves(type):
            for target, offset in self.points_to.targets_of(pointer).items():
                where = offset.plus(Offset(part_offset))
                size = size_of(scalar)
                self._found(target, where, scalar, size, op, reads=reads, writes=writes)

    # Handlers

    def load(self, op: Operation) -> None:
        self._typed(op.operands[0], op.results[0].type, op, reads=True, writes=False)

    def store(self, op: Operation) -> None:
        value, pointer = op.operands[:2]
        self._typed(pointer, value.type, op, reads=False, writes=True)
        if holds_pointers(value.type) and not self._stays_here(pointer):
            self.give_away(op, value)

    def _stays_here(self, pointer: SSAValue) -> bool:
        """Whether what is stored through `pointer` is only ever seen by this function."""
        targets = self.points_to.targets_of(pointer)
        return all(target.kind is ObjectKind.ALLOCATION for target in targets)

    def give_away(self, op: Operation, pointer: SSAValue) -> None:
        """Anything may happen to the memory that somebody else has a pointer to."""
        for target in self.points_to.reachable_from(pointer):
            self._found(target, ANYWHERE, None, 0, op, reads=True, writes=True)

    def copy(self, op: llvm_extra.MemcpyOp) -> None:
        size = constant_integer(op.length) or 0
        for pointer, reads in ((op.source, True), (op.destination, False)):
            self._add(pointer, None, size, op, reads=reads, writes=not reads)
            self._members(pointer, op, reads=reads)

    def _members(self, pointer: SSAValue, op: Operation, *, reads: bool) -> None:
        """The floats and pointers that a copy is known to be of; of words that may be either, the floats."""
        if (layout := known_layout(op)) is None:
            return
        variants = layout.variants
        for start, type in layout.leaves:
            if start in variants and not isinstance(type, AnyFloat):
                continue
            where = Offset.of(start, layout.period)
            for target, offset in self.points_to.targets_of(pointer).items():
                place, size = offset.plus(where), size_of(type)
                self._found(target, place, type, size, op, reads=reads, writes=not reads)

    def memset(self, op: llvm_extra.MemsetOp) -> None:
        self._add(op.destination, None, constant_integer(op.length) or 0, op, writes=True)

    def memref_copy(self, op: memref.CopyOp) -> None:
        for value, writes in ((op.source, False), (op.destination, True)):
            assert isa(value.type, MemRefType)
            self._typed(value, value.type.element_type, op, reads=not writes, writes=writes)

    def masked_store(self, op: vector.MaskedStoreOp) -> None:
        self._typed(op.base, op.value_to_store.type, op, reads=False, writes=True)

    def atomic_update(self, op: memref.AtomicRMWOp) -> None:
        self._typed(op.memref, op.value.type, op, reads=True, writes=True)

    def atomic_integer(self, op: llvm_extra.AtomicRMWOp | llvm_extra.CompareExchangeOp) -> None:
        self._typed(op.pointer, op.operands[1].type, op, reads=True, writes=True)

    def to_tensor(self, op: bufferization.ToTensorOp) -> None:
        self._elements(op.memref, op, reads=True)

    def materialize(self, op: bufferization.MaterializeInDestinationOp) -> None:
        self._elements(op.dest, op, writes=True)

    def linalg(self, op: linalg.GenericOp) -> None:
        for value in op.inputs:
            self._elements(value, op, reads=True)
        for value in op.outputs:
            self._elements(value, op, reads=True, writes=True)

    def _elements(
        self, value: SSAValue, op: Operation, *, reads: bool = False, writes: bool = False
    ) -> None:
        """All elements, if `value` is a memref."""
        if isa(value.type, MemRefType):
            self._typed(value, value.type.element_type, op, reads=reads, writes=writes)

    def push(self, op: enzyme.PushOp) -> None:
        self._cached(op.cache, op.value.type, op, writes=True)

    def pop(self, op: enzyme.PopOp) -> None:
        self._cached(op.cache, op.value.type, op, reads=True)

    def _cached(
        self,
        cache: SSAValue,
        type: Attribute,
        op: Operation,
        *,
        reads: bool = False,
        writes: bool = False,
    ) -> None:
        """A cache holds values, not bytes: what is in it is seen as a whole."""
        for target in self.points_to.targets_of(cache):
            self._found(target, ANYWHERE, type, 0, op, reads=reads, writes=writes)

    def call(self, op: func.CallOp) -> None:
        if (allocator := allocator_of(op)) is not None:
            if allocator.frees is not None:
                for target in self.points_to.targets_of(op.arguments[allocator.frees]):
                    self._found(target, ANYWHERE, i8, 0, op, frees=True)
            return
        callee = self.memory.callee(op)
        if callee is None:
            self._external_call(op)
            return
        self._calls.append(_Call(op, self.memory.collected_of_callee(callee), self.points_to))

    def _external_call(self, op: func.CallOp) -> None:
        if (use := external_use(op)) is not None:
            self._library_call(op, use)
            return
        # A function of which nothing is known follows the pointers that it finds where its arguments point to.
        written = declared_writes(op)
        for argument in op.arguments:
            if holds_pointers(argument.type):
                writes = written is None or argument in written
                self._add(argument, None, 0, op, reads=True, writes=writes)
                for target in self.points_to.reached_through(argument):
                    self._found(target, ANYWHERE, None, 0, op, reads=True, writes=written is None)

    def variadic_call(self, op: llvm_extra.CallVariadicOp) -> None:
        if (use := external_use(op)) is not None:
            self._library_call(op, use)
        else:
            self.unknown(op)

    def _library_call(self, op: func.CallOp | llvm_extra.CallVariadicOp, use: MemoryUse) -> None:
        """What an inactive function reads is read as no floats."""
        is_inactive = Inactivity.of(op)
        for index, argument in enumerate(op.arguments):
            reads = use.reads(index) and not is_inactive
            writes = use.overwrites_data(index)
            if not holds_pointers(argument.type) or not (reads or writes):
                continue
            if (type := use.floats.get(index)) is None:
                self._add(argument, None, 0, op, reads=reads, writes=writes)
                continue
            size = size_of(type)
            for target, offset in self.points_to.targets_of(argument).items():
                where = offset.plus(Offset.of(0, size))
                self._found(target, where, type, size, op, reads=reads, writes=writes)

    def unknown(self, op: Operation) -> None:
        """An op that isn't understood may read and write what it is given pointers to."""
        if UNEXPECTED_CALLEE in op.attributes:
            return
        for operand in op.operands:
            if holds_pointers(operand.type):
                self.give_away(op, operand)


_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    llvm.LoadOp: _Collector.load,
    llvm.StoreOp: _Collector.store,
    memref.LoadOp: _Collector.load,
    memref.StoreOp: _Collector.store,
    memref.CopyOp: _Collector.memref_copy,
    bufferization.ToTensorOp: _Collector.to_tensor,
    bufferization.MaterializeInDestinationOp: _Collector.materialize,
    linalg.GenericOp: _Collector.linalg,
    memref.AtomicRMWOp: _Collector.atomic_update,
    llvm_extra.AtomicRMWOp: _Collector.atomic_integer,
    llvm_extra.CompareExchangeOp: _Collector.atomic_integer,
    llvm_extra.MemcpyOp: _Collector.copy,
    llvm_extra.MemmoveOp: _Collector.copy,
    llvm_extra.MemsetOp: _Collector.memset,
    vector.LoadOp: _Collector.load,
    vector.MaskedLoadOp: _Collector.load,
    vector.StoreOp: _Collector.store,
    vector.MaskedStoreOp: _Collector.masked_store,
    enzyme.PushOp: _Collector.push,
    enzyme.PopOp: _Collector.pop,
    func.CallOp: _Collector.call,
    llvm_extra.CallVariadicOp: _Collector.variadic_call,
}

NO_ACCESS: frozenset[type[Operation]] = frozenset(
    {
        llvm.GEPOp,
        llvm.BitcastOp,
        llvm.ExtractValueOp,
        llvm.InsertValueOp,
        llvm.PtrToIntOp,
        llvm_extra.PointerCompareOp,
        memref.SubviewOp,
        memref.CastOp,
        memref.ReinterpretCastOp,
        memref.CollapseShapeOp,
        memref.ExpandShapeOp,
        memref.ViewOp,
        memref.MemorySpaceCastOp,
        memref.AssumeAlignmentOp,
        memref.ExtractStridedMetaDataOp,
        memref.ExtractAlignedPointerAsIndexOp,
        UnrealizedConversionCastOp,
        memref.DeallocOp,
        memref.DimOp,
        memref.RankOp,
        func.ReturnOp,
        scf.YieldOp,
        scf.ConditionOp,
    }
)
"""Ops that take pointers and do nothing to the memory behind them."""
