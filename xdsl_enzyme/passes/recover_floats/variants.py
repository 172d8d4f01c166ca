"""Moves of words that are floats at one time and pointers at another: from memory to memory, never as values.

Which of the two a word is, only the derivative of a copy can tell (`rules.variant_words`)::

    %w = llvm.load %p : i64           llvm_extra.memcpy %slot, %p, 8 {enzyme.layout = [8, [0, f64], [0, !llvm.ptr]]}
    llvm.store %w, %q : i64    -->    llvm_extra.memcpy %q, %slot, 8 {…}

A number that is stored in such a word is stored as a float that has no derivative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerAttr, f64, i32, i64
from xdsl.ir import Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.types.arithmetic import computes_integers
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant
from xdsl_enzyme.analyses.types.layouts import Layout
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.recover_floats.annotations import annotate
from xdsl_enzyme.passes.recover_floats.pieces import Pieces

if TYPE_CHECKING:
    from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter as Rewriter

WORD = Layout(8, ((0, f64), (0, llvm.LLVMPointerType())))
"""The layout of one word."""


def load_word(rewriter: Rewriter, op: llvm.LoadOp) -> bool:
    """A load of one such word that is stored elsewhere, and nothing else."""
    value: SSAValue = op.results[0]
    if value.type != i64 or not all(
        isinstance(use.operation, llvm.StoreOp) and use.index == 0 for use in value.uses
    ):
        return False
    slot = _slot(op)
    _copy(slot, op.ptr, rewriter.before(op))
    rewriter.keep_word(op, slot)
    return True


def store_word(rewriter: Rewriter, op: llvm.StoreOp) -> bool:
    """A store to one such word."""
    value: SSAValue = op.operands[0]
    if value.type != i64:
        return False
    builder = rewriter.before(op)
    if (slot := rewriter.words.get(value)) is not None:
        _copy(op.ptr, slot, builder)
        rewriter.finish(op, [], builder)
        return True
    pieces = rewriter.natural(value, builder)
    if len(pieces) != 1:
        return False
    (stored,) = pieces
    if stored.type == i64:
        if not is_number(rewriter, value, set()):
            return False
        (stored,) = rewriter.in_slots(value, ((0, f64),), builder)
    builder.builder.insert(
        llvm.StoreOp.create(
            operands=[stored.value, op.ptr],
            properties=op.properties,
            attributes={name: one for name, one in op.attributes.items() if name != "tbaa"},
            location=op.location,
        )
    )
    rewriter.finish(op, [], builder)
    return True


def is_number(rewriter: Rewriter, value: SSAValue, seen: set[SSAValue]) -> bool:
    """Whether an integer is computed from numbers only, whatever else its bytes may be in memory."""
    if value in seen or is_constant(value) or not is_carrier(value.type):
        return True
    seen.add(value)
    decision = rewriter.types.of_value(value)
    if isinstance(decision, Layout) and not decision.leaves and decision.unknown is None:
        return True
    op = value.owner.parent_op() if isinstance(value.owner, Block) else value.owner
    if op is None or value in rewriter.pieces:
        return False
    if computes_integers(op):
        return all(is_number(rewriter, operand, seen) for operand in op.operands)
    sources = rewriter.sources.get(value, ())
    return bool(sources) and all(is_number(rewriter, one, seen) for one in sources)


def _slot(op: Operation) -> SSAValue:
    """Room for one word, at the top of the function."""
    function = op
    while not isinstance(function, func.FuncOp):
        parent = function.parent_op()
        assert parent is not None
        function = parent
    builder = Builder(InsertPoint.at_start(function.body.block))
    one = builder.insert(arith.ConstantOp(IntegerAttr(1, i32))).result
    return builder.insert(llvm.AllocaOp(one, f64, alignment=8)).res


def _copy(target: SSAValue, source: SSAValue, builder: Pieces) -> None:
    length = builder.emit(arith.ConstantOp(IntegerAttr(8, i64)))
    copy = llvm_extra.MemcpyOp.create(operands=[target, source, length])
    if builder.location is not None:
        copy.location = builder.location
    annotate(copy, WORD)
    builder.builder.insert(copy)
