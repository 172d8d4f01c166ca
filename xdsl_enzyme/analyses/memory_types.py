"""Which values refer to memory.

::

    !llvm.ptr, memref<4xf64>, !enzyme.Cache<f64>      are pointers
    !llvm.struct<(i64, ptr)>                          holds pointers
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.dialects.builtin import MemRefType, UnrankedMemRefType
from xdsl.ir import Attribute

from xdsl_enzyme.dialects import enzyme

MEMORY_TYPES: set[type[Attribute]] = {
    llvm.LLVMPointerType,
    enzyme.CacheType,
    enzyme.CacheTableType,
    MemRefType,
    UnrankedMemRefType,
}
"""Types whose values refer to memory."""


def is_pointer(type: Attribute) -> bool:
    """Whether values of this type refer to memory: pointers, memrefs, caches, and what other dialects declare."""
    return type.__class__ in MEMORY_TYPES


def holds_pointers(type: Attribute) -> bool:
    """Whether values of this type are pointers or structures with pointers in them, such as a slice."""
    if isinstance(type, llvm.LLVMStructType):
        return any(map(holds_pointers, type.types.data))
    if isinstance(type, llvm.LLVMArrayType):
        return holds_pointers(type.type)
    return is_pointer(type)
