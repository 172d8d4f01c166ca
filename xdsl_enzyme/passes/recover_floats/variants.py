"""Words that are floats at one time and pointers at another: they are moved as both.

Which of the two a word is, only the derivative of a copy can tell (`rules.variant_words`). So memory is copied to a word of our own, and from
one; what is loaded from there as a float has the adjoint, what is loaded as a pointer has the shadow::

    %w = llvm.load %p : i64           llvm_extra.memcpy %slot, %p, 8 {enzyme.layout = [8, [0, f64], [0, !llvm.ptr]]}
                                      %v = llvm.load %slot : f64
                               -->    %q = llvm.load %slot : !llvm.ptr         the pieces of %w

    llvm.store %w, %p : i64           llvm.store %q, %source; llvm_extra.memcpy %slot, %source, 8 {…}
                               -->    llvm.store %v, %slot                     both have the same bits
                                      llvm_extra.memcpy %p, %slot, 8 {…}

A number that is stored in such a word is stored as a float that has no derivative.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerAttr, f64, i64
from xdsl.ir import Block, SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.analyses.types.arithmetic import computes_integers
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant, value_size
from xdsl_enzyme.analyses.types.layouts import Decision, Layout
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.recover_floats.annotations import annotate
from xdsl_enzyme.passes.recover_floats.pieces import POINTER, WORD, Piece, Pieces
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter


def load_word(pointer: SSAValue, builder: Pieces) -> list[Piece]:
    """The word that is there, as both."""
    slot = builder.room()
    _copy(slot, pointer, builder)
    return [builder.load(slot, type) for _, type in WORD]


def store_word(word: Sequence[Piece], pointer: SSAValue, builder: Pieces) -> None:
    """Put a word there that is both, or known to be one of the two."""
    if len(word) == 1:
        builder.store(word[0].value, pointer)
        return
    slot = _slot_of(word)
    if slot is None:
        number, address = (piece.value for piece in word)
        # A pointer without a shadow stands for itself, also one that is a float: a copy of such a word is no adjoint.
        source, slot = builder.room(), builder.room()
        builder.store(address, source)
        _copy(slot, source, builder)
        builder.store(number, slot, beside=True)
    _copy(pointer, slot, builder)


def _slot_of(word: Sequence[Piece]) -> SSAValue | None:
    """Where both have just been loaded from."""
    sources = {
        piece.value.owner.ptr if isinstance(piece.value.owner, llvm.LoadOp) else None
        for piece in word
    }
    return sources.pop() if len(sources) == 1 else None


def _copy(target: SSAValue, source: SSAValue, builder: Pieces) -> None:
    length = builder.emit(arith.ConstantOp(IntegerAttr(POINTER_SIZE, i64)))
    copy = llvm_extra.MemcpyOp.create(operands=[target, source, length])
    if builder.location is not None:
        copy.location = builder.location
    annotate(copy, Layout(POINTER_SIZE, ((0, f64), (0, POINTER))))
    builder.builder.insert(copy)


def is_number(rewriter: FunctionRewriter, value: SSAValue) -> bool:
    """Whether an integer is computed from numbers only, whatever else its bytes may be in memory."""
    return _is_number(rewriter, value, set())


def _is_number(rewriter: FunctionRewriter, value: SSAValue, seen: set[SSAValue]) -> bool:
    if value in seen or is_constant(value) or not is_carrier(value.type):
        return True
    seen.add(value)
    if rewriter.types.is_stated_number(value):
        return True
    op = value.owner.parent_op() if isinstance(value.owner, Block) else value.owner
    if op is None or value in rewriter.pieces:
        return False
    if isinstance(op, llvm.LoadOp):
        # Of a byte of a float that lies anywhere there, nothing is known.
        return op not in rewriter.slots.packed and _has_no_floats(
            rewriter.types.of_memory(op.ptr, value_size(value.type))
        )
    if computes_integers(op):
        return all(_is_number(rewriter, operand, seen) for operand in op.operands)
    sources = rewriter.sources.get(value, ())
    if sources:
        return all(_is_number(rewriter, one, seen) for one in sources)
    return _has_no_floats(rewriter.types.of_value(value))


def _has_no_floats(decision: Decision) -> bool:
    return isinstance(decision, Layout) and not decision.leaves and decision.unknown is None
