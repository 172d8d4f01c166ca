"""Values taken apart into pieces: the floats, pointers and integers that their bytes are.

The pieces of a value cover its bytes without gaps, in ascending order. A word that may be a float or a pointer is two of them, with the
same bytes (`variants`)::

    an i64 that holds an int and a float   -->   Piece(0, i32, %n), Piece(4, f32, %v)
    an i64 that is either of the two       -->   Piece(0, f64, %v), Piece(0, !llvm.ptr, %p)

`Pieces` builds what turns pieces into other pieces of the same bytes, or into an integer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm, ub, vector
from xdsl.dialects.builtin import (
    DenseArrayBase,
    IntegerAttr,
    IntegerType,
    LocationAttr,
    UnitAttr,
    VectorType,
    f64,
    i8,
    i32,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element, members
from xdsl_enzyme.analyses.layout import POINTER_SIZE, member_offset, size_of
from xdsl_enzyme.analyses.types.carriers import value_size
from xdsl_enzyme.analyses.types.verdicts import WHOLE_WORD
from xdsl_enzyme.passes.recover_floats.constants import (
    bits_of,
    constant,
    integer_constant,
)

Slot = tuple[int, Attribute]
"""Where a piece starts, and its type."""

Slots = tuple[Slot, ...]

POINTER = llvm.LLVMPointerType()

WORD: Slots = ((0, f64), (0, POINTER))
"""A word that may be a float or a pointer."""


_ROOM = llvm.LLVMArrayType(POINTER_SIZE, i8)
"""Of which nothing is said what is in it."""


@dataclass(frozen=True)
class Piece:
    """Some bytes of a value: a scalar, or a vector of floats."""

    offset: int
    type: Attribute
    value: SSAValue

    @property
    def size(self) -> int:
        return value_size(self.type)

    @property
    def end(self) -> int:
        return self.offset + self.size

    def moved(self, by: int) -> Piece:
        return Piece(self.offset + by, self.type, self.value)


def words_in(slots: Slots) -> frozenset[int]:
    """The offsets of the words that may be a float or a pointer."""
    offsets = [offset for offset, _ in slots]
    return frozenset(one for one, other in pairwise(offsets) if one == other)


def without_pointers_of_words(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces as they are one behind the other: of words that may be a float or a pointer, the floats."""
    return [
        piece for at, piece in enumerate(pieces) if at == 0 or pieces[at - 1].end <= piece.offset
    ]


def integer_type(size: int) -> IntegerType:
    """The integer of so many bytes."""
    return IntegerType(8 * size)


