"""The routines of BLAS and LAPACK, each with its arguments and with what it computes.

One line per routine; names of arguments say what they are (`ARGUMENTS`). Matrices are those that options make of what is stored: `A` is
op(A), of `rows` times `columns` elements, and where a routine multiplies from the right, all is transposed::

    gemm   C = alpha op(A) op(B) + beta C           syrk   C = alpha A Aᵀ + beta C, one triangle
    trsm   B = op(A)⁻¹ alpha B                      potrf  A = the Cholesky factor of A
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xdsl_enzyme.rules.blas.expressions import (
    Expression,
    Operand,
    Solved,
    conjugate_scaled,
    scaled_by,
)
from xdsl_enzyme.rules.blas.factorisations import (
    Cholesky,
    CholeskySolved,
    Factorised,
    LUSolved,
    Solution,
)
from xdsl_enzyme.rules.blas.matrices import Structure
from xdsl_enzyme.rules.blas.number_expressions import (
    AbsoluteSum,
    InnerProduct,
    Norm,
    NumberExpression,
)

OPTIONS = frozenset(("trans", "transa", "transb", "uplo", "diag", "side"))
SIZES = frozenset(("m", "n", "k", "nrhs", "incx", "incy", "lda", "ldb", "ldc"))
SCALARS = frozenset(("alpha", "beta", "c", "s"))
OUTPUTS = frozenset(("ipiv", "info"))
"""Integers that a routine writes."""


@dataclass(frozen=True)
class Matrix:
    """A matrix argument, or a vector, which has one column."""

    rows: str
    """A size; `first`, `second` are those of a matrix that an option transposes, or with `side` of what is multiplied."""
    columns: str = ""
    """Empty for a vector."""
    trans: str = ""
    """The option that transposes it."""
    structure: Structure = Structure.GENERAL
    output: Structure = Structure.GENERAL
    """Which part of it is written."""
    real_diagonal: bool = False
    is_multiplied: bool = False
    """Whether `side` transposes it."""
    has_diagonal: bool = False
    """Whether `diag` says that its diagonal is one."""


@dataclass(frozen=True)
class Routine:
    name: str
    arguments: tuple[str, ...]
    """In the order of Fortran; CBLAS has the same, after the order of the elements."""
    matrices: Mapping[str, Matrix]
    updates: Mapping[str, Expression] = field(default_factory=lambda: {})
    """What is written to arguments."""
    result: NumberExpression | None = None
    precisions: str = "sdcz"
    real_scalars: frozenset[str] = frozenset()
    """Scalars that are real in complex routines, too."""
    is_real: bool = False
    """Whether the result is a real number."""
    is_lapack: bool = False
    is_inactive: bool = False
    """Whether the result is an integer."""


A, B, C = Operand("A"), Operand("B"), Operand("C")
X, Y = Operand("x"), Operand("y")
SYMMETRIC, HERMITIAN, TRIANGULAR = Structure.SYMMETRIC, Structure.HERMITIAN, Structure.TRIANGULAR

_X, _Y = {"x": Matrix("n")}, {"y": Matrix("n")}
_TRIANGLE_OF_ANY = Matrix("n", "n", "trans", TRIANGULAR, has_diagonal=True)


def _symmetric(structure: Structure) -> Matrix:
    return Matrix("n", "n", structure=structure)


def _updated(*, real_diagonal: bool = False) -> Matrix:
    """A symmetric matrix of which one triangle is read and written."""
    return Matrix("n", "n", "", TRIANGULAR, TRIANGULAR, real_diagonal)


def _routine(name: str, arguments: str, matrices: Mapping[str, Matrix], **more: object) -> Routine:
    return Routine(name, tuple(arguments.split()), matrices, **more)  # pyright: ignore[reportArgumentType]


_AXPY = "n alpha x incx y incy"
_GEMV = "trans m n alpha A lda x incx beta y incy"
_SYMV = "uplo n alpha A lda x incx beta y incy"
_GER = "m n alpha x incx y incy A lda"
_SYR = "uplo n alpha x incx A lda"
_SYR2 = "uplo n alpha x incx y incy A lda"
_TRMV = "uplo trans diag n A lda x incx"
_GEMM = "transa transb m n k alpha A lda B ldb beta C ldc"
_SYMM = "side uplo m n alpha A lda B ldb beta C ldc"
_SYRK = "uplo trans n k alpha A lda beta C ldc"
_SYR2K = "uplo trans n k alpha A lda B ldb beta C ldc"
_TRMM = "side uplo transa diag m n alpha A lda B ldb"

_GEMV_MATRICES = {
    "A": Matrix("first", "second", "trans"),
    "x": Matrix("second"),
    "y": Matrix("first"),
}
_GER_MATRICES = {"x": Matrix("m"), "y": Matrix("n"), "A": Matrix("m", "n")}
_RANK_K = Matrix("n", "k", "trans")
_TRMM_MATRICES = {
    "A": Matrix("first", "first", "transa", TRIANGULAR, has_diagonal=True, is_multiplied=True),
    "B": Matrix("first", "second", is_multiplied=True),
}


def _multiplying(structure: Structure) -> dict[str, Matrix]:
    return {
        "A": Matrix("first", "first", structure=structure, is_multiplied=True),
        "B": Matrix("first", "second", is_multiplied=True),
        "C": Matrix("first", "second", is_multiplied=True),
    }


_ALPHA, _BETA = frozenset(("alpha",)), frozenset(("beta",))

ROUTINES: tuple[Routine, ...] = (
    # Vectors
    _routine("dot", "n x incx y incy", _X | _Y, result=InnerProduct("x", "y"), precisions="sd"),
    _routine("dotu", "n x incx y incy", _X | _Y, result=InnerProduct("x", "y"), precisions="cz"),
    _routine(
        "dotc",
        "n x incx y incy",
        _X | _Y,
        result=InnerProduct("x", "y", is_conjugated=True),
        precisions="cz",
    ),
    _routine("nrm2", "n x incx", _X, result=Norm("x"), is_real=True),
    _routine("asum", "n x incx", _X, result=AbsoluteSum("x"), is_real=True),
    _routine("amax", "n x incx", _X, is_inactive=True),
    _routine("amin", "n x incx", _X, is_inactive=True),
    _routine("axpy", _AXPY, _X | _Y, updates={"y": scaled_by("alpha", X) + Y}),
    _routine("scal", "n alpha x incx", _X, updates={"x": scaled_by("alpha", X)}),
    _routine(
        "scal",
        "n alpha x incx",
        _X,
        updates={"x": scaled_by("alpha", X)},
        precisions="cz",
        real_scalars=frozenset(("alpha",)),
    ),
    _routine("copy", "n x incx y incy", _X | _Y, updates={"y": X}),
    _routine("swap", "n x incx y incy", _X | _Y, updates={"x": Y, "y": X}),
    _routine(
        "rot",
        "n x incx y incy c s",
        _X | _Y,
        updates={
            "x": scaled_by("c", X) + scaled_by("s", Y),
            "y": scaled_by("c", Y) + scaled_by(-1.0, scaled_by("s", X)),
        },
        precisions="sd",
    ),
    # Matrices and vectors
    _routine(
        "gemv",
        _GEMV,
        _GEMV_MATRICES,
        updates={"y": scaled_by("alpha", A @ X) + scaled_by("beta", Y)},
    ),
    *(
        _routine(
            name,
            _SYMV,
            {"A": _symmetric(structure), **_X, **_Y},
            updates={"y": scaled_by("alpha", A @ X) + scaled_by("beta", Y)},
            precisions=precisions,
        )
        for name, structure, precisions in (("symv", SYMMETRIC, "sd"), ("hemv", HERMITIAN, "cz"))
    ),
    *(
        _routine(
            name,
            _GER,
            _GER_MATRICES,
            updates={"A": scaled_by("alpha", X @ other) + A},
            precisions=precisions,
        )
        for name, other, precisions in (
            ("ger", Y.transposed, "sd"),
            ("geru", Y.transposed, "cz"),
            ("gerc", Y.adjointed, "cz"),
        )
    ),
    _routine(
        "syr",
        _SYR,
        {**_X, "A": _updated()},
        updates={"A": scaled_by("alpha", X @ X.transposed) + A},
        precisions="sd",
    ),
    _routine(
        "her",
        _SYR,
        {**_X, "A": _updated(real_diagonal=True)},
        updates={"A": scaled_by("alpha", X @ X.adjointed) + A},
        precisions="cz",
        real_scalars=_ALPHA,
    ),
    _routine(
        "syr2",
        _SYR2,
        {**_X, **_Y, "A": _updated()},
        updates={"A": scaled_by("alpha", X @ Y.transposed + Y @ X.transposed) + A},
        precisions="sd",
    ),
    _routine(
        "her2",
        _SYR2,
        {**_X, **_Y, "A": _updated(real_diagonal=True)},
        updates={
            "A": scaled_by("alpha", X @ Y.adjointed)
            + conjugate_scaled("alpha", Y @ X.adjointed)
            + A
        },
        precisions="cz",
    ),
    _routine("trmv", _TRMV, {"A": _TRIANGLE_OF_ANY, **_X}, updates={"x": A @ X}),
    _routine("trsv", _TRMV, {"A": _TRIANGLE_OF_ANY, **_X}, updates={"x": Solved("A", X, "x")}),
    # Matrices
    _routine(
        "gemm",
        _GEMM,
        {"A": Matrix("m", "k", "transa"), "B": Matrix("k", "n", "transb"), "C": Matrix("m", "n")},
        updates={"C": scaled_by("alpha", A @ B) + scaled_by("beta", C)},
    ),
    *(
        _routine(
            name,
            _SYMM,
            _multiplying(structure),
            updates={"C": scaled_by("alpha", A @ B) + scaled_by("beta", C)},
            precisions=precisions,
        )
        for name, structure, precisions in (("symm", SYMMETRIC, "sdcz"), ("hemm", HERMITIAN, "cz"))
    ),
    _routine(
        "syrk",
        _SYRK,
        {"A": _RANK_K, "C": _updated()},
        updates={"C": scaled_by("alpha", A @ A.transposed) + scaled_by("beta", C)},
    ),
    _routine(
        "herk",
        _SYRK,
        {"A": _RANK_K, "C": _updated(real_diagonal=True)},
        updates={"C": scaled_by("alpha", A @ A.adjointed) + scaled_by("beta", C)},
        precisions="cz",
        real_scalars=_ALPHA | _BETA,
    ),
    _routine(
        "syr2k",
        _SYR2K,
        {"A": _RANK_K, "B": _RANK_K, "C": _updated()},
        updates={
            "C": scaled_by("alpha", A @ B.transposed + B @ A.transposed) + scaled_by("beta", C)
        },
    ),
    _routine(
        "her2k",
        _SYR2K,
        {"A": _RANK_K, "B": _RANK_K, "C": _updated(real_diagonal=True)},
        updates={
            "C": scaled_by("alpha", A @ B.adjointed)
            + conjugate_scaled("alpha", B @ A.adjointed)
            + scaled_by("beta", C)
        },
        precisions="cz",
        real_scalars=_BETA,
    ),
    _routine("trmm", _TRMM, _TRMM_MATRICES, updates={"B": scaled_by("alpha", A @ B)}),
    _routine("trsm", _TRMM, _TRMM_MATRICES, updates={"B": Solved("A", scaled_by("alpha", B), "B")}),
    # LAPACK
    _routine(
        "potrf",
        "uplo n A lda info",
        {"A": Matrix("n", "n", "", HERMITIAN, TRIANGULAR)},
        updates={"A": Cholesky("A")},
        is_lapack=True,
    ),
    _routine(
        "potrs",
        "uplo n nrhs A lda B ldb info",
        {"A": Matrix("n", "n", "", TRIANGULAR), "B": Matrix("n", "nrhs")},
        updates={"B": CholeskySolved("A", "B")},
        is_lapack=True,
    ),
    _routine(
        "trtrs",
        "uplo trans diag n nrhs A lda B ldb info",
        {"A": _TRIANGLE_OF_ANY, "B": Matrix("n", "nrhs")},
        updates={"B": Solved("A", B, "B")},
        is_lapack=True,
    ),
    _routine(
        "getrf",
        "m n A lda ipiv info",
        {"A": Matrix("m", "n")},
        updates={"A": Factorised("A")},
        is_lapack=True,
    ),
    _routine(
        "gesv",
        "n nrhs A lda ipiv B ldb info",
        {"A": Matrix("n", "n"), "B": Matrix("n", "nrhs")},
        updates={"A": Factorised("A"), "B": Solution("A", "B")},
        is_lapack=True,
    ),
    _routine(
        "getrs",
        "trans n nrhs A lda ipiv B ldb info",
        {"A": Matrix("n", "n"), "B": Matrix("n", "nrhs")},
        updates={"B": LUSolved("A", "B")},
        is_lapack=True,
    ),
)
"""Rows and columns are those of what an expression sees: of `gemv`'s op(A), `first` rows and `second` columns."""
