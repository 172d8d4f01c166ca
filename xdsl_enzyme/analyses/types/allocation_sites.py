"""Which memory pointers may lead to, by the places of the program that allocate it: what is known of some says nothing about other memory.

On structured form, for functions that call each other, flow-insensitive and inclusion-based (Andersen, *Program analysis and specialization
for the C programming language*, 1994, section 4). Allocations, variables, globals, and what the first function is given are told apart::

    %a = func.call @malloc(…)                           %a -> {1st malloc}
    %b = func.call @malloc(…); llvm.store %b, %t        %b -> {2nd malloc}
    %c = llvm.load %t; %d = arith.select %i, %a, %c     %d -> {1st malloc, 2nd malloc}

Storages unite all that meets in one variable; this tells its memory apart again. A virtual function gets those objects only whose table
it is in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from xdsl.dialects import arith, func, llvm, scf
from xdsl.dialects.builtin import AnyFloat, IndexType, IntegerType, MemRefType, TensorType, f64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import captures, declared_writes, external_use
from xdsl_enzyme.analyses.congruences import Congruences
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.gep_offsets import bounded_offset, gep_offset
from xdsl_enzyme.analyses.initialisers import addresses_in
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.library_functions import MemoryUse
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, HERE, Offset
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.types.carriers import CONSTANTS
from xdsl_enzyme.analyses.types.pointer_inclusions import ALL, Memory, Node, PointerInclusions
from xdsl_enzyme.analyses.value_flow import hands_on_only, terminator, value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.llvm_extra import UNEXPECTED_CALLEE
from xdsl_enzyme.dialects.symbols import lookup

Sites = int
"""A set of places that allocate: one bit for each."""

ANY_SITE: Sites = -1


def union(sets: Iterable[Sites]) -> Sites:
    """All sites of some sets."""
    found: Sites = 0
    for one in sets:
        found |= one
    return found


class AllocationSites:
    """The answers for some functions, of which the first calls the others."""

    def __init__(self, functions: Sequence[func.FuncOp]):
        self._functions = {function.sym_name.data: function for function in functions}
        self._values: dict[SSAValue, Node] = {}
        self._symbols: dict[str, Memory] = {}
        self._pointers = PointerInclusions()
        self._congruences = Congruences()
        self._masks: dict[SSAValue, Sites] = {}
        self._constant: set[Memory] = set()
        """Globals in which nobody stores anything, such as tables of virtual functions."""
        self._tables: dict[tuple[Memory, Offset], Node] = {}
        self._dispatched: dict[Operation, SSAValue] = {}
        """Calls of virtual functions, and the objects that they are called with."""
        self._received: set[Operation] = set()
        """Those that are called with some."""
        self._pointers.watch(self._pointers.outside, self._call_from_outside)
        for argument in functions[0].body.block.args if functions else ():
            if is_pointer(argument.type):
                given = self._pointers.new(argument)
                self._pointers.add(self._value(argument), given, HERE)
                self._pointers.add(self._pointers.outside, given, ANYWHERE)
            elif holds_pointers(argument.type):
                self._pointers.connect(self._pointers.outside, self._value(argument))
        for function in functions:
            for op in walk_regions(function):
                self._visit(op)
        self._pointers.solve()
        self._exposed = sum(1 << one.number for one in self._pointers.memory if one.is_exposed)

    def of(self, pointer: SSAValue) -> Sites:
        """Where the memory comes from that `pointer` leads into. What leads nowhere, as far as can be seen, may lead anywhere."""
        known = self._masks.get(pointer)
        if known is None:
            node = self._values.get(pointer)
            known = sum(1 << one.number for one in node.targets) if node is not None else 0
            if known & 1:
                known |= self._exposed
            known = self._masks[pointer] = known or ANY_SITE
        return known

    def of_global(self, name: str) -> Sites:
        """The memory of a global."""
        known = self._symbols.get(name)
        return ANY_SITE if known is None else 1 << known.number

    def never_calls(self, op: Operation) -> bool:
        """Whether an op calls a virtual function that none of the objects has that get there."""
        argument = self._dispatched.get(op)
        return (
            argument is not None
            and op not in self._received
            and bool(self._value(argument).targets)
        )

    def replace(self, pointer: SSAValue, new: SSAValue) -> None:
        """From now on, another value is that pointer."""
        self._masks[new] = self.of(pointer)

    # Nodes

    def _value(self, value: SSAValue) -> Node:
        node = self._values.get(value)
        if node is None:
            node = self._values[value] = Node()
        return node

    def _call_from_outside(self, memory: Memory, at: Offset) -> None:
        """Code that is not looked at may call a function that it knows."""
        if isinstance(memory.origin, str) and memory.origin in self._functions:
            for argument in self._functions[memory.origin].body.block.args:
                self._pointers.connect(self._pointers.outside, self._value(argument))

    def _symbol(self, name: str, user: Operation) -> Memory:
        known = self._symbols.get(name)
        if known is not None:
            return known
        known = self._symbols[name] = self._pointers.new(name)
        definition = lookup(user, name)
        if isinstance(definition, llvm.GlobalOp):
            for one in addresses_in(definition):
                cell = self._pointers.cell(known, one.at, POINTER_SIZE)
                self._pointers.add(cell, self._symbol(one.symbol, user), one.distance)
            is_defined = definition.value is not None or bool(definition.body.blocks)
            if definition.constant is None or not is_defined:
                self._pointers.add(self._pointers.outside, known, ANYWHERE)
            else:
                self._constant.add(known)
        elif not isinstance(definition, func.FuncOp):
            self._pointers.add(self._pointers.outside, known, ANYWHERE)
        return known

    # Ops

    def _visit(self, op: Operation) -> None:
        for source, target in value_flow(op):
            if _may_carry(target.type):
                self._pointers.connect(self._value(source), self._value(target))
        handler = _HANDLERS.get(type(op))
        if handler is not None:
            handler(self, op)
        elif type(op) in _NOTHING or hands_on_only(op):
            return
        elif op.dialect_name() in _COMPUTING:
            self._compute(op)
        else:
            self._unknown(op)

    def _compute(self, op: Operation) -> None:
        """What is made from pointers may point anywhere near."""
        for result in op.results:
            if _may_carry(result.type) and not has_floats(result.type):
                for operand in op.operands:
                    if _may_carry(operand.type) and not has_floats(operand.type):
                        self._pointers.connect(self._value(operand), self._value(result), ANYWHERE)

    def _unknown(self, op: Operation) -> None:
        if UNEXPECTED_CALLEE in op.attributes:
            return
        for operand in op.operands:
            self._pointers.connect(self._value(operand), self._pointers.outside, ANYWHERE)
        for result in op.results:
            if _may_carry(result.type):
                self._pointers.connect(self._pointers.outside, self._value(result))

    def visit_pass_on(self, op: Operation) -> None:
        for operand in op.operands:
            self._pointers.connect(self._value(operand), self._value(op.results[0]))

    def visit_subtract(self, op: arith.SubiOp) -> None:
        """What is subtracted is a number, or leaves one."""
        if _may_carry(op.result.type):
            self._pointers.connect(self._value(op.lhs), self._value(op.result), ANYWHERE)

    def visit_allocation(self, op: Operation) -> None:
        self._pointers.add(self._value(op.results[0]), self._pointers.new(op.results[0]), HERE)

    def visit_address(self, op: llvm.AddressOfOp) -> None:
        symbol = self._symbol(op.global_name.root_reference.data, op)
        self._pointers.add(self._value(op.result), symbol, HERE)

    def visit_getelementptr(self, op: llvm.GEPOp) -> None:
        by = bounded_offset(op, self._congruences)
        self._pointers.connect(self._value(op.ptr), self._value(op.result), by)

    def visit_load(self, op: llvm.LoadOp) -> None:
        value = op.results[0]
        if not _may_carry(value.type) or (has_floats(value.type) and _is_computed_with(value)):
            return
        size, result = size_of(value.type), self._value(value)
        self._pointers.watch(
            self._value(op.ptr), lambda memory, at: self._pointers.read(memory, at, size, result)
        )

    def visit_store(self, op: llvm.StoreOp) -> None:
        self._put(op.operands[0], op.operands[1])

    def _put(self, stored: SSAValue, pointer: SSAValue) -> None:
        if not _may_carry(stored.type) or _is_computed(stored):
            return
        size, value, holder = size_of(stored.type), self._value(stored), self._value(pointer)

        def store(memory: Memory, at: Offset) -> None:
            if value.targets:
                self._pointers.connect(value, self._pointers.cell(memory, at, size))

        def begin() -> None:
            for one, start in list(holder.targets.items()):
                store(one, start)

        self._pointers.watch(holder, store)
        self._pointers.once(value, begin)

    def visit_update(self, op: Operation) -> None:
        """An atomic op: a pointer, and values of which one may get there."""
        pointer, *values = op.operands
        for value in values:
            self._put(value, pointer)
        if _may_carry(op.results[0].type):
            size, result = size_of(op.results[0].type), self._value(op.results[0])
            self._pointers.watch(
                self._value(pointer),
                lambda memory, at: self._pointers.read(memory, at, size, result),
            )

    def visit_copy_memory(self, op: Operation) -> None:
        destination, source, length = op.operands
        self._move(source, destination, constant_integer(length) or ALL)

    def _move(self, source: SSAValue, destination: SSAValue, size: int) -> None:
        origin, target = self._value(source), self._value(destination)

        def copy(one: Memory, start: Offset, other: Memory, end: Offset) -> None:
            self._pointers.copy(one, start, size, other, end.plus(start.negated()))

        def from_source(one: Memory, start: Offset) -> None:
            for other, end in list(target.targets.items()):
                copy(one, start, other, end)

        def to_destination(other: Memory, end: Offset) -> None:
            for one, start in list(origin.targets.items()):
                copy(one, start, other, end)

        self._pointers.watch(origin, from_source)
        self._pointers.watch(target, to_destination)

    # Calls

    def visit_call(self, op: func.CallOp) -> None:
        callee = self._functions.get(op.callee.root_reference.data)
        if callee is None:
            self._external_call(op)
        else:
            self._call_body(op, callee, op.arguments, op.results)

    def visit_invoke(self, op: llvm_extra.InvokeOp) -> None:
        name = None if op.callee is None else op.callee.root_reference.data
        callee = None if name is None else self._functions.get(name)
        if callee is None:
            self._unknown(op)
        else:
            self._call_body(op, callee, op.passed, op.outputs)
            self._pointers.connect(self._pointers.outside, self._value(op.landing_pad))

    def _call_body(
        self,
        op: Operation,
        callee: func.FuncOp,
        arguments: Sequence[SSAValue],
        results: Sequence[SSAValue],
    ) -> None:
        block = callee.body.block
        dispatch = _dispatch(op, callee.sym_name.data)
        for argument, parameter in zip(arguments, block.args, strict=False):
            if not _may_carry(parameter.type):
                continue
            if dispatch is not None and argument is dispatch[0]:
                self._dispatched[op] = argument
                self._receive(op, parameter, callee.sym_name.data, dispatch[1])
            else:
                self._pointers.connect(self._value(argument), self._value(parameter))
        for returned, result in zip(terminator(block).operands, results, strict=False):
            if _may_carry(result.type):
                self._pointers.connect(self._value(returned), self._value(result))

    def _receive(self, op: Operation, parameter: SSAValue, name: str, position: Offset) -> None:
        """A virtual function is called with those objects only in whose table it is, at a position."""
        receiver = self._value(parameter)

        def consider(memory: Memory, at: Offset) -> None:
            def is_in(table: Memory, start: Offset) -> None:
                if self._may_be_in(table, start.plus(position), name):
                    self._received.add(op)
                    self._pointers.add(receiver, memory, at)

            self._pointers.watch(self._tables_of(memory, at), is_in)

        self._pointers.watch(self._value(self._dispatched[op]), consider)

    def _tables_of(self, memory: Memory, at: Offset) -> Node:
        """The tables of virtual functions that objects there may have: the first pointers in these."""
        known = self._tables.get((memory, at))
        if known is None:
            known = self._tables[memory, at] = Node()
            self._pointers.read(memory, at, POINTER_SIZE, known)
        return known

    def _may_be_in(self, table: Memory, at: Offset, name: str) -> bool:
        """Whether the address of a function may be there."""
        if table not in self._constant:
            return True
        return any(
            where.may_overlap(size, at, POINTER_SIZE)
            and any(one.origin == name for one in cell.targets)
            for (where, size), cell in table.cells.items()
        )

    def _external_call(self, op: func.CallOp) -> None:
        allocator = allocator_of(op)
        if allocator is not None:
            if allocator.allocates:
                self.visit_allocation(op)
                if allocator.frees is not None:
                    old = op.arguments[allocator.frees]
                    self._pointers.connect(self._value(old), self._value(op.results[0]))
                    self._move(old, op.results[0], ALL)
            return
        if op.callee.root_reference.data == "__dynamic_cast":
            self._pointers.connect(
                self._value(op.arguments[0]), self._value(op.results[0]), ANYWHERE
            )
            return
        self._call_back(op)
        use, written = external_use(op), declared_writes(op)
        for index, argument in enumerate(op.arguments):
            if not _may_carry(argument.type):
                continue
            value = self._value(argument)
            if use is None and captures(op, index):
                self._pointers.connect(value, self._pointers.outside, ANYWHERE)
            elif use is not None:
                self._use(op, use, index)
            elif written is None or argument in written:
                self._pointers.watch(value, self._fill)
        for result in op.results:
            if not _may_carry(result.type):
                continue
            if use is None:
                self._pointers.connect(self._pointers.outside, self._value(result))
            elif use.returned:
                for index in use.returned:
                    self._return_part(self._value(op.arguments[index]), self._value(result))
            elif holds_pointers(result.type):
                self._pointers.add(self._value(result), self._pointers.new(result), ANYWHERE)

    def _return_part(self, argument: Node, result: Node) -> None:
        """A function of a library returns a pointer into an argument, or to memory of its own, as to the characters of a string."""
        self._pointers.connect(argument, result, ANYWHERE)
        self._pointers.watch(argument, partial(self._read_all, result))

    def _fill(self, memory: Memory, at: Offset) -> None:
        """Code that is not looked at writes there."""
        self._pointers.connect(self._pointers.outside, self._pointers.cell(memory, ANYWHERE, ALL))

    def _use(self, op: func.CallOp, use: MemoryUse, index: int) -> None:
        """What a function of a library does behind an argument: it stores pointers to the others there, or moves what they lead to."""
        argument = op.arguments[index]
        if not use.writes(index) or use.is_of_numbers(index):
            return
        if use.letter(index) == "o":
            self._own(self._value(argument), POINTER_SIZE if _is_of_string(op) else ALL)
            return
        for other, source in enumerate(op.arguments):
            if not is_pointer(source.type):
                continue
            if use.links(index):
                self._put_anywhere(self._value(source), argument)
            elif use.reads(other):
                pointers = Node()
                self._pointers.watch(self._value(source), partial(self._read_all, pointers))
                self._put_anywhere(pointers, argument)

    def _own(self, object: Node, size: int) -> None:
        """
        An object whose contents are its own, such as a string, allocates some, or has them in itself; the pointers to them are in so many of
        its bytes.
        """
        contents = Node()
        self._pointers.add(contents, self._pointers.new(None), ANYWHERE)

        def fill(memory: Memory, at: Offset) -> None:
            cell = self._pointers.cell(memory, at, size)
            self._pointers.add(cell, memory, at.plus(AFTER) if size == POINTER_SIZE else ANYWHERE)
            self._pointers.connect(contents, cell)

        self._pointers.watch(object, fill)

    def _read_all(self, pointers: Node, memory: Memory, at: Offset) -> None:
        self._pointers.read(memory, at, ALL, pointers)

    def _put_anywhere(self, pointers: Node, destination: SSAValue) -> None:
        """Pointers get to some memory, wherever in it that may be."""
        self._pointers.watch(
            self._value(destination),
            lambda memory, at: self._pointers.connect(
                pointers, self._pointers.cell(memory, ANYWHERE, ALL), ANYWHERE
            ),
        )

    def _call_back(self, op: func.CallOp) -> None:
        """A function that is given another one may call it, with what it is given besides."""

        def expose(memory: Memory, at: Offset) -> None:
            if isinstance(memory.origin, str) and memory.origin in self._functions:
                for argument in op.arguments:
                    self._pointers.connect(self._value(argument), self._pointers.outside, ANYWHERE)

        for argument in op.arguments:
            if is_pointer(argument.type):
                self._pointers.watch(self._value(argument), expose)


def _is_of_string(op: func.CallOp) -> bool:
    """Whether the function is one of `std::string`, which begins with the pointer to its characters."""
    return "basic_string" in op.callee.root_reference.data


AFTER = Offset(0, 1, POINTER_SIZE)
"""Any place behind a pointer."""


@cache
def _may_carry(type: Attribute) -> bool:
    """Whether a value may hold a pointer, or a part of one. A union of a float and a pointer may travel as either."""
    if isinstance(type, IntegerType):
        return type.bitwidth >= 8
    if isinstance(type, AnyFloat):
        return type == f64
    return not isinstance(type, MemRefType | TensorType | IndexType)


def _is_computed_with(value: SSAValue) -> bool:
    """Whether a float is used as one."""
    return any(use.operation.dialect_name() in ("arith", "math") for use in value.uses)


def _is_computed(value: SSAValue) -> bool:
    """Whether a value is none that has been loaded, or made of one."""
    op = value.owner
    if isinstance(op, CONSTANTS):
        return True
    return (
        isinstance(op, Operation)
        and has_floats(value.type)
        and op.dialect_name() in ("arith", "math")
        and not isinstance(op, arith.SelectOp | arith.BitcastOp)
    )


def _dispatch(op: Operation, name: str) -> tuple[SSAValue, Offset] | None:
    """
    If a call is one of a virtual function that has been chosen by its address: the object whose table has the address, and where in the
    table that is.
    """
    choice = op.parent_op()
    if isinstance(choice, scf.IfOp):
        pointers = _compared(choice.cond)
    elif isinstance(choice, scf.IndexSwitchOp):
        pointers = _compared(choice.arg)
    else:
        return None
    pointer = next(pointers, None)
    if pointer is None or not isinstance(pointer.owner, llvm.LoadOp):
        return None
    slot, position = pointer.owner.ptr, HERE
    if isinstance(slot.owner, llvm.GEPOp):
        slot, position = slot.owner.ptr, gep_offset(slot.owner)
    if not isinstance(slot.owner, llvm.LoadOp):
        return None
    return slot.owner.ptr, position


def _compared(value: SSAValue) -> Iterator[SSAValue]:
    """The pointer that decides which function is called."""
    op = value.owner
    if isinstance(op, llvm_extra.PointerCompareOp):
        if isinstance(op.operands[1].owner, llvm.AddressOfOp):
            yield op.operands[0]
    elif isinstance(op, arith.IndexCastOp):
        yield from _compared(op.input)
    elif isinstance(op, arith.SelectOp):
        yield from _compared(op.cond)


_COMPUTING = ("arith", "math", "vector", "llvm")
"""Dialects whose ops only compute, but for those that have a handler."""

_NOTHING: frozenset[type[Operation]] = frozenset(
    {
        *CONSTANTS,
        arith.CmpiOp,
        arith.CmpfOp,
        arith.MuliOp,
        arith.DivSIOp,
        arith.DivUIOp,
        arith.RemSIOp,
        arith.RemUIOp,
        llvm_extra.PointerCompareOp,
        llvm_extra.MemsetOp,
        llvm_extra.FenceOp,
        func.FuncOp,
        func.ReturnOp,
        scf.YieldOp,
        scf.ConditionOp,
    }
)
"""Ops from which no pointer comes."""

_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    llvm.AddressOfOp: AllocationSites.visit_address,
    llvm.AllocaOp: AllocationSites.visit_allocation,
    llvm.GEPOp: AllocationSites.visit_getelementptr,
    llvm.BitcastOp: AllocationSites.visit_pass_on,
    llvm.PtrToIntOp: AllocationSites.visit_pass_on,
    llvm.IntToPtrOp: AllocationSites.visit_pass_on,
    arith.BitcastOp: AllocationSites.visit_pass_on,
    llvm.ExtractValueOp: AllocationSites.visit_pass_on,
    llvm.InsertValueOp: AllocationSites.visit_pass_on,
    arith.SubiOp: AllocationSites.visit_subtract,
    llvm.LoadOp: AllocationSites.visit_load,
    llvm.StoreOp: AllocationSites.visit_store,
    llvm_extra.AtomicRMWOp: AllocationSites.visit_update,
    llvm_extra.CompareExchangeOp: AllocationSites.visit_update,
    llvm_extra.MemcpyOp: AllocationSites.visit_copy_memory,
    llvm_extra.MemmoveOp: AllocationSites.visit_copy_memory,
    func.CallOp: AllocationSites.visit_call,
    llvm_extra.InvokeOp: AllocationSites.visit_invoke,
}
