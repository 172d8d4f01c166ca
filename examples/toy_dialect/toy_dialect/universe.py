"""The entry point that makes `xdsl-opt` know the dialect, its derivatives and its lowering."""

from __future__ import annotations

from xdsl.ir import Dialect
from xdsl.passes import ModulePass
from xdsl.universe import Universe


def _toy() -> Dialect:
    from toy_dialect import derivatives  # noqa: F401  Whoever uses the dialect gets its derivatives.
    from toy_dialect.dialect import Toy

    return Toy


def _lower_toy() -> type[ModulePass]:
    from toy_dialect.lowering import LowerToyPass

    return LowerToyPass


TOY_UNIVERSE = Universe(all_dialects={"toy": _toy}, all_passes={"lower-toy": _lower_toy})
