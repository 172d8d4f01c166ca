"""Type analysis: what the bytes of integers and of memory hold, in a set of functions that call each other.

On structured form::

    types = TypeAnalysis(functions)
    types.of_memory(%p, 16)      -->  Layout(16, ((4, f32), (8, f64)))
    types.of_value(%i)           -->  Layout(8, ((0, f64),)), for an i64 that is loaded from where floats are stored
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from xdsl.dialects import func
from xdsl.dialects.builtin import IntegerType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.alignment import holds_only_words, is_known_part
from xdsl_enzyme.analyses.types.carriers import is_only_moved, value_size
from xdsl_enzyme.analyses.types.decisions import by_words, decide, decide_copy, decide_exactly
from xdsl_enzyme.analyses.types.evidence import Evidence
from xdsl_enzyme.analyses.types.facts import Rank
from xdsl_enzyme.analyses.types.layouts import Decision, Layout, Undecided
from xdsl_enzyme.analyses.types.pointers import Pointers
from xdsl_enzyme.analyses.types.said import given_floats, is_said_float
from xdsl_enzyme.analyses.types.storage import Place, Storage
from xdsl_enzyme.analyses.types.visible import visible_storages
from xdsl_enzyme.dialects import llvm_extra


class TypeAnalysis:
    """The answers for `functions`, which must be in structured form."""

    def __init__(self, functions: Iterable[func.FuncOp]):
        self._pointers = Pointers(functions)
        self._pointers.solve()
        self.evidence = Evidence(self._pointers)
        self._values: dict[SSAValue, Decision] = {}

    def place_of(self, pointer: SSAValue) -> Place:
        """Where `pointer` points: two with the same storage may lead to the same memory."""
        return self._pointers.place_of(pointer)

    def memory_at(self, pointer: SSAValue, offset: int = 0) -> Place:
        """The same, so many bytes on, and which memory it is in, if that is known."""
        return self.evidence.memory(pointer).moved(Offset(offset))

    def replace(self, pointer: SSAValue, new: SSAValue) -> None:
        """What is known of a pointer is so of the one that has taken its place. What is asked about accesses is known before."""
        self.evidence.replace(pointer, new)

    def of_memory(
        self, pointer: SSAValue, size: int | None, value: SSAValue | None = None
    ) -> Decision:
        """What `size` bytes (None: unknown) hold where `pointer` points, for the `value` that is loaded from there or stored."""
        is_moved = value is not None and is_only_moved(value)
        return decide(self.evidence.memory(pointer), size, is_moved=is_moved)

    def is_decided(self, pointer: SSAValue, size: int | None) -> bool:
        """Whether it is known of each of `size` bytes (None: unknown) what they hold: not just that each word is one of several things."""
        return isinstance(decide_exactly(self.evidence.memory(pointer), size), Layout)

    def of_copy(self, op: Operation) -> Decision:
        """What the bytes hold that an op copies, or sets."""
        destination, source, length = op.operands
        if not isinstance(op, llvm_extra.MemcpyOp | llvm_extra.MemmoveOp):
            return self._of_bytes(destination, length, None)
        if self._pointers.numbers.are_in(destination):
            return Layout(1)
        largest = self._pointers.largest_copy(op)
        decision = self._of_bytes(destination, length, largest)
        if isinstance(decision, Undecided):
            # The bytes are the same here and there, but it may be known better where they are.
            other = self._of_bytes(source, length, largest)
            if isinstance(other, Layout):
                return other
            size = constant_integer(length)
            return by_words(self.evidence.memory(destination), size) or decision
        return decision

    def _of_bytes(self, pointer: SSAValue, length: SSAValue, largest: int | None) -> Decision:
        place = self.evidence.memory(pointer)
        is_visible = place.resolved()[0] in self._visible
        return decide_copy(place, constant_integer(length), largest, is_visible=is_visible)

    @cached_property
    def _visible(self) -> set[Storage]:
        return visible_storages(self._pointers)

    def given_floats(self) -> Iterator[tuple[Storage, tuple[Offset, int]]]:
        """Where floats are, for all that is said, in memory that the first function is given: also if it uses them as integers only."""
        for argument in next(iter(self._pointers.functions.values())).body.block.args:
            if isinstance(argument.type, LLVMPointerType):
                place = self.evidence.memory(argument)
                storage, _ = place.resolved()
                yield from ((storage, floats) for floats in given_floats(place))

    def is_said_float(self, pointer: SSAValue, size: int) -> bool:
        """Whether anything says, whatever has been decided, that just these bytes are a float."""
        return is_said_float(self.evidence.memory(pointer), size)

    def may_clear_words(self, pointer: SSAValue, size: int) -> bool:
        """
        Whether a number of `size` bytes at a place that is not known overwrites aligned words of 8 bytes, or parts of such, if it overwrites any
        float or pointer.
        """
        place = self.evidence.memory(pointer)
        return holds_only_words(place) and not is_known_part(place, size)

    def of_value(self, value: SSAValue) -> Decision:
        """What the bytes of an integer, vector or aggregate hold."""
        known = self._values.get(value)
        if known is None:
            place = self._pointers.place_of(value)
            known = self._values[value] = decide(
                place, value_size(value.type), is_moved=is_only_moved(value)
            )
        return known

    def largest_copy(self, op: Operation) -> int | None:
        """How many bytes an op copies at most; None if that is not known."""
        return self._pointers.largest_copy(op)

    @property
    def bits(self) -> Container[SSAValue]:
        """The integers that may become floats or pointers again, or bytes of memory."""
        return self._pointers.numbers.bits

    @property
    def recursive(self) -> frozenset[str]:
        """The functions that may be called again while they run."""
        return self._pointers.recursive

    def is_known_to_callers(self, pointer: SSAValue) -> bool:
        """Whether callers of the function know something of what it finds where `pointer` points."""
        storage, _ = self._pointers.place_of(pointer).resolved()
        return any(not fact.is_own for known in storage.facts.values() for fact in known.values())

    def is_stated_number(self, value: SSAValue) -> bool:
        """Whether the program says of an integer that it is one."""
        storage, _ = self._pointers.place_of(value).resolved()
        return any(
            rank >= Rank.STATED and isinstance(type, IntegerType)
            for type, rank, _, _ in storage.facts
        )
