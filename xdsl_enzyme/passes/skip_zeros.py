"""`enzyme-skip-zeros`: reversed loops that would only add zeros are not run.

On structured form after `enzyme-lower-cache`. Of what a loop computes, the program may use little: the nearest of some points, the largest element.
The adjoint of all the rest is zero, which shows when the derivative runs::

    %a = arith.select %is_nearest, %adjoint, %zero            %a = …
    scf.for %k … { %dx[%k] += %a * … }                -->     scf.if %a != 0 { scf.for %k … { %dx[%k] += %a * … } }

Only where `idle_loops` proves that the loop adds nothing then, and for loops that may be long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import AnyFloat, FloatAttr, ModuleOp
from xdsl.ir import Block, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import REVERSED_LOOP
from xdsl_enzyme.analyses.counted_loops import constant_trip_count
from xdsl_enzyme.analyses.idle_loops import zeros_that_idle
from xdsl_enzyme.passes.cache_memory import Emitter

FEWEST = 8
"""A loop of fewer iterations, without loops in it, costs no more than the question."""
MOST = 4
"""Adjoints that are asked about."""


@dataclass(frozen=True)
class SkipZerosPass(ModulePass):
    """Runs reversed loops only if one of the adjoints that enter them is not zero."""

    name = "enzyme-skip-zeros"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        # What is around a loop comes first: if that is skipped, so is the loop.
        loops = [
            one
            for one in op.walk()
            if isinstance(one, scf.ForOp) and REVERSED_LOOP in one.attributes
        ]
        for loop in loops:
            if _may_be_long(loop) and 0 < len(zeros := zeros_that_idle(loop)) <= MOST:
                _guard(loop, zeros)


def _may_be_long(loop: scf.ForOp) -> bool:
    count = constant_trip_count(loop)
    has_loops = any(isinstance(op, scf.ForOp) for op in loop.body.block.ops)
    return count is None or count >= FEWEST or has_loops


def _guard(loop: scf.ForOp, zeros: Sequence[SSAValue]) -> None:
    emit = Emitter(InsertPoint.before(loop), loop.location)
    is_any: SSAValue | None = None
    for value in zeros:
        assert isinstance(value.type, AnyFloat)
        zero = emit.value_of(arith.ConstantOp(FloatAttr(0.0, value.type)))
        # Not a number is not equal to zero either.
        differs = emit.value_of(arith.CmpfOp(value, zero, "une"))
        is_any = differs if is_any is None else emit.value_of(arith.OrIOp(is_any, differs))
    assert is_any is not None
    run, skip = Block(), Block()
    choice = scf.IfOp.create(
        operands=[is_any],
        result_types=loop.result_types,
        regions=[Region(run), Region(skip)],
    )
    emit.insert(choice)
    for old, new in zip(loop.results, choice.results, strict=True):
        new.name_hint = old.name_hint
        old.replace_all_uses_with(new)
    loop.detach()
    run.add_ops([loop, scf.YieldOp(*loop.results)])
    skip.add_op(scf.YieldOp(*loop.iter_args))
