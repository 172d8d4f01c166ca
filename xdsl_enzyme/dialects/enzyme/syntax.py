"""How the ops of the dialect write attributes.

Enzyme has used three forms, all of which are read; the first is printed::

    {width = 2 : i64, note}        <{width = 2 : i64}> {note}        <width = 2 : i64> {note}
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from xdsl.dialects.builtin import FunctionType
from xdsl.ir import Attribute, Region
from xdsl.irdl import IRDLOperation
from xdsl.parser import Parser, UnresolvedOperand
from xdsl.printer import Printer

OperationT = TypeVar("OperationT", bound=IRDLOperation)


def parse_attributes(parser: Parser) -> dict[str, Attribute]:
    """Properties and discardable attributes, in any of the forms, with or without the keyword."""
    entries: dict[str, Attribute] = {}
    if parser.parse_optional_punctuation("<") is not None:
        entries |= parser.parse_optional_attr_dict()
        while parser.parse_optional_punctuation(">") is None:
            name = parser.parse_identifier()
            parser.parse_punctuation("=")
            entries[name] = parser.parse_attribute()
            parser.parse_optional_punctuation(",")
    parser.parse_optional_keyword("attributes")
    return entries | parser.parse_optional_attr_dict()


def print_attributes(
    printer: Printer,
    op: IRDLOperation,
    *,
    hidden: Collection[str] = (),
    keyword: bool = False,
) -> None:
    """Properties that don't have their default value, then discardable attributes."""
    definitions = op.get_irdl_definition().properties
    properties = {
        name: value
        for name, value in op.properties.items()
        if name not in hidden and value != definitions[name].default_value
    }
    printer.print_op_attributes(properties | op.attributes, print_keyword=keyword)


def parse_operands(parser: Parser) -> list[UnresolvedOperand]:
    """`(%a, %b)`"""
    return parser.parse_comma_separated_list(
        parser.Delimiter.PAREN, parser.parse_unresolved_operand
    )


def parse_signature(
    parser: Parser, operands: Sequence[UnresolvedOperand]
) -> tuple[list[Any], FunctionType]:
    """`: (f64, f64) -> f64` after operands, which are resolved."""
    parser.parse_punctuation(":")
    position = parser.pos
    signature = parser.parse_function_type()
    return list(parser.resolve_operands(operands, signature.inputs.data, position)), signature


def build(
    op_class: type[OperationT],
    operands: Sequence[Any],
    result_types: Sequence[Attribute],
    entries: dict[str, Attribute],
    regions: Sequence[Region] = (),
) -> OperationT:
    """Make an op from what was parsed: an entry is a property if the op has one of its name."""
    known = op_class.get_irdl_definition().properties
    return op_class.create(
        operands=operands,
        result_types=result_types,
        properties={name: value for name, value in entries.items() if name in known},
        attributes={name: value for name, value in entries.items() if name not in known},
        regions=regions,
    )
