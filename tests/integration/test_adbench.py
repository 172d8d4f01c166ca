"""The kernels of ADBench: objectives and derivatives against hand-written references."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import benchmarks
import xdsl_enzyme as xe
from benchmarks import adbench
from benchmarks.problem import Problem

KERNELS = Path(benchmarks.__file__).parent / "kernels"
TOLERANCE = 1e-9


def adbench_difference(expected: Any, got: Any) -> float:
    """ADBench's measure: the largest |a - b| / max(1, |a| + |b|)."""
    size = np.maximum(1.0, np.abs(expected) + np.abs(got))
    return float(np.max(np.abs(expected - got) / size))


def assert_equal(expected: Sequence[Any], got: Sequence[Any]) -> None:
    """Each pair of arrays agrees, number by number and as vectors."""
    for want, have in zip(expected, got, strict=True):
        assert have.shape == want.shape
        assert adbench_difference(want, have) < TOLERANCE
        assert np.linalg.norm(want - have) < TOLERANCE * np.linalg.norm(want)


PLAIN = ("-Drestrict=",)
"""The kernels say that their pointers are ``restrict``; what users write does not."""


def assert_gradient(
    source: str, name: str, level: int, problem: Problem, flags: Sequence[str] = PLAIN
) -> None:
    """Value and gradient of a function that returns a number are those of the reference."""
    f = xe.load(KERNELS / source, name, flags=flags, optimisation_level=level, outputs="return")
    value, gradient = xe.value_and_grad(f, argnums=problem.wrt)(*problem.arguments)
    assert problem.value is not None
    assert problem.reference is not None
    assert f(*problem.arguments) == pytest.approx(problem.value, rel=1e-12)
    assert value == pytest.approx(problem.value, rel=1e-12)
    assert_equal(problem.reference[0], gradient)


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_small_gaussian_mixture(level: int):
    assert_gradient("gmm.c", "gmm_objective", level, adbench.gmm("gmm_d2_k5_n1000"))


def test_large_gaussian_mixture():
    assert_gradient("gmm.c", "gmm_objective", 2, adbench.gmm("gmm_d10_k25_n1000"))


def test_gaussian_mixture_declared_restrict():
    problem = adbench.gmm("gmm_d2_k5_n1000")
    assert_gradient("gmm.c", "gmm_objective", 2, problem, flags=())


@pytest.mark.parametrize(
    ("name", "level"), [("lstm_l2_c1024", 1), ("lstm_l2_c1024", 2), ("lstm_l4_c1024", 2)]
)
def test_long_short_term_memory(name: str, level: int):
    assert_gradient("lstm.c", "lstm_objective", level, adbench.lstm(name))


@pytest.mark.parametrize("jacobian", [xe.jacfwd, xe.jacrev])
@pytest.mark.parametrize("level", [1, 2])
def test_bundle_adjustment_of_one_observation(level: int, jacobian: Any):
    problem = adbench.ba_observation("ba1")
    f = xe.load(KERNELS / "ba.c", "reprojection_error", flags=PLAIN, optimisation_level=level)
    computed = jacobian(f, argnums=problem.wrt)(*problem.arguments)
    assert problem.reference is not None
    for row, expected in enumerate(problem.reference):
        assert_equal(expected, [part[row] for part in computed])


def test_bundle_adjustment_of_a_weight():
    weight, derivative = adbench.ba_weight("ba1")
    f = xe.load(KERNELS / "ba.c", "weight_error")
    assert xe.grad(f)(weight) == pytest.approx(derivative, rel=1e-15)


def test_bundle_adjustment_of_all_observations():
    problem = adbench.ba("ba1", observations=50)
    f = xe.load(KERNELS / "ba.c", "ba_residuals", flags=PLAIN)
    (errors, weight_errors), pull_back = xe.vjp(f, *problem.arguments)
    assert errors == pytest.approx(np.tile([0.10133583791453256, -0.06896776592424401], (50, 1)))
    assert weight_errors == pytest.approx(np.full(50, 0.826092651516))
    assert problem.reference is not None
    for sweep, expected in zip(problem.sweeps, problem.reference, strict=True):
        derivatives = pull_back((sweep[6], sweep[7]))
        assert_equal(expected, [derivatives[index] for index in problem.wrt])


@pytest.mark.parametrize("level", [0, 2])
def test_hand_tracking(level: int):
    problem = adbench.hand("ht_simple_1_c100", correspondences=10)
    f = xe.load(KERNELS / "hand.c", "hand_residuals", flags=PLAIN, optimisation_level=level)
    (position,) = problem.wrt
    jacobian = xe.jacfwd(f, argnums=position)(*problem.arguments)
    assert problem.reference is not None
    assert_equal(problem.reference[0], [jacobian.reshape(30, 26)])
