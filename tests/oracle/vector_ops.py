"""`vector`: ops on whole vectors. One of several dimensions is the tuple of its lanes, row by row."""

from __future__ import annotations

from functools import reduce
from itertools import product
from math import prod
from typing import TYPE_CHECKING, cast

from xdsl.dialects import vector
from xdsl.dialects.builtin import DYNAMIC_INDEX, I64, DenseArrayBase, VectorType
from xdsl.ir import Attribute
from xdsl.ir.affine import AffineDimExpr

from tests.oracle.access import access, reinterpret
from tests.oracle.dual import Dual, add, differentiable, scale
from tests.oracle.errors import OracleError
from tests.oracle.layout import element_type, size_of
from tests.oracle.memref_ops import element_address
from tests.oracle.primitives import PRIMITIVES
from tests.oracle.scalar_ops import rounding
from tests.oracle.tables import Evaluate, elementwise, on_values
from tests.oracle.values import POISON, MemRef, Tensor, Value, signed

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

Lanes = tuple[Value, ...]


def shape_of(type_: Attribute) -> tuple[int, ...]:
    """The dimensions of a vector; none for a scalar."""
    if isinstance(type_, VectorType):
        return tuple(cast("VectorType[Attribute]", type_).get_shape())
    return ()


def first_lane(
    static: DenseArrayBase[I64], dynamic: tuple[int, ...], shape: tuple[int, ...]
) -> int:
    """The lane at which the row begins that an op names by attributes and operands."""
    rest = iter(dynamic)
    place = [next(rest) if n == DYNAMIC_INDEX else n for n in static.get_values()]
    lane = 0
    for position, (index, size) in enumerate(zip(place, shape, strict=False)):
        if not 0 <= index < size:
            raise OracleError(f"position {index} in a dimension of size {size}")
        lane += index * prod(shape[position + 1 :])
    return lane


@on_values(vector.ExtractOp)
def _extract(op: vector.ExtractOp, _: Machine) -> Evaluate:
    shape, count = shape_of(op.vector.type), prod(shape_of(op.result.type))
    is_row = isinstance(op.result.type, VectorType)

    def evaluate(source: Lanes, *dynamic: int) -> Value:
        start = first_lane(op.static_position, dynamic, shape)
        return source[start : start + count] if is_row else source[start]

    return evaluate


@on_values(vector.InsertOp)
def _insert(op: vector.InsertOp, _: Machine) -> Evaluate:
    shape, is_row = shape_of(op.dest.type), isinstance(op.source.type, VectorType)

    def evaluate(value: Value, target: Lanes, *dynamic: int) -> Value:
        row = cast(Lanes, value) if is_row else (value,)
        start = first_lane(op.static_position, dynamic, shape)
        return (*target[:start], *row, *target[start + len(row) :])

    return evaluate


@on_values(vector.ShuffleOp)
def _shuffle(op: vector.ShuffleOp, _: Machine) -> Evaluate:
    mask, row = op.mask.get_values(), prod(shape_of(op.v1.type)[1:])

    def evaluate(left: Lanes, right: Lanes) -> Value:
        lanes = left + right
        return tuple(
            lanes[origin * row + column] if origin >= 0 else POISON
            for origin in mask
            for column in range(row)
        )

    return evaluate


@on_values(vector.BroadcastOp)
def _broadcast(op: vector.BroadcastOp, _: Machine) -> Evaluate:
    source_shape, shape = shape_of(op.source.type), shape_of(op.vector.type)
    if not source_shape:
        return lambda source: (source,) * prod(shape)
    origins: list[int] = []
    for place in product(*map(range, shape)):
        lane = 0
        for index, size in zip(place[len(shape) - len(source_shape) :], source_shape, strict=True):
            lane = lane * size + (index if size > 1 else 0)
        origins.append(lane)
    return lambda source: tuple(source[lane] for lane in origins)


@elementwise(vector.FMAOp)
def _fma(op: vector.FMAOp) -> Evaluate:
    return differentiable(PRIMITIVES["fma"], rounding(op.res.type))


REDUCTIONS = {
    "add": "add",
    "mul": "mul",
    "maximumf": "maximum",
    "minimumf": "minimum",
    "maxnumf": "fmax",
    "minnumf": "fmin",
}
"""From the kinds of `vector.reduction` on floats to primitives."""


