"""Programs that are refused without a hint about their memory, and right with it. They copy, so what is right is plain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe

COPIES = Path(__file__).parent / "type_hints" / "copies.c"

BYTES = 32
WEIGHTS = np.array([1.0, 2.0, 3.0, 5.0])

HINTED = ("argument", "variable", "annotated", "registered", "result", "inlined")
THROUGH_VARIABLES = ("array", "deep", "global", "marked")
"""An optimiser may do without the variable; then nobody says what is copied."""


def load(name: str, level: int, *, hinted: bool) -> xe.Function:
    flags = ["-DHINTED"] if hinted else []
    return xe.load(COPIES, name, flags=flags, optimisation_level=level)


def derivatives(function: xe.Function):
    """The tangents of the target, and the cotangents of what is copied there."""
    x, y = np.arange(1.0, 5.0), np.zeros(4)
    copied, tangent = xe.jvp(function, (x, y, BYTES), (WEIGHTS, np.zeros(4), None))
    assert copied == pytest.approx(x)
    _, pull_back = xe.vjp(function, x, y, BYTES)
    return tangent, pull_back(WEIGHTS)[0]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        *((name, level) for level in (0, 2) for name in (*HINTED, "words")),
        *((name, 0) for name in THROUGH_VARIABLES),
    ],
)
def test_hints_settle_what_is_copied(name: str, level: int):
    tangent, cotangent = derivatives(load(name, level, hinted=True))
    assert tangent == pytest.approx(WEIGHTS)
    assert cotangent == pytest.approx(WEIGHTS)


@pytest.mark.parametrize("level", [0, 2])
def test_hints_tell_members_apart(level: int):
    _, cotangent = derivatives(load("record", level, hinted=True))
    assert cotangent == pytest.approx(WEIGHTS * [0, 1, 0, 1])


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", [*HINTED, *THROUGH_VARIABLES, "record"])
def test_refused_without_a_hint(name: str, level: int):
    with pytest.raises(xe.EnzymeError, match=r"annotate\(\"enzyme_type=\{") as caught:
        derivatives(load(name, level, hinted=False))
    assert "copies.c:" in str(caught.value)


def test_the_message_says_where_to_write_the_hint():
    with pytest.raises(xe.EnzymeError, match="behind 'from' where it is declared"):
        derivatives(load("argument", 0, hinted=False))


@pytest.mark.parametrize("level", [0, 2])
def test_hints_that_are_not_true(level: int):
    x = np.ones(2, dtype=np.float32)
    with pytest.raises(xe.EnzymeError, match="contradicts the program") as caught:
        xe.vjp(load("wrong", level, hinted=True), x, x.copy(), 8)[1](x)
    message = str(caught.value)
    assert f"copies.c:{line_of('void wrong')} says f64" in message
    assert f"copies.c:{line_of('2.0f * from')}" in message
    assert "f32" in message


def line_of(text: str) -> int:
    lines = COPIES.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
