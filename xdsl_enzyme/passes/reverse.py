"""`enzyme-reverse`: replaces `enzyme.autodiff` by a call to a gradient function.

On structured form; leaves caches for `enzyme-cache` and `enzyme-lower-cache`::

    %dx = enzyme.autodiff @square(%x, %seed) {activity = [enzyme_active], …}
    -->
    func.func private @square.gradient(%x: f64, %seed: f64) -> f64 { … }
    %dx = func.call @square.gradient(%x, %seed)
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from xdsl_enzyme.dialects.enzyme import (
    AugmentOp,
    AutodiffOp,
    AutodiffSplitModePrimalOp,
    ReverseOp,
)
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.expand_requests import Options, expand_requests
from xdsl_enzyme.passes.post_passes import run_on_new_functions

REVERSE_REQUESTS = (AutodiffOp, AutodiffSplitModePrimalOp, AugmentOp, ReverseOp)

STRONG_ZERO: dict[str, bool | None] = {"auto": None, "always": True, "never": False}


@dataclass(frozen=True)
class EnzymeReversePass(ModulePass):
    """
    Reverse mode. `strong-zero` says which products of an adjoint with a partial derivative are guarded, so that a
    zero adjoint gives zero even if the partial is infinite: `auto` (those that a branch not taken can poison),
    `always` or `never`; an op with `strong_zero = true` means `always`. With `runtime-activity`, memory that is its own shadow takes no
    part, which shows when the program runs. With `split`, the forward and the reverse sweep
    are functions of their own. `postpasses` is a pipeline that is run on the functions that are made. Derivatives inside
    of what is differentiated are made first, in either mode.
    """

    name = "enzyme-reverse"

    strong_zero: str = "auto"
    runtime_activity: bool = False
    split: bool = False
    postpasses: str = ""

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        if self.strong_zero not in STRONG_ZERO:
            raise DifferentiationError(
                f"enzyme-reverse: unknown strong-zero '{self.strong_zero}'",
                hint=f"one of {', '.join(STRONG_ZERO)}",
            )
        options = Options(STRONG_ZERO[self.strong_zero], self.runtime_activity, self.split)
        with run_on_new_functions(ctx, op, self.postpasses):
            expand_requests(op, REVERSE_REQUESTS, options)
