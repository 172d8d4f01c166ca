"""Operations of `memref` on descriptors that are LLVM values.

::

    memref.load %m[%i, %j] : memref<?x4xf64>
    -->
    %1 = mul nsw i64 %i, 4
    %2 = add nsw i64 %1, %j
    %3 = getelementptr inbounds double, ptr %m, i64 %2
    %4 = load double, ptr %3

Memory comes from `malloc` and goes to `free`, as in MLIR.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from xdsl.dialects import memref
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.analyses.atomic_updates import BETWEEN_ITERATIONS
from xdsl_enzyme.dialects.atomic_kinds import ATOMIC_KINDS
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import descriptors
from xdsl_enzyme.lowering.llvm_ir.descriptors import Descriptor, layout_of
from xdsl_enzyme.lowering.llvm_ir.flags import metadata
from xdsl_enzyme.lowering.llvm_ir.indices import add, known, linear, multiply, product, row_major
from xdsl_enzyme.lowering.llvm_ir.loops import counted_loop
from xdsl_enzyme.lowering.llvm_ir.names import symbol
from xdsl_enzyme.lowering.llvm_ir.stack import needs_one_place
from xdsl_enzyme.lowering.llvm_ir.types import AnyMemRef, element_type, is_vector, size_of
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, writes


def _element(type_: Attribute) -> Attribute:
    return cast(AnyMemRef, type_).element_type


def pointer_at(
    writer: FunctionWriter, type_: Attribute, descriptor: Descriptor, indices: Sequence[str]
) -> str:
    place = linear(writer, descriptor.offset, indices, descriptor.strides)
    if place == "0":
        return descriptor.aligned
    element = writer.types[_element(type_)]
    return writer.compute(
        f"getelementptr inbounds {element}, ptr {descriptor.aligned}, i64 {place}"
    )


def element_pointer(writer: FunctionWriter, value: SSAValue, indices: Sequence[SSAValue]) -> str:
    """The address of an element of a memref."""
    texts = [writer.values[index] for index in indices]
    return pointer_at(writer, value.type, writer.descriptor(value), texts)


@writes(memref.LoadOp)
def _load(writer: FunctionWriter, op: memref.LoadOp) -> None:
    source, *indices = op.operands
    pointer = element_pointer(writer, source, indices)
    result = op.results[0]
    align = _alignment(writer, result.type)
    writer.result(
        result, f"load {writer.types[result.type]}, ptr {pointer}{align}{metadata(writer, op)}"
    )


@writes(memref.StoreOp)
def _store(writer: FunctionWriter, op: memref.StoreOp) -> None:
    value, target, *indices = op.operands
    pointer = element_pointer(writer, target, indices)
    align = _alignment(writer, value.type)
    writer.emit(f"store {writer.typed(value)}, ptr {pointer}{align}{metadata(writer, op)}")


def _alignment(writer: FunctionWriter, type_: Attribute) -> str:
    """Vectors may lie wherever their lanes may: neither `malloc` nor callers align memory to whole vectors."""
    return (
        f", align {known(size_of(element_type(type_), writer.types)) or 1}"
        if is_vector(type_)
        else ""
    )


# Allocation.


def sizes_of(
    writer: FunctionWriter, type_: Attribute, dynamic: Sequence[SSAValue]
) -> tuple[str, ...]:
    rest = iter(dynamic)
    return tuple(
        writer.values[next(rest)] if size is None else str(size) for size in layout_of(type_).sizes
    )


def contiguous(
    writer: FunctionWriter, allocated: str, aligned: str, sizes: tuple[str, ...]
) -> Descriptor:
    return Descriptor(allocated, aligned, "0", sizes, row_major(writer, sizes))


def _check_default_layout(op: memref.AllocOp | memref.AllocaOp) -> None:
    if op.symbol_operands or not layout_of(op.memref.type).is_contiguous:
        if descriptors.is_identity(op.memref.type):
            return
        raise LoweringError(
            "memory is allocated for a memref that does not have the default layout"
        )


@writes(memref.AllocOp)
def _alloc(writer: FunctionWriter, op: memref.AllocOp) -> None:
    _check_default_layout(op)
    type_ = op.memref.type
    sizes = sizes_of(writer, type_, op.dynamic_sizes)
    size = multiply(writer, product(writer, sizes), size_of(_element(type_), writer.types))
    alignment = op.alignment.value.data if op.alignment is not None else 0
    if alignment <= 16:
        # What malloc gives anyway.
        pointer = writer.compute(writer.call("malloc", "ptr", [("i64", size)]), op.memref.name_hint)
        writer.set_descriptor(op.memref, contiguous(writer, pointer, pointer, sizes))
        return
    padded = add(writer, size, str(alignment - 1))
    allocated = writer.compute(writer.call("malloc", "ptr", [("i64", padded)]), "allocated")
    end = writer.compute(f"getelementptr i8, ptr {allocated}, i64 {alignment - 1}")
    aligned = writer.compute(
        f"call ptr @llvm.ptrmask.p0.i64(ptr {end}, i64 {-alignment})", op.memref.name_hint
    )
    writer.module.declare("llvm.ptrmask.p0.i64", "ptr", ["ptr", "i64"])
    writer.set_descriptor(op.memref, contiguous(writer, allocated, aligned, sizes))


@writes(memref.AllocaOp)
def _alloca(writer: FunctionWriter, op: memref.AllocaOp) -> None:
    _check_default_layout(op)
    type_ = op.memref.type
    sizes = sizes_of(writer, type_, op.dynamic_sizes)
    count = product(writer, sizes)
    align = f", align {op.alignment.value.data}" if op.alignment is not None else ""
    write = writer.allocate if needs_one_place(op) else writer.compute
    text = f"alloca {writer.types[_element(type_)]}, i64 {count}{align}"
    pointer = write(text, op.memref.name_hint)
    writer.set_descriptor(op.memref, contiguous(writer, pointer, pointer, sizes))


@writes(memref.DeallocOp)
def _dealloc(writer: FunctionWriter, op: memref.DeallocOp) -> None:
    pointer = writer.descriptor(op.memref).allocated
    writer.emit(writer.call("free", "void", [("ptr", pointer)]))


@writes(memref.GetGlobalOp)
def _get_global(writer: FunctionWriter, op: memref.GetGlobalOp) -> None:
    name = op.name_.root_reference.data
    if not isinstance(writer.module.symbols.get(name), memref.GlobalOp):
        raise LoweringError(f"'{name}' is not a global memref of the module")
    pointer = symbol(name)
    sizes = tuple(str(size) for size in layout_of(op.memref.type).sizes)
    writer.set_descriptor(op.memref, contiguous(writer, pointer, pointer, sizes))


# Copies.


@writes(memref.CopyOp)
def _copy(writer: FunctionWriter, op: memref.CopyOp) -> None:
    source, target = writer.descriptor(op.source), writer.descriptor(op.destination)
    type_ = op.source.type
    if layout_of(type_).is_contiguous and layout_of(op.destination.type).is_contiguous:
        count = product(writer, source.sizes)
        size = multiply(writer, count, size_of(_element(type_), writer.types))
        zeros = ["0"] * len(source.sizes)
        arguments = [
            ("ptr", pointer_at(writer, op.destination.type, target, zeros)),
            ("ptr", pointer_at(writer, type_, source, zeros)),
            ("i64", size),
            ("i1", "false"),
        ]
        writer.emit(writer.call("llvm.memmove.p0.p0.i64", "void", arguments))
        return
    _copy_elements(writer, op, source, target, [])


def _copy_elements(
    writer: FunctionWriter,
    op: memref.CopyOp,
    source: Descriptor,
    target: Descriptor,
    indices: list[str],
) -> None:
    if len(indices) == len(source.sizes):
        text = writer.types[_element(op.source.type)]
        read = pointer_at(writer, op.source.type, source, indices)
        align = _alignment(writer, _element(op.source.type))
        value = writer.compute(f"load {text}, ptr {read}{align}")
        written = pointer_at(writer, op.destination.type, target, indices)
        writer.emit(f"store {text} {value}, ptr {written}{align}")
        return
    size = source.sizes[len(indices)]
    counted_loop(
        writer,
        ("0", size, "1"),
        "i64",
        lambda index: _copy_elements(writer, op, source, target, [*indices, index]),
    )


# Questions.


@writes(memref.DimOp)
def _dim(writer: FunctionWriter, op: memref.DimOp) -> None:
    sizes = writer.descriptor(op.source).sizes
    index = writer.values[op.index]
    number = known(index)
    if number is not None:
        if not 0 <= number < len(sizes):
            raise LoweringError(f"the dimension {number} of a memref of rank {len(sizes)} is asked")
        writer.values[op.result] = sizes[number]
        return
    answer = "poison"
    for dimension, size in enumerate(sizes):
        here = writer.compute(f"icmp eq i64 {index}, {dimension}")
        answer = writer.compute(f"select i1 {here}, i64 {size}, i64 {answer}")
    writer.values[op.result] = answer


@writes(memref.RankOp)
def _rank(writer: FunctionWriter, op: memref.RankOp) -> None:
    writer.values[op.rank] = str(len(writer.descriptor(op.source).sizes))


@writes(memref.ExtractAlignedPointerAsIndexOp)
def _aligned_pointer(writer: FunctionWriter, op: memref.ExtractAlignedPointerAsIndexOp) -> None:
    pointer = writer.descriptor(op.source).aligned
    writer.result(op.aligned_pointer, f"ptrtoint ptr {pointer} to i64")


@writes(memref.ExtractStridedMetaDataOp)
def _strided_metadata(writer: FunctionWriter, op: memref.ExtractStridedMetaDataOp) -> None:
    source = writer.descriptor(op.source)
    base, offset, *rest = op.results
    writer.set_descriptor(base, Descriptor(source.allocated, source.aligned, "0", (), ()))
    writer.values[offset] = source.offset
    for result, value in zip(rest, (*source.sizes, *source.strides), strict=True):
        writer.values[result] = value


# Atomics.

_INSTRUCTIONS = {
    "addf": "fadd",
    "addi": "add",
    "andi": "and",
    "assign": "xchg",
    "maximumf": "fmaximum",
    "maxnumf": "fmax",
    "maxs": "max",
    "maxu": "umax",
    "minimumf": "fminimum",
    "minnumf": "fmin",
    "mins": "min",
    "minu": "umin",
    "ori": "or",
    "xori": "xor",
}
"""The kinds of atomic updates that are LLVM instructions."""


_EXCHANGED = {"mulf": "fmul", "muli": "mul"}
"""Those are repeated until no one else has written in between."""


@writes(memref.AtomicRMWOp)
def _atomic(writer: FunctionWriter, op: memref.AtomicRMWOp) -> None:
    number = op.kind.value.data
    kind = ATOMIC_KINDS[number] if number in range(len(ATOMIC_KINDS)) else None
    pointer = element_pointer(writer, op.memref, tuple(op.indices))
    if BETWEEN_ITERATIONS in op.attributes:
        # Iterations run one after the other here.
        type_ = writer.types[op.value.type]
        old = writer.compute(f"load {type_}, ptr {pointer}")
        new = writer.compute(f"fadd {type_} {old}, {writer.values[op.value]}")
        writer.emit(f"store {type_} {new}, ptr {pointer}")
        writer.values[op.result] = old
    elif kind in _INSTRUCTIONS:
        value = writer.typed(op.value)
        writer.result(op.result, f"atomicrmw {_INSTRUCTIONS[kind]} ptr {pointer}, {value} acq_rel")
    elif kind in _EXCHANGED:
        _compare_and_exchange(writer, op, pointer, _EXCHANGED[kind])
    else:
        raise LoweringError(f"there is no atomic update of kind {number}")


def _compare_and_exchange(
    writer: FunctionWriter, op: memref.AtomicRMWOp, pointer: str, instruction: str
) -> None:
    type_ = writer.types[op.value.type]
    bits = f"i{8 * int(size_of(op.value.type, writer.types))}"
    entry, again, end = writer.label, writer.fresh_label("update"), writer.fresh_label("updated")
    first = writer.compute(
        f"load atomic {bits}, ptr {pointer} monotonic, align {int(bits[1:]) // 8}"
    )
    writer.jump(again)
    writer.start_block(again)
    old_bits, place = writer.fresh("old"), len(writer.lines)
    writer.lines.append("")
    old = writer.compute(f"bitcast {bits} {old_bits} to {type_}")
    new = writer.compute(f"{instruction} {type_} {old}, {writer.values[op.value]}")
    new_bits = writer.compute(f"bitcast {type_} {new} to {bits}")
    pair = writer.compute(
        f"cmpxchg ptr {pointer}, {bits} {old_bits}, {bits} {new_bits} acq_rel monotonic"
    )
    found = writer.compute(f"extractvalue {{{bits}, i1}} {pair}, 0")
    done = writer.compute(f"extractvalue {{{bits}, i1}} {pair}, 1")
    writer.emit(f"br i1 {done}, label %{end}, label %{again}")
    writer.lines[place] = f"  {old_bits} = phi {bits} [ {first}, %{entry} ], [ {found}, %{again} ]"
    writer.start_block(end)
    writer.values[op.result] = old
