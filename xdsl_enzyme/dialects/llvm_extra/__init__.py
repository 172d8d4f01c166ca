"""What LLVM IR has and neither the standard dialects nor xDSL's `llvm` dialect can say.

Each op stands for one instruction or intrinsic and has its meaning::

    call void @llvm.memcpy.p0.p0.i64(ptr %d, ptr %s, i64 %n, i1 false)
    -->  llvm_extra.memcpy %d, %s, %n : !llvm.ptr, !llvm.ptr, i64
"""

from __future__ import annotations

from xdsl.ir import Dialect

from xdsl_enzyme.dialects.llvm_extra.atomics import AtomicRMWOp, CompareExchangeOp, FenceOp
from xdsl_enzyme.dialects.llvm_extra.calls import (
    LANDING_PAD,
    UNEXPECTED_CALLEE,
    CallPointerOp,
    CallVariadicOp,
    InvokeOp,
)
from xdsl_enzyme.dialects.llvm_extra.copies import MemcpyOp, MemmoveOp, MemsetOp
from xdsl_enzyme.dialects.llvm_extra.values import (
    AddressSpaceCastOp,
    FreezeOp,
    PointerCompareOp,
    VectorSelectOp,
)

__all__ = [
    "LANDING_PAD",
    "UNEXPECTED_CALLEE",
    "AddressSpaceCastOp",
    "AtomicRMWOp",
    "CallPointerOp",
    "CallVariadicOp",
    "CompareExchangeOp",
    "FenceOp",
    "FreezeOp",
    "InvokeOp",
    "LLVMExtra",
    "MemcpyOp",
    "MemmoveOp",
    "MemsetOp",
    "PointerCompareOp",
    "VectorSelectOp",
]

LLVMExtra = Dialect(
    "llvm_extra",
    [
        AddressSpaceCastOp,
        AtomicRMWOp,
        CallPointerOp,
        CallVariadicOp,
        CompareExchangeOp,
        FenceOp,
        FreezeOp,
        InvokeOp,
        MemcpyOp,
        MemmoveOp,
        MemsetOp,
        PointerCompareOp,
        VectorSelectOp,
    ],
    [],
)
