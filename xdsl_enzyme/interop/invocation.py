"""One call of a derivative: a value for each of its parameters, and the places where results arrive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Attribute

from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.derivative import Derivative, Value
from xdsl_enzyme.interop.scalar_types import AnyArray, scalar_type
from xdsl_enzyme.interop.wrapper import Parameter, Role


class Invocation:
    """
    A derivative with the values for its parameters. `primals` are the function's arguments; `shadows` the shadows and
    tangents of those that are duplicated, by position.
    """

    def __init__(
        self,
        derivative: Derivative,
        primals: Sequence[Value],
        shadows: Mapping[int, Value] | None = None,
        seed: float = 1.0,
    ):
        self.derivative = derivative
        self._cells: dict[tuple[Role, int], AnyArray] = {}
        self._primals = primals
        self._shadows: Mapping[int, Value] = {} if shadows is None else shadows
        self._seed = seed
        self.values: list[Value] = [self._value(one) for one in derivative.parameters]

    def _value(self, parameter: Parameter) -> Value:
        if parameter.stored_type is not None:
            cell = _cell(parameter.stored_type)
            self._cells[parameter.role, parameter.index] = cell
            return cell
        if parameter.role is Role.SEED:
            if parameter.loaded_type is None:
                return self._seed
            seeds = _cell(parameter.loaded_type)
            seeds[...] = self._seed
            return seeds
        if parameter.role is Role.BYTES:
            array = self._primals[parameter.index]
            assert isinstance(array, np.ndarray)
            return array.nbytes
        source = self._primals if parameter.role is Role.PRIMAL else self._shadows
        return source[parameter.index]

    def run(self) -> Invocation:
        """Call it once."""
        self.derivative(self.values)
        return self

    def result(self, role: Role, index: int = 0) -> Any:
        """
        A number that the call returned: a value, a tangent, or the derivative of an active argument; an array of these if there
        are several directions.
        """
        cell = self._cells[role, index]
        return cell if cell.ndim else cell.item()


def _cell(type: Attribute) -> AnyArray:
    """Room for a number, or for several in a vector."""
    element, width = type, 1
    if isinstance(type, VectorType):
        vector = cast("VectorType[Attribute]", type)
        element, (width,) = vector.element_type, vector.get_shape()
    scalar = scalar_type(element)
    assert scalar is not None
    return lanes.zeros((), scalar.dtype, width)