@on_values(vector.ReductionOp)
def _reduction(op: vector.ReductionOp, _: Machine) -> Evaluate:
    if (name := REDUCTIONS.get(op.kind.data)) is None:
        raise OracleError(f"the oracle does not reduce by '{op.kind.data}'")
    combine = differentiable(PRIMITIVES[name], rounding(op.dest.type))

    def evaluate(lanes: Lanes, *start: Value) -> Value:
        if POISON in lanes or POISON in start:
            return POISON
        numbers = cast("tuple[Dual, ...]", (*start, *lanes))
        result = reduce(combine, numbers)
        return result if name in ("add", "mul") else shared(result.value, numbers)

    return evaluate


def shared(extremum: float, numbers: tuple[Dual, ...]) -> Dual:
    """The extremum of some numbers; those that tie for it share its tangent equally."""
    ties = [number.tangent for number in numbers if number.value == extremum]
    total = reduce(add, ties, None)
    return Dual(extremum, scale(1.0 / len(ties), total) if ties else None)


@on_values(vector.BitcastOp)
def _bitcast(op: vector.BitcastOp, _: Machine) -> Evaluate:
    return reinterpret(op.source.type, op.result.type)


@on_values(vector.CreateMaskOp)
def _create_mask(op: vector.CreateMaskOp, _: Machine) -> Evaluate:
    shape = shape_of(op.mask_vector.type)

    def evaluate(*sizes: int) -> Value:
        bounds = [signed(size, 64) for size in sizes]
        return tuple(
            int(all(index < bound for index, bound in zip(place, bounds, strict=True)))
            for place in product(*map(range, shape))
        )

    return evaluate


# Memory: the dimensions of a vector are the last ones of the memref.


