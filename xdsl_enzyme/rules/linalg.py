"""Derivatives of `linalg.generic`, which is differentiated as a structured op: the derivative is `linalg.generic` again.

Forward, tangents are further operands, and the body computes the tangents of elements, too. In reverse there is one op per input
(inputs that are visited alike share one), which computes the forward values of each point again, and adds to the adjoint of
the input through the input's own indexing map::

    linalg.generic ins(%a, %b) outs(%c) maps (m,n,k) -> (m,k), (k,n), (m,n)         c += a b
    -->
    linalg.generic ins(%b, %ac) outs(%aa) maps (m,n,k) -> (k,n), (m,n), (m,k)       aa += ac b^T
    linalg.generic ins(%a, %ac) outs(%ab) maps (m,n,k) -> (m,k), (m,n), (k,n)       ab += a^T ac

Inputs in memory that may be overwritten before the reverse sweep are copied in the forward sweep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import memref, tensor
from xdsl.dialects.builtin import AffineMapAttr, ArrayAttr, MemRefType, TensorType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Attribute, Block, BlockArgument, Operation, Region, SSAValue
from xdsl.ir.affine import AffineMap
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.linalg_body import BodyAdjoint
from xdsl_enzyme.rules.linalg_outputs import is_accumulated, is_visited_once, reaches_all
from xdsl_enzyme.rules.memref import fill_with_zero, free
from xdsl_enzyme.rules.registry import derivative_rule
from xdsl_enzyme.rules.structured import (
    covers_all_dimensions,
    dynamic_sizes,
    element_type,
    empty,
    empty_like,
    generic_op,
    is_shaped,
    is_tensor_type,
    plain_dimensions,
    shape_of,
)
from xdsl_enzyme.rules.tensor import adjoint_or_zero


@derivative_rule(linalg.GenericOp)
class GenericRule:
    """A structured op."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, linalg.GenericOp)
        outputs = [
            position for position in range(len(op.outputs)) if _has_tangent(op, position, ctx)
        ]
        if not ctx.floats_are_carried or not outputs:
            return
        maps = [map.data for map in op.indexing_maps]
        count, block = len(op.inputs), op.body.block
        inputs = [
            position
            for position, operand in enumerate(op.inputs)
            if ctx.carries(operand) and ctx.carries(block.args[position])
        ]
        for position in [one for one in inputs if not is_shaped(op.inputs[one].type)]:
            # Several tangents are a vector, which the body captures.
            ctx.set_tangent(block.args[position], ctx.tangent_or_zero(op.inputs[position]))
            inputs.remove(position)
        operands = [ctx.tangent_or_zero(op.inputs[position]) for position in inputs]
        old_arguments = list(block.args)
        for number, position in enumerate(inputs):
            _add_tangent(ctx, block, old_arguments[position], count + number)
        results = [
            self._tangent_output(
                ctx, op.outputs[position], maps[count + position], old_arguments[count + position]
            )
            for position in outputs
        ]
        for position in outputs:
            _add_tangent(ctx, block, old_arguments[count + position], len(block.args))
        ctx.walk(block)
        last = terminator(block)
        yields = [ctx.tangent_or_zero(last.operands[position]) for position in outputs]
        last.operands = [*last.operands, *yields]
        new = linalg.GenericOp(
            [*op.inputs, *operands],
            [*op.outputs, *results],
            op.detach_region(op.body),
            ArrayAttr(
                AffineMapAttr(map)
                for map in (
                    *maps[:count],
                    *(maps[position] for position in inputs),
                    *maps[count:],
                    *(maps[count + position] for position in outputs),
                )
            ),
            op.iterator_types,
            [*op.result_types, *(one.type for one in results if op.results)],
        )
        new.location = op.location
        ctx.replace(op, new)
        for position, tangent in zip(outputs, new.results[len(op.outputs) :], strict=False):
            ctx.set_tangent(new.results[position], tangent)

    @staticmethod
    def _tangent_output(
        ctx: TangentContext, output: SSAValue, map: AffineMap, argument: BlockArgument
    ) -> SSAValue:
        tangent = ctx.tangent(output)
        is_read = argument.first_use is not None or not reaches_all(map)
        if tangent is None and not is_read and is_tensor_type(output.type):
            type = element_type(ctx.tangent_type(output.type))
            return empty_like(ctx.builder, output, type)
        return ctx.tangent_or_zero(output)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, linalg.GenericOp)
        if op.results:
            _TensorAdjoint(op, ctx).run()
        else:
            _MemoryAdjoint(op, ctx).run()


def _has_tangent(op: linalg.GenericOp, output: int, ctx: TangentContext) -> bool:
    return ctx.carries(op.results[output] if op.results else op.outputs[output])


def _add_tangent(ctx: TangentContext, block: Block, argument: BlockArgument, at: int) -> None:
    type = ctx.tangent_type(argument.type)
    ctx.set_tangent(argument, block.insert_arg(type, at))


