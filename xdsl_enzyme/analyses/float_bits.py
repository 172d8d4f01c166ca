"""Which functions look at the bits of floats, so that an integer that they return may carry a derivative.

::

    %c = func.call @count_steps(%x) : (f64) -> i32          no: a count, whatever it depends on
    %b = func.call @bits_of(%x) : (f64) -> i64              yes, if @bits_of has an arith.bitcast of a float
"""

from __future__ import annotations

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerType
from xdsl.ir import Operation

from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import walk_regions

PLAIN_INTEGERS = "enzyme.plain_integers"
"""On a function: the integers that it returns are sizes and the like, whatever memory they have been read from."""


def looks_at_float_bits(
    memory: MemoryAccesses, function: func.FuncOp, _visiting: frozenset[str] = frozenset()
) -> bool:
    """Whether `function`, or what it calls, makes an integer of the bits of a float."""
    if PLAIN_INTEGERS in function.attributes:
        return False
    visiting = _visiting | {function.sym_name.data}

    def looks(op: Operation) -> bool:
        match op:
            case arith.BitcastOp():
                return isinstance(op.result.type, IntegerType)
            case llvm.LoadOp():
                return UNDECIDED in op.attributes
            case func.CallOp() if op.callee.root_reference.data not in visiting:
                callee = memory.callee(op)
                return callee is not None and looks_at_float_bits(memory, callee, visiting)
            case _:
                return False

    return any(map(looks, walk_regions(function)))
