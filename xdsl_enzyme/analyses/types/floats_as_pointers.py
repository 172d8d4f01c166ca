"""Words that travel as pointers, though they may be floats, or as floats, though they may be pointers: a union of both is moved by either type, and LLVM takes either for its bits.

On structured form::

    llvm.store %x, %u : f64
    %w = llvm.load %u : !llvm.ptr                   found, since it gets to where floats may be
    llvm.store %w, %v : !llvm.ptr
    %y = llvm.load %v : f64

    %b = arith.bitcast %x : f64 to i64
    %p = llvm.inttoptr %b : i64 to !llvm.ptr        found

A derivative that goes this way would get lost. So such pointers become integers (`passes.recover_floats.moved_words`), and what is made of
bits is refused where there may be a derivative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerType, f64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.layout import POINTER_SIZE, scalar_leaves
from xdsl_enzyme.analyses.memory_types import holds_pointers, is_pointer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.calls import call_parts, handed_over, moved_on
from xdsl_enzyme.analyses.types.carriers import is_constant
from xdsl_enzyme.analyses.types.decisions import decide_exactly
from xdsl_enzyme.analyses.types.facts import Fact, Rank, ScalarType
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.types.storage import Place
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED, WHOLE_WORD
from xdsl_enzyme.analyses.value_flow import handed_on_together
from xdsl_enzyme.graphs import reachable


def words_moved_as_one(operations: Iterable[Operation], types: TypeAnalysis) -> set[SSAValue]:
    """
    The pointers, or aggregates with such, that are loaded from where there may be a float, and get to where there may be one, too, or that are
    made of the bits of one; and the floats for which the same is so with pointers.
    """
    operations = list(operations)
    forward, backward = _graph(operations, _word_flow)
    to_others, found = _turned_to_others(operations)
    anywhere: list[SSAValue] = []
    for op in operations:
        if isinstance(op, llvm.StoreOp) and WHOLE_WORD not in op.attributes:
            if holds_pointers(op.value.type):
                # Types of memory don't follow what is stored as a pointer.
                anywhere.append(op.value)
            if any(_others_at(place, type) for place, type in _words_at(op.ptr, op.value, types)):
                to_others.append(op.value)
    may_be_others, moved = reachable(to_others, backward), reachable(anywhere, backward)
    found += (op.results[0] for op in operations if _is_made_of_other(op, types))
    for op in operations:
        if not isinstance(op, llvm.LoadOp) or WHOLE_WORD in op.attributes:
            continue
        (value,) = op.results
        for place, type in _words_at(op.ptr, value, types):
            is_certain = value in moved and any(
                not fact.is_stray for fact in _others_at(place, type)
            )
            if (is_certain or value in may_be_others) and _has_variants(place):
                found.append(value)
                break
    if not found:
        return set()
    used = may_be_others | moved
    return {
        value
        for value in reachable(found, forward)
        if any(one in used for one in handed_on_together(value))
    }


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
    found = reachable(start, _graph(operations, _word_flow)[0])
    yield from (
        op
        for op in operations
        if call_parts(op) is not None and any(result in found for result in op.results)
    )


def _words_at(
    pointer: SSAValue, value: SSAValue, types: TypeAnalysis
) -> Iterator[tuple[Place, Attribute]]:
    """Where the words in a value are that is loaded or stored, and what they are called there: a float, or the pointers in it."""
    type = value.type
    if type == f64 and not is_constant(value):
        yield types.memory_at(pointer), type
    elif holds_pointers(type):
        for offset, leaf in scalar_leaves(type):
            if is_pointer(leaf):
                yield types.memory_at(pointer, offset), leaf


def _is_made_of_other(op: Operation, types: TypeAnalysis) -> bool:
    """Whether a pointer, or a float, is made of an integer that may be the bits of the other."""
    if not isinstance(op, llvm.IntToPtrOp | arith.BitcastOp) or WHOLE_WORD in op.attributes:
        return False
    number, result = op.operands[0], op.results[0]
    if not isinstance(number.type, IntegerType) or is_constant(number) or not _may_be_word(result):
        return False
    decision = types.of_value(number)
    return isinstance(decision, Layout) and any(
        _is_other(type, result.type) for _, type in decision.leaves
    )


def _has_variants(place: Place) -> bool:
    decision = decide_exactly(place, POINTER_SIZE)
    return isinstance(decision, Layout) and decision.has_variants


def _others_at(place: Place, called: Attribute) -> list[Fact]:
    """What shows that floats may be at an address, or pointers where they are called floats: not just somewhere in a record that it is in."""
    storage, here = place.resolved()
    return [
        fact
        for (type, rank, _, _), known in storage.facts.items()
        if _is_other(type, called) and rank >= Rank.USED
        for where, fact in known.items()
        if place.may_be_in(fact.object, fact.sites)
        and here.may_overlap(POINTER_SIZE, where, fact.size)
        and not (here.modulus > 0 and not 0 < where.modulus <= here.modulus)
    ]


def _is_other(type: ScalarType, called: Attribute) -> bool:
    return isinstance(type, llvm.LLVMPointerType) if called == f64 else type == f64


def _word_flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which floats, pointers, or aggregates with such, are handed on as which, also into functions and out of them."""
    yield from (pair for pair in moved_on(op) if all(_may_be_word(value) for value in pair))


