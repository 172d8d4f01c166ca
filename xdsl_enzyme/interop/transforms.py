"""Derivatives of functions, under JAX's names and with JAX's meaning.

::

    value, (dx, dy) = xe.value_and_grad(f, argnums=(0, 1))(x, y, n)
    out, tangent_out = xe.jvp(f, (x, y, n), (tx, None, None))
    out, pullback = xe.vjp(f, x, y, n)

Arrays are returned fresh; those of the caller stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.convention import Convention
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.gradient import Gradient
from xdsl_enzyme.interop.reverse_mode import Pullback

ArgumentNumbers: TypeAlias = "int | str | Sequence[int | str]"
"""A position or name, or several; several make a result that is a tuple."""


@runtime_checkable
class Differentiable(Protocol):
    """What `jvp`, `vjp` and the Jacobians take: a `Function`, or what `grad` and `value_and_grad` return."""

    @property
    def convention(self) -> Convention: ...

    def __call__(self, *args: Any) -> Any: ...

    def jvp(self, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]: ...

    def columns(self, primals: Sequence[Any], position: int, first: int, width: int) -> Any: ...

    def vjp(self, *primals: Any) -> tuple[Any, Pullback]: ...


def checked_differentiable(f: Any, transform: str) -> Differentiable:
    """`f`, unless it is something that can't be differentiated."""
    if not isinstance(f, Differentiable):
        raise ArgumentsError(
            f"{transform} needs a function that load returned, not {type(f).__name__}",
            hint="load compiles a file into one: xe.load('f.c', 'f')",
        )
    return f


def checked_function(f: Any, transform: str) -> Function:
    """`f`, unless it is not a `Function`."""
    if isinstance(f, Gradient):
        raise ArgumentsError(
            f"{transform} of a gradient is not supported",
            hint="for second derivatives use hessian, hvp, jacfwd or jvp of the gradient",
        )
    if not isinstance(f, Function):
        checked_differentiable(f, transform)
        raise ArgumentsError(f"{transform} needs a function that load returned")
    return f


def grad(
    f: Function,
    argnums: ArgumentNumbers = 0,
    *,
    checkpoint: int | bool | None = None,
    memory: int | str | None = None,
) -> Gradient:
    """
    The gradient of `f`, which must have one number as output, as a function of the same arguments. For an array argument it
    is an array like it, for a scalar a number; a tuple of these if `argnums` is one.

    With `checkpoint`, loops that hand on a state are reversed with so many checkpoints (with True: the logarithm of the number of
    iterations), and what lies between is computed again. `memory`, a number of bytes or a text such as "64MB", is a limit for all
    that is kept for the reverse sweep.
    """
    limited = checked_function(f, "grad").limited(checkpoint=checkpoint, memory=memory)
    return Gradient(limited, argnums, with_value=False)


def value_and_grad(
    f: Function,
    argnums: ArgumentNumbers = 0,
    *,
    checkpoint: int | bool | None = None,
    memory: int | str | None = None,
) -> Gradient:
    """As `grad`; the function returns the pair (value, gradient)."""
    limited = checked_function(f, "value_and_grad").limited(checkpoint=checkpoint, memory=memory)
    return Gradient(limited, argnums, with_value=True)


def jvp(f: Differentiable, primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """
    The outputs of `f` at `primals`, and their derivative along `tangents`, structured alike. A tangent of None is zero;
    integers have none, as arguments and as outputs.
    """
    return checked_differentiable(f, "jvp").jvp(primals, tangents)


def vjp(f: Differentiable, *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """
    The outputs of `f`, and a function from cotangents, structured like the outputs, to a tuple with the derivative for each
    argument; None for integers.
    """
    return checked_differentiable(f, "vjp").vjp(*primals)
