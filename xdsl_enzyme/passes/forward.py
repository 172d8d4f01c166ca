"""`enzyme-forward`: replaces `enzyme.fwddiff` by a call to a forward-mode function.

On structured form::

    %y, %dy = enzyme.fwddiff @square(%x, %dx) {activity = [enzyme_dup], ret_activity = [enzyme_dup]}
    -->
    func.func private @square.forward(%x: f64, %dx: f64) -> (f64, f64) { … }
    %y, %dy = func.call @square.forward(%x, %dx)
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from xdsl_enzyme.dialects.enzyme import ForwardDiffOp
from xdsl_enzyme.passes.expand_requests import Options, expand_requests
from xdsl_enzyme.passes.post_passes import run_on_new_functions


@dataclass(frozen=True)
class EnzymeForwardPass(ModulePass):
    """
    Forward mode, of the width that each op asks for. Derivatives inside of what is differentiated are made first, in
    either mode. With `runtime-activity`, memory that is its own shadow takes no part, which shows when the program runs. `postpasses` is a pipeline that is run on the functions that are made.
    """

    name = "enzyme-forward"

    runtime_activity: bool = False
    postpasses: str = ""

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        with run_on_new_functions(ctx, op, self.postpasses):
            options = Options(runtime_activity=self.runtime_activity)
            expand_requests(op, (ForwardDiffOp,), options)
