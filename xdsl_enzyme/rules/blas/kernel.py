"""Building functions of integers, numbers and loops in structured form: what derivatives of BLAS are written with.

A `Number` is real, or complex as a pair of floats; memory holds the parts of a complex number side by side::

    kernel.loop(rows, lambda i: kernel.store(kernel.times(a, kernel.load(p, i)), q, i))
    -->  scf.for %i = %c0 to %rows step %c1 { %v = llvm.load %p[%i]; …; llvm.store %w, %q[%i] }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xdsl.builder import Builder
from xdsl.dialects import arith, func, llvm, math, scf
from xdsl.dialects.builtin import (
    AnyFloat,
    FunctionType,
    ModuleOp,
    SymbolRefAttr,
    i1,
    i64,
)
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.c_runtime import call_runtime, declare_function
from xdsl_enzyme.rules.scf import integer


@dataclass(frozen=True)
class Number:
    """A real or complex number."""

    real: SSAValue
    imaginary: SSAValue | None = None

    @property
    def parts(self) -> tuple[SSAValue, ...]:
        return (self.real,) if self.imaginary is None else (self.real, self.imaginary)


class Kernel:
    """Builds the body of one function. `element` is the type of a part of a number."""

    def __init__(self, module: ModuleOp, block: Block, element: AnyFloat, *, is_complex: bool):
        self.module = module
        self.builder = Builder(InsertPoint.at_end(block))
        self.element = element
        self.is_complex = is_complex
        self._slots = block
        self._temporaries: list[SSAValue] = []

    def insert(self, op: Operation) -> SSAValue:
        return self.builder.insert(op).results[0]

    # Integers and conditions

    def index(self, value: int) -> SSAValue:
        return integer(self.builder, value, i64)

    def as_index(self, value: SSAValue) -> SSAValue:
        """Any integer as an `i64`, by its sign."""
        if value.type == i64:
            return value
        return self.insert(arith.ExtSIOp.create(operands=[value], result_types=[i64]))

    def add(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.insert(arith.AddiOp(left, right))

    def subtract(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.insert(arith.SubiOp(left, right))

    def product(self, *factors: SSAValue) -> SSAValue:
        first, *others = factors
        for factor in others:
            first = self.insert(arith.MuliOp(first, factor))
        return first

    def compare(self, left: SSAValue, predicate: str, right: SSAValue | int) -> SSAValue:
        if isinstance(right, int):
            right = integer(self.builder, right, left.type)
        return self.insert(arith.CmpiOp(left, right, predicate))

    def select(self, condition: SSAValue, left: SSAValue, right: SSAValue) -> SSAValue:
        return floats.select(self.builder, condition, left, right)

    def exclusive_or(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.insert(arith.XOrIOp(left, right))

    def both(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.insert(arith.AndIOp(left, right))

    def either(self, left: SSAValue, right: SSAValue) -> SSAValue:
        return self.insert(arith.OrIOp(left, right))

    def truth(self, value: bool) -> SSAValue:
        return integer(self.builder, int(value), i1)

    # Numbers

    def float(self, value: float) -> SSAValue:
        return floats.constant(self.builder, value, self.element)

    def number(self, value: float) -> Number:
        return Number(self.float(value), self.float(0.0) if self.is_complex else None)

    def _float(self, op_class: type[Operation], *operands: SSAValue) -> SSAValue:
        op = op_class.create(
            operands=operands,
            result_types=[self.element],
            properties={"fastmath": floats.DERIVATIVE_FAST_MATH},
        )
        return self.insert(op)

    def plus(self, left: Number, right: Number) -> Number:
        pairs = zip(left.parts, right.parts, strict=True)
        return Number(*(self._float(arith.AddfOp, *pair) for pair in pairs))

    def minus(self, number: Number) -> Number:
        return Number(*(self._float(arith.NegfOp, part) for part in number.parts))

    def times(self, left: Number, right: Number) -> Number:
        if left.imaginary is None or right.imaginary is None:
            factor, number = (left, right) if left.imaginary is None else (right, left)
            return Number(*(self._float(arith.MulfOp, factor.real, one) for one in number.parts))
        a, b, c, d = left.real, left.imaginary, right.real, right.imaginary
        products = [self._float(arith.MulfOp, *pair) for pair in ((a, c), (b, d), (a, d), (b, c))]
        return Number(
            self._float(arith.SubfOp, products[0], products[1]),
            self._float(arith.AddfOp, products[2], products[3]),
        )

    def divide(self, left: Number, right: SSAValue) -> Number:
        """By a real number."""
        return Number(*(self._float(arith.DivfOp, part, right) for part in left.parts))

    def conjugate(self, number: Number) -> Number:
        if number.imaginary is None:
            return number
        return Number(number.real, self._float(arith.NegfOp, number.imaginary))

    def real_part(self, number: Number) -> Number:
        """With an imaginary part of zero."""
        return Number(number.real, None if number.imaginary is None else self.float(0.0))

    def choose(self, condition: SSAValue, left: Number, right: Number) -> Number:
        pairs = zip(left.parts, right.parts, strict=True)
        return Number(*(self.select(condition, *pair) for pair in pairs))

    def is_zero(self, number: Number) -> SSAValue:
        tests = [floats.is_zero(self.builder, part) for part in number.parts]
        return tests[0] if len(tests) == 1 else self.both(*tests)

    def scaled(self, factor: Number, number: Number) -> Number:
        """The product; zero, whatever the number is, if the factor is zero: as BLAS has it."""
        return self.choose(self.is_zero(factor), self.number(0.0), self.times(factor, number))

    def square_root(self, value: SSAValue) -> SSAValue:
        return self._float(math.SqrtOp, value)

    def quotient_or_zero(self, value: SSAValue, by: SSAValue) -> SSAValue:
        """`value / by`, and 0 where both are zero."""
        quotient = self._float(arith.DivfOp, value, by)
        return self.select(floats.is_zero(self.builder, by), self.float(0.0), quotient)

    def sign(self, value: SSAValue) -> SSAValue:
        """-1, 0 or 1."""
        signed = self._float(math.CopySignOp, self.float(1.0), value)
        return self.select(floats.is_zero(self.builder, value), self.float(0.0), signed)

    # Memory

    def address(self, pointer: SSAValue, index: SSAValue, type: Attribute) -> SSAValue:
        new = llvm.GEPOp(pointer, [llvm.GEP_USE_SSA_VAL], type, [index], inbounds=True)
        return self.insert(new)

    def load_value(self, pointer: SSAValue, type: Attribute) -> SSAValue:
        return self.insert(llvm.LoadOp(pointer, type))

    def store_value(self, value: SSAValue, pointer: SSAValue) -> None:
        self.builder.insert(llvm.StoreOp(value, pointer))

    def load(
        self, pointer: SSAValue, index: SSAValue, width: int = 1, direction: int = 0
    ) -> Number:
        """The number at an index; of shadows of several directions, that of one."""
        return Number(
            *(
                self.load_value(at, self.element)
                for at in self._parts_at(pointer, index, width, direction)
            )
        )

    def store(
        self, number: Number, pointer: SSAValue, index: SSAValue, width: int = 1, direction: int = 0
    ) -> None:
        places = self._parts_at(pointer, index, width, direction)
        for part, at in zip(number.parts, places, strict=True):
            self.store_value(part, at)

    def _parts_at(
        self, pointer: SSAValue, index: SSAValue, width: int, direction: int
    ) -> list[SSAValue]:
        parts = 2 if self.is_complex else 1
        if parts * width > 1:
            index = self.product(index, self.index(parts * width))
        places: list[SSAValue] = []
        for part in range(parts):
            offset = part * width + direction
            moved = self.add(index, self.index(offset)) if offset else index
            places.append(self.address(pointer, moved, self.element))
        return places

    @cached_property
    def null(self) -> SSAValue:
        start = Builder(InsertPoint.at_start(self._slots))
        return start.insert(llvm.ZeroOp.create(result_types=[llvm.LLVMPointerType()])).results[0]

    def slot(self, value: SSAValue) -> SSAValue:
        """A place on the stack that holds a value: how Fortran passes arguments."""
        start = Builder(InsertPoint.at_start(self._slots))
        one = start.insert(arith.ConstantOp.from_int_and_width(1, 64)).result
        slot = start.insert(llvm.AllocaOp(one, value.type, size_of(value.type))).res
        self.store_value(value, slot)
        return slot

    def number_slot(self, number: Number) -> SSAValue:
        """The same for a number with all its parts."""
        start = Builder(InsertPoint.at_start(self._slots))
        count = start.insert(arith.ConstantOp.from_int_and_width(len(number.parts), 64)).result
        slot = start.insert(llvm.AllocaOp(count, self.element, size_of(self.element))).res
        self.store(number, slot, self.index(0))
        return slot

    def allocate(self, count: SSAValue) -> SSAValue:
        """Memory for so many numbers, on the heap; at least one."""
        size = (2 if self.is_complex else 1) * size_of(self.element)
        count = self.select(self.compare(count, "sgt", 1), count, self.index(1))
        size_in_bytes = self.product(count, self.index(size))
        (pointer,) = call_runtime(self.builder, self.module, "malloc", [size_in_bytes])
        return pointer

    def free(self, pointer: SSAValue) -> None:
        call_runtime(self.builder, self.module, "free", [pointer])

    def temporary(self, count: SSAValue) -> SSAValue:
        """The same, until `free_temporaries`."""
        pointer = self.allocate(count)
        self._temporaries.append(pointer)
        return pointer

    def free_temporaries(self) -> None:
        for pointer in self._temporaries:
            self.free(pointer)
        self._temporaries.clear()

    # Control flow

    def loop(self, count: SSAValue, body: Callable[[SSAValue], None]) -> None:
        """`body` on each index below `count`."""
        self.fold(count, [], lambda index, carried: body(index) or [])

    def fold(
        self,
        count: SSAValue,
        initial: Sequence[SSAValue],
        body: Callable[[SSAValue, Sequence[SSAValue]], Sequence[SSAValue]],
    ) -> Sequence[SSAValue]:
        """A loop that carries values from index to index."""
        block = Block(arg_types=[i64, *(value.type for value in initial)])
        outer, self.builder = self.builder, Builder(InsertPoint.at_end(block))
        handed_on = body(block.args[0], block.args[1:])
        self.builder.insert(scf.YieldOp(*handed_on))
        self.builder = outer
        loop = scf.ForOp(self.index(0), count, self.index(1), list(initial), block)
        return self.builder.insert(loop).results

    def total(self, count: SSAValue, term: Callable[[SSAValue], Number]) -> Number:
        """The sum of the terms of all indices below `count`."""

        def step(index: SSAValue, carried: Sequence[SSAValue]) -> Sequence[SSAValue]:
            return self.plus(Number(*carried), term(index)).parts

        return Number(*self.fold(count, self.number(0.0).parts, step))

    def call(self, name: str, type: FunctionType, arguments: Sequence[SSAValue]) -> None:
        """A library function that returns nothing, or nothing that is looked at."""
        declared = declare_function(self.module, name, type)
        outputs = list(declared.function_type.outputs)
        self.builder.insert(func.CallOp(SymbolRefAttr(name), list(arguments), outputs))
