"""How an argument takes part, for the explicit calls `autodiff` and `fwddiff`.

The names are Enzyme's::

    dx = np.zeros_like(x)
    (dy,) = xe.autodiff(f, xe.Duplicated(x, dx), xe.Active(1.5), xe.Const(x.size))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from xdsl_enzyme.dialects.enzyme import Activity


@dataclass(frozen=True, eq=False)
class Active:
    """A floating-point scalar whose derivative `autodiff` returns."""

    value: Any


@dataclass(frozen=True, eq=False)
class Const:
    """An argument that takes no part: derivatives with respect to it are not wanted, or zero."""

    value: Any


@dataclass(frozen=True, eq=False)
class Duplicated:
    """
    An array with its shadow, of the same shape and type; in `fwddiff` also a scalar with its tangent. Reverse
    mode adds derivatives to the shadow; forward mode reads tangents from it and writes tangents to it.
    """

    value: Any
    shadow: Any


@dataclass(frozen=True, eq=False)
class DuplicatedNoNeed(Duplicated):
    """As `Duplicated`; what the function leaves in `value` is not needed, and may be anything."""


Annotation: TypeAlias = Active | Const | Duplicated

ANNOTATED_ACTIVITY: dict[type[Annotation], Activity] = {
    Active: Activity.ACTIVE,
    Const: Activity.CONST,
    Duplicated: Activity.DUP,
    DuplicatedNoNeed: Activity.DUPNONEED,
}
