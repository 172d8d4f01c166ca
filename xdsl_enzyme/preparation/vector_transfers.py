"""`vector.transfer_read` and `transfer_write`, and loads and stores of several rows at once, become simpler accesses.

On any IR; runs at the begin of differentiation and of writing::

    vector.transfer_read %m[%i], %p {in_bounds = [true]} : memref<?xf64>, vector<4xf64>
    -->  vector.load %m[%i]
    vector.transfer_read %m[%i], %p : memref<?xf64>, vector<4xf64>
    -->  vector.maskedload %m[%i], %mask, %padding        // %mask = vector.create_mask (dim %m) - %i

Transfers that permute dimensions or have several of them, and those of tensors, are made lane by lane: an `scf.if` around each
access that may be out of bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, memref, scf, tensor, ub, vector
from xdsl.dialects.builtin import (
    IndexType,
    IntegerAttr,
    MemRefType,
    NoneAttr,
    TensorType,
    VectorType,
    i1,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.ir.affine import AffineDimExpr
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.errors import EnzymeError

_index = IndexType()


def is_vector_transfer(op: Operation) -> bool:
    """Whether `lower_vector_transfers` replaces `op`."""
    if isinstance(op, (vector.TransferReadOp, vector.TransferWriteOp)):
        return True
    if isinstance(op, vector.LoadOp):
        return len(_shape(op.result.type)) > 1
    return isinstance(op, vector.StoreOp) and len(_shape(op.vector.type)) > 1


def lower_vector_transfers(root: Operation) -> None:
    """Replace all transfers in `root`."""
    for op in list(root.walk()):
        if is_vector_transfer(op):
            results = _LOWERINGS[type(op)](op, Builder(InsertPoint.before(op)))
            for old, new in zip(op.results, results, strict=True):
                new.name_hint = new.name_hint or old.name_hint
                old.replace_all_uses_with(new)
            op.detach()
            op.erase()


def _shape(type: Attribute) -> tuple[int, ...]:
    return tuple(cast("VectorType[Attribute]", type).get_shape())


def _constant(builder: Builder, value: int) -> SSAValue:
    attribute = IntegerAttr(value, _index)
    op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[_index])
    return builder.insert(op).results[0]


def _moved(builder: Builder, index: SSAValue, distance: int) -> SSAValue:
    if distance == 0:
        return index
    return builder.insert(arith.AddiOp(index, _constant(builder, distance))).result


# Rows


def _load_rows(op: vector.LoadOp, builder: Builder) -> Sequence[SSAValue]:
    *outer, length = _shape(op.result.type)
    row_type = VectorType(op.result.type.element_type, [length])
    result = builder.insert(ub.PoisonOp(op.result.type)).result
    for place in product(*map(range, outer)):
        operands = [op.base, *_row_indices(builder, op.indices, place)]
        row = builder.insert(vector.LoadOp.create(operands=operands, result_types=[row_type]))
        result = builder.insert(vector.InsertOp(row.results[0], result, place)).result
    return [result]


def _store_rows(op: vector.StoreOp, builder: Builder) -> Sequence[SSAValue]:
    *outer, length = _shape(op.vector.type)
    row_type = VectorType(cast("VectorType[Attribute]", op.vector.type).element_type, [length])
    for place in product(*map(range, outer)):
        row = builder.insert(vector.ExtractOp(op.vector, place, row_type)).result
        operands = [row, op.base, *_row_indices(builder, op.indices, place)]
        builder.insert(vector.StoreOp.create(operands=operands))
    return []


def _row_indices(
    builder: Builder, indices: Sequence[SSAValue], place: tuple[int, ...]
) -> list[SSAValue]:
    """The vector's dimensions are the last ones of the memref; its last one stays whole."""
    first = len(indices) - len(place) - 1
    moved = list(indices)
    for dimension, distance in enumerate(place, start=first):
        moved[dimension] = _moved(builder, moved[dimension], distance)
    return moved


