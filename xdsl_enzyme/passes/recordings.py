"""What a function has read from memory, written down by one function and read off by another in the same order.

A recording is a list of places of 8 bytes in memory that grows; who reads has the address of the next one in a variable::

    func.func private @enzyme.record.f64(%recording: !llvm.ptr, %x: f64) {enzyme.inactive} { … }

    record(%recording, %x: f64)    -->   func.call @enzyme.record.f64(%recording, %x)
    read(%cursor, f64)             -->   %p = llvm.load %cursor;  %x = llvm.load %p : f64;  llvm.store %p + 8, %cursor

Integers are recorded as `i64`, vectors and aggregates element by element.
"""

from __future__ import annotations

from xdsl.dialects import arith, func, llvm, ub, vector
from xdsl.dialects.builtin import (
    BFloat16Type,
    DenseArrayBase,
    Float16Type,
    Float32Type,
    Float64Type,
    FunctionType,
    IndexType,
    IntegerType,
    ModuleOp,
    StringAttr,
    UnitAttr,
    VectorType,
    i64,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.layout import bit_width
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.cache_memory import Emitter, pointer

_RECORD = "enzyme.record"
_PLACE = 8
_COUNT, _CAPACITY = 8, 16
_HEADER_SIZE = 24
"""The address of the places, how many there are, and how many there is room for."""
_FIRST_CAPACITY = 64

_FLOATS = (Float16Type, BFloat16Type, Float32Type, Float64Type)


def new_recording(emit: Emitter, module: ModuleOp) -> SSAValue:
    """An empty recording."""
    return emit.allocate(module, "calloc", [1, _HEADER_SIZE])


def free_recording(emit: Emitter, module: ModuleOp, recording: SSAValue) -> None:
    emit.release(module, emit.load(recording, pointer))
    emit.release(module, recording)


def new_cursor(emit: Emitter, recording: SSAValue) -> SSAValue:
    """A variable with the address of the first place of a recording."""
    cursor = emit.alloca(pointer)
    emit.store(emit.load(recording, pointer), cursor)
    return cursor


def record(emit: Emitter, module: ModuleOp, recording: SSAValue, value: SSAValue) -> None:
    """Append a value."""
    type = value.type
    if parts := _parts(type):
        for position in range(len(parts)):
            record(emit, module, recording, _part(emit, value, position))
        return
    if isinstance(type, IndexType):
        value = emit.value_of(arith.IndexCastOp(value, i64))
    elif isa(type, IntegerType) and type != i64:
        value = emit.value_of(arith.ExtUIOp(value, i64))
    function = _record_function(module, value.type)
    emit.insert(func.CallOp(function.sym_name.data, [recording, value], []))


def read(emit: Emitter, cursor: SSAValue, type: Attribute) -> SSAValue:
    """Take off a value of this type."""
    if parts := _parts(type):
        whole = emit.value_of(ub.PoisonOp(type))
        for position, part in enumerate(parts):
            whole = _with_part(emit, whole, position, read(emit, cursor, part))
        return whole
    if isinstance(type, IndexType):
        return emit.value_of(arith.IndexCastOp(read(emit, cursor, i64), type))
    if isa(type, IntegerType) and type != i64:
        word = read(emit, cursor, i64)
        return emit.value_of(arith.TruncIOp.create(operands=[word], result_types=[type]))
    place = emit.load(cursor, pointer)
    value = emit.load(place, type)
    emit.store(emit.element(place, i64, 1), cursor)
    return value


def require_recordable(type: Attribute, where: Operation) -> None:
    """Raises `DifferentiationError` if values of this type cannot be recorded."""
    if not _is_recordable(type):
        raise DifferentiationError(
            f"a value of type {type} cannot be kept for the split forward mode",
            where=where,
            why="the memory that it comes from may have changed when the derivative runs",
            hint="use __enzyme_fwddiff",
        )


def _is_recordable(type: Attribute) -> bool:
    if isa(type, IntegerType):
        return bit_width(type) <= 64
    return isinstance(type, (IndexType, llvm.LLVMPointerType, *_FLOATS)) or (
        bool(parts := _parts(type)) and all(map(_is_recordable, parts))
    )


def _parts(type: Attribute) -> list[Attribute]:
    """The types of the elements of a vector or aggregate."""
    if isa(type, VectorType[Attribute]):
        return [type.element_type] * type.element_count() if len(type.get_shape()) == 1 else []
    if isinstance(type, llvm.LLVMStructType):
        return list(type.types.data)
    return [type.type] * type.size.data if isinstance(type, llvm.LLVMArrayType) else []


def _part(emit: Emitter, value: SSAValue, position: int) -> SSAValue:
    if isa(type := value.type, VectorType[Attribute]):
        return emit.value_of(vector.ExtractOp(value, [position], type.element_type))
    part = _parts(value.type)[position]
    return emit.value_of(llvm.ExtractValueOp(_position(position), value, part))


def _with_part(emit: Emitter, whole: SSAValue, position: int, part: SSAValue) -> SSAValue:
    if isinstance(whole.type, VectorType):
        return emit.value_of(vector.InsertOp(part, whole, [position]))
    return emit.value_of(llvm.InsertValueOp(_position(position), whole, part))


def _position(position: int) -> DenseArrayBase:
    return DenseArrayBase.from_list(i64, [position])


def _record_function(module: ModuleOp, type: Attribute) -> func.FuncOp:
    """The function that appends a value of a type, after making room for it."""
    name = f"{_RECORD}.{'pointer' if type == pointer else type}"
    existing = lookup(module, name)
    if isinstance(existing, func.FuncOp):
        return existing
    function = func.FuncOp(name, FunctionType.from_lists([pointer, type], []))
    function.properties["sym_visibility"] = StringAttr("private")
    function.attributes[INACTIVE] = UnitAttr()
    module.body.block.add_op(function)
    block = function.body.block
    recording, value = block.args
    emit = Emitter(InsertPoint.at_end(block))
    count_place = emit.element(recording, IntegerType(8), _COUNT)
    capacity_place = emit.element(recording, IntegerType(8), _CAPACITY)
    count, capacity = emit.load(count_place, i64), emit.load(capacity_place, i64)

    def grow(then: Emitter) -> None:
        wanted = then.maximum(then.multiply(2, capacity), _FIRST_CAPACITY)
        size = then.multiply(wanted, _PLACE)
        places = then.allocate(module, "realloc", [then.load(recording, pointer), size])
        then.store(places, recording)
        then.store(then.constant(wanted), capacity_place)

    emit.when(emit.compare("eq", count, capacity), grow)
    emit.store(value, emit.element(emit.load(recording, pointer), i64, count))
    emit.store(emit.constant(emit.add(count, 1)), count_place)
    emit.insert(func.ReturnOp())
    return function
