"""Programs that are refused without debug information about their variables, and right with it. They copy, so what is right is plain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe

COPIES = Path(__file__).parent / "debug_types" / "copies.c"
COPY_FUNCTIONS = ("numbers", "named", "local", "called")
SILENT = ("bytes", "characters", "unions", "integers", "contradiction")
LEVELS = (0, 2)

WEIGHTS = np.array([1.0, 2.0, 3.0, 5.0])


def load(name: str, level: int, *, has_types: bool = True) -> xe.Function:
    flags = [] if has_types else ["-gline-tables-only"]
    return xe.load(COPIES, name, flags=flags, optimisation_level=level)


def cotangent(function: xe.Function, size: int = 4, type: type[np.floating[Any]] = np.float64):
    x, y = np.arange(1, size + 1, dtype=type), np.zeros(size, dtype=type)
    _, pull_back = xe.vjp(function, x, y, x.nbytes)
    return pull_back(WEIGHTS[:size].astype(type))[0]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", COPY_FUNCTIONS)
def test_types_of_variables_settle_what_is_copied(name: str, level: int):
    function = load(name, level)
    assert cotangent(function) == pytest.approx(WEIGHTS)
    x = np.arange(1.0, 5.0)
    _, tangent = xe.jvp(function, (x, np.zeros(4), 32), (WEIGHTS, np.zeros(4), None))
    assert tangent == pytest.approx(WEIGHTS)


@pytest.mark.parametrize("level", LEVELS)
def test_members_are_told_apart(level: int):
    assert cotangent(load("records", level)) == pytest.approx(WEIGHTS * [1, 0, 1, 0])


def test_members_of_members():
    assert cotangent(load("nested", 0)) == pytest.approx(WEIGHTS * [1, 0, 0, 1])


def test_single_precision():
    assert cotangent(load("singles", 0), type=np.float32) == pytest.approx(WEIGHTS)


@pytest.mark.parametrize("name", [*COPY_FUNCTIONS, "records"])
def test_refused_without_types(name: str):
    with pytest.raises(xe.EnzymeError, match="can't decide where the floats are"):
        cotangent(load(name, 0, has_types=False))


@pytest.mark.parametrize("name", SILENT)
def test_refused_where_types_say_nothing(name: str):
    with pytest.raises(xe.EnzymeError, match="can't decide where the floats are"):
        cotangent(load(name, 0))


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_done_outweighs_types(level: int):
    x = np.array([2.0, 3.0])
    assert xe.grad(load("lies", level))(x) == pytest.approx([3, 2])
    assert xe.grad(load("more_lies", level))(x) == pytest.approx([4, 0])
