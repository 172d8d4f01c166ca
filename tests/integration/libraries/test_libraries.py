"""Programs that call the C library, against differences of themselves."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.integration.native import compiler

HERE = Path(__file__).parent
X = np.array([0.7, 1.3, -2.1, 3.3, 0.4])


@pytest.mark.parametrize("level", [0, 2])
def test_input_and_output(level: int):
    chatty = xe.load(HERE / "input_output.c", "chatty", optimisation_level=level)
    step = 1e-6
    differences = [
        (chatty(X + step * unit, 5) - chatty(X - step * unit, 5)) / (2 * step) for unit in np.eye(5)
    ]
    assert xe.grad(chatty)(X, 5) == pytest.approx(differences, abs=1e-6)
    _, tangent = xe.jvp(chatty, (X, 5), (np.ones(5), None))
    assert tangent == pytest.approx(sum(differences), abs=1e-6)


@pytest.mark.parametrize("level", [0, 2])
def test_numbers_that_are_read(level: int):
    text = np.frombuffer(b"2.5\0", dtype=np.int8)
    scaled = xe.load(HERE / "input_output.c", "scaled_by_text", optimisation_level=level)
    assert xe.grad(scaled)(3.0, text) == 15.0
    assert xe.jvp(scaled, (3.0, text), (1.0, None)) == (22.5, 15.0)


def test_active_memory_that_is_overwritten():
    text = np.frombuffer(b"2.5\0", dtype=np.int8)
    overwritten = xe.load(HERE / "input_output.c", "read_over")
    with pytest.raises(xe.DifferentiationError, match=r"sscanf' writes to memory that derivatives"):
        xe.grad(overwritten)(3.0, text)
    with pytest.raises(xe.DifferentiationError, match=r"sscanf' writes to memory that derivatives"):
        xe.jvp(overwritten, (3.0, text), (1.0, None))


def test_long_double():
    function = xe.load(HERE / "input_output.c", "nexttoward_of")
    assert xe.grad(function)(1.5) == 7.0
    assert xe.jvp(function, (1.5,), (2.0,))[1] == 14.0


POINT = np.array([0.6, 0.8, -0.4, 1.1])


@pytest.mark.parametrize(("name", "tolerance"), [("in_double", 1e-8), ("in_float", 2e-5)])
@pytest.mark.parametrize("level", [0, 2])
def test_complex_functions(name: str, tolerance: float, level: int):
    """Against differences in double precision; forward mode in all four directions at once."""
    path = HERE / "complex_functions.c"
    function = xe.load(path, name, optimisation_level=level)
    exact = xe.load(path, "in_double", optimisation_level=level)
    step = 1e-6
    for number in range(22):
        which = np.array([number], dtype=np.int32)
        differences = [
            (exact(POINT + step * unit, which) - exact(POINT - step * unit, which)) / (2 * step)
            for unit in np.eye(4)
        ]
        expected = pytest.approx(differences, rel=tolerance, abs=tolerance)
        assert xe.grad(function)(POINT, which) == expected, number
        assert xe.jacfwd(function)(POINT, which) == expected, number


def test_functions_that_compilers_know():
    """Without what compilers know of them: `conj` and the like are calls."""
    path = HERE / "complex_functions.c"
    function = xe.load(path, "in_double", optimisation_level=0, flags=["-fno-builtin"])
    inlined = xe.load(path, "in_double")
    for number in (0, 16, 18, 20, 21):
        which = np.array([number], dtype=np.int32)
        expected = pytest.approx(xe.grad(inlined)(POINT, which), rel=1e-12)
        assert xe.grad(function)(POINT, which) == expected
        assert xe.jacfwd(function)(POINT, which) == expected


def test_a_library_that_is_loaded(tmp_path: Path):
    target = tmp_path / "libruntime.so"
    command = [*compiler(), "-O1", "-shared", "-fPIC", str(HERE / "runtime.c")]
    subprocess.run([*command, "-lm", "-o", str(target)], check=True)
    xe.load_library(target)
    called = xe.load(HERE / "runtime_calls.c", "called")
    for number, power in ((0, 3), (0, -2), (0, 0), (1, 2), (2, 0), (3, 0)):
        which = np.array([number, power], dtype=np.int32)
        step = 1e-3 if number in (1, 3) else 1e-6
        differences = [
            (called(POINT + step * unit, which) - called(POINT - step * unit, which)) / (2 * step)
            for unit in np.eye(4)
        ]
        expected = pytest.approx(differences, abs=1e-3 if number in (1, 3) else 1e-8)
        assert xe.grad(called)(POINT, which) == expected
        assert xe.jacfwd(called)(POINT, which) == expected


def test_a_library_that_is_none():
    with pytest.raises(xe.LoweringError, match="cannot load the library"):
        xe.load_library(HERE / "runtime.c")
