"""The dialect `toy`: a smooth function, cells that hold a number, and a loop.

::

    %y = toy.softplus %x                                    log(1 + exp(x))
    %c = toy.cell %x                                        a new cell with a number in it
    toy.put %y into %c
    %z = toy.get %c
    %r = toy.repeat %n from (%x) : (f64) -> f64 { ^bb0(%v: f64): … toy.yield (%w) : f64 }
"""

from __future__ import annotations

from xdsl.dialects.builtin import IndexType, f64
from xdsl.ir import Dialect, ParametrizedAttribute, TypeAttribute
from xdsl.irdl import (
    IRDLOperation,
    irdl_attr_definition,
    irdl_op_definition,
    operand_def,
    region_def,
    result_def,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.traits import HasParent, IsTerminator, MemoryReadEffect, MemoryWriteEffect, Pure


@irdl_attr_definition
class CellType(ParametrizedAttribute, TypeAttribute):
    """Memory for one f64."""

    name = "toy.cell"


@irdl_op_definition
class SoftplusOp(IRDLOperation):
    name = "toy.softplus"

    operand = operand_def(f64)
    result = result_def(f64)

    traits = traits_def(Pure())
    assembly_format = "$operand attr-dict"


@irdl_op_definition
class CellOp(IRDLOperation):
    name = "toy.cell"

    initial = operand_def(f64)
    cell = result_def(CellType())

    traits = traits_def(MemoryWriteEffect())
    assembly_format = "$initial attr-dict"


@irdl_op_definition
class PutOp(IRDLOperation):
    name = "toy.put"

    value = operand_def(f64)
    cell = operand_def(CellType())

    traits = traits_def(MemoryWriteEffect())
    assembly_format = "$value `into` $cell attr-dict"


@irdl_op_definition
class GetOp(IRDLOperation):
    name = "toy.get"

    cell = operand_def(CellType())
    value = result_def(f64)

    traits = traits_def(MemoryReadEffect())
    assembly_format = "$cell attr-dict"


@irdl_op_definition
class RepeatOp(IRDLOperation):
    """Applies its region to some values, `count` times over."""

    name = "toy.repeat"

    count = operand_def(IndexType())
    initial = var_operand_def()
    body = region_def("single_block")
    last = var_result_def()

    assembly_format = (
        "$count `from` `(` $initial `)` attr-dict `:` functional-type($initial, $last) $body"
    )


@irdl_op_definition
class YieldOp(IRDLOperation):
    name = "toy.yield"

    values = var_operand_def()

    traits = traits_def(IsTerminator(), HasParent(RepeatOp))
    assembly_format = "`(` $values `)` attr-dict `:` type($values)"


Toy = Dialect("toy", [SoftplusOp, CellOp, PutOp, GetOp, YieldOp, RepeatOp], [CellType])
