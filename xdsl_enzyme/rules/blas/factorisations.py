"""LAPACK's factorisations, and solving with them, as matrix expressions.

::

    S = L Lᴴ:    dL = L Φ(L⁻¹ dS L⁻ᴴ)                          S̄ = L⁻ᴴ Φ(Lᴴ L̄) L⁻¹
    P A = L U:   dF = L⁻¹ P dA U⁻¹, dL = L low(dF), dU = up(dF) U    Ā = Pᵀ L⁻ᴴ (low(Lᴴ L̄) + up(Ū Uᴴ)) U⁻ᴴ

where Φ is the lower triangle with half of the diagonal, low the triangle below it, and up the rest. (Murray, *Differentiation of the
Cholesky decomposition*, 2016; de Hoog, Anderssen and Lukas, *Differentiation of matrix functionals using triangular
factorization*, 2011.)
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.ir import SSAValue

from xdsl_enzyme.rules.blas.evaluation import Evaluation, Names, output_of
from xdsl_enzyme.rules.blas.expressions import Expression, Operand
from xdsl_enzyme.rules.blas.kernel import Kernel, Number
from xdsl_enzyme.rules.blas.matrices import Elements, View, dense_view, new_matrix


def _is_below(kernel: Kernel, i: SSAValue, j: SSAValue) -> SSAValue:
    return kernel.compare(i, "sgt", j)


def _halved(kernel: Kernel, view: View) -> View:
    """The lower triangle, with half of the diagonal, which is real."""

    def element(i: SSAValue, j: SSAValue) -> Number:
        number = view.load(kernel, i, j)
        half = kernel.times(Number(kernel.float(0.5)), kernel.real_part(number))
        on_diagonal = kernel.choose(kernel.compare(i, "eq", j), half, kernel.number(0.0))
        return kernel.choose(_is_below(kernel, i, j), number, on_diagonal)

    return new_matrix(kernel, view, element)


def _below(kernel: Kernel, view: View, *, unit: bool = False) -> View:
    """What is below the diagonal, with a diagonal of ones or zeros."""

    def element(i: SSAValue, j: SSAValue) -> Number:
        is_one = kernel.both(kernel.compare(i, "eq", j), kernel.truth(unit))
        rest = kernel.choose(is_one, kernel.number(1.0), kernel.number(0.0))
        return kernel.choose(_is_below(kernel, i, j), view.load(kernel, i, j), rest)

    return new_matrix(kernel, view, element)


def _not_below(kernel: Kernel, view: View) -> View:
    return new_matrix(
        kernel,
        view,
        lambda i, j: kernel.choose(
            _is_below(kernel, i, j), kernel.number(0.0), view.load(kernel, i, j)
        ),
    )


def _inverse_lower(at: Evaluation, lower: View, right: View) -> View:
    """`lower⁻¹ right`."""
    return at.solved(lower, at.kernel.truth(False), right)


def _inverse_upper(at: Evaluation, upper: View, right: View) -> View:
    return at.solved(upper, at.kernel.truth(True), right)


def _swapped(kernel: Kernel, view: View, upper: SSAValue) -> Elements:
    """The lower factor of a Cholesky factorisation of which one triangle is stored; and the other way round."""

    def element(i: SSAValue, j: SSAValue) -> Number:
        row, column = kernel.select(upper, j, i), kernel.select(upper, i, j)
        number = view.load(kernel, row, column)
        return kernel.choose(upper, kernel.conjugate(number), number)

    return element


@dataclass(frozen=True)
class Cholesky(Expression):
    """The triangular factor of a Hermitian matrix: lower, or the upper one that is its conjugate transpose."""

    matrix: str

    @property
    def operands(self) -> Names:
        return frozenset((self.matrix,))

    def needs(self, active: Names) -> Names:
        return frozenset((output_of(self.matrix),))

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.matrix]

    def _factor(self, at: Evaluation) -> tuple[View, SSAValue]:
        upper = at.uppers[self.matrix]
        output = at.outputs[self.matrix]
        return new_matrix(at.kernel, output, _swapped(at.kernel, output, upper)), upper

    def tangent(self, at: Evaluation) -> View | None:
        kernel = at.kernel
        tangent = at.tangents.get(self.matrix)
        if tangent is None:
            return None
        factor, upper = self._factor(at)
        half = _inverse_lower(at, factor, tangent).adjoint(kernel)
        inner = _inverse_lower(at, factor, half).adjoint(kernel)
        lower = at.multiply(factor, _halved(kernel, inner))
        return new_matrix(kernel, lower, _swapped(kernel, lower, upper))

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        factor, upper = self._factor(at)
        lower_seed = new_matrix(kernel, seed, _swapped(kernel, seed, upper))
        above = factor.adjoint(kernel)
        inner = _halved(kernel, at.multiply(above, lower_seed))
        half = _inverse_upper(at, above, inner).adjoint(kernel)
        share = _inverse_upper(at, above, half).adjoint(kernel)
        Operand(self.matrix).adjoint(at, share)


@dataclass(frozen=True)
class CholeskySolved(Expression):
    """X = (L Lᴴ)⁻¹ B."""

    factor: str
    right: str

    @property
    def operands(self) -> Names:
        return frozenset((self.factor, self.right))

    def needs(self, active: Names) -> Names:
        needed = frozenset((self.factor,))
        return needed | {output_of(self.right)} if self.factor in active else needed

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.right]

    def _solved(self, at: Evaluation, factor: View, right: View) -> View:
        half = _inverse_lower(at, factor, right)
        return _inverse_upper(at, factor.adjoint(at.kernel), half)

    def _factor(self, at: Evaluation) -> tuple[View, SSAValue]:
        matrix, upper = at.matrix(self.factor), at.uppers[self.factor]
        return new_matrix(at.kernel, matrix, _swapped(at.kernel, matrix, upper)), upper

    def tangent(self, at: Evaluation) -> View | None:
        kernel = at.kernel
        factor, upper = self._factor(at)
        total = at.tangents.get(self.right)
        if (tangent := at.tangents.get(self.factor)) is not None:
            lower = new_matrix(kernel, tangent, _swapped(kernel, tangent, upper))
            half = at.multiply(lower, factor.adjoint(kernel))
            matrix = at.plus(half, half.adjoint(kernel))
            assert matrix is not None
            total = at.plus(total, at.negated(at.multiply(matrix, self.value(at))))
        return None if total is None else self._solved(at, factor, total)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        factor, upper = self._factor(at)
        right = self._solved(at, factor, seed)
        if self.right in at.active:
            Operand(self.right).adjoint(at, right)
        if self.factor in at.active:
            half = at.negated(at.multiply(right, self.value(at).adjoint(kernel)))
            matrix = at.plus(half, half.adjoint(kernel))
            assert matrix is not None
            lower = at.multiply(matrix, factor)
            share = new_matrix(kernel, lower, _swapped(kernel, lower, upper))
            Operand(self.factor).adjoint(at, share)


@dataclass(frozen=True)
class Factorised(Expression):
    """L and U of P A = L U, in one matrix. Derivatives of what is not square are NaN."""

    matrix: str

    @property
    def operands(self) -> Names:
        return frozenset((self.matrix,))

    def needs(self, active: Names) -> Names:
        return frozenset((output_of(self.matrix),))

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.matrix]

    def _factors(self, at: Evaluation) -> tuple[View, View]:
        square = _leading_square(at.kernel, at.outputs[self.matrix])
        return _below(at.kernel, square, unit=True), _not_below(at.kernel, square)

    def tangent(self, at: Evaluation) -> View | None:
        kernel = at.kernel
        tangent = at.tangents.get(self.matrix)
        if tangent is None:
            return None
        lower, upper = self._factors(at)
        permuted = at.permuted(_leading_square(kernel, tangent))
        half = _inverse_lower(at, lower, permuted).adjoint(kernel)
        inner = _inverse_lower(at, upper.adjoint(kernel), half).adjoint(kernel)
        total = at.plus(
            at.multiply(lower, _below(kernel, inner)),
            at.multiply(_not_below(kernel, inner), upper),
        )
        assert total is not None
        return _only_if_square(kernel, total, tangent)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        lower, upper = self._factors(at)
        square = _leading_square(kernel, seed)
        inner = at.plus(
            _below(kernel, at.multiply(lower.adjoint(kernel), _below(kernel, square))),
            _not_below(kernel, at.multiply(_not_below(kernel, square), upper.adjoint(kernel))),
        )
        assert inner is not None
        half = _inverse_upper(at, lower.adjoint(kernel), inner).adjoint(kernel)
        share = at.permuted(_inverse_upper(at, upper, half).adjoint(kernel), back=True)
        Operand(self.matrix).adjoint(at, _only_if_square(kernel, share, seed))


def _leading_square(kernel: Kernel, view: View) -> View:
    """As many rows and columns as there are of both."""
    size = _smaller(kernel, view.rows, view.columns)
    pointer = kernel.temporary(kernel.product(size, size))
    square = dense_view(kernel, pointer, size, size)
    square.assign(kernel, lambda i, j: view.load(kernel, i, j))
    return square


def _smaller(kernel: Kernel, one: SSAValue, other: SSAValue) -> SSAValue:
    return kernel.select(kernel.compare(one, "slt", other), one, other)


def _only_if_square(kernel: Kernel, square: View, like: View) -> View:
    is_square = kernel.compare(like.rows, "eq", like.columns)
    last = kernel.subtract(square.rows, kernel.index(1))
    unknown = kernel.number(float("nan"))

    def element(i: SSAValue, j: SSAValue) -> Number:
        number = square.load(kernel, _smaller(kernel, i, last), _smaller(kernel, j, last))
        return kernel.choose(is_square, number, unknown)

    return new_matrix(kernel, like, element)


@dataclass(frozen=True)
class LUSolved(Expression):
    """X = op(Pᵀ L U)⁻¹ B, with the factors as another routine left them."""

    factors: str
    right: str

    @property
    def operands(self) -> Names:
        return frozenset((self.factors, self.right))

    def needs(self, active: Names) -> Names:
        needed = frozenset((self.factors,))
        return needed | {output_of(self.right)} if self.factors in active else needed

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.right]

    def tangent(self, at: Evaluation) -> View | None:
        kernel = at.kernel
        total = at.tangents.get(self.right)
        if (tangent := at.tangents.get(self.factors)) is not None:
            factors = at.matrix(self.factors)
            lower, upper = _below(kernel, factors, unit=True), _not_below(kernel, factors)
            sum_of_products = at.plus(
                at.multiply(_below(kernel, tangent), upper),
                at.multiply(lower, _not_below(kernel, tangent)),
            )
            assert sum_of_products is not None
            matrix = at.as_option_says("trans", at.permuted(sum_of_products, back=True))
            total = at.plus(total, at.negated(at.multiply(matrix, self.value(at))))
        return None if total is None else self._solved(at, total, is_adjoint=False)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        kernel = at.kernel
        right = self._solved(at, seed, is_adjoint=True)
        if self.right in at.active:
            Operand(self.right).adjoint(at, right)
        if self.factors in at.active:
            factors = at.matrix(self.factors)
            lower, upper = _below(kernel, factors, unit=True), _not_below(kernel, factors)
            share = at.negated(at.multiply(right, self.value(at).adjoint(kernel)))
            matrix = at.permuted(at.as_option_says("trans", share))
            total = at.plus(
                _below(kernel, at.multiply(matrix, upper.adjoint(kernel))),
                _not_below(kernel, at.multiply(lower.adjoint(kernel), matrix)),
            )
            assert total is not None
            Operand(self.factors).adjoint(at, total)

    def _solved(self, at: Evaluation, right: View, *, is_adjoint: bool) -> View:
        """
        op(M)⁻¹ or op(M)⁻ᴴ times a matrix. Of a transpose that is not conjugated, it is conj(M⁻ᴴ conj(B)), and of its adjoint
        conj(M⁻¹ conj(B)).
        """
        kernel = at.kernel
        flips, conjugates = at.option("trans"), at.option("trans is transpose only")
        if is_adjoint:
            flips = kernel.exclusive_or(flips, kernel.truth(True))

        def conjugated(view: View) -> View:
            def element(i: SSAValue, j: SSAValue) -> Number:
                number = view.load(kernel, i, j)
                return kernel.choose(conjugates, kernel.conjugate(number), number)

            return new_matrix(kernel, view, element)

        right = conjugated(right)
        factors = at.matrix(self.factors)
        straight = _solved_with_factors(at, factors, right)
        turned = _solved_with_adjoint_factors(at, factors, right)

        def chosen(i: SSAValue, j: SSAValue) -> Number:
            return kernel.choose(flips, turned.load(kernel, i, j), straight.load(kernel, i, j))

        return conjugated(new_matrix(kernel, right, chosen))


def _solved_with_factors(at: Evaluation, factors: View, right: View) -> View:
    """(Pᵀ L U)⁻¹ times a matrix."""
    lower, upper = _below(at.kernel, factors, unit=True), _not_below(at.kernel, factors)
    return _inverse_upper(at, upper, _inverse_lower(at, lower, at.permuted(right)))


def _solved_with_adjoint_factors(at: Evaluation, factors: View, right: View) -> View:
    """(Pᵀ L U)⁻ᴴ times a matrix."""
    kernel = at.kernel
    lower, upper = _below(kernel, factors, unit=True), _not_below(kernel, factors)
    half = _inverse_lower(at, upper.adjoint(kernel), right)
    return at.permuted(_inverse_upper(at, lower.adjoint(kernel), half), back=True)


@dataclass(frozen=True)
class Solution(Expression):
    """X = A⁻¹ B, by the factors that the same routine leaves in A."""

    matrix: str
    right: str

    @property
    def operands(self) -> Names:
        return frozenset((self.matrix, self.right))

    def needs(self, active: Names) -> Names:
        needed = frozenset((output_of(self.matrix),))
        return needed | {output_of(self.right)} if self.matrix in active else needed

    def value(self, at: Evaluation) -> View:
        return at.outputs[self.right]

    def tangent(self, at: Evaluation) -> View | None:
        total = at.tangents.get(self.right)
        if (tangent := at.tangents.get(self.matrix)) is not None:
            total = at.plus(total, at.negated(at.multiply(tangent, self.value(at))))
        if total is None:
            return None
        return _solved_with_factors(at, at.outputs[self.matrix], total)

    def adjoint(self, at: Evaluation, seed: View) -> None:
        right = _solved_with_adjoint_factors(at, at.outputs[self.matrix], seed)
        if self.right in at.active:
            Operand(self.right).adjoint(at, right)
        if self.matrix in at.active:
            share = at.negated(at.multiply(right, self.value(at).adjoint(at.kernel)))
            Operand(self.matrix).adjoint(at, share)
