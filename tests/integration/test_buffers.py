"""Programs on tensors, bufferised, in the oracle: every buffer is freed once, and none is read or written after that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from xdsl.dialects.builtin import TensorType
from xdsl.dialects.linalg import ops as linalg

from tests.integration.comparison import compare
from tests.integration.differentiated import MODES
from tests.ops.catalogue import PROGRAMS
from tests.oracle import Oracle
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.interop import derivative
from xdsl_enzyme.interop.derivative import Derivative
from xdsl_enzyme.lowering.prepare import prepared
from xdsl_enzyme.passes.lower_cache import LowerCachePass
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE

KEYS = [key for key in PROGRAMS if key.partition("/")[0] in ("tensor", "linalg")]


def interpret(self: Derivative, values: Sequence[Any]) -> None:
    """Calls a derivative in the oracle, which refuses what compiled code would do in silence."""
    module = prepared(self.program.module)
    module.verify()
    verify_dominance(module)
    for op in module.walk():
        assert not isinstance(op, linalg.GenericOp)
        assert not any(
            isinstance(type, TensorType) for type in (*op.operand_types, *op.result_types)
        )
    oracle = Oracle(module)
    result = oracle.run(self.program.name, values)
    left = [
        one.name
        for one in oracle.machine.memory.objects
        if one.alive and not one.name.startswith(("argument", "constant"))
    ]
    assert not left
    for value, array in zip(values, result.arrays, strict=True):
        if isinstance(value, np.ndarray):
            value[...] = np.asarray(array).reshape(value.shape)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("key", KEYS)
def test_every_buffer_is_freed_once(key: str, mode: str, monkeypatch: pytest.MonkeyPatch):
    program = PROGRAMS[key]
    monkeypatch.setattr(
        derivative,
        "DIFFERENTIATE",
        [LowerCachePass("memref") if one == LowerCachePass.name else one for one in DIFFERENTIATE],
    )
    monkeypatch.setattr(Derivative, "__call__", interpret)
    case = program.case
    case.functions.clear()
    try:
        computed = MODES[mode][1](case, 2)
    finally:
        case.functions.clear()
    compare(f"{key} in {mode} mode", MODES[mode][0](case), computed, case.tolerance)
