"""Packed structs, which xDSL has no type for: structs whose name says so.

``%s = type <{ i8, double }>``  -->  ``!llvm.struct<"packed:s", (i8, f64)>``

Their fields lie one behind the other without padding, and they are aligned to one byte. But for that they are structs like others.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import ArrayAttr, StringAttr
from xdsl.dialects.llvm import LLVMStructType
from xdsl.ir import Attribute

_PREFIX = "packed:"


def packed_struct(types: Sequence[Attribute], name: str = "") -> LLVMStructType:
    """The packed struct with fields of these types."""
    return LLVMStructType(StringAttr(_PREFIX + name), ArrayAttr(types))


def is_packed(struct: LLVMStructType) -> bool:
    return struct.struct_name.data.startswith(_PREFIX)
