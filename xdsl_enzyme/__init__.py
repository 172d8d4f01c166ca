"""Gradients of code in any language that compiles to LLVM IR, and of MLIR.

::

    import xdsl_enzyme as xe

    f = xe.load("gmm.c", "gmm_objective")
    value, (d_alphas, d_means) = xe.value_and_grad(f, argnums=(0, 1))(alphas, means, n, k)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xdsl_enzyme.errors import (
        ArgumentsError,
        DifferentiationError,
        EnzymeError,
        ExecutionError,
        LoweringError,
        ReadError,
    )
    from xdsl_enzyme.interop.activities import Active, Const, Duplicated, DuplicatedNoNeed
    from xdsl_enzyme.interop.check import GradientCheckError, check_grads
    from xdsl_enzyme.interop.explicit import autodiff, fwddiff
    from xdsl_enzyme.interop.function import Function, load
    from xdsl_enzyme.interop.jacobians import hessian, hvp, jacfwd, jacobian, jacrev
    from xdsl_enzyme.interop.transforms import grad, jvp, value_and_grad, vjp
    from xdsl_enzyme.lowering.jit import load_library

__all__ = [
    "Active",
    "ArgumentsError",
    "Const",
    "DifferentiationError",
    "Duplicated",
    "DuplicatedNoNeed",
    "EnzymeError",
    "ExecutionError",
    "Function",
    "GradientCheckError",
    "LoweringError",
    "ReadError",
    "autodiff",
    "check_grads",
    "fwddiff",
    "grad",
    "hessian",
    "hvp",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jvp",
    "load",
    "load_library",
    "value_and_grad",
    "vjp",
]

_MODULES = {
    "errors": (
        "ArgumentsError",
        "DifferentiationError",
        "EnzymeError",
        "ExecutionError",
        "LoweringError",
        "ReadError",
    ),
    "interop.activities": ("Active", "Const", "Duplicated", "DuplicatedNoNeed"),
    "interop.check": ("GradientCheckError", "check_grads"),
    "interop.explicit": ("autodiff", "fwddiff"),
    "interop.function": ("Function", "load"),
    "interop.jacobians": ("hessian", "hvp", "jacfwd", "jacobian", "jacrev"),
    "interop.transforms": ("grad", "jvp", "value_and_grad", "vjp"),
    "lowering.jit": ("load_library",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `xdsl-opt` loads this package just to know what passes there are."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
