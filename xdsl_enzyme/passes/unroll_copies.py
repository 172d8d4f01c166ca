"""`enzyme-unroll-copies`: short loops that move memory word by word become straight-line code.

On structured form. Libraries copy and swap what may be anything in words, one per iteration (Rust's `swap`): which words are floats or
pointers can be told only where each of them is an access of its own::

    scf.for %i = 0 to 3 step 1 {                          %a = llvm.load %p[0] : i64; llvm.store %a, %q[0]
      %a = llvm.load %p[%i] : i64              -->        %b = llvm.load %p[1] : i64; llvm.store %b, %q[1]
      llvm.store %a, %q[%i]                               %c = llvm.load %p[2] : i64; llvm.store %c, %q[2]
    }
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from xdsl.context import Context
from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import IndexType, IntegerAttr, IntegerType, ModuleOp
from xdsl.ir import SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.analyses.counted_loops import dimensions
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import POINTER_SIZE
from xdsl_enzyme.analyses.types.carriers import is_scalar_carrier, value_size
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects import llvm_extra

LARGEST = 512
"""Ops that an unrolled loop may have."""


@dataclass(frozen=True)
class UnrollCopiesPass(ModulePass):
    """Unrolls loops of a known and small number of iterations that only copy integers of the size of pointers."""

    name = "enzyme-unroll-copies"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for loop in list(walk_regions(op)):
            if isinstance(loop, scf.ForOp):
                count = dimensions(loop)[0].constant_trip_count()
                if count is not None and _only_copies(loop, LARGEST // max(count, 1)):
                    _unroll(loop, count)


def _only_copies(loop: scf.ForOp, largest: int) -> bool:
    """Whether a loop of at most so many ops does nothing but copy words from memory to memory, and compute where they are."""
    copies = False
    for number, op in enumerate(loop.body.block.ops):
        if op.regions or number >= largest:
            return False
        if isinstance(op, llvm.StoreOp):
            if not _is_loaded_word(op.value):
                return False
            copies = True
        elif isinstance(op, llvm_extra.MemcpyOp | llvm_extra.MemmoveOp):
            if constant_integer(op.length) is None:
                return False
            copies = True
        elif not isinstance(op, _ADDRESSES):
            return False
    return copies


def _is_loaded_word(value: SSAValue) -> bool:
    return (
        isinstance(value.owner, llvm.LoadOp)
        and is_scalar_carrier(value.type)
        and value_size(value.type) >= POINTER_SIZE
    )


_ADDRESSES = (
    scf.YieldOp,
    llvm.LoadOp,
    llvm.GEPOp,
    arith.ConstantOp,
    arith.AddiOp,
    arith.SubiOp,
    arith.MuliOp,
    arith.ShLIOp,
    arith.ExtUIOp,
    arith.ExtSIOp,
)


def _unroll(loop: scf.ForOp, count: int) -> None:
    parent = loop.parent_block()
    lower, step = constant_integer(loop.lb), constant_integer(loop.step)
    assert parent is not None
    assert lower is not None
    assert step is not None
    carried: list[SSAValue] = list(loop.iter_args)
    body = loop.body.block
    type = cast("IntegerType | IndexType", body.args[0].type)
    for iteration in range(count):
        number = arith.ConstantOp(IntegerAttr(lower + iteration * step, type))
        parent.insert_op_before(number, loop)
        values: dict[SSAValue, SSAValue] = dict(
            zip(body.args, (number.result, *carried), strict=True)
        )
        for op in body.ops:
            if op is not terminator(body):
                parent.insert_op_before(op.clone(values), loop)
        carried = [values.get(value, value) for value in terminator(body).operands]
    for result, value in zip(loop.results, carried, strict=True):
        result.replace_all_uses_with(value)
    loop.detach()
    loop.erase()
