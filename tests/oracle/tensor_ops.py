"""`tensor` and `bufferization`: values with a shape, and their way from and to memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, cast

from xdsl.dialects import bufferization, tensor
from xdsl.dialects.builtin import DYNAMIC_INDEX, TensorType
from xdsl.ir import Attribute, Operation

from tests.oracle.access import access
from tests.oracle.compiler import Frame, FunctionCompiler, Outcome, Step
from tests.oracle.errors import OracleError
from tests.oracle.layout import size_of
from tests.oracle.memref_ops import element_address
from tests.oracle.tables import Evaluate, on_values, terminator, with_regions
from tests.oracle.values import POISON, MemRef, Tensor, Value

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

Indices = Sequence[int]


def element_of(type_: Attribute) -> Attribute:
    return cast("TensorType[Attribute]", type_).element_type


def points(shape: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All indices into a shape, row by row."""
    return product(*map(range, shape))


def position(shape: Sequence[int], indices: Indices) -> int:
    """Where an element is, row by row."""
    place = 0
    for index, extent in zip(indices, shape, strict=True):
        if index is POISON or not 0 <= index < extent:
            raise OracleError(f"index {index} in a dimension of size {extent}")
        place = place * extent + index
    return place


def shape_with(type_: Attribute, dynamic: Sequence[int]) -> tuple[int, ...]:
    """The shape of a type whose unknown sizes are given."""
    sizes = iter(dynamic)
    shape = cast("TensorType[Attribute]", type_).get_shape()
    return tuple(next(sizes) if size == DYNAMIC_INDEX else size for size in shape)


def check_shape(type_: Attribute, shape: Sequence[int]) -> None:
    """A tensor is as its type says."""
    wanted = cast("TensorType[Attribute]", type_).get_shape()
    if len(wanted) != len(shape) or any(
        size not in (DYNAMIC_INDEX, actual) for size, actual in zip(wanted, shape, strict=True)
    ):
        raise OracleError(f"a tensor of shape {tuple(shape)} where the type is {type_}")


@on_values(tensor.EmptyOp)
def _empty(op: tensor.EmptyOp, _: Machine) -> Evaluate:
    def evaluate(*sizes: int) -> Value:
        shape = shape_with(op.tensor.type, sizes)
        return Tensor(shape, (POISON,) * math.prod(shape))

    return evaluate


@on_values(tensor.DimOp)
def _dim(op: tensor.DimOp, _: Machine) -> Evaluate:
    return lambda source, index: source.shape[index]


@on_values(tensor.CastOp)
def _cast(op: tensor.CastOp, _: Machine) -> Evaluate:
    def evaluate(source: Tensor) -> Value:
        check_shape(op.dest.type, source.shape)
        return source

    return evaluate


@on_values(tensor.ExtractOp)
def _extract(op: tensor.ExtractOp, _: Machine) -> Evaluate:
    return lambda source, *indices: source.elements[position(source.shape, indices)]


def _replaced(target: Tensor, new: dict[int, Value]) -> Tensor:
    elements = list(target.elements)
    for place, value in new.items():
        elements[place] = value
    return Tensor(target.shape, tuple(elements))


@on_values(tensor.InsertOp)
def _insert(op: tensor.InsertOp, _: Machine) -> Evaluate:
    return lambda value, target, *indices: _replaced(
        target, {position(target.shape, indices): value}
    )


@on_values(tensor.FromElementsOp)
def _from_elements(op: tensor.FromElementsOp, _: Machine) -> Evaluate:
    shape = shape_with(op.result.type, ())
    return lambda *elements: Tensor(shape, tuple(elements))


@on_values(tensor.SplatOp)
def _splat(op: tensor.SplatOp, _: Machine) -> Evaluate:
    def evaluate(value: Value, *sizes: int) -> Value:
        shape = shape_with(op.result.type, sizes)
        return Tensor(shape, (value,) * math.prod(shape))

    return evaluate


# Shapes


