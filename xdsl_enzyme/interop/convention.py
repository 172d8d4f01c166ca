"""The convention by which functions are called from Python: which arguments are copied, and what comes back.

Written memory is an output: calls work on fresh copies of it and return these, so that a C function behaves like one
without side effects::

    void scale(long n, double a, const double *x, double *y)     outputs: (y,)
    double dot(long n, const double *x, double *work)            outputs: (return value, work)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import numpy as np

from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.arguments import ArgumentChecker, describe
from xdsl_enzyme.interop.derivative import Value
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import ArrayArgument, ScalarArgument, Signature

RETURN = -1
"""The position of the return value among the outputs."""

OutputKey: TypeAlias = int | str
"""An argument's number or name, or ``"return"``."""


def as_leaves(tree: Any) -> list[Any]:
    """The entries of nested tuples and lists, in order; what is neither is its own only entry."""
    if not isinstance(tree, (tuple, list)):
        return [tree]
    return [leaf for part in cast("Sequence[Any]", tree) for leaf in as_leaves(part)]


class Convention:
    """How one function is called. `outputs` are positions of arguments, and `RETURN`."""

    def __init__(
        self, signature: Signature, outputs: Sequence[OutputKey] | OutputKey | None = None
    ):
        self.signature = signature
        self.checker = ArgumentChecker(signature)
        self.outputs = self._resolve_outputs(outputs)

    def bind(self, args: Sequence[Any], what: str = "arguments") -> list[Value]:
        """Check the arguments, and replace arrays that the function writes by copies."""
        self.checker.count(args, what)
        return [self._bind_one(index, value) for index, value in enumerate(args)]

    def _bind_one(self, index: int, value: Any) -> Value:
        argument = self.signature.arguments[index]
        converted = self.checker.convert(index, value)
        if not isinstance(argument, ArrayArgument):
            return converted
        if argument.holds_pointers:
            raise ArgumentsError(
                f"{self.signature.describe(index)} points to pointers",
                why="what these point to can be neither copied nor given a shadow automatically",
                hint="use autodiff or fwddiff with an array of addresses and one of shadow addresses, "
                "or write a C function that makes the pointers from one array",
            )
        return converted.copy() if argument.is_written else converted

    def fresh(self, values: Sequence[Value]) -> list[Value]:
        """Bound values for one more call: the written arrays copied once again."""
        return [
            value.copy()
            if isinstance(value, np.ndarray) and self.signature.arguments[index].is_written
            else value
            for index, value in enumerate(values)
        ]

    def shadows(
        self, values: Sequence[Value], wanted: Sequence[int], width: int = 1
    ) -> dict[int, AnyArray]:
        """
        Zeroed shadows for the arrays at `wanted` positions, and for all others that the function writes and that may hold
        floats: without these, derivatives through intermediate results in memory would be lost.
        """
        return {
            index: lanes.zeros(value.shape, value.dtype, width)
            for index, value in enumerate(values)
            if isinstance(value, np.ndarray) and (index in wanted or self.is_active_memory(index))
        }

    def is_active_memory(self, index: int) -> bool:
        """Whether an argument is memory that the function may write floats to."""
        argument = self.signature.arguments[index]
        return argument.is_written and argument.is_float

    def element_type(self, index: int, value: Value) -> np.dtype[Any]:
        """Of what type the numbers are that an argument consists of."""
        argument = self.signature.arguments[index]
        if isinstance(argument, ScalarArgument):
            return argument.type.dtype
        assert isinstance(value, np.ndarray)
        return value.dtype

    def width_for(self, count: int) -> int:
        """How many of `count` directions go at once. One by one, if there are arrays that may hold other things than floats."""
        are_plain = all(
            isinstance(argument, ScalarArgument) or argument.element is not None
            for argument in self.signature.arguments
        )
        return lanes.width_for(count) if are_plain else 1

    def pack(self, outputs: Sequence[Any]) -> Any:
        """Outputs as a call returns them: one as it is, several as a tuple, None for none."""
        if len(outputs) == 1:
            return outputs[0]
        return tuple(outputs) if outputs else None

    def is_float_output(self, output: int) -> bool:
        """Whether an output has derivatives."""
        if output == RETURN:
            return self.signature.result is not None and self.signature.result.is_float
        return self.signature.arguments[output].is_float

    def differentiable(self, keys: int | str | Sequence[int | str]) -> tuple[int, ...]:
        """The positions that `argnums` stands for; refuses integers, and one argument twice."""
        chosen = _keys(keys)
        positions = [self.signature.position(key, "argnums") for key in chosen]
        for position in positions:
            argument = self.signature.arguments[position]
            if not argument.is_float:
                raise ArgumentsError(
                    f"{self.signature.describe(position)} cannot be differentiated",
                    why=f"it is {argument.description}; derivatives need floating-point numbers",
                )
        if len(set(positions)) < len(positions):
            raise ArgumentsError(f"argnums {tuple(chosen)} names an argument twice")
        return tuple(positions)

    def check_float_input(self, index: int, value: Any) -> None:
        """Refuse an integer where a number is differentiated, like JAX: a float was meant, or another argument."""
        if isinstance(value, (int, np.integer, np.bool_)):
            raise ArgumentsError(
                f"{self.signature.describe(index)} is differentiated and must be a float, "
                f"not {value!r}, an integer",
                hint=f"pass float({value!r})",
            )

    def describe_output(self, output: int) -> str:
        """How messages call an output."""
        if output == RETURN:
            return "the return value"
        return f"argument '{self.signature.arguments[output].name}'"

    def _resolve_outputs(self, outputs: Sequence[OutputKey] | OutputKey | None) -> tuple[int, ...]:
        if outputs is None:
            written = [one.index for one in self.signature.arguments if one.is_written]
            return (*([RETURN] * (self.signature.result is not None)), *written)
        keys = [outputs] if isinstance(outputs, (int, str)) else list(outputs)
        return tuple(self._resolve_output(key) for key in keys)

    def _resolve_output(self, key: OutputKey) -> int:
        signature = self.signature
        if key == "return" and "return" not in signature.argument_names:
            if signature.result is None:
                raise ArgumentsError(f"outputs: {signature.name} returns nothing")
            return RETURN
        index = signature.position(key, "outputs")
        argument = signature.arguments[index]
        if not isinstance(argument, ArrayArgument):
            raise ArgumentsError(
                f"outputs: {signature.describe(index)} is a number passed by value",
                why="a function can't change it for its caller",
                hint='name arrays that the function writes, or "return"',
            )
        if not argument.is_written:
            raise ArgumentsError(
                f"outputs: {signature.name} does not write {signature.describe(index)}"
            )
        return index


def _keys(keys: int | str | Sequence[int | str]) -> list[int | str]:
    """One or several positions or names of arguments; an `ArgumentsError` for anything else."""
    chosen: list[Any] = (
        list(keys) if isinstance(keys, Sequence) and not isinstance(keys, str) else [keys]
    )
    for key in chosen:
        if not isinstance(key, (int, str, np.integer)):
            raise ArgumentsError(
                f"argnums must be numbers or names of arguments, not {describe(key)}",
                hint="say argnums=0, argnums=(0, 1) or argnums='x'",
            )
    return [key if isinstance(key, str) else int(key) for key in chosen]
