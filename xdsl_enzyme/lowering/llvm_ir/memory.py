"""Memory and aggregates: `llvm` and `llvm_extra`.

::

    llvm.load %p {alignment = 8 : i64, tbaa = "!4"} : !llvm.ptr -> f64   ->   load double, ptr %p, align 8, !tbaa !4
"""

from __future__ import annotations

from typing import cast

from xdsl.dialects import llvm, ub
from xdsl.dialects.builtin import IntegerAttr, StringAttr
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.flags import metadata
from xdsl_enzyme.lowering.llvm_ir.names import quoted, symbol
from xdsl_enzyme.lowering.llvm_ir.types import integers, overload
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


def _number(attribute: Attribute | None) -> int:
    return cast(IntegerAttr, attribute).value.data if isinstance(attribute, IntegerAttr) else 0


def alignment(attribute: Attribute | None) -> str:
    """`, align n` for an instruction, or nothing: then LLVM takes the type's own alignment."""
    value = _number(attribute)
    return f", align {value}" if value > 0 else ""


def _access(op: Operation) -> tuple[str, str]:
    """`atomic volatile ` before the type, and the ordering after the pointer."""
    ordering = _number(op.properties.get("ordering")) or _number(op.attributes.get("ordering"))
    volatile = "volatile_" in op.attributes or "volatile_" in op.properties
    before = f"{'atomic ' if ordering else ''}{'volatile ' if volatile else ''}"
    if not ordering:
        return before, ""
    return before, f"{sync_scope(op)} {llvm.ATOMIC_ORDERING_KEYWORDS[ordering]}"


def sync_scope(op: Operation) -> str:
    """The threads that an instruction is atomic towards, if not all."""
    scope = op.properties.get("syncscope") or op.attributes.get("syncscope")
    return f" syncscope({quoted(scope.data)})" if isinstance(scope, StringAttr) else ""


def _nontemporal(writer: FunctionWriter, op: Operation) -> str:
    if "nontemporal" not in op.properties and "nontemporal" not in op.attributes:
        return ""
    return f", !nontemporal {writer.module.metadata_node('!{i32 1}')}"


@writes(llvm.LoadOp)
def _load(writer: FunctionWriter, op: llvm.LoadOp) -> None:
    before, after = _access(op)
    result = op.results[0]
    writer.result(
        result,
        f"load {before}{writer.types[result.type]}, {writer.typed(op.operands[0])}{after}"
        f"{alignment(op.properties.get('alignment'))}{metadata(writer, op)}"
        f"{_nontemporal(writer, op)}",
    )


@writes(llvm.StoreOp)
def _store(writer: FunctionWriter, op: llvm.StoreOp) -> None:
    before, after = _access(op)
    value, pointer = op.operands
    writer.emit(
        f"store {before}{writer.typed(value)}, {writer.typed(pointer)}{after}"
        f"{alignment(op.properties.get('alignment'))}{metadata(writer, op)}"
        f"{_nontemporal(writer, op)}"
    )


@writes(llvm.AllocaOp)
def _alloca(writer: FunctionWriter, op: llvm.AllocaOp) -> None:
    size = op.operands[0]
    count = "" if writer.values[size] == "1" else f", {writer.typed(size)}"
    writer.result(
        op.results[0],
        f"alloca {writer.types[op.elem_type]}{count}{alignment(op.properties.get('alignment'))}",
    )


_NO_WRAP_BITS = ((1, "inbounds"), (2, "nusw"), (4, "nuw"))


def gep_flags(op: llvm.GEPOp) -> str:
    """`inbounds`, `nusw` and `nuw`, from the properties and the discardable attributes."""
    bits = _number(op.properties.get("noWrapFlags"))
    names = [name for bit, name in _NO_WRAP_BITS if bits & bit]
    if "inbounds" in op.properties and "inbounds" not in names:
        names.insert(0, "inbounds")
    names.extend(name for name in ("nusw", "nuw") if name in op.attributes and name not in names)
    if "inbounds" in names and "nusw" in names:
        names.remove("nusw")
    return "".join(f"{name} " for name in names)


