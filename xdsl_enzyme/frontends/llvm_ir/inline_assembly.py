"""Inline assembly, which is passed through; without instructions it is a barrier for the compiler, and its results are its operands.

``call void asm sideeffect "nop", "~{memory}"()`` --> ``llvm.inline_asm has_side_effects "nop", "~{memory}" : () -> ()``
``%r = call i32 asm sideeffect "", "=r,0"(i32 %x)`` --> ``llvm.inline_asm has_side_effects "", "" : () -> ()``, and `%x` for `%r`
"""

from __future__ import annotations

from xdsl.dialects import llvm
from xdsl.dialects.builtin import IntegerAttr, StringAttr, UnitAttr, i64
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.frontends.llvm_ir.constants import build_aggregate
from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState
from xdsl_enzyme.frontends.llvm_ir.module_state import Call, passed_attributes
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor, decode_string

_FLAGS: dict[str, tuple[str, Attribute]] = {
    "sideeffect": ("has_side_effects", UnitAttr()),
    "alignstack": ("is_align_stack", UnitAttr()),
    "inteldialect": ("asm_dialect", IntegerAttr(1, i64)),
}


def read_assembly_header(state: FunctionState, cursor: Cursor) -> dict[str, Attribute]:
    """Reads ``asm [flags] "text", "constraints"``; returns the properties of the op."""
    cursor.expect("asm")
    properties: dict[str, Attribute] = {
        "tail_call_kind": llvm.TailCallKindAttr(llvm.TailCallKind.NONE)
    }
    while (flag := _FLAGS.get(cursor.peek())) is not None:
        cursor.next()
        properties[flag[0]] = flag[1]
    if cursor.peek() == "unwind":
        raise state.error(cursor, "inline assembly that throws exceptions is not supported")
    properties["asm_string"] = _string(cursor)
    cursor.expect(",")
    properties["constraints"] = _string(cursor)
    return properties


def _string(cursor: Cursor) -> StringAttr:
    token = cursor.next()
    if token[:1] != '"':
        raise cursor.error(f"expected a string, not '{token}'")
    return StringAttr(decode_string(token).decode(errors="surrogateescape"))


_NOTHING = StringAttr("")


def _tied_operands(properties: dict[str, Attribute], call: Call) -> list[SSAValue] | None:
    """The operands that share the places of the outputs; None if some output has none, or is memory."""
    constraints = properties["constraints"]
    assert isinstance(constraints, StringAttr)
    words = [word for word in constraints.data.split(",") if word and not word.startswith("~")]
    inputs = [word for word in words if not word.startswith("=")]
    outputs = len(words) - len(inputs)
    if any("*" in word for word in words) or len(inputs) != len(call.arguments):
        return None
    if any(str(number) not in inputs for number in range(outputs)):
        return None
    return [call.arguments[inputs.index(str(number))] for number in range(outputs)]


def insert_assembly(
    state: FunctionState, properties: dict[str, Attribute], call: Call
) -> SSAValue | None:
    """The op for assembly with the arguments of `call`."""
    tied = None if properties["asm_string"] != _NOTHING else _tied_operands(properties, call)
    if tied is not None:
        if "has_side_effects" in properties:
            state.append(llvm.InlineAsmOp.create(properties=properties | {"constraints": _NOTHING}))
        if len(tied) < 2:
            return tied[0] if tied else None
        return build_aggregate(state, call.outputs[0], tied)
    attributes: dict[str, Attribute] = {}
    if call.attributes is not None:
        attributes["llvm.attributes"] = call.attributes
    if (argument_attributes := passed_attributes(call)) is not None:
        attributes["arg_attrs"] = argument_attributes
    op = llvm.InlineAsmOp.create(
        operands=call.arguments,
        result_types=call.outputs,
        properties=properties,
        attributes=attributes,
    )
    state.append(op)
    return op.results[0] if call.outputs else None
