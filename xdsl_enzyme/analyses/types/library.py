"""What functions of the C library and of BLAS take to be where their arguments point.

frexp(%x, %p)  -->  an i32 where %p points;      cblas_ddot(%n, %x, …)  -->  f64 where %x points
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.dialects.builtin import AnyFloat, f32, f64, i32
from xdsl.ir import Attribute

_C_MATH: dict[str, Sequence[Attribute | None]] = {
    "frexp": (None, i32),
    "remquo": (None, None, i32),
    "lgamma_r": (None, i32),
}


def _math() -> Iterator[tuple[str, Sequence[Attribute | None]]]:
    for suffix, element in (("", f64), ("f", f32)):
        for name, arguments in _C_MATH.items():
            yield name + suffix, arguments
        yield f"modf{suffix}", (None, element)
        yield f"sincos{suffix}", (None, element, element)


_BLAS: dict[str, str] = {
    "dot": "nxixi",
    "axpy": "naxixi",
    "scal": "naxi",
    "copy": "nxixi",
    "swap": "nxixi",
    "nrm2": "nxi",
    "asum": "nxi",
    "rot": "nxixiaa",
    "gemv": "onnaxixiaxi",
    "gemm": "oonnnaxixiaxi",
    "ger": "nnaxixixi",
    "symv": "onaxixiaxi",
    "syrk": "oonnaxiaxi",
    "trmv": "ooonxixi",
    "trsv": "ooonxixi",
    "trmm": "oooonnaxixi",
    "trsm": "oooonnaxixi",
}
"""Arguments in the Fortran interface: x is an array, a a scalar, the others are no floats."""


def _blas() -> Iterator[tuple[str, Sequence[Attribute | None]]]:
    precisions: Sequence[tuple[str, AnyFloat]] = (("s", f32), ("d", f64), ("c", f32), ("z", f64))
    for letter, element in precisions:
        for name, arguments in _BLAS.items():
            fortran = [element if one in "xa" else None for one in arguments]
            yield f"{letter}{name}_", fortran
            # CBLAS has the order of storage in front of functions of matrices, and scalars by value.
            order = [None] if "o" in arguments or name == "ger" else []
            yield f"cblas_{letter}{name}", [*order, *fortran]


ARGUMENTS: dict[str, Sequence[Attribute | None]] = dict((*_math(), *_blas()))
"""By function: the elements of the array that each argument points to; None where nothing is said."""
