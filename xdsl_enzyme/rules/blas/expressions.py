"""The small language of matrices in which routines are declared; both modes follow from an expression.

::

    scaled("alpha", A @ B) + scaled("beta", C)          what `gemm` makes of C

For G = X Y: dG = dX Y + X dY, and the adjoints are X̄ = Ḡ Yᴴ, Ȳ = Xᴴ Ḡ (Giles, *Collected matrix derivative results for forward and
reverse mode algorithmic differentiation*, 2008; Murray, *Differentiation of the Cholesky decomposition*, 2016). The adjoint
of a complex number is the complex number of its parts' adjoints.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from xdsl.dialects.builtin import IntegerType
from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.library import Library, multiplied
from xdsl_enzyme.rules.blas.matrices import (
    Elements,
    View,
    copied,
    inner_product,
    new_matrix,
    scaled,
)

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


class Expression(ABC):
    """A matrix."""

    @property
    @abstractmethod
    def operands(self) -> Names:
        """The operands that it depends on."""

    @abstractmethod
    def needs(self, active: Names) -> Names:
        """The operands whose values its derivative needs, if those in `active` have one."""

    @abstractmethod
    def value(self, at: Evaluation) -> View: ...

    @abstractmethod
    def tangent(self, at: Evaluation) -> View | None:
        """None for zero."""

    @abstractmethod
    def adjoint(self, at: Evaluation, seed: View) -> None:
        """Add to the adjoints of the operands."""

    def __add__(self, other: Expression) -> Expression:
        return Sum(self, other)

    def __matmul__(self, other: Expression) -> Expression:
        return Product(self, other)

    @property
    def transposed(self) -> Expression:
        return Flipped(self, is_conjugated=False)

    @property
    def adjointed(self) -> Expression:
        return Flipped(self, is_conjugated=True)


@dataclass(frozen=True)
class Operand(Expression):
    """An argument."""

    name: str

    @property
    def operands(self) -> Names:
        return frozenset((self.name,))

    def needs(self, active: Names) -> Names:
        return frozenset()

    def value(self, at: Evaluation) -> View:
        return at.matrices[self.name]

    def tangent(self, at: Evaluation) -> View | None:
        return at.tangents.get(self.name)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        if self.name in at.active:
            at.adjoints[self.name].append(lambda i, j: seed.load(at.kernel, i, j))


@dataclass(frozen=True)
class Sum(Expression):
    left: Expression
    right: Expression

    @property
    def operands(self) -> Names:
        return self.left.operands | self.right.operands

    def needs(self, active: Names) -> Names:
        return self.left.needs(active) | self.right.needs(active)

    def value(self, at: Evaluation) -> View:
        total = at.plus(self.left.value(at), self.right.value(at))
        assert total is not None
        return total

    def tangent(self, at: Evaluation) -> View | None:
        return at.plus(self.left.tangent(at), self.right.tangent(at))

    def adjoint(self, at: Evaluation, seed: View) -> None:
        for one in (self.left, self.right):
            if one.operands & at.active:
                one.adjoint(at, seed)


@dataclass(frozen=True)
class Scaled(Expression):
    """The product with a scalar argument, or with a constant."""

    factor: str | float
    matrix: Expression
    is_conjugated: bool = False

    @property
    def operands(self) -> Names:
        own = frozenset((self.factor,)) if isinstance(self.factor, str) else frozenset[str]()
        return self.matrix.operands | own

    def needs(self, active: Names) -> Names:
        needed = self.matrix.needs(active)
        if isinstance(self.factor, str) and self.matrix.operands & active:
            needed |= {self.factor}
        if self.factor in active:
            needed |= self.matrix.operands
        return needed

    def _factor(self, at: Evaluation) -> Number:
        if not isinstance(self.factor, str):
            return at.kernel.number(self.factor)
        number = at.scalars[self.factor]
        return at.kernel.conjugate(number) if self.is_conjugated else number

    def value(self, at: Evaluation) -> View:
        return scaled(at.kernel, self._factor(at), self.matrix.value(at))

    def tangent(self, at: Evaluation) -> View | None:
        kernel = at.kernel
        total = self.matrix.tangent(at)
        if total is not None:
            total = scaled(kernel, self._factor(at), total)
        if isinstance(self.factor, str) and self.factor in at.scalar_tangents:
            tangent = at.scalar_tangents[self.factor]
            if self.is_conjugated:
                tangent = kernel.conjugate(tangent)
            value = self.matrix.value(at)
            share = new_matrix(
                kernel, value, lambda i, j: kernel.times(tangent, value.load(kernel, i, j))
            )
            total = at.plus(total, share)
        return total

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        if self.matrix.operands & at.active:
            factor = kernel.conjugate(self._factor(at))
            if isinstance(self.matrix, Operand):
                at.adjoints[self.matrix.name].append(
                    lambda i, j: kernel.scaled(factor, seed.load(kernel, i, j))
                )
            else:
                self.matrix.adjoint(at, scaled(kernel, factor, seed))
        if isinstance(self.factor, str) and self.factor in at.active:
            delta = inner_product(kernel, self.matrix.value(at), seed)
            if self.is_conjugated:
                delta = kernel.conjugate(delta)
            at.scalar_adjoints[self.factor].append(delta)


@dataclass(frozen=True)
class Flipped(Expression):
    """The transpose, conjugated or not."""

    matrix: Expression
    is_conjugated: bool

    @property
    def operands(self) -> Names:
        return self.matrix.operands

    def needs(self, active: Names) -> Names:
        return self.matrix.needs(active)

    def _flip(self, at: Evaluation, view: View) -> View:
        return view.adjoint(at.kernel) if self.is_conjugated else view.transposed(at.kernel)

    def value(self, at: Evaluation) -> View:
        return self._flip(at, self.matrix.value(at))

    def tangent(self, at: Evaluation) -> View | None:
        tangent = self.matrix.tangent(at)
        return None if tangent is None else self._flip(at, tangent)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        self.matrix.adjoint(at, self._flip(at, seed))


@dataclass(frozen=True)
class Product(Expression):
    left: Expression
    right: Expression

    @property
    def operands(self) -> Names:
        return self.left.operands | self.right.operands

    def needs(self, active: Names) -> Names:
        needed = self.left.needs(active) | self.right.needs(active)
        if self.left.operands & active:
            needed |= self.right.operands
        if self.right.operands & active:
            needed |= self.left.operands
        return needed

    def value(self, at: Evaluation) -> View:
        return at.multiply(self.left.value(at), self.right.value(at))

    def tangent(self, at: Evaluation) -> View | None:
        left, right = self.left.tangent(at), self.right.tangent(at)
        return at.plus(
            None if left is None else at.multiply(left, self.right.value(at)),
            None if right is None else at.multiply(self.left.value(at), right),
        )

    def adjoint(self, at: Evaluation, seed: View) -> None:
        if self.left.operands & at.active:
            right = self.right.value(at).adjoint(at.kernel)
            self.left.adjoint(at, at.multiply(seed, right))
        if self.right.operands & at.active:
            left = self.left.value(at).adjoint(at.kernel)
            self.right.adjoint(at, at.multiply(left, seed))


@dataclass(frozen=True)
class Solved(Expression):
    """X = T⁻¹ B with a triangular T. It has to be all of an expression: X is what the routine leaves."""

    triangle: str
    right: Expression
    target: str
    """Where the routine leaves X."""

    @property
    def operands(self) -> Names:
        return self.right.operands | {self.triangle}

    def needs(self, active: Names) -> Names:
        needed = self.right.needs(active) | {self.triangle}
        return needed | {output_of(self.target)} if self.triangle in active else needed

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.target]

    def _triangle(self, at: Evaluation) -> tuple[View, SSAValue]:
        return at.matrix(self.triangle), at.uppers[self.triangle]

    def tangent(self, at: Evaluation) -> View | None:
        total = self.right.tangent(at)
        if (tangent := at.tangents.get(self.triangle)) is not None:
            total = at.plus(total, at.negated(at.multiply(tangent, self.value(at))))
        if total is None:
            return None
        return at.solved(*self._triangle(at), total)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        triangle, upper = self._triangle(at)
        lower = kernel.exclusive_or(upper, kernel.truth(True))
        right = at.solved(triangle.adjoint(kernel), lower, seed)
        if self.right.operands & at.active:
            self.right.adjoint(at, right)
        if self.triangle in at.active:
            share = at.negated(at.multiply(right, self.value(at).adjoint(kernel)))
            Operand(self.triangle).adjoint(at, share)


def scaled_by(factor: str | float, matrix: Expression) -> Expression:
    return Scaled(factor, matrix)


def conjugate_scaled(factor: str, matrix: Expression) -> Expression:
    return Scaled(factor, matrix, is_conjugated=True)


# Expressions whose value is a number


class NumberExpression(ABC):
    """What a routine returns."""

    @property
    @abstractmethod
    def operands(self) -> Names: ...

    @abstractmethod
    def needs(self, active: Names) -> Names: ...

    @abstractmethod
    def tangent(self, at: Evaluation) -> Number: ...

    @abstractmethod
    def adjoint(self, at: Evaluation, seed: Number) -> None: ...


@dataclass(frozen=True)
class InnerProduct(NumberExpression):
    """The sum of x y, or of conj(x) y."""

    left: str
    right: str
    is_conjugated: bool = False

    @property
    def operands(self) -> Names:
        return frozenset((self.left, self.right))

    def needs(self, active: Names) -> Names:
        needed = {self.right} if self.left in active else set[str]()
        return frozenset(needed | ({self.left} if self.right in active else set[str]()))

    def tangent(self, at: Evaluation) -> Number:
        kernel = at.kernel
        total = kernel.number(0.0)
        for tangent, other, is_left in (
            (at.tangents.get(self.left), self.right, True),
            (at.tangents.get(self.right), self.left, False),
        ):
            if tangent is None:
                continue
            pair = (tangent, at.matrices[other]) if is_left else (at.matrices[other], tangent)
            # The product of matrices conjugates the first of them.
            left = pair[0] if self.is_conjugated else pair[0].conjugate(kernel)
            total = kernel.plus(total, inner_product(kernel, left, pair[1]))
        return total

    def adjoint(self, at: Evaluation, seed: Number) -> None:
        kernel = at.kernel

        def share(name: str, factor: Number, *, conjugated: bool) -> Elements:
            view = at.matrices[name]
            if conjugated:
                view = view.conjugate(kernel)
            return lambda i, j: kernel.times(factor, view.load(kernel, i, j))

        if self.right in at.active:
            elements = share(self.left, seed, conjugated=not self.is_conjugated)
            at.adjoints[self.right].append(elements)
        if self.left in at.active:
            factor = kernel.conjugate(seed) if self.is_conjugated else seed
            elements = share(self.right, factor, conjugated=not self.is_conjugated)
            at.adjoints[self.left].append(elements)


@dataclass(frozen=True)
class Norm(NumberExpression):
    """The Euclidean norm; its derivative is x / |x|, and 0 at 0."""

    vector: str

    @property
    def operands(self) -> Names:
        return frozenset((self.vector,))

    def needs(self, active: Names) -> Names:
        return self.operands

    def _length(self, at: Evaluation) -> SSAValue:
        x = at.matrices[self.vector]
        return at.kernel.square_root(inner_product(at.kernel, x, x).real)

    def tangent(self, at: Evaluation) -> Number:
        kernel = at.kernel
        product = inner_product(kernel, at.matrices[self.vector], at.tangents[self.vector])
        return Number(kernel.quotient_or_zero(product.real, self._length(at)))

    def adjoint(self, at: Evaluation, seed: Number) -> None:
        kernel, x = at.kernel, at.matrices[self.vector]
        factor = Number(kernel.quotient_or_zero(seed.real, self._length(at)))
        at.adjoints[self.vector].append(lambda i, j: kernel.times(factor, x.load(kernel, i, j)))


@dataclass(frozen=True)
class AbsoluteSum(NumberExpression):
    """The sum of |Re x| + |Im x|."""

    vector: str

    @property
    def operands(self) -> Names:
        return frozenset((self.vector,))

    def needs(self, active: Names) -> Names:
        return self.operands

    def _signs(self, at: Evaluation, i: SSAValue, j: SSAValue) -> Number:
        x = at.matrices[self.vector].load(at.kernel, i, j)
        return Number(*(at.kernel.sign(part) for part in x.parts))

    def tangent(self, at: Evaluation) -> Number:
        kernel, tangent = at.kernel, at.tangents[self.vector]

        def term(i: SSAValue) -> Number:
            zero = kernel.index(0)
            signs = kernel.conjugate(self._signs(at, i, zero))
            product = kernel.times(signs, tangent.load(kernel, i, zero))
            return kernel.real_part(product)

        return Number(kernel.total(tangent.rows, term).real)

    def adjoint(self, at: Evaluation, seed: Number) -> None:
        factor = Number(seed.real)
        at.adjoints[self.vector].append(lambda i, j: at.kernel.times(factor, self._signs(at, i, j)))
