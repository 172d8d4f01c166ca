"""What carries values from the forward to the reverse sweep, and adjoints within it.

::

    %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
    "enzyme.push"(%cache, %value) : (!enzyme.Cache<f64>, f64) -> ()
    %value_again = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64

    %table = "enzyme.init_table"() : () -> !enzyme.CacheTable
    %cache = "enzyme.cache_in"(%table) <{number = 3 : i64}> : (!enzyme.CacheTable) -> !enzyme.Cache<f64>

    %slot = "enzyme.init"() : () -> !enzyme.Gradient<f64>
    "enzyme.set"(%slot, %adjoint) : (!enzyme.Gradient<f64>, f64) -> ()
    %adjoint_again = "enzyme.get"(%slot) : (!enzyme.Gradient<f64>) -> f64
"""

from __future__ import annotations

from typing import ClassVar

from xdsl.dialects.builtin import IntegerAttr, i64
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.irdl import (
    AnyAttr,
    IRDLOperation,
    ParamAttrConstraint,
    VarConstraint,
    base,
    irdl_op_definition,
    operand_def,
    prop_def,
    result_def,
    traits_def,
)
from xdsl.traits import MemoryAllocEffect, MemoryReadEffect, MemoryWriteEffect, NoMemoryEffect

from xdsl_enzyme.dialects.enzyme.types import CacheTableType, CacheType, GradientType


@irdl_op_definition
class InitOp(IRDLOperation):
    """An empty cache, or a gradient slot that holds zero."""

    name = "enzyme.init"

    cache = result_def(base(CacheType) | base(GradientType))

    traits = traits_def(MemoryAllocEffect())

    def __init__(self, element_type: Attribute):
        Operation.__init__(self, result_types=[CacheType(element_type)])

    @staticmethod
    def gradient(element_type: Attribute) -> InitOp:
        """A gradient slot for values of this type."""
        return InitOp.create(result_types=[GradientType(element_type)])


@irdl_op_definition
class InitTableOp(IRDLOperation):
    """A table of empty caches, as many as its module has numbers for."""

    name = "enzyme.init_table"

    table = result_def(CacheTableType)

    traits = traits_def(MemoryAllocEffect())

    def __init__(self) -> None:
        super().__init__(result_types=[CacheTableType()])


@irdl_op_definition
class CacheInOp(IRDLOperation):
    """One of the caches in a table; wherever it is asked for by the same number, it is the same one."""

    name = "enzyme.cache_in"

    table = operand_def(CacheTableType)
    number = prop_def(IntegerAttr)
    cache = result_def(CacheType)

    traits = traits_def(NoMemoryEffect())

    def __init__(self, table: SSAValue, number: int, type: Attribute):
        Operation.__init__(
            self,
            operands=[table],
            properties={"number": IntegerAttr(number, i64)},
            result_types=[type],
        )


@irdl_op_definition
class PushOp(IRDLOperation):
    """Puts a value on top of a cache."""

    name = "enzyme.push"

    T: ClassVar = VarConstraint("T", AnyAttr())

    cache = operand_def(ParamAttrConstraint(CacheType, (T,)))
    value = operand_def(T)

    traits = traits_def(MemoryWriteEffect())

    def __init__(self, cache: SSAValue, value: SSAValue):
        Operation.__init__(self, operands=[cache, value])


@irdl_op_definition
class PopOp(IRDLOperation):
    """Takes the value off the top of a cache."""

    name = "enzyme.pop"

    T: ClassVar = VarConstraint("T", AnyAttr())

    cache = operand_def(ParamAttrConstraint(CacheType, (T,)))
    value = result_def(T)

    traits = traits_def(MemoryReadEffect(), MemoryWriteEffect())

    def __init__(self, cache: SSAValue):
        assert isinstance(cache.type, CacheType)
        Operation.__init__(self, operands=[cache], result_types=[cache.type.element_type])


@irdl_op_definition
class SetOp(IRDLOperation):
    """Replaces the value in a gradient slot."""

    name = "enzyme.set"

    T: ClassVar = VarConstraint("T", AnyAttr())

    gradient = operand_def(ParamAttrConstraint(GradientType, (T,)))
    value = operand_def(T)

    traits = traits_def(MemoryWriteEffect())

    def __init__(self, gradient: SSAValue, value: SSAValue):
        super().__init__(operands=[gradient, value])


@irdl_op_definition
class GetOp(IRDLOperation):
    """The value in a gradient slot."""

    name = "enzyme.get"

    T: ClassVar = VarConstraint("T", AnyAttr())

    gradient = operand_def(ParamAttrConstraint(GradientType, (T,)))
    value = result_def(T)

    traits = traits_def(MemoryReadEffect())

    def __init__(self, gradient: SSAValue):
        assert isinstance(gradient.type, GradientType)
        super().__init__(operands=[gradient], result_types=[gradient.type.element_type])
