"""Integer attributes that are wanted again and again, each made once: making one takes as long as making an op.

::

    i64_attribute(8)  -->  8 : i64
"""

from __future__ import annotations

from functools import lru_cache

from xdsl.dialects.builtin import DenseArrayBase, IntegerAttr, IntegerType, i32, i64


@lru_cache(maxsize=4096)
def i64_attribute(value: int) -> IntegerAttr[IntegerType]:
    """`value : i64`."""
    return IntegerAttr(value, i64)


@lru_cache(maxsize=4096)
def i32_array(*values: int) -> DenseArrayBase[IntegerType]:
    """`array<i32: …>`."""
    return DenseArrayBase.from_list(i32, values)


NOT_ATOMIC = i64_attribute(0)
"""The `ordering` of plain loads and stores of the `llvm` dialect."""
