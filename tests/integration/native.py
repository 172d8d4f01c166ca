"""Runs C functions as the C compiler made them, through ctypes: the primal values that all forms must reproduce."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import numpy as np

from tests.integration.programs.catalogue import Input

_LIBRARIES = TemporaryDirectory(prefix="xdsl-enzyme-")


@cache
def compiler() -> tuple[str, ...]:
    """A C compiler: clang if there is one, else the one in the package ziglang."""
    for name in ("clang-22", "clang"):
        if (found := shutil.which(name)) is not None:
            return (found,)
    return (sys.executable, "-m", "ziglang", "cc")


@cache
def library(source: Path) -> ctypes.CDLL:
    """The file as a shared library."""
    target = Path(mkdtemp(dir=_LIBRARIES.name)) / f"{source.stem}.so"
    command = [*compiler(), "-O1", "-ffp-contract=off", "-shared", "-fPIC", str(source)]
    subprocess.run([*command, "-lm", "-o", str(target)], check=True)
    return ctypes.CDLL(str(target))


def call(source: Path, name: str, inputs: Sequence[Input], result: type | None) -> float | None:
    """Calls the function. Arrays are changed in place; Python floats are passed as doubles."""
    function = library(source)[name]
    function.restype = result
    return function(*[_argument(value) for value in inputs])


def _argument(value: Input) -> object:
    if isinstance(value, np.ndarray):
        return value.ctypes.data_as(ctypes.c_void_p)
    return ctypes.c_double(value) if isinstance(value, float) else ctypes.c_int(value)
