"""Printing the module between passes, for ``--print-after``."""

from __future__ import annotations

import sys

from xdsl.dialects.builtin import ModuleOp
from xdsl.passes import ModulePass

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE, PassObserver


def printing_observer(pass_name: str | None) -> PassObserver | None:
    """An observer that prints to stderr after the pass of that name, or after every one for ``all``."""
    if pass_name is None:
        return None
    known = (*STRUCTURE, "enzyme-recover-floats", *DIFFERENTIATE)
    if pass_name != "all" and pass_name not in known:
        raise EnzymeError(
            f"--print-after: there is no pass '{pass_name}'",
            hint=f"use all, or one of {', '.join(known)}",
        )

    def observe(module_pass: ModulePass, module: ModuleOp) -> None:
        if pass_name in ("all", module_pass.name):
            print(f"// -----// after {module_pass.name} //----- //", file=sys.stderr)
            print(module, file=sys.stderr)

    return observe
