"""Intrinsics.

``call double @llvm.fabs.f64(double %x)`` --> ``math.absf %x : f64``

Those that compute something have an op of the standard dialects, or stay as `llvm.call_intrinsic`. Those that only tell
LLVM something are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from xdsl.dialects import arith, llvm, math
from xdsl.dialects.builtin import (
    DenseArrayBase,
    IntegerAttr,
    StringAttr,
    UnitAttr,
    i8,
    i32,
)
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.llvm_intrinsics import FLOAT_OPERATIONS, INTEGER_EXTREMA
from xdsl_enzyme.frontends.llvm_ir.constants import integer_constant
from xdsl_enzyme.frontends.llvm_ir.constrained_floats import PREFIX, read_constrained
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.masked_memory import MASKED_MEMORY
from xdsl_enzyme.frontends.llvm_ir.module_state import Call, passed_attributes
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor
from xdsl_enzyme.frontends.llvm_ir.types import is_integer

CallHandler = Callable[[FunctionState, Call], SSAValue | None]

_UNIT = UnitAttr()


def float_operation(operation: type[Operation]) -> CallHandler:
    """A mathematical function of all arguments, with the type of the first."""

    def read(state: FunctionState, call: Call) -> SSAValue:
        return state.insert(
            operation.create(
                operands=call.arguments,
                result_types=[call.arguments[0].type],
                properties={"fastmath": call.fast_math},
            )
        )

    return read


def _integer_operation(operation: type[Operation], operands: int) -> CallHandler:
    """A function of the first `operands` arguments. What may stand behind them only allows poison as a result."""

    def read(state: FunctionState, call: Call) -> SSAValue:
        arguments = call.arguments[:operands]
        return state.insert(operation.create(operands=arguments, result_types=[arguments[0].type]))

    return read


def _read_fmuladd(state: FunctionState, call: Call) -> SSAValue:
    return state.insert(
        math.FmaOp.create(
            operands=call.arguments,
            result_types=[call.arguments[0].type],
            properties={"fastmath": call.fast_math},
            attributes={"fmuladd": _UNIT},
        )
    )


def memory_operation(operation: type[Operation]) -> CallHandler:
    """``memcpy(to, from, length[, volatile])`` or ``memset(to, byte, length[, volatile])``"""

    def read(state: FunctionState, call: Call) -> None:
        volatile = len(call.arguments) > 3 and _immediate(call, 3) != 0
        properties: dict[str, Attribute] = {"volatile_": _UNIT} if volatile else {}
        state.append(
            operation.create(
                operands=call.arguments[:3],
                properties=properties,
                attributes=state.module.metadata.attributes(state.attachments),
            )
        )

    return read


def _immediate(call: Call, index: int) -> int:
    """An argument that LLVM requires to be a literal."""
    owner = call.arguments[index].owner
    assert isinstance(owner, arith.ConstantOp)
    assert isinstance(owner.value, IntegerAttr)
    return owner.value.value.data


def _read_first_argument(state: FunctionState, call: Call) -> SSAValue:
    return call.arguments[0]


def _read_is_constant(state: FunctionState, call: Call) -> SSAValue:
    """No: what is still a variable here is not known at compile time."""
    type = call.outputs[0]
    assert is_integer(type)
    return integer_constant(state, 0, type)


def _read_ptrmask(state: FunctionState, call: Call) -> SSAValue:
    """A pointer that moves to where its address has no other bits than those of the mask; its shadow moves as far."""
    pointer, mask = call.arguments
    address = state.insert(llvm.PtrToIntOp.create(operands=[pointer], result_types=[mask.type]))
    masked = state.insert(arith.AndIOp.create(operands=[address, mask], result_types=[mask.type]))
    distance = state.insert(
        arith.SubiOp.create(operands=[masked, address], result_types=[mask.type])
    )
    return state.insert(llvm.GEPOp(pointer, [llvm.GEP_USE_SSA_VAL], i8, [distance]))


def _read_objectsize(state: FunctionState, call: Call) -> SSAValue:
    """Unknown, which is 0 or -1, as the second argument says."""
    type = call.outputs[0]
    assert is_integer(type)
    return integer_constant(state, 0 if _immediate(call, 1) else -1, type)


def call_intrinsic(state: FunctionState, call: Call) -> SSAValue | None:
    """Keeps the call as it is."""
    attributes: dict[str, Attribute] = {}
    if call.attributes is not None:
        attributes["llvm.attributes"] = call.attributes
    if (passed := passed_attributes(call)) is not None:
        attributes["arg_attrs"] = passed
    op = llvm.CallIntrinsicOp.create(
        operands=call.arguments,
        result_types=call.outputs,
        properties={
            "intrin": StringAttr(call.callee),
            "fastmathFlags": llvm.FastMathAttr(call.fast_math.data),
            "op_bundle_sizes": DenseArrayBase.from_list(i32, []),
            "operandSegmentSizes": DenseArrayBase.from_list(i32, [len(call.arguments), 0]),
        },
        attributes=attributes,
    )
    state.append(op)
    return op.results[0] if call.outputs else None


_DROPPED = frozenset(
    [
        "llvm.assume",
        "llvm.dbg.assign",
        "llvm.dbg.declare",
        "llvm.dbg.label",
        "llvm.dbg.value",
        "llvm.donothing",
        "llvm.experimental.noalias.scope.decl",
        "llvm.fake.use",
        "llvm.invariant.end",
        "llvm.invariant.start",
        "llvm.lifetime.end",
        "llvm.lifetime.start",
        "llvm.prefetch",
        "llvm.pseudoprobe",
        "llvm.sideeffect",
        "llvm.stackrestore",
        "llvm.stacksave",
        "llvm.var.annotation",
    ]
)
"""They tell LLVM something, or give stack memory back before the function returns (see `memory.SCOPED`)."""

_HANDLERS: dict[str, CallHandler] = {
    **{f"llvm.{name}": float_operation(op) for name, op in FLOAT_OPERATIONS.items()},
    **{f"llvm.{name}": _integer_operation(op, 2) for name, op in INTEGER_EXTREMA.items()},
    "llvm.fmuladd": _read_fmuladd,
    "llvm.abs": _integer_operation(math.AbsIOp, 1),
    "llvm.ctlz": _integer_operation(math.CountLeadingZerosOp, 1),
    "llvm.cttz": _integer_operation(math.CountTrailingZerosOp, 1),
    "llvm.ctpop": _integer_operation(math.CtPopOp, 1),
    "llvm.memcpy": memory_operation(llvm_extra.MemcpyOp),
    "llvm.memcpy.inline": memory_operation(llvm_extra.MemcpyOp),
    "llvm.memmove": memory_operation(llvm_extra.MemmoveOp),
    "llvm.memset": memory_operation(llvm_extra.MemsetOp),
    "llvm.memset.inline": memory_operation(llvm_extra.MemsetOp),
    **MASKED_MEMORY,
    "llvm.annotation": _read_first_argument,
    "llvm.expect": _read_first_argument,
    "llvm.expect.with.probability": _read_first_argument,
    "llvm.launder.invariant.group": _read_first_argument,
    "llvm.ptr.annotation": _read_first_argument,
    "llvm.ptrmask": _read_ptrmask,
    "llvm.ssa.copy": _read_first_argument,
    "llvm.strip.invariant.group": _read_first_argument,
    "llvm.threadlocal.address": _read_first_argument,
    "llvm.is.constant": _read_is_constant,
    "llvm.objectsize": _read_objectsize,
}

_REFUSED: dict[str, tuple[str, str | None]] = {
    "llvm.coro": ("coroutines are not supported", None),
    "llvm.eh.sjlj": ("longjmp is not supported", None),
    "llvm.experimental.deoptimize": ("deoptimisation is not supported", None),
    "llvm.experimental.gc": ("garbage collection is not supported", None),
    "llvm.experimental.stackmap": ("patch points are not supported", None),
    "llvm.experimental.patchpoint": ("patch points are not supported", None),
    "llvm.localescape": ("exceptions as Windows has them are not supported", None),
    "llvm.localrecover": ("exceptions as Windows has them are not supported", None),
    "llvm.vp": ("vectors of scalable length are not supported", None),
    "llvm.vscale": ("vectors of scalable length are not supported", None),
}


@cache
def _base_name(name: str) -> str:
    """``llvm.memcpy.p0.p0.i64`` --> ``llvm.memcpy``: the longest beginning that the tables know, else `name`."""
    base = name
    while base not in _HANDLERS and base not in _DROPPED and base not in _REFUSED:
        base, dot, _ = base.rpartition(".")
        if not dot:
            return name
    return base


def is_dropped(name: str) -> bool:
    """Whether calls of the intrinsic `name` say nothing that has to be kept."""
    return _base_name(name) in _DROPPED


def read_intrinsic(state: FunctionState, cursor: Cursor, call: Call) -> SSAValue | None:
    """The op for a call of an intrinsic."""
    base = _base_name(call.callee)
    if (handler := _HANDLERS.get(base)) is not None:
        return handler(state, call)
    if base in _REFUSED:
        raise state.error(cursor, *_REFUSED[base])
    if call.callee.startswith(PREFIX):
        return read_constrained(state, call, call_intrinsic)
    if call.metadata:
        raise state.error(cursor, f"the intrinsic '{call.callee}' is not supported")
    return call_intrinsic(state, call)
