"""Derivatives of memory and float ops of the `llvm` dialect; `aggregates` has those of structs.

A pointer to active memory has a shadow, computed beside it by the same op. In reverse, what was loaded adds to the shadow, and
what is stored takes its adjoint from there and leaves zero::

    %v = llvm.load %p    -->    shadow(p) += adjoint(v)
    llvm.store %v, %p    -->    adjoint(v) += shadow(p);  shadow(p) = 0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import IntegerAttr, IntegerType, VectorType, i8, i64
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import (
    float_element,
    float_members,
    has_floats,
    members,
)
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import alignment_of, field_offset, member_offset, size_of
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.verdicts import reason_undecided, undecided
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.c_runtime import call_runtime, module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import interleave, separate
from xdsl_enzyme.rules.registry import derivative_rule, scalar_rule
from xdsl_enzyme.rules.scf import integer

# Float arithmetic of programs that come in the llvm dialect

scalar_rule(llvm.FAddOp, lambda x, y: (1, 1))
scalar_rule(llvm.FSubOp, lambda x, y: (1, -1))
scalar_rule(llvm.FMulOp, lambda x, y: (y, x))
scalar_rule(llvm.FDivOp, lambda x, y, result: (1 / y, -(result * (1 / y))))
scalar_rule(llvm.FNegOp, lambda x: (-1,))
# The quotient that was taken off, rather than trunc(x / y), which can round up to the next integer.
scalar_rule(llvm.FRemOp, lambda x, y, result: (1, (result - x) / y))


# Pointers


def _bytes(builder: Builder, pointer: SSAValue, offset: int) -> SSAValue:
    """`pointer` moved by a constant number of bytes."""
    if offset == 0:
        return pointer
    return builder.insert(llvm.GEPOp(pointer, [offset], i8, inbounds=True)).results[0]


def _lanes(type: Attribute, width: int) -> Attribute:
    """An array of `width` values in the place of each."""
    return type if width == 1 else llvm.LLVMArrayType(width, type)


@derivative_rule(llvm.GEPOp)
class PointerRule:
    """The shadow moves as the pointer does; with several tangents, each value has so many times its room."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.GEPOp)
        if not ctx.carries(op.result):
            return
        shadow = ctx.tangent_or_zero(op.ptr)
        if ctx.width == 1:
            new = op.clone()
            new.operands = [shadow, *op.ssa_indices]
            ctx.set_tangent(op.result, ctx.builder.insert(new).results[0])
        else:
            ctx.set_tangent(op.result, _scaled_pointer(op, shadow, ctx))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Addresses have no adjoint; the shadow was made in the forward sweep."""


def _scaled_pointer(op: llvm.GEPOp, shadow: SSAValue, ctx: TangentContext) -> SSAValue:
    """A `getelementptr` in which every step is `width` times as long."""
    dynamic = iter(op.ssa_indices)
    current: Attribute = op.elem_type
    pointer = shadow
    constant_bytes = 0
    for position, index in enumerate(op.rawConstantIndices.iter_values()):
        if position > 0 and isinstance(current, llvm.LLVMStructType):
            constant_bytes += field_offset(current, index)
            current = current.types.data[index]
            continue
        if position > 0:
            assert isinstance(current, llvm.LLVMArrayType)
            current = current.type
        if index == llvm.GEP_USE_SSA_VAL:
            step = llvm.LLVMArrayType(size_of(current) * ctx.width, i8)
            new = llvm.GEPOp(pointer, [llvm.GEP_USE_SSA_VAL], step, [next(dynamic)])
            pointer = ctx.builder.insert(new).results[0]
        else:
            constant_bytes += index * size_of(current)
    return _bytes(ctx.builder, pointer, constant_bytes * ctx.width)


@derivative_rule(llvm.AddressOfOp)
class GlobalRule:
    """The shadow of a global is a global, which is zero when the outermost derivative is called."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.AddressOfOp)
        if ctx.carries(op.result):
            shadow = ctx.shadow_global(op.global_name.root_reference.data)
            new = llvm.AddressOfOp(shadow, llvm.LLVMPointerType())
            ctx.set_tangent(op.result, ctx.builder.insert(new).result)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Addresses have no adjoint."""


@derivative_rule(llvm.AllocaOp)
class AllocationRule:
    """
    The shadow of memory on the stack is zeroed memory on the stack; of a function whose reverse sweep is another function,
    on the heap.
    """

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.AllocaOp)
        if not ctx.carries(op.res):
            return
        size = _product(ctx.builder, op.size, size_of(op.elem_type) * ctx.width)
        shadow: SSAValue
        if ctx.frame_survives:
            new = llvm.AllocaOp.create(
                operands=[op.size],
                result_types=[op.res.type],
                properties={**op.properties, "elem_type": _lanes(op.elem_type, ctx.width)},
            )
            shadow = ctx.builder.insert(new).res
        else:
            (shadow,) = call_runtime(ctx.builder, module_of(op), "malloc", [size])
        set_bytes_to_zero(ctx.builder, shadow, size)
        ctx.set_tangent(op.res, shadow)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.AllocaOp)
        if not ctx.frame_survives and ctx.is_shadowed(op.res):
            call_runtime(ctx.builder, module_of(op), "free", [ctx.shadow(op.res)])


def _product(builder: Builder, count: SSAValue, factor: int) -> SSAValue:
    """`count * factor` as an i64; a constant if `count` is one."""
    if factor == 1 and count.type == i64:
        return count
    known = constant_integer(count)
    if known is not None:
        return integer(builder, known * factor, i64)
    if count.type != i64:
        count = builder.insert(arith.ExtUIOp(count, i64)).result
    return builder.insert(arith.MuliOp(count, integer(builder, factor, i64))).result


def set_bytes_to_zero(builder: Builder, pointer: SSAValue, size: SSAValue) -> None:
    builder.insert(llvm_extra.MemsetOp(pointer, integer(builder, 0, i8), size))


# Loads and stores


def _access_attributes(
    op: Operation, type: Attribute, width: int
) -> tuple[dict[str, Attribute], dict[str, Attribute]]:
    """The properties and attributes that the access of a shadow takes over from that of the primal."""
    properties: dict[str, Attribute] = {"ordering": IntegerAttr(0, i64)}
    alignment = op.properties.get("alignment")
    if width > 1:
        # Tangents are aligned as the floats are that they belong to: neither as a vector of their size would be, nor as
        # the aggregate around them.
        alignment = IntegerAttr(alignment_of(float_element(type) or type), i64)
    if alignment is not None:
        properties["alignment"] = alignment
    attributes: dict[str, Attribute] = {}
    if width == 1 and (tag := op.attributes.get("tbaa")) is not None:
        attributes["tbaa"] = tag
    return properties, attributes


def _load_like(
    ctx: TangentContext | AdjointContext, op: Operation, pointer: SSAValue, type: Attribute
) -> SSAValue:
    """
    Load the tangents of a value of this type. In memory, those of one float lie side by side; those of a vector are
    vectors, those of a struct are in its members.
    """
    if members(type) and ctx.width > 1:
        whole = floats.zero(ctx.builder, tangent_type(type, ctx.width))
        for position, member in float_members(type):
            there = _bytes(ctx.builder, pointer, member_offset(type, position) * ctx.width)
            part = _load_like(ctx, op, there, member)
            whole = floats.insert(ctx.builder, whole, part, position)
        return whole
    properties, attributes = _access_attributes(op, type, ctx.width)
    new = llvm.LoadOp.create(
        operands=[pointer],
        result_types=[_in_memory(type, ctx.width)],
        properties=properties,
        attributes=attributes,
    )
    loaded = ctx.builder.insert(new).results[0]
    if isa(type, VectorType) and ctx.width > 1:
        return separate(ctx.builder, loaded, type, ctx.width)
    return loaded


def _in_memory(type: Attribute, width: int) -> Attribute:
    if isa(type, VectorType) and width > 1:
        return VectorType(type.element_type, [type.element_count() * width])
    return tangent_type(type, width)


def _store_like(
    ctx: TangentContext | AdjointContext,
    op: Operation,
    value: SSAValue,
    pointer: SSAValue,
    type: Attribute,
) -> None:
    """Store the tangents of a value of this type."""
    if members(type) and ctx.width > 1:
        for position, member in float_members(type):
            there = _bytes(ctx.builder, pointer, member_offset(type, position) * ctx.width)
            member_type = tangent_type(member, ctx.width)
            part = floats.extract(ctx.builder, value, position, member_type)
            _store_like(ctx, op, part, there, member)
        return
    properties, attributes = _access_attributes(op, type, ctx.width)
    if isa(type, VectorType) and ctx.width > 1:
        value = interleave(ctx.builder, value)
    ctx.builder.insert(
        llvm.StoreOp.create(operands=[value, pointer], properties=properties, attributes=attributes)
    )


def is_integer(type: Attribute) -> bool:
    return isinstance(type, IntegerType)


def _refuse_bits(op: Operation, value: SSAValue) -> None:
    """Integers have no derivative; one that holds the bits of an active float must not pass for one."""
    if (why := reason_undecided(op)) is not None:
        raise undecided(op, why)
    raise DifferentiationError(
        f"a float is copied as an integer ({value.type}) by '{op.name}'",
        where=op,
        why="its derivative would get lost",
        hint="copy it as a float",
    )


@derivative_rule(arith.BitcastOp, llvm.BitcastOp)
class BitcastRule:
    """Floats as bits, and bits as floats. Visited only where a derivative flows through."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        raise DifferentiationError(
            f"a derivative flows through the bits of a float ('{op.name}')",
            where=op,
            why="what is done to the bits has no derivative that could be known",
            hint="use functions such as fabs, copysign, ldexp or frexp",
        )

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Refused in the forward sweep."""


@derivative_rule(llvm.LoadOp)
class LoadRule:
    """Forward, the shadow is read beside the memory; in reverse, it receives the adjoint."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.LoadOp)
        result: SSAValue = op.results[0]
        is_lost = is_integer(result.type) or reason_undecided(op) is not None
        if is_lost and ctx.is_active(result):
            _refuse_bits(op, result)
        if ctx.carries(result):
            shadow = ctx.tangent_or_zero(op.ptr)
            ctx.set_tangent(result, _load_like(ctx, op, shadow, result.type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.LoadOp)
        adjoint = ctx.take_adjoint(op.dereferenced_value)
        if adjoint is None or not ctx.is_shadowed(op.ptr):
            return
        shadow = ctx.shadow(op.ptr)
        before = _load_like(ctx, op, shadow, op.dereferenced_value.type)
        total = floats.add(ctx.builder, before, adjoint)
        assert total is not None
        _store_like(ctx, op, total, shadow, op.dereferenced_value.type)


@derivative_rule(llvm.StoreOp)
class StoreRule:
    """Forward, the tangent (or shadow pointer) is stored beside the value; in reverse, the adjoint comes back."""

    @staticmethod
    def _refuse_lost_floats(op: llvm.StoreOp, ctx: TangentContext | AdjointContext) -> None:
        """An integer must neither be the bits of an active float, nor take the place of one."""
        value: SSAValue = op.operands[0]
        if is_integer(value.type) and (ctx.is_active(value) or reason_undecided(op) is not None):
            _refuse_bits(op, value)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.StoreOp)
        value: SSAValue = op.operands[0]
        if not ctx.carries(op.ptr):
            return
        self._refuse_lost_floats(op, ctx)
        if holds_pointers(value.type) or (ctx.carries_floats_at(op.ptr) and has_floats(value.type)):
            tangent = ctx.tangent_or_zero(value)
            shadow = ctx.tangent_or_zero(op.ptr)
            _store_like(ctx, op, tangent, shadow, value.type)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.StoreOp)
        value: SSAValue = op.operands[0]
        if not ctx.is_shadowed(op.ptr) or not has_floats(value.type):
            return
        shadow = ctx.shadow(op.ptr)
        if ctx.is_active(value):
            ctx.accumulate(value, _load_like(ctx, op, shadow, value.type))
        _store_like(ctx, op, ctx.zero_adjoint(value), shadow, value.type)


