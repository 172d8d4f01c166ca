"""Global pointers that are left from an earlier call, and may lead to where active values go: their shadows are not known, which is said."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe

REFUSED = Path(__file__).parent / "earlier_pointers" / "refused.c"
FUNCTIONS = re.findall(r"^double (\w+)", REFUSED.read_text(), re.M)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_refused(name: str):
    for level in (0, 2):
        function = xe.load(REFUSED, name, optimisation_level=level, outputs="return")
        with pytest.raises(xe.EnzymeError, match="set outside of the derivative"):
            xe.grad(function)(np.array([0.5, 1.25, -0.75]), 3)
