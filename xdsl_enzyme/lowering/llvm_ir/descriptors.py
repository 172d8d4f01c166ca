"""Memrefs as LLVM values: two pointers, an offset, sizes and strides.

What a memref's type knows is a literal, so that static shapes cost nothing::

    memref<?x4xf64>  ->  allocated, aligned, 0, [%size, 4], [4, 1]

Across function boundaries the values are passed one by one, the known ones too, and returned as a struct: the
calling convention of MLIR's C runtime.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    AffineMapAttr,
    IntegerAttr,
    MemRefType,
    NoneAttr,
)
from xdsl.ir import Attribute

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.types import AnyMemRef


@dataclass(frozen=True)
class Layout:
    """What a memref's type says; None where it is known at run time only."""

    sizes: tuple[int | None, ...]
    strides: tuple[int | None, ...]
    offset: int | None

    @property
    def is_contiguous(self) -> bool:
        """Whether the elements are known to follow one another in row-major order."""
        expected: int | None = 1
        for size, stride in zip(reversed(self.sizes), reversed(self.strides), strict=True):
            if expected is None or stride != expected:
                return False
            expected = None if size is None else expected * size
        return True


_LAYOUTS: dict[Attribute, Layout] = {}


def layout_of(type_: Attribute) -> Layout:
    """The layout of a memref type; refuses those that are not strided or not in the main memory."""
    layout = _LAYOUTS.get(type_)
    if layout is None:
        layout = _LAYOUTS[type_] = _layout_of(type_)
    return layout


def is_identity(type_: AnyMemRef) -> bool:
    """Whether the type has the default layout: contiguous, row by row, from offset 0."""
    return isinstance(type_.layout, NoneAttr) or (
        isinstance(type_.layout, AffineMapAttr)
        and type_.layout.data == type_.layout.data.identity(type_.get_num_dims())
    )


def _layout_of(type_: Attribute) -> Layout:
    if not isinstance(type_, MemRefType):
        raise LoweringError(f"a ranked memref is needed, but the type is {type_}")
    memref = cast(AnyMemRef, type_)
    space = memref.memory_space
    if not (
        isinstance(space, NoneAttr)
        or (isinstance(space, IntegerAttr) and cast(IntegerAttr, space).value.data == 0)
    ):
        raise LoweringError(
            f"the memory space of {type_} is not supported",
            why="code is generated for the memory of a CPU",
        )
    sizes = tuple(None if size == DYNAMIC_INDEX else size for size in memref.get_shape())
    if is_identity(memref):
        strides: list[int | None] = []
        stride: int | None = 1
        for size in reversed(sizes):
            strides.append(stride)
            stride = None if stride is None or size is None else stride * size
        return Layout(sizes, tuple(reversed(strides)), 0)
    if isinstance(memref.layout, AffineMapAttr) or (known := memref.get_strides()) is None:
        raise LoweringError(
            f"the layout of {type_} is not supported", hint="use an identity or strided layout"
        )
    return Layout(sizes, tuple(known), memref.get_offset())


@dataclass(frozen=True)
class Descriptor:
    """The LLVM values of one memref, as text."""

    allocated: str
    aligned: str
    offset: str
    sizes: tuple[str, ...]
    strides: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Everything, in the order of the calling convention."""
        return (self.allocated, self.aligned, self.offset, *self.sizes, *self.strides)


def _choose(known: Iterable[int | None], values: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        value if number is None else str(number)
        for number, value in zip(known, values, strict=True)
    )


def refine(type_: Attribute, descriptor: Descriptor) -> Descriptor:
    """`descriptor` with literals wherever the type knows the value."""
    layout = layout_of(type_)
    return Descriptor(
        descriptor.allocated,
        descriptor.aligned,
        descriptor.offset if layout.offset is None else str(layout.offset),
        _choose(layout.sizes, descriptor.sizes),
        _choose(layout.strides, descriptor.strides),
    )


def from_all(type_: Attribute, values: Sequence[str]) -> Descriptor:
    """The inverse of `Descriptor.all`."""
    rank = len(layout_of(type_).sizes)
    sizes, strides = tuple(values[3 : 3 + rank]), tuple(values[3 + rank :])
    return refine(type_, Descriptor(values[0], values[1], values[2], sizes, strides))


def argument_names(type_: Attribute, name: str) -> list[str]:
    """Names for the values of a memref argument: the aligned pointer gets the name itself."""
    rank = len(layout_of(type_).sizes)
    return [
        f"{name}.allocated",
        name,
        f"{name}.offset",
        *(f"{name}.size.{i}" for i in range(rank)),
        *(f"{name}.stride.{i}" for i in range(rank)),
    ]


def dynamic(type_: Attribute, descriptor: Descriptor) -> tuple[str, ...]:
    """The values that the type does not know: what a phi or a select has to carry."""
    layout = layout_of(type_)
    known = (None, None, layout.offset, *layout.sizes, *layout.strides)
    return tuple(
        value for number, value in zip(known, descriptor.all, strict=True) if number is None
    )


def dynamic_types(type_: Attribute) -> tuple[str, ...]:
    """The LLVM types of `dynamic`."""
    layout = layout_of(type_)
    known = (layout.offset, *layout.sizes, *layout.strides)
    return ("ptr", "ptr", *("i64" for number in known if number is None))


def from_dynamic(type_: Attribute, values: Sequence[str]) -> Descriptor:
    """The inverse of `dynamic`."""
    layout = layout_of(type_)
    known = (None, None, layout.offset, *layout.sizes, *layout.strides)
    rest = iter(values)
    return from_all(type_, [next(rest) if number is None else str(number) for number in known])
