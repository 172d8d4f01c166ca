"""Ops on values that appear in derivatives, or say something about them.

::

    %y = enzyme.ignore_derivatives %x : f64 -> f64
    %b = "enzyme.broadcast"(%x) <{shape = array<i64: 4>}> : (f64) -> tensor<4xf64>
    %c = enzyme.concat(%x, %y) : (f64, f64) -> tensor<2xf64>
    %e = enzyme.extract %c[1] : (tensor<2xf64>) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from xdsl.dialects.builtin import (
    AffineMapAttr,
    ArrayAttr,
    DenseArrayBase,
    IndexType,
    IntegerAttr,
    IntegerType,
    MemRefType,
    StringAttr,
    TensorType,
    i64,
)
from xdsl.ir import Attribute, SSAValue
from xdsl.irdl import (
    AnyAttr,
    AttrSizedOperandSegments,
    IRDLOperation,
    VarConstraint,
    base,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    prop_def,
    region_def,
    result_def,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.parser import Parser
from xdsl.printer import Printer
from xdsl.traits import IsTerminator, MemoryWriteEffect, NoMemoryEffect, Pure, ReturnLike
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme.syntax import build, parse_attributes, print_attributes
from xdsl_enzyme.dialects.enzyme.types import batched_type


@irdl_op_definition
class PlaceholderOp(IRDLOperation):
    """Stands for a value that is put in its place later."""

    name = "enzyme.placeholder"

    output = result_def()

    traits = traits_def(Pure())

    def __init__(self, type: Attribute):
        super().__init__(result_types=[type])


@irdl_op_definition
class IgnoreDerivativesOp(IRDLOperation):
    """The operand, as a value that no derivative flows through."""

    name = "enzyme.ignore_derivatives"

    T: ClassVar = VarConstraint("T", AnyAttr())

    input = operand_def(T)
    output = result_def(T)

    traits = traits_def(Pure())

    assembly_format = "$input attr-dict `:` type($input) `->` type($output)"

    def __init__(self, input: SSAValue):
        super().__init__(operands=[input], result_types=[input.type])


@irdl_op_definition
class BroadcastOp(IRDLOperation):
    """The operand with dimensions in front, of the sizes `shape`, along which it is repeated."""

    name = "enzyme.broadcast"

    input = operand_def()
    shape = prop_def(DenseArrayBase.constr(i64))
    output = result_def(base(TensorType))

    traits = traits_def(Pure())

    def __init__(self, input: SSAValue, shape: Sequence[int]):
        super().__init__(
            operands=[input],
            properties={"shape": DenseArrayBase.from_list(i64, shape)},
            result_types=[batched_type(input.type, shape)],
        )

    def verify_(self) -> None:
        shape = self.shape.get_values()
        expected = batched_type(self.input.type, shape)
        if self.output.type != expected:
            raise VerifyException(
                f"{self.name}: {self.input.type} repeated {list(shape)} times is {expected}, not {self.output.type}"
            )


@irdl_op_definition
class ConcatOp(IRDLOperation):
    """The operands one after the other, along a new first dimension."""

    name = "enzyme.concat"

    inputs = var_operand_def()
    output = result_def()

    traits = traits_def(Pure())

    assembly_format = "`(` $inputs `)` attr-dict `:` functional-type($inputs, results)"

    def __init__(self, inputs: Sequence[SSAValue]):
        super().__init__(
            operands=[inputs], result_types=[batched_type(inputs[0].type, [len(inputs)])]
        )

    def verify_(self) -> None:
        if not self.inputs:
            raise VerifyException(f"{self.name}: nothing to concatenate")
        first = self.inputs[0].type
        if any(one.type != first for one in self.inputs):
            raise VerifyException(f"{self.name}: the operands are of different types")
        expected = batched_type(first, [len(self.inputs)])
        if self.output.type != expected:
            raise VerifyException(
                f"{self.name}: {len(self.inputs)} of {first} are {expected}, not {self.output.type}"
            )


@irdl_op_definition
class ExtractOp(IRDLOperation):
    """One of the values along the first dimension."""

    name = "enzyme.extract"

    input = operand_def()
    index = prop_def(IntegerAttr[IntegerType])
    output = result_def()

    traits = traits_def(Pure())

    def __init__(self, input: SSAValue, index: int, result_type: Attribute):
        super().__init__(
            operands=[input],
            properties={"index": IntegerAttr(index, i64)},
            result_types=[result_type],
        )

    @classmethod
    def parse(cls, parser: Parser) -> ExtractOp:
        input = parser.parse_unresolved_operand()
        parser.parse_punctuation("[")
        index = IntegerAttr(parser.parse_integer(), i64)
        parser.parse_punctuation("]")
        entries = parse_attributes(parser)
        parser.parse_punctuation(":")
        type = parser.parse_function_type()
        operands = parser.resolve_operands([input], type.inputs.data, parser.pos)
        return build(cls, operands, type.outputs.data, {"index": index, **entries})

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_operand(self.input)
        printer.print_string(f"[{self.index.value.data}]")
        print_attributes(printer, self, hidden=("index",))
        printer.print_string(" : ")
        printer.print_operation_type(self)

    def verify_(self) -> None:
        index, type = self.index.value.data, self.input.type
        shape = type.get_shape() if isinstance(type, (TensorType, MemRefType)) else ()
        if not shape:
            return
        if not 0 <= index < shape[0]:
            raise VerifyException(f"{self.name}: {type} has no element {index}")
        if batched_type(self.output.type, shape[:1]) != type:
            raise VerifyException(f"{self.name}: an element of {type} is not {self.output.type}")


@irdl_op_definition
class AddToOp(IRDLOperation):
    """Ends a `genericAdjoint`: the values are added to its outputs."""

    name = "enzyme.addTo"

    values = var_operand_def()

    traits = traits_def(IsTerminator(), ReturnLike(), NoMemoryEffect())


@irdl_op_definition
class GenericAdjointOp(IRDLOperation):
    """A `linalg.generic` whose region ends in `enzyme.addTo`."""

    name = "enzyme.genericAdjoint"

    inputs = var_operand_def()
    outputs = var_operand_def(base(MemRefType) | base(TensorType))
    indexing_maps = prop_def(ArrayAttr[AffineMapAttr])
    iterator_types = prop_def(ArrayAttr[Attribute])
    doc = opt_prop_def(StringAttr)
    library_call = opt_prop_def(StringAttr)
    result_tensors = var_result_def(base(TensorType))
    body = region_def()

    irdl_options = (AttrSizedOperandSegments(as_property=True),)

    def verify_(self) -> None:
        if len(self.indexing_maps) != len(self.operands):
            raise VerifyException(
                f"{self.name}: {len(self.indexing_maps)} indexing maps for {len(self.operands)} operands"
            )


@irdl_op_definition
class DumpOp(IRDLOperation):
    """The operand; prints it with a label when the program runs."""

    name = "enzyme.dump"

    T: ClassVar = VarConstraint("T", AnyAttr())

    value = operand_def(T)
    label = prop_def(StringAttr)
    output = result_def(T)

    traits = traits_def(MemoryWriteEffect())

    @classmethod
    def parse(cls, parser: Parser) -> DumpOp:
        value = parser.parse_unresolved_operand()
        entries = parse_attributes(parser)
        parser.parse_punctuation(":")
        type = parser.parse_function_type()
        operands = parser.resolve_operands([value], type.inputs.data, parser.pos)
        return build(cls, operands, type.outputs.data, entries)

    def print(self, printer: Printer) -> None:
        printer.print_string(" ")
        printer.print_operand(self.value)
        print_attributes(printer, self)
        printer.print_string(" : ")
        printer.print_operation_type(self)


@irdl_op_definition
class FillZeroOp(IRDLOperation):
    """Sets all of a memref to zero."""

    name = "enzyme.fill_zero"

    memref = operand_def(base(MemRefType))

    traits = traits_def(MemoryWriteEffect())

    assembly_format = "$memref attr-dict `:` type($memref)"


@irdl_op_definition
class BinomialProgressOp(IRDLOperation):
    """
    The number of iterations to go before the next of `budget` checkpoints, if `num_steps` are left (Revolve).
    """

    name = "enzyme.binomial_progress"

    T: ClassVar = VarConstraint("T", base(IntegerType) | base(IndexType) | base(TensorType))

    num_steps = operand_def(T)
    budget = operand_def(T)
    result = result_def(T)

    traits = traits_def(Pure())

    assembly_format = "$num_steps `,` $budget attr-dict `:` type($result)"
