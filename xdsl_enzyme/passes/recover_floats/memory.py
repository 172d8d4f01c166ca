"""Loads and stores of integers where floats or pointers are: one for each piece."""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import (
    IntegerAttr,
    IntegerType,
    StringAttr,
    UnitAttr,
    VectorType,
    f64,
    i8,
    i64,
)
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.layout import POINTER_SIZE, alignment_of
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.types.carriers import is_carrier, is_constant, value_size
from xdsl_enzyme.analyses.types.layouts import Decision, Layout, Undecided
from xdsl_enzyme.analyses.types.tags import accessed_type
from xdsl_enzyme.analyses.types.verdicts import CLEARS, UNDECIDED
from xdsl_enzyme.passes.recover_floats.pieces import (
    POINTER,
    WORD,
    Piece,
    Pieces,
    Slots,
    words_in,
)
from xdsl_enzyme.passes.recover_floats.rewriter import FunctionRewriter
from xdsl_enzyme.passes.recover_floats.slots import memory_slots
from xdsl_enzyme.passes.recover_floats.variants import is_number, load_word, store_word


def split_load(rewriter: FunctionRewriter, op: llvm.LoadOp) -> bool:
    """A load of an integer, or of an aggregate that is taken apart."""
    value: SSAValue = op.results[0]
    if not is_carrier(value.type):
        return False
    decision = rewriter.types.of_memory(op.ptr, value_size(value.type), value)
    slots = memory_slots(decision, value.type) if isinstance(decision, Layout) else None
    if slots is None or is_special(op) or _stays_number(rewriter, value, decision):
        if (reason := _reason(decision, slots, value.type)) and _is_looked_at(rewriter, value):
            op.attributes[UNDECIDED] = StringAttr(reason)
        return False
    builder = rewriter.before(op)
    rewriter.finish(op, [load_pieces(op, slots, builder)], builder)
    return True


def load_pieces(op: llvm.LoadOp, slots: Slots, builder: Pieces) -> list[Piece]:
    """Load what `op` does, piece by piece."""
    words = words_in(slots)
    pieces: list[Piece] = []
    for offset, type in slots:
        if offset not in words:
            pointer = _moved(op.ptr, offset, builder)
            piece = builder.emit(_load(op, pointer, offset, type))
            pieces.append(Piece(offset, type, piece))
        elif is_pointer(type):
            word = load_word(_moved(op.ptr, offset, builder), builder)
            pieces += (piece.moved(offset) for piece in word)
    return pieces


def _stays_number(rewriter: FunctionRewriter, value: SSAValue, decision: Decision) -> bool:
    """Whether a value is computed with as a number, and nothing else, or the floats may be beside it."""
    if value not in rewriter.slots.bits:
        return True
    if rewriter.slots.of(value) is not None:
        return False
    if _is_moved_address(value, decision):
        return False
    is_compared = all(isinstance(use.operation, arith.CmpiOp) for use in value.uses)
    is_vague = isinstance(decision, Layout) and decision.is_vague
    return is_vague or is_compared or rewriter.types.is_stated_number(value)


def _is_moved_address(value: SSAValue, decision: Decision) -> bool:
    """Whether a value is loaded from where pointers are, and stored elsewhere: an address, though it may be called a number."""
    return (
        isinstance(decision, Layout)
        and not decision.is_vague
        and decision.leaves == ((0, LLVMPointerType()),)
        and value_size(value.type) == POINTER_SIZE
        and any(True for _ in value.uses)
        and all(isinstance(use.operation, llvm.StoreOp) and use.index == 0 for use in value.uses)
    )


def _is_looked_at(rewriter: FunctionRewriter, value: SSAValue) -> bool:
    """Whether a derivative might get lost in an integer: it is no number for sure, and not only compared."""
    if value not in rewriter.slots.bits or rewriter.types.is_stated_number(value):
        return False
    return not all(isinstance(use.operation, arith.CmpiOp) for use in value.uses)


def _reason(decision: Decision, slots: Slots | None, type: Attribute) -> str | None:
    """Why a load or store can't be taken apart though there may be floats; None if there are none."""
    if isinstance(decision, Undecided):
        return decision.why
    if not decision.leaves:
        return decision.unknown if decision.is_foreign else None
    if slots is None:
        return f"floats stick out of the {value_size(type)} bytes"
    return "the same bytes are floats elsewhere, and computed with as an integer here"