@dataclass
class _Target:
    """Something whose adjoint the op adds to."""

    value: SSAValue
    """The operand, or a value that the body captures."""
    map: AffineMap
    delta: SSAValue
    """What one point adds, in the template."""


class _Adjoint:
    """The adjoint of one op."""

    def __init__(self, op: linalg.GenericOp, ctx: AdjointContext):
        self.op = op
        self.ctx = ctx
        self.maps = [map.data for map in op.indexing_maps]
        self.count = len(op.inputs)
        self.seeds: dict[int, SSAValue] = {}
        """By output, the adjoint of its result, or a memref of it."""

    def targets(self, body: BodyAdjoint) -> list[_Target]:
        """All to which the body adds, each value once per map; accumulated outputs are not among them."""
        found: list[_Target] = []
        scalar = AffineMap(self.maps[0].num_dims, 0, ()) if self.maps else AffineMap(0, 0, ())
        candidates = [
            (operand, map, body.adjoints.get(argument))
            for operand, map, argument in zip(
                self.op.operands, self.maps, body.forward.args, strict=True
            )
            if not self._is_accumulated_argument(argument)
        ]
        candidates += [(value, scalar, body.adjoints[value]) for value in body.captured()]
        for value, map, delta in candidates:
            if delta is None:
                continue
            known = next((one for one in found if one.value is value and one.map == map), None)
            if known is None:
                found.append(_Target(value, map, delta))
            else:
                total = floats.add(body.builder, known.delta, delta)
                assert total is not None
                known.delta = total
        return found

    def _is_accumulated_argument(self, argument: BlockArgument) -> bool:
        output = argument.index - self.count
        return output >= 0 and is_accumulated(self.op, output)

    def forward_value(self, operand: SSAValue) -> SSAValue:
        """The operand as the op saw it."""
        return self.ctx.primal(operand)

    def build(
        self,
        body: BodyAdjoint,
        outputs: Sequence[tuple[SSAValue, _Target, bool]],
    ) -> Sequence[SSAValue]:
        """
        One op that adds to outputs what their targets say, or, if the flag is not set, is all that. All targets have one map.
        """
        block, deltas = _copied(body.block, [target.delta for _, target, _ in outputs])
        inner = Builder(InsertPoint.at_end(block))
        yields: list[SSAValue] = []
        for (output, _, adds), delta in zip(outputs, deltas, strict=True):
            sum_so_far = block.insert_arg(element_type(output.type), len(block.args))
            total = floats.add(inner, sum_so_far if adds else None, delta)
            assert total is not None
            yields.append(total)
        block.add_op(linalg.YieldOp(*yields))
        _erase_unused(block)
        output_maps = [target.map for _, target, _ in outputs]
        inputs, maps = self._inputs(block, len(outputs), output_maps)
        self._bring_captured(block)
        new = generic_op(
            inputs, [output for output, _, _ in outputs], [*maps, *output_maps], Region(block)
        )
        new.location = self.op.location
        return self.ctx.builder.insert(new).results

    def _inputs(
        self, block: Block, outputs: int, output_maps: Sequence[AffineMap]
    ) -> tuple[list[SSAValue], list[AffineMap]]:
        """What the arguments of a body stand for; those that are not used, nor needed for their sizes, are erased."""
        arguments = list(block.args)[: len(block.args) - outputs]
        operands = len(self.op.operands)
        maps = [*self.maps, *(self.maps[self.count + output] for output in self.seeds)]
        kept = [argument.first_use is not None for argument in arguments]
        dimensions = output_maps[0].num_dims
        # The adjoints come last, and cost least.
        for position in reversed(range(len(arguments))):
            known = [map for map, keeps in zip(maps, kept, strict=True) if keeps]
            if covers_all_dimensions(dimensions, [*known, *output_maps]):
                break
            kept[position] |= bool(plain_dimensions(maps[position]))
        inputs: list[SSAValue] = []
        seeds = list(self.seeds.values())
        for position, argument in enumerate(arguments):
            if not kept[position]:
                block.erase_arg(argument)
            elif position < operands:
                inputs.append(self.forward_value(self.op.operands[position]))
            else:
                inputs.append(seeds[position - operands])
        return inputs, [map for map, keeps in zip(maps, kept, strict=True) if keeps]

    def _bring_captured(self, block: Block) -> None:
        for op in block.ops:
            for position, operand in enumerate(op.operands):
                owner = operand.owner
                if owner is not block and not (
                    isinstance(owner, Operation) and owner.parent is block
                ):
                    op.operands[position] = self.ctx.primal(operand)


def _copied(template: Block, values: Sequence[SSAValue]) -> tuple[Block, list[SSAValue]]:
    """A copy of a block, and some of its values there."""
    block = Block(arg_types=[argument.type for argument in template.args])
    mapping: dict[SSAValue, SSAValue] = dict(zip(template.args, block.args, strict=True))
    for op in template.ops:
        block.add_op(op.clone(mapping))
    return block, [mapping.get(value, value) for value in values]


