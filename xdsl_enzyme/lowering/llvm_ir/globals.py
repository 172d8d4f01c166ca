"""Global variables of `llvm` and `memref`.

::

    llvm.mlir.global internal constant @t(dense<[1, 2]> : tensor<2xi32>) : !llvm.array<2 x i32>
    -->
    @t = internal constant [2 x i32] [i32 1, i32 2]

An initialiser that is a region is evaluated to a constant expression, operation by operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from xdsl.dialects import arith, llvm, memref, ub, vector
from xdsl.dialects.builtin import DenseIntOrFPElementsAttr, IntegerAttr, UnitAttr
from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.packed_structs import is_packed
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants, descriptors
from xdsl_enzyme.lowering.llvm_ir.functions import UNNAMED_ADDRESS, VISIBILITIES
from xdsl_enzyme.lowering.llvm_ir.memory import alignment, gep_flags
from xdsl_enzyme.lowering.llvm_ir.names import quoted, symbol
from xdsl_enzyme.lowering.llvm_ir.types import TypeTexts, integers
from xdsl_enzyme.lowering.llvm_ir.writer import ModuleWriter

# Constant expressions: a text, or a list of them for an aggregate whose fields are set one by one.


@dataclass
class Aggregate:
    """A struct, array or vector during evaluation."""

    fields: Sequence[Constant]


Constant = str | Aggregate


def _field_types(type_: Attribute) -> list[Attribute]:
    if isinstance(type_, llvm.LLVMStructType):
        return list(type_.types.data)
    if isinstance(type_, llvm.LLVMArrayType):
        return [type_.type] * type_.size.data
    raise LoweringError(f"the type {type_} has no fields")


def _insert(whole: Constant, type_: Attribute, position: list[int], value: Constant) -> Constant:
    if not position:
        return value
    types = _field_types(type_)
    fields: list[Constant] = (
        list(whole.fields) if isinstance(whole, Aggregate) else [_part(whole)] * len(types)
    )
    first, *rest = position
    fields[first] = _insert(fields[first], types[first], rest, value)
    return Aggregate(fields)


def _part(whole: str) -> str:
    """A field of an aggregate that is the same all over."""
    if whole not in ("undef", "poison", "zeroinitializer"):
        raise LoweringError(f"a field is set in the constant {whole}")
    return whole


class _Evaluator:
    """The constant that each value of a global's initialiser region stands for."""

    def __init__(self, module: ModuleWriter):
        self.module = module
        self.types = module.types
        self.values: dict[SSAValue, Constant] = {}

    def text(self, value: SSAValue) -> str:
        return self.render(self.values[value], value.type)

    def typed(self, value: SSAValue) -> str:
        return f"{self.types[value.type]} {self.text(value)}"

    def render(self, constant: Constant, type_: Attribute) -> str:
        if isinstance(constant, str):
            if constant == "zeroinitializer" and isinstance(type_, llvm.LLVMPointerType):
                return "null"
            if constant == "zeroinitializer":
                return constants.zero(type_)
            return constant
        fields = ", ".join(
            f"{self.types[field_type]} {self.render(field, field_type)}"
            for field, field_type in zip(constant.fields, _field_types(type_), strict=True)
        )
        if isinstance(type_, llvm.LLVMArrayType):
            return f"[{fields}]"
        return (
            f"<{{ {fields} }}>"
            if is_packed(cast(llvm.LLVMStructType, type_))
            else f"{{ {fields} }}"
        )


def _evaluate_constant(to: _Evaluator, op: Operation) -> Constant:
    return constants.literal(op.properties["value"], op.results[0].type, to.types)


def _evaluate_address(to: _Evaluator, op: llvm.AddressOfOp) -> Constant:
    name = op.global_name.root_reference.data
    if name not in to.module.symbols:
        raise LoweringError(f"the address of '{name}' is taken, which the module does not have")
    return symbol(name)


def _evaluate_gep(to: _Evaluator, op: llvm.GEPOp) -> Constant:
    pointer, *dynamic = op.operands
    rest = iter(dynamic)
    indices = "".join(
        f", {to.typed(next(rest))}" if index == llvm.GEP_USE_SSA_VAL else f", i32 {index}"
        for index in integers(op.properties["rawConstantIndices"])
    )
    element = to.types[op.properties["elem_type"]]
    return f"getelementptr {gep_flags(op)}({element}, {to.typed(pointer)}{indices})"


_CONSTANT_CASTS: dict[type[Operation], str] = {
    llvm_extra.AddressSpaceCastOp: "addrspacecast",
    llvm.PtrToIntOp: "ptrtoint",
    llvm.IntToPtrOp: "inttoptr",
    llvm.BitcastOp: "bitcast",
    arith.BitcastOp: "bitcast",
    arith.TruncIOp: "trunc",
    llvm.TruncOp: "trunc",
}

_CONSTANT_BINARY: dict[type[Operation], str] = {
    arith.AddiOp: "add",
    arith.SubiOp: "sub",
    arith.XOrIOp: "xor",
    llvm.AddOp: "add",
    llvm.SubOp: "sub",
    llvm.XOrOp: "xor",
}


def _evaluate_cast(to: _Evaluator, op: Operation) -> Constant:
    target = to.types[op.results[0].type]
    return f"{_CONSTANT_CASTS[type(op)]} ({to.typed(op.operands[0])} to {target})"


