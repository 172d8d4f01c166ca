"""What kind of control flow an op with regions is: a loop, a branch, or neither.

`scf` is known; ops of other dialects are declared by adding their classes to these sets.
"""

from __future__ import annotations

from xdsl.dialects import scf
from xdsl.ir import Operation

LOOPS: set[type[Operation]] = {scf.ForOp, scf.WhileOp, scf.ParallelOp}
"""Ops whose blocks run any number of times; one after the other, but for `scf.parallel`."""

BRANCHES: set[type[Operation]] = {scf.IfOp, scf.IndexSwitchOp, scf.ExecuteRegionOp}
"""Ops whose blocks run at most once each time that the op runs."""


def is_loop(op: Operation) -> bool:
    return type(op) in LOOPS


def is_branch(op: Operation) -> bool:
    return type(op) in BRANCHES
