"""The small language of matrices in which routines are declared; both modes follow from an expression.

::

    scaled("alpha", A @ B) + scaled("beta", C)          what `gemm` makes of C

For G = X Y: dG = dX Y + X dY, and the adjoints are X̄ = Ḡ Yᴴ, Ȳ = Xᴴ Ḡ (Giles, *Collected matrix derivative results for forward and
reverse mode algorithmic differentiation*, 2008; Murray, *Differentiation of the Cholesky decomposition*, 2016). The adjoint
of a complex number is the complex number of its parts' adjoints.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.evaluation import Evaluation, Names, output_of
from xdsl_enzyme.rules.blas.kernel import Number
from xdsl_enzyme.rules.blas.matrices import View, inner_product, new_matrix, scaled


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
