"""`linalg.generic` becomes a nest of loops: on memrefs to be run, on tensors where it can't be differentiated as a whole.

Memrefs are loaded and stored, tensors extracted from and inserted into. The innermost loop to be run is one that walks through
memory without gaps, if there is one. Inner loops that all outputs are constant in carry what they accumulate::

    linalg.generic ins(%a) outs(%s) maps (i, j) -> (i, j), (i, j) -> (i)
    -->
    scf.for %i {
      %begin = memref.load %s[%i]
      %sum = scf.for %j iter_args(%so_far = %begin) { %x = memref.load %a[%i, %j]; … scf.yield %next }
      memref.store %sum, %s[%i]
    }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import affine, memref, scf, tensor
from xdsl.dialects.builtin import AffineMapAttr, IndexType, ModuleOp, TensorType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Block, Operation, SSAValue
from xdsl.ir.affine import AffineConstantExpr, AffineDimExpr, AffineExpr, AffineMap
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.preparation.affine import lower_affine
from xdsl_enzyme.preparation.linalg import generalise_linalg
from xdsl_enzyme.rules.linalg_outputs import are_apart, can_be_reversed
from xdsl_enzyme.rules.structured import (
    PARALLEL,
    dimension,
    element_type,
    index_constant,
    is_shaped,
)


@dataclass(frozen=True)
class LowerLinalgPass(ModulePass):
    """Replace `linalg` on memrefs by loops."""

    name = "enzyme-lower-linalg"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        lower_linalg(op)


def uses_linalg(op: Operation) -> bool:
    """Whether `op` is a structured op."""
    return op.name.startswith("linalg.")


def lower_linalg(root: Operation) -> None:
    """Replace every structured op on memrefs in `root` by loops."""
    generalise_linalg(root)
    for op in list(root.walk(region_first=True)):
        if isinstance(op, linalg.GenericOp) and not op.results:
            generic_to_loops(op, _fast_order(op))


def _fast_order(op: linalg.GenericOp) -> list[int]:
    """
    The order of loops in which the innermost one walks through memory without gaps, if there is one. What is added up is added
    up in the same order as before.
    """
    dimensions = list(range(len(op.iterator_types)))
    reductions = [one for one in dimensions if op.iterator_types.data[one] != PARALLEL]
    candidates = [one for one in dimensions if one not in reductions] + reductions[-1:]
    if not candidates or not are_apart(op):
        return dimensions
    maps = [map.data for map in op.indexing_maps]

    def cost(dimension: int) -> tuple[int, bool, int]:
        return (
            sum(_has_gaps(map, dimension) for map in maps),
            dimension in reductions,
            -dimension,
        )

    innermost = min(candidates, key=cost)
    return [*(one for one in dimensions if one != innermost), innermost]


def _has_gaps(map: AffineMap, dimension: int) -> bool:
    """Whether elements that follow each other along a dimension are apart in memory."""
    return any(dimension in expression.used_dims() for expression in map.results[:-1])


def lower_irreversible_linalg(root: Operation) -> None:
    """Replace the ops in `root` that have no adjoint as a whole by loops."""
    for op in list(root.walk(region_first=True)):
        if isinstance(op, linalg.GenericOp) and not can_be_reversed(op):
            generic_to_loops(op)


def generic_to_loops(op: linalg.GenericOp, order: Sequence[int] | None = None) -> None:
    """Replace `op` by loops over its dimensions, in their order or another one, outermost first."""
    nest = _Nest(op, order or range(len(op.iterator_types)))
    results = nest.run()
    for apply in nest.applies:
        lower_affine(apply)
    for old, new in zip(op.results, results, strict=True):
        new.name_hint = new.name_hint or old.name_hint
        old.replace_all_uses_with(new)
    op.detach()
    op.erase()


Carried = Sequence[SSAValue]


class _Nest:
    def __init__(self, op: linalg.GenericOp, order: Sequence[int]):
        self.op = op
        self.order = order
        self.maps = [map.data for map in op.indexing_maps]
        self.inputs = len(op.inputs)
        self.builder = Builder(InsertPoint.before(op))
        self.bounds = [self._bound(position) for position in range(len(op.iterator_types))]
        used = set[int]().union(*(map.used_dims() for map in self.maps[self.inputs :]))
        self.outer = max((at + 1 for at, one in enumerate(order) if one in used), default=0)
        """The loops from here on are those that the outputs do not depend on."""
        self.applies: list[affine.ApplyOp] = []
        """Computations of indices, to be lowered in the end."""
        self.zero = index_constant(self.builder, 0)
        self.one = index_constant(self.builder, 1)

    def run(self) -> Carried:
        """Builds the loops; returns the results of the op."""
        tensors = [one for one in self.op.outputs if isinstance(one.type, TensorType)]
        return self._outer_loops(self.builder, [], tensors)

    def _bound(self, position: int) -> SSAValue:
        """The number of iterations of a loop."""
        for operand, map in zip(self.op.operands, self.maps, strict=True):
            for at, expression in enumerate(map.results):
                if isinstance(expression, AffineDimExpr) and expression.position == position:
                    return dimension(self.builder, operand, at)
        raise EnzymeError(
            f"the bound of loop {position} of a linalg.generic is not known",
            where=self.op,
            why="no indexing map has it as a result of its own",
            hint="add an operand whose shape says it",
        )

    def _loop(
        self,
        builder: Builder,
        bound: SSAValue,
        carried: Carried,
        body: Callable[[Builder, SSAValue, Carried], Carried],
    ) -> Carried:
        block = Block(arg_types=[IndexType(), *(one.type for one in carried)])
        inner = Builder(InsertPoint.at_end(block))
        block.add_op(scf.YieldOp(*body(inner, block.args[0], block.args[1:])))
        loop = scf.ForOp(self.zero, bound, self.one, carried, block)
        loop.location = self.op.location
        return builder.insert(loop).results

    def _outer_loops(self, builder: Builder, indices: list[SSAValue], tensors: Carried) -> Carried:
        depth = len(indices)
        if depth < self.outer:
            return self._loop(
                builder,
                self.bounds[self.order[depth]],
                tensors,
                lambda inner, index, carried: self._outer_loops(inner, [*indices, index], carried),
            )
        outputs = self._with_tensors(tensors)
        if depth == len(self.bounds):
            return self._store(builder, indices, outputs, self._point(builder, indices, outputs))
        begin = [
            self._load(builder, output, map, indices)
            for output, map in zip(outputs, self.maps[self.inputs :], strict=True)
        ]
        end = self._inner_loops(builder, indices, begin)
        return self._store(builder, indices, outputs, end)

    def _inner_loops(self, builder: Builder, indices: list[SSAValue], values: Carried) -> Carried:
        depth = len(indices)
        if depth == len(self.bounds):
            return self._point(builder, indices, values)
        return self._loop(
            builder,
            self.bounds[self.order[depth]],
            values,
            lambda inner, index, carried: self._inner_loops(inner, [*indices, index], carried),
        )

    def _with_tensors(self, tensors: Carried) -> list[SSAValue]:
        """The outputs, with tensors as they are now."""
        current = iter(tensors)
        return [
            next(current) if isinstance(one.type, TensorType) else one for one in self.op.outputs
        ]

    # One point of the iteration space

    def _point(self, builder: Builder, indices: Sequence[SSAValue], outputs: Carried) -> Carried:
        """What the body yields. `outputs` are shaped, or the elements themselves."""
        block = self.op.body.block
        values: dict[SSAValue, SSAValue] = {}
        sources = [*self.op.inputs, *outputs]
        for argument, source, map in zip(block.args, sources, self.maps, strict=True):
            if argument.first_use is not None:
                values[argument] = self._load(builder, source, map, indices)
        last = terminator(block)
        for op in block.ops:
            if op is last:
                break
            if isinstance(op, linalg.IndexOp):
                values[op.result] = self._dimension(indices, op.dim.value.data)
            else:
                builder.insert(op.clone(values))
        return [values.get(one, one) for one in last.operands]

    def _load(
        self, builder: Builder, source: SSAValue, map: AffineMap, indices: Sequence[SSAValue]
    ) -> SSAValue:
        if not is_shaped(source.type):
            return source
        at = self._indices(builder, map, indices)
        type = source.type
        load = tensor.ExtractOp if isinstance(type, TensorType) else memref.LoadOp
        op = load.create(operands=[source, *at], result_types=[element_type(source.type)])
        op.location = self.op.location
        return builder.insert(op).results[0]

    def _store(
        self,
        builder: Builder,
        indices: Sequence[SSAValue],
        outputs: Carried,
        values: Carried,
    ) -> Carried:
        """Returns the tensors among the outputs, as they are then."""
        tensors: list[SSAValue] = []
        maps = self.maps[self.inputs :]
        for output, map, value in zip(outputs, maps, values, strict=True):
            at = self._indices(builder, map, indices)
            if isinstance(output.type, TensorType):
                insert = tensor.InsertOp(value, output, at)
                insert.location = self.op.location
                tensors.append(builder.insert(insert).result)
            else:
                store = memref.StoreOp.create(operands=[value, output, *at])
                store.location = self.op.location
                builder.insert(store)
        return tensors

    def _indices(
        self, builder: Builder, map: AffineMap, indices: Sequence[SSAValue]
    ) -> list[SSAValue]:
        return [self._index(builder, expression, indices) for expression in map.results]

    def _index(
        self, builder: Builder, expression: AffineExpr, indices: Sequence[SSAValue]
    ) -> SSAValue:
        if isinstance(expression, AffineDimExpr):
            return self._dimension(indices, expression.position)
        if isinstance(expression, AffineConstantExpr):
            return index_constant(builder, expression.value)
        used = sorted(expression.used_dims())
        numbers = {one: AffineExpr.dimension(number) for number, one in enumerate(used)}
        compact = expression.replace_dims_and_symbols(
            [numbers.get(one, expression) for one in range(len(self.order))], ()
        )
        operands = [self._dimension(indices, one) for one in used]
        apply = affine.ApplyOp(operands, AffineMapAttr(AffineMap(len(used), 0, (compact,))))
        self.applies.append(apply)
        return builder.insert(apply).result

    def _dimension(self, indices: Sequence[SSAValue], dimension: int) -> SSAValue:
        """The index of a dimension, in the loops around."""
        return indices[self.order.index(dimension)]