@writes(llvm.GEPOp)
def _get_element_pointer(writer: FunctionWriter, op: llvm.GEPOp) -> None:
    pointer, *dynamic = op.operands
    rest = iter(dynamic)
    indices = "".join(
        f", {writer.typed(next(rest))}" if index == llvm.GEP_USE_SSA_VAL else f", i32 {index}"
        for index in integers(op.properties["rawConstantIndices"])
    )
    element = writer.types[op.properties["elem_type"]]
    writer.result(
        op.results[0],
        f"getelementptr {gep_flags(op)}{element}, {writer.typed(pointer)}{indices}",
    )


@writes(llvm.AddressOfOp)
def _address_of(writer: FunctionWriter, op: llvm.AddressOfOp) -> None:
    name = op.global_name.root_reference.data
    target = writer.module.symbols.get(name)
    if target is None:
        raise LoweringError(f"the address of '{name}' is taken, which the module does not have")
    if isinstance(target, llvm.GlobalOp) and target.thread_local_ is not None:
        pointer = [("ptr", symbol(name))]
        writer.result(op.result, writer.call("llvm.threadlocal.address.p0", "ptr", pointer))
    else:
        writer.values[op.result] = symbol(name)


@writes(llvm.ZeroOp)
def _zero(writer: FunctionWriter, op: llvm.ZeroOp) -> None:
    writer.values[op.res] = constants.zero(op.res.type)


@writes(llvm.UndefOp)
def _undef(writer: FunctionWriter, op: llvm.UndefOp) -> None:
    writer.set_parts(op.res, ["undef"] * len(writer.part_types(op.res.type)))


@writes(ub.PoisonOp)
def _poison(writer: FunctionWriter, op: ub.PoisonOp) -> None:
    if not isinstance(op.value, ub.PoisonAttr):
        raise LoweringError("a partly poisoned value cannot be written")
    writer.set_parts(op.result, ["poison"] * len(writer.part_types(op.result.type)))


def position_text(op: llvm.ExtractValueOp | llvm.InsertValueOp) -> str:
    return ", ".join(str(index) for index in integers(op.position))


@writes(llvm.ExtractValueOp)
def _extract_value(writer: FunctionWriter, op: llvm.ExtractValueOp) -> None:
    writer.result(op.res, f"extractvalue {writer.typed(op.container)}, {position_text(op)}")


@writes(llvm.InsertValueOp)
def _insert_value(writer: FunctionWriter, op: llvm.InsertValueOp) -> None:
    writer.result(
        op.res,
        f"insertvalue {writer.typed(op.container)}, {writer.typed(op.value)}, {position_text(op)}",
    )


@writes(llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)
def _copy(writer: FunctionWriter, op: llvm_extra.MemcpyOp | llvm_extra.MemmoveOp) -> None:
    name = "memcpy" if isinstance(op, llvm_extra.MemcpyOp) else "memmove"
    types = [op.destination.type, op.source.type, op.length.type]
    suffix = ".".join(overload(type_) for type_ in types)
    arguments = [(writer.types[each.type], writer.values[each]) for each in op.operands]
    arguments.append(("i1", "false" if op.volatile_ is None else "true"))
    call = writer.call(f"llvm.{name}.{suffix}", "void", arguments)
    writer.emit(call + metadata(writer, op))


@writes(llvm_extra.MemsetOp)
def _set(writer: FunctionWriter, op: llvm_extra.MemsetOp) -> None:
    suffix = f"{overload(op.destination.type)}.{overload(op.length.type)}"
    arguments = [(writer.types[each.type], writer.values[each]) for each in op.operands]
    arguments.append(("i1", "false" if op.volatile_ is None else "true"))
    call = writer.call(f"llvm.memset.{suffix}", "void", arguments)
    writer.emit(call + metadata(writer, op))


@writes(llvm.StackSaveOp)
def _stack_save(writer: FunctionWriter, op: llvm.StackSaveOp) -> None:
    writer.result(op.res, writer.call("llvm.stacksave.p0", "ptr", []))


@writes(llvm.StackRestoreOp)
def _stack_restore(writer: FunctionWriter, op: llvm.StackRestoreOp) -> None:
    pointer = [("ptr", writer.values[op.ptr])]
    writer.emit(writer.call("llvm.stackrestore.p0", "void", pointer))
