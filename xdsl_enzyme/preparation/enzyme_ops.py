"""Takes away what only differentiation needs to know, when all derivatives are made.

%y = enzyme.ignore_derivatives %x : f64 -> f64        ->  %x
"""

from __future__ import annotations

from xdsl.ir import Operation
from xdsl.rewriter import Rewriter

from xdsl_enzyme.dialects.enzyme import IgnoreDerivativesOp


def is_marker(op: Operation) -> bool:
    """Whether an op means nothing to the program as it runs."""
    return isinstance(op, IgnoreDerivativesOp)


def erase_markers(module: Operation) -> None:
    """Replace the markers in a module by their operands, in place."""
    for op in list(module.walk()):
        if isinstance(op, IgnoreDerivativesOp):
            Rewriter().replace_op(op, [], [op.input])