@on_values(tensor.CollapseShapeOp)
def _collapse(op: tensor.CollapseShapeOp, _: Machine) -> Evaluate:
    groups = [[one.value.data for one in group] for group in op.reassociation]

    def evaluate(source: Tensor) -> Value:
        shape = tuple(math.prod(source.shape[one] for one in group) for group in groups)
        check_shape(op.result.type, shape)
        return Tensor(shape, source.elements)

    return evaluate


def _reshaped(type_: Attribute, source: Tensor, shape: tuple[int, ...]) -> Tensor:
    if math.prod(shape) != len(source.elements):
        raise OracleError(f"{len(source.elements)} elements do not fill the shape {shape}")
    check_shape(type_, shape)
    return Tensor(shape, source.elements)


@on_values(tensor.ExpandShapeOp)
def _expand(op: tensor.ExpandShapeOp, _: Machine) -> Evaluate:
    return lambda source, *sizes: _reshaped(
        op.result.type, source, shape_with(op.result.type, sizes)
    )


@on_values(tensor.ReshapeOp)
def _reshape(op: tensor.ReshapeOp, _: Machine) -> Evaluate:
    return lambda source, shape: _reshaped(op.result.type, source, tuple(shape.elements))


# Slices

Slice = tensor.ExtractSliceOp | tensor.InsertSliceOp


def _places(op: Slice) -> Callable[[Tensor, Sequence[int]], tuple[tuple[int, ...], list[int]]]:
    """Of the whole tensor and the dynamic numbers: the sizes of the slice, and where its elements are."""
    static = [one.get_values() for one in (op.static_offsets, op.static_sizes, op.static_strides)]

    def find(whole: Tensor, dynamic: Sequence[int]) -> tuple[tuple[int, ...], list[int]]:
        rest = iter(dynamic)
        offsets, sizes, strides = (
            [next(rest) if number == DYNAMIC_INDEX else number for number in numbers]
            for numbers in static
        )
        places = [
            position(
                whole.shape,
                [o + i * s for o, i, s in zip(offsets, point, strides, strict=True)],
            )
            for point in points(sizes)
        ]
        return tuple(sizes), places

    return find


@on_values(tensor.ExtractSliceOp)
def _extract_slice(op: tensor.ExtractSliceOp, _: Machine) -> Evaluate:
    find, rank = _places(op), op.result.type.get_num_dims()

    def evaluate(source: Tensor, *numbers: int) -> Value:
        sizes, places = find(source, numbers)
        shape = list(sizes)
        # A rank-reducing slice leaves out dimensions of size 1.
        wanted = op.result.type.get_shape()
        while len(shape) > rank:
            at = next(
                i
                for i, size in enumerate(shape)
                if (size == 1 and (i >= rank or wanted[i] not in (1, DYNAMIC_INDEX)))
                or i == len(shape) - 1
            )
            del shape[at]
        check_shape(op.result.type, shape)
        return Tensor(tuple(shape), tuple(source.elements[place] for place in places))

    return evaluate


@on_values(tensor.InsertSliceOp)
def _insert_slice(op: tensor.InsertSliceOp, _: Machine) -> Evaluate:
    find = _places(op)

    def evaluate(source: Tensor, target: Tensor, *numbers: int) -> Value:
        _, places = find(target, numbers)
        return _replaced(target, dict(zip(places, source.elements, strict=True)))

    return evaluate


@on_values(tensor.ConcatOp)
def _concat(op: tensor.ConcatOp, _: Machine) -> Evaluate:
    axis = op.dim.value.data

    def evaluate(*parts: Tensor) -> Value:
        shape = list(parts[0].shape)
        shape[axis] = sum(part.shape[axis] for part in parts)
        elements: list[Value] = []
        for point in points(shape):
            local = list(point)
            for part in parts:
                if local[axis] < part.shape[axis]:
                    elements.append(part.elements[position(part.shape, local)])
                    break
                local[axis] -= part.shape[axis]
        return Tensor(tuple(shape), tuple(elements))

    return evaluate


@terminator(tensor.YieldOp)
def _yield(op: tensor.YieldOp, compiler: FunctionCompiler) -> Callable[[Frame], Outcome]:
    slots = compiler.slots_of(op.operands)
    return lambda frame: [frame[slot] for slot in slots]


