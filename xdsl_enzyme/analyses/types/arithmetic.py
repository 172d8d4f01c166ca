"""What ops on integers say about the bytes of their operands and results.

::

    %r = arith.muli %a, %b       these are integers
    %r = arith.andi %a, %b       integers, unless they turn out to be the bits of floats
    %r = arith.trunci %a         the lower bytes of %a, whatever they are
"""

from __future__ import annotations

from xdsl.dialects import arith, llvm, math, vector
from xdsl.ir import Operation, Use

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects import llvm_extra

NUMERIC: frozenset[type[Operation]] = frozenset(
    {
        arith.AddiOp,
        arith.AddUIExtendedOp,
        arith.SubiOp,
        arith.MuliOp,
        arith.MulSIExtendedOp,
        arith.MulUIExtendedOp,
        arith.DivSIOp,
        arith.DivUIOp,
        arith.RemSIOp,
        arith.RemUIOp,
        arith.MinSIOp,
        arith.MaxSIOp,
        arith.MinUIOp,
        arith.MaxUIOp,
        arith.ExtSIOp,
        arith.IndexCastOp,
        arith.SIToFPOp,
        arith.UIToFPOp,
        arith.FPToSIOp,
        arith.FPToUIOp,
        math.AbsIOp,
    }
)
"""Operands and results that are integers are numbers."""

TELLS: frozenset[type[Operation]] = frozenset(
    {
        arith.CmpiOp,
        math.CtPopOp,
        math.CountLeadingZerosOp,
        math.CountTrailingZerosOp,
    }
)
"""What is made of an integer tells something of it, and has none of its bytes."""

BITWISE = (
    frozenset(
        {
            arith.AndIOp,
            arith.OrIOp,
            arith.XOrIOp,
            arith.ShLIOp,
            arith.ShRUIOp,
            arith.ShRSIOp,
        }
    )
    | TELLS
)
"""Done to integers, as a rule, but also to the bits of floats."""

_ENDS = NUMERIC | TELLS | {llvm_extra.CallVariadicOp}


def ends_here(use: Use) -> bool:
    """Whether a use of an integer moves none of its bytes: what it computes is a number or a truth value."""
    op = use.operation
    return type(op) in _ENDS or (isinstance(op, llvm.GEPOp) and use.index > 0)


def computes_integers(op: Operation) -> bool:
    """Whether an op makes its results of the bytes or bits of its operands, and of nothing else, and is no conversion of pointers or bits of floats."""
    if type(op) in NUMERIC or type(op) in BITWISE:
        return True
    return isinstance(op, _REARRANGES) and not any(
        has_floats(value.type) or holds_pointers(value.type)
        for value in (*op.operands, *op.results)
    )


_REARRANGES = (
    arith.TruncIOp,
    arith.ExtUIOp,
    arith.BitcastOp,
    llvm.BitcastOp,
    llvm.CallIntrinsicOp,
    vector.ExtractOp,
    vector.InsertOp,
    vector.ShuffleOp,
)
