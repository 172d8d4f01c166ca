"""Words that are moved as pointers, and may be floats, or the other way round, become integers: of these, type analysis follows the bytes from memory to memory.

::

    %w = llvm.load %u : !llvm.ptr                   %w = llvm.load %u : i64
    llvm.store %w, %v : !llvm.ptr         -->       llvm.store %w, %v : i64
    %x = llvm.load %w : f64                         %p = llvm.inttoptr %w : !llvm.ptr;  %x = llvm.load %p : f64
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerAttr, ModuleOp, f64, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.layout import scalar_leaves
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.carriers import value_size
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.recover_floats.handlers import HANDLERS
from xdsl_enzyme.passes.recover_floats.memory import is_special, load_pieces, store_pieces
from xdsl_enzyme.passes.recover_floats.pieces import Piece, Slots
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter, Handler
from xdsl_enzyme.passes.recover_floats.signatures import Signatures
from xdsl_enzyme.passes.recover_floats.slots import with_integers_between


def words_to_integers(
    module: ModuleOp,
    root: func.FuncOp,
    functions: Sequence[func.FuncOp],
    types: TypeAnalysis,
    words: Collection[SSAValue],
) -> None:
    """Rewrite what hands on these values."""
    slots = _IntegerSlots(words)
    signatures = Signatures(module, functions, root, slots)
    for function in functions:
        FunctionRewriter(slots, signatures, types, _HANDLERS).run(function)


class _IntegerSlots:
    """The pieces of the words: integers."""

    def __init__(self, words: Collection[SSAValue]):
        self.bits = words
        self.packed = frozenset[Operation]()

    def of(self, value: SSAValue) -> Slots | None:
        if value not in self.bits:
            return None
        leaves = [
            (at, i64 if _may_be_word(leaf) else leaf) for at, leaf in scalar_leaves(value.type)
        ]
        return with_integers_between(leaves, value_size(value.type))


def _may_be_word(type: Attribute) -> bool:
    return type == f64 or is_pointer(type)


def _load(rewriter: FunctionRewriter, op: llvm.LoadOp) -> bool:
    slots = rewriter.slots.of(op.results[0])
    if slots is None or is_special(op):
        return False
    builder = rewriter.before(op)
    op.operands[0] = rewriter.whole(op.ptr, builder)
    _forget_tag(op)
    rewriter.finish(op, [load_pieces(op, slots, builder)], builder)
    return True


def _store(rewriter: FunctionRewriter, op: llvm.StoreOp) -> bool:
    slots = rewriter.slots.of(op.value)
    if slots is None or is_special(op):
        return False
    builder = rewriter.before(op)
    op.operands[1] = rewriter.whole(op.ptr, builder)
    _forget_tag(op)
    store_pieces(op, rewriter.in_slots(op.value, slots, builder), builder)
    rewriter.finish(op, [], builder)
    return True


def _forget_tag(op: Operation) -> None:
    """What the program calls the word is what it need not be."""
    op.attributes.pop("tbaa", None)


def _compare(rewriter: FunctionRewriter, op: llvm_extra.PointerCompareOp) -> bool:
    """As integers: the bits of a float are no pointer."""
    if not any(one in rewriter.pieces for one in op.operands):
        return False
    builder = rewriter.before(op)
    left, right = (rewriter.in_slots(one, _WORD, builder)[0].value for one in op.operands)
    predicate = IntegerAttr(op.predicate.value.data, i64)
    result = builder.emit(arith.CmpiOp(left, right, predicate.value.data))
    rewriter.finish(op, [[Piece(0, result.type, result)]], builder)
    return True


_WORD: Slots = ((0, i64),)

_HANDLERS: dict[type[Operation], Handler] = {
    **HANDLERS,
    llvm.LoadOp: _load,
    llvm.StoreOp: _store,
    llvm_extra.PointerCompareOp: _compare,
}
