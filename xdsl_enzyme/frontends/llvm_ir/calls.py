"""Calls: of intrinsics, of the C library's mathematics and memory functions, and of anything else.

``%r = tail call nnan double @exp(double %x) #3`` --> ``%r = math.exp %x fastmath<nnan> : f64`` if `@exp` is only declared
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import DictionaryAttr, SymbolRefAttr
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.frontends.llvm_ir.attributes import (
    PARAMETER_ATTRIBUTES,
    read_function_attributes,
    read_parameter_attributes,
)
from xdsl_enzyme.frontends.llvm_ir.constants import poison
from xdsl_enzyme.frontends.llvm_ir.function_state import NO_FLAGS, FunctionState
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.intrinsics import is_dropped, read_intrinsic
from xdsl_enzyme.frontends.llvm_ir.libc import libc_handler
from xdsl_enzyme.frontends.llvm_ir.module_state import Call
from xdsl_enzyme.frontends.llvm_ir.tokens import END, Cursor, unquote
from xdsl_enzyme.frontends.llvm_ir.types import VOID

CALLING_CONVENTIONS = frozenset(["ccc", "fastcc", "coldcc", "tailcc"])
"""Those that functions may be given inside a module; all of them become C's."""


def _read_marked_call(state: FunctionState, cursor: Cursor) -> SSAValue | None:
    """``tail call``, ``musttail call``, ``notail call``"""
    cursor.expect("call")
    return _read_call(state, cursor)


def _read_call(state: FunctionState, cursor: Cursor) -> SSAValue | None:
    fast_math = state.fast_math(cursor)
    c_convention = cursor.peek() not in CALLING_CONVENTIONS or cursor.next() == "ccc"
    if cursor.peek() in PARAMETER_ATTRIBUTES:
        read_parameter_attributes(cursor, state.types)
    if not state.types.starts(cursor.peek()):
        raise state.error(cursor, f"'{cursor.peek()}' before the result type is not supported")
    result_type = state.types.read(cursor)
    if cursor.peek() == "(":
        raise state.error(cursor, *_why_not_variadic())
    token = cursor.next()
    if token[:1] != "@":
        raise state.error(cursor, *_why_not_callee(token))
    name = unquote(token)
    intrinsic = name.startswith("llvm.")
    if intrinsic and is_dropped(name):
        state.stack_is_saved |= name.startswith("llvm.stacksave")
        # A result, if there is one, is for other intrinsics that are dropped.
        return None if result_type is VOID else poison(state, result_type)
    call = Call(
        name,
        _read_arguments(state, cursor),
        () if result_type is VOID else (result_type,),
        _read_attributes(state, cursor),
        fast_math,
    )
    if cursor.peek() is not END:
        raise state.error(cursor, f"'{cursor.peek()}' behind a call is not supported")
    if intrinsic:
        return read_intrinsic(state, cursor, call)
    return _read_function_call(state, cursor, call, c_convention)


def _why_not_variadic() -> tuple[str, str]:
    return (
        "calls with a variable number of arguments are not supported",
        "remove the call (printing, for instance), or move it out of the differentiated code",
    )


def _why_not_callee(token: str) -> tuple[str, str | None]:
    if token == "asm":
        return "inline assembly is not supported", None
    return (
        "calls through a pointer are not supported",
        "call the function by its name, or compile with optimisation so that the callee becomes known",
    )


def _read_arguments(state: FunctionState, cursor: Cursor) -> list[SSAValue]:
    cursor.expect("(")
    arguments: list[SSAValue] = []
    while not cursor.accept(")"):
        if arguments:
            cursor.expect(",")
        type = state.types.read(cursor)
        if cursor.peek() in PARAMETER_ATTRIBUTES:
            read_parameter_attributes(cursor, state.types)
        arguments.append(state.value(cursor, type))
    return arguments


def _read_attributes(state: FunctionState, cursor: Cursor) -> DictionaryAttr | None:
    token = cursor.peek()
    if token is END:
        return None
    if token[:1] == "#" and cursor.tokens[cursor.position + 1] is END:
        cursor.next()
        return state.module.attribute_group(token)
    attributes = read_function_attributes(cursor, state.module.attribute_groups)
    return DictionaryAttr(attributes) if attributes else None


def _read_function_call(
    state: FunctionState, cursor: Cursor, call: Call, c_convention: bool
) -> SSAValue | None:
    name = state.module.resolve_alias(call.callee)
    if not state.no_builtins and not (call.attributes and "nobuiltin" in call.attributes.data):
        handler = libc_handler(state.module, name)
        if handler is not None:
            return handler(state, call)
    signature = state.module.signature(name)
    if signature is None:
        raise state.error(cursor, f"'@{name}' is not a function")
    if signature.variadic:
        raise state.error(cursor, *_why_not_variadic())
    types = tuple(argument.type for argument in call.arguments)
    if types != signature.inputs or call.outputs != signature.outputs:
        raise state.error(
            cursor,
            f"'@{name}' is called with types other than its own",
            "declare the function with its full prototype",
        )
    if "returns_twice" in signature.attributes:
        raise state.error(cursor, f"'@{name}' can return more than once")
    if not c_convention and not signature.has_body:
        raise state.error(cursor, f"'@{name}' has a calling convention other than C's")
    attributes: dict[str, Attribute] = {}
    if call.attributes is not None:
        attributes["llvm.attributes"] = call.attributes
    if call.fast_math is not NO_FLAGS:
        attributes["fastmath"] = call.fast_math
    state.module.referenced.add(name)
    op = func.CallOp.create(
        operands=call.arguments,
        result_types=call.outputs,
        properties={"callee": SymbolRefAttr(name)},
        attributes=attributes,
    )
    state.append(op)
    return op.results[0] if call.outputs else None


HANDLERS: dict[str, Handler] = {
    "call": _read_call,
    "tail": _read_marked_call,
    "musttail": _read_marked_call,
    "notail": _read_marked_call,
}
