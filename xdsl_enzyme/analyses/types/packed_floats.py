"""Integers that are made of the bits of floats, kept in memory, and made floats of again. Tags of the compiler say that they are integers,
which is true of the memory; but floats they are as well.

On structured form::

    %b = arith.bitcast %re : f32 to i32
    %w = arith.extui %b : i32 to i64
    llvm.store %w, %p {tbaa = "!7"} : i64           found
    %v = llvm.load %p {tbaa = "!7"} : i64           found
    %t = arith.trunci %v : i64 to i32
    %f = arith.bitcast %t : i32 to f32
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from xdsl.dialects import arith, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.types.carriers import is_carrier
from xdsl_enzyme.analyses.types.pointers import call_parts
from xdsl_enzyme.analyses.value_flow import terminator, value_flow


def packed_floats(operations: Iterable[Operation]) -> Iterator[Operation]:
    """The stores of such integers, and the loads; none unless there are both."""
    operations = list(operations)
    casts = [op for op in operations if isinstance(op, arith.BitcastOp | llvm.BitcastOp)]
    made = [op.results[0] for op in casts if has_floats(op.operands[0].type)]
    used = [op.operands[0] for op in casts if has_floats(op.results[0].type)]
    if not made or not used:
        return
    forward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    for op in operations:
        for source, target in _bits_through(op):
            forward[source].append(target)
            backward[target].append(source)
    of_floats, to_floats = _reached(made, forward), _reached(used, backward)
    stores = [op for op in operations if isinstance(op, llvm.StoreOp) and op.value in of_floats]
    loads = [op for op in operations if isinstance(op, llvm.LoadOp) and op.results[0] in to_floats]
    if stores and loads:
        yield from stores
        yield from loads


def _bits_through(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """Which integers have bits of which."""
    pairs = list(value_flow(op))
    if type(op) in _MOVES_BITS:
        amounts = 1 if type(op) in _SHIFTS else 0
        operands = op.operands[: len(op.operands) - amounts]
        pairs = [(operand, op.results[0]) for operand in operands]
    elif (parts := call_parts(op)) is not None and parts[0].body.blocks:
        callee, arguments, results = parts
        block = callee.body.block
        pairs = [
            *zip(arguments, block.args, strict=False),
            *zip(terminator(block).operands, results, strict=False),
        ]
    yield from (pair for pair in pairs if all(is_carrier(value.type) for value in pair))


_SHIFTS = frozenset((arith.ShLIOp, arith.ShRUIOp, arith.ShRSIOp))
_MOVES_BITS: frozenset[type[Operation]] = _SHIFTS | frozenset(
    (
        *(arith.AndIOp, arith.OrIOp, arith.XOrIOp, arith.AddiOp, arith.SubiOp),
        *(arith.ExtUIOp, arith.ExtSIOp, arith.TruncIOp),
        *(llvm.ExtractValueOp, llvm.InsertValueOp),
    )
)


def _reached(
    start: Iterable[SSAValue], following: Mapping[SSAValue, Iterable[SSAValue]]
) -> set[SSAValue]:
    found: set[SSAValue] = set()
    pending = list(start)
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending.extend(following.get(value, ()))
    return found
