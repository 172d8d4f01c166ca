"""Ops and functions through which no derivative flows, by declaration.

The unit attribute `enzyme.inactive` on an op without regions, or on a function, says so in the IR; `Inactivity` holds what is known by class
or by name. Results are constants for the derivative, and memory that is used is left alone. So is
what goes to functions that never return (`exit`, `__cxa_throw`, Rust's panics)::

    %noise = func.call @random(%x) : (f64) -> f64        with    func.func private @random(f64) -> f64 attributes {enzyme.inactive}
"""

from __future__ import annotations

from typing import ClassVar

from xdsl.dialects import arith, complex, func, llvm, memref, tensor
from xdsl.ir import Operation

from xdsl_enzyme.analyses.call_effects import called_name, intrinsic_name
from xdsl_enzyme.analyses.library_functions import is_inactive_function
from xdsl_enzyme.analyses.never_returning import never_returns
from xdsl_enzyme.dialects import enzyme, llvm_extra
from xdsl_enzyme.dialects.llvm_extra.atomics import is_of_integers
from xdsl_enzyme.dialects.symbols import lookup

INACTIVE = "enzyme.inactive"

_ROUNDINGS = ("ilogb", "lround", "llround", "lrint", "llrint")
"""Functions from floats to integers."""


class Inactivity:
    """Functions and ops whose results have no derivative, whatever goes in."""

    functions: ClassVar[set[str]] = set()
    """What is declared from outside; `library_names` has the functions of the usual libraries."""

    intrinsics: ClassVar[set[str]] = {*_ROUNDINGS, "is.fpclass", "fptosi.sat", "fptoui.sat"}
    """The same for intrinsics."""

    operations: ClassVar[set[type[Operation]]] = {
        arith.CmpfOp,
        arith.CmpiOp,
        arith.FPToSIOp,
        arith.FPToUIOp,
        complex.EqualOp,
        complex.NotEqualOp,
        enzyme.IgnoreDerivativesOp,
        llvm.FCmpOp,
        llvm_extra.PointerCompareOp,
        llvm.PtrToIntOp,
        memref.DimOp,
        tensor.DimOp,
        memref.RankOp,
        memref.ExtractAlignedPointerAsIndexOp,
    }
    """Piecewise constant in their operands, or to be taken as constants."""

    @classmethod
    def of(cls, op: Operation) -> bool:
        """Whether no derivative flows through `op`."""
        if INACTIVE in op.attributes:
            return True
        if (name := called_name(op)) is not None:
            callee = lookup(op, name)
            if name in cls.functions or (callee is not None and INACTIVE in callee.attributes):
                return True
            if never_returns(op):
                return True
            has_body = isinstance(callee, func.FuncOp) and callee.body.blocks
            return not has_body and is_inactive_function(name)
        if isinstance(op, llvm.CallIntrinsicOp):
            return intrinsic_name(op) in cls.intrinsics
        return type(op) in cls.operations or is_of_integers(op)
