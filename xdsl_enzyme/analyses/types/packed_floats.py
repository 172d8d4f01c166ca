"""Integers in memory that are made of the bits of floats, and made floats of again. Tags of the compiler may say that they are integers,
which is true of the memory; but floats they are as well.

On structured form::

    %b = arith.bitcast %re : f32 to i32
    %w = arith.extui %b : i32 to i64
    llvm.store %w, %p : i64                         or a store of a float
    %v = llvm.load %p {tbaa = "!7"} : i64           found
    %t = arith.trunci %v : i64 to i32
    %f = arith.bitcast %t : i32 to f32
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xdsl.dialects import arith, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import intrinsic_name
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_objects import Offset
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.calls import handed_over
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.analyses.types.storage import Storage
from xdsl_enzyme.graphs import reachable


def loads_of_packed_floats(
    operations: Iterable[Operation], types: TypeAnalysis
) -> Iterator[llvm.LoadOp]:
    """The loads of such integers."""
    operations = list(operations)
    casts = [op for op in operations if isinstance(op, arith.BitcastOp | llvm.BitcastOp)]
    used = [op.operands[0] for op in casts if has_floats(op.results[0].type)]
    if not used:
        return
    made = [op.results[0] for op in casts if has_floats(op.operands[0].type)]
    made += [op.results[0] for op in operations if _may_load_floats(op, types)]
    forward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in _bits_through(op):
            forward[source].append(target)
            backward[target].append(source)
    of_floats, to_floats = reachable(made, forward), reachable(used, backward)
    stored: dict[Storage, list[tuple[Offset, int]]] = defaultdict(list)
    for op in operations:
        if isinstance(op, llvm.StoreOp) and (
            op.value in of_floats or (has_floats(op.value.type) and not is_constant(op.value))
        ):
            storage, offset = types.place_of(op.ptr).resolved()
            stored[storage].append((offset, size_of(op.value.type)))
    for op in operations:
        if isinstance(op, llvm.LoadOp) and op.results[0] in to_floats:
            storage, offset = types.place_of(op.ptr).resolved()
            size = size_of(op.results[0].type)
            if any(offset.may_overlap(size, *other) for other in stored[storage]):
                yield op


def _may_load_floats(op: Operation, types: TypeAnalysis) -> bool:
    """Whether an integer is loaded from where floats are, or may be."""
    if not isinstance(op, llvm.LoadOp) or not is_carrier(op.results[0].type):
        return False
    decision = types.of_memory(op.ptr, size_of(op.results[0].type))
    return not isinstance(decision, Layout) or bool(decision.floats)


def _bits_through(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which integers have bits of which."""
    pairs = handed_over(op)
    if isinstance(op, llvm.CallIntrinsicOp):
        if op.results and intrinsic_name(op) in _BIT_INTRINSICS:
            pairs = ((operand, op.results[0]) for operand in op.operands)
    elif type(op) in _MOVES_BITS:
        amounts = 1 if type(op) in _SHIFTS else 0
        operands = op.operands[: len(op.operands) - amounts]
        pairs = ((operand, op.results[0]) for operand in operands)
    yield from (pair for pair in pairs if all(is_carrier(value.type) for value in pair))


_BIT_INTRINSICS = frozenset(("bswap", "bitreverse", "fshl", "fshr"))
_SHIFTS = frozenset((arith.ShLIOp, arith.ShRUIOp, arith.ShRSIOp))
_MOVES_BITS: frozenset[type[Operation]] = _SHIFTS | frozenset(
    (
        *(arith.AndIOp, arith.OrIOp, arith.XOrIOp, arith.AddiOp, arith.SubiOp),
        *(arith.ExtUIOp, arith.ExtSIOp, arith.TruncIOp),
        *(llvm.ExtractValueOp, llvm.InsertValueOp),
    )
)
