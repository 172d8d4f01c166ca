"""`memref`: views of memory with sizes and strides."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any, cast

from xdsl.dialects import memref
from xdsl.dialects.builtin import DYNAMIC_INDEX, DenseIntOrFPElementsAttr, MemRefType
from xdsl.ir import Attribute

from tests.oracle.access import access
from tests.oracle.dual import differentiable
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width, size_of
from tests.oracle.primitives import PRIMITIVES
from tests.oracle.scalar_ops import constant, rounding
from tests.oracle.tables import Evaluate, global_symbol, on_values
from tests.oracle.values import POISON, MemRef, Value, signed

if TYPE_CHECKING:
    from tests.oracle.machine import Machine


def memref_type(type_: Attribute) -> MemRefType[Attribute]:
    return cast("MemRefType[Attribute]", type_)


def contiguous(address: int, shape: Sequence[int]) -> MemRef:
    """A memref in row-major order without gaps."""
    strides = tuple(math.prod(shape[position + 1 :]) for position in range(len(shape)))
    return MemRef(address, tuple(shape), strides)


def element_address(view: MemRef, indices: Sequence[int], size: int) -> int:
    """The address of an element of `size` bytes. Each index must be within its dimension."""
    if POISON in indices:
        raise OracleError("indexes a memref with poison")
    address = view.address
    for index, extent, stride in zip(indices, view.shape, view.strides, strict=True):
        if index >= extent:
            raise OracleError(f"index {signed(index, 64)} in a dimension of size {extent}")
        address += index * stride * size
    return address


@on_values(memref.LoadOp)
def _load(op: memref.LoadOp, machine: Machine) -> Evaluate:
    (read, _), size = access(op.res.type), size_of(op.res.type)
    return lambda view, *indices: read(machine.memory, element_address(view, indices, size))


@on_values(memref.StoreOp)
def _store(op: memref.StoreOp, machine: Machine) -> Evaluate:
    (_, write), size = access(op.value.type), size_of(op.value.type)
    return lambda value, view, *indices: write(
        machine.memory, element_address(view, indices, size), value
    )


def _allocation(
    op: memref.AllocOp | memref.AllocaOp, allocate: Callable[[int, str], int]
) -> Evaluate:
    type_ = memref_type(op.memref.type)
    size, name = size_of(type_.element_type), op.memref.name_hint or op.name

    def evaluate(*dynamic_sizes: int) -> MemRef:
        sizes = iter(dynamic_sizes)
        shape = [next(sizes) if n == DYNAMIC_INDEX else n for n in type_.get_shape()]
        return contiguous(allocate(size * math.prod(shape), name), shape)

    return evaluate


@on_values(memref.AllocOp)
def _alloc(op: memref.AllocOp, machine: Machine) -> Evaluate:
    return _allocation(op, lambda size, name: machine.memory.allocate(size, name))


@on_values(memref.AllocaOp)
def _alloca(op: memref.AllocaOp, machine: Machine) -> Evaluate:
    return _allocation(op, machine.stack_allocate)


@on_values(memref.DeallocOp)
def _dealloc(op: memref.DeallocOp, machine: Machine) -> Evaluate:
    return lambda view: machine.memory.free(view.address)


@on_values(memref.DimOp)
def _dim(op: memref.DimOp, _: Machine) -> Evaluate:
    return lambda view, index: view.shape[index]


@on_values(memref.CastOp, memref.MemorySpaceCastOp, memref.AssumeAlignmentOp)
def _same(
    op: memref.CastOp | memref.MemorySpaceCastOp | memref.AssumeAlignmentOp, _: Machine
) -> Evaluate:
    return lambda view: view


@on_values(memref.CopyOp)
def _copy(op: memref.CopyOp, machine: Machine) -> Evaluate:
    size = size_of(memref_type(op.source.type).element_type)

    def evaluate(source: MemRef, destination: MemRef) -> None:
        if source.shape != destination.shape:
            raise OracleError(f"copies {source.shape} elements to {destination.shape}")
        for indices in product(*map(range, source.shape)):
            machine.memory.copy(
                element_address(destination, indices, size),
                element_address(source, indices, size),
                size,
            )

    return evaluate


@on_values(memref.SubviewOp)
def _subview(op: memref.SubviewOp, _: Machine) -> Evaluate:
    size = size_of(memref_type(op.source.type).element_type)
    static = [part.get_values() for part in (op.static_offsets, op.static_sizes, op.static_strides)]
    wanted = memref_type(op.result.type).get_shape()

    def evaluate(view: MemRef, *dynamic: int) -> MemRef:
        rest = iter(dynamic)
        offsets, sizes, steps = (
            [next(rest) if n == DYNAMIC_INDEX else n for n in part] for part in static
        )
        address = view.address
        for offset, stride in zip(offsets, view.strides, strict=True):
            address += offset * stride * size
        strides = [step * stride for step, stride in zip(steps, view.strides, strict=True)]
        kept = list(range(len(sizes)))
        # A result of lower rank has lost dimensions of size one.
        for dimension in reversed(range(len(sizes))):
            if len(kept) > len(wanted) and static[1][dimension] == 1:
                kept.remove(dimension)
        return MemRef(
            address, tuple(sizes[d] for d in kept), tuple(strides[d] for d in kept), view.buffer
        )

    return evaluate


@on_values(memref.ReinterpretCastOp)
def _reinterpret_cast(op: memref.ReinterpretCastOp, _: Machine) -> Evaluate:
    size = size_of(memref_type(op.source.type).element_type)
    static = [part.get_values() for part in (op.static_offsets, op.static_sizes, op.static_strides)]

    def evaluate(view: MemRef, *dynamic: int) -> MemRef:
        rest = iter(dynamic)
        (offset,), sizes, strides = (
            [next(rest) if n == DYNAMIC_INDEX else n for n in part] for part in static
        )
        return MemRef(view.buffer + offset * size, tuple(sizes), tuple(strides), view.buffer)

    return evaluate


def _groups(op: memref.CollapseShapeOp | memref.ExpandShapeOp) -> list[list[int]]:
    """Which dimensions of the longer shape belong to each one of the shorter shape."""
    groups = cast("list[Any]", list(op.reassociation.data))
    return [[index.value.data for index in group.data] for group in groups]


@on_values(memref.CollapseShapeOp)
def _collapse_shape(op: memref.CollapseShapeOp, _: Machine) -> Evaluate:
    groups = _groups(op)

    def evaluate(view: MemRef) -> MemRef:
        shape = [math.prod(view.shape[d] for d in group) for group in groups]
        strides = [view.strides[group[-1]] for group in groups]
        for group in groups:
            for outer, inner in pairwise(group):
                if view.strides[outer] != view.strides[inner] * view.shape[inner]:
                    raise OracleError("collapses dimensions that are not contiguous")
        return MemRef(view.address, tuple(shape), tuple(strides), view.buffer)

    return evaluate


@on_values(memref.ExpandShapeOp)
def _expand_shape(op: memref.ExpandShapeOp, _: Machine) -> Evaluate:
    groups, static = _groups(op), op.static_output_shape.get_values()

    def evaluate(view: MemRef, *dynamic: int) -> MemRef:
        rest = iter(dynamic)
        shape = [next(rest) if n == DYNAMIC_INDEX else n for n in static]
        strides = [1] * len(shape)
        for group, stride in zip(groups, view.strides, strict=True):
            for dimension in reversed(group):
                strides[dimension] = stride
                stride *= shape[dimension]
        return MemRef(view.address, tuple(shape), tuple(strides), view.buffer)

    return evaluate


@on_values(memref.ViewOp)
def _view(op: memref.ViewOp, _: Machine) -> Evaluate:
    wanted = memref_type(op.result.type).get_shape()

    def evaluate(view: MemRef, shift: int, *dynamic: int) -> MemRef:
        rest = iter(dynamic)
        shape = [next(rest) if n == DYNAMIC_INDEX else n for n in wanted]
        return contiguous(view.address + shift, shape)

    return evaluate


@on_values(memref.ExtractStridedMetaDataOp)
def _metadata(op: memref.ExtractStridedMetaDataOp, _: Machine) -> Evaluate:
    size = size_of(memref_type(op.source.type).element_type)

    def evaluate(view: MemRef) -> tuple[Value, ...]:
        offset = (view.address - view.buffer) // size
        return (MemRef(view.buffer, (), ()), offset, *view.shape, *view.strides)

    return evaluate


@on_values(memref.ExtractAlignedPointerAsIndexOp)
def _aligned_pointer(op: memref.ExtractAlignedPointerAsIndexOp, _: Machine) -> Evaluate:
    return lambda view: view.buffer


@on_values(memref.RankOp)
def _rank(op: memref.RankOp, _: Machine) -> Evaluate:
    return lambda view: len(view.shape)


# By the number of `arith::AtomicRMWKind` in MLIR 22: of floats, and of integers as long as nothing is signed.
_FLOAT_UPDATES = {0: "add", 4: "maximum", 5: "fmax", 8: "minimum", 9: "fmin", 12: "mul"}
_INTEGER_UPDATES: dict[int, Callable[[int, int], int]] = {
    1: operator.add,
    2: operator.and_,
    7: max,
    11: min,
    13: operator.mul,
    14: operator.or_,
    15: operator.xor,
}


@on_values(memref.AtomicRMWOp)
def _atomic_update(op: memref.AtomicRMWOp, machine: Machine) -> Evaluate:
    type_, kind = op.value.type, op.kind.value.data
    (read, write), size = access(type_), size_of(type_)
    combine: Callable[..., Value]
    if kind == 3:
        combine = lambda old, new: new  # noqa: E731
    elif kind in _FLOAT_UPDATES:
        combine = differentiable(PRIMITIVES[_FLOAT_UPDATES[kind]], rounding(type_))
    elif kind in _INTEGER_UPDATES:
        integers, mask = _INTEGER_UPDATES[kind], (1 << bit_width(type_)) - 1
        combine = lambda old, new: integers(old, new) & mask  # noqa: E731
    else:
        raise OracleError(f"the oracle does not know atomic updates of kind {kind}")

    def evaluate(value: Value, view: MemRef, *indices: int) -> Value:
        address = element_address(view, indices, size)
        old = read(machine.memory, address)
        write(machine.memory, address, combine(old, value))
        return old

    return evaluate


@on_values(memref.GetGlobalOp)
def _get_global(op: memref.GetGlobalOp, machine: Machine) -> Evaluate:
    shape, name = memref_type(op.memref.type).get_shape(), op.name_.string_value()
    return lambda: contiguous(machine.address_of(name), shape)


@global_symbol(memref.GlobalOp)
def _global_address(op: memref.GlobalOp, machine: Machine) -> int:
    type_ = memref_type(op.type)
    size, count = size_of(type_.element_type), math.prod(type_.get_shape())
    (_, write), memory = access(type_.element_type), machine.memory
    address = memory.allocate(size * count, op.sym_name.data)
    if isinstance(op.initial_value, DenseIntOrFPElementsAttr):
        values = cast("tuple[Value, ...]", constant(op.initial_value))
        for position in range(count):
            write(memory, address + position * size, values[position])
    return address
