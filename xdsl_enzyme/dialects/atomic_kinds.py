"""The kinds of atomic updates by their numbers in MLIR 22 (`arith::AtomicRMWKind`).

xDSL has `memref.atomic_rmw` in generic form only, with the number; older versions of MLIR numbered them otherwise::

    "memref.atomic_rmw"(%v, %m, %i) {kind = 4 : i64}    // memref.atomic_rmw maximumf
"""

from __future__ import annotations

ATOMIC_KINDS = (
    *("addf", "addi", "andi", "assign", "maximumf", "maxnumf", "maxs", "maxu"),
    *("minimumf", "minnumf", "mins", "minu", "mulf", "muli", "ori", "xori"),
)
"""Names, by number."""
