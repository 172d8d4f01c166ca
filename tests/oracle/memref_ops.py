"""`memref`: views of memory with sizes and strides."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING, cast

from xdsl.dialects import memref
from xdsl.dialects.builtin import DYNAMIC_INDEX, DenseIntOrFPElementsAttr, MemRefType
from xdsl.ir import Attribute

from tests.oracle.access import access
from tests.oracle.errors import OracleError
from tests.oracle.layout import size_of
from tests.oracle.scalar_ops import constant
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
        return MemRef(address, tuple(sizes[d] for d in kept), tuple(strides[d] for d in kept))

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
