"""Programs applied to several arguments at once by `enzyme.batch`: a driver in MLIR, compiled and called.

::

    func.func @batched(%x0: memref<3xf64>, …, %value: memref<3xf64>)        with  enzyme.batch @f {batch_shape = array<i64: 3>}
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from xdsl.dialects.func import FuncOp
from xdsl.traits import SymbolTable

from tests.integration.differentiated import Case
from tests.ops.wide import call_with
from tests.oracle.parsing import parse
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import run_pipeline

FACTORS = (1.0, 0.9, 1.1)
"""What the floats among the arguments are multiplied by, for each element of the batch."""

_DTYPES = {
    "f64": np.float64,
    "f32": np.float32,
    "index": np.int64,
    "i64": np.int64,
    "i32": np.int32,
}


def applies(case: Case) -> bool:
    """Whether the program takes numbers and returns one, so that it can be called for each element of a tensor."""
    takes_arrays = any(isinstance(value, np.ndarray) for value in case.inputs)
    return case.returns_float and not takes_arrays and _type(case).outputs.data[1:] == ()


def _type(case: Case) -> Any:
    function = SymbolTable.lookup_symbol(load_module(case.path), case.name)
    assert isinstance(function, FuncOp)
    return function.function_type


def _element(case: Case, factor: float) -> list[Any]:
    return [
        value * factor if isinstance(value, float) and index in case.wrt else value
        for index, value in enumerate(case.inputs)
    ]


def expected(case: Case) -> list[Any]:
    """The result for each element, by the oracle."""
    runs = (case.oracle.run(case.name, _element(case, factor)) for factor in FACTORS)
    return [np.array([run.value for run in runs])]


class _Driver:
    """What `call_with` asks for: parameters and their values."""

    def __init__(self) -> None:
        self.parameters: list[str] = []
        self.values: list[Any] = []

    def memref(self, name: str, type: str, array: NDArray[Any]) -> str:
        self.parameters.append(f"%{name} : memref<{len(FACTORS)}x{type}>")
        self.values.append((array, 1))
        return f"%{name}"


def computed(case: Case) -> list[Any]:
    """The same by the batched function, compiled."""
    signature, driver = _type(case), _Driver()
    elements = [_element(case, factor) for factor in FACTORS]
    reads: list[str] = []
    tensors: list[str] = []
    size = len(FACTORS)
    for index, type in enumerate(map(str, signature.inputs)):
        array = np.array([element[index] for element in elements], _DTYPES[type])
        source = driver.memref(f"x{index}", type, array)
        tensors.append(f"tensor<{size}x{type}>")
        reads.append(
            f"%t{index} = bufferization.to_tensor {source} restrict : memref<{size}x{type}> to {tensors[-1]}"
        )
    output = str(signature.outputs.data[0])
    values = np.zeros(size, _DTYPES[output])
    target = driver.memref("value", output, values)
    result = f"tensor<{size}x{output}>"
    text = "\n  ".join(
        [
            f"func.func @batched({', '.join(driver.parameters)}) {{",
            *reads,
            f"%r = enzyme.batch @{case.name}({', '.join(f'%t{i}' for i in range(len(tensors)))}) "
            f"{{batch_shape = array<i64: {size}>}} : ({', '.join(tensors)}) -> {result}",
            f"bufferization.materialize_in_destination %r in restrict writable {target} "
            f": ({result}, memref<{size}x{output}>) -> ()",
            "func.return\n}",
        ]
    )
    module = parse(f"{case.path.read_text()}\n{text}")
    run_pipeline(
        module, ("enzyme-raise-llvm", "enzyme-lower-affine", "lift-cf-to-scf", "enzyme-batch")
    )
    module.verify()
    code = compile_module(module, 1)
    call_with(code.address("batched"), driver)
    return [values]
