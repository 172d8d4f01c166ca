"""Derivatives of loads, stores and float ops of the `llvm` dialect.

`llvm_pointers` has the shadows of pointers, `llvm_copies` memcpy and its kin, `aggregates` structs. In reverse, what was loaded adds to the shadow, and
what is stored takes its adjoint from there and leaves zero::

    %v = llvm.load %p    -->    shadow(p) += adjoint(v)
    llvm.store %v, %p    -->    adjoint(v) += shadow(p);  shadow(p) = 0
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import IntegerAttr, IntegerType, VectorType, i64
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import (
    float_element,
    float_members,
    has_floats,
    members,
)
from xdsl_enzyme.analyses.layout import alignment_of, member_offset
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.types.verdicts import (
    CLEARS,
    WHOLE_WORD,
    reason_undecided,
    undecided,
)
from xdsl_enzyme.dialects.integer_attributes import NOT_ATOMIC
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats, variant_words
from xdsl_enzyme.rules.cleared_words import clear_words
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import interleave, separate
from xdsl_enzyme.rules.llvm_pointers import move_by
from xdsl_enzyme.rules.registry import derivative_rule, scalar_rule
from xdsl_enzyme.rules.runtime_activity import where_active, writable

# Float arithmetic of programs that come in the llvm dialect

scalar_rule(llvm.FAddOp, lambda x, y: (1, 1))
scalar_rule(llvm.FSubOp, lambda x, y: (1, -1))
scalar_rule(llvm.FMulOp, lambda x, y: (y, x))
scalar_rule(llvm.FDivOp, lambda x, y, result: (1 / y, -(result * (1 / y))))
scalar_rule(llvm.FNegOp, lambda x: (-1,))
# The quotient that was taken off, rather than trunc(x / y), which can round up to the next integer.
scalar_rule(llvm.FRemOp, lambda x, y, result: (1, (result - x) / y))

# Loads and stores


def _access_attributes(
    op: Operation, type: Attribute, width: int
) -> tuple[dict[str, Attribute], dict[str, Attribute]]:
    """The properties and attributes that the access of a shadow takes over from that of the primal."""
    properties: dict[str, Attribute] = {"ordering": NOT_ATOMIC}
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
            there = move_by(ctx.builder, pointer, member_offset(type, position) * ctx.width)
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
            there = move_by(ctx.builder, pointer, member_offset(type, position) * ctx.width)
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
            loaded = _load_like(ctx, op, shadow, result.type)
            is_active = ctx.is_active_at_run_time(op.ptr)
            ctx.set_tangent(result, where_active(ctx.builder, is_active, loaded))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.LoadOp)
        adjoint = ctx.take_adjoint(op.dereferenced_value)
        if adjoint is None or not ctx.is_shadowed(op.ptr):
            return
        shadow = ctx.shadow(op.ptr)
        before = _load_like(ctx, op, shadow, op.dereferenced_value.type)
        total = floats.add(ctx.builder, before, adjoint, floats.ADJOINT_SUM)
        assert total is not None
        type = op.dereferenced_value.type
        place = writable(ctx, ctx.builder, ctx.is_active_at_run_time(op.ptr), shadow, type)
        _store_like(ctx, op, total, place, type)


@derivative_rule(llvm.StoreOp)
class StoreRule:
    """Forward, the tangent (or shadow pointer) is stored beside the value; in reverse, the adjoint comes back."""

    @staticmethod
    def _refuse_lost_floats(op: llvm.StoreOp, ctx: TangentContext | AdjointContext) -> None:
        """An integer must neither be the bits of an active float, nor take the place of one; nor must a float be other floats."""
        value: SSAValue = op.operands[0]
        is_undecided, is_number = reason_undecided(op) is not None, is_integer(value.type)
        if (is_number and is_undecided) or (ctx.is_active(value) and (is_number or is_undecided)):
            _refuse_bits(op, value)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, llvm.StoreOp)
        value: SSAValue = op.operands[0]
        if not ctx.carries(op.ptr):
            return
        self._refuse_lost_floats(op, ctx)
        if CLEARS in op.attributes and ctx.carries_floats_at(op.ptr):
            clear_words(ctx, op, op.ptr, ctx.tangent_or_zero(op.ptr))
        if holds_pointers(value.type) or (ctx.carries_floats_at(op.ptr) and has_floats(value.type)):
            tangent = ctx.tangent_or_zero(value)
            shadow = ctx.tangent_or_zero(op.ptr)
            if WHOLE_WORD in op.attributes:
                variant_words.store_tangent(ctx.builder, tangent, shadow)
                return
            is_active = ctx.is_active_at_run_time(op.ptr)
            place = writable(ctx, ctx.builder, is_active, shadow, value.type)
            _store_like(ctx, op, tangent, place, value.type)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, llvm.StoreOp)
        value: SSAValue = op.operands[0]
        if CLEARS in op.attributes and ctx.is_shadowed(op.ptr):
            pointer = op.ptr if ctx.width == 1 else ctx.primal(op.ptr)
            clear_words(ctx, op, pointer, ctx.shadow(op.ptr))
        if not ctx.is_shadowed(op.ptr) or not has_floats(value.type):
            return
        shadow = ctx.shadow(op.ptr)
        if WHOLE_WORD in op.attributes:
            adjoint = variant_words.take_adjoint(ctx.builder, shadow)
            if ctx.is_active(value):
                ctx.accumulate(value, adjoint)
            return
        is_active = ctx.is_active_at_run_time(op.ptr)
        if ctx.is_active(value):
            adjoint = _load_like(ctx, op, shadow, value.type)
            ctx.accumulate(value, where_active(ctx.builder, is_active, adjoint))
        place = writable(ctx, ctx.builder, is_active, shadow, value.type)
        _store_like(ctx, op, ctx.zero_adjoint(value), place, value.type)
