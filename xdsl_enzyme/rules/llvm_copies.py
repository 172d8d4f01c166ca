"""Derivatives of `memcpy`, `memmove` and `memset`.

What type analysis says of the memory (`ctx.layout_at`) tells where the floats and the pointers in it are. Forward, shadows are copied
alike; in reverse, the adjoint of each float of the copy moves back to the original::

    memcpy(d, s, 8 n)    -->    for i < n:  shadow(s)[i] += shadow(d)[i];  shadow(d)[i] = 0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import i8, i64
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import alignment_of, size_of
from xdsl_enzyme.analyses.types.verdicts import CopyLayout, is_of_numbers, undecided
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules import floats, variant_words
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm_pointers import lanes, move_by, scaled, set_bytes_to_zero
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.runtime_activity import choose, length_where_active, writable
from xdsl_enzyme.rules.scf import integer


@derivative_rule(llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)
class CopyRule:
    """Forward, shadows are copied alike; in reverse, the adjoints of the copy move back to the original."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        destination, source, length = op.operands
        if not ctx.carries(destination) or is_of_numbers(op):
            return
        if not ctx.floats_are_carried:
            self._copy_pointers(op, ctx)
            return
        shadow = ctx.tangent_or_zero(destination)
        is_active = ctx.is_active_at_run_time(destination)
        length = length_where_active(ctx.builder, is_active, length)
        size = scaled(ctx.builder, length, ctx.width)
        if ctx.carries(source):
            origin = ctx.tangent_or_zero(source)
            ctx.builder.insert(type(op).create(operands=[shadow, origin, size]))
            self._forget_copied_floats(op, length, ctx)
        else:
            set_bytes_to_zero(ctx.builder, shadow, size)

    @staticmethod
    def _forget_copied_floats(op: Operation, length: SSAValue, ctx: TangentContext) -> None:
        """If the source turns out to be inactive, what was copied from it are no tangents."""
        destination, source, _ = op.operands
        is_active = ctx.is_active_at_run_time(source)
        if is_active is None:
            return
        builder, width = ctx.builder, ctx.width
        layout = ctx.layout_at(destination, op)
        length = choose(builder, is_active, integer(builder, 0, length.type), length)

        def take(inner: Builder, at: SSAValue, type: Attribute) -> SSAValue:
            zero = floats.zero(inner, tangent_type(type, width))
            store_tangents(inner, zero, at, type)
            return zero

        def give(inner: Builder, value: SSAValue, at: SSAValue, type: Attribute) -> None:
            """There is nothing to be given."""

        moved = _moved(op, layout, layout.floats, width)
        stretches = [_Stretch(length, layout.period, at, element, width) for at, element in moved]
        shadow = ctx.tangent_or_zero(destination)
        _visit(stretches, op, builder, (shadow, None), take, give)

    @staticmethod
    def _copy_pointers(op: Operation, ctx: TangentContext) -> None:
        """In the forward sweep: the shadows of the pointers, and not the adjoints of the floats between them."""
        destination, source, length = op.operands
        layout = ctx.layout_at(destination, op)
        if not layout.pointers:
            return
        shadow, builder, width = ctx.tangent_or_zero(destination), ctx.builder, ctx.width
        length = length_where_active(builder, ctx.is_active_at_run_time(destination), length)
        # Pointers to what has no shadow stand for themselves.
        origin = ctx.tangent_or_zero(source) if ctx.carries(source) else source
        if not layout.floats:
            length = scaled(builder, length, width)
            builder.insert(type(op).create(operands=[shadow, origin, length]))
            return

        def take(inner: Builder, at: SSAValue, type: Attribute) -> SSAValue:
            if type is VARIANT:
                return variant_words.load_word(inner, at)
            return inner.insert(llvm.LoadOp(at, type, alignment=alignment_of(type))).results[0]

        def give(inner: Builder, value: SSAValue, at: SSAValue, type: Attribute) -> None:
            if type is VARIANT:
                variant_words.store_pointer(inner, value, at)
            else:
                inner.insert(llvm.StoreOp(value, at, alignment=alignment_of(type)))

        moved = _moved(op, layout, layout.pointers, width)
        stretches = [_Stretch(length, layout.period, at, type_, width) for at, type_ in moved]
        _visit(stretches, op, builder, (origin, shadow), take, give)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        destination, source, length = op.operands
        if not ctx.is_shadowed(destination):
            return
        layout = ctx.layout_at(destination, op)
        if not layout.floats:
            return
        builder, width = ctx.builder, ctx.width
        shadow = ctx.shadow(destination)
        is_active = ctx.is_active_at_run_time(destination)
        length = length_where_active(builder, is_active, ctx.primal(length))
        if not ctx.is_shadowed(source):
            if layout.dense is not None:
                set_bytes_to_zero(builder, shadow, scaled(builder, length, width))
                return
            origin, is_given = None, None
        else:
            origin, is_given = ctx.shadow(source), ctx.is_active_at_run_time(source)

        def take(inner: Builder, at: SSAValue, type: Attribute) -> SSAValue:
            if type is VARIANT:
                return variant_words.take_adjoint(inner, at)
            adjoint = load_tangents(inner, at, type, width)
            store_tangents(inner, floats.zero(inner, adjoint.type), at, type)
            return adjoint

        def give(inner: Builder, value: SSAValue, at: SSAValue, type: Attribute) -> None:
            if type is VARIANT:
                variant_words.add_adjoint(inner, value, at)
                return
            total = floats.add(inner, load_tangents(inner, at, type, width), value)
            assert total is not None
            place = writable(ctx, inner, is_given, at, type)
            store_tangents(inner, total, place, type)

        moved = _moved(op, layout, layout.floats, width)
        stretches = [_Stretch(length, layout.period, at, element, width) for at, element in moved]
        _visit(stretches, op, builder, (shadow, origin), take, give, backwards=True)


