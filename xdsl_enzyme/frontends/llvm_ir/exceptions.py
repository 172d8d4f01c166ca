"""Exceptions: `invoke` with the landing pad that it unwinds to, and `resume`.

::

    %r = invoke double @f(double %x) to label %next unwind label %lpad
    …
    lpad:
      %pad = landingpad { ptr, i32 } cleanup
      resume { ptr, i32 } %pad
    -->
    %r, %unwound, %p = llvm_extra.invoke of @f(%x) cleanup : (f64) -> (f64, i1, !llvm.struct<(ptr, i32)>)
    cf.cond_br %unwound, ^lpad(%p), ^next
    …
    ^lpad(%pad : !llvm.struct<(ptr, i32)>):
      %exception = llvm.extractvalue %pad[0]
      func.call @_Unwind_Resume(%exception)
      llvm.unreachable

What cannot throw is called.
"""

from __future__ import annotations

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseArrayBase,
    SymbolRefAttr,
    UnitAttr,
    i1,
    i64,
)
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.frontends.llvm_ir.calls import (
    build_call,
    handler_of_library,
    read_call_of_function,
    read_intrinsic_call,
    read_prefix,
)
from xdsl_enzyme.frontends.llvm_ir.control_flow import branch, conditional_branch
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState, set_name_hint
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.module_state import Call
from xdsl_enzyme.frontends.llvm_ir.tokens import END, Cursor, unquote
from xdsl_enzyme.frontends.llvm_ir.types import POINTER

_UNIT = UnitAttr()

RESUME = "_Unwind_Resume"
"""The function that `resume` calls, in LLVM's own lowering too."""

RESUME_DECLARATION = f"declare void @{RESUME}(ptr)"


def read_landing_pad(state: FunctionState, cursor: Cursor) -> dict[str, Attribute]:
    """Reads what stands behind the word `landingpad`; returns `clauses` and `cleanup` of an `InvokeOp`."""
    if state.types.read(cursor) != llvm_extra.LANDING_PAD:
        raise state.error(cursor, "landing pads of other types than { ptr, i32 } are not supported")
    properties: dict[str, Attribute] = {}
    clauses: list[Attribute] = []
    while cursor.peek() is not END:
        match cursor.next():
            case "cleanup":
                properties["cleanup"] = _UNIT
            case "catch":
                state.types.read(cursor)
                clauses.append(_read_caught_type(state, cursor))
            case "filter":
                state.types.read(cursor)
                clauses.append(_read_filter(state, cursor))
            case token:
                raise state.error(cursor, f"'{token}' in a landing pad is not supported")
    if clauses:
        properties["clauses"] = ArrayAttr(clauses)
    return properties


def _read_caught_type(state: FunctionState, cursor: Cursor) -> Attribute:
    token = cursor.next()
    if token == "null":
        return _UNIT
    if token[:1] != "@":
        raise state.error(cursor, f"'{token}' is not a type that can be caught")
    name = state.module.resolve_alias(unquote(token))
    state.module.referenced.add(name)
    return SymbolRefAttr(name)


def _read_filter(state: FunctionState, cursor: Cursor) -> ArrayAttr[Attribute]:
    types: list[Attribute] = []
    if cursor.next() == "[":
        while not cursor.accept("]"):
            if types:
                cursor.expect(",")
            state.types.read(cursor)
            types.append(_read_caught_type(state, cursor))
    return ArrayAttr(types)


def _read_invoke(state: FunctionState, cursor: Cursor) -> SSAValue | None:
    prefix = read_prefix(state, cursor)
    if cursor.peek() == "asm":
        raise state.error(cursor, "inline assembly that throws exceptions is not supported")
    if cursor.peek().startswith("@llvm."):
        value = read_intrinsic_call(state, cursor, prefix)
        return _go_on(state, cursor, value)
    call = read_call_of_function(state, cursor, prefix)
    if (handler := handler_of_library(state, call)) is not None:
        return _go_on(state, cursor, handler(state, call))
    op = build_call(state, cursor, call)
    if _never_throws(state, call):
        state.append(op)
        return _go_on(state, cursor, op.results[0] if call.outputs else None)
    normal, unwind = _read_successors(cursor)
    clauses = state.landing_pads.get(unwind)
    if clauses is None:
        raise state.error(cursor, f"block '{unwind}' is not a landing pad")
    properties = op.properties
    invoke = llvm_extra.InvokeOp.create(
        operands=op.operands,
        result_types=[*call.outputs, i1, llvm_extra.LANDING_PAD],
        properties=properties | clauses,
        attributes=op.attributes,
    )
    op.erase()
    state.append(invoke)
    *outputs, unwound, landing_pad = invoke.results
    value = _name_result(state, cursor, outputs[0] if outputs else None)
    next_block, next_arguments = state.edge(normal, cursor)
    pad_block, pad_arguments = state.edge(unwind, cursor)
    conditional_branch(
        state, unwound, (pad_block, [*pad_arguments, landing_pad]), (next_block, next_arguments)
    )
    return value


def _never_throws(state: FunctionState, call: Call) -> bool:
    if call.attributes is not None and "nounwind" in call.attributes.data:
        return True
    signature = None if call.pointer is not None else state.module.signature(call.callee)
    return signature is not None and "nounwind" in signature.attributes


def _read_successors(cursor: Cursor) -> tuple[str, str]:
    """Reads ``to label %normal unwind label %pad``."""
    while cursor.peek() != "to":  # attributes of a call that is dropped
        cursor.next()
    cursor.expect("to")
    cursor.expect("label")
    normal = cursor.next()
    cursor.expect("unwind")
    cursor.expect("label")
    return normal, cursor.next()


def _go_on(state: FunctionState, cursor: Cursor, value: SSAValue | None) -> SSAValue | None:
    """Behind something that cannot throw: on to the next block. The landing pad may be unreachable now."""
    normal, _ = _read_successors(cursor)
    _name_result(state, cursor, value)
    branch(state, *state.edge(normal, cursor))
    state.has_unreached_blocks = True
    return value


def _name_result(state: FunctionState, cursor: Cursor, value: SSAValue | None) -> SSAValue | None:
    """Makes the result known before the branch that may carry it to a phi."""
    if value is not None and cursor.tokens[1] == "=":
        state.values[cursor.tokens[0]] = value
        if state.ops and value.owner is state.ops[-1]:
            set_name_hint(cursor.tokens[0], value)
    return value


def _read_resume(state: FunctionState, cursor: Cursor) -> None:
    landing_pad = state.typed_value(cursor)
    exception = state.insert(
        llvm.ExtractValueOp.create(
            operands=[landing_pad],
            result_types=[POINTER],
            properties={"position": DenseArrayBase.from_list(i64, [0])},
        )
    )
    state.module.referenced.add(RESUME)
    state.append(
        func.CallOp.create(operands=[exception], properties={"callee": SymbolRefAttr(RESUME)})
    )
    state.append(llvm.UnreachableOp.create())


HANDLERS: dict[str, Handler] = {"invoke": _read_invoke, "resume": _read_resume}