# Transfers


class _Transfer:
    """What reading and writing have in common."""

    def __init__(self, op: vector.TransferReadOp | vector.TransferWriteOp, builder: Builder):
        self.op = op
        self.builder = builder
        self.source = op.source
        self.indices = tuple(op.indices)
        self.mask = op.mask
        value = op.result if isinstance(op, vector.TransferReadOp) else op.vector
        assert isa(value.type, VectorType)
        self.type = value.type
        self.in_bounds = [bool(one.value.data) for one in op.in_bounds]
        # Per dimension of the vector, that of the source; None where it is broadcast.
        self.dimensions = [
            expression.position if isinstance(expression, AffineDimExpr) else None
            for expression in op.permutation_map.data.results
        ]
        self._limits: dict[tuple[int, int], SSAValue] = {}
        if isa(self._source_type.element_type, VectorType):
            raise EnzymeError(
                f"'{op.name}' with vectors as elements",
                where=op,
                why="only transfers between scalars in memory and vectors are supported",
                hint="use memref.load and memref.store",
            )

    @property
    def _source_type(self) -> MemRefType[Attribute] | TensorType[Attribute]:
        return cast("MemRefType[Attribute] | TensorType[Attribute]", self.source.type)

    @property
    def is_one_access(self) -> bool:
        """Whether the lanes lie one behind the other in memory."""
        source = self._source_type
        return (
            isinstance(source, MemRefType)
            and isinstance(source.layout, NoneAttr)
            and len(self.type.get_shape()) == 1
            and self.dimensions == [len(self.indices) - 1]
        )

    def one_mask(self) -> SSAValue | None:
        """The mask of a transfer that is one access; None if all lanes are on."""
        mask = self.mask
        if not self.in_bounds[0]:
            size, here = self._size(len(self.indices) - 1), self.indices[-1]
            left = self.builder.insert(arith.SubiOp(size, here)).result
            type = VectorType(i1, self.type.get_shape())
            inside = self.builder.insert(
                vector.CreateMaskOp.create(operands=[left], result_types=[type])
            ).results[0]
            mask = inside if mask is None else self._both(mask, inside)
        return mask

    def _both(self, one: SSAValue, other: SSAValue) -> SSAValue:
        op = arith.AndIOp.create(operands=[one, other], result_types=[one.type])
        return self.builder.insert(op).results[0]

    def _size(self, dimension: int) -> SSAValue:
        size = self._source_type.get_shape()[dimension]
        if size >= 0:
            return _constant(self.builder, size)
        op_class = memref.DimOp if isinstance(self.source.type, MemRefType) else tensor.DimOp
        position = _constant(self.builder, dimension)
        op = op_class.create(operands=[self.source, position], result_types=[_index])
        return self.builder.insert(op).results[0]

    def lanes(self) -> Sequence[tuple[int, ...]]:
        return list(product(*map(range, self.type.get_shape())))

    def indices_of(self, lane: tuple[int, ...]) -> list[SSAValue]:
        indices = list(self.indices)
        for dimension, distance in zip(self.dimensions, lane, strict=True):
            if dimension is not None:
                indices[dimension] = _moved(self.builder, indices[dimension], distance)
        return indices

    def condition(self, lane: tuple[int, ...]) -> SSAValue | None:
        """Whether a lane takes part; None if it does in any case."""
        conditions = [
            self._is_inside(dimension, distance)
            for dimension, distance, safe in zip(self.dimensions, lane, self.in_bounds, strict=True)
            if dimension is not None and not safe
        ]
        if self.mask is not None:
            # A mask has the dimensions of the source, in their order.
            places = sorted(
                (dimension, distance)
                for dimension, distance in zip(self.dimensions, lane, strict=True)
                if dimension is not None
            )
            here = [distance for _, distance in places]
            conditions.append(self.builder.insert(vector.ExtractOp(self.mask, here, i1)).result)
        total: SSAValue | None = None
        for one in conditions:
            total = one if total is None else self._both(total, one)
        return total

    def _is_inside(self, dimension: int, distance: int) -> SSAValue:
        key = (dimension, distance)
        if key not in self._limits:
            index = _moved(self.builder, self.indices[dimension], distance)
            size = self._size(dimension)
            self._limits[key] = self.builder.insert(arith.CmpiOp(index, size, "slt")).result
        return self._limits[key]


