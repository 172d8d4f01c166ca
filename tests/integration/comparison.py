"""Comparing arrays of numbers with a message that says what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


class Mismatch(AssertionError):
    """Numbers that should agree and do not."""


def compare(
    what: str,
    expected: Sequence[Any],
    got: Sequence[Any],
    tolerance: float,
) -> None:
    """Raises `Mismatch` unless each array agrees within `tolerance`, relative to its largest element (at least 1).

    `what` names the comparison: program, level, mode. Infinities and NaNs must be in the same places.
    """
    if len(expected) != len(got):
        raise Mismatch(f"{what}: expected {len(expected)} results, got {len(got)}")
    for position, (want, have) in enumerate(zip(expected, got, strict=True)):
        if (want is None) != (have is None):
            raise Mismatch(f"{what}: result {position}: expected {want}, got {have}")
        if want is None or have is None:
            continue
        wanted, had = np.asarray(want, dtype=np.float64), np.asarray(have, dtype=np.float64)
        finite = np.abs(wanted[np.isfinite(wanted)])
        allowed = tolerance * max(1.0, finite.max(initial=0.0))
        if wanted.shape != had.shape or not np.allclose(
            had, wanted, rtol=0.0, atol=allowed, equal_nan=True
        ):
            raise Mismatch(
                f"{what}: result {position} differs by more than {allowed:.1e}\n"
                f"expected {wanted}\n     got {had}"
            )
