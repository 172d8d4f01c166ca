"""Constrained floating-point intrinsics, for code that changes the rounding mode or looks at exceptions.

::

    call double @llvm.experimental.constrained.fadd.f64(double %x, double %y, metadata !"round.tonearest", metadata !"fpexcept.ignore")
    -->  arith.addf %x, %y : f64
    call double @llvm.experimental.constrained.fadd.f64(double %x, double %y, metadata !"round.dynamic", metadata !"fpexcept.strict")
    -->  llvm.call_intrinsic "llvm.experimental.constrained.fadd.f64"(%x, %y) {metadata = ["round.dynamic", "fpexcept.strict"]}
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.dialects import arith, llvm, math
from xdsl.dialects.builtin import ArrayAttr, IntegerAttr, StringAttr, UnitAttr, i1, i64
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects.llvm_intrinsics import FLOAT_OPERATIONS
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.lanes import lane_by_lane, lane_type
from xdsl_enzyme.frontends.llvm_ir.module_state import Call

PREFIX = "llvm.experimental.constrained."

_ARITHMETIC: dict[str, type[Operation]] = {
    "fadd": arith.AddfOp,
    "fsub": arith.SubfOp,
    "fmul": arith.MulfOp,
    "fdiv": arith.DivfOp,
    **FLOAT_OPERATIONS,
}

_CASTS: dict[str, type[Operation]] = {
    "fpext": arith.ExtFOp,
    "fptrunc": arith.TruncFOp,
    "fptosi": arith.FPToSIOp,
    "fptoui": arith.FPToUIOp,
    "sitofp": arith.SIToFPOp,
    "uitofp": arith.UIToFPOp,
}

_DEFAULTS = frozenset(["round.tonearest", "fpexcept.ignore"])


def read_constrained(
    state: FunctionState, call: Call, keep: Callable[[FunctionState, Call], SSAValue | None]
) -> SSAValue | None:
    """The plain op where rounding and exceptions are those of plain ops; else what `keep` makes of the call, with the metadata."""
    name = call.callee.removeprefix(PREFIX).partition(".")[0]
    words = [text.strip('!"') for text in call.metadata]
    if _DEFAULTS.issuperset(words[1:] if name in ("fcmp", "fcmps") else words):
        plain = _plain(state, call, name, words)
        if plain is not None:
            return plain
    kept = keep(state, call)
    state.ops[-1].attributes["metadata"] = ArrayAttr(map(StringAttr, words))
    return kept


def _plain(state: FunctionState, call: Call, name: str, words: list[str]) -> SSAValue | None:
    type = call.outputs[0]
    properties: dict[str, Attribute] = {"fastmath": call.fast_math}
    if (operation := _ARITHMETIC.get(name)) is not None:
        return state.insert(
            operation.create(operands=call.arguments, result_types=[type], properties=properties)
        )
    if name in ("fma", "fmuladd"):
        return state.insert(
            math.FmaOp.create(
                operands=call.arguments,
                result_types=[type],
                properties=properties,
                attributes={"fmuladd": UnitAttr()} if name == "fmuladd" else {},
            )
        )
    if name == "frem":
        flags: dict[str, Attribute] = {"fastmathFlags": llvm.FastMathAttr(call.fast_math.data)}
        return state.insert(
            llvm.FRemOp.create(operands=call.arguments, result_types=[type], properties=flags)
        )
    if (cast := _CASTS.get(name)) is not None:
        return lane_by_lane(
            state,
            call.arguments,
            lane_type(type),
            lambda lanes, result: cast.create(operands=lanes, result_types=[result]),
        )
    if name in ("fcmp", "fcmps"):
        number = arith.CMPF_COMPARISON_OPERATIONS.index(words[0])
        properties["predicate"] = IntegerAttr(number, i64)
        return lane_by_lane(
            state,
            call.arguments,
            i1,
            lambda lanes, result: arith.CmpfOp.create(
                operands=lanes, result_types=[result], properties=properties
            ),
        )
    return None
