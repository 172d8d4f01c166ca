"""Flags and metadata of instructions: fast-math, wrapping, and what rides along in discardable attributes.

::

    fastmath<nnan,contract>, overflow<nsw>, {nneg}, {tbaa = "!4"}  ->  nnan contract, nsw, nneg, !tbaa !4
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from xdsl.dialects.arith import FastMathFlagsAttr, IntegerOverflowAttr
from xdsl.dialects.builtin import IntegerAttr, StringAttr
from xdsl.dialects.llvm import FastMathAttr, OverflowAttr
from xdsl.dialects.utils import FastMathFlag
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter

_FAST_MATH_TEXTS: dict[frozenset[FastMathFlag], str] = {}


def fast_math_flags(attribute: Attribute) -> str:
    """The flags of an `arith.fastmath` or `llvm.fastmath`, each followed by a space."""
    if not isinstance(attribute, FastMathFlagsAttr | FastMathAttr):
        raise LoweringError(f"the attribute {attribute} is not a fast-math attribute")
    flags = attribute.data
    text = _FAST_MATH_TEXTS.get(flags)
    if text is None:
        if len(flags) == len(FastMathFlag):
            text = "fast "
        else:
            text = "".join(f"{flag.value} " for flag in FastMathFlag if flag in flags)
        _FAST_MATH_TEXTS[flags] = text
    return text


def fast_math(op: Operation) -> str:
    """The fast-math flags of an operation, wherever its dialect keeps them."""
    properties = op.properties
    attribute = (
        properties.get("fastmath")
        or properties.get("fastmathFlags")
        or op.attributes.get("fastmath")
    )
    return fast_math_flags(attribute) if attribute is not None else ""


_OVERFLOW_BITS = {0: "", 1: "nsw ", 2: "nuw ", 3: "nuw nsw "}


def overflow(op: Operation) -> str:
    """`nuw` and `nsw` of an operation of arith or llvm."""
    attribute = op.properties.get("overflowFlags")
    if attribute is None:
        return unit_flags(op, ("nuw", "nsw")) if op.attributes else ""
    if isinstance(attribute, IntegerAttr):
        return _OVERFLOW_BITS[cast(IntegerAttr, attribute).value.data]
    if isinstance(attribute, IntegerOverflowAttr | OverflowAttr):
        if not attribute.data:
            return ""
        names = {flag.value for flag in attribute.data}
        return "".join(f"{flag} " for flag in ("nuw", "nsw") if flag in names)
    raise LoweringError(f"the attribute {attribute} is not an overflow attribute")


def unit_flags(op: Operation, names: Iterable[str]) -> str:
    """Those of the flags that the operation has as discardable unit attributes, each followed by a space."""
    attributes = op.attributes
    return "".join(f"{name} " for name in names if name in attributes) if attributes else ""


METADATA_KINDS = {
    "tbaa": "tbaa",
    "tbaa_struct": "tbaa.struct",
    "alias_scopes": "alias.scope",
    "noalias_scopes": "noalias",
}
"""Discardable attributes that refer to a node of the module's metadata, and LLVM's names of the kinds."""


def metadata(writer: FunctionWriter, op: Operation) -> str:
    """References to metadata, as they are appended to an instruction."""
    attributes = op.attributes
    if not attributes:
        return ""
    text = ""
    for key, kind in METADATA_KINDS.items():
        reference = attributes.get(key)
        if reference is None:
            continue
        if not isinstance(reference, StringAttr) or not writer.module.has_metadata(reference.data):
            raise LoweringError(
                f"the attribute {key} = {reference} refers to no metadata of the module",
                hint="the module's attribute llvm.metadata has the nodes, by number",
            )
        text += f", !{kind} {reference.data}"
    return text