class Pieces:
    """Builds ops at one place."""

    def __init__(self, builder: Builder, location: LocationAttr | None = None):
        self.builder = builder
        self.location = location
        """Of the op that is replaced."""

    def emit(self, op: Operation) -> SSAValue:
        if self.location is not None:
            op.location = self.location
        return self.builder.insert(op).results[0]

    # Memory

    def room(self) -> SSAValue:
        """Memory for one word, at the top of the function."""
        function = self.builder.insertion_point.block.parent_op()
        while not isinstance(function, func.FuncOp):
            assert function is not None
            function = function.parent_op()
        builder = Builder(InsertPoint.at_start(function.body.block))
        one = builder.insert(arith.ConstantOp(IntegerAttr(1, i32))).result
        return builder.insert(llvm.AllocaOp(one, _ROOM, alignment=POINTER_SIZE)).res

    def load(self, pointer: SSAValue, type: Attribute) -> Piece:
        """A word of memory as a float or a pointer."""
        op = llvm.LoadOp(pointer, type, alignment=POINTER_SIZE)
        op.attributes[WHOLE_WORD] = UnitAttr()
        return Piece(0, type, self.emit(op))

    def store(self, value: SSAValue, pointer: SSAValue, *, beside: bool = False) -> None:
        """A float or a pointer, to a word of memory; a float `beside` the pointer that it may be, which has been copied there."""
        op = llvm.StoreOp(value, pointer, alignment=POINTER_SIZE)
        if beside:
            op.attributes[WHOLE_WORD] = UnitAttr()
        if self.location is not None:
            op.location = self.location
        self.builder.insert(op)

    # From whole values, and back

    def of(self, value: SSAValue, slots: Slots) -> list[Piece]:
        """The pieces in these slots of a value that is whole."""
        known = bits_of(value)
        if known is not None:
            return [
                Piece(offset, type, constant(self.emit, known, 8 * offset, type, value))
                for offset, type in slots
            ]
        return self.in_slots(self.natural(value), slots)

    def natural(self, value: SSAValue) -> list[Piece]:
        """A whole value as few pieces: an aggregate by its members, a vector of integers as one integer."""
        type = value.type
        if parts := members(type):
            pieces: list[Piece] = []
            for index, part in enumerate(parts):
                member = self.emit(
                    llvm.ExtractValueOp(DenseArrayBase.from_list(i64, [index]), value, part)
                )
                offset = member_offset(type, (index,))
                pieces += self._filler(pieces[-1].end if pieces else 0, offset)
                pieces += (piece.moved(offset) for piece in self.natural(member))
            return pieces + self._filler(pieces[-1].end, size_of(type))
        if isa(type, VectorType) and float_element(type) is None:
            whole = integer_type(value_size(type))
            return [Piece(0, whole, self.emit(llvm.BitcastOp(value, whole)))]
        return [Piece(0, type, value)]

    def _filler(self, begin: int, end: int) -> list[Piece]:
        """Padding."""
        if begin >= end:
            return []
        type = integer_type(end - begin)
        undef = llvm.UndefOp.create(result_types=[type])
        return [Piece(begin, type, self.emit(undef))]

    def whole(self, pieces: Sequence[Piece], type: Attribute) -> SSAValue:
        """The value of this type that has these pieces, from offset 0 on."""
        if len(pieces) == 1 and pieces[0].type == type:
            return pieces[0].value
        if parts := members(type):
            value = self.emit(llvm.UndefOp.create(result_types=[type]))
            for index, part in enumerate(parts):
                start = member_offset(type, (index,))
                member = self.whole(self.slice(pieces, start, value_size(part)), part)
                position = DenseArrayBase.from_list(i64, [index])
                value = self.emit(llvm.InsertValueOp(position, value, member))
            return value
        (piece,) = self.in_slots(pieces, ((0, type),))
        return piece.value

    # From pieces to pieces

    def in_slots(self, pieces: Sequence[Piece], slots: Slots) -> list[Piece]:
        """The same bytes in other slots."""
        if tuple((piece.offset, piece.type) for piece in pieces) == slots:
            return list(pieces)
        words = words_in(slots)
        found: list[Piece] = []
        for offset, type in slots:
            if offset not in words:
                found.append(self._in_slot(pieces, offset, type))
            elif isinstance(type, llvm.LLVMPointerType):
                word = self._word(self.slice(pieces, offset, POINTER_SIZE))
                found += (piece.moved(offset) for piece in word)
        return found

    def _in_slot(self, pieces: Sequence[Piece], offset: int, type: Attribute) -> Piece:
        part = self.slice(pieces, offset, value_size(type))
        for piece in part:
            if (piece.offset, piece.type) == (0, type):
                return Piece(offset, type, piece.value)
        part = without_pointers_of_words(part)
        if isa(type, VectorType):
            return Piece(offset, type, self._vector(part, type))
        return Piece(offset, type, self.cast(self._integer(part, value_size(type)), type))

    def _word(self, part: Sequence[Piece]) -> Sequence[Piece]:
        """The same bytes as a float and as a pointer."""
        if tuple((piece.offset, piece.type) for piece in part) == WORD:
            return part
        (bits,) = self.in_slots(part, ((0, part[0].type if len(part) == 1 else i64),))
        if isinstance(bits.type, llvm.LLVMPointerType):
            slot = self.room()
            self.store(bits.value, slot)
            return [self.load(slot, f64), bits]
        number, address = self.cast(bits.value, f64), self.cast(bits.value, POINTER)
        if bits.type == f64 and isinstance(address.owner, llvm.IntToPtrOp):
            # Nobody follows it: what is loaded and may be a pointer is both.
            address.owner.attributes[WHOLE_WORD] = UnitAttr()
        return [Piece(0, f64, number), Piece(0, POINTER, address)]

    def _vector(self, pieces: Sequence[Piece], type: VectorType[Any]) -> SSAValue:
        element: Attribute = type.element_type
        if len(pieces) == 1 and isinstance(pieces[0].type, VectorType):
            return self.cast(pieces[0].value, type)
        size = value_size(element)
        lanes = self.in_slots(
            pieces, tuple((lane * size, element) for lane in range(type.element_count()))
        )
        value = self.emit(ub.PoisonOp(type))
        for lane, piece in enumerate(lanes):
            value = self.emit(insert_lane(piece.value, value, lane))
        return value

    def slice(self, pieces: Sequence[Piece], start: int, size: int) -> list[Piece]:
        """The bytes from `start` on, at offset 0; scalars that stick out are cut."""
        end, result = start + size, list[Piece]()
        previous = -1
        for piece in pieces:
            is_other_of_word, previous = piece.offset == previous, piece.offset
            if piece.end <= start or piece.offset >= end:
                continue
            if piece.offset < start or piece.end > end:
                if not is_other_of_word:
                    result += self._cut(piece, max(start, piece.offset), min(end, piece.end), start)
            else:
                result.append(piece.moved(-start))
        return result

    def _cut(self, piece: Piece, begin: int, end: int, start: int) -> list[Piece]:
        if isinstance(piece.type, VectorType):
            return self.slice(self.lanes(piece), begin - piece.offset, end - begin)
        type = integer_type(end - begin)
        amount = 8 * (begin - piece.offset)
        if (known := bits_of(piece.value)) is not None:
            part = constant(self.emit, known, amount, type, piece.value)
            return [Piece(begin - start, type, part)]
        whole = self.cast(piece.value, integer_type(piece.size))
        if amount:
            shift = self.emit(integer_constant(amount, 8 * piece.size))
            whole = self.emit(arith.ShRUIOp(whole, shift))
        return [Piece(begin - start, type, self.emit(arith.TruncIOp(whole, type)))]

    def lanes(self, piece: Piece) -> list[Piece]:
        """A vector piece by its lanes."""
        type = cast("VectorType[Any]", piece.type)
        element: Attribute = type.element_type
        size = value_size(element)
        return [
            Piece(piece.offset + lane * size, element, self.emit(extract_lane(piece.value, lane)))
            for lane in range(type.element_count())
        ]

    def _integer(self, pieces: Sequence[Piece], size: int) -> SSAValue:
        """The integer of `size` bytes that has these pieces."""
        type = integer_type(size)
        scalars = [
            one
            for piece in pieces
            for one in (
                self.lanes(piece)
                if isinstance(piece.type, VectorType) and len(pieces) > 1
                else [piece]
            )
        ]
        total: SSAValue | None = None
        for piece in scalars:
            if piece.size == size:
                return self.cast(piece.value, type)
            if bits_of(piece.value) == 0:
                continue
            part = self.cast(piece.value, integer_type(piece.size))
            part = self.emit(arith.ExtUIOp(part, type))
            if piece.offset:
                amount = self.emit(integer_constant(8 * piece.offset, 8 * size))
                part = self.emit(arith.ShLIOp(part, amount))
            total = part if total is None else self.emit(arith.OrIOp(total, part))
        return self.emit(integer_constant(0, 8 * size)) if total is None else total

    def cast(self, value: SSAValue, type: Attribute) -> SSAValue:
        """The bits of a scalar or vector as another type of the same size."""
        if value.type == type:
            return value
        known = bits_of(value)
        if known is not None:
            return constant(self.emit, known, 0, type, value)
        # A cast there and back is none.
        if isinstance(value.owner, arith.BitcastOp) and value.owner.input.type == type:
            return value.owner.input
        is_pointer = isinstance(value.type, llvm.LLVMPointerType)
        if isinstance(type, llvm.LLVMPointerType):
            integer = value if isinstance(value.type, IntegerType) else self.cast(value, i64)
            return self.emit(llvm.IntToPtrOp.create(operands=[integer], result_types=[type]))
        if is_pointer:
            number = llvm.PtrToIntOp.create(operands=[value], result_types=[i64])
            return self.cast(self.emit(number), type)
        if _shape(value.type) == _shape(type):
            return self.emit(arith.BitcastOp(value, type))
        return self.emit(llvm.BitcastOp(value, type))


def _shape(type: Attribute) -> tuple[int, ...]:
    return type.get_shape() if isa(type, VectorType) else ()


def extract_lane(value: SSAValue, lane: int) -> Operation:
    element: Attribute = cast("VectorType[Any]", value.type).element_type
    return vector.ExtractOp.create(
        operands=[value],
        result_types=[element],
        properties={"static_position": DenseArrayBase.from_list(i64, [lane])},
    )


def insert_lane(value: SSAValue, target: SSAValue, lane: int) -> Operation:
    return vector.InsertOp.create(
        operands=[value, target],
        result_types=[target.type],
        properties={"static_position": DenseArrayBase.from_list(i64, [lane])},
    )


def is_float(type: Attribute) -> bool:
    """Whether a piece is a float, or a vector of them."""
    return float_element(type) is not None
