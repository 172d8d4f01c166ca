"""Views of memory: operations of `memref` that make another descriptor for the same pointer.

::

    memref.subview %m[%i, 2] [1, 2] [1, 3] : memref<8x8xf64> to memref<2xf64, strided<[3], offset: ?>>
    -->
    offset = 8 · %i + 2, sizes = [2], strides = [3]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import cast

from xdsl.dialects import memref
from xdsl.dialects.builtin import DYNAMIC_INDEX, ArrayAttr, IntegerAttr, UnrankedMemRefType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.descriptors import Descriptor, layout_of
from xdsl_enzyme.lowering.llvm_ir.indices import linear, multiply, product, row_major
from xdsl_enzyme.lowering.llvm_ir.memrefs import contiguous, pointer_at, sizes_of
from xdsl_enzyme.lowering.llvm_ir.types import integers
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


@writes(memref.CastOp, memref.MemorySpaceCastOp)
def _cast(writer: FunctionWriter, op: memref.CastOp | memref.MemorySpaceCastOp) -> None:
    if isinstance(op.source.type, UnrankedMemRefType) or isinstance(
        op.dest.type, UnrankedMemRefType
    ):
        raise LoweringError("unranked memrefs cannot be written")
    writer.set_descriptor(op.dest, writer.descriptor(op.source))


def _mixed(
    writer: FunctionWriter, static: Attribute, dynamic: Sequence[SSAValue]
) -> tuple[str, ...]:
    rest = iter(dynamic)
    return tuple(
        writer.values[next(rest)] if number == DYNAMIC_INDEX else str(number)
        for number in integers(static)
    )


def _kept_dimensions(op: memref.SubviewOp) -> Sequence[int]:
    """The dimensions of the source that the result still has: a rank-reducing subview drops some of size 1."""
    sizes = [None if size == DYNAMIC_INDEX else size for size in integers(op.static_sizes)]
    wanted = layout_of(op.result.type)
    source = layout_of(op.source.type)
    steps = [
        None if step == DYNAMIC_INDEX or stride is None else stride * step
        for step, stride in zip(integers(op.static_strides), source.strides, strict=True)
    ]
    candidates = [
        kept
        for kept in combinations(range(len(sizes)), len(wanted.sizes))
        if all(sizes[i] == size for i, size in zip(kept, wanted.sizes, strict=True))
        and all(sizes[i] == 1 for i in range(len(sizes)) if i not in kept)
    ]
    for kept in candidates:
        if all(steps[i] == stride for i, stride in zip(kept, wanted.strides, strict=True)):
            return kept
    if not candidates:
        raise LoweringError("the shape of a subview's result does not follow from its sizes")
    return candidates[0]


@writes(memref.SubviewOp)
def _subview(writer: FunctionWriter, op: memref.SubviewOp) -> None:
    source = writer.descriptor(op.source)
    offsets = _mixed(writer, op.static_offsets, tuple(op.offsets))
    sizes = _mixed(writer, op.static_sizes, tuple(op.sizes))
    steps = _mixed(writer, op.static_strides, tuple(op.strides))
    offset = linear(writer, source.offset, offsets, source.strides)
    kept = _kept_dimensions(op)
    writer.set_descriptor(
        op.result,
        Descriptor(
            source.allocated,
            source.aligned,
            offset,
            tuple(sizes[i] for i in kept),
            tuple(multiply(writer, source.strides[i], steps[i]) for i in kept),
        ),
    )


@writes(memref.ReinterpretCastOp)
def _reinterpret_cast(writer: FunctionWriter, op: memref.ReinterpretCastOp) -> None:
    source = writer.descriptor(op.source)
    writer.set_descriptor(
        op.result,
        Descriptor(
            source.allocated,
            source.aligned,
            _mixed(writer, op.static_offsets, tuple(op.offsets))[0],
            _mixed(writer, op.static_sizes, tuple(op.sizes)),
            _mixed(writer, op.static_strides, tuple(op.strides)),
        ),
    )


def _groups(op: memref.CollapseShapeOp | memref.ExpandShapeOp) -> list[list[int]]:
    """Which dimensions of the longer shape belong to each dimension of the shorter one."""
    return [
        [cast(IntegerAttr, index).value.data for index in cast(ArrayAttr, group).data]
        for group in op.reassociation.data
    ]


@writes(memref.CollapseShapeOp)
def _collapse_shape(writer: FunctionWriter, op: memref.CollapseShapeOp) -> None:
    source = writer.descriptor(op.src)
    groups = _groups(op)
    layout = layout_of(op.src.type)
    for group in groups:
        for outer, inner in pairwise(group):
            size, stride, step = layout.sizes[inner], layout.strides[inner], layout.strides[outer]
            if None not in (size, stride, step) and step != cast(int, size) * cast(int, stride):
                raise LoweringError("dimensions are collapsed that are not contiguous")
    writer.set_descriptor(
        op.result,
        Descriptor(
            source.allocated,
            source.aligned,
            source.offset,
            tuple(product(writer, (source.sizes[i] for i in group)) for group in groups),
            tuple(source.strides[group[-1]] if group else "1" for group in groups),
        ),
    )


@writes(memref.ExpandShapeOp)
def _expand_shape(writer: FunctionWriter, op: memref.ExpandShapeOp) -> None:
    source = writer.descriptor(op.src)
    sizes = _mixed(writer, op.static_output_shape, tuple(op.output_shape))
    strides: list[str] = []
    for group, stride in zip(_groups(op), source.strides, strict=True):
        inner = row_major(writer, [sizes[i] for i in group])
        strides.extend(multiply(writer, stride, each) for each in inner)
    # Dimensions without a group (of a memref of rank 0) have size 1, where any stride does.
    strides.extend("1" for _ in range(len(sizes) - len(strides)))
    writer.set_descriptor(
        op.result,
        Descriptor(source.allocated, source.aligned, source.offset, sizes, tuple(strides)),
    )


@writes(memref.ViewOp)
def _view(writer: FunctionWriter, op: memref.ViewOp) -> None:
    source = writer.descriptor(op.source)
    shift = writer.values[op.byte_shift]
    pointer = writer.compute(f"getelementptr inbounds i8, ptr {source.aligned}, i64 {shift}")
    sizes = sizes_of(writer, op.result.type, tuple(op.sizes))
    writer.set_descriptor(op.result, contiguous(writer, source.allocated, pointer, sizes))


@writes(memref.AssumeAlignmentOp)
def _assume_alignment(writer: FunctionWriter, op: memref.AssumeAlignmentOp) -> None:
    descriptor = writer.descriptor(op.memref)
    zeros = ["0"] * len(descriptor.sizes)
    pointer = pointer_at(writer, op.memref.type, descriptor, zeros)
    writer.module.declare("llvm.assume", "void", ["i1"])
    writer.emit(
        f'call void @llvm.assume(i1 true) ["align"(ptr {pointer}, i64 {op.alignment.value.data})]'
    )
    writer.set_descriptor(op.result, descriptor)
