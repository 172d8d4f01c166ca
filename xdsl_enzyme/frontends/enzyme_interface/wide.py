"""Forward mode in several directions at once, with a shadow of its own in memory for each.

Inside, the shadows of all directions lie side by side; Enzyme's callers have one array per direction. So the directions are
added one after the other, each to a function that has all tangents before as ordinary results::

    f.1(x, dx1)      = y, dy1         by fwddiff f(x, dx1)
    f.2(x, dx1, dx2) = y, dy1, dy2    by fwddiff f.1(x, dx2, const dx1)

The primal is computed once, as it has to be if it changes memory.
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    IntegerAttr,
    StringAttr,
    SymbolRefAttr,
    UnitAttr,
    i64,
)
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.pointer_roots import PRIMAL_RESULTS, SHADOW
from xdsl_enzyme.dialects.enzyme import Activity, ForwardDiffOp
from xdsl_enzyme.frontends.enzyme_interface.interface_call import InterfaceCall
from xdsl_enzyme.frontends.enzyme_interface.symbols import unused_name
from xdsl_enzyme.rules.c_runtime import module_of


def forward_by_turns(call: InterfaceCall) -> list[SSAValue]:
    """The primal result if it is wanted, then the tangents in all directions."""
    function = call.function
    for turn in range(call.width):
        function = _with_direction(call, function, turn)
    operands: list[SSAValue] = [argument.value for argument in call.arguments]
    for k in range(call.width):
        operands += [a.shadows[k] for a in call.arguments if a.activity.is_duplicated]
    invocation = func.CallOp(
        SymbolRefAttr(function.sym_name.data), operands, function.function_type.outputs.data
    )
    invocation.location = call.op.location
    call.builder.insert(invocation)
    first = 0 if call.wants_primal else len(call.result_types)
    return [*invocation.results[first:]]


def _with_direction(call: InterfaceCall, inner: func.FuncOp, turn: int) -> func.FuncOp:
    """
    A function that computes one more tangent than `inner`. It takes the arguments, then the shadows of each turn; it returns the result,
    then the tangents of each turn.
    """
    types = list(call.function.function_type.inputs.data)
    shadow_types = [
        type for type, a in zip(types, call.arguments, strict=True) if a.activity.is_duplicated
    ]
    outputs = list(call.result_types)
    tangents = outputs if call.result.is_duplicated else []
    module = module_of(call.op)
    function = func.FuncOp(
        unused_name(module, f"{call.function.sym_name.data}.direction.{turn}"),
        FunctionType.from_lists(
            [*types, *shadow_types * (turn + 1)], [*outputs, *tangents * (turn + 1)]
        ),
    )
    function.properties["sym_visibility"] = StringAttr("private")
    function.location = call.op.location
    nothing, shadow = DictionaryAttr({}), DictionaryAttr({SHADOW: UnitAttr()})
    function.properties["arg_attrs"] = ArrayAttr(
        [*[nothing] * len(types), *[shadow] * (len(shadow_types) * (turn + 1))]
    )
    function.attributes[PRIMAL_RESULTS] = IntegerAttr(len(outputs), i64)
    arguments = function.body.block.args
    before = arguments[len(types) : len(types) + turn * len(shadow_types)]
    new = iter(arguments[len(types) + len(before) :])
    operands: list[SSAValue] = []
    for value, argument in zip(arguments, call.arguments, strict=False):
        operands.append(value)
        if argument.activity.is_duplicated:
            operands.append(next(new))
    result = Activity.DUP if tangents else Activity.CONST
    request = ForwardDiffOp(
        inner.sym_name.data,
        [*operands, *before],
        [*outputs, *tangents, *tangents * turn],
        [*(a.activity for a in call.arguments), *[Activity.CONST] * len(before)],
        [*[result] * len(outputs), *[Activity.CONST] * (turn * len(tangents))],
        strong_zero="enzyme_strong_zero" in call.flags,
    )
    request.location = call.op.location
    first = len(outputs)
    second = first + len(tangents)
    results = request.results
    ordered = [*results[:first], *results[second:], *results[first:second]]
    function.body.block.add_ops([request, func.ReturnOp(*ordered)])
    module.body.block.insert_op_after(function, inner)
    return function