def _yielding(build: Callable[[Builder], Sequence[SSAValue]]) -> Region:
    """A branch that yields what `build` returns."""
    block = Block()
    builder = Builder(InsertPoint.at_end(block))
    builder.insert(scf.YieldOp(*build(builder)))
    return Region(block)


def _read(op: vector.TransferReadOp, builder: Builder) -> Sequence[SSAValue]:
    transfer = _Transfer(op, builder)
    type = transfer.type
    if transfer.is_one_access:
        operands = [op.source, *op.indices]
        mask = transfer.one_mask()
        if mask is None:
            return builder.insert(
                vector.LoadOp.create(operands=operands, result_types=[type])
            ).results
        padding = builder.insert(vector.BroadcastOp(op.padding, type)).results[0]
        return builder.insert(
            vector.MaskedLoadOp.create(operands=[*operands, mask, padding], result_types=[type])
        ).results
    load = memref.LoadOp if isinstance(op.source.type, MemRefType) else tensor.ExtractOp
    result = builder.insert(ub.PoisonOp(type)).result
    for lane in transfer.lanes():
        indices = transfer.indices_of(lane)

        def element(inner: Builder, indices: Sequence[SSAValue] = indices) -> Sequence[SSAValue]:
            new = load.create(operands=[op.source, *indices], result_types=[type.element_type])
            return inner.insert(new).results

        condition = transfer.condition(lane)
        if condition is None:
            (value,) = element(builder)
        else:
            branches = (_yielding(element), _yielding(lambda _: [op.padding]))
            value = builder.insert(scf.IfOp(condition, [type.element_type], *branches)).results[0]
        result = builder.insert(vector.InsertOp(value, result, lane)).result
    return [result]


def _write(op: vector.TransferWriteOp, builder: Builder) -> Sequence[SSAValue]:
    transfer = _Transfer(op, builder)
    if transfer.is_one_access:
        mask = transfer.one_mask()
        if mask is None:
            builder.insert(vector.StoreOp.create(operands=[op.vector, op.source, *op.indices]))
        else:
            operands = [op.source, *op.indices, mask, op.vector]
            builder.insert(vector.MaskedStoreOp.create(operands=operands))
        return []
    is_tensor = op.result is not None
    current: SSAValue = op.source
    for lane in transfer.lanes():
        indices = transfer.indices_of(lane)
        value = builder.insert(vector.ExtractOp(op.vector, lane, transfer.type.element_type)).result

        def put(
            inner: Builder,
            operands: Sequence[SSAValue] = (value, current, *indices),
        ) -> Sequence[SSAValue]:
            if is_tensor:
                new = tensor.InsertOp.create(operands=operands, result_types=[operands[1].type])
                return inner.insert(new).results
            inner.insert(memref.StoreOp.create(operands=operands))
            return []

        condition = transfer.condition(lane)
        if condition is None:
            written = put(builder)
        else:
            kept: list[SSAValue] = [current] if is_tensor else []
            branches = (_yielding(put), _yielding(lambda _, kept=kept: kept))
            types = [one.type for one in kept]
            written = builder.insert(scf.IfOp(condition, types, *branches)).results
        if is_tensor:
            (current,) = written
    results: list[SSAValue] = [current] if is_tensor else []
    return results


_LOWERINGS: dict[type[Operation], Callable[..., Sequence[SSAValue]]] = {
    vector.LoadOp: _load_rows,
    vector.StoreOp: _store_rows,
    vector.TransferReadOp: _read,
    vector.TransferWriteOp: _write,
}
