"""Calls, of `func`, `llvm` and `llvm_extra`.

::

    %y = func.call @f(%x) : (f64) -> f64                  ->  %y = call double @f(double %x)
    %y = llvm_extra.call_pointer %p(%x) : (f64) -> f64    ->  %y = call double %p(double %x)
    llvm.call_intrinsic "llvm.trap"() : () -> ()          ->  call void @llvm.trap()

How values are passed is what the callee says, where it is known; else what the call says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ArrayAttr, StringAttr, SymbolRefAttr
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir.attributes import (
    CALLING_CONVENTION_ATTRIBUTES,
    attribute_texts,
    value_attributes,
)
from xdsl_enzyme.lowering.llvm_ir.flags import fast_math, metadata
from xdsl_enzyme.lowering.llvm_ir.functions import (
    NO_ATTRIBUTES,
    calling_convention,
    dictionaries,
    memref_types,
    signature,
    unpack,
)
from xdsl_enzyme.lowering.llvm_ir.names import quoted, symbol
from xdsl_enzyme.lowering.llvm_ir.resume import RESUME, resumed, write_resume
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts, is_memref
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


@dataclass
class Callee:
    """What is called, and how."""

    text: str
    """A symbol, or the value that is the pointer."""
    argument_attributes: Sequence[Mapping[str, Attribute]]
    """May be fewer than the arguments."""
    result_attributes: Mapping[str, Attribute]
    convention: str
    variadic_type: str = ""
    """The types of the fixed arguments, and dots; empty if it is not variadic."""


def function_callee(writer: FunctionWriter, name: SymbolRefAttr, count: int | None) -> Callee:
    """A function of the module, which is called with `count` arguments."""
    target = writer.module.symbols.get(name.root_reference.data)
    if target is None:
        raise LoweringError(
            f"the function '{name.root_reference.data}' is called but not declared",
            hint="declare it with func.func",
        )
    what = signature(target, writer.types)
    if not what.is_variadic and count is not None and len(what.inputs) != count:
        raise LoweringError(f"a call of '{name.root_reference.data}' passes {count} arguments")
    return Callee(
        symbol(name.root_reference.data),
        what.argument_attributes,
        what.result_attributes,
        what.convention,
        _variadic_type(what.inputs, writer.types) if what.is_variadic else "",
    )


def pointer_callee(writer: FunctionWriter, op: Operation, pointer: SSAValue, count: int) -> Callee:
    """What a pointer leads to; `op`, the call, says how its `count` arguments are passed."""
    return Callee(
        writer.values[pointer],
        dictionaries(op, "arg_attrs", count),
        dictionaries(op, "res_attrs", 1)[0],
        calling_convention(op),
        variadic_type(writer, op),
    )


def variadic_type(writer: FunctionWriter, op: Operation) -> str:
    """The types of the fixed arguments of a call, if it is variadic."""
    type_ = op.properties.get("function_type") or op.properties.get("var_callee_type")
    if not isinstance(type_, llvm.LLVMFunctionType) or not type_.is_variadic:
        return ""
    return _variadic_type(type_.inputs.data, writer.types)


def _variadic_type(inputs: Sequence[Attribute], texts: TypeTexts) -> str:
    return f" ({', '.join([*(texts[each] for each in inputs), '...'])})"


def _passed(writer: FunctionWriter, values: Sequence[SSAValue], callee: Callee) -> list[str]:
    """The arguments of a call, with the attributes that change how they are passed."""
    texts = writer.types
    passed: list[str] = []
    for index, value in enumerate(values):
        if is_memref(value.type):
            fields = writer.descriptor(value).all
            types = memref_types(value.type)
            passed.extend(f"{type_} {each}" for type_, each in zip(types, fields, strict=True))
            continue
        attributes = ""
        if index < len(callee.argument_attributes):
            attributes = value_attributes(
                callee.argument_attributes[index], texts, CALLING_CONVENTION_ATTRIBUTES
            )
        passed.append(f"{texts[value.type]}{attributes} {writer.values[value]}")
    return passed


def call_text(
    writer: FunctionWriter,
    op: Operation,
    callee: Callee,
    values: Sequence[SSAValue],
    result_types: Sequence[Attribute],
) -> str:
    """What stands behind the word `call` or `invoke`, but for flags and metadata."""
    texts = writer.types
    result = texts.result(tuple(result_types))
    attributes = ""
    if result_types:
        attributes = value_attributes(
            callee.result_attributes, texts, CALLING_CONVENTION_ATTRIBUTES
        )
    suffix = "".join(
        f" {each}" for each in attribute_texts(op.attributes.get("llvm.attributes"), texts)
    )
    return (
        f"{callee.convention}{attributes[1:]}{' ' if attributes else ''}{result}"
        f"{callee.variadic_type} {callee.text}({', '.join(_passed(writer, values, callee))}){suffix}"
    )


def _write_call(
    writer: FunctionWriter, op: Operation, callee: Callee, values: Sequence[SSAValue]
) -> None:
    results = op.results
    types = [each.type for each in results]
    call = (
        f"call {fast_math(op)}{call_text(writer, op, callee, values, types)}{metadata(writer, op)}"
    )
    if not results:
        writer.emit(call)
    elif len(results) == 1 and not is_memref(results[0].type):
        writer.result(results[0], call)
    elif len(results) == 1:
        unpack(writer, results[0], writer.compute(call))
    else:
        whole, struct = writer.compute(call), writer.types.result(tuple(types))
        for index, each in enumerate(results):
            unpack(writer, each, writer.compute(f"extractvalue {struct} {whole}, {index}"))


@writes(func.CallOp)
def _call(writer: FunctionWriter, op: func.CallOp) -> None:
    callee = function_callee(writer, op.callee, len(op.operands))
    if callee.text == _RESUME and (landing_pad := resumed(op)) is not None:
        write_resume(writer, landing_pad)
    else:
        _write_call(writer, op, callee, op.operands)


_RESUME = symbol(RESUME)


@writes(llvm_extra.CallVariadicOp)
def _call_variadic(writer: FunctionWriter, op: llvm_extra.CallVariadicOp) -> None:
    _write_call(writer, op, variadic_callee(writer, op, op.callee, op.arguments), op.arguments)


def variadic_callee(
    writer: FunctionWriter, op: Operation, name: SymbolRefAttr, arguments: Sequence[SSAValue]
) -> Callee:
    """A variadic function; the call says how the arguments are passed that the function does not name."""
    callee = function_callee(writer, name, None)
    named = len(callee.argument_attributes)
    callee.argument_attributes = [
        *callee.argument_attributes,
        *dictionaries(op, "arg_attrs", len(arguments))[named:],
    ]
    callee.variadic_type = variadic_type(writer, op)
    return callee


@writes(llvm_extra.CallPointerOp)
def _call_pointer(writer: FunctionWriter, op: llvm_extra.CallPointerOp) -> None:
    callee = pointer_callee(writer, op, op.callee, len(op.arguments))
    _write_call(writer, op, callee, op.arguments)


@writes(llvm.CallOp)
def _llvm_call(writer: FunctionWriter, op: llvm.CallOp) -> None:
    _refuse_bundles(op)
    if op.callee is not None:
        callee, values = function_callee(writer, op.callee, len(op.args)), op.args
    else:
        callee, values = pointer_callee(writer, op, op.args[0], len(op.args) - 1), op.args[1:]
    if (convention := op.CConv.convention.data) != "ccc":
        callee.convention = f"{convention} "
    _write_call(writer, op, callee, values)


def _refuse_bundles(op: llvm.CallOp | llvm.CallIntrinsicOp) -> None:
    if op.op_bundle_operands or len(op.op_bundle_sizes):
        raise LoweringError("a call with operand bundles cannot be written")


@writes(llvm.CallIntrinsicOp)
def _call_intrinsic(writer: FunctionWriter, op: llvm.CallIntrinsicOp) -> None:
    _refuse_bundles(op)
    texts = writer.types
    passed = dictionaries(op, "arg_attrs", len(op.args))
    arguments = [
        (texts[value.type], value_attributes(attributes, texts), writer.values[value])
        for value, attributes in zip(op.args, passed, strict=True)
    ]
    result = texts.result(tuple(each.type for each in op.results))
    attributes = "".join(
        f" {each}" for each in attribute_texts(op.attributes.get("llvm.attributes"), texts)
    )
    words = _metadata_arguments(op)
    types = [*(type_ for type_, _, _ in arguments), *["metadata"] * len(words)]
    writer.module.declare(op.intrin.data, result, types)
    texts_of_values = (f"{type_}{passing} {value}" for type_, passing, value in arguments)
    inside = ", ".join([*texts_of_values, *(f"metadata !{quoted(word)}" for word in words)])
    call = (
        f"call {fast_math(op)}{result} {symbol(op.intrin.data)}({inside}){attributes}"
        f"{metadata(writer, op)}"
    )
    if op.results:
        writer.result(op.results[0], call)
    else:
        writer.emit(call)


def _metadata_arguments(op: llvm.CallIntrinsicOp) -> list[str]:
    """The arguments of a constrained operation that say how it rounds and which exceptions matter."""
    words = op.attributes.get("metadata")
    if not isinstance(words, ArrayAttr):
        return []
    return [word.data for word in cast(ArrayAttr[Attribute], words) if isinstance(word, StringAttr)]


@writes(llvm.InlineAsmOp)
def _inline_assembly(writer: FunctionWriter, op: llvm.InlineAsmOp) -> None:
    flags = [
        "sideeffect" if op.has_side_effects is not None else "",
        "alignstack" if op.is_align_stack is not None else "",
        "inteldialect" if op.asm_dialect is not None and op.asm_dialect.value.data else "",
    ]
    arguments = dictionaries(op, "arg_attrs", len(op.operands))
    words = " ".join(["asm", *filter(None, flags), quoted(op.asm_string.data)])
    callee = Callee(f"{words}, {quoted(op.constraints.data)}", arguments, NO_ATTRIBUTES, "")
    _write_call(writer, op, callee, op.operands)
