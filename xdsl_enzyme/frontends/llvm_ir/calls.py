"""Calls: of intrinsics, of the C library's mathematics and memory functions, and of anything else.

``%r = tail call nnan double @exp(double %x) #3`` --> ``%r = math.exp %x fastmath<nnan> : f64`` if `@exp` is only declared
``%r = call double %f(double %x)``                --> ``%r = llvm_extra.call_pointer %f(%x) : (f64) -> f64``
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.dialects import func, llvm
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, StringAttr, SymbolRefAttr
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.frontends.llvm_ir.attributes import (
    PARAMETER_ATTRIBUTES,
    Attributes,
    passing_attributes,
    prefixed,
    read_function_attributes,
    read_parameter_attributes,
)
from xdsl_enzyme.frontends.llvm_ir.calling_conventions import (
    CALLING_CONVENTION,
    internal_convention,
    read_calling_convention,
)
from xdsl_enzyme.frontends.llvm_ir.constants import address_of
from xdsl_enzyme.frontends.llvm_ir.function_state import NO_FLAGS, FunctionState
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.inline_assembly import (
    insert_assembly,
    read_assembly_header,
)
from xdsl_enzyme.frontends.llvm_ir.intrinsics import CallHandler, is_dropped, read_intrinsic
from xdsl_enzyme.frontends.llvm_ir.libc import libc_handler
from xdsl_enzyme.frontends.llvm_ir.module_state import Call, passed_attributes
from xdsl_enzyme.frontends.llvm_ir.tokens import END, Cursor, unquote
from xdsl_enzyme.frontends.llvm_ir.type_hints import hint_of_call
from xdsl_enzyme.frontends.llvm_ir.types import POINTER, VOID


@dataclass
class Prefix:
    """What stands before the callee."""

    fast_math: FastMathFlagsAttr
    convention: str
    result_attributes: Attributes
    result_type: Attribute
    function_type: llvm.LLVMFunctionType | None


def _read_marked_call(state: FunctionState, cursor: Cursor) -> SSAValue | None:
    """``tail call``, ``musttail call``, ``notail call``"""
    cursor.expect("call")
    return _read_call(state, cursor)


def _read_call(state: FunctionState, cursor: Cursor) -> SSAValue | None:
    prefix = read_prefix(state, cursor)
    token = cursor.peek()
    if token[:6] == "@llvm.":
        return read_intrinsic_call(state, cursor, prefix)
    if token == "asm":
        return _read_assembly(state, cursor, prefix)
    call = read_call_of_function(state, cursor, prefix)
    _expect_end(state, cursor)
    if (hint := hint_of_call(call.callee)) is not None:
        state.type_hints.append((call.arguments[0], hint))
        return None
    if (handler := handler_of_library(state, call)) is not None:
        return handler(state, call)
    op = build_call(state, cursor, call)
    state.append(op)
    return op.results[0] if call.outputs else None


def _expect_end(state: FunctionState, cursor: Cursor) -> None:
    if cursor.peek() is not END:
        raise state.error(cursor, f"'{cursor.peek()}' behind a call is not supported")


def read_prefix(state: FunctionState, cursor: Cursor) -> Prefix:
    """Reads what stands before the callee of a `call` or an `invoke`."""
    fast_math = state.fast_math(cursor)
    convention = read_calling_convention(cursor)
    attributes: Attributes = {}
    if cursor.peek() in PARAMETER_ATTRIBUTES:
        attributes = read_parameter_attributes(cursor, state.types)
    if not state.types.starts(cursor.peek()):
        raise state.error(cursor, f"'{cursor.peek()}' before the result type is not supported")
    result_type = state.types.read(cursor)
    function_type = None
    if cursor.peek() == "(":
        function_type = _read_function_type(state, cursor, result_type)
    return Prefix(fast_math, convention, attributes, result_type, function_type)


def _read_function_type(
    state: FunctionState, cursor: Cursor, output: Attribute
) -> llvm.LLVMFunctionType:
    """Reads ``(T, U, ...)``."""
    cursor.expect("(")
    inputs: list[Attribute] = []
    variadic = False
    while not cursor.accept(")"):
        if inputs or variadic:
            cursor.expect(",")
        if cursor.accept("..."):
            variadic = True
        else:
            inputs.append(state.types.read_any(cursor))
    return llvm.LLVMFunctionType(inputs, output, variadic)


def read_intrinsic_call(state: FunctionState, cursor: Cursor, prefix: Prefix) -> SSAValue | None:
    """Reads the call of an intrinsic from its name on."""
    name = unquote(cursor.next())
    if is_dropped(name):
        state.stack_is_saved |= name.startswith("llvm.stacksave")
        # A result, if there is one, is for other intrinsics that are dropped.
        return None if prefix.result_type is VOID else state.poison(prefix.result_type)
    call = _read_arguments(state, cursor, prefix)
    call.callee = name
    return read_intrinsic(state, cursor, call)


def _read_assembly(state: FunctionState, cursor: Cursor, prefix: Prefix) -> SSAValue | None:
    header = read_assembly_header(state, cursor)
    call = _read_arguments(state, cursor, prefix)
    _expect_end(state, cursor)
    return insert_assembly(state, header, call)


def read_call_of_function(state: FunctionState, cursor: Cursor, prefix: Prefix) -> Call:
    """Reads a call of a function or a pointer from its callee on."""
    token, name, pointer = cursor.peek(), "", None
    if token[:1] == "@":
        name = state.module.resolve_alias(unquote(cursor.next()))
        if state.module.alias(name) is not None:
            name, pointer = "", address_of(state, name)
    else:
        pointer = state.value(cursor, POINTER)
    call = _read_arguments(state, cursor, prefix)
    call.callee, call.pointer = name, pointer
    return call


def _read_arguments(state: FunctionState, cursor: Cursor, prefix: Prefix) -> Call:
    """Reads the arguments of a call and the attributes behind them."""
    arguments: list[SSAValue] = []
    attributes: dict[int, Attributes] = {}
    metadata: list[str] = []
    cursor.expect("(")
    while not cursor.accept(")"):
        if arguments or metadata:
            cursor.expect(",")
        if cursor.accept("metadata"):
            metadata.append(cursor.operand_text())
            continue
        type = state.types.read(cursor)
        if (token := cursor.peek()) in PARAMETER_ATTRIBUTES or token[:1] == '"':
            attributes[len(arguments)] = read_parameter_attributes(cursor, state.types)
        arguments.append(state.value(cursor, type))
    function_type = prefix.function_type
    call = Call(
        callee="",
        arguments=arguments,
        outputs=() if prefix.result_type is VOID else (prefix.result_type,),
        attributes=_read_attributes(state, cursor),
        fast_math=prefix.fast_math,
        function_type=function_type if function_type and function_type.is_variadic else None,
        argument_attributes=attributes,
        result_attributes=prefix.result_attributes,
        convention=prefix.convention,
        metadata=metadata,
    )
    if cursor.accept("["):
        _read_bundles(state, cursor)
    return call


def _read_bundles(state: FunctionState, cursor: Cursor) -> None:
    """Reads ``"kcfi"(i32 7), …]``. What only checks the call is dropped."""
    while not cursor.accept("]"):
        name = cursor.next()
        if name not in _CHECKS:
            raise state.error(
                cursor, f"calls with operand bundles such as {name} are not supported"
            )
        cursor.parenthesised_text()
        cursor.accept(",")


_CHECKS = frozenset(['"kcfi"', '"cfguardtarget"'])


def _read_attributes(state: FunctionState, cursor: Cursor) -> DictionaryAttr | None:
    token = cursor.peek()
    if token is END:
        return None
    if token[:1] == "#" and cursor.tokens[cursor.position + 1] is END:
        cursor.next()
        return state.module.attribute_group(token)
    attributes = read_function_attributes(cursor, state.module.attribute_groups)
    return DictionaryAttr(attributes) if attributes else None


def handler_of_library(state: FunctionState, call: Call) -> CallHandler | None:
    """What reads the call if it is one of a function of the C library that has an op."""
    if call.pointer is not None or state.no_builtins:
        return None
    if call.attributes is not None and "nobuiltin" in call.attributes.data:
        return None
    return libc_handler(state.module, call.callee)


def build_call(state: FunctionState, cursor: Cursor, call: Call) -> Operation:
    """The op for a call of a function or a pointer."""
    attributes: dict[str, Attribute] = {}
    if call.attributes is not None:
        attributes["llvm.attributes"] = call.attributes
    if call.fast_math is not NO_FLAGS:
        attributes["fastmath"] = call.fast_math
    if call.pointer is not None:
        return _build_pointer_call(state, cursor, call, call.pointer, attributes)
    signature = state.module.signature(call.callee)
    if signature is None or call.outputs != signature.outputs:
        return _build_pointer_call(state, cursor, call, None, attributes)
    if signature.variadic and call.function_type is not None:
        state.module.referenced.add(call.callee)
        return llvm_extra.CallVariadicOp.create(
            operands=call.arguments,
            result_types=call.outputs,
            properties={
                "callee": SymbolRefAttr(call.callee),
                "function_type": call.function_type,
                **_passing(call),
            },
            attributes=attributes,
        )
    if (
        signature.variadic
        or call.function_type is not None
        or tuple(argument.type for argument in call.arguments) != signature.inputs
    ):
        return _build_pointer_call(state, cursor, call, None, attributes)
    state.module.referenced.add(call.callee)
    return func.CallOp.create(
        operands=call.arguments,
        result_types=call.outputs,
        properties={"callee": SymbolRefAttr(call.callee)},
        attributes=attributes,
    )


def _build_pointer_call(
    state: FunctionState,
    cursor: Cursor,
    call: Call,
    pointer: SSAValue | None,
    attributes: dict[str, Attribute],
) -> Operation:
    """A call through a pointer, or of a function as if it were of another type."""
    convention = internal_convention(state.module, cursor, call.convention)
    if convention:
        attributes[CALLING_CONVENTION] = StringAttr(convention)
    properties = _passing(call)
    if call.function_type is not None:
        properties["function_type"] = call.function_type
    if pointer is None:
        pointer = address_of(state, call.callee)
    return llvm_extra.CallPointerOp.create(
        operands=[pointer, *call.arguments],
        result_types=call.outputs,
        properties=properties,
        attributes=attributes,
    )


def _passing(call: Call) -> dict[str, Attribute]:
    """`arg_attrs` and `res_attrs` of a call whose callee does not say how values are passed."""
    properties: dict[str, Attribute] = {}
    if (arguments := passed_attributes(call)) is not None:
        properties["arg_attrs"] = arguments
    if call.outputs and (result := passing_attributes(call.result_attributes)):
        properties["res_attrs"] = ArrayAttr([prefixed(result)])
    return properties


HANDLERS: dict[str, Handler] = {
    "call": _read_call,
    "tail": _read_marked_call,
    "musttail": _read_marked_call,
    "notail": _read_marked_call,
}
