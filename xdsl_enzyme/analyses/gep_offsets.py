"""How far a `getelementptr` moves its pointer.

On structured form and on cf form::

    llvm.getelementptr %p[1, 2] : [4 x f64]                     48 bytes
    llvm.getelementptr %p[%i] : f64                             0 mod 8 bytes
    llvm.getelementptr %p[%s] : i8, %s = select %c, 8, 24       between 8 and 24 bytes
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

from xdsl.dialects import llvm
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.congruences import Congruence, Congruences
from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_ranges import gep_range
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, Offset


def gep_offset(op: llvm.GEPOp, congruences: Congruences | None = None) -> Offset:
    """How far a `getelementptr` moves its pointer, in bytes; `congruences` are those of the function, if there are some."""
    return gep_distance(op, (congruences or Congruences()).of) or ANYWHERE


def bounded_offset(op: llvm.GEPOp, congruences: Congruences) -> Offset:
    """The same, and between which bounds, as where one of two members is chosen."""
    by = gep_offset(op, congruences)
    if not by.modulus:
        return by
    bounds = gep_range(op)
    return Offset.of(by.residue, by.modulus, bounds.low, bounds.high)


def gep_distance(
    op: llvm.GEPOp, congruence: Callable[[SSAValue], Congruence | None]
) -> Offset | None:
    """The same, with what is known about the indices; None if nothing is known about some yet."""
    constant, variable = gep_steps(op)
    residue, modulus = constant, 0
    for index, scale in variable:
        if (known := congruence(index)) is None:
            return None
        residue += known[0] * scale
        modulus = gcd(modulus, known[1] * scale)
    # Unsigned numbers are added, without wrapping around.
    return Offset.of(residue, modulus, constant if "nuw" in op.attributes else None)
