"""Functions and returns, of `func` and of `llvm`.

::

    func.func @f(%x: f64 {llvm.noundef}) -> f64 { ... func.return %y : f64 }
    -->
    define double @f(double noundef %x) {
    entry:
      ...
      ret double %y
    }

Several results are returned as a struct. A memref is passed as its pointers, offset, sizes and strides and returned
as a struct of them: MLIR's calling convention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    FunctionType,
    StringAttr,
    SymbolRefAttr,
)
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import descriptors
from xdsl_enzyme.lowering.llvm_ir.attributes import (
    attribute_texts,
    value_attributes,
)
from xdsl_enzyme.lowering.llvm_ir.branches import write_region
from xdsl_enzyme.lowering.llvm_ir.descriptors import Descriptor
from xdsl_enzyme.lowering.llvm_ir.names import quoted, symbol
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts, is_memref
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, ModuleWriter, writes

NO_ATTRIBUTES: Mapping[str, Attribute] = {}

_HEADER_ATTRIBUTES = frozenset({"dso_local", "unnamed_addr", "local_unnamed_addr"})
"""Keys of `llvm.attributes` that LLVM writes before the function's name or after its arguments."""

VISIBILITIES = {0: "", 1: "hidden ", 2: "protected "}
UNNAMED_ADDRESS = {0: "", 1: "local_unnamed_addr ", 2: "unnamed_addr "}


@dataclass
class Signature:
    """What the two kinds of functions have in common."""

    inputs: Sequence[Attribute]
    outputs: tuple[Attribute, ...]
    is_variadic: bool
    argument_attributes: Sequence[Mapping[str, Attribute]]
    result_attributes: Mapping[str, Attribute]
    linkage: str
    prefix: str
    """What precedes the return type of a definition or declaration: visibility."""
    convention: str
    """The calling convention, if it is not C's; followed by a space."""
    attributes: list[str]


def _linkage(op: Operation) -> str:
    attribute = op.attributes.get("llvm.linkage") or op.properties.get("linkage")
    if isinstance(attribute, StringAttr):
        return attribute.data
    if isinstance(attribute, llvm.LinkageAttr):
        return attribute.linkage.data
    if attribute is not None:
        raise LoweringError(f"the linkage {attribute} is not known")
    if op.properties.get("sym_visibility") == StringAttr("private"):
        return "internal"
    return "external"


def calling_convention(op: Operation) -> str:
    """The calling convention of a function, or of a call through a pointer, that has one other than C's."""
    name = op.attributes.get("llvm.calling_convention")
    return f"{name.data} " if isinstance(name, StringAttr) else ""


def _personality(module: ModuleWriter, op: Operation) -> str:
    """What a function with landing pads says about who finds its handlers."""
    name = op.attributes.get("llvm.personality")
    if not isinstance(name, SymbolRefAttr):
        return ""
    personality = name.root_reference.data
    module.declare(personality, "i32", ["..."])
    return f" personality ptr {symbol(personality)}"


def dictionaries(op: Operation, key: str, count: int) -> list[Mapping[str, Attribute]]:
    array = cast(ArrayAttr[DictionaryAttr] | None, op.properties.get(key) or op.attributes.get(key))
    if array is None or not array.data:
        return [NO_ATTRIBUTES] * count
    if len(array.data) != count:
        raise LoweringError(f"{key} does not have one entry for each of {count}")
    return [each.data for each in array.data]


