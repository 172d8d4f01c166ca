"""What a call of a derivative function takes: how the arguments of the call that it stands for take part, and what follows them.

func.call @f(%x, %p, %n)   -->   activities (active, dup, const)   -->   operands %x, %p, %p_d, %n
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import SymbolRefAttr
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.enzyme import Activity

Activities = tuple[Activity, ...]


def activities_of(
    activity: ActivityAnalysis, values: Sequence[SSAValue], of_floats: Activity
) -> Activities:
    """
    How values take part in a call. Null goes along with active pointers: where the function puts it may be where it has
    active pointers at other times.
    """
    active = [activity.takes_part(value) for value in values]
    has_pointers = any(
        one and holds_pointers(value.type) for value, one in zip(values, active, strict=True)
    )

    def how(value: SSAValue, is_active: bool) -> Activity:
        if holds_pointers(value.type):
            is_null = isinstance(value.owner, llvm.ZeroOp)
            return Activity.DUP if is_active or (has_pointers and is_null) else Activity.CONST
        return of_floats if is_active else Activity.CONST

    return tuple(how(value, one) for value, one in zip(values, active, strict=True))


def interleaved(
    values: Iterable[SSAValue], activities: Activities, tangent: Callable[[SSAValue], SSAValue]
) -> list[SSAValue]:
    """Each value, followed by its tangent or shadow if it is duplicated."""
    operands: list[SSAValue] = []
    for value, one in zip(values, activities, strict=True):
        operands.append(value)
        if one.is_duplicated:
            operands.append(tangent(value))
    return operands


def call_like(
    like: func.CallOp, function: func.FuncOp, operands: Sequence[SSAValue]
) -> func.CallOp:
    new = func.CallOp(
        SymbolRefAttr(function.sym_name.data), operands, function.function_type.outputs.data
    )
    new.location = like.location
    return new
