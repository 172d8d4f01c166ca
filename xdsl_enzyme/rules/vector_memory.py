"""Derivatives of reading and writing vectors in memrefs.

The shadow is accessed as the memory is; in reverse, what was read adds to it, and what was written leaves zero::

    %v = vector.load %m[%i] : memref<?xf64>, vector<4xf64>
    -->  vector.store (vector.load shadow(m)[%i] + adjoint(v)), shadow(m)[%i]

With several directions at once an element of the shadow is a vector itself, so that lanes are accessed one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, memref, scf, vector
from xdsl.dialects.builtin import IndexType, VectorType, i1
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import extract, insert
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.scf import integer

Lane = tuple[int, ...]


@dataclass(frozen=True)
class _Access:
    """A vector in a shadow."""

    builder: Builder
    shadow: SSAValue
    indices: Sequence[SSAValue]
    mask: SSAValue | None
    type: VectorType[Attribute]
    """Of the vector in the primal memory."""
    width: int

    def load(self, otherwise: SSAValue | None) -> SSAValue:
        """The tangents; of lanes that are masked out, those of `otherwise`."""
        if self.width == 1:
            return self._emit(self._load(otherwise))
        result = otherwise
        if result is None:
            result = floats.poison(self.builder, self._tangent_type)
        for lane in self._lanes:
            result = self._load_lane(lane, result)
        return result

    def store(self, value: SSAValue) -> None:
        """Store tangents, where the mask allows."""
        if self.width == 1:
            self.builder.insert(self._store(value))
            return
        for lane in self._lanes:
            self._store_lane(lane, value)

    def add(self, value: SSAValue) -> None:
        """Add tangents to what is there."""
        zero = None if self.mask is None else floats.zero(self.builder, self._tangent_type)
        total = floats.add(self.builder, self.load(zero), value)
        assert total is not None
        self.store(total)

    @property
    def _tangent_type(self) -> Attribute:
        return tangent_type(self.type, self.width)

    @property
    def _lanes(self) -> Iterable[tuple[int, ...]]:
        return product(*map(range, self.type.get_shape()))

    def _emit(self, op: Operation) -> SSAValue:
        return self.builder.insert(op).results[0]

    # Whole vectors

    def _load(self, otherwise: SSAValue | None) -> Operation:
        operands, types = [self.shadow, *self.indices], [self._tangent_type]
        if self.mask is None:
            return vector.LoadOp.create(operands=operands, result_types=types)
        assert otherwise is not None
        return vector.MaskedLoadOp.create(
            operands=[*operands, self.mask, otherwise], result_types=types
        )

    def _store(self, value: SSAValue) -> Operation:
        if self.mask is None:
            return vector.StoreOp.create(operands=[value, self.shadow, *self.indices])
        return vector.MaskedStoreOp.create(operands=[self.shadow, *self.indices, self.mask, value])

    # Lane by lane

    def _at(self, builder: Builder, lane: Lane) -> list[SSAValue]:
        """The indices of a lane: the vector's dimensions are the memref's last ones."""
        indices = list(self.indices)
        first = len(indices) - len(lane)
        for dimension, step in enumerate(lane, start=first):
            if step:
                distance = integer(builder, step, IndexType())
                indices[dimension] = builder.insert(
                    arith.AddiOp(indices[dimension], distance)
                ).result
        return indices

    def _load_lane(self, lane: Lane, into: SSAValue) -> SSAValue:
        """`into` with the tangents of one lane replaced; each direction is a row of it."""
        if self.mask is None:
            return self._loaded(self.builder, lane, into)
        chosen = extract(self.builder, self.mask, lane, i1)
        blocks = [Block(), Block()]
        inner = Builder(InsertPoint.at_end(blocks[0]))
        inner.insert(scf.YieldOp(self._loaded(inner, lane, into)))
        blocks[1].add_op(scf.YieldOp(into))
        branches = [Region(block) for block in blocks]
        return self._emit(scf.IfOp(chosen, [into.type], branches[0], branches[1]))

    def _loaded(self, builder: Builder, lane: Lane, into: SSAValue) -> SSAValue:
        type = tangent_type(self.type.element_type, self.width)
        new = memref.LoadOp.create(
            operands=[self.shadow, *self._at(builder, lane)], result_types=[type]
        )
        loaded = builder.insert(new).results[0]
        for direction in range(self.width):
            number = extract(builder, loaded, [direction], self.type.element_type)
            into = insert(builder, number, into, [direction, *lane])
        return into

    def _store_lane(self, lane: Lane, value: SSAValue) -> None:
        if self.mask is None:
            self._stored(self.builder, lane, value)
            return
        chosen = extract(self.builder, self.mask, lane, i1)
        block = Block()
        inner = Builder(InsertPoint.at_end(block))
        self._stored(inner, lane, value)
        inner.insert(scf.YieldOp())
        self.builder.insert(scf.IfOp(chosen, [], Region(block), Region()))

    def _stored(self, builder: Builder, lane: Lane, value: SSAValue) -> None:
        element = self.type.element_type
        tangents = floats.poison(builder, tangent_type(element, self.width))
        for direction in range(self.width):
            number = extract(builder, value, [direction, *lane], element)
            tangents = insert(builder, number, tangents, [direction])
        operands = [tangents, self.shadow, *self._at(builder, lane)]
        builder.insert(memref.StoreOp.create(operands=operands))


@dataclass(frozen=True)
class _Operands:
    """What loads and stores of vectors have in common."""

    array: SSAValue
    indices: Sequence[SSAValue]
    mask: SSAValue | None
    vector: SSAValue
    """What is loaded or stored."""

    def in_tangent(self, ctx: TangentContext) -> _Access:
        shadow = ctx.tangent_or_zero(self.array)
        return _Access(ctx.builder, shadow, self.indices, self.mask, self._type, ctx.width)

    def in_adjoint(self, ctx: AdjointContext) -> _Access:
        indices = [ctx.primal(index) for index in self.indices]
        mask = None if self.mask is None else ctx.primal(self.mask)
        shadow = ctx.shadow(self.array)
        return _Access(ctx.builder, shadow, indices, mask, self._type, ctx.width)

    @property
    def _type(self) -> VectorType[Attribute]:
        return cast("VectorType[Attribute]", self.vector.type)


@derivative_rule(vector.LoadOp, vector.MaskedLoadOp)
class LoadRule:
    """Forward, the shadow is read beside the memory; in reverse, it receives the adjoint."""

    @staticmethod
    def _operands(op: Operation) -> _Operands:
        if isinstance(op, vector.MaskedLoadOp):
            return _Operands(op.base, op.indices, op.mask, op.result)
        assert isinstance(op, vector.LoadOp)
        return _Operands(op.base, op.indices, None, op.result)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        result = op.results[0]
        if not ctx.carries(result):
            return
        otherwise = None
        if isinstance(op, vector.MaskedLoadOp):
            otherwise = ctx.tangent_or_zero(op.pass_thru)
        operands = self._operands(op)
        if ctx.carries(operands.array):
            ctx.set_tangent(result, operands.in_tangent(ctx).load(otherwise))
        elif operands.mask is not None and otherwise is not None:
            zero = floats.zero(ctx.builder, otherwise.type)
            tangents = floats.select(ctx.builder, operands.mask, zero, otherwise)
            ctx.set_tangent(result, tangents)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        adjoint = ctx.take_adjoint(op.results[0])
        if adjoint is None:
            return
        operands = self._operands(op)
        if ctx.is_shadowed(operands.array):
            operands.in_adjoint(ctx).add(adjoint)
        if isinstance(op, vector.MaskedLoadOp) and ctx.is_active(op.pass_thru):
            zero = floats.zero(ctx.builder, adjoint.type)
            share = floats.select(ctx.builder, ctx.primal(op.mask), zero, adjoint)
            ctx.accumulate(op.pass_thru, share)


@derivative_rule(vector.StoreOp, vector.MaskedStoreOp)
class StoreRule:
    """Forward, the tangent is stored beside the value; in reverse, the adjoint comes back."""

    @staticmethod
    def _operands(op: Operation) -> _Operands:
        if isinstance(op, vector.MaskedStoreOp):
            return _Operands(op.base, op.indices, op.mask, op.value_to_store)
        assert isinstance(op, vector.StoreOp)
        return _Operands(op.base, op.indices, None, op.vector)

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        operands = self._operands(op)
        if ctx.carries(operands.array) and ctx.carries_floats_at(operands.array):
            operands.in_tangent(ctx).store(ctx.tangent_or_zero(operands.vector))

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        operands = self._operands(op)
        if not ctx.is_shadowed(operands.array):
            return
        access = operands.in_adjoint(ctx)
        zero = ctx.zero_adjoint(operands.vector)
        if ctx.is_active(operands.vector):
            ctx.accumulate(operands.vector, access.load(zero))
        access.store(zero)
