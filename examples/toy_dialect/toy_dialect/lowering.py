"""`lower-toy`: the dialect in terms of `math`, `memref` and `scf`.

::

    %y = toy.softplus %x    -->    %0 = math.exp %x; %y = math.log1p %0
    %c = toy.cell %x        -->    %c = memref.alloca() : memref<f64>; memref.store %x, %c[]
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, math, memref, scf
from xdsl.dialects.builtin import IndexType, IntegerAttr, MemRefType, ModuleOp, f64
from xdsl.passes import ModulePass
from xdsl.pattern_rewriter import (
    GreedyRewritePatternApplier,
    PatternRewriter,
    PatternRewriteWalker,
    RewritePattern,
    TypeConversionPattern,
    attr_type_rewrite_pattern,
    op_type_rewrite_pattern,
)

from toy_dialect.dialect import CellOp, CellType, GetOp, PutOp, RepeatOp, SoftplusOp, YieldOp

NUMBER_IN_MEMORY = MemRefType(f64, [])


class LowerCellType(TypeConversionPattern):
    @attr_type_rewrite_pattern
    def convert_type(self, typ: CellType) -> MemRefType:
        return NUMBER_IN_MEMORY


class LowerSoftplus(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: SoftplusOp, rewriter: PatternRewriter):
        exponential = math.ExpOp(op.operand)
        rewriter.replace(op, [exponential, math.Log1pOp(exponential.result)])


class LowerCell(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: CellOp, rewriter: PatternRewriter):
        memory = memref.AllocaOp.get(f64, shape=[])
        store = memref.StoreOp.get(op.initial, memory, [])
        rewriter.replace(op, [memory, store], [memory.memref])


class LowerPut(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: PutOp, rewriter: PatternRewriter):
        rewriter.replace(op, memref.StoreOp.get(op.value, op.cell, []))


class LowerGet(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: GetOp, rewriter: PatternRewriter):
        rewriter.replace(op, memref.LoadOp.get(op.cell, []))


class LowerRepeat(RewritePattern):
    @op_type_rewrite_pattern
    def match_and_rewrite(self, op: RepeatOp, rewriter: PatternRewriter):
        body = op.detach_region(op.body)
        last = body.block.last_op
        assert isinstance(last, YieldOp)
        rewriter.replace(last, scf.YieldOp(*last.values))
        body.block.insert_arg(IndexType(), 0)
        zero, one = (arith.ConstantOp(IntegerAttr.from_index_int_value(n)) for n in (0, 1))
        loop = scf.ForOp(zero, op.count, one, op.initial, body)
        rewriter.replace(op, [zero, one, loop])


@dataclass(frozen=True)
class LowerToyPass(ModulePass):
    name = "lower-toy"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        patterns = [
            LowerSoftplus(),
            LowerCell(),
            LowerPut(),
            LowerGet(),
            LowerRepeat(),
            LowerCellType(),
        ]
        PatternRewriteWalker(GreedyRewritePatternApplier(patterns)).rewrite_module(op)
