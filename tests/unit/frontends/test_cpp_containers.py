"""What libstdc++ does in its library to link nodes, our definitions do the same way."""

from pathlib import Path

import numpy as np

import xdsl_enzyme as xe
from tests.integration.corpus_programs import CorpusProgram

PROGRAM = Path(__file__).parent / "programs" / "sets_and_lists.cpp"


def test_sets_maps_and_lists_keep_their_order():
    program = CorpusProgram.read(PROGRAM)
    loaded = xe.load(PROGRAM, "objective", flags=["-fno-exceptions"], outputs="return")
    assert program.value > 0
    assert np.isclose(loaded(program.point, program.point.size), program.value, rtol=1e-12)
