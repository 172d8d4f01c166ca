"""The kinds of `memref.atomic_rmw`, as MLIR numbers them (`arith.AtomicRMWKind`).

::

    "memref.atomic_rmw"(%v, %m, %i) {kind = 0 : i64}        m[i] = m[i] + v
"""

from __future__ import annotations

from xdsl.dialects import arith, memref
from xdsl.ir import Operation

BETWEEN_ITERATIONS = "enzyme.between_iterations"
"""
Attribute of an addition that is atomic only because iterations of an `scf.parallel` may run at the same time. Where they run
one after the other it need not be.
"""

ADDF = 0
ASSIGN = 2

OPERATIONS: dict[int, type[Operation]] = {
    ADDF: arith.AddfOp,
    1: arith.AddiOp,
    3: arith.MaximumfOp,
    4: arith.MaxSIOp,
    5: arith.MaxUIOp,
    6: arith.MinimumfOp,
    7: arith.MinSIOp,
    8: arith.MinUIOp,
    9: arith.MulfOp,
    10: arith.MuliOp,
    11: arith.OrIOp,
    12: arith.AndIOp,
    13: arith.MaxnumfOp,
    14: arith.MinnumfOp,
    15: arith.XOrIOp,
}
"""What each kind but `assign` computes of the old value and the operand."""


def kind_of(op: memref.AtomicRMWOp) -> int:
    return op.kind.value.data