def _erase_unused(block: Block) -> None:
    """Erase the ops of a body whose results nobody uses."""
    for op in reversed(list(block.ops)[:-1]):
        if all(result.first_use is None for result in op.results):
            op.detach()
            op.erase()


class _TensorAdjoint(_Adjoint):
    """Adjoints of tensors are values."""

    def run(self) -> None:
        op, ctx = self.op, self.ctx
        for output, result in enumerate(op.results):
            if (adjoint := ctx.take_adjoint(result)) is not None:
                self.seeds[output] = adjoint
        if not self.seeds:
            return
        body = BodyAdjoint(op, ctx, list(self.seeds))
        groups: dict[AffineMap, list[_Target]] = {}
        for target in self.targets(body):
            groups.setdefault(target.map, []).append(target)
        for group in groups.values():
            self._add(body, group)
        for output, seed in self.seeds.items():
            if is_accumulated(op, output):
                ctx.accumulate(op.outputs[output], seed)

    def _add(self, body: BodyAdjoint, group: Sequence[_Target]) -> None:
        ctx = self.ctx
        outputs = [self._output(target) for target in group]
        for target, result in zip(group, self.build(body, outputs), strict=True):
            if is_shaped(target.value.type):
                ctx.set_adjoint(target.value, result)
            else:
                type = element_type(result.type)
                element = tensor.ExtractOp.create(operands=[result], result_types=[type])
                ctx.accumulate(target.value, ctx.builder.insert(element).results[0])

    def _output(self, target: _Target) -> tuple[SSAValue, _Target, bool]:
        ctx, value = self.ctx, target.value
        if not is_shaped(value.type):
            type = TensorType(ctx.adjoint_type(value.type), [])
            return floats.zero(ctx.builder, type), target, True
        if ctx.adjoint(value) is None and is_visited_once(target.map):
            output = empty(ctx.builder, ctx.adjoint_type(value.type), ctx.sizes(value))
            return output, target, False
        return adjoint_or_zero(ctx, value), target, True


class _MemoryAdjoint(_Adjoint):
    """Adjoints of memory are in its shadow."""

    def __init__(self, op: linalg.GenericOp, ctx: AdjointContext):
        super().__init__(op, ctx)
        self._temporaries: list[SSAValue] = []
        self._saved: dict[SSAValue, SSAValue] = {}

    def run(self) -> None:
        op, ctx = self.op, self.ctx
        for output, value in enumerate(op.outputs):
            if ctx.is_shadowed(value):
                self.seeds[output] = self._seed(output, ctx.shadow(value))
        if not self.seeds:
            return
        body = BodyAdjoint(op, ctx, list(self.seeds))
        for target in self.targets(body):
            self._add(body, target)
        for one in self._temporaries:
            free(ctx.builder, one)

    def _seed(self, output: int, shadow: SSAValue) -> SSAValue:
        """The adjoint of what was written; what was there before has none of it, unless the op adds to that."""
        if is_accumulated(self.op, output):
            return shadow
        builder = self.ctx.builder
        seed = self._temporary(builder, shadow)
        self._temporaries.append(seed)
        fill_with_zero(builder, shadow)
        return seed

    @staticmethod
    def _temporary(builder: Builder, original: SSAValue) -> SSAValue:
        """A copy of a memref."""
        type = MemRefType(element_type(original.type), shape_of(original.type))
        copy = builder.insert(memref.AllocOp(dynamic_sizes(builder, original), [], type)).memref
        builder.insert(memref.CopyOp(original, copy))
        return copy

    def forward_value(self, operand: SSAValue) -> SSAValue:
        if not is_shaped(operand.type) or not self.ctx.may_be_overwritten(operand, self.op):
            return self.ctx.primal(operand)
        if operand not in self._saved:
            copy = self._temporary(Builder(InsertPoint.before(self.op)), operand)
            self._saved[operand] = self.ctx.primal(copy)
            self._temporaries.append(self._saved[operand])
        return self._saved[operand]

    def _add(self, body: BodyAdjoint, target: _Target) -> None:
        ctx, value = self.ctx, target.value
        if is_shaped(value.type):
            if ctx.is_shadowed(value):
                self.build(body, [(ctx.shadow(value), target, True)])
            return
        builder = ctx.builder
        type: Attribute = ctx.adjoint_type(value.type)
        total = builder.insert(memref.AllocOp([], [], MemRefType(type, []))).memref
        fill_with_zero(builder, total)
        self.build(body, [(total, target, True)])
        load = memref.LoadOp.create(operands=[total], result_types=[type])
        ctx.accumulate(value, builder.insert(load).results[0])
        builder.insert(memref.DeallocOp.create(operands=[total]))
