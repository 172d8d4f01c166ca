"""MLIR programs on arrays of floats and one integer, compiled and called.

::

    code = compiled("func.func @f(%p: memref<?xf64>, %n: index) -> f64 { … }", PASSES)
    call(code, "f", [np.ones(3)], 4, returns=True)
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from xdsl.passes import ModulePass

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.lowering.jit import CompiledModule, compile_module
from xdsl_enzyme.passes.pipelines import run_pipeline

Array = NDArray[np.float64]


def compiled(text: str, passes: Sequence[str | ModulePass]) -> CompiledModule:
    """The program after passes, each of which must leave valid IR."""
    module = parse(text)

    def verify(_: object, module: Any) -> None:
        module.verify()
        verify_dominance(module)

    run_pipeline(module, passes, observer=verify)
    return compile_module(module, 1)


def call(
    code: CompiledModule,
    name: str,
    arrays: Sequence[Array],
    count: int,
    *numbers: float,
    returns: bool = False,
) -> float | None:
    """Call a function of arrays, an integer and numbers."""
    values: list[Any] = []
    types: list[Any] = []
    for array in arrays:
        values += [array.ctypes.data, array.ctypes.data, 0, array.size, 1]
        types += [ctypes.c_void_p] * 2 + [ctypes.c_int64] * 3
    values += [count, *numbers]
    types += [ctypes.c_int64, *[ctypes.c_double] * len(numbers)]
    prototype = ctypes.CFUNCTYPE(ctypes.c_double if returns else None, *types)
    return prototype(code.address(name))(*values)
