"""Casts between a memref and the struct that MLIR lowers it to, as they are around memrefs in untyped memory.

::

    %s = builtin.unrealized_conversion_cast %m : memref<?xf64> to
           !llvm.struct<(ptr, ptr, i64, array<1 x i64>, array<1 x i64>)>
    -->
    %1 = insertvalue {ptr, ptr, i64, [1 x i64], [1 x i64]} poison, ptr %m.allocated, 0
    …
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects.builtin import UnrealizedConversionCastOp
from xdsl.dialects.llvm import LLVMStructType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import descriptors
from xdsl_enzyme.lowering.llvm_ir.descriptors import layout_of
from xdsl_enzyme.lowering.llvm_ir.types import is_memref
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


def _positions(rank: int) -> Iterator[tuple[str, str]]:
    """Type and position of each value of a descriptor in the struct, in the order of `Descriptor.all`."""
    yield from (("ptr", "0"), ("ptr", "1"), ("i64", "2"))
    for member in (3, 4):
        for dimension in range(rank):
            yield "i64", f"{member}, {dimension}"


@writes(UnrealizedConversionCastOp)
def _cast(writer: FunctionWriter, op: UnrealizedConversionCastOp) -> None:
    if len(op.operands) == len(op.results) == 1:
        source, result = op.operands[0], op.results[0]
        if is_memref(source.type) and _is_descriptor(result.type, source.type):
            _to_struct(writer, source, result)
            return
        if is_memref(result.type) and _is_descriptor(source.type, result.type):
            _from_struct(writer, source, result)
            return
    raise LoweringError(
        "only casts between a memref and the struct that stands for it can be written",
        hint="run reconcile-unrealized-casts first",
    )


def _is_descriptor(type_: Attribute, memref: Attribute) -> bool:
    return isinstance(type_, LLVMStructType) and len(type_.types.data) == (
        5 if layout_of(memref).sizes else 3
    )


def _to_struct(writer: FunctionWriter, source: SSAValue, result: SSAValue) -> None:
    text, struct = "poison", writer.types[result.type]
    values = writer.descriptor(source).all
    places = _positions(len(layout_of(source.type).sizes))
    for (type_, position), value in zip(places, values, strict=True):
        text = writer.compute(f"insertvalue {struct} {text}, {type_} {value}, {position}")
    writer.values[result] = text


def _from_struct(writer: FunctionWriter, source: SSAValue, result: SSAValue) -> None:
    struct = writer.typed(source)
    values = [
        writer.compute(f"extractvalue {struct}, {position}")
        for _, position in _positions(len(layout_of(result.type).sizes))
    ]
    writer.set_descriptor(result, descriptors.from_all(result.type, values))