def signature(op: Operation, texts: TypeTexts) -> Signature:
    """The signature of a `func.func` or `llvm.func`."""
    type_ = op.properties.get("function_type")
    if isinstance(type_, FunctionType):
        inputs, outputs = type_.inputs.data, type_.outputs.data
        variadic = "llvm.variadic" in op.attributes
    elif isinstance(type_, llvm.LLVMFunctionType):
        inputs, variadic = type_.inputs.data, type_.is_variadic
        outputs = () if isinstance(type_.output, llvm.LLVMVoidType) else (type_.output,)
    else:
        raise LoweringError(f"the function type {type_} is not known")
    result_attributes = dictionaries(op, "res_attrs", len(outputs))
    attributes = op.attributes.get("llvm.attributes")
    prefix = ""
    if isinstance(attributes, DictionaryAttr):
        prefix = "dso_local " if "dso_local" in attributes.data else ""
    result = Signature(
        inputs,
        tuple(outputs),
        variadic,
        dictionaries(op, "arg_attrs", len(inputs)),
        result_attributes[0] if len(outputs) == 1 else NO_ATTRIBUTES,
        _linkage(op),
        prefix,
        calling_convention(op),
        attribute_texts(attributes, texts, without=_HEADER_ATTRIBUTES),
    )
    if isinstance(op, llvm.FuncOp):
        _add_llvm_properties(op, result)
    return result


def _add_llvm_properties(op: llvm.FuncOp, to: Signature) -> None:
    to.prefix += VISIBILITIES[op.visibility_.value.data]
    if (convention := op.CConv.convention.data) != "ccc":
        to.convention = f"{convention} "
    for flag, name in (
        (op.no_inline, "noinline"),
        (op.no_unwind, "nounwind"),
        (op.optimize_none, "optnone"),
    ):
        if flag is not None:
            to.attributes.append(name)
    for text, name in ((op.target_cpu, "target-cpu"), (op.tune_cpu, "tune-cpu")):
        if text is not None:
            to.attributes.append(f"{quoted(name)}={quoted(text.data)}")
    if op.target_features is not None:
        features = ",".join(feature.data for feature in op.target_features.features)
        to.attributes.append(f'"target-features"={quoted(features)}')
    for attribute in op.passthrough or ():
        match attribute:
            case StringAttr(data=name):
                to.attributes.append(name if name.isidentifier() else quoted(name))
            case ArrayAttr(data=(StringAttr(data=name), StringAttr(data=value))):
                to.attributes.append(f"{quoted(name)}={quoted(value)}")
            case _:
                raise LoweringError(f"the function attribute {attribute} is not known")


def write_function(module: ModuleWriter, op: Operation) -> None:
    """Adds a function or its declaration to the module."""
    texts = module.types
    name = symbol(cast(StringAttr, op.properties["sym_name"]).data)
    what = signature(op, texts)
    returned = value_attributes(what.result_attributes, texts)
    result = (
        f"{returned[1:]} {texts.result(what.outputs)}" if returned else texts.result(what.outputs)
    )
    suffix = "".join(f" {each}" for each in what.attributes)
    prefix = what.prefix + what.convention
    entry = op.regions[0].first_block
    if entry is None:
        linkage = "extern_weak " if what.linkage == "extern_weak" else ""
        arguments = _declared_arguments(what, texts)
        text = f"declare {linkage}{prefix}{result} {name}({arguments}){suffix}"
        module.definitions.append(text)
        return
    writer = FunctionWriter(module)
    arguments = _arguments(writer, what, entry.args)
    linkage = "" if what.linkage == "external" else f"{what.linkage} "
    if what.is_variadic:
        arguments.append("...")
    writer.lines.append(
        f"define {linkage}{prefix}{result} {name}({', '.join(arguments)}){suffix}"
        f"{_personality(module, op)} {{"
    )
    writer.start_block(writer.fresh_label("entry"))
    begin = len(writer.lines)
    write_region(writer, op.regions[0])
    if module.line_tables is not None:
        subprogram = module.line_tables.subprogram(
            op, cast(StringAttr, op.properties["sym_name"]).data
        )
        if subprogram is not None:
            subprogram.annotate(writer.lines, writer.locations)
            writer.lines[0] = f"{writer.lines[0].removesuffix(' {')} !dbg {subprogram.node} {{"
    writer.lines[begin:begin] = writer.allocations
    writer.lines.append("}")
    module.definitions.append("\n".join(writer.lines))


