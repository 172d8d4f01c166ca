"""The numbers by which descriptors say what type their elements have: ``real(8)`` -> 28."""

from __future__ import annotations

from collections.abc import Mapping

from xdsl_enzyme.frontends.derived_types import Category, Component

_TYPE_CODES: Mapping[Category, Mapping[int, int]] = {
    Category.INTEGER: {1: 7, 2: 8, 4: 9, 8: 10, 16: 11},
    Category.UNSIGNED: {1: 45, 2: 46, 4: 47, 8: 48, 16: 49},
    Category.REAL: {2: 25, 3: 26, 4: 27, 8: 28, 10: 29, 16: 31},
    Category.COMPLEX: {2: 32, 3: 33, 4: 34, 8: 35, 10: 36, 16: 38},
    Category.CHARACTER: {1: 40, 2: 43, 4: 44},
    Category.LOGICAL: {1: 39, 2: 13, 4: 14, 8: 15},
}
STRUCT_CODE = 42
_OTHER_CODE = -1
"""Of variables of any type."""


def type_code(component: Component) -> int:
    """That of a component."""
    if component.category is Category.DERIVED:
        return STRUCT_CODE if component.derived else _OTHER_CODE
    return _TYPE_CODES[component.category][component.kind]
