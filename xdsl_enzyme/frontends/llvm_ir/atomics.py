"""Atomic instructions.

``%old = atomicrmw fadd ptr %p, double %x syncscope("agent") monotonic, align 8``
--> ``%old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" {alignment = 8 : i64, syncscope = "agent"} : !llvm.ptr, f64``
"""

from __future__ import annotations

from xdsl.dialects.builtin import IntegerAttr, StringAttr, UnitAttr, i1, i64
from xdsl.dialects.llvm import ATOMIC_ORDERING_KEYWORDS, LLVMStructType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.llvm_extra.atomics import ATOMIC_RMW_KINDS
from xdsl_enzyme.frontends.llvm_ir.alignment import read_alignment
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, decode_string

_UNIT = UnitAttr()

_ORDERINGS = {word: IntegerAttr(number, i64) for number, word in ATOMIC_ORDERING_KEYWORDS.items()}


def _read_scope(cursor: Cursor, into: dict[str, Attribute]) -> None:
    """Reads ``syncscope("...")`` if it is there."""
    if cursor.accept("syncscope"):
        cursor.expect("(")
        into["syncscope"] = StringAttr(decode_string(cursor.next()).decode())
        cursor.expect(")")


def _read_ordering(state: FunctionState, cursor: Cursor) -> str:
    word = cursor.next()
    if word not in _ORDERINGS:
        raise state.error(cursor, f"'{word}' is not an atomic ordering")
    return word


def read_access_ordering(
    state: FunctionState,
    cursor: Cursor,
    properties: dict[str, Attribute],
    attributes: dict[str, Attribute],
) -> None:
    """Reads what stands behind the pointer of an atomic load or store."""
    _read_scope(cursor, attributes)
    properties["ordering"] = _ORDERINGS[_read_ordering(state, cursor)]


def _read_rmw(state: FunctionState, cursor: Cursor) -> SSAValue:
    properties: dict[str, Attribute] = {}
    if cursor.accept("volatile"):
        properties["volatile_"] = _UNIT
    kind = cursor.next()
    if kind not in ATOMIC_RMW_KINDS:
        raise state.error(cursor, f"'{kind}' is not a known kind of atomic update")
    properties["kind"] = StringAttr(kind)
    pointer = state.typed_value(cursor)
    cursor.expect(",")
    value = state.typed_value(cursor)
    _read_scope(cursor, properties)
    properties["ordering"] = StringAttr(_read_ordering(state, cursor))
    read_alignment(cursor, properties)
    return state.insert(
        llvm_extra.AtomicRMWOp.create(
            operands=[pointer, value],
            result_types=[value.type],
            properties=properties,
            attributes=state.module.metadata.attributes(state.attachments),
        )
    )


def _read_compare_exchange(state: FunctionState, cursor: Cursor) -> SSAValue:
    properties: dict[str, Attribute] = {}
    if cursor.accept("weak"):
        properties["weak"] = _UNIT
    if cursor.accept("volatile"):
        properties["volatile_"] = _UNIT
    pointer = state.typed_value(cursor)
    cursor.expect(",")
    expected = state.typed_value(cursor)
    cursor.expect(",")
    desired = state.typed_value(cursor)
    _read_scope(cursor, properties)
    properties["success"] = StringAttr(_read_ordering(state, cursor))
    properties["failure"] = StringAttr(_read_ordering(state, cursor))
    read_alignment(cursor, properties)
    return state.insert(
        llvm_extra.CompareExchangeOp.create(
            operands=[pointer, expected, desired],
            result_types=[LLVMStructType.from_type_list([expected.type, i1])],
            properties=properties,
            attributes=state.module.metadata.attributes(state.attachments),
        )
    )


def _read_fence(state: FunctionState, cursor: Cursor) -> None:
    properties: dict[str, Attribute] = {}
    _read_scope(cursor, properties)
    properties["ordering"] = StringAttr(_read_ordering(state, cursor))
    state.append(llvm_extra.FenceOp.create(properties=properties))


HANDLERS: dict[str, Handler] = {
    "atomicrmw": _read_rmw,
    "cmpxchg": _read_compare_exchange,
    "fence": _read_fence,
}
