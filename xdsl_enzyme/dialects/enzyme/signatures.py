"""What types the inputs and outputs of a derivative have, from those of the function and the activities.

::

    (f64, memref<3xf64>) -> f64, reverse, [active, dup] -> [activenoneed]
    -->  inputs (f64, memref<3xf64>, memref<3xf64>, f64), outputs (f64)

With `width = n`, the derivatives of a value have its `tangent_type`, or the type that Enzyme gives them, with one more
dimension in front (`tensor<nxf64>` for `f64`); if they are `separate`, there are n values of its own type.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


class Signature:
    """The inputs and outputs of a derivative, as far as they are known."""

    def __init__(self, width: int, *, separate: bool = False):
        self.width = width
        self.separate = separate
        self.inputs: list[Accepted] = []
        self.outputs: list[Accepted] = []

    def derivatives(self, type: Attribute) -> list[Accepted]:
        """What stands for the derivatives of a value."""
        if self.separate:
            return [(type,)] * self.width
        return [derivative_types(type, self.width)]

    def add_arguments(
        self, types: Sequence[Attribute], activity: Sequence[Activity], allowed: set[Activity]
    ) -> None:
        """Each argument, and after a duplicated one its shadow."""
        if len(activity) != len(types):
            raise VerifyException(
                f"{len(activity)} activities for a function of {len(types)} arguments"
            )
        for type, one in zip(types, activity, strict=True):
            if one not in allowed:
                raise VerifyException(f"an argument cannot be {one.value} in this mode")
            self.inputs.append((type,))
            if one.is_duplicated:
                self.inputs += self.derivatives(type)

    def check_results(
        self, types: Sequence[Attribute], activity: Sequence[Activity], allowed: set[Activity]
    ) -> None:
        if len(activity) != len(types):
            raise VerifyException(f"{len(activity)} result activities for {len(types)} results")
        for one in activity:
            if one not in allowed:
                raise VerifyException(f"a result cannot be {one.value} in this mode")

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


REVERSE_ARGUMENTS = {Activity.ACTIVE, Activity.DUP, Activity.DUPNONEED, Activity.CONST}
FORWARD_ARGUMENTS = {Activity.DUP, Activity.DUPNONEED, Activity.CONST}
REVERSE_RESULTS = set(Activity)
FORWARD_RESULTS = {Activity.DUP, Activity.DUPNONEED, Activity.CONST, Activity.CONSTNONEED}


def reverse_signature(
    arguments: Sequence[Attribute],
    results: Sequence[Attribute],
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool = False,
) -> Signature:
    """
    Inputs: each argument, a duplicated one followed by its shadow; then a seed per active result. Outputs: the needed
    primal results, then a derivative per active argument.
    """
    signature = Signature(width, separate=separate)
    signature.add_arguments(arguments, activity, REVERSE_ARGUMENTS)
    signature.check_results(results, result_activity, REVERSE_RESULTS)
    for type, one in zip(results, result_activity, strict=True):
        if one.takes_seed:
            signature.inputs += signature.derivatives(type)
        if one.is_needed:
            signature.outputs.append((type,))
    for type, one in zip(arguments, activity, strict=True):
        if one is Activity.ACTIVE:
            signature.outputs += signature.derivatives(type)
    return signature


def forward_signature(
    arguments: Sequence[Attribute],
    results: Sequence[Attribute],
    activity: Sequence[Activity],
    result_activity: Sequence[Activity],
    width: int,
    separate: bool = False,
) -> Signature:
    """
    Inputs: each argument, a duplicated one followed by its tangent. Outputs: per result its primal if needed, then its
    tangent if duplicated.
    """
    signature = Signature(width, separate=separate)
    signature.add_arguments(arguments, activity, FORWARD_ARGUMENTS)
    signature.check_results(results, result_activity, FORWARD_RESULTS)
    for type, one in zip(results, result_activity, strict=True):
        if one.is_needed:
            signature.outputs.append((type,))
        if one.is_duplicated:
            signature.outputs += signature.derivatives(type)
    return signature
