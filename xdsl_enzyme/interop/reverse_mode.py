"""Reverse mode in JAX's terms: derivatives with respect to arguments, from cotangents of the outputs.

An output in memory takes its cotangent in the array's shadow; after the call the shadow holds the derivative with
respect to what the array held before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.convention import RETURN, Convention, as_leaves
from xdsl_enzyme.interop.derivative import Derivatives, Value
from xdsl_enzyme.interop.invocation import Invocation
from xdsl_enzyme.interop.scalar_types import AnyArray, ScalarType
from xdsl_enzyme.interop.signature import ArrayArgument, ScalarArgument
from xdsl_enzyme.interop.wrapper import Mode, Request, Role


@dataclass
class Sweep:
    """A call of the reverse mode, with its arguments bound."""

    convention: Convention
    invocation: Invocation
    values: Sequence[Value]
    shadows: Mapping[int, AnyArray]

    def run(self) -> Sweep:
        """Do the two sweeps."""
        self.invocation.run()
        return self

    def derivative(self, index: int) -> Any:
        """The derivative with respect to an argument: a number, or an array like the argument."""
        if index in self.shadows:
            return self.shadows[index]
        return self.invocation.result(Role.DERIVATIVE, index)


def make_sweep(
    convention: Convention,
    derivatives: Derivatives,
    values: Sequence[Value],
    wanted: Collection[int],
    cotangents: Mapping[int, Any],
    needs_value: bool = False,
    width: int = 1,
) -> Sweep:
    """
    A reverse call for the derivatives with respect to the arguments at `wanted`. `cotangents` of the outputs are by
    position; those not there are zero. Those in memory are of several directions if `width` is more than 1.
    """
    shadows = convention.shadows(values, tuple(wanted), width)
    for output, cotangent in cotangents.items():
        if output != RETURN:
            shadows[output][...] = cotangent
    activity: list[Activity] = []
    for index, argument in enumerate(convention.signature.arguments):
        if index in shadows:
            activity.append(Activity.DUP)
        elif isinstance(argument, ScalarArgument) and index in wanted:
            activity.append(Activity.ACTIVE)
        else:
            activity.append(Activity.CONST)
    result_activity: tuple[Activity, ...] = ()
    if convention.signature.result is not None:
        result_activity = (_RESULT_ACTIVITIES[RETURN in cotangents, needs_value],)
    request = Request(Mode.REVERSE, tuple(activity), result_activity, distinct=True, width=width)
    seed = float(cotangents.get(RETURN, 0.0))
    invocation = Invocation(derivatives.get(request), values, shadows, seed)
    return Sweep(convention, invocation, values, shadows)


_RESULT_ACTIVITIES: dict[tuple[bool, bool], Activity] = {
    # (takes a seed, is needed)
    (True, True): Activity.ACTIVE,
    (True, False): Activity.ACTIVENONEED,
    (False, True): Activity.CONST,
    (False, False): Activity.CONSTNONEED,
}


class Pullback:
    """
    What `vjp` returns: takes cotangents, structured like the outputs, and returns one derivative per argument; None for
    arguments that have none.
    """

    def __init__(
        self, convention: Convention, derivatives: Derivatives, primals: Sequence[Any], out: Any
    ):
        self._convention = convention
        self._derivatives = derivatives
        self._outputs = as_leaves(out) if convention.outputs else []
        self._wanted = frozenset(
            argument.index for argument in convention.signature.arguments if argument.is_float
        )
        for index in self._wanted:
            convention.check_float_input(index, primals[index])
        # The caller may change its arrays before the derivatives are asked for.
        self._values = [
            value.copy() if isinstance(value, np.ndarray) else value
            for value in convention.bind(primals)
        ]

    def __call__(self, cotangents: Any) -> tuple[Any, ...]:
        given = self._bind(cotangents)
        values = self._convention.fresh(self._values)
        sweep = make_sweep(self._convention, self._derivatives, values, self._wanted, given).run()
        return tuple(
            sweep.derivative(index) if index in self._wanted else None
            for index in range(len(values))
        )

    def rows(self, output: int, first: int, width: int) -> tuple[Any, ...]:
        """
        Rows of the Jacobian of one of the outputs, from number `first` on: per argument the derivatives with one more axis at the
        end, of length `width`; None for integers.
        """
        place = self._convention.outputs[output]
        values = self._convention.fresh(self._values)
        unit: Any = 1.0
        if place != RETURN:
            value = values[place]
            unit = lanes.units(value, self._convention.element_type(place, value), first, width)
        sweep = make_sweep(
            self._convention, self._derivatives, values, self._wanted, {place: unit}, width=width
        ).run()
        return tuple(
            lanes.last_axis(sweep.derivative(index), width) if index in self._wanted else None
            for index in range(len(values))
        )

    def _bind(self, cotangents: Any) -> dict[int, Any]:
        outputs = self._convention.outputs
        given: Sequence[Any] = (cotangents,)
        if len(outputs) != 1:
            given = as_leaves(cotangents)
        if len(given) != len(outputs):
            raise ArgumentsError(
                f"the cotangent must be a tuple with one entry per output of "
                f"{self._convention.signature.name}",
                why=f"its outputs are {', '.join(map(self._convention.describe_output, outputs))}",
            )
        return {
            output: self._bind_one(output, value, cotangent)
            for output, value, cotangent in zip(outputs, self._outputs, given, strict=True)
            if cotangent is not None and self._convention.is_float_output(output)
        }

    def _bind_one(self, output: int, value: Any, cotangent: Any) -> Any:
        checker = self._convention.checker
        what = "the cotangent of "
        if output == RETURN:
            result = cast(ScalarType, self._convention.signature.result)
            place = ScalarArgument("return value", RETURN, result)
            return checker.number(RETURN, place, cotangent, what)
        argument = cast(ArrayArgument, self._convention.signature.arguments[output])
        array = checker.array(output, argument, cotangent, what)
        checker.same_form(output, value, array, what)
        return array


def scalar_output(convention: Convention, values: Sequence[Value]) -> int:
    """The one output of a function whose gradient is asked for; refuses functions that don't have just one number."""
    outputs = convention.outputs
    name = convention.signature.name
    if len(outputs) != 1:
        found = ", ".join(map(convention.describe_output, outputs)) or "nothing"
        raise ArgumentsError(
            f"the gradient of {name} is not defined",
            why=f"it needs a single number as output, and the outputs are: {found}",
            hint='say which one is meant: outputs=("return",), or the name of an argument, in load; '
            "or use vjp, jvp or jacobian",
        )
    (output,) = outputs
    if not convention.is_float_output(output):
        raise ArgumentsError(
            f"the gradient of {name} is not defined",
            why=f"{convention.describe_output(output)}, its only output, is an integer",
        )
    value = values[output] if output != RETURN else None
    if isinstance(value, np.ndarray) and value.size != 1:
        raise ArgumentsError(
            f"the gradient of {name} is not defined",
            why=f"its output, {convention.describe_output(output)}, is an array of shape {value.shape}, "
            "not a single number",
            hint="use jacrev, jacfwd or vjp; or name another output with outputs= in load",
        )
    return output
