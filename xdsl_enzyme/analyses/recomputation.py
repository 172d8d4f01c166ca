"""Which ops may run a second time in the reverse sweep, and what that costs.

An op is *cheap* if it has no effect and costs no more than storing and loading its result: integer and pointer arithmetic,
casts, comparisons, selects, and float addition and multiplication. Other pure ops are *expensive*: divisions, roots,
elementary functions, and every op of other dialects that declares itself pure::

    arith.mulf, llvm.getelementptr, arith.extsi     cheap
    arith.divf, math.exp                            expensive
    llvm.load                                       neither: `overwrites` says whether it may be repeated
"""

from __future__ import annotations

from xdsl.dialects import arith, complex, llvm, math, memref, tensor, ub, vector
from xdsl.dialects.builtin import UnrealizedConversionCastOp
from xdsl.ir import Operation
from xdsl.traits import Pure

from xdsl_enzyme.dialects import llvm_extra

INTEGER_ARITHMETIC: frozenset[type[Operation]] = frozenset(
    {
        arith.ConstantOp,
        arith.AddiOp,
        arith.SubiOp,
        arith.MuliOp,
        arith.AndIOp,
        arith.OrIOp,
        arith.XOrIOp,
        arith.MinSIOp,
        arith.MaxSIOp,
        arith.MinUIOp,
        arith.MaxUIOp,
        arith.CmpiOp,
        arith.SelectOp,
        arith.ExtSIOp,
        arith.ExtUIOp,
        arith.TruncIOp,
        arith.IndexCastOp,
    }
)
"""
Integer ops that have a value for all operands (once `nsw` and the like are dropped), so that they may run even where
the program would not have run them.
"""

CHEAP: frozenset[type[Operation]] = INTEGER_ARITHMETIC | frozenset(
    {
        arith.ShLIOp,
        arith.ShRUIOp,
        arith.ShRSIOp,
        arith.AddUIExtendedOp,
        arith.BitcastOp,
        arith.CmpfOp,
        arith.AddfOp,
        arith.SubfOp,
        arith.MulfOp,
        arith.NegfOp,
        arith.MinimumfOp,
        arith.MaximumfOp,
        arith.MinnumfOp,
        arith.MaxnumfOp,
        arith.ExtFOp,
        arith.TruncFOp,
        arith.SIToFPOp,
        arith.UIToFPOp,
        arith.FPToSIOp,
        arith.FPToUIOp,
        math.AbsFOp,
        math.AbsIOp,
        math.CopySignOp,
        math.FmaOp,
        llvm.GEPOp,
        llvm.AddressOfOp,
        llvm.ZeroOp,
        llvm.UndefOp,
        llvm.BitcastOp,
        llvm.PtrToIntOp,
        llvm.IntToPtrOp,
        llvm.ExtractValueOp,
        llvm.InsertValueOp,
        memref.CastOp,
        memref.CollapseShapeOp,
        memref.DimOp,
        memref.ExpandShapeOp,
        memref.GetGlobalOp,
        memref.ReinterpretCastOp,
        memref.SubviewOp,
        memref.ViewOp,
        memref.MemorySpaceCastOp,
        memref.AssumeAlignmentOp,
        memref.ExtractStridedMetaDataOp,
        UnrealizedConversionCastOp,
        memref.RankOp,
        llvm_extra.PointerCompareOp,
        llvm_extra.VectorSelectOp,
        complex.CreateOp,
        complex.ConstantOp,
        complex.ReOp,
        complex.ImOp,
        complex.ConjOp,
        complex.NegOp,
        complex.AddOp,
        complex.SubOp,
        complex.MulOp,
        complex.EqualOp,
        complex.NotEqualOp,
        vector.BroadcastOp,
        vector.CreateMaskOp,
        vector.ExtractOp,
        vector.InsertOp,
        vector.ShuffleOp,
        vector.FMAOp,
        tensor.DimOp,
        tensor.ExtractOp,
        ub.PoisonOp,
    }
)

EXPENSIVE: frozenset[type[Operation]] = frozenset(
    {
        arith.DivfOp,
        arith.DivSIOp,
        arith.DivUIOp,
        arith.RemSIOp,
        arith.RemUIOp,
        arith.FloorDivSIOp,
        arith.CeilDivSIOp,
        arith.CeilDivUIOp,
        llvm.FRemOp,
    }
)


def is_cheap(op: Operation) -> bool:
    """Whether repeating `op` costs no more than storing its results."""
    return type(op) in CHEAP


def is_repeatable(op: Operation) -> bool:
    """Whether `op` gives the same results when it runs again on the same operands, and does nothing else."""
    return (
        type(op) in CHEAP
        or type(op) in EXPENSIVE
        # `freeze` is not `Pure`: it may choose anew.
        or (not op.regions and op.has_trait(Pure, value_if_unregistered=False))
    )
