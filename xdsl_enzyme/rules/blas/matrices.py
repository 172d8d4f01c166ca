"""Matrices in memory, as BLAS knows them: what is at (i, j), and how a derivative is put there.

A view says how elements are stored: strides, which triangle, conjugated or not. All of it may be known at run time only, so that
one piece of code serves upper and lower triangles, transposed and not, row-major and column-major::

    symmetric, stored in the upper triangle     load(i, j) = memory[min(i, j), max(i, j)]
    its shadow                                  add(D)       memory[i, j] += D(i, j) + D(j, i)   for i < j

Vectors are matrices of one column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.kernel import Kernel, Number


class Structure(Enum):
    GENERAL = auto()
    TRIANGULAR = auto()
    """Zero outside of one triangle. As an output: only this triangle is written."""
    SYMMETRIC = auto()
    HERMITIAN = auto()


Elements = Callable[[SSAValue, SSAValue], Number]
"""What a matrix has in row i and column j."""


@dataclass(frozen=True)
class View:
    pointer: SSAValue
    rows: SSAValue
    columns: SSAValue
    row_stride: SSAValue
    column_stride: SSAValue
    """The distance of elements that are next to each other in a row."""
    is_column: bool = False
    """Whether there is one column."""
    is_row: bool = False
    structure: Structure = Structure.GENERAL
    upper: SSAValue | None = None
    """Which triangle is stored."""
    unit: SSAValue | None = None
    """Whether the diagonal is one, and not looked at."""
    real_diagonal: bool = False
    conjugated: SSAValue | None = None
    operation: str | None = None
    """Of memory without gaps: how it is seen, as it is (`N`), transposed (`T`) or also conjugated (`C`)."""
    width: int = 1
    direction: int = 0
    is_shadow: bool = False

    @property
    def leading(self) -> SSAValue:
        """The leading dimension of memory without gaps."""
        return self.column_stride if self.operation == "N" else self.row_stride

    def transposed(self, kernel: Kernel) -> View:
        flipped = {"N": "T", "T": "N"}.get(self.operation or "")
        return replace(
            self,
            rows=self.columns,
            columns=self.rows,
            row_stride=self.column_stride,
            column_stride=self.row_stride,
            is_column=self.is_row,
            is_row=self.is_column,
            upper=None
            if self.upper is None
            else kernel.exclusive_or(self.upper, kernel.truth(True)),
            operation=flipped,
        )

    def conjugate(self, kernel: Kernel) -> View:
        if not kernel.is_complex:
            return self
        true = kernel.truth(True)
        conjugated = true if self.conjugated is None else kernel.exclusive_or(self.conjugated, true)
        flipped = {"T": "C", "C": "T"}.get(self.operation or "")
        return replace(self, conjugated=conjugated, operation=flipped)

    def adjoint(self, kernel: Kernel) -> View:
        """The conjugate transpose."""
        return self.transposed(kernel).conjugate(kernel)

    # Elements

    def _place(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> SSAValue:
        return kernel.add(kernel.product(i, self.row_stride), kernel.product(j, self.column_stride))

    def _raw(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> Number:
        return kernel.load(self.pointer, self._place(kernel, i, j), self.width, self.direction)

    def _put(self, kernel: Kernel, number: Number, i: SSAValue, j: SSAValue) -> None:
        place = self._place(kernel, i, j)
        kernel.store(number, self.pointer, place, self.width, self.direction)

    def _is_stored(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> SSAValue:
        assert self.upper is not None
        below, above = kernel.compare(i, "sge", j), kernel.compare(i, "sle", j)
        return kernel.select(self.upper, above, below)

    def load(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> Number:
        number = _LOADS[self.structure](self, kernel, i, j)
        if self.conjugated is None:
            return number
        return kernel.choose(self.conjugated, kernel.conjugate(number), number)

    def _load_triangular(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> Number:
        raw, nothing = self._raw(kernel, i, j), kernel.number(0.0)
        number = kernel.choose(self._is_stored(kernel, i, j), raw, nothing)
        on_diagonal = kernel.compare(i, "eq", j)
        if self.real_diagonal:
            number = kernel.choose(on_diagonal, kernel.real_part(number), number)
        if self.unit is None:
            return number
        one = nothing if self.is_shadow else kernel.number(1.0)
        return kernel.choose(kernel.both(self.unit, on_diagonal), one, number)

    def _load_symmetric(self, kernel: Kernel, i: SSAValue, j: SSAValue) -> Number:
        is_stored = self._is_stored(kernel, i, j)
        row, column = kernel.select(is_stored, i, j), kernel.select(is_stored, j, i)
        number = self._raw(kernel, row, column)
        if self.structure is Structure.SYMMETRIC or not kernel.is_complex:
            return number
        number = kernel.choose(is_stored, number, kernel.conjugate(number))
        return kernel.choose(kernel.compare(i, "eq", j), kernel.real_part(number), number)

    def each(self, kernel: Kernel, visit: Callable[[SSAValue, SSAValue], None]) -> None:
        """`visit` all rows and columns, column by column."""
        if self.is_column:
            kernel.loop(self.rows, lambda i: visit(i, kernel.index(0)))
        elif self.is_row:
            kernel.loop(self.columns, lambda j: visit(kernel.index(0), j))
        else:
            kernel.loop(self.columns, lambda j: kernel.loop(self.rows, lambda i: visit(i, j)))

    def assign(self, kernel: Kernel, elements: Elements) -> None:
        """Write what is stored of a general or triangular matrix."""

        def visit(i: SSAValue, j: SSAValue) -> None:
            number = self._as_stored(kernel, elements(i, j))
            if self.structure is Structure.TRIANGULAR:
                number = self._within(kernel, number, i, j, self._raw(kernel, i, j))
            self._put(kernel, number, i, j)

        self.each(kernel, visit)

    def add(self, kernel: Kernel, elements: Elements) -> None:
        """Add to this shadow the adjoints of all elements of the matrix."""

        def visit(i: SSAValue, j: SSAValue) -> None:
            delta = self._as_stored(kernel, elements(i, j))
            if self.structure in (Structure.SYMMETRIC, Structure.HERMITIAN):
                mirrored = self._as_stored(kernel, elements(j, i))
                if self.structure is Structure.HERMITIAN:
                    mirrored = kernel.conjugate(mirrored)
                on_diagonal = kernel.compare(i, "eq", j)
                alone = delta
                if self.structure is Structure.HERMITIAN:
                    alone = kernel.real_part(delta)
                delta = kernel.choose(on_diagonal, alone, kernel.plus(delta, mirrored))
            if self.structure is not Structure.GENERAL:
                delta = self._within(kernel, delta, i, j, kernel.number(0.0))
            self._put(kernel, kernel.plus(self._raw(kernel, i, j), delta), i, j)

        self.each(kernel, visit)

    def _as_stored(self, kernel: Kernel, number: Number) -> Number:
        if self.conjugated is None:
            return number
        return kernel.choose(self.conjugated, kernel.conjugate(number), number)

    def _within(
        self, kernel: Kernel, number: Number, i: SSAValue, j: SSAValue, outside: Number
    ) -> Number:
        """A number in the stored triangle, `outside` elsewhere."""
        on_diagonal = kernel.compare(i, "eq", j)
        if self.real_diagonal:
            number = kernel.choose(on_diagonal, kernel.real_part(number), number)
        is_stored = self._is_stored(kernel, i, j)
        if self.unit is not None:
            is_fixed = kernel.both(self.unit, on_diagonal)
            is_free = kernel.exclusive_or(is_fixed, kernel.truth(True))
            is_stored = kernel.both(is_stored, is_free)
        return kernel.choose(is_stored, number, outside)


_LOADS: dict[Structure, Callable[[View, Kernel, SSAValue, SSAValue], Number]] = {
    Structure.GENERAL: View._raw,  # pyright: ignore[reportPrivateUsage]
    Structure.TRIANGULAR: View._load_triangular,  # pyright: ignore[reportPrivateUsage]
    Structure.SYMMETRIC: View._load_symmetric,  # pyright: ignore[reportPrivateUsage]
    Structure.HERMITIAN: View._load_symmetric,  # pyright: ignore[reportPrivateUsage]
}


def dense_view(
    kernel: Kernel,
    pointer: SSAValue,
    rows: SSAValue,
    columns: SSAValue,
    *,
    is_column: bool = False,
    is_row: bool = False,
) -> View:
    """Memory without gaps, column by column."""
    one = kernel.index(1)
    leading = kernel.select(kernel.compare(rows, "sgt", one), rows, one)
    return View(pointer, rows, columns, one, leading, is_column, is_row, operation="N")


def new_matrix(kernel: Kernel, like: View, elements: Elements | None = None) -> View:
    """Temporary memory for a matrix of the shape of another one, filled with `elements`."""
    pointer = kernel.temporary(kernel.product(like.rows, like.columns))
    new = dense_view(
        kernel, pointer, like.rows, like.columns, is_column=like.is_column, is_row=like.is_row
    )
    if elements is not None:
        new.assign(kernel, elements)
    return new


def copied(kernel: Kernel, view: View) -> View:
    """All elements of a matrix, in temporary memory."""
    return new_matrix(kernel, view, lambda i, j: view.load(kernel, i, j))


def scaled(kernel: Kernel, factor: Number, view: View) -> View:
    return new_matrix(kernel, view, lambda i, j: kernel.scaled(factor, view.load(kernel, i, j)))


def inner_product(kernel: Kernel, left: View, right: View) -> Number:
    """The sum of the products of the conjugated elements of the one with those of the other."""

    def column(j: SSAValue) -> Number:
        def term(i: SSAValue) -> Number:
            one, other = left.load(kernel, i, j), right.load(kernel, i, j)
            return kernel.times(kernel.conjugate(one), other)

        return kernel.total(left.rows, term)

    return column(kernel.index(0)) if left.is_column else kernel.total(left.columns, column)