def _evaluate_binary(to: _Evaluator, op: Operation) -> Constant:
    lhs, rhs = op.operands
    return f"{_CONSTANT_BINARY[type(op)]} ({to.typed(lhs)}, {to.typed(rhs)})"


def _evaluate_insert(to: _Evaluator, op: llvm.InsertValueOp) -> Constant:
    position = list(integers(op.position))
    whole = to.values[op.container]
    return _insert(whole, op.container.type, position, to.values[op.value])


def _evaluate_vector_insert(to: _Evaluator, op: vector.InsertOp) -> Constant:
    position = integers(op.static_position)
    if op.dynamic_position or len(position) != 1:
        raise LoweringError("a constant vector is built with a position that is not one number")
    return f"insertelement ({to.typed(op.dest)}, {to.typed(op.source)}, i64 {position[0]})"


EVALUATORS: dict[type[Operation], Callable[[_Evaluator, Any], Constant]] = {
    arith.ConstantOp: _evaluate_constant,
    llvm.ConstantOp: _evaluate_constant,
    llvm.ZeroOp: lambda to, op: "zeroinitializer",
    llvm.UndefOp: lambda to, op: "undef",
    ub.PoisonOp: lambda to, op: "poison",
    llvm.AddressOfOp: _evaluate_address,
    llvm.GEPOp: _evaluate_gep,
    llvm.InsertValueOp: _evaluate_insert,
    vector.InsertOp: _evaluate_vector_insert,
}
for _class in _CONSTANT_CASTS:
    EVALUATORS[_class] = _evaluate_cast
for _class in _CONSTANT_BINARY:
    EVALUATORS[_class] = _evaluate_binary


def _initialiser(module: ModuleWriter, op: llvm.GlobalOp) -> str:
    block = op.body.first_block
    evaluator = _Evaluator(module)
    for each in block.ops if block is not None else ():
        if isinstance(each, llvm.ReturnOp) and each.arg is not None:
            return evaluator.text(each.arg)
        evaluate = EVALUATORS.get(type(each))
        if evaluate is None:
            raise LoweringError(
                f"'{each.name}' cannot be evaluated in the initialiser of a global", where=each
            )
        evaluator.values[each.results[0]] = evaluate(evaluator, each)
    raise LoweringError("the initialiser of a global returns nothing", where=op)


def write_global(module: ModuleWriter, op: llvm.GlobalOp) -> None:
    """Adds an `llvm.mlir.global`."""
    texts = module.types
    type_ = op.global_type
    linkage = op.linkage.linkage.data
    if op.body.first_block is not None:
        initialiser = f" {_initialiser(module, op)}"
    elif isinstance(op.value, UnitAttr):
        initialiser = f" {constants.zero(type_)}"
    elif op.value is not None:
        initialiser = f" {constants.literal(op.value, type_, texts)}"
    elif linkage in ("external", "extern_weak"):
        initialiser = ""
    else:
        # As in MLIR: storage that starts with any content.
        initialiser = " undef"
    if linkage == "external" and initialiser:
        linkage = ""
    words = [
        linkage,
        "dso_local" if op.dso_local is not None else "",
        VISIBILITIES[op.visibility_.value.data].strip() if op.visibility_ is not None else "",
        "thread_local" if op.thread_local_ is not None else "",
        UNNAMED_ADDRESS[_number(op.unnamed_addr)].strip(),
        f"addrspace({space})" if (space := _number(op.addr_space)) else "",
        "constant" if op.constant is not None else "global",
    ]
    section = f", section {quoted(op.section.data)}" if op.section is not None else ""
    module.definitions.append(
        f"{symbol(op.sym_name.data)} = {' '.join(word for word in words if word)} "
        f"{texts[type_]}{initialiser}{section}{alignment(op.alignment)}"
    )


def _number(attribute: Attribute | None) -> int:
    return cast(IntegerAttr, attribute).value.data if isinstance(attribute, IntegerAttr) else 0


def _flat(value: DenseIntOrFPElementsAttr, texts: TypeTexts) -> str:
    element = texts[value.get_element_type()]
    return "[" + ", ".join(f"{element} {each}" for each in constants.dense_literals(value)) + "]"


def write_memref_global(module: ModuleWriter, op: memref.GlobalOp) -> None:
    """Adds a `memref.global` as a flat array of its elements."""
    type_ = op.type
    layout = descriptors.layout_of(op.type)
    if None in layout.sizes or not descriptors.is_identity(type_):
        raise LoweringError("a global memref does not have a static shape and the default layout")
    array = f"[{type_.element_count()} x {module.types[type_.element_type]}]"
    value = op.properties.get("initial_value")
    if isinstance(value, DenseIntOrFPElementsAttr):
        initialiser = _flat(cast(DenseIntOrFPElementsAttr, value), module.types)
    else:
        initialiser = "undef" if isinstance(value, UnitAttr) else ""
    linkage = "external " if not initialiser else ""
    if op.sym_visibility.data == "private" and initialiser:
        linkage = "internal "
    kind = "constant" if op.constant is not None else "global"
    module.definitions.append(
        f"{symbol(op.sym_name.data)} = {linkage}{kind} {array} {initialiser}"
        f"{alignment(op.alignment)}"
    )
