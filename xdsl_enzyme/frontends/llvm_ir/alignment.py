"""``, align 8`` behind an instruction --> ``alignment = 8 : i64``."""

from __future__ import annotations

from functools import cache

from xdsl.dialects.builtin import I64, IntegerAttr, i64
from xdsl.ir import Attribute

from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor


@cache
def alignment(token: str) -> IntegerAttr[I64]:
    """The attribute for the number that `token` is."""
    return IntegerAttr(int(token), i64)


def read_alignment(cursor: Cursor, properties: dict[str, Attribute]) -> None:
    """Reads the alignment of an access if it is there."""
    if cursor.accept(","):
        cursor.expect("align")
        if not cursor.peek().isdecimal():
            raise cursor.error(f"'{cursor.peek()}' is not an alignment")
        properties["alignment"] = alignment(cursor.next())
