"""The `enzyme` dialect: asking for derivatives, and what the passes leave between each other.

Syntax and meaning follow the dialect of the same name in Enzyme's MLIR, so that its IR parses here::

    %dx = enzyme.autodiff @square(%x, %seed) {
      activity = [#enzyme<activity enzyme_active>],
      ret_activity = [#enzyme<activity enzyme_activenoneed>]
    } : (f64, f64) -> f64

    %cache = "enzyme.init"() : () -> !enzyme.Cache<f64>
    "enzyme.push"(%cache, %value) : (!enzyme.Cache<f64>, f64) -> ()
    %value_again = "enzyme.pop"(%cache) : (!enzyme.Cache<f64>) -> f64
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from xdsl.dialects.builtin import (
    ArrayAttr,
    BoolAttr,
    FlatSymbolRefAttrConstr,
    IntegerAttr,
    IntegerType,
    SymbolRefAttr,
    i64,
)
from xdsl.dialects.func import FuncOp
from xdsl.dialects.utils import EnumAttribute
from xdsl.ir import (
    Attribute,
    Dialect,
    ParametrizedAttribute,
    SpacedOpaqueSyntaxAttribute,
    SSAValue,
    TypeAttribute,
)
from xdsl.irdl import (
    AnyAttr,
    IRDLOperation,
    ParamAttrConstraint,
    ParsePropInAttrDict,
    VarConstraint,
    irdl_attr_definition,
    irdl_op_definition,
    operand_def,
    prop_def,
    result_def,
    traits_def,
    var_operand_def,
    var_result_def,
)
from xdsl.traits import MemoryAllocEffect, MemoryReadEffect, MemoryWriteEffect, SymbolTable
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.str_enum import StrEnum


class Activity(StrEnum):
    """How an argument or result takes part in a derivative."""

    ACTIVE = "enzyme_active"
    """A scalar: an argument's derivative is returned; a result is returned and takes a seed."""
    DUP = "enzyme_dup"
    """Comes with a tangent (forward mode), or with a shadow that is accumulated into (reverse)."""
    CONST = "enzyme_const"
    """Takes no part."""
    DUPNONEED = "enzyme_dupnoneed"
    """As `DUP`; the primal value is not needed afterwards."""
    ACTIVENONEED = "enzyme_activenoneed"
    """As `ACTIVE` for a result that takes a seed and is not returned."""
    CONSTNONEED = "enzyme_constnoneed"
    """As `CONST`, for a result that is not returned."""

    @property
    def is_active(self) -> bool:
        return self not in (Activity.CONST, Activity.CONSTNONEED)

    @property
    def is_duplicated(self) -> bool:
        return self in (Activity.DUP, Activity.DUPNONEED)

    @property
    def is_needed(self) -> bool:
        """Whether a result with this activity is returned."""
        return self in (Activity.ACTIVE, Activity.DUP, Activity.CONST)


@irdl_attr_definition
class ActivityAttr(EnumAttribute[Activity], SpacedOpaqueSyntaxAttribute):
    name = "enzyme.activity"


@irdl_attr_definition
class CacheType(ParametrizedAttribute, TypeAttribute):
    """A stack of values that lives from the forward to the reverse sweep."""

    name = "enzyme.Cache"

    element_type: Attribute


def activities(values: Sequence[Activity]) -> ArrayAttr[ActivityAttr]:
    """The attribute for a list of activities."""
    return ArrayAttr([ActivityAttr(value) for value in values])


def _input_types(
    activity: Sequence[Activity], types: Sequence[Attribute], op_name: str
) -> list[Attribute]:
    """The types that an op with these argument activities takes: a shadow follows its primal."""
    if len(activity) != len(types):
        raise VerifyException(
            f"{op_name}: {len(activity)} activities for a function of {len(types)} arguments"
        )
    result: list[Attribute] = []
    for one, type in zip(activity, types, strict=True):
        result += [type, type] if one.is_duplicated else [type]
    return result