def lane_indices(indices: tuple[int, ...], shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The indices of each lane."""
    first = len(indices) - len(shape)
    return [
        (*indices[:first], *(i + n for i, n in zip(indices[first:], place, strict=True)))
        for place in product(*map(range, shape))
    ]


def vectors_are_elements(base: Attribute, vector_type: Attribute) -> bool:
    """Whether a memref's elements are vectors themselves."""
    return getattr(base, "element_type", None) == vector_type


@on_values(vector.LoadOp, vector.MaskedLoadOp)
def _load(op: vector.LoadOp | vector.MaskedLoadOp, machine: Machine) -> Evaluate:
    whole = vectors_are_elements(op.base.type, op.result.type)
    type_ = op.result.type if whole else element_type(op.result.type)
    (read, _), size = access(type_), size_of(type_)
    shape, rank = () if whole else shape_of(op.result.type), len(op.indices)

    def evaluate(memref: MemRef, *operands: Value) -> Value:
        indices = cast("tuple[int, ...]", operands[:rank])
        mask, otherwise = cast("tuple[Lanes, Lanes]", operands[rank:] or (None, None))
        lanes: list[Value] = []
        for lane, place in enumerate(lane_indices(indices, shape)):
            if mask is None or mask[lane]:
                lanes.append(read(machine.memory, element_address(memref, place, size)))
            else:
                lanes.append(otherwise[lane])
        return lanes[0] if whole else tuple(lanes)

    return evaluate


@on_values(vector.StoreOp)
def _store(op: vector.StoreOp, machine: Machine) -> Evaluate:
    store = _writer(op.base.type, op.vector.type, machine)
    return lambda value, memref, *indices: store(value, memref, indices, None)


@on_values(vector.MaskedStoreOp)
def _masked_store(op: vector.MaskedStoreOp, machine: Machine) -> Evaluate:
    store = _writer(op.base.type, op.value_to_store.type, machine)
    return lambda memref, *operands: store(operands[-1], memref, operands[:-2], operands[-2])


def _writer(base: Attribute, vector_type: Attribute, machine: Machine) -> Evaluate:
    whole = vectors_are_elements(base, vector_type)
    type_ = vector_type if whole else element_type(vector_type)
    (_, write), size = access(type_), size_of(type_)
    shape = () if whole else shape_of(vector_type)

    def store(value: Value, memref: MemRef, indices: tuple[int, ...], mask: Lanes | None) -> None:
        lanes = (value,) if whole else cast(Lanes, value)
        for lane, place in enumerate(lane_indices(indices, shape)):
            if mask is None or mask[lane]:
                write(machine.memory, element_address(memref, place, size), lanes[lane])

    return store


# Transfers: each lane by itself, with padding where the source ends


def transfer_lanes(
    op: vector.TransferReadOp | vector.TransferWriteOp, vector_type: Attribute
) -> list[tuple[dict[int, int], list[int], int]]:
    """Per lane its distance in each dimension of the source, those that may be out of bounds, and its place in the mask."""
    shape = shape_of(vector_type)
    dimensions = [
        expression.position if isinstance(expression, AffineDimExpr) else None
        for expression in op.permutation_map.data.results
    ]
    used = sorted(d for d in dimensions if d is not None)
    extents = {d: size for d, size in zip(dimensions, shape, strict=True) if d is not None}
    unsafe = [
        d
        for d, one in zip(dimensions, op.in_bounds, strict=True)
        if d is not None and not one.value.data
    ]
    lanes: list[tuple[dict[int, int], list[int], int]] = []
    for place in product(*map(range, shape)):
        steps = {d: step for d, step in zip(dimensions, place, strict=True) if d is not None}
        mask_lane = 0
        for dimension in used:
            mask_lane = mask_lane * extents[dimension] + steps[dimension]
        lanes.append((steps, unsafe, mask_lane))
    return lanes


def place_of(
    lane: tuple[dict[int, int], list[int], int],
    indices: tuple[int, ...],
    shape: tuple[int, ...],
    mask: Lanes | None,
) -> tuple[int, ...] | None:
    """The indices of a lane; None if it takes no part."""
    steps, unsafe, mask_lane = lane
    place = tuple(index + steps.get(d, 0) for d, index in enumerate(indices))
    if mask is not None and not mask[mask_lane]:
        return None
    return None if any(place[d] >= shape[d] for d in unsafe) else place


@on_values(vector.TransferReadOp)
def _transfer_read(op: vector.TransferReadOp, machine: Machine) -> Evaluate:
    type_ = element_type(op.result.type)
    (read, _), size = access(type_), size_of(type_)
    rank, lanes = len(op.indices), transfer_lanes(op, op.result.type)

    def read_one(source: MemRef | Tensor, place: tuple[int, ...]) -> Value:
        if isinstance(source, Tensor):
            return source.elements[tensor_position(source.shape, place)]
        return read(machine.memory, element_address(source, place, size))

    def evaluate(source: MemRef | Tensor, *operands: Value) -> Value:
        indices = cast("tuple[int, ...]", operands[:rank])
        padding, *masks = operands[rank:]
        mask = cast(Lanes, masks[0]) if masks else None
        places = [place_of(lane, indices, source.shape, mask) for lane in lanes]
        return tuple(padding if place is None else read_one(source, place) for place in places)

    return evaluate


@on_values(vector.TransferWriteOp)
def _transfer_write(op: vector.TransferWriteOp, machine: Machine) -> Evaluate:
    type_ = element_type(op.vector.type)
    (_, write), size = access(type_), size_of(type_)
    rank, lanes = len(op.indices), transfer_lanes(op, op.vector.type)

    def evaluate(values: Lanes, target: MemRef | Tensor, *operands: Value) -> Value | None:
        indices = cast("tuple[int, ...]", operands[:rank])
        mask = cast(Lanes, operands[rank]) if len(operands) > rank else None
        written = {
            place: value
            for lane, value in zip(lanes, values, strict=True)
            if (place := place_of(lane, indices, target.shape, mask)) is not None
        }
        if isinstance(target, Tensor):
            elements = list(target.elements)
            for place, value in written.items():
                elements[tensor_position(target.shape, place)] = value
            return Tensor(target.shape, tuple(elements))
        for place, value in written.items():
            write(machine.memory, element_address(target, place, size), value)
        return None

    return evaluate


def tensor_position(shape: tuple[int, ...], place: tuple[int, ...]) -> int:
    """Where an element is in the list of all, row by row."""
    position = 0
    for index, size in zip(place, shape, strict=True):
        position = position * size + index
    return position