@with_regions(tensor.PadOp)
def _pad(op: tensor.PadOp, compiler: FunctionCompiler) -> Step:
    source, result = compiler.slot(op.source), compiler.slot(op.result)
    low, high = compiler.slots_of(op.low), compiler.slots_of(op.high)
    run = compiler.region(op.region)

    def numbers(frame: Frame, static: Sequence[int], dynamic: Sequence[int]) -> list[int]:
        rest = iter(dynamic)
        return [cast(int, frame[next(rest)]) if n == DYNAMIC_INDEX else n for n in static]

    def step(frame: Frame) -> None:
        inner = cast(Tensor, frame[source])
        before = numbers(frame, op.static_low.get_values(), low)
        after = numbers(frame, op.static_high.get_values(), high)
        shape = [b + s + a for b, s, a in zip(before, inner.shape, after, strict=True)]
        elements: list[Value] = []
        for point in points(shape):
            local = [i - b for i, b in zip(point, before, strict=True)]
            if all(0 <= i < size for i, size in zip(local, inner.shape, strict=True)):
                elements.append(inner.elements[position(inner.shape, local)])
            else:
                elements.append(run(frame, point)[0])
        frame[result] = Tensor(tuple(shape), tuple(elements))

    return step


# From and to memory


@on_values(bufferization.AllocTensorOp)
def _alloc_tensor(op: bufferization.AllocTensorOp, _: Machine) -> Evaluate:
    if op.copy is not None:
        return lambda source: source

    def evaluate(*sizes: int) -> Value:
        shape = shape_with(op.tensor.type, sizes)
        return Tensor(shape, (POISON,) * math.prod(shape))

    return evaluate


@on_values(bufferization.ToTensorOp)
def _to_tensor(op: bufferization.ToTensorOp, machine: Machine) -> Evaluate:
    element = element_of(op.tensor.type)
    (read, _), size = access(element), size_of(element)

    def evaluate(view: MemRef) -> Value:
        elements = (
            read(machine.memory, element_address(view, point, size)) for point in points(view.shape)
        )
        return Tensor(view.shape, tuple(elements))

    return evaluate


def _store(op: Operation, machine: Machine, element: Attribute) -> Callable[[Tensor, MemRef], None]:
    (_, write), size = access(element), size_of(element)

    def store(source: Tensor, view: MemRef) -> None:
        if source.shape != view.shape:
            raise OracleError(f"{op.name} of shape {source.shape} into {view.shape}")
        for point, value in zip(points(view.shape), source.elements, strict=True):
            write(machine.memory, element_address(view, point, size), value)

    return store


@on_values(bufferization.MaterializeInDestinationOp)
def _materialize(op: bufferization.MaterializeInDestinationOp, machine: Machine) -> Evaluate:
    if op.result is not None:
        return lambda source, _: source
    return _store(op, machine, element_of(op.source.type))


@on_values(bufferization.ToBufferOp)
def _to_buffer(op: bufferization.ToBufferOp, machine: Machine) -> Evaluate:
    element = element_of(op.tensor.type)
    store, size = _store(op, machine, element), size_of(element)

    def evaluate(source: Tensor) -> Value:
        address = machine.stack_allocate(size * len(source.elements), op.name)
        strides = tuple(math.prod(source.shape[i + 1 :]) for i in range(len(source.shape)))
        view = MemRef(address, source.shape, strides)
        store(source, view)
        return view

    return evaluate


@on_values(bufferization.CloneOp)
def _clone(op: bufferization.CloneOp, machine: Machine) -> Evaluate:
    element = element_of(op.input.type)
    (read, write), size = access(element), size_of(element)

    def evaluate(view: MemRef) -> Value:
        shape = view.shape
        address = machine.memory.allocate(size * math.prod(shape), op.name)
        strides = tuple(math.prod(shape[i + 1 :]) for i in range(len(shape)))
        copy = MemRef(address, shape, strides)
        for point in points(shape):
            value = read(machine.memory, element_address(view, point, size))
            write(machine.memory, element_address(copy, point, size), value)
        return copy

    return evaluate
