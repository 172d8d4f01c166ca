"""Reverse mode with several seeds at once: a driver in MLIR, compiled and called.

::

    func.func @wide(%x: f64, %m: memref<3xf64>, %tm: memref<3xvector<4xf64>>, %seed: memref<vector<4xf64>>, …)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute
from xdsl.traits import SymbolTable

from tests.integration.differentiated import Case
from tests.ops import wide
from tests.ops.wide import WIDTH, aligned
from xdsl_enzyme.frontends.load import load_module


def seeds() -> NDArray[Any]:
    """What comes in for the result, in each direction."""
    return np.random.default_rng(11).uniform(-1.0, 1.0, WIDTH)


def expected(case: Case) -> list[Any]:
    """The adjoints of each differentiated argument, direction by direction, by the oracle."""
    cotangents = wide.directions(case)
    pulled = [
        case.oracle.vjp(
            case.name,
            case.inputs,
            float(seeds()[k]) if case.returns_float else 0.0,
            {index: cotangents[index][k] for index in case.arrays()},
            case.wrt,
        )
        for k in range(WIDTH)
    ]
    return [np.stack([one[index] for one in pulled]) for index in case.wrt]


class _Driver(wide.Driver):
    """Numbers take no tangents; what comes back for them is stored."""

    adjoints: dict[int, NDArray[Any]]

    def __init__(self, case: Case, types: list[Attribute]):
        self.adjoints = {}
        self.results: list[tuple[str, str]] = []
        self.after: list[str] = []
        super().__init__(case, types)

    def number(self, index: int, type: Attribute, value: Any, tangent: NDArray[Any] | None) -> None:
        super().number(index, type, value, None)
        if tangent is None:
            return
        self.activities[index] = "enzyme_active"
        element = f"vector<{WIDTH}x{type}>"
        self.adjoints[index] = aligned(np.zeros(WIDTH, _dtype(type)))
        target, memref = self.memref(f"d{index}", element, self.adjoints[index], 0)
        self.results.append((f"%a{index}", element))
        self.after.append(f"memref.store %a{index}, {target}[] : {memref}")

    def seed(self, type: Attribute) -> None:
        element = f"vector<{WIDTH}x{type}>"
        array = aligned(seeds().astype(_dtype(type)))
        source, memref = self.memref("seed", element, array, 0)
        self.before.append(f"%s = memref.load {source}[] : {memref}")
        self.operands.append(("%s", element))


def _dtype(type: Attribute) -> type[np.floating]:
    return np.float32 if str(type) == "f32" else np.float64


def computed(case: Case) -> list[Any]:
    """The same by the engine."""
    module = load_module(case.path)
    function = SymbolTable.lookup_symbol(module, case.name)
    assert isinstance(function, FuncOp)
    driver = _Driver(case, list(function.function_type.inputs.data))
    outputs = list(function.function_type.outputs.data)
    result_activities = ["enzyme_constnoneed"] * len(outputs)
    if case.returns_float:
        result_activities[0] = "enzyme_activenoneed"
        driver.seed(outputs[0])
    call = driver.request("autodiff", case.name, result_activities, driver.results)
    wide.run(driver, module, [call, *driver.after])
    return [
        driver.adjoints[index]
        if index in driver.adjoints
        else np.moveaxis(driver.shadows[index], -1, 0)
        for index in case.wrt
    ]