def _declared_arguments(what: Signature, texts: TypeTexts) -> str:
    arguments = [
        text
        for type_, attributes in zip(what.inputs, what.argument_attributes, strict=True)
        for text in _parameter_texts(type_, value_attributes(attributes, texts), texts)
    ]
    return ", ".join([*arguments, "..."] if what.is_variadic else arguments)


def memref_types(type_: Attribute) -> list[str]:
    return ["ptr", "ptr", *["i64"] * (1 + 2 * len(descriptors.layout_of(type_).sizes))]


def _parameter_texts(type_: Attribute, attributes: str, texts: TypeTexts) -> list[str]:
    """Type and attributes of each LLVM argument that an argument of this type is passed as."""
    if not is_memref(type_):
        return [texts[type_] + attributes]
    # What is said about a memref is about its data, which the second, aligned pointer leads to.
    types = memref_types(type_)
    types[1] += attributes
    return types


def _arguments(writer: FunctionWriter, what: Signature, values: Sequence[SSAValue]) -> list[str]:
    """The text of each argument of a definition; names the values."""
    arguments: list[str] = []
    for value, attributes in zip(values, what.argument_attributes, strict=True):
        hint = value.name_hint or "arg"
        if is_memref(value.type):
            names = [writer.fresh(each) for each in descriptors.argument_names(value.type, hint)]
            writer.descriptors[value] = descriptors.from_all(value.type, names)
        else:
            names = [writer.fresh(hint)]
            writer.values[value] = names[0]
        suffix = value_attributes(attributes, writer.types)
        texts = _parameter_texts(value.type, suffix, writer.types)
        arguments.extend(f"{text} {name}" for text, name in zip(texts, names, strict=True))
    return arguments


# Values as they cross a function's boundary.


def pack(writer: FunctionWriter, value: SSAValue) -> str:
    """One LLVM value for `value`: memrefs become a struct."""
    if not is_memref(value.type):
        return writer.values[value]
    descriptor = writer.descriptor(value)
    struct = writer.types[value.type]
    fields = [
        ("ptr", descriptor.allocated, "0"),
        ("ptr", descriptor.aligned, "1"),
        ("i64", descriptor.offset, "2"),
        *(("i64", size, f"3, {i}") for i, size in enumerate(descriptor.sizes)),
        *(("i64", stride, f"4, {i}") for i, stride in enumerate(descriptor.strides)),
    ]
    whole = "poison"
    for type_, field, position in fields:
        whole = writer.compute(f"insertvalue {struct} {whole}, {type_} {field}, {position}")
    return whole


def unpack(writer: FunctionWriter, value: SSAValue, whole: str) -> None:
    """The inverse of `pack`."""
    if not is_memref(value.type):
        writer.values[value] = whole
        return
    struct = writer.types[value.type]
    rank = len(descriptors.layout_of(value.type).sizes)
    positions = ["0", "1", "2", *(f"{k}, {i}" for k in (3, 4) for i in range(rank))]
    fields = [writer.compute(f"extractvalue {struct} {whole}, {place}") for place in positions]
    writer.set_descriptor(
        value,
        Descriptor(
            fields[0], fields[1], fields[2], tuple(fields[3 : 3 + rank]), tuple(fields[3 + rank :])
        ),
    )


@writes(func.ReturnOp, llvm.ReturnOp)
def _return(writer: FunctionWriter, op: Operation) -> None:
    operands = op.operands
    if not operands:
        writer.emit("ret void")
    elif len(operands) == 1:
        writer.emit(f"ret {writer.types[operands[0].type]} {pack(writer, operands[0])}")
    else:
        struct = writer.types.result(tuple(operand.type for operand in operands))
        whole = "poison"
        for index, operand in enumerate(operands):
            field = f"{writer.types[operand.type]} {pack(writer, operand)}"
            whole = writer.compute(f"insertvalue {struct} {whole}, {field}, {index}")
        writer.emit(f"ret {struct} {whole}")
