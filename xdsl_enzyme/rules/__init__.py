"""Derivative rules, one file per dialect or library, and the registry that they go into.

From outside, for ops of a dialect that we have never heard of::

    from xdsl_enzyme.rules import scalar_rule

    scalar_rule(my.SquareOp, lambda x: (2 * x,))

Importing this package registers our own rules.
"""

from __future__ import annotations

from importlib import import_module

from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import AdjointContext, CarriedAdjoint, DerivativeRule, TangentContext
from xdsl_enzyme.rules.custom_functions import custom_derivative
from xdsl_enzyme.rules.declarations import (
    declare_allocation,
    declare_branches,
    declare_loop,
    declare_memory,
)
from xdsl_enzyme.rules.registry import (
    derivative_rule,
    function_rule,
    inactive_functions,
    inactive_operations,
    libm_rule,
    rule_of,
    scalar_rule,
)

__all__ = [
    "AdjointContext",
    "CarriedAdjoint",
    "DerivativeRule",
    "TangentContext",
    "custom_derivative",
    "declare_allocation",
    "declare_branches",
    "declare_loop",
    "declare_memory",
    "derivative_rule",
    "floats",
    "function_rule",
    "inactive_functions",
    "inactive_operations",
    "libm_rule",
    "rule_of",
    "scalar_rule",
]


_MODULES = (
    "aggregates",
    "allocation",
    "arith",
    "blas",
    "bufferization",
    "complex",
    "complex_functions",
    "custom_functions",
    "enzyme",
    "func",
    "inactive_calls",
    "intrinsics",
    "libm",
    "libm_pointers",
    "linalg",
    "llvm",
    "llvm_copies",
    "llvm_pointers",
    "math",
    "memref",
    "reduction",
    "scf",
    "scf_parallel",
    "tensor",
    "unknown_calls",
    "vector",
    "vector_memory",
)

# Ours first, so that a rule from outside for one of the same ops replaces it.
for _name in _MODULES:
    import_module(f"{__name__}.{_name}")
