"""Runs functions on dual numbers: the derivatives that all others are compared with.

::

    oracle = Oracle(module)                                        # cf form or structured form
    oracle.run("f", [x, 4], [np.ones_like(x), None]).tangent       # a directional derivative
    oracle.gradient("f", [x, 4])                                   # [df/dx, None]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from xdsl.dialects.builtin import MemRefType, ModuleOp
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute

from tests.oracle.dual import Dual, Tangent
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width, element_type
from tests.oracle.machine import Machine, deep_recursion
from tests.oracle.memref_ops import contiguous
from tests.oracle.scalar_ops import ROUNDINGS
from tests.oracle.values import POISON, Cell, Value, signed

Array: TypeAlias = NDArray[Any]
FloatArray: TypeAlias = NDArray[np.float64]
Argument: TypeAlias = "int | float | Array"
Result: TypeAlias = "int | float | tuple[Result, ...] | None"

STEP_LIMIT = 20_000_000


@dataclass
class OracleResult:
    """What a run returned.

    With tangents in several directions, every tangent here has a first axis over the directions.
    """

    value: Result
    """The result of the function; a tuple for a vector, a struct or several results; None if there is none."""
    tangent: Any
    """The tangent of `value`, in the same form. 0.0 for integers."""
    arrays: list[Any]
    """For each argument that is an array, its contents after the run."""
    array_tangents: list[Any]
    """The tangents of `arrays`, in double precision. Zero for arrays of integers."""


class Oracle:
    """An interpreter of the primal program in `module` over dual numbers."""

    def __init__(self, module: ModuleOp, *, step_limit: int = STEP_LIMIT):
        self.machine = Machine(module, step_limit)

    def run(
        self,
        name: str,
        args: Sequence[Argument],
        tangents: Sequence[ArrayLike | None] | None = None,
    ) -> OracleResult:
        """Calls a function. Arrays are passed as pointers (or memrefs) to a copy.

        A tangent has the shape of its argument or, for k directions at once, `(k, *shape)`; None means zero. The
        number of directions is the same for all.
        """
        machine = self.machine
        machine.reset()
        function = machine.definition(name)
        if function is None:
            raise OracleError(f"there is no function '{name}' with a body")
        types = function.function_type.inputs.data
        if len(types) != len(args):
            raise OracleError(f"'{name}' takes {len(types)} arguments, not {len(args)}")
        seeds = [
            _seed(argument, tangent)
            for argument, tangent in zip(args, tangents or [None] * len(args), strict=True)
        ]
        directions = {seed.shape[0] for seed in seeds if seed is not None and seed.ndim > 1}
        if len(directions) > 1:
            raise OracleError(f"tangents with different numbers of directions: {directions}")
        count = directions.pop() if directions else None
        values = [
            self._argument(position, type_, argument, seed)
            for position, (type_, argument, seed) in enumerate(zip(types, args, seeds, strict=True))
        ]
        with deep_recursion():
            results = machine.call(name, values)
        outputs = function.function_type.outputs.data
        presented = [
            _present(value, type_, count) for value, type_ in zip(results, outputs, strict=True)
        ]
        value, tangent = (
            presented[0]
            if len(presented) == 1
            else tuple(zip(*presented, strict=True)) or (None, None)
        )
        arrays = [self._array_after(*pair) for pair in zip(args, values, strict=True)]
        after = [
            self._array_tangent_after(argument, value, count)
            for argument, value in zip(args, values, strict=True)
        ]
        return OracleResult(cast(Result, value), tangent, arrays, after)

    def jvp(
        self, name: str, args: Sequence[Argument], tangents: Sequence[ArrayLike | None]
    ) -> OracleResult:
        """The Jacobian of the function times a vector: `run` under the name it has in JAX."""
        return self.run(name, args, tangents)

    def all_directions(
        self, name: str, args: Sequence[Argument], wrt: Sequence[int] | None = None
    ) -> tuple[OracleResult, dict[int, slice]]:
        """A run in all unit directions of the arguments `wrt` (default: all floats), and which directions are whose."""
        slices, total = dict[int, slice](), 0
        for index in floats_of(args) if wrt is None else wrt:
            slices[index] = slice(total, total + np.size(args[index]))
            total += np.size(args[index])
        tangents: list[FloatArray | None] = [None] * len(args)
        for index, directions in slices.items():
            seed = np.zeros((total, np.size(args[index])))
            seed[directions] = np.eye(np.size(args[index]))
            tangents[index] = seed.reshape(total, *np.shape(args[index]))
        return self.run(name, args, tangents), slices

    def gradient(
        self, name: str, args: Sequence[Argument], wrt: Sequence[int] | None = None
    ) -> list[Any]:
        """The gradient of a float result with respect to each argument in `wrt` (default: all floats)."""
        return self.vjp(name, args, 1.0, wrt=wrt)

    def vjp(
        self,
        name: str,
        args: Sequence[Argument],
        result_cotangent: float = 0.0,
        array_cotangents: dict[int, FloatArray] | None = None,
        wrt: Sequence[int] | None = None,
    ) -> list[Any]:
        """A vector times the Jacobian: what reverse mode is to leave in the shadows of the arguments `wrt`.

        The vector has `result_cotangent` for the result and `array_cotangents[i]` for the final contents of
        argument i. None in the list stands for an argument that is not in `wrt`.
        """
        result, slices = self.all_directions(name, args, wrt)
        total = max((directions.stop for directions in slices.values()), default=0)
        cotangent = np.zeros(total)
        if result_cotangent:
            cotangent += result_cotangent * np.asarray(result.tangent)
        for index, weights in (array_cotangents or {}).items():
            tangent = result.array_tangents[index]
            if tangent is not None:
                cotangent += tangent.reshape(total, -1) @ np.ravel(weights)
        return [
            cotangent[slices[index]].reshape(np.shape(argument))[()] if index in slices else None
            for index, argument in enumerate(args)
        ]

    def jacobian(
        self,
        name: str,
        args: Sequence[Argument],
        of: int | None = None,
        wrt: Sequence[int] | None = None,
    ) -> list[Any]:
        """Derivatives of the result, or of the final contents of the array argument `of`.

        Entry i has the shape of that output followed by the shape of argument i; None for those not in `wrt`.
        """
        result, slices = self.all_directions(name, args, wrt)
        output = np.asarray(result.tangent if of is None else result.array_tangents[of])
        return [
            # A scalar derivative is a number, not an array without dimensions.
            np.moveaxis(output[slices[index]], 0, -1).reshape(
                output.shape[1:] + np.shape(argument)
            )[()]
            if index in slices
            else None
            for index, argument in enumerate(args)
        ]

    def _argument(
        self, position: int, type_: Attribute, argument: Argument, seed: FloatArray | None
    ) -> Value:
        if not isinstance(argument, np.ndarray):
            if (to_float := ROUNDINGS.get(type(type_))) is not None:
                return Dual(
                    to_float(float(argument)), None if seed is None else _directions(seed, 0)
                )
            return int(argument) & ((1 << bit_width(type_)) - 1)
        data = np.ascontiguousarray(argument)
        address = self.machine.memory.allocate(data.nbytes, f"argument {position}")
        self.machine.memory.write_bytes(address, data.tobytes())
        if seed is not None:
            (found, _), size = self.machine.memory.locate(address, 0), data.itemsize
            found.tangents = {
                index * size: Cell(size, tangent)
                for index in range(data.size)
                if (tangent := _directions(seed, index)) is not None
            }
        if isinstance(type_, MemRefType):
            return contiguous(address, argument.shape)
        if not isinstance(type_, LLVMPointerType):
            raise OracleError(f"argument {position} is a {type_}, not an array")
        return address

    def _array_after(self, argument: Argument, value: Value) -> Array | None:
        if not isinstance(argument, np.ndarray):
            return None
        found, _ = self.machine.memory.locate(_address(value), 0)
        if any(found.undefined):
            raise OracleError(f"'{found.name}' ends up with undefined elements")
        data = bytes(found.data)
        return np.frombuffer(data, argument.dtype).reshape(argument.shape).copy()

    def _array_tangent_after(
        self, argument: Argument, value: Value, count: int | None
    ) -> FloatArray | None:
        if not isinstance(argument, np.ndarray):
            return None
        after = np.zeros((count or 1, argument.size))
        found, _ = self.machine.memory.locate(_address(value), 0)
        for offset, cell in found.tangents.items():
            after[:, offset // argument.itemsize] = cell.tangent
        return after.reshape((() if count is None else (count,)) + argument.shape)


def floats_of(args: Sequence[Argument]) -> list[int]:
    """The indices of the arguments that are floats or arrays of floats."""
    return [i for i, a in enumerate(args) if np.asarray(a).dtype.kind == "f"]


def _address(value: Value) -> int:
    return value if isinstance(value, int) else value.address  # pyright: ignore[reportAttributeAccessIssue]


def _seed(argument: Argument, tangent: ArrayLike | None) -> FloatArray | None:
    """The tangent of an argument as `(size,)` for one direction, or `(directions, size)`."""
    if tangent is None:
        return None
    seed, shape = np.asarray(tangent, dtype=np.float64), np.shape(argument)
    if seed.shape == shape:
        return seed.reshape(-1)
    if seed.shape[1:] == shape:
        return seed.reshape(seed.shape[0], -1)
    raise OracleError(f"a tangent of shape {seed.shape} for an argument of shape {shape}")


def _directions(seed: FloatArray, index: int) -> Tangent:
    """The tangent of one element; None where it is zero in all directions."""
    tangent = float(seed[index]) if seed.ndim == 1 else np.ascontiguousarray(seed[:, index])
    return tangent if np.any(tangent) else None


def _present(value: Value, type_: Attribute, count: int | None) -> tuple[object, object]:
    """A result and its tangent as the caller sees them."""
    if value is POISON:
        raise OracleError("returns poison or undefined memory")
    if isinstance(value, tuple) and not hasattr(value, "address"):
        types = getattr(type_, "types", None) or [element_type(type_)] * len(value)
        pairs = [_present(v, t, count) for v, t in zip(value, types, strict=True)]
        return tuple(v for v, _ in pairs), tuple(t for _, t in pairs)
    if isinstance(value, Dual):
        tangent = value.tangent
        if tangent is None:
            tangent = 0.0 if count is None else np.zeros(count)
        return value.value, tangent
    if isinstance(value, int):
        number = signed(value, bit_width(type_)) if bit_width(type_) > 1 else value
        return number, 0.0
    raise OracleError(f"returns a {type_}")
