"""The facts that each op shows, and which bytes are the same as which others: on these ways facts spread (`spreading`).

On structured form, after `pointers`::

    llvm.store %v, %p : f64              there is an f64 where %p points
    %b = llvm.load %p : i64              the bytes of %b are those where %p points
    llvm_extra.memcpy %d, %s, 24         24 bytes are the same here and there
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from xdsl.dialects import arith, func, llvm, vector
from xdsl.dialects.builtin import IntegerType, SymbolRefAttr, VectorType, i8
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue, Use

from xdsl_enzyme.analyses.function_tables import is_function_or_table
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import member_offset, scalar_leaves, size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.pointer_roots import Root, RootKind
from xdsl_enzyme.analyses.types import tags
from xdsl_enzyme.analyses.types.allocation_sites import ANY_SITE, union
from xdsl_enzyme.analyses.types.arithmetic import BITWISE, NUMERIC, ends_here
from xdsl_enzyme.analyses.types.carriers import (
    is_carrier,
    is_constant,
    is_only_moved,
    is_scalar_carrier,
    value_size,
)
from xdsl_enzyme.analyses.types.facts import Rank
from xdsl_enzyme.analyses.types.library import ARGUMENTS
from xdsl_enzyme.analyses.types.objects import Renaming
from xdsl_enzyme.analyses.types.pointers import Pointers
from xdsl_enzyme.analyses.types.spreading import SpreadingFacts
from xdsl_enzyme.analyses.types.storage import (
    Edge,
    Place,
)
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup


class Evidence:
    """Collects facts and has them spread. Afterwards every storage holds all that is known about it."""

    def __init__(self, pointers: Pointers):
        self.pointers = pointers
        self._objects = pointers.objects
        self.facts = SpreadingFacts()
        for function in pointers.functions.values():
            self._signature(function)
            for op in walk_regions(function):
                handler = _HANDLERS.get(type(op))
                if handler is not None:
                    handler(self, op)
        for name, place in list(pointers.globals()):
            self._global(name, place)
        for hint in pointers.hints:
            for place, entry in pointers.places_of(hint):
                self.facts.state(place, entry.type, hint.rank, hint.source)
        self.facts.spread()
        self.facts.check_hints()

    def memory(self, pointer: SSAValue) -> Place:
        """What a pointer points to, and which memory that is in."""
        return replace(
            self.pointers.place_of(pointer),
            object=self._objects.of(pointer),
            sites=self.pointers.sites.of(pointer),
        )

    def replace(self, pointer: SSAValue, new: SSAValue) -> None:
        """From now on, another value is that pointer."""
        self.pointers.replace(pointer, new)
        self._objects.replace(pointer, new)
        self.pointers.sites.replace(pointer, new)

    # What is declared

    def _signature(self, function: func.FuncOp) -> None:
        block = function.body.block
        attributes = function.arg_attrs.data if function.arg_attrs else ()
        for argument, known in zip(block.args, attributes, strict=False):
            place = self.memory(argument)
            for name in ("llvm.byval", "llvm.sret"):
                if (type := known.data.get(name)) is not None:
                    self.facts.state(place, type, Rank.DECLARED, function)

    def _global(self, name: str, place: Place) -> None:
        sites = self.pointers.sites.of_global(name)
        place = replace(place, object=Root(RootKind.GLOBAL, name), sites=sites)
        if not self.pointers.functions:
            return
        user = next(iter(self.pointers.functions.values()))
        definition = lookup(user, name)
        if is_function_or_table(user, SymbolRefAttr(name)):
            # Nobody writes there. What is in it says nothing about memory that is taken for the same.
            return
        if isinstance(definition, llvm.GlobalOp) and (
            definition.constant is not None or not _is_room(definition.global_type)
        ):
            self.facts.state(place, definition.global_type, Rank.DECLARED, definition)

    def alloca(self, op: llvm.AllocaOp) -> None:
        if _is_room(op.elem_type):
            return
        place = self.memory(op.res)
        size = size_of(op.elem_type)
        count = constant_integer(op.size)
        if count != 1 and size > 0:
            place = place.moved(Offset(0, size))
        if size <= LARGEST_DECLARATION:
            self.facts.state(place, op.elem_type, Rank.DECLARED, op)
        elif (element := _element(op.elem_type)) is not None:
            self.facts.state(place.moved(Offset(0, size_of(element))), element, Rank.DECLARED, op)

    # Memory

    def load(self, op: llvm.LoadOp) -> None:
        self._access(op, op.results[0], self.memory(op.ptr), is_load=True)

    def store(self, op: llvm.StoreOp) -> None:
        value: SSAValue = op.operands[0]
        memory = self.memory(op.ptr)
        if self.pointers.numbers.are_in(op.ptr):
            self.facts.state(memory, value.type, Rank.WEAK, op)
        elif not is_constant(value) or not is_carrier(value.type):
            self._access(op, value, memory, is_load=False)
        elif (stated := tags.accessed_type(op, value_size(value.type))) is not None:
            self.facts.state(memory, stated, Rank.USED, op)

    def _access(self, op: Operation, value: SSAValue, memory: Place, *, is_load: bool) -> None:
        type: Attribute = value.type
        if not is_carrier(type):
            self.facts.state(memory, type, Rank.USED, op)
            return
        place, size = self.pointers.place_of(value), value_size(type)
        if is_scalar_carrier(type):
            stated = tags.accessed_type(op, size)
            is_opaque = tags.is_opaque_word(op, size) and is_only_moved(value)
            if stated is not None and is_opaque:
                self.facts.state(memory, stated, Rank.USED, op)
            elif stated is not None:
                self.facts.state(place, stated, Rank.STATED, op)
                self.facts.state(memory, stated, Rank.USED, op)
                if isinstance(stated, IntegerType):
                    return
            elif is_load and (all(map(ends_here, value.uses)) or self.pointers.numbers.has(value)):
                if any(type_of_use(use) in NUMERIC for use in value.uses):
                    self.facts.state(memory, type, Rank.USED, op)
                elif value.uses:
                    self.facts.state(memory, type, Rank.WEAK, op)
                return
            elif not is_load and type_of_owner(value) in NUMERIC:
                self.facts.state(memory, type, Rank.USED, op)
                return
        elif is_load and self.pointers.numbers.has(value):
            self.facts.state(memory, type, Rank.WEAK, op)
            return
        else:
            self._members(place, type, op)
        self.facts.same_bytes(place, memory, size, is_value=True)

    def _members(self, place: Place, type: Attribute, op: Operation) -> None:
        """Floats and pointers that the type of an aggregate or vector shows."""
        for offset, leaf in scalar_leaves(type):
            if not isinstance(leaf, IntegerType):
                self.facts.state(place.moved(Offset(offset)), leaf, Rank.USED, op)

    def copy(self, op: Operation) -> None:
        destination, source, _ = op.operands
        if self.pointers.numbers.are_in(destination):
            return
        target, origin = self.memory(destination), self.memory(source)
        size = self.pointers.largest_copy(op) or 0
        self.facts.same_bytes(target, origin, size, is_value=False)
        for offset, type in tags.copied_types(op):
            self.facts.state(target.moved(Offset(offset)), type, Rank.USED, op)

    def atomic(self, op: Operation) -> None:
        memory, *values = op.operands
        for value in values:
            place = self.memory(memory)
            if is_carrier(value.type):
                size = value_size(value.type)
                self.facts.same_bytes(self.pointers.place_of(value), place, size, is_value=True)
                if isinstance(op, llvm_extra.AtomicRMWOp) and op.kind.data != "xchg":
                    self.facts.state(place, value.type, Rank.USED, op)
                result = self.pointers.place_of(op.results[0])
                self.facts.same_bytes(result, place, size, is_value=True)
            else:
                self.facts.state(place, value.type, Rank.USED, op)

    # Values

    def numeric(self, op: Operation) -> None:
        self._all_integers(op, Rank.USED)

    def bitwise(self, op: Operation) -> None:
        self._all_integers(op, Rank.WEAK)
        if isinstance(op, arith.AndIOp | arith.OrIOp | arith.XOrIOp):
            result = self.pointers.place_of(op.result)
            is_masked = isinstance(op, arith.OrIOp) or any(map(is_constant, op.operands))
            if is_carrier(op.result.type):
                for operand in op.operands:
                    if not is_constant(operand):
                        size = value_size(operand.type)
                        self._part(result, operand, 0, 0, size, is_equal=is_masked)
        elif isinstance(op, arith.ShLIOp | arith.ShRUIOp):
            self._shift(op)

    def _all_integers(self, op: Operation, rank: Rank) -> None:
        for value in (*op.operands, *op.results):
            if is_carrier(value.type) and not is_constant(value):
                self.facts.state(self.pointers.place_of(value), value.type, rank, op)

    def _shift(self, op: Operation) -> None:
        value, amount = op.operands
        bits = constant_integer(amount)
        if bits is None or bits % 8 or not is_scalar_carrier(value.type):
            return
        size, moved = value_size(value.type), bits // 8
        if moved >= size:
            return
        up = isinstance(op, arith.ShLIOp)
        result = self.pointers.place_of(op.results[0])
        self._part(result, value, moved if up else 0, 0 if up else moved, size - moved)

    def _part(
        self,
        whole: Place,
        value: SSAValue,
        at: int,
        start: int,
        size: int,
        *,
        is_equal: bool = True,
    ) -> None:
        """
        `size` bytes of a carrier from `start` on are those of another value from `at` on. If not `is_equal`, only floats
        stay floats: what they become may have been made of something else.
        """
        part = self.pointers.place_of(value)
        here, there = whole.moved(Offset(at)), part.moved(Offset(start))
        self.facts.link(Edge(there, here, size))
        if is_equal:
            self.facts.link(Edge(here, there, size))

    def truncate(self, op: Operation) -> None:
        """To fewer bytes, or from fewer: the lower ones are the same."""
        source, result = op.operands[0], op.results[0]
        if is_scalar_carrier(source.type):
            if is_scalar_carrier(result.type):
                size = min(value_size(source.type), value_size(result.type))
                self._part(self.pointers.place_of(result), source, 0, 0, size)
        elif is_carrier(result.type):
            self.facts.state(self.pointers.place_of(result), result.type, Rank.WEAK, op)

    def bitcast(self, op: Operation) -> None:
        source, result = op.operands[0], op.results[0]
        carriers = [value for value in (source, result) if is_carrier(value.type)]
        if len(carriers) == 2:
            size = value_size(source.type)
            if not is_constant(source):
                self._part(self.pointers.place_of(result), source, 0, 0, size)
            return
        for value, other in ((source, result), (result, source)):
            if is_carrier(value.type) and not is_constant(value):
                self.facts.state(self.pointers.place_of(value), other.type, Rank.USED, op)

    def inttoptr(self, op: Operation) -> None:
        value = op.operands[0] if isinstance(op, llvm.IntToPtrOp) else op.results[0]
        if is_carrier(value.type) and not is_constant(value) and value_size(value.type) == 8:
            self.facts.state(self.pointers.place_of(value), LLVMPointerType(), Rank.USED, op)

    def extractvalue(self, op: llvm.ExtractValueOp) -> None:
        self._members(self.pointers.place_of(op.container), op.container.type, op)
        offset = member_offset(op.container.type, op.position.get_values())
        self._member(op.container, op.res, offset)

    def insertvalue(self, op: llvm.InsertValueOp) -> None:
        self._members(self.pointers.place_of(op.res), op.res.type, op)
        offset = member_offset(op.container.type, op.position.get_values())
        self._member(op.res, op.value, offset)
        if not is_constant(op.container):
            end, size = offset + size_of(op.value.type), size_of(op.res.type)
            whole = self.pointers.place_of(op.res)
            for start, length in ((0, offset), (end, size - end)):
                if length > 0:
                    self._part(whole, op.container, start, start, length)

    def _member(self, aggregate: SSAValue, member: SSAValue, offset: int) -> None:
        if is_carrier(member.type) and not is_constant(member):
            size = value_size(member.type)
            self._part(self.pointers.place_of(aggregate), member, offset, 0, size)

    def extract(self, op: vector.ExtractOp) -> None:
        position = op.static_position.get_values()
        if is_carrier(op.vector.type) and not op.dynamic_position and len(position) == 1:
            size = value_size(op.result.type)
            self._part(self.pointers.place_of(op.result), op.vector, 0, position[0] * size, size)

    def insert(self, op: vector.InsertOp) -> None:
        position = op.static_position.get_values()
        if not is_carrier(op.dest.type) or op.dynamic_position or len(position) != 1:
            return
        size, whole = value_size(op.source.type), self.pointers.place_of(op.result)
        start, end = position[0] * size, value_size(op.dest.type)
        if not is_constant(op.source):
            self._part(whole, op.source, start, 0, size)
        if not is_constant(op.dest):
            for at, length in ((0, start), (start + size, end - start - size)):
                if length > 0:
                    self._part(whole, op.dest, at, at, length)

    def shuffle(self, op: vector.ShuffleOp) -> None:
        if not is_carrier(op.result.type):
            return
        first = cast("VectorType[Attribute]", op.v1.type)
        count, size = first.element_count(), value_size(first.element_type)
        whole = self.pointers.place_of(op.result)
        for lane, index in enumerate(op.mask.get_values()):
            if index >= 0:
                value = op.v1 if index < count else op.v2
                if not is_constant(value):
                    self._part(whole, value, lane * size, index % count * size, size)

    # Calls

    def call(self, op: Operation) -> None:
        relation = self.pointers.calls.get(op)
        if relation is None:
            self._external_call(op)
            return
        passed = self._passed(op)
        names = {inner.object: outer.object for inner, outer in passed if inner.object}
        upwards = {inner: outer for inner, outer in names.items() if outer}
        slots = [slot for one in relation for slot in one.root()[0].slots.values()]
        handed_on = {slot.resolved()[0] for slot in slots}
        for inner, outer in relation.items():
            root, shift = inner.root()
            here = Place(root, Offset(shift))
            about = [place for other, place in passed if other.resolved()[0] is root]
            objects = frozenset(one.object for one in about if one.object is not None)
            is_all = root not in handed_on
            among = union(one.sites for one in about) if about and is_all else ANY_SITE
            self.facts.link(
                Edge(here, outer, None, only_own=True, renaming=Renaming(upwards, None, among))
            )
            is_named = is_all and all(one.object is not None for one in about)
            # What this caller knows of an argument need not be so for others: it is not about the argument as such.
            downwards = Renaming({}, objects if is_named else None, among)
            self.facts.link(Edge(outer, here, None, makes_own=False, renaming=downwards))

    def _passed(self, op: Operation) -> list[tuple[Place, Place]]:
        """For each pointer that a call hands over: the memory in the callee and here."""
        parts = self.pointers.body_of(op)
        assert parts is not None
        callee, arguments, results = parts
        pairs = [
            *zip(callee.body.block.args, arguments, strict=True),
            *zip(terminator(callee.body.block).operands, results, strict=False),
        ]
        return [
            (self.memory(inner), self.memory(outer))
            for inner, outer in pairs
            if isinstance(inner.type, LLVMPointerType)
        ]

    def _external_call(self, op: Operation) -> None:
        if not isinstance(op, func.CallOp):
            return
        known = ARGUMENTS.get(op.callee.root_reference.data)
        for argument, type in zip(op.arguments, known or (), strict=False):
            if type is not None and isinstance(argument.type, LLVMPointerType):
                place = self.memory(argument).moved(Offset(0, size_of(type)))
                self.facts.state(place, type, Rank.USED, op)


LARGEST_DECLARATION = 1024
"""Bytes of a variable up to which the types of all its parts are looked at."""


def _is_room(type: Attribute) -> bool:
    """Whether a variable of this type may be a place for anything: an array of characters says nothing about what is put there."""
    while isinstance(type, llvm.LLVMArrayType):
        type = type.type
        if type == i8:
            return True
    return False


def _element(type: Attribute) -> Attribute | None:
    """What a large array consists of."""
    while isinstance(type, llvm.LLVMArrayType):
        type = type.type
        if size_of(type) <= LARGEST_DECLARATION:
            return type
    return None


def type_of_use(use: Use) -> type[Operation]:
    op: Operation = use.operation
    return arith.AddiOp if isinstance(op, llvm.GEPOp) else op.__class__


def type_of_owner(value: SSAValue) -> type[object]:
    return type(value.owner)


_HANDLERS: dict[type[Operation], Callable[..., None]] = {
    **dict.fromkeys(NUMERIC, Evidence.numeric),
    **dict.fromkeys(BITWISE, Evidence.bitwise),
    arith.TruncIOp: Evidence.truncate,
    arith.ExtUIOp: Evidence.truncate,
    arith.BitcastOp: Evidence.bitcast,
    llvm.BitcastOp: Evidence.bitcast,
    llvm.IntToPtrOp: Evidence.inttoptr,
    llvm.PtrToIntOp: Evidence.inttoptr,
    llvm.ExtractValueOp: Evidence.extractvalue,
    llvm.InsertValueOp: Evidence.insertvalue,
    vector.ExtractOp: Evidence.extract,
    vector.InsertOp: Evidence.insert,
    vector.ShuffleOp: Evidence.shuffle,
    llvm.AllocaOp: Evidence.alloca,
    llvm.LoadOp: Evidence.load,
    llvm.StoreOp: Evidence.store,
    llvm_extra.MemcpyOp: Evidence.copy,
    llvm_extra.MemmoveOp: Evidence.copy,
    llvm_extra.AtomicRMWOp: Evidence.atomic,
    llvm_extra.CompareExchangeOp: Evidence.atomic,
    func.CallOp: Evidence.call,
    llvm_extra.InvokeOp: Evidence.call,
}