def split_store(rewriter: FunctionRewriter, op: llvm.StoreOp) -> bool:
    """The same for a store; what is stored may be a constant or a number."""
    value: SSAValue = op.operands[0]
    if not is_carrier(value.type) or _is_stated_number(rewriter, op):
        return False
    decision = rewriter.types.of_memory(op.ptr, value_size(value.type), value)
    slots = memory_slots(decision, value.type) if isinstance(decision, Layout) else None
    if slots is None or is_special(op) or _shows(value, slots):
        reason = _reason(decision, slots, value.type) if slots is None else None
        is_clear = is_constant(value) and isinstance(decision, Layout) and not decision.leaves
        if reason is not None and not is_clear:
            if _may_clear_words(rewriter, op):
                op.attributes[CLEARS] = UnitAttr()
            else:
                op.attributes[UNDECIDED] = StringAttr(reason)
        return False
    builder = rewriter.before(op)
    words = words_in(slots)
    for offset in words:
        word = _stored_word(rewriter, value, offset, builder)
        store_word(word, _moved(op.ptr, offset, builder), builder)
    others = tuple(slot for slot in slots if slot[0] not in words)
    store_pieces(op, rewriter.in_slots(value, others, builder), builder)
    rewriter.finish(op, [], builder)
    return True


def store_pieces(op: llvm.StoreOp, pieces: Sequence[Piece], builder: Pieces) -> None:
    """Store what `op` does, piece by piece."""
    for piece in pieces:
        pointer = _moved(op.ptr, piece.offset, builder)
        properties, attributes = _flags(op, piece.offset, piece.type, value_size(op.value.type))
        builder.builder.insert(
            llvm.StoreOp.create(
                operands=[piece.value, pointer],
                properties=properties,
                attributes=attributes,
                location=op.location,
            )
        )


def _stored_word(
    rewriter: FunctionRewriter, value: SSAValue, offset: int, builder: Pieces
) -> Sequence[Piece]:
    """What becomes a word that may be a float or a pointer: one of the two only where that is known."""
    part = builder.slice(rewriter.natural(value, builder), offset, POINTER_SIZE)
    if len(part) == 1 and part[0].type in (f64, POINTER):
        return part
    if is_constant(value) or is_number(rewriter, value):
        return builder.in_slots(part, ((0, f64),))
    return builder.in_slots(part, WORD)


def _may_clear_words(rewriter: FunctionRewriter, op: llvm.StoreOp) -> bool:
    """
    Whether a number is stored that overwrites at most parts of words, or whole ones, and so leaves no derivative of what was there: the tag
    of an entry in a hash table, whose entries lie before its tags.
    """
    value: SSAValue = op.operands[0]
    size = value_size(value.type)
    alignment = op.properties.get("alignment")
    known = alignment.value.data if isinstance(alignment, IntegerAttr) else alignment_of(value.type)
    return (
        isinstance(value.type, IntegerType | VectorType)
        and known >= min(size, POINTER_SIZE)
        and (size < POINTER_SIZE or size % POINTER_SIZE == 0)
        and not is_special(op)
        and rewriter.types.may_clear_words(op.ptr, size)
        and is_number(rewriter, value)
    )


def _is_stated_number(rewriter: FunctionRewriter, op: llvm.StoreOp) -> bool:
    """Whether the program says that an integer is stored; of a constant, only the store itself can say so."""
    value: SSAValue = op.operands[0]
    if is_constant(value):
        return isinstance(accessed_type(op, value_size(value.type)), IntegerType)
    # What is made of a pointer is an address, whatever it is called.
    return not isinstance(value.owner, llvm.PtrToIntOp) and rewriter.types.is_stated_number(value)


def _shows(value: SSAValue, slots: Slots) -> bool:
    """Whether an aggregate that is stored as a whole is better stored so."""
    return len(slots) == 1 and slots[0][1] == value.type


def is_special(op: Operation) -> bool:
    """Atomic and volatile accesses stay what they are."""
    ordering = op.properties.get("ordering")
    return (isinstance(ordering, IntegerAttr) and ordering.value.data != 0) or (
        "volatile_" in op.properties or "volatile_" in op.attributes
    )


def _moved(pointer: SSAValue, offset: int, builder: Pieces) -> SSAValue:
    return builder.emit(llvm.GEPOp(pointer, [offset], i8, inbounds=True)) if offset else pointer


def _load(op: llvm.LoadOp, pointer: SSAValue, offset: int, type: Attribute) -> Operation:
    properties, attributes = _flags(op, offset, type, value_size(op.results[0].type))
    return llvm.LoadOp.create(
        operands=[pointer],
        result_types=[type],
        properties=properties,
        attributes=attributes,
        location=op.location,
    )


def _flags(
    op: Operation, offset: int, type: Attribute, size: int
) -> tuple[dict[str, Attribute], dict[str, Attribute]]:
    """Properties and attributes of the access of one piece."""
    properties, attributes = dict(op.properties), dict(op.attributes)
    if value_size(type) < size:
        # The tag is about all of it.
        attributes.pop("tbaa", None)
        if not is_pointer(type):
            attributes.pop(UNDECIDED, None)
    known = properties.get("alignment")
    alignment = known.value.data if isinstance(known, IntegerAttr) else alignment_of(_accessed(op))
    while offset % alignment:
        alignment //= 2
    properties["alignment"] = IntegerAttr(alignment, i64)
    return properties, attributes


def _accessed(op: Operation) -> Attribute:
    return op.results[0].type if op.results else op.operands[0].type
