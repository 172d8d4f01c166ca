"""Derivatives of `tensor`: ops that move elements about, and the vector space of tensors.

A tensor is a value like a float; its tangent and adjoint are tensors of the same shape. Reverse, elements move back. The adjoint
of a tensor that is read element by element is updated in place once tensors are buffers::

    %v = tensor.extract %t[%i]  -->  %0 = tensor.extract %at[%i]; %1 = arith.addf %0, %av
                                     %at1 = tensor.insert %1 into %at[%i]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from xdsl.builder import Builder
from xdsl.dialects import bufferization, tensor
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import DYNAMIC_INDEX, DenseArrayBase, TensorType, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.structured import (
    element_type,
    elementwise,
    empty,
    empty_like,
    fill,
    index_constant,
    shape_of,
)


class _Tensors:
    """Tensors of whatever has derivatives."""

    def zero(
        self, builder: Builder, type: Attribute, like: Callable[[], SSAValue] | None
    ) -> SSAValue:
        element = element_type(type)
        zero = floats.zero(builder, element)
        if DYNAMIC_INDEX not in shape_of(type):
            output = empty(builder, type)
        elif like is not None:
            output = empty_like(builder, like(), element)
        else:
            raise DifferentiationError(
                f"the zero of type {type} is asked for where its sizes are not known",
                hint="use tensors of static shape here",
            )
        filled = fill(builder, zero, output)
        assert filled is not None
        return filled

    def add(
        self, builder: Builder, left: SSAValue, right: SSAValue, fastmath: FastMathFlagsAttr
    ) -> SSAValue:
        def add_elements(inner: Builder, elements: Sequence[SSAValue]) -> SSAValue:
            total = floats.add(inner, elements[1], elements[0], fastmath)
            assert total is not None
            return total

        total = elementwise(builder, [right], left, add_elements)
        assert total is not None
        return total


floats.register_algebra(TensorType, _Tensors())


def adjoint_or_zero(ctx: AdjointContext, value: SSAValue) -> SSAValue:
    """The adjoint of a tensor so far, to be replaced by `set_adjoint`."""
    return ctx.adjoint(value) or ctx.zero_adjoint(value)


def _with_operands(
    builder: Builder, op: Operation, operands: Sequence[SSAValue], type: Attribute
) -> SSAValue:
    """The same op on other operands; its first result."""
    new = op.__class__.create(
        operands=operands,
        result_types=[type],
        properties=op.properties.copy(),
        attributes=op.attributes.copy(),
        location=op.location,
    )
    return builder.insert(new).results[0]


class LinearRule:
    """Ops that are linear in some operands: the tangent is the same op on their tangents."""

    linear: int | None = 1
    """How many operands are, from the first on; None for all."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        count = len(op.operands) if self.linear is None else self.linear
        tangents = [ctx.tangent_or_zero(one) for one in op.operands[:count]]
        type = ctx.tangent_type(result.type)
        operands = [*tangents, *op.operands[count:]]
        ctx.set_tangent(result, _with_operands(ctx.builder, op, operands, type))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is not None:
            self.move_back(op, adjoint, ctx)

    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        """Hand the adjoint of the result to the operands."""
        raise AssertionError("every rule says how")


def _primals(ctx: AdjointContext, values: Sequence[SSAValue]) -> list[SSAValue]:
    return [ctx.primal(value) for value in values]


def _extract(builder: Builder, source: SSAValue, indices: Sequence[SSAValue]) -> SSAValue:
    op = tensor.ExtractOp.create(
        operands=[source, *indices], result_types=[element_type(source.type)]
    )
    return builder.insert(op).results[0]


def _insert(
    builder: Builder, value: SSAValue, into: SSAValue, indices: Sequence[SSAValue]
) -> SSAValue:
    op = tensor.InsertOp.create(operands=[value, into, *indices], result_types=[into.type])
    return builder.insert(op).results[0]


@derivative_rule(tensor.ExtractOp)
class ExtractRule(LinearRule):
    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        source, *indices = op.operands
        if not ctx.is_active(source):
            return
        there = _primals(ctx, indices)
        current = adjoint_or_zero(ctx, source)
        total = floats.add(ctx.builder, _extract(ctx.builder, current, there), adjoint)
        assert total is not None
        ctx.set_adjoint(source, _insert(ctx.builder, total, current, there))


@derivative_rule(tensor.InsertOp)
class InsertRule(LinearRule):
    linear = 2

    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        value, into, *indices = op.operands
        there = _primals(ctx, indices)
        if ctx.is_active(value):
            ctx.accumulate(value, _extract(ctx.builder, adjoint, there))
        if ctx.is_active(into):
            zero = ctx.zero_adjoint(value)
            ctx.accumulate(into, _insert(ctx.builder, zero, adjoint, there))


