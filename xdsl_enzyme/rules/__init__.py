"""Derivative rules, one file per dialect or library, and the registry that they go into.

From outside, for ops of a dialect that we have never heard of::

    from xdsl_enzyme.rules import scalar_rule

    scalar_rule(my.SquareOp, lambda x: (2 * x,))
"""

from __future__ import annotations

from importlib import import_module

from xdsl_enzyme.rules.context import AdjointContext, CarriedAdjoint, DerivativeRule, TangentContext
from xdsl_enzyme.rules.registry import derivative_rule, libm_rule, rule_of, scalar_rule

__all__ = [
    "AdjointContext",
    "CarriedAdjoint",
    "DerivativeRule",
    "TangentContext",
    "derivative_rule",
    "libm_rule",
    "load_rules",
    "rule_of",
    "scalar_rule",
]


_MODULES = (
    "allocation",
    "arith",
    "func",
    "intrinsics",
    "libm",
    "libm_pointers",
    "llvm",
    "math",
    "memref",
    "scf",
    "vector",
)


def load_rules() -> None:
    """Register our own rules; the passes do it before they differentiate."""
    for name in _MODULES:
        import_module(f"{__name__}.{name}")
