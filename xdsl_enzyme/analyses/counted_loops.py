"""Loops whose iterations are counted beforehand, one or several at once.

On structured form::

    scf.for %i = %l to %u step %s              one dimension:  (%l, %u, %s, %i)
    scf.parallel (%i, %j) = (%a, %b) to …      two dimensions: (%a, …, %i), (%b, …, %j)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.dialects import scf
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.integer_constants import constant_integer

CountedLoop = scf.ForOp | scf.ParallelOp


@dataclass(frozen=True)
class Dimension:
    """From `lower` to below `upper` by `step`."""

    lower: SSAValue
    upper: SSAValue
    step: SSAValue
    induction: SSAValue

    @property
    def bounds(self) -> tuple[SSAValue, SSAValue, SSAValue]:
        return self.lower, self.upper, self.step

    def constant_trip_count(self) -> int | None:
        """The number of iterations, where the bounds are constants."""
        lower, upper, step = map(constant_integer, self.bounds)
        if lower is None or upper is None or step is None or step <= 0:
            return None
        return max(0, -((lower - upper) // step))


def dimensions(loop: CountedLoop) -> Sequence[Dimension]:
    """The outermost first; the last one varies fastest."""
    if isinstance(loop, scf.ForOp):
        return (Dimension(loop.lb, loop.ub, loop.step, loop.body.block.args[0]),)
    parts = (loop.lowerBound, loop.upperBound, loop.step, loop.body.block.args)
    return tuple(Dimension(*part) for part in zip(*parts, strict=True))


def constant_trip_count(loop: CountedLoop) -> int | None:
    """How often the body of `loop` runs, where the bounds are constants."""
    total = 1
    for dimension in dimensions(loop):
        count = dimension.constant_trip_count()
        if count is None:
            return None
        total *= count
    return total
