"""The few LLVM ops that lowered caches are made of, with the constants folded on the way.

`Emitter` inserts ops at one point and returns their results::

    emit = Emitter(InsertPoint.before(loop))
    emit.multiply(emit.constant(8), trip_count)     -->  %c8 = arith.constant 8 … %0 = arith.muli %c8, %n : i64

All sizes and indices are `i64`. A Python integer stands for a constant wherever a value does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm, scf
from xdsl.dialects.builtin import (
    IndexType,
    IntegerAttr,
    IntegerType,
    LocationAttr,
    MemRefType,
    ModuleOp,
    TensorType,
    UnitAttr,
    UnrealizedConversionCastOp,
    i1,
    i8,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.layout import alignment_of, bit_width
from xdsl_enzyme.dialects.enzyme import PopOp
from xdsl_enzyme.dialects.integer_attributes import NOT_ATOMIC, i32_array, i64_attribute
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.rules.c_runtime import LIMITED, declare

pointer = llvm.LLVMPointerType()

OperationClass = type[Operation]

Amount = SSAValue | int
"""A value of type i64, or a constant."""


_NO_WRAP_FLAGS = IntegerAttr(0, 32)
_MAY_WRAP = arith.IntegerOverflowAttr("none")
_WITH_OVERFLOW_FLAGS = (arith.AddiOp, arith.SubiOp, arith.MuliOp)


def stored_type(type: Attribute, where: Operation) -> Attribute:
    """The type that a cached value has in memory."""
    if type == i1:
        return i8
    if isinstance(type, IndexType):
        return i64
    if isinstance(type, MemRefType):
        return descriptor_type(cast("MemRefType[Attribute]", type))
    if isinstance(type, TensorType):
        raise LoweringError(
            f"a value of type {type} cannot be cached",
            where=where,
            why="caches become plain memory, and a tensor has no place there",
            hint="use enzyme-lower-cache{to=memref}",
        )
    return type


def descriptor_type(type: MemRefType[Attribute]) -> llvm.LLVMStructType:
    """A memref in memory, as MLIR lowers it: two pointers, an offset, sizes and strides."""
    rank = type.get_num_dims()
    numbers = [llvm.LLVMArrayType(rank, i64)] * 2 if rank else []
    return llvm.LLVMStructType.from_type_list([pointer, pointer, i64, *numbers])


MALLOC_ALIGNMENT = 16


def _alignment(type: Attribute) -> int:
    """What is known of the place of a cached value: long vectors may lie in memory that `malloc` aligned."""
    return min(alignment_of(type), MALLOC_ALIGNMENT)


MEMORY_LIMIT = "enzyme.memory_limit"
"""The attribute of a module in which all that is kept for the reverse sweep may take so many bytes."""


class Emitter:
    """Inserts ops at one point, all with the location of what they stand for."""

    def __init__(self, point: InsertPoint, location: LocationAttr | None = None):
        self.builder = Builder(point)
        self.location = location

    def insert(self, op: Operation) -> None:
        if self.location is not None:
            op.location = self.location
        self.builder.insert(op)

    def value_of(self, op: Operation) -> SSAValue:
        """The result of an op that is inserted here."""
        self.insert(op)
        return op.results[0]

    # Arithmetic

    def constant(self, value: Amount, type: IntegerType | IndexType = i64) -> SSAValue:
        """`value` itself, or the constant that it stands for."""
        if isinstance(value, SSAValue):
            return value
        return self.value_of(
            arith.ConstantOp.create(
                result_types=[type],
                properties={
                    "value": i64_attribute(value) if type == i64 else IntegerAttr(value, type)
                },
            )
        )

    def _binary(self, op_class: type[Operation], lhs: Amount, rhs: Amount) -> SSAValue:
        operands = [self.constant(lhs), self.constant(rhs)]
        properties = {"overflowFlags": _MAY_WRAP} if op_class in _WITH_OVERFLOW_FLAGS else {}
        op = op_class.create(operands=operands, result_types=[i64], properties=properties)
        return self.value_of(op)

    def add(self, lhs: Amount, rhs: Amount) -> Amount:
        if isinstance(lhs, int) and isinstance(rhs, int):
            return lhs + rhs
        if lhs == 0:
            return rhs
        return lhs if rhs == 0 else self._binary(arith.AddiOp, lhs, rhs)

    def subtract(self, lhs: Amount, rhs: Amount) -> Amount:
        if isinstance(lhs, int) and isinstance(rhs, int):
            return lhs - rhs
        return lhs if rhs == 0 else self._binary(arith.SubiOp, lhs, rhs)

    def multiply(self, lhs: Amount, rhs: Amount) -> Amount:
        if isinstance(lhs, int) and isinstance(rhs, int):
            return lhs * rhs
        if lhs == 0 or rhs == 0:
            return 0
        if lhs == 1:
            return rhs
        return lhs if rhs == 1 else self._binary(arith.MuliOp, lhs, rhs)

    def divide(self, lhs: Amount, rhs: Amount) -> Amount:
        """Rounded down; both are positive, or `lhs` is zero."""
        if isinstance(lhs, int) and isinstance(rhs, int):
            return lhs // rhs
        return lhs if rhs == 1 else self._binary(arith.DivSIOp, lhs, rhs)

    def maximum(self, lhs: Amount, rhs: Amount) -> Amount:
        if isinstance(lhs, int) and isinstance(rhs, int):
            return max(lhs, rhs)
        return self._binary(arith.MaxSIOp, lhs, rhs)

    def minimum(self, lhs: Amount, rhs: Amount) -> Amount:
        if isinstance(lhs, int) and isinstance(rhs, int):
            return min(lhs, rhs)
        return self._binary(arith.MinSIOp, lhs, rhs)

    def round_up(self, value: Amount, multiple: int) -> Amount:
        """To a power of two."""
        raised = self.add(value, multiple - 1)
        if isinstance(raised, int):
            return raised & -multiple
        return self._binary(arith.AndIOp, raised, -multiple)

    def compare(self, predicate: str, lhs: Amount, rhs: Amount) -> SSAValue:
        number = IntegerAttr(arith.CMPI_COMPARISON_OPERATIONS.index(predicate), i64)
        return self.value_of(
            arith.CmpiOp.create(
                operands=[self.constant(lhs), self.constant(rhs)],
                result_types=[i1],
                properties={"predicate": number},
            )
        )

    def select(self, condition: SSAValue, lhs: Amount, rhs: Amount) -> SSAValue:
        operands = [condition, self.constant(lhs), self.constant(rhs)]
        return self.value_of(arith.SelectOp.create(operands=operands, result_types=[i64]))

    def to_i64(self, value: SSAValue) -> Amount:
        """A signed integer or index as `i64`."""
        if (constant := constant_integer(value)) is not None:
            return constant
        if value.type == i64:
            return value
        if isinstance(value.type, IndexType):
            cast: type[Operation] = arith.IndexCastOp
        else:
            cast = arith.ExtSIOp if bit_width(value.type) < 64 else arith.TruncIOp
        return self.value_of(cast.create(operands=[value], result_types=[i64]))

    def from_i64(self, value: Amount, type: Attribute) -> SSAValue:
        """The inverse of `to_i64`."""
        wide = self.constant(value)
        if type == i64:
            return wide
        if isinstance(type, IndexType):
            cast: OperationClass = arith.IndexCastOp
        else:
            cast = arith.TruncIOp if bit_width(type) < 64 else arith.ExtSIOp
        return self.value_of(cast.create(operands=[wide], result_types=[type]))

    # Memory

    def alloca(self, type: Attribute, count: int = 1, alignment: int | None = None) -> SSAValue:
        return self.value_of(
            llvm.AllocaOp.create(
                operands=[self.constant(count)],
                result_types=[pointer],
                properties={
                    "elem_type": type,
                    "alignment": IntegerAttr(alignment or alignment_of(type), i64),
                },
            )
        )

    def element(self, base: SSAValue, type: Attribute, *indices: Amount) -> SSAValue:
        """The address of an element: `indices` as in `getelementptr`."""
        if all(index == 0 for index in indices):
            return base
        # Constant indices of a getelementptr are 32 bits wide.
        mixed = [
            index if isinstance(index, int) and abs(index) < 1 << 31 else self.constant(index)
            for index in indices
        ]
        constants = [one if isinstance(one, int) else llvm.GEP_USE_SSA_VAL for one in mixed]
        return self.value_of(
            llvm.GEPOp.create(
                operands=[base, *(one for one in mixed if isinstance(one, SSAValue))],
                result_types=[pointer],
                properties={
                    "rawConstantIndices": i32_array(*constants),
                    "elem_type": type,
                    "noWrapFlags": _NO_WRAP_FLAGS,
                    "inbounds": UnitAttr(),
                },
            )
        )

    def load(self, address: SSAValue, type: Attribute) -> SSAValue:
        return self.value_of(
            llvm.LoadOp.create(
                operands=[address],
                result_types=[type],
                properties={
                    "alignment": i64_attribute(_alignment(type)),
                    "ordering": NOT_ATOMIC,
                },
            )
        )

    def store(self, value: SSAValue, address: SSAValue) -> None:
        self.insert(
            llvm.StoreOp.create(
                operands=[value, address],
                properties={
                    "alignment": i64_attribute(_alignment(value.type)),
                    "ordering": NOT_ATOMIC,
                },
            )
        )

    def null(self) -> SSAValue:
        return self.value_of(llvm.ZeroOp.create(result_types=[pointer]))

    def _bits(self, address: SSAValue) -> SSAValue:
        return self.value_of(llvm.PtrToIntOp.create(operands=[address], result_types=[i64]))

    def is_null(self, address: SSAValue) -> SSAValue:
        return self.compare("eq", self._bits(address), 0)

    def is_not_null(self, address: SSAValue) -> SSAValue:
        return self.compare("ne", self._bits(address), 0)

    def misalignment(self, address: SSAValue, alignment: int) -> SSAValue:
        """The bytes from `address` to the next multiple of a power of two."""
        distance = self._binary(arith.SubiOp, 0, self._bits(address))
        return self._binary(arith.AndIOp, distance, alignment - 1)

    def to_stored(self, value: SSAValue) -> SSAValue:
        """A value as the type that it has in memory."""
        if value.type == i1:
            return self.value_of(arith.ExtUIOp.create(operands=[value], result_types=[i8]))
        if isinstance(value.type, IndexType):
            return self.value_of(arith.IndexCastOp.create(operands=[value], result_types=[i64]))
        if isinstance(value.type, MemRefType):
            return self._converted(
                value, descriptor_type(cast("MemRefType[Attribute]", value.type))
            )
        return value

    def _converted(self, value: SSAValue, type: Attribute) -> SSAValue:
        """From a memref to its descriptor or back: nothing is left of that when memrefs are lowered."""
        return self.value_of(
            UnrealizedConversionCastOp.create(operands=[value], result_types=[type])
        )

    def from_stored(self, value: SSAValue, type: Attribute) -> SSAValue:
        """The inverse of `to_stored`."""
        if type == i1:
            return self.value_of(arith.TruncIOp.create(operands=[value], result_types=[i1]))
        if isinstance(type, IndexType):
            return self.value_of(arith.IndexCastOp.create(operands=[value], result_types=[type]))
        if isinstance(type, MemRefType):
            return self._converted(value, cast(Attribute, type))
        return value

    # Control flow and calls

    def when(self, condition: SSAValue, body: Callable[[Emitter], None]) -> None:
        """An `scf.if` without results or else branch."""
        block = Block()
        body(Emitter(InsertPoint.at_end(block), self.location))
        block.add_op(scf.YieldOp.create())
        self.insert(scf.IfOp.create(operands=[condition], regions=[Region(block), Region()]))

    def call(self, module: ModuleOp, name: str, arguments: Sequence[Amount]) -> SSAValue | None:
        """A call to one of the C functions in `RUNTIME`, which is declared if the module does not have it."""
        operands = [self.constant(argument) for argument in arguments]
        callee = declare(module, name)
        results = list(callee.function_type.outputs)
        op = func.CallOp(name, operands, results)
        self.insert(op)
        return op.results[0] if results else None

    def allocate(self, module: ModuleOp, name: str, arguments: Sequence[Amount]) -> SSAValue:
        """
        `malloc`, `calloc` or `realloc`; ends the program if there is no memory left. With a limit for what is kept, the call does so that
        keeps count.
        """
        is_limited = MEMORY_LIMIT in module.attributes
        address = self.call(module, LIMITED + name if is_limited else name, arguments)
        assert address is not None
        if not is_limited:
            self.when(self.is_null(address), lambda then: _abort(then, module))
        return address

    def release(self, module: ModuleOp, address: SSAValue) -> None:
        """Give back what has been allocated."""
        self.call(
            module, LIMITED + "free" if MEMORY_LIMIT in module.attributes else "free", [address]
        )


def _abort(emit: Emitter, module: ModuleOp) -> None:
    emit.call(module, "abort", [])


def replace_pop(pop: PopOp, value: SSAValue) -> None:
    """Puts `value` in the place of what `pop` takes off."""
    value.name_hint = pop.value.name_hint
    pop.value.replace_all_uses_with(value)
    pop.detach()
    pop.erase()


def before_end(block: Block) -> InsertPoint:
    """Before the terminator of a block."""
    return InsertPoint(block, block.last_op)
