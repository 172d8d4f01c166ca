"""The names and calling conventions of a BLAS library: what the program calls tells how its derivative has to call.

::

    dsyrk_           cblas_dsyrk             scipy_dsyrk_64_
    dgemm_           cblas_dgemm             scipy_dgemm_64_

Fortran passes all by reference, options as characters; CBLAS passes integers, options and real numbers by value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, func
from xdsl.dialects.builtin import FunctionType, IntegerType, i8, i32, i64
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.matrices import View, new_matrix
from xdsl_enzyme.rules.scf import integer

POINTER = LLVMPointerType()

ROW_MAJOR, COLUMN_MAJOR = 101, 102
OPTIONS = {"N": 111, "T": 112, "C": 113, "U": 121, "L": 122}
"""How CBLAS spells Fortran's characters; `U` for upper triangles."""
UNIT, LEFT, NON_UNIT = 132, 141, 131


@dataclass(frozen=True)
class Library:
    """`pattern.format("dgemm")` is the name of a routine."""

    pattern: str
    is_cblas: bool
    integers: IntegerType
    has_lengths: bool = False
    """Whether the lengths of characters are passed as further arguments."""

    def name(self, routine: str) -> str:
        return self.pattern.format(routine)

    def _call(
        self, kernel: Kernel, routine: str, arguments: Sequence[SSAValue], options: int
    ) -> None:
        """`options`: how many characters there are."""
        name = self.name(routine)
        declared = lookup(kernel.module, name)
        lengths = options if self.has_lengths and not self.is_cblas else 0
        if isinstance(declared, func.FuncOp):
            inputs = list(declared.function_type.inputs)
            lengths = max(len(inputs) - len(arguments), 0)
            types = inputs
            outputs = list(declared.function_type.outputs)
        else:
            types = [one.type for one in arguments] + [i64] * lengths
            outputs: list[Attribute] = []
        one = [integer(kernel.builder, 1, type) for type in types[len(arguments) :]]
        kernel.call(name, FunctionType.from_lists(types, outputs), [*arguments, *one])

    def _option(self, kernel: Kernel, letter: str) -> SSAValue:
        if self.is_cblas:
            return integer(kernel.builder, OPTIONS[letter], i32)
        return kernel.slot(integer(kernel.builder, ord(letter), i8))

    def _integer(self, kernel: Kernel, value: SSAValue) -> SSAValue:
        if self.integers != i64:
            value = kernel.insert(arith.TruncIOp(value, self.integers))
        return value if self.is_cblas else kernel.slot(value)

    def _number(self, kernel: Kernel, value: float) -> SSAValue:
        number = kernel.number(value)
        is_value = self.is_cblas and number.imaginary is None
        return number.real if is_value else kernel.number_slot(number)

    def _begin(self, kernel: Kernel) -> list[SSAValue]:
        return [integer(kernel.builder, COLUMN_MAJOR, i32)] if self.is_cblas else []

    def multiply(self, kernel: Kernel, prefix: str, left: View, right: View, result: View) -> None:
        """`result = left @ right`, of matrices in memory without gaps."""
        assert left.operation is not None
        assert right.operation is not None
        self._call(
            kernel,
            f"{prefix}gemm",
            [
                *self._begin(kernel),
                self._option(kernel, left.operation),
                self._option(kernel, right.operation),
                *(
                    self._integer(kernel, size)
                    for size in (result.rows, result.columns, left.columns)
                ),
                self._number(kernel, 1.0),
                left.pointer,
                self._integer(kernel, left.leading),
                right.pointer,
                self._integer(kernel, right.leading),
                self._number(kernel, 0.0),
                result.pointer,
                self._integer(kernel, result.leading),
            ],
            2,
        )

    def solve(
        self, kernel: Kernel, prefix: str, triangle: View, upper: SSAValue, right: View
    ) -> None:
        """
        `right = triangle⁻¹ @ right`. `upper` says which triangle of the memory, seen as it is, holds the matrix; it has its
        diagonal.
        """
        assert triangle.operation is not None
        if self.is_cblas:
            sides = [integer(kernel.builder, LEFT, i32)]
            codes = [integer(kernel.builder, OPTIONS[letter], i32) for letter in "UL"]
            sides.append(kernel.select(upper, *codes))
            diagonal = integer(kernel.builder, NON_UNIT, i32)
        else:
            codes = [integer(kernel.builder, ord(letter), i8) for letter in "UL"]
            sides = [
                self._option(kernel, "L"),
                kernel.slot(kernel.select(upper, *codes)),
            ]
            diagonal = self._option(kernel, "N")
        self._call(
            kernel,
            f"{prefix}trsm",
            [
                *self._begin(kernel),
                *sides,
                self._option(kernel, triangle.operation),
                diagonal,
                self._integer(kernel, right.rows),
                self._integer(kernel, right.columns),
                self._number(kernel, 1.0),
                triangle.pointer,
                self._integer(kernel, triangle.leading),
                right.pointer,
                self._integer(kernel, right.leading),
            ],
            4,
        )


def spellings(routine: str, *, has_cblas: bool = True) -> Iterator[tuple[str, Library]]:
    """All names of a routine, such as `dgemm`, each with the library that has it."""
    for prefix in ("", "scipy_"):
        for suffix, integers in (("", i32), ("_", i32), ("_64_", i64), ("64_", i64)):
            library = Library(f"{prefix}{{}}{suffix}", is_cblas=False, integers=integers)
            yield library.name(routine), library
        if not has_cblas:
            continue
        for suffix, integers in (("", i32), ("64_", i64), ("_64", i64)):
            library = Library(f"{prefix}cblas_{{}}{suffix}", is_cblas=True, integers=integers)
            yield library.name(routine), library


def multiplied(kernel: Kernel, library: Library, prefix: str, left: View, right: View) -> View:
    """The product of two matrices, in temporary memory."""
    shape = View(
        left.pointer,
        left.rows,
        right.columns,
        left.row_stride,
        left.row_stride,
        right.is_column,
        left.is_row,
    )
    if any((left.is_column, left.is_row, right.is_column, right.is_row)):
        return _multiplied_by_loops(kernel, left, right, shape)
    result = new_matrix(kernel, shape)
    factors = [
        one
        if one.operation is not None
        else new_matrix(kernel, one, lambda i, j, one=one: one.load(kernel, i, j))
        for one in (left, right)
    ]
    library.multiply(kernel, prefix, factors[0], factors[1], result)
    return result


def _multiplied_by_loops(kernel: Kernel, left: View, right: View, shape: View) -> View:
    """Where one of them is a vector."""
    if left.is_column or left.is_row:

        def element(i: SSAValue, j: SSAValue) -> Number:
            if left.is_column:
                zero = kernel.index(0)
                return kernel.times(left.load(kernel, i, zero), right.load(kernel, zero, j))
            return kernel.total(
                left.columns,
                lambda k: kernel.times(left.load(kernel, i, k), right.load(kernel, k, j)),
            )

        return new_matrix(kernel, shape, element)
    result = new_matrix(kernel, shape, lambda i, j: kernel.number(0.0))

    def add_column(k: SSAValue) -> None:
        factor = right.load(kernel, k, kernel.index(0))

        def visit(i: SSAValue, j: SSAValue) -> Number:
            product = kernel.times(left.load(kernel, i, k), factor)
            return kernel.plus(result.load(kernel, i, j), product)

        result.assign(kernel, visit)

    kernel.loop(left.columns, add_column)
    return result
