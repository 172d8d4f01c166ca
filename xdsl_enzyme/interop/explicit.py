"""Enzyme's explicit calls: the caller says how each argument takes part, and nothing is copied.

::

    dx = np.zeros_like(x)
    (da,) = xe.autodiff(f, xe.Duplicated(x, dx), xe.Active(2.0), xe.Const(x.size))
    value, tangent = xe.fwddiff(f, xe.Duplicated(x, tx), xe.Const(2.0), xe.Const(x.size))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.activities import (
    ANNOTATED_ACTIVITY,
    Active,
    Annotation,
    Const,
    Duplicated,
)
from xdsl_enzyme.interop.arguments import Extent, overlapping
from xdsl_enzyme.interop.convention import Convention
from xdsl_enzyme.interop.derivative import Value
from xdsl_enzyme.interop.function import Function
from xdsl_enzyme.interop.invocation import Invocation
from xdsl_enzyme.interop.scalar_types import AnyArray
from xdsl_enzyme.interop.signature import ArrayArgument, ScalarArgument
from xdsl_enzyme.interop.transforms import checked_function
from xdsl_enzyme.interop.wrapper import Mode, Request, Role


def autodiff(f: Function, *args: Any, seed: float = 1.0, return_primal: bool = False) -> Any:
    """
    Reverse mode. Arguments are wrapped in `Active`, `Duplicated`, `DuplicatedNoNeed` or `Const`; integers may be bare.
    The function runs on the arrays as they are, and derivatives are added to the shadows. Memory that the function
    writes takes the cotangent in its shadow. `seed` is the cotangent of the return value. Returns the tuple of the
    derivatives with respect to the `Active` numbers; with `return_primal` the pair (return value, that tuple).
    """
    convention = checked_function(f, "autodiff").convention
    bound = _bind(convention, args, Mode.REVERSE)
    result = convention.signature.result
    result_activity: tuple[Activity, ...] = ()
    if result is not None and result.is_float:
        result_activity = (Activity.ACTIVE if return_primal else Activity.ACTIVENONEED,)
    elif result is not None:
        result_activity = (Activity.CONST if return_primal else Activity.CONSTNONEED,)
    elif return_primal:
        raise ArgumentsError(f"return_primal: {f.name} returns nothing")
    if seed != 1.0 and (result is None or not result.is_float):
        raise ArgumentsError(
            f"seed: {f.name} returns no floating-point number",
            hint="put the cotangents into the shadows of the arrays that it writes",
        )
    request = Request(Mode.REVERSE, bound.activity, result_activity, bound.is_distinct())
    call = Invocation(f.derivatives.get(request), bound.values, bound.shadows, float(seed)).run()
    derivatives = tuple(
        call.result(Role.DERIVATIVE, index)
        for index, activity in enumerate(bound.activity)
        if activity is Activity.ACTIVE
    )
    return (call.result(Role.VALUE), derivatives) if return_primal else derivatives


def fwddiff(f: Function, *args: Any) -> Any:
    """
    Forward mode. Arguments are wrapped in `Duplicated`, with the tangent as shadow, or `Const`; integers may be bare. The
    function runs on the arrays as they are, and writes tangents to the shadows of those that it writes. Returns the
    pair (value, tangent) for a function that returns a float, the value for an integer, else None.
    """
    convention = checked_function(f, "fwddiff").convention
    bound = _bind(convention, args, Mode.FORWARD)
    result = convention.signature.result
    result_activity: tuple[Activity, ...] = ()
    if result is not None:
        result_activity = (Activity.DUP if result.is_float else Activity.CONST,)
    request = Request(Mode.FORWARD, bound.activity, result_activity, bound.is_distinct())
    call = Invocation(f.derivatives.get(request), bound.values, bound.shadows).run()
    if result is None:
        return None
    value = call.result(Role.VALUE)
    return (value, call.result(Role.TANGENT)) if result.is_float else value


@dataclass
class _Bound:
    """Checked arguments with their activities and shadows."""

    convention: Convention
    mode: Mode
    values: list[Value] = field(default_factory=lambda: [])
    shadows: dict[int, Value] = field(default_factory=lambda: {})
    activities: list[Activity] = field(default_factory=lambda: [])

    @property
    def activity(self) -> tuple[Activity, ...]:
        return tuple(self.activities)

    def is_distinct(self) -> bool:
        """Whether nothing that is written overlaps anything else; refuses overlaps that make no sense."""
        pairs = overlapping(list(self._extents()))
        for one, other in pairs:
            same_kind = one.is_shadow == other.is_shadow
            if not same_kind or not self._overlap_alike(one.index, other.index):
                raise ArgumentsError(
                    f"{self._describe(one)} overlaps {self._describe(other)} in memory",
                    why="arguments that share memory need shadows that share theirs in the same way, "
                    "and must not be declared restrict"
                    if same_kind
                    else "derivatives would be added up in the wrong places",
                    hint="pass separate arrays",
                )
        return not pairs

    def _extents(self) -> Iterator[Extent]:
        arguments = self.convention.signature.arguments
        for index, value in enumerate(self.values):
            if isinstance(value, np.ndarray):
                yield Extent(index, False, value, arguments[index].is_written)
        for index, shadow in self.shadows.items():
            if isinstance(shadow, np.ndarray):
                is_written = self.mode is Mode.REVERSE or arguments[index].is_written
                yield Extent(index, True, shadow, is_written)

    def _describe(self, extent: Extent) -> str:
        described = self.convention.signature.describe(extent.index)
        return f"the shadow of {described}" if extent.is_shadow else described

    def _overlap_alike(self, first: int, second: int) -> bool:
        """Whether two arguments may share memory: their shadows lie to each other as they do."""
        arguments = self.convention.signature.arguments
        if any(cast(ArrayArgument, arguments[index]).is_distinct for index in (first, second)):
            return False
        if first not in self.shadows and second not in self.shadows:
            return True
        if first not in self.shadows or second not in self.shadows:
            return False
        return _distance(self.values, first, second) == _distance(self.shadows, first, second)


def _distance(arrays: Any, first: int, second: int) -> int:
    """The bytes from the start of one array to that of another."""
    start, end = (arrays[index].__array_interface__["data"][0] for index in (first, second))
    return end - start


def _bind(convention: Convention, args: Sequence[Any], mode: Mode) -> _Bound:
    convention.checker.count(args)
    bound = _Bound(convention, mode)
    for index, given in enumerate(args):
        annotated = _annotated(convention, index, given)
        _check_annotation(convention, index, annotated, mode)
        value = _bind_value(convention, index, annotated.value)
        bound.values.append(value)
        bound.activities.append(ANNOTATED_ACTIVITY[type(annotated)])
        if isinstance(annotated, Duplicated):
            bound.shadows[index] = _bind_shadow(convention, index, value, annotated.shadow)
    return bound


def _annotated(convention: Convention, index: int, given: Any) -> Annotation:
    if isinstance(given, Annotation):
        return given
    argument = convention.signature.arguments[index]
    if not argument.is_float:
        return Const(given)
    proper = "Active" if isinstance(argument, ScalarArgument) else "Duplicated"
    raise ArgumentsError(
        f"{convention.signature.describe(index)} must say how it takes part",
        why=f"it is {argument.description}",
        hint=f"wrap it in {proper} or Const",
    )


def _check_annotation(
    convention: Convention, index: int, annotated: Annotation, mode: Mode
) -> None:
    if isinstance(annotated, Const):
        return
    argument = convention.signature.arguments[index]
    kind = type(annotated).__name__
    described = convention.signature.describe(index)
    if isinstance(annotated, Active):
        if mode is Mode.FORWARD:
            raise ArgumentsError(
                f"{described} cannot be Active in forward mode",
                hint="use Duplicated(value, tangent)",
            )
        if isinstance(argument, ArrayArgument):
            raise ArgumentsError(
                f"{described} cannot be Active",
                why=f"it is {argument.description}, whose derivative needs memory",
                hint="use Duplicated(value, shadow)",
            )
    elif mode is Mode.REVERSE and isinstance(argument, ScalarArgument):
        raise ArgumentsError(
            f"{described} cannot be {kind} in reverse mode",
            why="it is a number, whose derivative is returned",
            hint="use Active(value)",
        )
    if not argument.is_float:
        raise ArgumentsError(
            f"{described} cannot be {kind}",
            why=f"it is {argument.description}; derivatives need floating-point numbers",
            hint="use Const",
        )
    if isinstance(argument, ScalarArgument):
        convention.check_float_input(index, annotated.value)


def _bind_value(convention: Convention, index: int, value: Any) -> Value:
    converted = convention.checker.convert(index, value, in_place=True)
    if convention.signature.arguments[index].is_written:
        convention.checker.writable(index, converted)
    return converted


def _bind_shadow(convention: Convention, index: int, value: Value, shadow: Any) -> Value:
    argument = convention.signature.arguments[index]
    if isinstance(argument, ScalarArgument):
        return convention.checker.number(index, argument, shadow, "the tangent of ")
    return convention.checker.shadow(index, cast(AnyArray, value), shadow)
