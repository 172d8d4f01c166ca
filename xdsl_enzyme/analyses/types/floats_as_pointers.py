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
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerType, f64
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.facts import Fact, Rank
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.types.pointers import call_parts
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import terminator, value_flow

POINTER_SIZE = 8

Following = Mapping[SSAValue, Iterable[SSAValue]]


def loads_of_floats_as_pointers(
    operations: Iterable[Operation], types: TypeAnalysis
) -> Iterator[llvm.LoadOp]:
    """Loads of pointers from where there may be a float, that get to where there may be one, too."""
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
            anywhere.append(op.operands[0])
            if _floats_at(op.ptr, types):
                to_floats.append(op.operands[0])
    may_be_floats, moved = _reached(to_floats, backward), _reached(anywhere, backward)
    for op in operations:
        if not isinstance(op, llvm.LoadOp) or not is_pointer(op.results[0].type):
            continue
        is_certain = op.results[0] in moved and any(
            not fact.is_stray for fact in _floats_at(op.ptr, types)
        )
        if (is_certain or op.results[0] in may_be_floats) and _has_variants(op.ptr, types):
            yield op


def _has_variants(pointer: SSAValue, types: TypeAnalysis) -> bool:
    decision = types.of_memory(pointer, POINTER_SIZE)
    return isinstance(decision, Layout) and decision.has_variants


def _floats_at(pointer: SSAValue, types: TypeAnalysis) -> list[Fact]:
    """What shows that floats may be at an address: not just somewhere in a record that it is in."""
    storage, here = types.place_of(pointer).resolved()
    return [
        fact
        for (type, rank, _, _), known in storage.facts.items()
        if type == f64 and rank >= Rank.USED
        for where, fact in known.items()
        if here.may_overlap(POINTER_SIZE, where, fact.size)
        and not (here.modulus > 0 and not 0 < where.modulus <= here.modulus)
    ]


def _pointer_flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which pointers are handed on as which, also into functions and out of them."""
    pairs = list(value_flow(op))
    if (parts := call_parts(op)) is not None and parts[0].body.blocks:
        callee, arguments, results = parts
        block = callee.body.block
        pairs += [
            *zip(arguments, block.args, strict=False),
            *zip(terminator(block).operands, results, strict=False),
        ]
    yield from ((source, target) for source, target in pairs if is_pointer(target.type))


def _pointers_to_float_bits(operations: Sequence[Operation]) -> Iterator[llvm.PtrToIntOp]:
    """Pointers that are taken for numbers, and these for the bits of floats."""
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for source, target in _integer_flow(operations):
        backward[target].append(source)
    bits = [
        op.operands[0]
        for op in operations
        if isinstance(op, arith.BitcastOp | llvm.BitcastOp) and has_floats(op.results[0].type)
    ]
    found = _reached(bits, backward)
    yield from (
        op for op in operations if isinstance(op, llvm.PtrToIntOp) and op.results[0] in found
    )


def pointers_from_float_bits(operations: Iterable[Operation]) -> Iterator[llvm.IntToPtrOp]:
    """Integers that become pointers and may be the bits of floats."""
    operations = list(operations)
    pointers = [op for op in operations if isinstance(op, llvm.IntToPtrOp)]
    if not pointers:
        return
    following: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for source, target in _integer_flow(operations):
        following[source].append(target)
    bits = [op.results[0] for op in operations if _makes_float_bits(op)]
    found = _reached(bits, following)
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


def _reached(start: Iterable[SSAValue], following: Following) -> set[SSAValue]:
    found: set[SSAValue] = set()
    pending = list(start)
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending.extend(following.get(value, ()))
    return found
