"""Which functions look at the bits of floats, so that an integer that they return may carry a derivative.

::

    %c = func.call @count_steps(%x) : (f64) -> i32          no: a count, whatever it depends on
    %b = func.call @bits_of(%x) : (f64) -> i64              yes, if @bits_of has an arith.bitcast of a float
"""

from __future__ import annotations

from typing import cast

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerType
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses, may_hold_floats
from xdsl_enzyme.analyses.value_flow import walk_regions


def looks_at_float_bits(
    memory: MemoryAccesses, function: func.FuncOp, _visiting: frozenset[str] = frozenset()
) -> bool:
    """Whether `function`, or what it calls, makes an integer of the bits of a float."""
    visiting = _visiting | {function.sym_name.data}

    def looks(op: Operation) -> bool:
        match op:
            case arith.BitcastOp():
                return isinstance(op.result.type, IntegerType)
            case llvm.LoadOp():
                loaded: Attribute = op.results[0].type
                if not isinstance(loaded, IntegerType):
                    return False
                targets = memory.points_to(function).targets_of(op.ptr)
                size = size_of(cast(Attribute, loaded))
                return may_hold_floats(memory.accesses(function), targets, size)
            case func.CallOp() if op.callee.root_reference.data not in visiting:
                callee = memory.callee(op)
                return callee is not None and looks_at_float_bits(memory, callee, visiting)
            case _:
                return False

    return any(map(looks, walk_regions(function)))
