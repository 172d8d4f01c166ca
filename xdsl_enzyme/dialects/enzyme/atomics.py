"""Atomic updates of an element of a memref, by which parallel iterations add to shadows.

::

    %old = enzyme.atomic_rmw addf %v, %m[%i] monotonic : (f64, memref<?xf64>) -> f64
    %old = enzyme.affine_atomic_rmw addf %v, %m, (affine_map<(d0) -> (d0)>)[%i] monotonic : (f64, memref<?xf64>) -> f64
"""

from __future__ import annotations

from typing import ClassVar

from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import (
    AffineMapAttr,
    IndexType,
    IntegerAttr,
    IntegerType,
    MemRefType,
    i64,
)
from xdsl.ir import Attribute
from xdsl.irdl import (
    AnyAttr,
    IRDLOperation,
    VarConstraint,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    prop_def,
    result_def,
    traits_def,
    var_operand_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import MemoryReadEffect, MemoryWriteEffect

from xdsl_enzyme.dialects.atomic_kinds import ATOMIC_KINDS
from xdsl_enzyme.dialects.enzyme.syntax import build, parse_attributes, print_attributes

ORDERINGS = {
    **{"not_atomic": 0, "unordered": 1, "monotonic": 2},
    **{"acquire": 4, "release": 5, "acq_rel": 6, "seq_cst": 7},
}
"""`LLVM::AtomicOrdering`."""

NO_FLAGS = FastMathFlagsAttr("none")


class _AtomicOperation(IRDLOperation):
    """What the two have in common; an affine one has a map from its indices to those of the element."""

    T: ClassVar = VarConstraint("T", AnyAttr())

    value = operand_def(T)
    memref = operand_def(MemRefType.constr(T))
    indices = var_operand_def(IndexType)
    kind = prop_def(IntegerAttr[IntegerType])
    ordering = prop_def(
        IntegerAttr[IntegerType], default_value=IntegerAttr(ORDERINGS["monotonic"], i64)
    )
    alignment = opt_prop_def(IntegerAttr[IntegerType])
    fastmath = prop_def(FastMathFlagsAttr, default_value=NO_FLAGS)
    result = result_def(T)

    traits = traits_def(MemoryReadEffect(), MemoryWriteEffect())

    HAS_MAP: ClassVar[bool]

    @classmethod
    def parse(cls, parser: Parser):
        entries: dict[str, Attribute] = {}
        kind = parser.parse_identifier()
        if kind not in ATOMIC_KINDS:
            parser.raise_error(f"unknown kind of update '{kind}'")
        entries["kind"] = IntegerAttr(ATOMIC_KINDS.index(kind), i64)
        value = parser.parse_unresolved_operand()
        parser.parse_punctuation(",")
        memref = parser.parse_unresolved_operand()
        if cls.HAS_MAP:
            parser.parse_punctuation(",")
            parser.parse_punctuation("(")
            entries["map"] = parser.parse_attribute()
            parser.parse_punctuation(")")
        indices = parser.parse_comma_separated_list(
            parser.Delimiter.SQUARE, parser.parse_unresolved_operand
        )
        if (ordering := parser.parse_optional_keyword_in(ORDERINGS)) is not None:
            entries["ordering"] = IntegerAttr(ORDERINGS[ordering], i64)
        if parser.parse_optional_keyword("fastmath") is not None:
            entries["fastmath"] = FastMathFlagsAttr(FastMathFlagsAttr.parse_parameter(parser))
        entries |= parse_attributes(parser)
        parser.parse_punctuation(":")
        type = parser.parse_function_type()
        operands = parser.resolve_operands([value, memref], type.inputs.data, parser.pos)
        positions = [parser.resolve_operand(one, IndexType()) for one in indices]
        return build(cls, [*operands, *positions], type.outputs.data, entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(f" {ATOMIC_KINDS[self.kind.value.data]} ")
        printer.print_operand(self.value)
        printer.print_string(", ")
        printer.print_operand(self.memref)
        if self.HAS_MAP:
            printer.print_string(", (")
            printer.print_attribute(self.properties["map"])
            printer.print_string(") ")
        printer.print_string("[")
        printer.print_list(self.indices, printer.print_operand)
        names = {number: name for name, number in ORDERINGS.items()}
        printer.print_string(f"] {names[self.ordering.value.data]}")
        if self.fastmath != NO_FLAGS:
            printer.print_string(" fastmath")
            self.fastmath.print_parameter(printer)
        print_attributes(printer, self, hidden=("kind", "ordering", "fastmath", "map"))
        printer.print_string(" : ")
        printer.print_function_type([self.value.type, self.memref.type], [self.result.type])


@irdl_op_definition
class AtomicRMWOp(_AtomicOperation):
    """Updates an element, and gives what was in it before."""

    name = "enzyme.atomic_rmw"
    HAS_MAP: ClassVar[bool] = False


@irdl_op_definition
class AffineAtomicRMWOp(_AtomicOperation):
    """The same for the element at the indices that a map gives."""

    name = "enzyme.affine_atomic_rmw"
    HAS_MAP: ClassVar[bool] = True

    map = prop_def(AffineMapAttr)
