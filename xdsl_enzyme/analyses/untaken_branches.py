"""Which values reach a `select`, so that their adjoints may be zero because the other value was selected.

The optimiser speculates `if (x > 0) y = sqrt(x)` into a `select`; at x = 0 the adjoint of the root is then 0, its partial
infinite, and their product must be 0. On structured form::

    %r = math.sqrt %x              %r: its adjoint is zero where %c is false
    %y = arith.select %c, %r, %0
"""

from __future__ import annotations

from xdsl.dialects import arith, func
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra


def values_through_selects(function: func.FuncOp) -> set[SSAValue]:
    """All values from which a path through ops and regions (but not memory) leads into a `select`."""
    found: set[SSAValue] = set()
    operations = list(reversed(list(walk_regions(function))))
    before = -1
    while len(found) > before:
        before = len(found)
        for op in operations:
            if isinstance(op, (arith.SelectOp, llvm_extra.VectorSelectOp)):
                found.update(op.operands[1:])
            elif op.regions:
                found.update(source for source, target in value_flow(op) if target in found)
            elif not found.isdisjoint(op.results):
                found.update(op.operands)
    return found
