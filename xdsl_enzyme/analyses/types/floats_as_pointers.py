"""Words that travel as pointers, though they may be floats: a union of both is moved by either type, and LLVM takes either for its bits.

On structured form::

    llvm.store %x, %u : f64
    %w = llvm.load %u : !llvm.ptr                   found, since it gets to where floats may be
    llvm.store %w, %v : !llvm.ptr
    %y = llvm.load %v : f64

    %b = arith.bitcast %x : f64 to i64
    %p = llvm.inttoptr %b : i64 to !llvm.ptr        found

A derivative that goes this way would get lost. Where there may be one, such ops are refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerType, f64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.layout import POINTER_SIZE, scalar_leaves
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.calls import call_parts, handed_over
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.layouts import Layout, decide
from xdsl_enzyme.analyses.types.storage import Place
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import reached, value_flow


def loads_of_floats_as_pointers(
    operations: Iterable[Operation], types: TypeAnalysis
) -> Iterator[llvm.LoadOp]:
    """Loads of pointers, or of aggregates with such, from where there may be a float, that get to where there may be one, too."""
    operations = list(operations)
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in _pointer_flow(op):
            backward[target].append(source)
    to_floats = [op.operands[0] for op in _pointers_to_float_bits(operations)]
    anywhere: list[SSAValue] = []
    for op in operations:
        if isinstance(op, llvm.StoreOp):
            # Types of memory don't follow what is stored as a pointer.
            anywhere.append(op.value)
            if any(_floats_at(place) for place in _words_at(op.ptr, op.value.type, types)):
                to_floats.append(op.value)
    may_be_floats, moved = reached(to_floats, backward), reached(anywhere, backward)
    for op in operations:
        if not isinstance(op, llvm.LoadOp):
            continue
        (value,) = op.results
        for place in _words_at(op.ptr, value.type, types):
            is_certain = value in moved and any(not fact.is_stray for fact in _floats_at(place))
            if (is_certain or value in may_be_floats) and _has_variants(place):
                yield op
                break


def hand_on_floats_as_pointers(operations: Iterable[Operation]) -> Iterator[Operation]:
    """The calls that return, as pointers, what has been loaded, or made of bits, by ops that are marked so."""
    operations = list(operations)
    start = [
        op.results[0]
        for op in operations
        if isinstance(op, llvm.LoadOp | llvm.IntToPtrOp) and UNDECIDED in op.attributes
    ]
    if not start:
        return
    following: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in _pointer_flow(op):
            following[source].append(target)
    found = reached(start, following)
    yield from (
        op
        for op in operations
        if call_parts(op) is not None and any(result in found for result in op.results)
    )


def _words_at(pointer: SSAValue, type: Attribute, types: TypeAnalysis) -> Iterator[Place]:
    """Where the pointers in a value of some type are that is loaded or stored."""
    if holds_pointers(type):
        for offset, leaf in scalar_leaves(type):
            if is_pointer(leaf):
                yield types.memory_at(pointer, offset)


def _has_variants(place: Place) -> bool:
    decision = decide(place, POINTER_SIZE)
    return isinstance(decision, Layout) and decision.has_variants


def _floats_at(place: Place) -> list[Fact]:
    """What shows that floats may be at an address: not just somewhere in a record that it is in."""
    storage, here = place.resolved()
    return [
        fact
        for (type, rank, _, _), known in storage.facts.items()
        if type == f64 and rank >= Rank.USED
        for where, fact in known.items()
        if place.may_be_in(fact.object, fact.sites)
        and here.may_overlap(POINTER_SIZE, where, fact.size)
        and not (here.modulus > 0 and not 0 < where.modulus <= here.modulus)
    ]


def _pointer_flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which pointers, or aggregates with such, are handed on as which, also into functions and out of them."""
    pairs = handed_over(op)
    if isinstance(op, llvm.ExtractValueOp | llvm.InsertValueOp):
        pairs = ((operand, op.results[0]) for operand in op.operands)
    yield from (pair for pair in pairs if all(holds_pointers(value.type) for value in pair))


def _pointers_to_float_bits(operations: Sequence[Operation]) -> Iterator[llvm.PtrToIntOp]:
    """Pointers that are taken for numbers, and these for the bits of floats."""
    numbers = [op for op in operations if isinstance(op, llvm.PtrToIntOp)]
    bits = [
        op.operands[0]
        for op in operations
        if isinstance(op, arith.BitcastOp | llvm.BitcastOp) and has_floats(op.results[0].type)
    ]
    if numbers and bits:
        backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
        for source, target in _integer_flow(operations):
            backward[target].append(source)
        found = reached(bits, backward)
        yield from (op for op in numbers if op.results[0] in found)


def pointers_from_float_bits(operations: Iterable[Operation]) -> Iterator[llvm.IntToPtrOp]:
    """Integers that become pointers and may be the bits of floats."""
    operations = list(operations)
    pointers = [op for op in operations if isinstance(op, llvm.IntToPtrOp)]
    bits = [op.results[0] for op in operations if _makes_float_bits(op)]
    if pointers and bits:
        following: dict[SSAValue, list[SSAValue]] = defaultdict(list)
        for source, target in _integer_flow(operations):
            following[source].append(target)
        found = reached(bits, following)
        yield from (op for op in pointers if op.operands[0] in found)


def _makes_float_bits(op: Operation) -> bool:
    """Whether an integer is, or may be, the bits of a float."""
    if isinstance(op, llvm.LoadOp):
        return UNDECIDED in op.attributes and not is_pointer(op.results[0].type)
    return isinstance(op, arith.BitcastOp | llvm.BitcastOp) and has_floats(op.operands[0].type)


def _integer_flow(operations: Iterable[Operation]) -> Iterator[tuple[SSAValue, SSAValue]]:
    for op in operations:
        yield from value_flow(op)
        if not op.regions and op.results and isinstance(op.results[0].type, IntegerType):
            yield from ((operand, op.results[0]) for operand in op.operands)
