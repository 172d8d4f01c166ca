"""The usual sequences of passes, by name.

`STRUCTURE` brings cf form, `affine` and MLIR's `llvm` dialect to structured form; `DIFFERENTIATE` replaces every `enzyme.autodiff` and `enzyme.fwddiff`
by calls to generated functions and leaves ordinary IR::

    run_pipeline(module, STRUCTURE)
    run_pipeline(module, DIFFERENTIATE)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass
from xdsl.universe import Universe

from xdsl_enzyme.deep_recursion import deeply_recursive
from xdsl_enzyme.passes.recover_floats.recover import EnzymeRecoverFloatsPass
from xdsl_enzyme.passes.resolve_calls import ResolveCallsPass
from xdsl_enzyme.universe import PASSES

PassObserver = Callable[[ModulePass, ModuleOp], None]
"""Called after each pass, with the pass and the module as it left it."""

STRUCTURE: tuple[str, ...] = (
    "enzyme-raise-llvm",
    "enzyme-resolve-calls",
    "enzyme-propagate-exceptions",
    "enzyme-split-atomics",
    "enzyme-lower-affine",
    "lift-cf-to-scf",
    "enzyme-rotate-while",
    "enzyme-raise-while-to-for",
    "enzyme-unroll-copies",
    "enzyme-hoist-allocations",
)
DIFFERENTIATE: tuple[str, ...] = (
    "enzyme-forward",
    "enzyme-reverse",
    "enzyme-fuse-sweeps",
    "enzyme-cache",
    "enzyme-keep-choice",
    "enzyme-lower-cache",
    "enzyme-skip-zeros",
    "enzyme-split-sums",
)


def structure(entries: tuple[str, ...]) -> tuple[str | ModulePass, ...]:
    """`STRUCTURE` for a module of which only `entries` are called from outside, with the floats in integers recovered."""
    passes = tuple(
        ResolveCallsPass(entries) if one == ResolveCallsPass.name else one for one in STRUCTURE
    )
    return (*passes, EnzymeRecoverFloatsPass(entries))


def make_context() -> Context:
    """A context that knows every dialect that stock `xdsl-opt` knows here, all lazily."""
    context = Context()
    for name, dialect in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, dialect)
    return context


@deeply_recursive
def run_pipeline(
    module: ModuleOp,
    passes: Sequence[str | ModulePass],
    *,
    context: Context | None = None,
    observer: PassObserver | None = None,
) -> None:
    """Run passes, given as objects or by their registered names, on `module` in place."""
    context = context or make_context()
    for one in passes:
        module_pass = PASSES[one]()() if isinstance(one, str) else one
        module_pass.apply(context, module)
        if observer is not None:
            observer(module_pass, module)
