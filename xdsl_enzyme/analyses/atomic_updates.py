"""What the kinds of `memref.atomic_rmw` compute.

::

    "memref.atomic_rmw"(%v, %m, %i) {kind = 0 : i64}        m[i] = m[i] + v
"""

from __future__ import annotations

from xdsl.dialects import arith, memref
from xdsl.ir import Operation

from xdsl_enzyme.dialects.atomic_kinds import ATOMIC_KINDS

BETWEEN_ITERATIONS = "enzyme.between_iterations"
"""
Attribute of an addition that is atomic only because iterations of an `scf.parallel` may run at the same time. Where they run
one after the other it need not be.
"""

ADDF = ATOMIC_KINDS.index("addf")
ASSIGN = ATOMIC_KINDS.index("assign")

_OPERATIONS: dict[str, type[Operation]] = {
    "addf": arith.AddfOp,
    "addi": arith.AddiOp,
    "andi": arith.AndIOp,
    "maximumf": arith.MaximumfOp,
    "maxnumf": arith.MaxnumfOp,
    "maxs": arith.MaxSIOp,
    "maxu": arith.MaxUIOp,
    "minimumf": arith.MinimumfOp,
    "minnumf": arith.MinnumfOp,
    "mins": arith.MinSIOp,
    "minu": arith.MinUIOp,
    "mulf": arith.MulfOp,
    "muli": arith.MuliOp,
    "ori": arith.OrIOp,
    "xori": arith.XOrIOp,
}

OPERATIONS = {ATOMIC_KINDS.index(name): op_class for name, op_class in _OPERATIONS.items()}
"""What each kind but `assign` computes of the old value and the operand."""


def kind_of(op: memref.AtomicRMWOp) -> int:
    return op.kind.value.data
