"""Forward mode in JAX's terms: outputs and their derivative along given tangents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.convention import RETURN, Convention
from xdsl_enzyme.interop.derivative import Derivatives, Value
from xdsl_enzyme.interop.invocation import Invocation
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import ArrayArgument, ScalarArgument
from xdsl_enzyme.interop.wrapper import Mode, Request, Role


def jvp(
    convention: Convention,
    derivatives: Derivatives,
    primals: Sequence[Any],
    tangents: Sequence[Any],
) -> tuple[Any, Any]:
    """Outputs and their tangents. A tangent of None is zero."""
    check_sequences(primals, tangents)
    values = convention.bind(primals, "primals")
    shadows = bind_tangents(convention, primals, values, tangents)
    outputs, output_tangents = _push(convention, derivatives, values, shadows)
    return convention.pack(outputs), convention.pack(output_tangents)


def columns(
    convention: Convention,
    derivatives: Derivatives,
    primals: Sequence[Any],
    position: int,
    first: int,
    width: int,
) -> Any:
    """
    Columns of the Jacobian with respect to one argument, from number `first` on: the tangents of the outputs with one more axis at the
    end, of length `width`.
    """
    values = convention.bind(primals, "primals")
    convention.check_float_input(position, primals[position])
    shadows: dict[int, Value] = dict(convention.shadows(values, (), width))
    dtype = convention.element_type(position, values[position])
    shadows[position] = lanes.units(values[position], dtype, first, width)
    _, tangents = _push(convention, derivatives, values, shadows, width)
    return convention.pack([lanes.last_axis(tangent, width) for tangent in tangents])


def _push(
    convention: Convention,
    derivatives: Derivatives,
    values: Sequence[Value],
    shadows: Mapping[int, Value],
    width: int = 1,
) -> tuple[list[Any], list[Any]]:
    """Outputs and their tangents."""
    activity = tuple(
        Activity.DUP if index in shadows else Activity.CONST for index in range(len(values))
    )
    result_activity = _result_activity(convention)
    request = Request(Mode.FORWARD, activity, result_activity, distinct=True, width=width)
    call = Invocation(derivatives.get(request), values, shadows).run()
    outputs: list[Any] = []
    tangents: list[Any] = []
    for output in convention.outputs:
        is_float = convention.is_float_output(output)
        if output == RETURN:
            outputs.append(call.result(Role.VALUE))
            tangents.append(call.result(Role.TANGENT) if is_float else None)
        else:
            outputs.append(values[output])
            tangents.append(shadows[output] if is_float else None)
    return outputs, tangents


def _result_activity(convention: Convention) -> tuple[Activity, ...]:
    result = convention.signature.result
    if result is None:
        return ()
    if RETURN not in convention.outputs:
        return (Activity.CONSTNONEED,)
    return (Activity.DUP if result.is_float else Activity.CONST,)


def check_sequences(primals: Any, tangents: Any) -> None:
    """Refuse primals and tangents that are not given as two sequences, as JAX does."""
    for what, value in (("primals", primals), ("tangents", tangents)):
        if not isinstance(value, (tuple, list)):
            raise ArgumentsError(
                f"{what} must be a tuple or list with one entry per argument, "
                f"not {type(value).__name__}"
            )


def bind_tangents(
    convention: Convention, primals: Sequence[Any], values: Sequence[Value], tangents: Sequence[Any]
) -> dict[int, Value]:
    """Tangents by position: those given, and zeroed ones for memory that the function writes."""
    convention.checker.count(tangents, "tangents")
    shadows: dict[int, Value] = dict(convention.shadows(values, ()))
    for index, tangent in enumerate(tangents):
        if _is_given(convention, index, tangent):
            convention.check_float_input(index, primals[index])
            shadows[index] = _bind_tangent(convention, index, values[index], tangent)
    return shadows


def _is_given(convention: Convention, index: int, tangent: Any) -> bool:
    if tangent is None:
        return False
    if convention.signature.arguments[index].is_float:
        return True
    if not np.any(tangent):
        return False
    raise ArgumentsError(
        f"the tangent of {convention.signature.describe(index)} must be None",
        why=f"the argument is {convention.signature.arguments[index].description}; "
        "only floating-point numbers have tangents",
    )


def _bind_tangent(convention: Convention, index: int, value: Value, tangent: Any) -> Value:
    argument = convention.signature.arguments[index]
    what = "the tangent of "
    if isinstance(argument, ScalarArgument):
        return convention.checker.number(index, argument, tangent, what)
    assert isinstance(argument, ArrayArgument)
    assert isinstance(value, np.ndarray)
    array: AnyArray = convention.checker.array(index, argument, tangent, what)
    convention.checker.same_form(index, value, array, what)
    # The function may write to it.
    return array.copy()
