"""How an argument or result takes part in a derivative.

::

    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>]

Both spellings of Enzyme are read, `#enzyme<activity …>` and `#enzyme.activity<…>`; the first is printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects.builtin import ArrayAttr
from xdsl.dialects.utils import EnumAttribute
from xdsl.ir import SpacedOpaqueSyntaxAttribute
from xdsl.irdl import irdl_attr_definition
from xdsl.parser import AttrParser
from xdsl.utils.str_enum import StrEnum


class Activity(StrEnum):
    """How an argument or result takes part in a derivative."""

    ACTIVE = "enzyme_active"
    """A scalar: an argument's derivative is returned; a result is returned and takes a seed."""
    DUP = "enzyme_dup"
    """Comes with a tangent (forward mode), or with a shadow that is accumulated into (reverse)."""
    CONST = "enzyme_const"
    """Takes no part."""
    DUPNONEED = "enzyme_dupnoneed"
    """As `DUP`; the primal value is not needed afterwards."""
    ACTIVENONEED = "enzyme_activenoneed"
    """As `ACTIVE` for a result that takes a seed and is not returned."""
    CONSTNONEED = "enzyme_constnoneed"
    """As `CONST`, for a result that is not returned."""

    @property
    def is_active(self) -> bool:
        return self not in (Activity.CONST, Activity.CONSTNONEED)

    @property
    def is_duplicated(self) -> bool:
        return self in (Activity.DUP, Activity.DUPNONEED)

    @property
    def takes_seed(self) -> bool:
        """Whether a result with this activity has a seed among the inputs of reverse mode."""
        return self in (Activity.ACTIVE, Activity.ACTIVENONEED)

    @property
    def is_needed(self) -> bool:
        """Whether a result with this activity is returned."""
        return self in (Activity.ACTIVE, Activity.DUP, Activity.CONST)


@irdl_attr_definition
class ActivityAttr(EnumAttribute[Activity], SpacedOpaqueSyntaxAttribute):
    name = "enzyme.activity"

    @classmethod
    def parse_parameter(cls, parser: AttrParser) -> Activity:
        is_pretty = parser.parse_optional_punctuation("<") is not None
        activity = parser.parse_str_enum(Activity)
        if is_pretty:
            parser.parse_punctuation(">")
        return activity


def activities(values: Sequence[Activity]) -> ArrayAttr[ActivityAttr]:
    """The attribute for a list of activities."""
    return ArrayAttr([ActivityAttr(value) for value in values])