class _DifferentiationOperation(IRDLOperation):
    """What `autodiff` and `fwddiff` have in common."""

    fn = prop_def(FlatSymbolRefAttrConstr)
    inputs = var_operand_def()
    outputs = var_result_def()
    activity = prop_def(ArrayAttr[ActivityAttr])
    ret_activity = prop_def(ArrayAttr[ActivityAttr])
    width = prop_def(IntegerAttr[IntegerType], default_value=IntegerAttr(1, i64))
    strong_zero = prop_def(BoolAttr, default_value=BoolAttr.from_bool(False))

    irdl_options = (ParsePropInAttrDict(),)
    assembly_format = "$fn `(` $inputs `)` attr-dict `:` functional-type($inputs, results)"

    def __init__(
        self,
        fn: str,
        inputs: Sequence[SSAValue],
        result_types: Sequence[Attribute],
        activity: Sequence[Activity],
        ret_activity: Sequence[Activity],
        width: int = 1,
        strong_zero: bool = False,
    ):
        super().__init__(
            operands=[inputs],
            result_types=[result_types],
            properties={
                "fn": SymbolRefAttr(fn),
                "activity": activities(activity),
                "ret_activity": activities(ret_activity),
                "width": IntegerAttr(width, i64),
                "strong_zero": BoolAttr.from_bool(strong_zero),
            },
        )

    @property
    def argument_activities(self) -> tuple[Activity, ...]:
        return tuple(attribute.data for attribute in self.activity)

    @property
    def result_activities(self) -> tuple[Activity, ...]:
        return tuple(attribute.data for attribute in self.ret_activity)

    def callee(self) -> FuncOp:
        """The function to differentiate; a `VerifyException` if there is none of that name."""
        found = SymbolTable.lookup_symbol(self, self.fn)
        if not isinstance(found, FuncOp):
            raise VerifyException(f"{self.name}: '{self.fn}' is not a function of this module")
        return found


@irdl_op_definition
class AutodiffOp(_DifferentiationOperation):
    """
    Reverse mode of a function. Inputs: each argument, a duplicated one followed by its shadow; then a
    seed per active result. Results: the needed primal results, then a derivative per active argument.
    """

    name = "enzyme.autodiff"

    def verify_(self) -> None:
        function_type = self.callee().function_type
        if self.width.value.data != 1:
            raise VerifyException("enzyme.autodiff: only width 1 has a reverse mode")
        expected = _input_types(self.argument_activities, function_type.inputs.data, self.name)
        outputs = function_type.outputs.data
        results = self.result_activities
        if len(results) != len(outputs):
            raise VerifyException(
                f"{self.name}: {len(results)} result activities for {len(outputs)} results"
            )
        pairs = list(zip(results, outputs, strict=True))
        expected += [type for one, type in pairs if one in (Activity.ACTIVE, Activity.ACTIVENONEED)]
        returned = [type for one, type in pairs if one.is_needed] + [
            type
            for one, type in zip(self.argument_activities, function_type.inputs.data, strict=True)
            if one is Activity.ACTIVE
        ]
        _check_types(self, expected, returned)


@irdl_op_definition
class ForwardDiffOp(_DifferentiationOperation):
    """
    Forward mode of a function. Inputs: each argument, a duplicated one followed by its tangent.
    Results: per result its primal if needed, then its tangent if duplicated. With `width = n`, the
    tangent of a scalar T is `vector<n x T>`.
    """

    name = "enzyme.fwddiff"

    def verify_(self) -> None:
        function_type = self.callee().function_type
        if len(self.result_activities) != len(function_type.outputs.data):
            raise VerifyException(
                f"{self.name}: {len(self.result_activities)} result activities for "
                f"{len(function_type.outputs.data)} results"
            )
        if self.width.value.data != 1:
            return
        expected = _input_types(self.argument_activities, function_type.inputs.data, self.name)
        returned: list[Attribute] = []
        for one, type in zip(self.result_activities, function_type.outputs.data, strict=True):
            returned += [type] * (int(one.is_needed) + int(one.is_duplicated))
        _check_types(self, expected, returned)


def _check_types(
    op: _DifferentiationOperation, inputs: Sequence[Attribute], outputs: Sequence[Attribute]
) -> None:
    for kind, expected, actual in (
        ("operands", inputs, op.inputs.types),
        ("results", outputs, op.outputs.types),
    ):
        if tuple(expected) != tuple(actual):
            raise VerifyException(
                f"{op.name} of {op.fn}: with these activities the {kind} are "
                f"({', '.join(map(str, expected))}), not ({', '.join(map(str, actual))})"
            )


@irdl_op_definition
class InitOp(IRDLOperation):
    """An empty cache."""

    name = "enzyme.init"

    cache = result_def(CacheType)

    traits = traits_def(MemoryAllocEffect())

    def __init__(self, element_type: Attribute):
        super().__init__(result_types=[CacheType(element_type)])


@irdl_op_definition
class PushOp(IRDLOperation):
    """Puts a value on top of a cache."""

    name = "enzyme.push"

    T: ClassVar = VarConstraint("T", AnyAttr())

    cache = operand_def(ParamAttrConstraint(CacheType, (T,)))
    value = operand_def(T)

    traits = traits_def(MemoryWriteEffect())

    def __init__(self, cache: SSAValue, value: SSAValue):
        super().__init__(operands=[cache, value])


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
        super().__init__(operands=[cache], result_types=[cache.type.element_type])


Enzyme = Dialect(
    "enzyme",
    [AutodiffOp, ForwardDiffOp, InitOp, PushOp, PopOp],
    [ActivityAttr, CacheType],
)
