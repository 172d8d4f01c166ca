"""Which functions look at the bits of floats, so that an integer that they return may carry a derivative.

::

    %c = func.call @count_steps(%x) : (f64) -> i32          no: a count, whatever it depends on
    %b = func.call @bits_of(%x) : (f64) -> i64              yes, if @bits_of returns an arith.bitcast of a float
"""

from __future__ import annotations

from xdsl.dialects import arith, func, llvm
from xdsl.dialects.builtin import IntegerType, VectorType
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.types.verdicts import UNDECIDED
from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions

PLAIN_INTEGERS = "enzyme.plain_integers"
"""On a function: the integers that it returns are sizes and the like, whatever memory they have been read from."""


def looks_at_float_bits(
    memory: MemoryAccesses, function: func.FuncOp, _known: dict[str, bool] | None = None
) -> bool:
    """Whether an integer that `function` returns, or that it leaves in memory, may be made of the bits of a float."""
    if PLAIN_INTEGERS in function.attributes:
        return False
    known = {} if _known is None else _known
    name = function.sym_name.data
    if name not in known:
        # In a recursion: nothing so far.
        known[name] = False
        known[name] = _Bits(memory, function, known).get_out()
    return known[name]


class _Bits:
    """The integers of one function that are made of the bits of floats."""

    def __init__(self, memory: MemoryAccesses, function: func.FuncOp, known: dict[str, bool]):
        self.memory = memory
        self.function = function
        self.known = known
        self.found: set[SSAValue] = set()

    def get_out(self) -> bool:
        operations = list(walk_regions(self.function))[1:]
        before = -1
        while len(self.found) > before:
            before = len(self.found)
            for op in operations:
                self._visit(op)
        return any(
            operand in self.found
            for op in operations
            if isinstance(op, func.ReturnOp | llvm.StoreOp)
            for operand in op.operands
        )

    def _visit(self, op: Operation) -> None:
        self.found.update(target for source, target in value_flow(op) if source in self.found)
        if op.regions or Inactivity.of(op):
            return
        if self._makes_bits(op) or any(operand in self.found for operand in op.operands):
            self.found.update(
                result
                for result in op.results
                if type(result.type) in (IntegerType, VectorType) and not has_floats(result.type)
            )

    def _makes_bits(self, op: Operation) -> bool:
        match op:
            case arith.BitcastOp():
                return True
            case llvm.LoadOp():
                return UNDECIDED in op.attributes
            case func.CallOp():
                callee = self.memory.callee(op)
                return callee is not None and looks_at_float_bits(self.memory, callee, self.known)
            case _:
                return False