# Copies


@derivative_rule(llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)
class CopyRule:
    """Forward, shadows are copied alike; in reverse, the adjoints of the copy move back to the original."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        destination, source, length = op.operands
        if not ctx.carries(destination):
            return
        if not ctx.floats_are_carried:
            self._copy_pointers(op, ctx)
            return
        shadow = ctx.tangent_or_zero(destination)
        length = _product(ctx.builder, length, ctx.width)
        if ctx.carries(source):
            origin = ctx.tangent_or_zero(source)
            ctx.builder.insert(type(op).create(operands=[shadow, origin, length]))
        else:
            set_bytes_to_zero(ctx.builder, shadow, length)

    @staticmethod
    def _copy_pointers(op: Operation, ctx: TangentContext) -> None:
        """In the forward sweep: the shadows of the pointers, and not the adjoints of the floats between them."""
        destination, source, length = op.operands
        layout = ctx.layout_at(destination, op)
        if not layout.pointers:
            return
        shadow, builder, width = ctx.tangent_or_zero(destination), ctx.builder, ctx.width
        # Pointers to what has no shadow stand for themselves.
        origin = ctx.tangent_or_zero(source) if ctx.carries(source) else source
        if not layout.floats:
            length = _product(builder, length, width)
            builder.insert(type(op).create(operands=[shadow, origin, length]))
            return

        def take(inner: Builder, at: SSAValue, type: Attribute) -> SSAValue:
            return inner.insert(llvm.LoadOp(at, type, alignment=alignment_of(type))).results[0]

        def give(inner: Builder, value: SSAValue, at: SSAValue, type: Attribute) -> None:
            inner.insert(llvm.StoreOp(value, at, alignment=alignment_of(type)))

        stretches = [
            _Stretch(length, layout.period, at, type_, width) for at, type_ in layout.pointers
        ]
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
        length = ctx.primal(length)
        if not ctx.is_shadowed(source):
            if layout.dense is not None:
                set_bytes_to_zero(builder, shadow, _product(builder, length, width))
                return
            origin = None
        else:
            origin = ctx.shadow(source)

        def take(inner: Builder, at: SSAValue, type: Attribute) -> SSAValue:
            adjoint = load_tangents(inner, at, type, width)
            store_tangents(inner, floats.zero(inner, adjoint.type), at, type)
            return adjoint

        def give(inner: Builder, value: SSAValue, at: SSAValue, type: Attribute) -> None:
            total = floats.add(inner, load_tangents(inner, at, type, width), value)
            assert total is not None
            store_tangents(inner, total, at, type)

        stretches = [
            _Stretch(length, layout.period, at, element, width) for at, element in layout.floats
        ]
        _visit(stretches, op, builder, (shadow, origin), take, give, backwards=True)


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
        return _bytes(builder, pointer, self.offset * self.width)

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
            step = _lanes(self.type, self.width)
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
        if ctx.carries(op.destination) and ctx.carries_floats_at(op.destination):
            length = _product(ctx.builder, op.length, ctx.width)
            set_bytes_to_zero(ctx.builder, ctx.tangent_or_zero(op.destination), length)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm_extra.MemsetOp)
        if ctx.is_shadowed(op.destination):
            shadow = ctx.shadow(op.destination)
            length = _product(ctx.builder, ctx.primal(op.length), ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, length)
