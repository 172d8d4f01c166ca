"""Integers that never become floats, pointers or bytes of memory again: they are numbers, whatever they are loaded from.

What they decide, or where they lead, changes in steps, if at all: no derivative gets lost in them. One that is converted to a float
is another matter: so the logarithm of a float is computed from its bits. On structured form::

    %n = llvm.load %p : i64            found: what is made of it is a truth value
    %m = arith.addi %n, %one
    %c = arith.cmpi ugt, %m, %k
    %b = llvm.load %q : i64            not found: the bits may be those of a float
    %s = arith.shrui %b, %one
    %y = arith.bitcast %s : f64
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xdsl.dialects import arith, func, llvm
from xdsl.ir import Operation, SSAValue
from xdsl.traits import IsTerminator

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.types.arithmetic import BITWISE, NUMERIC
from xdsl_enzyme.analyses.types.pointers import CallParts, call_parts
from xdsl_enzyme.analyses.value_flow import hands_on_only, terminator, value_flow
from xdsl_enzyme.dialects import llvm_extra


def values_that_are_bits(operations: Iterable[Operation]) -> set[SSAValue]:
    """All others: values that ops of which nothing is known here use, or that such values are made of."""
    backward: dict[SSAValue, list[SSAValue]] = defaultdict(list)
    pending: list[SSAValue] = []
    returned: dict[Operation, Sequence[SSAValue]] = {}
    for op in operations:
        for source, target in _flow(op):
            backward[target].append(source)
        pending += _sinks(op)
        if isinstance(op, func.ReturnOp):
            returned.setdefault(_function(op), op.operands)
        elif (parts := _body(op)) is not None:
            returned[parts[0]] = ()
    pending += (value for values in returned.values() for value in values)
    found: set[SSAValue] = set()
    while pending:
        value = pending.pop()
        if value not in found:
            found.add(value)
            pending += backward.get(value, ())
    return found


_COMPUTES = NUMERIC | BITWISE | {arith.TruncIOp, arith.ExtUIOp}


def _flow(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    yield from value_flow(op)
    if isinstance(op, arith.CmpiOp):
        return
    if type(op) in _COMPUTES:
        yield from ((operand, result) for result in op.results for operand in op.operands)
    elif (parts := _body(op)) is not None:
        callee, arguments, results = parts
        block = callee.body.block
        yield from zip(arguments, block.args, strict=False)
        yield from zip(terminator(block).operands, results, strict=False)


def _sinks(op: Operation) -> Iterator[SSAValue]:
    """The operands whose bytes an op may hand on to where they are not followed."""
    if type(op) in _COMPUTES:
        if any(has_floats(result.type) for result in op.results):
            yield from op.operands
        return
    if hands_on_only(op) or isinstance(op, _LOOKS):
        return
    if isinstance(op, llvm.GEPOp):
        yield op.ptr
    elif op.has_trait(IsTerminator):
        parent = op.parent_op()
        if parent is None or not (isinstance(parent, func.FuncOp) or hands_on_only(parent)):
            yield from op.operands
    elif _body(op) is None:
        yield from op.operands


_LOOKS = (llvm_extra.PointerCompareOp, llvm.LoadOp)


def _body(op: Operation) -> CallParts | None:
    """The callee, arguments and results of a call of a function that has a body."""
    parts = call_parts(op)
    return parts if parts is not None and parts[0].body.blocks else None


def _function(op: Operation) -> Operation:
    parent = op.parent_op()
    assert parent is not None
    return parent
