"""Derivatives against finite differences, and forward against reverse mode.

Each argument is moved along a random direction; the outputs are projected on a random cotangent. So every comparison is one
of numbers, and a wrong element anywhere shows::

    <cotangent, jvp(tangent)>  ==  <vjp(cotangent), tangent>  ==  <cotangent, finite difference along tangent>
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xdsl_enzyme.errors import ArgumentsError, EnzymeError
from xdsl_enzyme.interop.arguments import as_array
from xdsl_enzyme.interop.convention import as_leaves
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import ScalarArgument, Signature
from xdsl_enzyme.interop.transforms import Differentiable, checked_function, grad

MODES = ("fwd", "rev")


class GradientCheckError(EnzymeError, AssertionError):
    """Derivatives that disagree with finite differences."""


@dataclass(frozen=True)
class Tolerance:
    """How far derivatives and finite differences may be apart, and the step of these."""

    relative: float
    absolute: float
    step: float

    def allows(self, difference: float, scale: float) -> bool:
        """Whether two numbers this far apart, sums of terms with magnitudes that sum up to `scale`, agree."""
        return bool(difference <= self.absolute + self.relative * scale)


DOUBLE = Tolerance(1e-6, 1e-6, 1e-4)
SINGLE = Tolerance(2e-2, 2e-2, 2e-2)


@dataclass(frozen=True)
class Comparison:
    """The derivative with respect to one argument, found in several ways."""

    order: int
    argument: str
    numeric: float
    found: dict[str, float]
    """Per mode the derivative that it gives."""
    scale: float
    tolerance: Tolerance

    def agrees(self, mode: str) -> bool:
        """Whether what `mode` gives is right."""
        return self.tolerance.allows(abs(self.found[mode] - self.numeric), self.scale)

    @property
    def failures(self) -> list[str]:
        return [mode for mode in self.found if not self.agrees(mode)]


def check_grads(
    f: Function,
    args: Sequence[Any],
    order: int = 1,
    modes: Sequence[str] = MODES,
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
) -> None:
    """
    Compare the derivatives of `f` at `args` with finite differences; a `GradientCheckError` if they disagree. `modes` are
    "fwd" and "rev"; `order` 2 checks second derivatives too, of functions with one number as output. `eps` is the step.
    """
    comparisons = compare_derivatives(f, args, order, modes, atol, rtol, eps)
    for one in comparisons:
        for mode in one.failures:
            raise GradientCheckError(
                f"the derivative of {f.name} with respect to '{one.argument}' is wrong "
                f"(order {one.order}, mode {mode})",
                why=f"along a random direction it is {one.found[mode]!r}, "
                f"but finite differences give {one.numeric!r}",
                hint="if the function has a kink or a pole near this point, choose another one; "
                "or widen atol, rtol or eps",
            )


def compare_derivatives(
    f: Function,
    args: Sequence[Any],
    order: int = 1,
    modes: Sequence[str] = MODES,
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
    seed: int = 0,
) -> list[Comparison]:
    """One comparison for each order and each argument that has derivatives."""
    checked_function(f, "check_grads")
    if order not in (1, 2):
        raise ArgumentsError(f"order must be 1 or 2, not {order}")
    if unknown := set(modes) - set(MODES):
        raise ArgumentsError(f"unknown modes {sorted(unknown)}", hint='use "fwd" and "rev"')
    f.convention.bind(args)
    default = DOUBLE if _is_double(f.convention.signature) else SINGLE
    tolerance = Tolerance(
        default.relative if rtol is None else rtol,
        default.absolute if atol is None else atol,
        default.step if eps is None else eps,
    )
    random = np.random.default_rng(seed)
    moved = [argument for argument in f.convention.signature.arguments if argument.is_float]
    result: list[Comparison] = []
    for argument in moved:
        experiment = _Experiment(f, args, argument.index, tolerance, random)
        result.append(experiment.compare(1, modes))
    if order == 2:
        gradient = grad(f, tuple(argument.index for argument in moved))
        for argument in moved:
            experiment = _Experiment(gradient, args, argument.index, tolerance, random)
            result.append(experiment.compare(2, ("fwd",)))
    return result


def _is_double(signature: Signature) -> bool:
    """Whether every float that the function takes or returns has double precision."""
    elements = [
        one.type if isinstance(one, ScalarArgument) else one.element for one in signature.arguments
    ]
    return all(
        one is None or not one.is_float or one.bits == 64 for one in (*elements, signature.result)
    )


class _Experiment:
    """The derivative of `f` along one random direction of one argument."""

    def __init__(
        self,
        f: Differentiable,
        args: Sequence[Any],
        position: int,
        tolerance: Tolerance,
        random: np.random.Generator,
    ):
        self.f = f
        self.args = args
        self.position = position
        self.tolerance = tolerance
        self.random = random
        self.tangent = self._random_like(args[position])

    def _random_like(self, value: Any) -> Any:
        array = as_array(value)
        if array is None:
            return float(self.random.standard_normal())
        if array.dtype.kind != "f":
            raise ArgumentsError(
                f"a random direction for {self.f.convention.signature.describe(self.position)} "
                f"can't be made: its elements are {array.dtype}"
            )
        return self.random.standard_normal(array.shape).astype(array.dtype)

    def compare(self, order: int, modes: Sequence[str]) -> Comparison:
        numeric = self._finite_difference()
        cotangent = [self.random.standard_normal(np.shape(part)) for part in numeric]
        terms = [weight * part for weight, part in zip(cotangent, numeric, strict=True)]
        ways: dict[str, Callable[[Sequence[AnyArray]], float]] = {
            "fwd": self._forward,
            "rev": self._reverse,
        }
        return Comparison(
            order,
            self.f.convention.signature.arguments[self.position].name,
            sum(float(np.sum(term)) for term in terms),
            {mode: ways[mode](cotangent) for mode in modes},
            sum(float(np.sum(np.abs(term))) for term in terms),
            self.tolerance,
        )

    def _moved(self, step: float) -> list[AnyArray]:
        """The floating-point outputs, with the argument moved by `step` along the tangent."""
        value = self.args[self.position]
        array = as_array(value)
        if array is None:
            moved = float(value) + step * self.tangent
        else:
            moved = np.asarray(array + step * self.tangent, array.dtype)
        args = list(self.args)
        args[self.position] = moved
        return self._float_leaves(self.f(*args))

    def _finite_difference(self) -> list[AnyArray]:
        """Central differences with two steps, extrapolated: the error falls with the fourth power of the step."""
        step = self.tolerance.step
        samples = [self._moved(factor * step) for factor in (1.0, -1.0, 0.5, -0.5)]
        return [
            (4 * (near_up - near_down) / step - (far_up - far_down) / (2 * step)) / 3
            for far_up, far_down, near_up, near_down in zip(*samples, strict=True)
        ]

    def _forward(self, cotangent: Sequence[AnyArray]) -> float:
        tangents = [None] * len(self.args)
        _, out = self.f.jvp(
            self.args, [*tangents[: self.position], self.tangent, *tangents[self.position + 1 :]]
        )
        leaves = self._float_leaves(out)
        return sum(
            float(np.sum(weight * leaf)) for weight, leaf in zip(cotangent, leaves, strict=True)
        )

    def _reverse(self, cotangent: Sequence[AnyArray]) -> float:
        out, pullback = self.f.vjp(*self.args)
        remaining = iter(cotangent)
        outputs = as_leaves(out)
        given = tuple(
            self._shaped(next(remaining), value) if self._is_float(value) else None
            for value in outputs
        )
        derivative = pullback(given if isinstance(out, tuple) else given[0])[self.position]
        return float(np.sum(np.asarray(derivative, float) * self.tangent))

    @staticmethod
    def _shaped(weight: AnyArray, value: Any) -> Any:
        array = as_array(value)
        return float(weight) if array is None else weight.astype(array.dtype)

    @staticmethod
    def _is_float(value: Any) -> bool:
        return value is not None and np.asarray(value).dtype.kind == "f"

    def _float_leaves(self, tree: Any) -> list[AnyArray]:
        """The floats of nested tuples, in double precision."""
        return [np.asarray(leaf, float) for leaf in as_leaves(tree) if self._is_float(leaf)]
