"""What an expression is evaluated with: where its operands are, and what is known of their derivatives.

::

    Product(A, B).tangent(at)   asks   at.matrices["a"], at.tangents["a"], …
    Product(A, B).adjoint(at)   adds to   at.adjoints["a"], at.adjoints["b"]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from xdsl.dialects.builtin import IntegerType
from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.library import Library, multiplied
from xdsl_enzyme.rules.blas.matrices import Elements, View, copied, new_matrix

_OUTPUT = "output "


def output_of(name: str) -> str:
    """The name of what a routine leaves in an argument, among the values that its derivative needs."""
    return _OUTPUT + name


def is_output(name: str) -> bool:
    return name.startswith(_OUTPUT)


Names = frozenset[str]
Combine = Callable[[Number, Number], Number]


@dataclass(frozen=True)
class Permutation:
    """Row exchanges, as LAPACK's factorisations leave them: row i with row `pivots[i]`, one after the other, from 1 on."""

    pivots: SSAValue
    count: SSAValue
    type: IntegerType


@dataclass
class Evaluation:
    """Where operands are, and what is known of their derivatives in one direction."""

    kernel: Kernel
    library: Library
    prefix: str
    active: Names
    matrices: dict[str, View]
    scalars: dict[str, Number]
    uppers: dict[str, SSAValue]
    """Of triangular operands, as they are seen: whether they are upper."""
    options: dict[str, SSAValue]
    permutation: Permutation | None = None
    outputs: dict[str, View] = field(default_factory=lambda: {})
    tangents: dict[str, View] = field(default_factory=lambda: {})
    scalar_tangents: dict[str, Number] = field(default_factory=lambda: {})
    adjoints: dict[str, list[Elements]] = field(default_factory=lambda: defaultdict(list))
    scalar_adjoints: dict[str, list[Number]] = field(default_factory=lambda: defaultdict(list))

    def multiply(self, left: View, right: View) -> View:
        return multiplied(self.kernel, self.library, self.prefix, left, right)

    def plus(self, left: View | None, right: View | None) -> View | None:
        if left is None or right is None:
            return left if right is None else right
        return self.combined(left, right, self.kernel.plus)

    def combined(self, left: View, right: View, combine: Combine) -> View:
        kernel = self.kernel
        return new_matrix(
            kernel,
            left,
            lambda i, j: combine(left.load(kernel, i, j), right.load(kernel, i, j)),
        )

    def negated(self, view: View) -> View:
        kernel = self.kernel
        return new_matrix(kernel, view, lambda i, j: kernel.minus(view.load(kernel, i, j)))

    def solved(self, triangle: View, upper: SSAValue, right: View) -> View:
        """`triangle⁻¹ @ right`; `upper` says where `triangle` has its elements, as it is seen."""
        kernel = self.kernel
        if triangle.operation is None:
            triangle = copied(kernel, triangle)
        if triangle.operation != "N":
            upper = kernel.exclusive_or(upper, kernel.truth(True))
        result = copied(kernel, right)
        self.library.solve(kernel, self.prefix, triangle, upper, result)
        return result

    def option(self, name: str) -> SSAValue:
        return self.options[name]

    def as_option_says(self, name: str, view: View) -> View:
        """A square matrix, transposed and conjugated or not: by its own inverse."""
        kernel = self.kernel
        flips = self.options[name]
        conjugates = kernel.exclusive_or(flips, self.options[f"{name} is transpose only"])

        def element(i: SSAValue, j: SSAValue) -> Number:
            row, column = kernel.select(flips, j, i), kernel.select(flips, i, j)
            number = view.load(kernel, row, column)
            return kernel.choose(conjugates, kernel.conjugate(number), number)

        return new_matrix(kernel, view, element)

    def permuted(self, view: View, *, back: bool = False) -> View:
        """The matrix with its rows exchanged, in the order of a factorisation or (`back`) in the opposite one."""
        assert self.permutation is not None
        kernel, result = self.kernel, copied(self.kernel, view)
        pivots, count = self.permutation.pivots, self.permutation.count

        def exchange(step: SSAValue) -> None:
            if back:
                step = kernel.subtract(kernel.subtract(count, kernel.index(1)), step)
            type = self.permutation.type if self.permutation is not None else step.type
            at = kernel.address(pivots, step, type)
            other = kernel.subtract(kernel.as_index(kernel.load_value(at, type)), kernel.index(1))

            def swap(j: SSAValue) -> None:
                place = [
                    kernel.add(row, kernel.product(j, result.column_stride))
                    for row in (step, other)
                ]
                first, second = (kernel.load(result.pointer, one) for one in place)
                kernel.store(second, result.pointer, place[0])
                kernel.store(first, result.pointer, place[1])

            kernel.loop(result.columns, swap)

        kernel.loop(count, exchange)
        return result

    def matrix(self, name: str) -> View:
        """An operand without gaps in memory."""
        view = self.matrices[name]
        if view.operation is None:
            view = self.matrices[name] = copied(self.kernel, view)
        return view
