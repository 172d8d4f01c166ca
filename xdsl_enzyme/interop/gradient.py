"""Gradients of functions with one number as output, and how these change along a direction.

The second derivative is forward mode of reverse mode: the gradient is made into ordinary IR first, and then differentiated
like any other function::

    grad(f)(x)                       f_reverse(x, dx, seed=1)
    grad(f).jvp((x,), (v,))          f_reverse_forward(x, v, dx, ddx, seed=1): ddx is the Hessian times v
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.convention import RETURN, Convention
from xdsl_enzyme.interop.derivative import Value
from xdsl_enzyme.interop.forward_mode import bind_tangents, check_sequences
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.invocation import Invocation
from xdsl_enzyme.interop.reverse_mode import Sweep, make_sweep, scalar_output
from xdsl_enzyme.interop.wrapper import Mode, Parameter, Request, Role


class Gradient:
    """The gradient of a function with respect to some of its arguments, with the value if `with_value`."""

    def __init__(
        self, function: Function, argnums: int | str | Sequence[int | str], with_value: bool
    ):
        self.function = function
        self._positions = function.convention.differentiable(argnums)
        self._is_single = isinstance(argnums, (int, str, np.integer))
        self._with_value = with_value

    @property
    def convention(self) -> Convention:
        """How the arguments are checked."""
        return self.function.convention

    def __repr__(self) -> str:
        kind = "value and gradient" if self._with_value else "gradient"
        return f"<{kind} of {self.function.signature}>"

    def __call__(self, *args: Any) -> Any:
        sweep, output = self._sweep(args)
        sweep.run()
        gradient = self._pack([sweep.derivative(position) for position in self._positions])
        return (self._value(sweep, output), gradient) if self._with_value else gradient

    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
        """What a call returns, and its derivative along `tangents`."""
        check_sequences(primals, tangents)
        sweep, output = self._sweep(primals)
        along = bind_tangents(self.convention, primals, sweep.values, tangents)
        gradient = self._pack([sweep.derivative(position) for position in self._positions])
        change = self._change(_MovedSweep(sweep, along), output)
        if not self._with_value:
            return gradient, change
        return (self._value(sweep, output), gradient), change

    def columns(self, primals: Sequence[Any], position: int, first: int, width: int) -> Any:
        """
        Columns of the derivative of what a call returns, with respect to one argument: see `forward_mode.columns`.
        """
        sweep, output = self._sweep(primals)
        self.convention.check_float_input(position, primals[position])
        value = sweep.values[position]
        dtype = self.convention.element_type(position, value)
        along = dict(self.convention.shadows(sweep.values, (), width))
        along[position] = lanes.units(value, dtype, first, width)
        moved = _MovedSweep(sweep, along, width)
        return self._change(moved, output, lambda change: lanes.last_axis(change, width))

    def _change(
        self, moved: _MovedSweep, output: int, form: Callable[[Any], Any] = lambda change: change
    ) -> Any:
        change = self._pack([form(moved.derivative(position)) for position in self._positions])
        return (form(moved.value(output)), change) if self._with_value else change

    def vjp(self, *primals: Any) -> NoReturn:
        """Reverse mode of reverse mode is not offered: raises a `DifferentiationError`."""
        raise DifferentiationError(
            f"reverse mode of the gradient of {self.function.name} is not supported",
            hint="Hessians are symmetric: use hessian, hvp or jvp of the gradient, which are forward over reverse",
        )

    def _sweep(self, args: Sequence[Any]) -> tuple[Sweep, int]:
        values = self.convention.bind(args)
        for position in self._positions:
            self.convention.check_float_input(position, args[position])
        output = scalar_output(self.convention, values)
        sweep = make_sweep(
            self.convention,
            self.function.derivatives,
            values,
            self._positions,
            {output: 1.0},
            needs_value=self._with_value and output == RETURN,
        )
        return sweep, output

    def _pack(self, derivatives: Sequence[Any]) -> Any:
        return derivatives[0] if self._is_single else tuple(derivatives)

    @staticmethod
    def _value(sweep: Sweep, output: int) -> Any:
        if output == RETURN:
            return sweep.invocation.result(Role.VALUE)
        return _number(sweep.values[output])


class _MovedSweep:
    """The forward derivative of a reverse call, along tangents of the function's arguments."""

    def __init__(self, sweep: Sweep, along: Mapping[int, Value], width: int = 1):
        reverse = sweep.invocation
        self._width = width
        self._parameters = reverse.derivative.parameters
        self._tangents: dict[int, Value] = {}
        for position, (parameter, value) in enumerate(
            zip(self._parameters, reverse.values, strict=True)
        ):
            tangent = _tangent(sweep.convention, parameter, value, along, width)
            if tangent is not None:
                self._tangents[position] = tangent
        activity = tuple(
            Activity.DUP if position in self._tangents else Activity.CONST
            for position in range(len(self._parameters))
        )
        request = Request(Mode.FORWARD, activity, (), distinct=True, width=width)
        derivative = reverse.derivative.derivatives.get(request)
        Invocation(derivative, reverse.values, self._tangents).run()

    def _find(self, roles: Sequence[Role], index: int) -> Any:
        return next(
            self._tangents[position]
            for position, parameter in enumerate(self._parameters)
            if parameter.role in roles and parameter.index == index
        )

    def derivative(self, index: int) -> Any:
        """How the derivative with respect to an argument changes."""
        tangent = self._find((Role.SHADOW, Role.DERIVATIVE), index)
        if self._width > 1 or not self._is_scalar(index):
            return tangent
        return tangent.item()

    def _is_scalar(self, index: int) -> bool:
        return any(
            parameter.role is Role.DERIVATIVE and parameter.index == index
            for parameter in self._parameters
        )

    def value(self, output: int) -> Any:
        """How the output changes."""
        place = (Role.VALUE, 0) if output == RETURN else (Role.PRIMAL, output)
        tangent = self._find(place[:1], place[1]).reshape(lanes.lanes(self._width))
        return tangent if self._width > 1 else tangent.item()


def _tangent(
    convention: Convention,
    parameter: Parameter,
    value: Value,
    along: Mapping[int, Value],
    width: int,
) -> Value | None:
    if parameter.role is Role.PRIMAL and (
        parameter.index in along or not convention.signature.arguments[parameter.index].is_float
    ):
        return along.get(parameter.index)
    # Seeds and other numbers are constants. Memory starts without a tangent; it has one all the same, even where nothing is
    # written: the reverse sweep may keep pointers to it next to pointers to shadows, and these are told apart by no analysis.
    if not isinstance(value, np.ndarray):
        return None
    return lanes.zeros(value.shape, value.dtype, width)


def _number(value: Any) -> Any:
    return value.reshape(()).item()