def _may_be_word(value: SSAValue) -> bool:
    return value.type == f64 or holds_pointers(value.type)


def _turned_to_others(
    operations: Sequence[Operation],
) -> tuple[list[SSAValue], list[SSAValue]]:
    """The pointers that are taken for numbers, and these for the bits of floats, and the other way round; and what they become."""
    bits = [op for op in operations if isinstance(op, arith.BitcastOp | llvm.BitcastOp)]
    numbers = [op for op in operations if isinstance(op, llvm.PtrToIntOp)]
    pointers = [
        op
        for op in operations
        if isinstance(op, llvm.IntToPtrOp) and WHOLE_WORD not in op.attributes
    ]
    sources: list[SSAValue] = []
    results: list[SSAValue] = []
    for begins, ends in (
        (numbers, [op for op in bits if op.results[0].type == f64]),
        ([op for op in bits if op.operands[0].type == f64], pointers),
    ):
        if begins and ends:
            forward, backward = _graph(operations, _integer_flow)
            before = reachable((op.operands[0] for op in ends), backward)
            behind = reachable((op.results[0] for op in begins), forward)
            sources += (op.operands[0] for op in begins if op.results[0] in before)
            results += (op.results[0] for op in ends if op.operands[0] in behind)
    return sources, results


_Graph = dict[SSAValue, list[SSAValue]]


def _graph(
    operations: Iterable[Operation],
    flow: Callable[[Operation], Iterable[tuple[SSAValue, SSAValue]]],
) -> tuple[_Graph, _Graph]:
    """What each value becomes, and what it is made of."""
    forward: _Graph = defaultdict(list)
    backward: _Graph = defaultdict(list)
    for op in operations:
        for source, target in flow(op):
            forward[source].append(target)
            backward[target].append(source)
    return forward, backward


def pointers_from_float_bits(operations: Iterable[Operation]) -> Iterator[llvm.IntToPtrOp]:
    """Integers that become pointers and may be the bits of floats."""
    operations = list(operations)
    pointers = [
        op
        for op in operations
        if isinstance(op, llvm.IntToPtrOp) and WHOLE_WORD not in op.attributes
    ]
    bits = [op.results[0] for op in operations if _makes_float_bits(op)]
    if pointers and bits:
        found = reachable(bits, _graph(operations, _integer_flow)[0])
        yield from (op for op in pointers if op.operands[0] in found)


def _makes_float_bits(op: Operation) -> bool:
    """Whether an integer is, or may be, the bits of a float."""
    if isinstance(op, llvm.LoadOp):
        return UNDECIDED in op.attributes and not is_pointer(op.results[0].type)
    return isinstance(op, arith.BitcastOp | llvm.BitcastOp) and has_floats(op.operands[0].type)


def _integer_flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    yield from handed_over(op)
    if not op.regions and op.results and isinstance(op.results[0].type, IntegerType):
        yield from ((operand, op.results[0]) for operand in op.operands)
