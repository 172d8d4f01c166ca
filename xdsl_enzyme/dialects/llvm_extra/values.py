"""Instructions that compute a value from values.

``%r = icmp ult ptr %p, %q``  -->  ``%r = llvm_extra.pointer_compare ult, %p, %q : !llvm.ptr``
"""

from __future__ import annotations

from typing import ClassVar

from xdsl.dialects.arith import CMPI_COMPARISON_OPERATIONS
from xdsl.dialects.builtin import I1, IntegerAttr, IntegerType, VectorType, i1, i64
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    AnyAttr,
    IRDLOperation,
    VarConstraint,
    base,
    irdl_op_definition,
    operand_def,
    prop_def,
    result_def,
    traits_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import NoMemoryEffect, Pure


@irdl_op_definition
class FreezeOp(IRDLOperation):
    """`freeze`: any fixed value of the type if the operand is undef or poison, else the operand."""

    name = "llvm_extra.freeze"

    T: ClassVar = VarConstraint("T", AnyAttr())

    operand = operand_def(T)
    result = result_def(T)

    # Not `Pure`: two freezes of one poison value may differ, so they must not be merged or duplicated.
    traits = traits_def(NoMemoryEffect())

    assembly_format = "$operand attr-dict `:` type($result)"

    def __init__(self, operand: SSAValue):
        super().__init__(operands=[operand], result_types=[operand.type])


@irdl_op_definition
class AddressSpaceCastOp(IRDLOperation):
    """`addrspacecast`: the same memory as a pointer into another address space."""

    name = "llvm_extra.address_space_cast"

    operand = operand_def(LLVMPointerType)
    result = result_def(LLVMPointerType)

    traits = traits_def(Pure())

    assembly_format = "$operand attr-dict `:` type($operand) `to` type($result)"

    def __init__(self, operand: SSAValue, type: LLVMPointerType):
        super().__init__(operands=[operand], result_types=[type])


@irdl_op_definition
class PointerCompareOp(IRDLOperation):
    """`icmp` on two pointers. The predicate is numbered and spelt as in `arith.cmpi`."""

    name = "llvm_extra.pointer_compare"

    predicate = prop_def(IntegerAttr[IntegerType])
    lhs = operand_def(LLVMPointerType)
    rhs = operand_def(LLVMPointerType)
    result = result_def(I1)

    traits = traits_def(Pure())

    def __init__(self, predicate: int, lhs: SSAValue, rhs: SSAValue):
        super().__init__(
            operands=[lhs, rhs],
            result_types=[i1],
            properties={"predicate": IntegerAttr(predicate, i64)},
        )

    @classmethod
    def parse(cls, parser: Parser) -> PointerCompareOp:
        predicate = parser.parse_identifier()
        if predicate not in CMPI_COMPARISON_OPERATIONS:
            parser.raise_error(f"unknown predicate '{predicate}'")
        parser.parse_punctuation(",")
        lhs = parser.parse_unresolved_operand()
        parser.parse_punctuation(",")
        rhs = parser.parse_unresolved_operand()
        attributes = parser.parse_optional_attr_dict()
        parser.parse_punctuation(":")
        operand_type = parser.parse_type()
        op = cls(
            CMPI_COMPARISON_OPERATIONS.index(predicate),
            parser.resolve_operand(lhs, operand_type),
            parser.resolve_operand(rhs, operand_type),
        )
        op.attributes |= attributes
        return op

    def print(self, printer: Printer) -> None:
        printer.print_string(f" {CMPI_COMPARISON_OPERATIONS[self.predicate.value.data]}, ")
        printer.print_ssa_value(self.lhs)
        printer.print_string(", ")
        printer.print_ssa_value(self.rhs)
        printer.print_op_attributes(self.attributes)
        printer.print_string(" : ")
        printer.print_attribute(self.lhs.type)


@irdl_op_definition
class VectorSelectOp(IRDLOperation):
    """`select` with a vector of conditions, lane by lane."""

    name = "llvm_extra.vector_select"

    T: ClassVar = VarConstraint("T", base(VectorType[Attribute]))

    condition = operand_def(VectorType[I1])
    true_value = operand_def(T)
    false_value = operand_def(T)
    result = result_def(T)

    traits = traits_def(Pure())

    assembly_format = (
        "$condition `,` $true_value `,` $false_value attr-dict"
        " `:` type($condition) `,` type($result)"
    )

    def __init__(self, condition: SSAValue, true_value: SSAValue, false_value: SSAValue):
        super().__init__(
            operands=[condition, true_value, false_value], result_types=[true_value.type]
        )
