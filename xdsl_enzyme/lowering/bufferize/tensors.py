"""`tensor` and `bufferization` on buffers.

::

    tensor.extract %t[%i]                    memref.load %m[%i]
    tensor.insert %v into %t[%i]             memref.store %v, %m[%i]
    tensor.insert_slice %s into %t[…]        memref.copy %s, memref.subview %m[…]
    tensor.from_elements %a, %b         ->   memref.alloc, memref.store, memref.store
    tensor.collapse_shape %t                 memref.collapse_shape %m
    bufferization.to_tensor %m               %m itself
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import cast

from xdsl.dialects import arith, bufferization, memref, tensor, ub
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    DenseIntOrFPElementsAttr,
    MemRefType,
    StridedLayoutAttr,
    StringAttr,
    UnitAttr,
)
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.bufferize.buffers import Place, is_tensor, memref_of
from xdsl_enzyme.lowering.bufferize.state import Bufferisation, bufferizes
from xdsl_enzyme.rules.structured import fill, index_constant, shape_of

AnyMemRef = MemRefType[Attribute]


# Making tensors


@bufferizes(arith.ConstantOp)
def _constant(this: Bufferisation, op: arith.ConstantOp) -> None:
    value = op.value
    if not isinstance(value, DenseIntOrFPElementsAttr):
        raise LoweringError(f"the constant {value} cannot be written", where=op)
    builder = this.builder(op)
    type = memref_of(op.result.type)
    if value.is_splat():
        buffer = this.buffers.allocate_sizes(builder, [], type, this.owner(op))
        element = next(iter(value.get_attrs()))
        scalar = arith.ConstantOp.create(
            properties={"value": element}, result_types=[value.get_element_type()]
        )
        fill(builder, builder.insert(scalar).results[0], buffer.memory)
        this.buffers.set_place(op.result, buffer.memory, buffer)
    else:
        name = _unused_name(this, "constant")
        definition = memref.GlobalOp.get(
            StringAttr(name), type, value, StringAttr("private"), UnitAttr()
        )
        this.module.body.block.insert_op_before(definition, this.function)
        memory = builder.insert(memref.GetGlobalOp(name, cast(AnyMemRef, type))).memref
        this.buffers.adopt(op.result, memory, None)
    this.drop(op)


def _unused_name(this: Bufferisation, base: str) -> str:
    number = 0
    while lookup(this.module, f"{base}.{number}") is not None:
        number += 1
    return f"{base}.{number}"


@bufferizes(tensor.EmptyOp)
def _empty(this: Bufferisation, op: tensor.EmptyOp) -> None:
    _allocate(this, op, list(op.dynamic_sizes))


@bufferizes(ub.PoisonOp)
def _poison(this: Bufferisation, op: ub.PoisonOp) -> None:
    builder = this.builder(op)
    dynamic = shape_of(op.result.type).count(DYNAMIC_INDEX)
    _allocate(this, op, [index_constant(builder, 0) for _ in range(dynamic)])


def _allocate(this: Bufferisation, op: Operation, sizes: list[SSAValue]) -> None:
    (result,) = op.results
    type = memref_of(result.type)
    buffer = this.buffers.allocate_sizes(this.builder(op), sizes, type, this.owner(op))
    this.buffers.set_place(result, buffer.memory, buffer)
    this.drop(op)


@bufferizes(bufferization.AllocTensorOp)
def _alloc_tensor(this: Bufferisation, op: bufferization.AllocTensorOp) -> None:
    builder, owner = this.builder(op), this.owner(op)
    if op.copy is not None:
        buffer = this.buffers.copy_of(builder, op.copy, owner)
    else:
        type = memref_of(op.tensor.type)
        buffer = this.buffers.allocate_sizes(builder, list(op.dynamic_sizes), type, owner)
    this.buffers.set_place(op.tensor, buffer.memory, buffer)
    this.drop(op)


@bufferizes(tensor.FromElementsOp)
def _from_elements(this: Bufferisation, op: tensor.FromElementsOp) -> None:
    builder = this.builder(op)
    buffer = this.buffers.allocate_sizes(builder, [], memref_of(op.result.type), this.owner(op))
    places = product(*(range(size) for size in shape_of(op.result.type)))
    for element, place in zip(op.elements, places, strict=True):
        indices = [index_constant(builder, index) for index in place]
        builder.insert(memref.StoreOp.create(operands=[element, buffer.memory, *indices]))
    this.buffers.set_place(op.result, buffer.memory, buffer)
    this.drop(op)


# Elements


@bufferizes(tensor.ExtractOp)
def _extract(this: Bufferisation, op: tensor.ExtractOp) -> None:
    load = memref.LoadOp.create(
        operands=[this.memory(op.tensor), *op.indices], result_types=[op.result.type]
    )
    load.location = op.location
    _replace(this, op, load)


@bufferizes(tensor.InsertOp)
def _insert(this: Bufferisation, op: tensor.InsertOp) -> None:
    place = this.buffers.writable(op, op.dest, keep=True)
    store = memref.StoreOp.create(operands=[op.scalar, place.memory, *op.indices])
    store.location = op.location
    this.builder(op).insert(store)
    this.buffers.set_place(op.result, place.memory, place.buffer)
    this.drop(op)


@bufferizes(tensor.DimOp)
def _dim(this: Bufferisation, op: tensor.DimOp) -> None:
    dim = memref.DimOp.create(
        operands=[this.memory(op.source), op.index], result_types=op.result_types
    )
    _replace(this, op, dim)


def _replace(this: Bufferisation, op: Operation, new: Operation) -> None:
    """`new` computes what is no tensor."""
    this.builder(op).insert(new)
    for old, result in zip(op.results, new.results, strict=True):
        result.name_hint = old.name_hint
        old.replace_all_uses_with(result)
    this.drop(op)


# Slices


def _slice(
    this: Bufferisation,
    op: tensor.ExtractSliceOp | tensor.InsertSliceOp,
    memory: SSAValue,
    part: Attribute,
) -> SSAValue:
    """The part of `memory` that a slice op means, with the shape of the tensor type `part`."""
    offsets = _mixed(op.static_offsets.get_values(), op.offsets)
    sizes = _mixed(op.static_sizes.get_values(), op.sizes)
    strides = _mixed(op.static_strides.get_values(), op.strides)
    full = memref.SubviewOp.infer_result_type(cast(AnyMemRef, memory.type), offsets, sizes, strides)
    view = memref.SubviewOp.get(memory, offsets, sizes, strides, _reduced(full, part, op))
    view.location = op.location
    return this.builder(op).insert(view).result


def _mixed(static: Sequence[int], dynamic: Sequence[SSAValue]) -> list[SSAValue | int]:
    rest = iter(dynamic)
    return [next(rest) if number == DYNAMIC_INDEX else number for number in static]


def _reduced(full: AnyMemRef, part: Attribute, op: Operation) -> AnyMemRef:
    """The type of a slice without those dimensions of size 1 that `part` does not have."""
    wanted, sizes = shape_of(part), full.get_shape()
    if len(wanted) == len(sizes):
        return full
    strides = full.get_strides()
    assert strides is not None
    for kept in combinations(range(len(sizes)), len(wanted)):
        if tuple(sizes[i] for i in kept) == wanted and all(
            sizes[i] == 1 for i in range(len(sizes)) if i not in kept
        ):
            layout = StridedLayoutAttr([strides[i] for i in kept], full.get_offset())
            return MemRefType(full.element_type, wanted, layout)
    raise LoweringError(f"the shape of {part} does not follow from the sizes of a slice", where=op)


@bufferizes(tensor.ExtractSliceOp)
def _extract_slice(this: Bufferisation, op: tensor.ExtractSliceOp) -> None:
    builder = this.builder(op)
    part = _slice(this, op, this.memory(op.source), op.result.type)
    buffer = this.buffers.allocate(builder, part, memref_of(op.result.type), this.owner(op))
    builder.insert(memref.CopyOp(part, buffer.memory))
    this.buffers.set_place(op.result, buffer.memory, buffer)
    this.drop(op)


@bufferizes(tensor.InsertSliceOp)
def _insert_slice(this: Bufferisation, op: tensor.InsertSliceOp) -> None:
    place = this.buffers.writable(op, op.dest, keep=True)
    part = _slice(this, op, place.memory, op.source.type)
    this.builder(op).insert(memref.CopyOp(this.memory(op.source), part))
    this.buffers.set_place(op.result, place.memory, place.buffer)
    this.drop(op)


# Views


@bufferizes(tensor.CastOp, tensor.CollapseShapeOp, tensor.ExpandShapeOp)
def _view(this: Bufferisation, op: Operation) -> None:
    source, *sizes = op.operands
    place = this.buffers.place(source)
    memory, buffer = place.memory, place.buffer
    if memory.type != memref_of(source.type):
        # Memory of the program that isn't contiguous.
        buffer = this.buffers.copy_of(this.builder(op), source, this.owner(op))
        memory = buffer.memory
    view = _VIEWS[type(op)].create(
        operands=[memory, *sizes],
        result_types=[memref_of(op.results[0].type)],
        properties=op.properties.copy(),
        location=op.location,
    )
    this.buffers.set_place(op.results[0], this.builder(op).insert(view).results[0], buffer)
    this.drop(op)


_VIEWS: dict[type[Operation], type[Operation]] = {
    tensor.CastOp: memref.CastOp,
    tensor.CollapseShapeOp: memref.CollapseShapeOp,
    tensor.ExpandShapeOp: memref.ExpandShapeOp,
}


# Between tensors and memrefs


@bufferizes(bufferization.ToTensorOp)
def _to_tensor(this: Bufferisation, op: bufferization.ToTensorOp) -> None:
    this.buffers.adopt(op.tensor, op.memref, None)
    this.drop(op)


@bufferizes(bufferization.ToBufferOp)
def _to_buffer(this: Bufferisation, op: bufferization.ToBufferOp) -> None:
    place = this.buffers.place(op.tensor)
    if op.read_only is None:
        place = this.buffers.writable(op, op.tensor, keep=True)
    if place.memory.type != op.memref.type:
        buffer = this.buffers.copy_of(this.builder(op), op.tensor, this.owner(op))
        place = Place(buffer.memory, buffer)
    place.buffer.is_fixed = True
    memory = place.memory
    if memory.type != op.memref.type:
        memory = this.builder(op).insert(memref.CastOp.get(memory, op.memref.type)).dest
    op.memref.replace_all_uses_with(memory)
    this.drop(op)


@bufferizes(bufferization.MaterializeInDestinationOp)
def _materialize(this: Bufferisation, op: bufferization.MaterializeInDestinationOp) -> None:
    source = this.memory(op.source)
    if not is_tensor(op.dest):
        this.builder(op).insert(memref.CopyOp(source, op.dest))
    else:
        place = this.buffers.writable(op, op.dest, keep=False)
        this.builder(op).insert(memref.CopyOp(source, place.memory))
        assert op.result is not None
        this.buffers.set_place(op.result, place.memory, place.buffer)
    this.drop(op)
