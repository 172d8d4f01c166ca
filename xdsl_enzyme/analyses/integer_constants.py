"""The numbers that integer constants are: ``arith.constant 8 : i64`` is 8."""

from __future__ import annotations

from xdsl.dialects.builtin import IntegerAttr
from xdsl.ir import Operation, SSAValue


def constant_integer(value: SSAValue) -> int | None:
    """The value of an integer or index constant; None if it is not one."""
    attribute = value.owner.properties.get("value") if isinstance(value.owner, Operation) else None
    return attribute.value.data if isinstance(attribute, IntegerAttr) else None
