"""Calls of functions that type analysis looks into, and the values that they hand over.

::

    %r = func.call @g(%a)       -->   (%a, the argument of @g), (what @g returns, %r)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.dialects import func, llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import terminator, value_flow
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.symbols import lookup

CallParts = tuple[func.FuncOp, Sequence[SSAValue], Sequence[SSAValue]]


def call_parts(op: Operation) -> CallParts | None:
    """The callee, arguments and results of a direct call of a function."""
    arguments: Sequence[SSAValue]
    results: Sequence[SSAValue]
    if isinstance(op, func.CallOp):
        callee = lookup(op, op.callee)
        arguments, results = op.arguments, op.results
    elif isinstance(op, llvm_extra.InvokeOp) and op.callee is not None:
        callee = lookup(op, op.callee)
        arguments, results = op.passed, op.outputs
    else:
        return None
    return (callee, arguments, results) if isinstance(callee, func.FuncOp) else None


def handed_over(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """`value_flow`, and what a call hands to the function that it calls, and back."""
    yield from value_flow(op)
    if (parts := call_parts(op)) is not None and parts[0].body.blocks:
        callee, arguments, results = parts
        block = callee.body.block
        yield from zip(arguments, block.args, strict=False)
        yield from zip(terminator(block).operands, results, strict=False)


def moved_on(op: Operation) -> Iterator[tuple[SSAValue, SSAValue]]:
    """`handed_over`, and what goes into aggregates and out of them."""
    yield from handed_over(op)
    if isinstance(op, llvm.ExtractValueOp | llvm.InsertValueOp):
        yield from ((operand, op.results[0]) for operand in op.operands)