@derivative_rule(tensor.FromElementsOp)
class FromElementsRule(LinearRule):
    linear = None

    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        places = product(*map(range, shape_of(op.results[0].type)))
        for element, place in zip(op.operands, places, strict=True):
            if ctx.is_active(element):
                there = [index_constant(ctx.builder, index) for index in place]
                ctx.accumulate(element, _extract(ctx.builder, adjoint, there))


# Slices

Slice = tensor.ExtractSliceOp | tensor.InsertSliceOp

_PLACE = ("static_offsets", "static_sizes", "static_strides")


def _slice_of(
    ctx: AdjointContext, op: Slice, source: SSAValue, part: Attribute, place: Sequence[SSAValue]
) -> SSAValue:
    """What `op` means of `source`: a tensor with the shape of `part`."""
    type = TensorType(element_type(source.type), shape_of(part))
    new = tensor.ExtractSliceOp.build(
        operands=[source, *_groups(op, place)],
        result_types=[type],
        properties={name: op.properties[name] for name in _PLACE},
    )
    return ctx.builder.insert(new).result


def _with_slice(
    ctx: AdjointContext, op: Slice, part: SSAValue, into: SSAValue, place: Sequence[SSAValue]
) -> SSAValue:
    """`into` with `part` where `op` means."""
    new = tensor.InsertSliceOp.build(
        operands=[part, into, *_groups(op, place)],
        result_types=[into.type],
        properties={name: op.properties[name] for name in _PLACE},
    )
    return ctx.builder.insert(new).result


def _groups(op: Slice, place: Sequence[SSAValue]) -> list[Sequence[SSAValue]]:
    """Offsets, sizes and strides."""
    first, second = len(op.offsets), len(op.offsets) + len(op.sizes)
    return [place[:first], place[first:second], place[second:]]


@derivative_rule(tensor.ExtractSliceOp)
class ExtractSliceRule(LinearRule):
    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        assert isinstance(op, tensor.ExtractSliceOp)
        if not ctx.is_active(op.source):
            return
        place = _primals(ctx, op.operands[1:])
        current = adjoint_or_zero(ctx, op.source)
        before = _slice_of(ctx, op, current, op.result.type, place)
        total = floats.add(ctx.builder, before, adjoint)
        assert total is not None
        ctx.set_adjoint(op.source, _with_slice(ctx, op, total, current, place))


@derivative_rule(tensor.InsertSliceOp)
class InsertSliceRule(LinearRule):
    linear = 2

    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        assert isinstance(op, tensor.InsertSliceOp)
        place = _primals(ctx, op.operands[2:])
        if ctx.is_active(op.source):
            part = _slice_of(ctx, op, adjoint, op.source.type, place)
            ctx.accumulate(op.source, part)
        if ctx.is_active(op.dest):
            zero = ctx.zero_adjoint(op.source)
            ctx.accumulate(op.dest, _with_slice(ctx, op, zero, adjoint, place))


# Shapes


@derivative_rule(tensor.CastOp)
class CastRule(LinearRule):
    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        type = ctx.adjoint_type(op.operands[0].type)
        ctx.accumulate(op.operands[0], _with_operands(ctx.builder, op, [adjoint], type))


@derivative_rule(tensor.CollapseShapeOp)
class CollapseShapeRule(LinearRule):
    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        assert isinstance(op, tensor.CollapseShapeOp)
        if not ctx.is_active(op.src):
            return
        new = tensor.ExpandShapeOp.create(
            operands=[adjoint, *ctx.sizes(op.src)],
            result_types=[ctx.adjoint_type(op.src.type)],
            properties={
                "reassociation": op.reassociation,
                "static_output_shape": DenseArrayBase.from_list(i64, shape_of(op.src.type)),
            },
        )
        ctx.accumulate(op.src, ctx.builder.insert(new).results[0])


@derivative_rule(tensor.ExpandShapeOp)
class ExpandShapeRule(LinearRule):
    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        assert isinstance(op, tensor.ExpandShapeOp)
        new = tensor.CollapseShapeOp.create(
            operands=[adjoint],
            result_types=[ctx.adjoint_type(op.src.type)],
            properties={"reassociation": op.reassociation},
        )
        ctx.accumulate(op.src, ctx.builder.insert(new).results[0])


@derivative_rule(bufferization.AllocTensorOp)
class AllocTensorRule(LinearRule):
    """A copy of a tensor, or one whose elements are not set."""

    linear = None

    def move_back(self, op: Operation, adjoint: SSAValue, ctx: AdjointContext) -> None:
        assert isinstance(op, bufferization.AllocTensorOp)
        if op.copy is not None:
            ctx.accumulate(op.copy, adjoint)
