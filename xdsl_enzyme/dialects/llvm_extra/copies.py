"""The intrinsics that copy and fill memory.

``call void @llvm.memcpy.p0.p0.i64(ptr %d, ptr %s, i64 %n, i1 false)``
-->  ``llvm_extra.memcpy %d, %s, %n : !llvm.ptr, !llvm.ptr, i64``
"""

from __future__ import annotations

from xdsl.dialects.builtin import I8, IntegerType, UnitAttr
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import SSAValue
from xdsl.irdl import (
    IRDLOperation,
    ParsePropInAttrDict,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    traits_def,
)
from xdsl.traits import MemoryReadEffect, MemoryWriteEffect


class _CopyOperation(IRDLOperation):
    destination = operand_def(LLVMPointerType)
    source = operand_def(LLVMPointerType)
    length = operand_def(IntegerType)
    volatile_ = opt_prop_def(UnitAttr)

    irdl_options = (ParsePropInAttrDict(),)
    traits = traits_def(MemoryReadEffect(), MemoryWriteEffect())

    assembly_format = (
        "$destination `,` $source `,` $length attr-dict"
        " `:` type($destination) `,` type($source) `,` type($length)"
    )

    def __init__(
        self, destination: SSAValue, source: SSAValue, length: SSAValue, volatile: bool = False
    ):
        super().__init__(
            operands=[destination, source, length],
            properties={"volatile_": UnitAttr() if volatile else None},
        )


@irdl_op_definition
class MemcpyOp(_CopyOperation):
    """`llvm.memcpy`: copies `length` bytes; source and destination are equal or don't overlap."""

    name = "llvm_extra.memcpy"


@irdl_op_definition
class MemmoveOp(_CopyOperation):
    """`llvm.memmove`: copies `length` bytes; source and destination may overlap."""

    name = "llvm_extra.memmove"


@irdl_op_definition
class MemsetOp(IRDLOperation):
    """`llvm.memset`: stores the byte `value` into `length` bytes."""

    name = "llvm_extra.memset"

    destination = operand_def(LLVMPointerType)
    value = operand_def(I8)
    length = operand_def(IntegerType)
    volatile_ = opt_prop_def(UnitAttr)

    irdl_options = (ParsePropInAttrDict(),)
    traits = traits_def(MemoryWriteEffect())

    assembly_format = (
        "$destination `,` $value `,` $length attr-dict `:` type($destination) `,` type($length)"
    )

    def __init__(
        self, destination: SSAValue, value: SSAValue, length: SSAValue, volatile: bool = False
    ):
        super().__init__(
            operands=[destination, value, length],
            properties={"volatile_": UnitAttr() if volatile else None},
        )
