"""Whole Jacobians and Hessians, column by column or row by row.

The shape of a Jacobian is that of the output followed by that of the argument. With several outputs, or several `argnums`,
it is a tuple over the outputs of tuples over the arguments, as in JAX.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias, cast

import numpy as np

from xdsl_enzyme.interop.arguments import as_array
from xdsl_enzyme.interop.convention import as_leaves
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.transforms import (
    ArgumentNumbers,
    Differentiable,
    checked_differentiable,
    grad,
)

Tree: TypeAlias = Any
"""Numbers and arrays, or nested tuples of them."""


def jacfwd(f: Differentiable, argnums: ArgumentNumbers = 0) -> Callable[..., Tree]:
    """The Jacobian of `f` by forward mode: one run per element of the arguments. Good for few inputs."""
    positions = checked_differentiable(f, "jacfwd").convention.differentiable(argnums)

    def jacobian_of_f(*args: Any) -> Tree:
        f.convention.checker.count(args)
        by_argument = [_columns(f, args, position) for position in positions]
        return _by_output(by_argument, isinstance(argnums, (int, str)))

    return jacobian_of_f


def jacrev(f: Differentiable, argnums: ArgumentNumbers = 0) -> Callable[..., Tree]:
    """The Jacobian of `f` by reverse mode: one run per element of the outputs. Good for few outputs."""
    positions = checked_differentiable(f, "jacrev").convention.differentiable(argnums)

    def jacobian_of_f(*args: Any) -> Tree:
        out, pullback = f.vjp(*args)
        rows: list[list[Any]] = []
        outputs = as_leaves(out)
        for number, output in enumerate(outputs):
            if not f.convention.is_float_output(f.convention.outputs[number]):
                rows.append([None] * len(positions))
                continue
            derivatives = [
                pullback(_at(number, len(outputs), cotangent)) for cotangent in _basis(output)
            ]
            rows.append(
                [
                    _stack([one[position] for one in derivatives], output, args[position], axis=0)
                    for position in positions
                ]
            )
        single = isinstance(argnums, (int, str))
        by_output = [row[0] if single else tuple(row) for row in rows]
        return tuple(by_output) if isinstance(out, tuple) else by_output[0]

    return jacobian_of_f


def jacobian(f: Differentiable, argnums: ArgumentNumbers = 0) -> Callable[..., Tree]:
    """The Jacobian of `f`: `jacrev`, as in JAX."""
    return jacrev(f, argnums)


def hessian(f: Function, argnums: ArgumentNumbers = 0) -> Callable[..., Tree]:
    """The second derivatives of `f`, which must have one number as output: forward mode of its gradient."""
    return jacfwd(grad(f, argnums), argnums)


def hvp(
    f: Function,
    primals: Sequence[Any],
    tangents: Sequence[Any],
    argnums: ArgumentNumbers = 0,
) -> Any:
    """
    The Hessian of `f` times a vector, without the Hessian: how the gradient with respect to `argnums` changes along
    `tangents`, one per argument. A tangent of None is zero.
    """
    return grad(f, argnums).jvp(primals, tangents)[1]


def _basis(value: Any) -> Iterator[Any]:
    """The unit vectors of the space that `value` is from, in row-major order."""
    array = as_array(value)
    if array is None:
        yield 1.0
        return
    for index in np.ndindex(array.shape):
        unit = np.zeros(array.shape, array.dtype)
        unit[index] = 1
        yield unit


def _at(position: int, count: int, value: Any) -> Any:
    """`value` as the only entry of a tuple of `count`, or alone if that is one."""
    return value if count == 1 else tuple(value if i == position else None for i in range(count))


def _columns(f: Differentiable, args: Sequence[Any], position: int) -> Tree:
    """The Jacobian with respect to one argument, as a tree over the outputs."""
    tangents = [
        f.jvp(args, [unit if i == position else None for i in range(len(args))])[1]
        for unit in _basis(args[position])
    ]
    return _combine(tangents or [f(*args)], args[position], empty=not tangents)


def _combine(tangents: Sequence[Tree], argument: Any, empty: bool) -> Tree:
    first = tangents[0]
    if isinstance(first, tuple):
        parts = cast("tuple[Any, ...]", first)
        return tuple(
            _combine([tangent[i] for tangent in tangents], argument, empty)
            for i in range(len(parts))
        )
    if first is None:
        return None
    return _stack([] if empty else tangents, first, argument, axis=-1)


def _stack(parts: Sequence[Any], output: Any, argument: Any, axis: int) -> Any:
    """Rows (axis 0) or columns (axis -1) as one array; a number if it has no dimensions."""
    shape = np.shape(output) + np.shape(argument)
    if not parts:
        return np.zeros(shape, np.result_type(output))
    stacked: AnyArray = np.stack([np.asarray(part) for part in parts], axis)
    is_number = as_array(output) is None and as_array(argument) is None
    return stacked.item() if is_number else stacked.reshape(shape)


def _by_output(by_argument: Sequence[Tree], single: bool) -> Tree:
    """From a tree over outputs per argument to a tree over outputs of tuples over arguments."""
    if single:
        return by_argument[0]
    first = by_argument[0] if by_argument else None
    if isinstance(first, tuple):
        parts = cast("tuple[Any, ...]", first)
        return tuple(
            _by_output([tree[i] for tree in by_argument], single) for i in range(len(parts))
        )
    return tuple(by_argument)
