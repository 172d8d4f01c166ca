"""Pointers, loads, stores and aggregates: the `llvm` ops that are left in the IR, `llvm_extra` and `ub`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from xdsl.dialects import llvm, ub
from xdsl.dialects.builtin import (
    ArrayAttr,
    BytesAttr,
    StringAttr,
    UnitAttr,
)
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import LLVMArrayType, LLVMStructType
from xdsl.ir import Attribute

from tests.oracle.access import reader, reinterpret, writer
from tests.oracle.layout import bit_width, element_type, field_offset, size_of
from tests.oracle.memory import Memory
from tests.oracle.scalar_ops import constant, integer_comparison
from tests.oracle.tables import Evaluate, elementwise, global_symbol, on_values
from tests.oracle.values import POISON, Poison, Value, integer, moved_cells, signed, undefined
from xdsl_enzyme.dialects import llvm_extra

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

POINTER_MASK = (1 << 64) - 1


# Loads and stores


@on_values(llvm.LoadOp)
def _load(op: llvm.LoadOp, machine: Machine) -> Evaluate:
    read = reader(op.dereferenced_value.type)
    return lambda address: read(machine.memory, address)


@on_values(llvm.StoreOp)
def _store(op: llvm.StoreOp, machine: Machine) -> Evaluate:
    write = writer(op.value.type)
    return lambda value, address: write(machine.memory, address, value)


@on_values(llvm.AllocaOp)
def _alloca(op: llvm.AllocaOp, machine: Machine) -> Evaluate:
    size, name = size_of(op.elem_type), op.res.name_hint or "alloca"
    return lambda count: machine.stack_allocate(size * count, name)


@on_values(llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)
def _copy(op: llvm_extra.MemcpyOp | llvm_extra.MemmoveOp, machine: Machine) -> Evaluate:
    return lambda destination, source, size: machine.memory.copy(destination, source, size)


@on_values(llvm_extra.MemsetOp)
def _fill(op: llvm_extra.MemsetOp, machine: Machine) -> Evaluate:
    def evaluate(destination: int, byte: Value, size: int) -> None:
        if isinstance(byte, Poison):
            machine.memory.write_undefined(destination, size)
        else:
            machine.memory.fill(destination, cast(int, byte), size)

    return evaluate


# Addresses


def constant_and_strides(op: llvm.GEPOp) -> tuple[int, list[tuple[int, int]]]:
    """The constant part of the offset, and for each dynamic index its stride and its width, in bytes and bits."""
    offset, dynamic = 0, list[tuple[int, int]]()
    operands = iter(op.ssa_indices)
    current: Attribute = op.elem_type
    for position, raw in enumerate(op.rawConstantIndices.iter_values()):
        if position > 0 and isinstance(current, LLVMStructType):
            offset += field_offset(current, raw)
            current = current.types.data[raw]
            continue
        if position > 0:
            current = current.type if isinstance(current, LLVMArrayType) else element_type(current)
        if raw == llvm.GEP_USE_SSA_VAL:
            dynamic.append((size_of(current), bit_width(next(operands).type)))
        else:
            offset += raw * size_of(current)
    return offset, dynamic


@elementwise(llvm.GEPOp)
def _element_address(op: llvm.GEPOp) -> Evaluate:
    offset, dynamic = constant_and_strides(op)

    def evaluate(base: int, *indices: int) -> int:
        address = base + offset
        for (stride, width), index in zip(dynamic, indices, strict=True):
            address += stride * signed(index, width)
        return address & POINTER_MASK

    return evaluate


@on_values(llvm.AddressOfOp)
def _address_of(op: llvm.AddressOfOp, machine: Machine) -> Evaluate:
    name = op.global_name.string_value()
    return lambda: machine.address_of(name)


@elementwise(llvm.PtrToIntOp, llvm.IntToPtrOp)
def _same_bits(op: llvm.PtrToIntOp | llvm.IntToPtrOp) -> Evaluate:
    width = min(64, bit_width(element_type(op.results[0].type)))
    mask = (1 << width) - 1
    return lambda x: integer(x & mask, moved_cells(x, 0, width))


@elementwise(llvm_extra.PointerCompareOp)
def _compare_pointers(op: llvm_extra.PointerCompareOp) -> Evaluate:
    return integer_comparison(op.predicate.value.data, 64)


# Aggregates and undefined values


@on_values(llvm.UndefOp, ub.PoisonOp)
def _undefined(op: llvm.UndefOp | ub.PoisonOp, _: Machine) -> Evaluate:
    value = undefined(op.results[0].type)
    return lambda: value


@on_values(llvm.ZeroOp)
def _zero(op: llvm.ZeroOp, machine: Machine) -> Evaluate:
    value = zero(op.res.type)
    return lambda: value


def zero(type_: Attribute) -> Value:
    """The value of the type whose bytes are all zero."""
    memory = Memory()
    address = memory.allocate(size_of(type_), "zero")
    memory.fill(address, 0, size_of(type_))
    return reader(type_)(memory, address)


@on_values(llvm_extra.FreezeOp)
def _freeze(op: llvm_extra.FreezeOp, _: Machine) -> Evaluate:
    return frozen(zero(op.operand.type))


def frozen(fallback: Value) -> Callable[[Value], Value]:
    """Replaces what is poison in a value by the same part of `fallback`."""

    def evaluate(value: Value, fallback: Value = fallback) -> Value:
        if value is POISON:
            return fallback
        if isinstance(value, tuple) and isinstance(fallback, tuple):
            return tuple(evaluate(v, f) for v, f in zip(value, fallback, strict=True))
        return value

    return evaluate


@on_values(llvm.ExtractValueOp)
def _extract(op: llvm.ExtractValueOp, _: Machine) -> Evaluate:
    path = op.position.get_values()

    def evaluate(container: Value) -> Value:
        for index in path:
            container = cast("tuple[Value, ...]", container)[index]
        return container

    return evaluate


@on_values(llvm.InsertValueOp)
def _insert(op: llvm.InsertValueOp, _: Machine) -> Evaluate:
    path = op.position.get_values()
    return lambda container, value: replaced(container, path, value)


def replaced(container: Value, path: tuple[int, ...], value: Value) -> Value:
    """A copy of the aggregate with another value at `path`."""
    if not path:
        return value
    parts = list(cast("tuple[Value, ...]", container))
    parts[path[0]] = replaced(parts[path[0]], path[1:], value)
    return tuple(parts)


@on_values(llvm.BitcastOp)
def _bitcast(op: llvm.BitcastOp, _: Machine) -> Evaluate:
    return reinterpret(op.arg.type, op.result.type)


@on_values(llvm_extra.VectorSelectOp)
def _vector_select(op: llvm_extra.VectorSelectOp, _: Machine) -> Evaluate:
    def evaluate(
        condition: tuple[Value, ...], true_value: tuple[Value, ...], false_value: tuple[Value, ...]
    ) -> Value:
        return tuple(
            POISON if c is POISON else (t if c else f)
            for c, t, f in zip(condition, true_value, false_value, strict=True)
        )

    return evaluate


# Globals


@global_symbol(FuncOp)
def _function_address(op: FuncOp, machine: Machine) -> int:
    return machine.memory.allocate(0, op.sym_name.data)


@global_symbol(llvm.GlobalOp)
def _global_address(op: llvm.GlobalOp, machine: Machine) -> int:
    memory, type_ = machine.memory, op.global_type
    address = memory.allocate(size_of(type_), op.sym_name.data)
    machine.addresses[op.sym_name.data] = address
    if op.body.blocks:
        writer(type_)(memory, address, machine.run_initialiser(op.body))
    elif op.value is not None:
        memory.fill(address, 0, size_of(type_))
        write_initialiser(machine, address, type_, op.value)
    return address


def write_initialiser(machine: Machine, address: int, type_: Attribute, value: Attribute) -> None:
    """Writes the initialiser of a global over zeroed memory."""
    memory = machine.memory
    if isinstance(value, UnitAttr):
        return
    if isinstance(value, StringAttr):
        memory.write_bytes(address, value.data.encode("latin-1"))
    elif isinstance(value, BytesAttr):
        memory.write_bytes(address, value.data)
    elif isinstance(value, ArrayAttr):
        parts = cast("ArrayAttr[Attribute]", value).data
        for index, part in enumerate(parts):
            if isinstance(type_, LLVMStructType):
                field, offset = type_.types.data[index], field_offset(type_, index)
            else:
                field = cast(LLVMArrayType, type_).type
                offset = index * size_of(field)
            write_initialiser(machine, address + offset, field, part)
    else:
        parsed = constant(value)
        leaf = type_
        while isinstance(parsed, tuple) and isinstance(leaf, LLVMArrayType):
            leaf = leaf.type
        leaf = element_type(leaf)
        write, stride = writer(leaf), size_of(leaf)
        for index, element in enumerate(parsed if isinstance(parsed, tuple) else (parsed,)):
            write(memory, address + index * stride, element)
