"""Writes the C of the calls that `cases.c` makes, in the spellings of Fortran and CBLAS.

A routine is its arguments, by role, and the call of `reference.c` that does the same. Vectors lie in `a` and `b`, then, and the matrix `M` in `c`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OPTIONS = {
    "trans": ("ta", "ca"),
    "transa": ("ta", "ca"),
    "transb": ("tb", "cb"),
    "uplo": ("uplo", "cu"),
    "diag": ("diag", "cd"),
    "side": ("side", "cs"),
}


@dataclass(frozen=True)
class Routine:
    name: str
    arguments: str
    reference: str
    """In terms of the arguments; `r` is whether matrices are row by row."""
    precisions: str = "sdcz"
    real_scalars: bool = False
    returns: bool = False
    has_cblas: bool = True


def _rank(name: str, vectors: str, both: int, hermitian: int, precisions: str) -> Routine:
    """`syr` and its kin."""
    second = "matrix(y + P * first(n, incy), 1, 0, 'N', 'G', 'U', 'N')" if both else "X"
    strided = "X.rs = incx;" + (" Y.rs = incy;" if both else " Y.rs = incx;")
    return Routine(
        name,
        f"uplo n alpha {vectors} M ldm",
        "mat X = matrix(x + P * first(n, incx), 1, 0, 'N', 'G', 'U', 'N'), "
        f"Y = {second}; {strided} "
        f"rank(r, uplo, n, 1, alpha, X, Y, {both}, {hermitian}, mk(1), M, ldm)",
        precisions,
        real_scalars=name == "her",
    )


_G = "matrix({0}, ld{1}, r, {2}, 'G', 'U', 'N')"


def _general(name: str, trans: str = "'N'") -> str:
    return _G.format(name, name.lower(), trans)


def _stored(name: str, kind: str) -> str:
    return f"matrix({name}, ld{name.lower()}, r, 'N', '{kind}', uplo, 'N')"


def _times(kind: str) -> str:
    a, b = _stored("A", kind), _general("B")
    return (
        f"if (side == 'L') gemm(r, m, n, m, alpha, {a}, {b}, beta, C, ldc); "
        f"else gemm(r, m, n, n, alpha, {b}, {a}, beta, C, ldc)"
    )


ROUTINES = (
    Routine("dot", "n x incx y incy", "dot(n, x, incx, y, incy, 0)", "sd", returns=True),
    Routine("dotu", "n x incx y incy", "dot(n, x, incx, y, incy, 0)", "cz", returns=True),
    Routine("dotc", "n x incx y incy", "dot(n, x, incx, y, incy, 1)", "cz", returns=True),
    Routine("nrm2", "n x incx", "mk(sqrt(dot(n, x, incx, x, incx, 1).re))", returns=True),
    Routine(
        "asum",
        "n x incx",
        "mk(0); for (int i = 0; i < n; i++) { num z = get(x, i * incx); z_.re += fabs(z.re) + fabs(z.im); }",
        returns=True,
    ),
    Routine(
        "axpy",
        "n alpha x incx y incy",
        "for (int i = 0; i < n; i++) { int p = first(n, incx) + i * incx, q = first(n, incy) + i * incy; "
        "put(y, q, add(get(y, q), mul(alpha, get(x, p)))); }",
    ),
    Routine(
        "scal",
        "n alpha x incx",
        "for (int i = 0; i < n; i++) put(x, i * incx, mul(alpha, get(x, i * incx)))",
    ),
    Routine(
        "copy",
        "n x incx y incy",
        "for (int i = 0; i < n; i++) put(y, first(n, incy) + i * incy, get(x, first(n, incx) + i * incx))",
    ),
    Routine(
        "swap",
        "n x incx y incy",
        "for (int i = 0; i < n; i++) { int p = first(n, incx) + i * incx, q = first(n, incy) + i * incy; "
        "num u = get(x, p), v = get(y, q); put(x, p, v); put(y, q, u); }",
    ),
    Routine(
        "rot",
        "n x incx y incy alpha beta",
        "for (int i = 0; i < n; i++) { int p = first(n, incx) + i * incx, q = first(n, incy) + i * incy; "
        "num u = get(x, p), v = get(y, q); put(x, p, add(mul(alpha, u), mul(beta, v))); "
        "put(y, q, sub(mul(alpha, v), mul(beta, u))); }",
        "sd",
    ),
    Routine(
        "gemv",
        "trans m n alpha M ldm x incx beta y incy",
        "int t = trans != 'N'; "
        f"mv(t ? n : m, t ? m : n, alpha, {_general('M', 'trans')}, x, incx, beta, y, incy)",
    ),
    Routine(
        "symv",
        "uplo n alpha M ldm x incx beta y incy",
        f"mv(n, n, alpha, {_stored('M', 'S')}, x, incx, beta, y, incy)",
        "sd",
    ),
    Routine(
        "hemv",
        "uplo n alpha M ldm x incx beta y incy",
        f"mv(n, n, alpha, {_stored('M', 'H')}, x, incx, beta, y, incy)",
        "cz",
    ),
    *(
        Routine(
            name,
            "m n alpha x incx y incy M ldm",
            f"ger(r, m, n, alpha, x, incx, y, incy, M, ldm, {conjugated})",
            precisions,
        )
        for name, conjugated, precisions in (("ger", 0, "sd"), ("geru", 0, "cz"), ("gerc", 1, "cz"))
    ),
    _rank("syr", "x incx", 0, 0, "sd"),
    _rank("her", "x incx", 0, 1, "cz"),
    _rank("syr2", "x incx y incy", 1, 0, "sd"),
    _rank("her2", "x incx y incy", 1, 1, "cz"),
    *(
        Routine(
            name,
            "uplo trans diag n M ldm x incx",
            "mat t = matrix(M, ldm, r, trans, 'T', uplo, diag); "
            f"{column}_column(n, (uplo == 'U') == (trans == 'N'), t, x, first(n, incx), incx)",
        )
        for name, column in (("trmv", "multiply"), ("trsv", "solve"))
    ),
    Routine(
        "gemm",
        "transa transb m n k alpha A lda B ldb beta C ldc",
        f"gemm(r, m, n, k, alpha, {_general('A', 'transa')}, {_general('B', 'transb')}, beta, C, ldc)",
    ),
    Routine("symm", "side uplo m n alpha A lda B ldb beta C ldc", _times("S")),
    Routine("hemm", "side uplo m n alpha A lda B ldb beta C ldc", _times("H"), "cz"),
    *(
        Routine(
            name,
            f"uplo trans n k alpha A lda{' B ldb' if both else ''} beta C ldc",
            f"rank(r, uplo, n, k, alpha, {_general('A', 'trans')}, "
            f"{_general('B' if both else 'A', 'trans')}, {both}, {hermitian}, beta, C, ldc)",
            "cz" if hermitian else "sdcz",
        )
        for name, both, hermitian in (
            ("syrk", 0, 0),
            ("herk", 0, 1),
            ("syr2k", 1, 0),
            ("her2k", 1, 1),
        )
    ),
    *(
        Routine(
            name,
            "side uplo transa diag m n alpha A lda B ldb",
            f"triangular(r, {inverse}, side, uplo, transa, diag, m, n, alpha, A, lda, B, ldb)",
        )
        for name, inverse in (("trmm", 0), ("trsm", 1))
    ),
    Routine("potrf", "uplo n A lda info", "potrf(uplo, n, A, lda)", has_cblas=False),
    Routine(
        "potrs",
        "uplo n k A lda B ldb info",
        "int u = uplo == 'U'; "
        "triangular(0, 1, 'L', uplo, u ? 'C' : 'N', 'N', n, k, mk(1), A, lda, B, ldb); "
        "triangular(0, 1, 'L', uplo, u ? 'N' : 'C', 'N', n, k, mk(1), A, lda, B, ldb)",
        has_cblas=False,
    ),
    Routine(
        "trtrs",
        "uplo trans diag n k A lda B ldb info",
        "triangular(0, 1, 'L', uplo, trans, diag, n, k, mk(1), A, lda, B, ldb)",
        has_cblas=False,
    ),
    Routine("getrf", "n n A lda ipiv info", "getrf(n, A, lda, ipiv)", has_cblas=False),
    Routine(
        "gesv",
        "n k A lda ipiv B ldb info",
        "getrf(n, A, lda, ipiv); getrs('N', n, k, A, lda, ipiv, B, ldb)",
        has_cblas=False,
    ),
    Routine(
        "getrs",
        "trans n k A lda ipiv B ldb info",
        "getrs(trans, n, k, A, lda, ipiv, B, ldb)",
        has_cblas=False,
    ),
)
NUMBERS = {routine.name: number for number, routine in enumerate(ROUTINES)}


def _symbol(routine: Routine, precision: str) -> str:
    if routine.name in ("nrm2", "asum") and precision in "cz":
        return f"{'s' if precision == 'c' else 'd'}{precision}{routine.name}"
    return precision + routine.name


def _is_real(routine: Routine, name: str) -> bool:
    """Whether a scalar is a real number."""
    return (
        routine.real_scalars
        or routine.name == "herk"
        or (routine.name == "her2k" and name == "beta")
    )


def _parameter(
    routine: Routine, name: str, number: int, *, cblas: bool, is_complex: bool
) -> tuple[str, str, str]:
    """The declaration of a parameter, what is passed, and its value in the reference under its own name."""
    if name in ("alpha", "beta"):
        real = not is_complex or _is_real(routine, name)
        value = f"num {name} = " + ("mk({0})" if real else "get({0}, 0)")
        if cblas and real:
            return f"R {name}_", f"{name}[0]", value.format(f"{name}_") + ";"
        return f"const R *{name}_", name, value.format(f"*{name}_" if real else f"{name}_") + ";"
    if name in OPTIONS:
        letter, code = OPTIONS[name]
        if not cblas:
            return f"const char *{name}_", f"&{letter}", f"char {name} = *{name}_;"
        letters = {
            "uplo": "{0} == 121 ? 'U' : 'L'",
            "diag": "{0} == 131 ? 'N' : 'U'",
            "side": "{0} == 141 ? 'L' : 'R'",
        }.get(name, "{0} == 111 ? 'N' : {0} == 112 ? 'T' : 'C'")
        return f"int {name}_", code, f"char {name} = {letters.format(name + '_')};"
    if name in ("info", "ipiv"):
        return f"int *{name}", "&info" if name == "info" else name, ""
    if name in ("A", "B", "C", "M", "x", "y"):
        array = {"A": "a", "B": "b", "C": "c", "M": "c", "x": "a", "y": "b"}[name]
        return f"R *{name}", array, ""
    variable = {"lda": "ld", "ldb": "ld", "ldc": "ld", "ldm": "ld"}.get(name, name)
    suffix = str(number)
    if cblas:
        return f"int {name}_{suffix}", variable, f"int {name} = {name}_{suffix};"
    return f"const int *{name}_{suffix}", f"&{variable}", f"int {name} = *{name}_{suffix};"


def _arguments(routine: Routine, precision: str, *, cblas: bool) -> list[tuple[str, str, str]]:
    names = routine.arguments.split()
    found = [
        _parameter(routine, name, number, cblas=cblas, is_complex=precision in "cz")
        for number, name in enumerate(names)
    ]
    if cblas and any(name.startswith("ld") for name in names):
        found.insert(0, ("int order_", "order", "int r = order_ == 101;"))
    else:
        found.insert(0, ("", "", "int r = 0;"))
    return found


def source(routines: Sequence[Routine], precision: str, *, cblas: bool) -> tuple[str, str]:
    """The contents of `declarations.h` and of `calls.h`."""
    declarations: list[str] = []
    calls: list[str] = []
    is_complex = precision in "cz"
    for routine in routines:
        arguments = _arguments(routine, precision, cblas=cblas)
        parameters = [one for one, _, _ in arguments if one]
        passed = [one for _, one, _ in arguments if one]
        seen: set[str] = set()
        locals_: list[str] = []
        for _, _, local in arguments:
            if local and local not in seen and local.split("=")[0] not in seen:
                locals_.append(local)
                seen.update((local, local.split("=")[0]))
        is_number = routine.returns and is_complex and routine.name.startswith("dot")
        name = ("C" if cblas else "F") + f"({_symbol(routine, precision)})"
        symbol, type = name, "R" if routine.returns else "void"
        if is_number and cblas:
            symbol, type = f"C({_symbol(routine, precision)}_sub)", "void"
            parameters.append("R *result")
            passed.append("result")
        elif is_number:
            type = "R _Complex"
        body = routine.reference
        if is_number:
            body = f"num z_ = {body}; " + (
                "put(result, 0, z_)"
                if cblas
                else "R _Complex v; __real__ v = z_.re; __imag__ v = z_.im; return v"
            )
        elif routine.returns:
            body = f"num z_ = {body}; return z_.re"
        head = f"{type} {symbol}({', '.join(parameters)})"
        declarations.append(
            f"#ifdef REFERENCE\n{head} {{ {' '.join(locals_)} {body}; }}\n#else\n{head};\n#endif"
        )
        call = f"{symbol}({', '.join(passed)})"
        if is_number and not cblas:
            call = f"{{ R _Complex v = {call}; result[0] = __real__ v; result[1] = __imag__ v; }}"
        elif routine.returns and not is_number:
            call = f"result[0] = {call}"
        calls.append(f"  case {NUMBERS[routine.name]}: {call}; break;")
    return "\n".join(declarations) + "\n", "\n".join(calls) + "\n"