VARIANT = i64
"""Stands for the type of a word that is now a float, now a pointer."""


def _moved(
    op: Operation, layout: CopyLayout, leaves: Sequence[tuple[int, Attribute]], width: int
) -> Sequence[tuple[int, Attribute]]:
    """The floats, or the pointers, of a layout; as variants where a word may be either."""
    variants = layout.variants
    if variants and width > 1:
        raise undecided(op, "the same bytes are floats at one time and pointers at another")
    return [(at, VARIANT if at in variants else type) for at, type in leaves]


def load_tangents(builder: Builder, pointer: SSAValue, type: Attribute, width: int) -> SSAValue:
    """Load the tangents of a float of this type, aligned as the float is."""
    new = llvm.LoadOp(pointer, tangent_type(type, width), alignment=alignment_of(type))
    return builder.insert(new).results[0]


def store_tangents(builder: Builder, value: SSAValue, pointer: SSAValue, type: Attribute) -> None:
    """Store the tangents of a float of this type, aligned as the float is."""
    builder.insert(llvm.StoreOp(value, pointer, alignment=alignment_of(type)))


Take = Callable[[Builder, SSAValue, Attribute], SSAValue]
Give = Callable[[Builder, SSAValue, SSAValue, Attribute], None]


@dataclass(frozen=True)
class _Stretch:
    """The values of one type in `length` bytes: one in every `period` bytes, from `offset` on."""

    length: SSAValue
    period: int
    offset: int
    type: Attribute
    width: int

    def start(self, builder: Builder, pointer: SSAValue) -> SSAValue:
        """Where the first of them is, in a shadow."""
        return move_by(builder, pointer, self.offset * self.width)

    def known_count(self) -> int | None:
        """How many there are, if that is known."""
        known = constant_integer(self.length)
        return None if known is None else self._count(known)

    def move(
        self,
        op: Operation,
        builder: Builder,
        where: tuple[SSAValue, SSAValue | None],
        take: Take,
        give: Give,
        *,
        backwards: bool,
    ) -> None:
        """
        Take each of them from one place and give it to the other, in a loop. Where these may overlap, the order is that in
        which a copy can be made one by one, from the end if the copy lies above the original, or `backwards`: against it.
        """

        def emit(new: Operation) -> SSAValue:
            return builder.insert(new).results[0]

        source = self.start(builder, where[0])
        target = None if where[1] is None else self.start(builder, where[1])
        length = self.length
        spare = integer(builder, self.period - self.offset - size_of(self.type), length.type)
        period = integer(builder, self.period, length.type)
        count = emit(arith.DivUIOp(emit(arith.AddiOp(length, spare)), period))
        none, one = integer(builder, 0, length.type), integer(builder, 1, length.type)
        body = Block(arg_types=[length.type])
        inner = Builder(InsertPoint.at_end(body))
        index: SSAValue = body.args[0]
        if isinstance(op, llvm_extra.MemmoveOp) and target is not None:
            copy, original = (source, target) if backwards else (target, source)
            below = emit(llvm_extra.PointerCompareOp(ULT, copy, original))
            last = emit(arith.SubiOp(count, one))
            mirrored = inner.insert(arith.SubiOp(last, index)).result
            order = (mirrored, index) if backwards else (index, mirrored)
            index = inner.insert(arith.SelectOp(below, *order)).result
        value = take(inner, self._element(inner, source, index), self.type)
        if target is not None:
            give(inner, value, self._element(inner, target, index), self.type)
        inner.insert(scf.YieldOp())
        builder.insert(scf.ForOp(none, count, one, [], body))

    def _count(self, length: int) -> int:
        return max(0, (length + self.period - self.offset - size_of(self.type)) // self.period)

    def _element(self, builder: Builder, pointer: SSAValue, index: SSAValue) -> SSAValue:
        if self.period == size_of(self.type):
            step = lanes(self.type, self.width)
        else:
            step = llvm.LLVMArrayType(self.period * self.width, i8)
        new = llvm.GEPOp(pointer, [llvm.GEP_USE_SSA_VAL], step, [index], inbounds=True)
        return builder.insert(new).results[0]


def _visit(
    stretches: Sequence[_Stretch],
    op: Operation,
    builder: Builder,
    where: tuple[SSAValue, SSAValue | None],
    take: Take,
    give: Give,
    *,
    backwards: bool = False,
) -> None:
    """Move the values of several stretches from one shadow to another, or nowhere."""
    source, target = where
    single = [one for one in stretches if one.known_count() == 1]
    # All are taken before any is given: the two may overlap.
    taken = [(one, take(builder, one.start(builder, source), one.type)) for one in single]
    if target is not None:
        for one, value in taken:
            give(builder, value, one.start(builder, target), one.type)
    for one in stretches:
        if one.known_count() not in (0, 1):
            one.move(op, builder, where, take, give, backwards=backwards)


ULT = arith.CMPI_COMPARISON_OPERATIONS.index("ult")


@derivative_rule(llvm_extra.MemsetOp)
class SetRule:
    """What is set has derivative zero."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm_extra.MemsetOp)
        if is_of_numbers(op):
            return
        if ctx.carries(op.destination) and ctx.carries_floats_at(op.destination):
            is_active = ctx.is_active_at_run_time(op.destination)
            length = length_where_active(ctx.builder, is_active, op.length)
            length = scaled(ctx.builder, length, ctx.width)
            set_bytes_to_zero(ctx.builder, ctx.tangent_or_zero(op.destination), length)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm_extra.MemsetOp)
        if ctx.is_shadowed(op.destination) and not is_of_numbers(op):
            shadow = ctx.shadow(op.destination)
            is_active = ctx.is_active_at_run_time(op.destination)
            length = length_where_active(ctx.builder, is_active, ctx.primal(op.length))
            length = scaled(ctx.builder, length, ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, length)
