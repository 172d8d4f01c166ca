"""Derivatives of random programs on memrefs agree with the oracle."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.memref_generator import program
from tests.integration.comparison import compare
from tests.ops.catalogue import OpProgram
from tests.ops.test_ops import EXPECTED_AND_COMPUTED


@pytest.mark.parametrize("mode", EXPECTED_AND_COMPUTED)
@pytest.mark.parametrize("seed", range(12))
def test_random_programs(seed: int, mode: str, tmp_path: Path):
    path = tmp_path / "random.mlir"
    path.write_text(program(Random(seed), "random"))
    expected, computed = EXPECTED_AND_COMPUTED[mode]
    case = OpProgram(path).case
    compare(f"seed {seed} in {mode} mode", expected(case), computed(case), 1e-9)
