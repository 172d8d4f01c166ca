"""Functions that the C library of this machine may lack: those of C23, and of flang's run-time library.

`define_missing(scalars)` gives those that nothing in the process defines a meaning, by the oracle's table of primitives.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from llvmlite import binding

from tests.oracle.externals import fortran_name
from tests.oracle.primitives import PRIMITIVES
from tests.unit.rules.scalar_functions import Scalar
from xdsl_enzyme.lowering.jit import compile_module


def _power(x: float, n: int) -> float:
    return x**n


def _root(x: float, n: int) -> float:
    return x ** (1.0 / n)


def _compound(x: float, n: int) -> float:
    return (1.0 + x) ** n


def _fortran_mod(x: float, y: float, file: int, line: int) -> float:
    return math.fmod(x, y)


def _fortran_modulo(x: float, y: float, file: int, line: int) -> float:
    return PRIMITIVES["Modulo"].value(x, y)


def _set_exponent(x: float, n: int) -> float:
    return math.ldexp(math.frexp(x)[0], n)


def _nearest(x: float, up: bool) -> float:
    return math.nextafter(x, math.inf if up else -math.inf)


_OTHERS: Mapping[str, Callable[..., float]] = {
    "pown": _power,
    "rootn": _root,
    "compoundn": _compound,
    "FPow": _power,
    "Mod": _fortran_mod,
    "Modulo": _fortran_modulo,
    "Scale": math.ldexp,
    "SetExponent": _set_exponent,
    "Nearest": _nearest,
}
_TYPES = {
    "f64": ctypes.c_double,
    "f32": ctypes.c_float,
    "i1": ctypes.c_bool,
    "i32": ctypes.c_int32,
    "i64": ctypes.c_int64,
    "!llvm.ptr": ctypes.c_void_p,
}
_kept: list[Any] = []
"""Callbacks live as long as the process."""


def _implementation(name: str, type: str) -> Callable[..., float]:
    base = fortran_name(name) or (name.removesuffix("f") if type == "f32" else name)
    return _OTHERS[base] if base in _OTHERS else PRIMITIVES[base].value


@cache
def _libraries() -> None:
    """Load what the JIT loads, so that it is found."""
    compile_module("define i32 @nothing() {\n  ret i32 0\n}\n", 0)


def define_missing(scalars: Iterable[Scalar]) -> None:
    _libraries()
    for scalar in scalars:
        if "." in scalar.key or binding.address_of_symbol(scalar.key) is not None:
            continue
        (type,) = scalar.types
        inputs = [_TYPES[one] for one in (*[type] * scalar.arity, *scalar.parameters)]
        callback = ctypes.CFUNCTYPE(_TYPES[type], *inputs)(_implementation(scalar.key, type))
        _kept.append(callback)
        address = ctypes.cast(callback, ctypes.c_void_p).value
        assert address is not None
        binding.add_symbol(scalar.key, address)
