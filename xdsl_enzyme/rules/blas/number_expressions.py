"""Expressions in operands whose value is a number: what a routine returns.

::

    InnerProduct("x", "y")    what `dot` returns: dr = dx·y + x·dy, and the adjoints are x̄ = r̄ y, ȳ = r̄ x
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.evaluation import Evaluation, Names
from xdsl_enzyme.rules.blas.kernel import Number
from xdsl_enzyme.rules.blas.matrices import Elements, inner_product


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
class _OfVector(NumberExpression):
    """A number that depends on one vector, not linearly."""

    vector: str

    @property
    def operands(self) -> Names:
        return frozenset((self.vector,))

    def needs(self, active: Names) -> Names:
        return self.operands


@dataclass(frozen=True)
class Norm(_OfVector):
    """The Euclidean norm; its derivative is x / |x|, and 0 at 0."""

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
class AbsoluteSum(_OfVector):
    """The sum of |Re x| + |Im x|."""

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
