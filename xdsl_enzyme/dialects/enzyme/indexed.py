"""Access to elements of memrefs whose dynamic sizes are at hand, and to those of caches.

The first form is what Enzyme makes of caches in loops with a known number of iterations, the second that of its earlier
versions::

    %v = enzyme.load %memory[%i] ([%n]) : memref<?xf64>
    enzyme.store %v, %cache[%i] : !enzyme.Cache<f64>
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    DenseArrayBase,
    IndexType,
    MemRefType,
    i32,
    i64,
)
from xdsl.dialects.utils.dynamic_index_list import (
    parse_dynamic_index_list_without_types,
    print_dynamic_index_list,
)
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    AttrSizedOperandSegments,
    IRDLOperation,
    base,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    result_def,
    traits_def,
    var_operand_def,
)
from xdsl.parser import Parser, UnresolvedOperand
from xdsl.printer import Printer
from xdsl.traits import MemoryReadEffect, MemoryWriteEffect
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme.syntax import build, parse_attributes
from xdsl_enzyme.dialects.enzyme.types import CacheType

Container = MemRefType[Attribute] | CacheType


@irdl_op_definition
class LoadOp(IRDLOperation):
    """Reads an element."""

    name = "enzyme.load"

    container = operand_def(base(MemRefType) | base(CacheType))
    indices = var_operand_def(IndexType)
    sizes = var_operand_def(IndexType)
    static_sizes = opt_prop_def(DenseArrayBase.constr(i64))
    result = result_def()

    irdl_options = (AttrSizedOperandSegments(as_property=True),)
    traits = traits_def(MemoryReadEffect())

    @classmethod
    def parse(cls, parser: Parser) -> LoadOp:
        operands, element, entries = _parse_access(parser, [])
        return build(cls, operands, [element], entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        _print_access(printer, self)

    def verify_(self) -> None:
        _verify_access(self, self.result.type)


@irdl_op_definition
class StoreOp(IRDLOperation):
    """Writes an element."""

    name = "enzyme.store"

    value = operand_def()
    container = operand_def(base(MemRefType) | base(CacheType))
    indices = var_operand_def(IndexType)
    sizes = var_operand_def(IndexType)
    static_sizes = opt_prop_def(DenseArrayBase.constr(i64))

    irdl_options = (AttrSizedOperandSegments(as_property=True),)
    traits = traits_def(MemoryWriteEffect())

    @classmethod
    def parse(cls, parser: Parser) -> StoreOp:
        value = parser.parse_unresolved_operand()
        parser.parse_punctuation(",")
        operands, _, entries = _parse_access(parser, [value])
        return build(cls, operands, [], entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_operand(self.value)
        printer.print_string(", ")
        _print_access(printer, self)

    def verify_(self) -> None:
        _verify_access(self, self.value.type)


def _parse_access(
    parser: Parser, before: Sequence[UnresolvedOperand]
) -> tuple[list[SSAValue], Attribute, dict[str, Attribute]]:
    """What follows `before`, whose type is that of the elements: operands, that type and attributes."""
    container = parser.parse_unresolved_operand()
    indices = parser.parse_comma_separated_list(
        parser.Delimiter.SQUARE, parser.parse_unresolved_operand
    )
    sizes: Sequence[UnresolvedOperand] = ()
    entries: dict[str, Attribute] = {}
    if parser.parse_optional_punctuation("(") is not None:
        sizes, static = parse_dynamic_index_list_without_types(parser, DYNAMIC_INDEX)
        parser.parse_punctuation(")")
        entries["static_sizes"] = DenseArrayBase.from_list(i64, static)
    entries |= parse_attributes(parser)
    parser.parse_punctuation(":")
    type: Attribute = parser.parse_type()
    if not isinstance(type, (MemRefType, CacheType)):
        parser.raise_error(f"expected a memref or a cache, not {type}")
    known = cast("Container", type)
    element = known.element_type
    operands: list[SSAValue] = [
        *(parser.resolve_operand(one, element) for one in before),
        parser.resolve_operand(container, known),
        *(parser.resolve_operand(one, IndexType()) for one in (*indices, *sizes)),
    ]
    segments = [*[1] * len(before), 1, len(indices), len(sizes)]
    entries["operandSegmentSizes"] = DenseArrayBase.from_list(i32, segments)
    return operands, element, entries


def _print_access(printer: Printer, op: LoadOp | StoreOp) -> None:
    printer.print_operand(op.container)
    printer.print_string("[")
    printer.print_list(op.indices, printer.print_operand)
    printer.print_string("]")
    if op.static_sizes is not None:
        printer.print_string(" (")
        static = cast("Sequence[int]", op.static_sizes.get_values())
        print_dynamic_index_list(printer, DYNAMIC_INDEX, op.sizes, static)
        printer.print_string(")")
    printer.print_op_attributes(op.attributes)
    printer.print_string(" : ")
    printer.print_attribute(op.container.type)


def _verify_access(op: LoadOp | StoreOp, element: Attribute) -> None:
    type = cast("Container", op.container.type)
    if element != type.element_type:
        raise VerifyException(f"{op.name}: {element} is not the element type of {type}")
    if isinstance(type, CacheType):
        if op.static_sizes is not None:
            raise VerifyException(f"{op.name}: a cache has no sizes")
        return
    if len(op.indices) != type.get_num_dims():
        raise VerifyException(f"{op.name}: {len(op.indices)} indices into {type}")
    sizes: Sequence[Any] = op.static_sizes.get_values() if op.static_sizes is not None else ()
    if list(sizes).count(DYNAMIC_INDEX) != len(op.sizes):
        raise VerifyException(
            f"{op.name}: {len(op.sizes)} sizes for {list(sizes).count(DYNAMIC_INDEX)} dynamic dimensions"
        )
