"""Whole Jacobians and Hessians, column by column or row by row.

The shape of a Jacobian is that of the output followed by that of the argument. With several outputs, or several `argnums`,
it is a tuple over the outputs of tuples over the arguments, as in JAX.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias, cast

import numpy as np

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.interop.convention import Convention, as_leaves
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
    """
    The Jacobian of `f` by forward mode: one run for each few elements of the arguments. Good for few inputs.
    """
    positions = checked_differentiable(f, "jacfwd").convention.differentiable(argnums)

    def jacobian_of_f(*args: Any) -> Tree:
        f.convention.checker.count(args)
        by_argument = [_columns(f, args, position) for position in positions]
        return _by_output(by_argument, isinstance(argnums, (int, str, np.integer)))

    return jacobian_of_f


def jacrev(f: Differentiable, argnums: ArgumentNumbers = 0) -> Callable[..., Tree]:
    """
    The Jacobian of `f` by reverse mode: one run for each few elements of the outputs. Good for few outputs.
    """
    positions = checked_differentiable(f, "jacrev").convention.differentiable(argnums)

    def jacobian_of_f(*args: Any) -> Tree:
        out, pullback = f.vjp(*args)
        rows: list[list[Any]] = []
        for number, output in enumerate(as_leaves(out)):
            if not f.convention.is_float_output(f.convention.outputs[number]):
                rows.append([None] * len(positions))
                continue
            size, shape = np.size(output), np.shape(output)
            parts = _directions(f.convention, size, partial(pullback.rows, number))
            rows.append(
                [
                    _shaped(
                        [np.moveaxis(part[position], -1, 0) for part in parts],
                        0,
                        size,
                        shape + np.shape(args[position]),
                        output,
                    )
                    for position in positions
                ]
            )
        single = isinstance(argnums, (int, str, np.integer))
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


def _directions(convention: Convention, count: int, take: Callable[[int, int], Tree]) -> list[Tree]:
    """
    What `take` gives for `count` directions, several at a time: it is told which is the first and how many there are, and may be asked
    for more than there are in the end. What can't go several at a time goes one by one.
    """
    width = convention.width_for(count)
    try:
        return [take(first, width) for first in range(0, count, width)]
    except DifferentiationError:
        if width == 1:
            raise
        return [take(first, 1) for first in range(count)]


def _columns(f: Differentiable, args: Sequence[Any], position: int) -> Tree:
    """The Jacobian with respect to one argument, as a tree over the outputs."""
    argument = args[position]
    count = np.size(argument)
    if count == 0:
        return _combined([f(*args)], argument)
    return _combined(_directions(f.convention, count, partial(f.columns, args, position)), argument)


def _combined(parts: Sequence[Tree], argument: Any) -> Tree:
    """Columns that come as several trees over the outputs as one tree. If there is nothing to derive by, the one tree is of outputs."""
    first = parts[0]
    if isinstance(first, tuple):
        members = cast("tuple[Any, ...]", first)
        return tuple(_combined([part[i] for part in parts], argument) for i in range(len(members)))
    if first is None:
        return None
    count = np.size(argument)
    output_shape = np.shape(first) if count == 0 else np.shape(first)[:-1]
    shape = output_shape + np.shape(argument)
    return _shaped(list(parts) if count else [], -1, count, shape, first)


def _shaped(
    parts: Sequence[AnyArray], axis: int, count: int, shape: tuple[int, ...], like: Any
) -> Any:
    """The first `count` of all rows (axis 0) or columns (axis -1); a number if it has no dimensions."""
    if not parts:
        return np.zeros(shape, np.result_type(like))
    joined = np.concatenate(parts, axis)
    cut = joined[:count] if axis == 0 else joined[..., :count]
    return cut.reshape(shape) if shape else cut.item()


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
