"""What types the inputs and outputs of a derivative have, from those of the function and the activities.

::

    (f64, memref<3xf64>) -> f64, reverse, [active, dup] -> [activenoneed]
    -->  inputs (f64, memref<3xf64>, memref<3xf64>, f64), outputs (f64)

With `width = n`, the derivatives of a value have its `tangent_type`, or the type that Enzyme gives them, with one more
dimension in front (`tensor<nxf64>` for `f64`); if they are `separate`, there are n values of its own type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from xdsl.ir import Attribute
from xdsl.utils.exceptions import VerifyException

from xdsl_enzyme.dialects.enzyme.activity import Activity
from xdsl_enzyme.dialects.enzyme.types import batched_type
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import EnzymeError

Accepted = tuple[Attribute, ...]
"""The types that a value may have; the first is ours."""


def derivative_types(type: Attribute, width: int) -> Accepted:
    """The types that `width` derivatives of a value may have."""
    if width == 1:
        return (type,)
    batched = batched_type(type, [width])
    try:
        return (tangent_type(type, width), batched)
    except EnzymeError:
        return (batched,)


@dataclass(frozen=True)
class Signature:
    """The inputs and outputs of a derivative."""

    inputs: Sequence[Accepted]
    outputs: Sequence[Accepted]

    def check(self, inputs: Iterable[Attribute], outputs: Iterable[Attribute]) -> None:
        """Compare with the types that an op has."""
        for kind, expected, actual in (
            ("operands", self.inputs, tuple(inputs)),
            ("results", self.outputs, tuple(outputs)),
        ):
            if len(expected) != len(actual) or any(
                one not in accepted for accepted, one in zip(expected, actual, strict=True)
            ):
                raise VerifyException(
                    f"with these activities the {kind} are ({', '.join(map(_describe, expected))}), "
                    f"not ({', '.join(map(str, actual))})"
                )


def _describe(accepted: Accepted) -> str:
    return " or ".join(map(str, dict.fromkeys(accepted)))


@dataclass(frozen=True)
class Derived:
    """A function whose derivative is asked for: its types, and how they take part."""

    arguments: Sequence[Attribute]
    results: Sequence[Attribute]
    activity: Sequence[Activity]
    result_activity: Sequence[Activity]
    width: int
    separate: bool

    def derivatives(self, type: Attribute) -> list[Accepted]:
        """What stands for the derivatives of a value."""
        if self.separate:
            return [(type,)] * self.width
        return [derivative_types(type, self.width)]


Part = Callable[[Derived], Iterable[Accepted]]
"""Some of the inputs or outputs of a derivative."""


def arguments(of: Derived) -> Iterator[Accepted]:
    """Each argument, and after a duplicated one its shadow."""
    for type, one in zip(of.arguments, of.activity, strict=True):
        yield (type,)
        if one.is_duplicated:
            yield from of.derivatives(type)


def seeds(of: Derived) -> Iterator[Accepted]:
    """A seed per active result."""
    for type, one in zip(of.results, of.result_activity, strict=True):
        if one.takes_seed:
            yield from of.derivatives(type)


def adjoints(of: Derived) -> Iterator[Accepted]:
    """A derivative per active argument."""
    for type, one in zip(of.arguments, of.activity, strict=True):
        if one is Activity.ACTIVE:
            yield from of.derivatives(type)


def all_results(of: Derived) -> Iterator[Accepted]:
    """The primal results."""
    return ((type,) for type in of.results)


def needed_results(of: Derived) -> Iterator[Accepted]:
    """The primal results that are asked for."""
    for type, one in zip(of.results, of.result_activity, strict=True):
        if one.is_needed:
            yield (type,)


def result_shadows(of: Derived) -> Iterator[Accepted]:
    """The shadows of duplicated results."""
    for type, one in zip(of.results, of.result_activity, strict=True):
        if one.is_duplicated:
            yield from of.derivatives(type)


def results_with_tangents(of: Derived) -> Iterator[Accepted]:
    """Per result its primal if needed, then its tangent if duplicated."""
    for type, one in zip(of.results, of.result_activity, strict=True):
        if one.is_needed:
            yield (type,)
        if one.is_duplicated:
            yield from of.derivatives(type)


def always(type: Attribute) -> Part:
    """One value of this type."""
    return lambda _: [(type,)]


REVERSE_ARGUMENTS = frozenset({Activity.ACTIVE, Activity.DUP, Activity.DUPNONEED, Activity.CONST})
FORWARD_ARGUMENTS = frozenset({Activity.DUP, Activity.DUPNONEED, Activity.CONST})
REVERSE_RESULTS = frozenset(Activity)
FORWARD_RESULTS = frozenset(
    {Activity.DUP, Activity.DUPNONEED, Activity.CONST, Activity.CONSTNONEED}
)


@dataclass(frozen=True)
class SignatureForm:
    """What the inputs and outputs of one kind of derivative are, and which activities it knows."""

    inputs: tuple[Part, ...]
    outputs: tuple[Part, ...]
    argument_activities: AbstractSet[Activity] = REVERSE_ARGUMENTS
    result_activities: AbstractSet[Activity] = REVERSE_RESULTS

    def __call__(
        self,
        arguments: Sequence[Attribute],
        results: Sequence[Attribute],
        activity: Sequence[Activity],
        result_activity: Sequence[Activity],
        width: int,
        separate: bool = False,
    ) -> Signature:
        """The signature for a function of these types; a `VerifyException` if the activities do not fit."""
        if len(activity) != len(arguments):
            raise VerifyException(
                f"{len(activity)} activities for a function of {len(arguments)} arguments"
            )
        _check_allowed("an argument", activity, self.argument_activities)
        if len(result_activity) != len(results):
            raise VerifyException(
                f"{len(result_activity)} result activities for {len(results)} results"
            )
        _check_allowed("a result", result_activity, self.result_activities)
        of = Derived(arguments, results, activity, result_activity, width, separate)
        inputs, outputs = (
            [type for part in parts for type in part(of)] for parts in (self.inputs, self.outputs)
        )
        return Signature(inputs, outputs)


def _check_allowed(what: str, activity: Sequence[Activity], allowed: AbstractSet[Activity]) -> None:
    for one in activity:
        if one not in allowed:
            raise VerifyException(f"{what} cannot be {one.value} in this mode")


reverse_signature = SignatureForm(
    inputs=(arguments, seeds),
    outputs=(needed_results, adjoints),
)
forward_signature = SignatureForm(
    inputs=(arguments,),
    outputs=(results_with_tangents,),
    argument_activities=FORWARD_ARGUMENTS,
    result_activities=FORWARD_RESULTS,
)
