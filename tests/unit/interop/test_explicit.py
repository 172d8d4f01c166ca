"""Enzyme's explicit calls: in place, with shadows of the caller's."""

from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader
from xdsl_enzyme import Active, Const, Duplicated, DuplicatedNoNeed

X = np.array([1.0, 2.0, 3.0])


def test_reverse_mode_accumulates(load: Loader):
    f = load(NORM)
    dx = np.ones(3)
    assert xe.autodiff(f, Duplicated(X, dx), 3, Const(0.5)) == ()
    assert dx.tolist() == [2.0, 3.0, 4.0]
    xe.autodiff(f, Duplicated(X, dx), Const(3), Const(0.5), seed=10.0)
    assert dx.tolist() == [12.0, 23.0, 34.0]


def test_active_numbers_and_primal(load: Loader):
    f = load(NORM)
    assert xe.autodiff(f, Const(X), 3, Active(0.5)) == (14.0,)
    assert xe.autodiff(f, Const(X), 3, Active(0.5), return_primal=True) == (7.0, (14.0,))


def test_reverse_mode_writes_in_place(load: Loader):
    x, y = X.copy(), np.zeros(3)
    dx, dy = np.zeros(3), np.array([1.0, 10.0, 100.0])
    (da,) = xe.autodiff(load(SCALE), 3, Active(2.0), Duplicated(x, dx), Duplicated(y, dy))
    assert da == 941.0
    assert dx.tolist() == [4.0, 80.0, 1200.0]
    assert y.tolist() == [2.0, 8.0, 18.0]
    assert dy.tolist() == [0.0, 0.0, 0.0]


def test_primal_that_is_not_needed(load: Loader):
    dx, dy = np.zeros(3), np.ones(3)
    xe.autodiff(
        load(SCALE), 3, Const(2.0), Duplicated(X, dx), DuplicatedNoNeed(np.zeros(3), dy)
    )  # fmt: skip
    assert dx.tolist() == [4.0, 8.0, 12.0]


def test_forward_mode(load: Loader):
    f = load(NORM)
    assert xe.fwddiff(f, Duplicated(X, np.ones(3)), 3, Const(0.5)) == (7.0, 6.0)
    assert xe.fwddiff(f, Const(X), 3, Duplicated(0.5, 1.0)) == (7.0, 14.0)


def test_forward_mode_writes_in_place(load: Loader):
    y, dy = np.zeros(3), np.zeros(3)
    x, dx = X.copy(), np.ones(3)
    assert xe.fwddiff(load(SCALE), 3, Const(2.0), Duplicated(x, dx), Duplicated(y, dy)) is None
    assert y.tolist() == [2.0, 8.0, 18.0]
    assert dy.tolist() == [4.0, 8.0, 12.0]
    assert dx.tolist() == [1.0, 1.0, 1.0]


def test_forward_mode_of_integer_functions_returns_the_value(load: Loader):
    f = load("int f(double x, double *y) { y[0] = x * x; return x > 0; }")
    y, dy = np.zeros(1), np.zeros(1)
    assert xe.fwddiff(f, Duplicated(3.0, 1.0), Duplicated(y, dy)) == 1
    assert (y[0], dy[0]) == (9.0, 6.0)
    dy[:] = 1
    assert xe.autodiff(f, Active(3.0), Duplicated(y, dy), return_primal=True) == (1, (6.0,))


def test_own_tangent(load: Loader):
    """Read-only memory may be its own tangent."""
    assert xe.fwddiff(load(NORM), Duplicated(X, X), 3, Const(1.0)) == (14.0, 28.0)


IN_PLACE = "void f(double *x, double *y, int n) { for (int i = 0; i < n; i++) y[i] = x[i] * y[i]; }"


def test_arguments_may_overlap_if_shadows_do_alike(load: Loader):
    x, dx = np.array([3.0]), np.array([1.0])
    xe.autodiff(load(IN_PLACE), Duplicated(x, dx), Duplicated(x, dx), 1)
    assert x.tolist() == [9.0]
    assert dx.tolist() == [6.0]


def test_same_read_only_array_twice(load: Loader):
    f = load("double f(const double *x, const double *y) { return x[0] * y[1]; }")
    dx = np.zeros(3)
    xe.autodiff(f, Duplicated(X, dx), Duplicated(X, dx))
    assert dx.tolist() == [2.0, 1.0, 0.0]
    dx, dy = np.zeros(3), np.zeros(3)
    xe.autodiff(f, Duplicated(X, dx), Duplicated(X, dy))
    assert (dx.tolist(), dy.tolist()) == ([2.0, 0.0, 0.0], [0.0, 1.0, 0.0])


def z(n: int = 3) -> Any:
    return np.zeros(n)


def shared() -> Any:
    whole = np.zeros(6)
    return whole[:3], whole[2:5]


def frozen() -> Any:
    array = np.zeros(3)
    array.flags.writeable = False
    return array


SAME = np.ones(3)
RESTRICT = "void f(double *restrict x, double *restrict y) { y[0] = x[0]; }"
ROWS = "double f(double **rows) { return rows[0][0]; }"
ERRORS: dict[str, tuple[str, Any, str]] = {
    "bare float": (NORM, lambda f: xe.autodiff(f, Const(X), 3, 1.0), "wrap it in Active or Const"),
    "bare array": (NORM, lambda f: xe.autodiff(f, X, 3, Const(1.0)), "wrap it in Duplicated or Const"),
    "active array": (NORM, lambda f: xe.autodiff(f, Active(X), 3, Const(1.0)), "cannot be Active"),
    "active integer": (NORM, lambda f: xe.autodiff(f, Const(X), Active(3), Const(1.0)), "use Const"),
    "active, forwards": (NORM, lambda f: xe.fwddiff(f, Const(X), 3, Active(1.0)),
        "use Duplicated(value, tangent)"),
    "duplicated number, reverse": (NORM, lambda f: xe.autodiff(f, Const(X), 3, Duplicated(1.0, 1.0)),
        "use Active(value)"),
    "integer for float": (NORM, lambda f: xe.autodiff(f, Const(X), 3, Active(1)), "not 1, an integer"),
    "duplicated integer": (NORM, lambda f: xe.fwddiff(f, Const(X), Duplicated(3, 1), Const(1.0)),
        "cannot be Duplicated"),
    "shadow of another shape": (NORM, lambda f: xe.autodiff(f, Duplicated(X, z(2)), 3, Const(1.0)),
        "the shadow of argument 'x' (number 0) of norm must be an array of float64 with shape (3,)"),
    "shadow of another type": (NORM, lambda f: xe.autodiff(f, Duplicated(X, z().astype("f4")), 3,
        Const(1.0)), "the shadow of argument 'x'"),
    "shadow is a list": (NORM, lambda f: xe.autodiff(f, Duplicated(X, [0.0] * 3), 3, Const(1.0)),
        "not a value of type list"),
    "read-only shadow": (NORM, lambda f: xe.autodiff(f, Duplicated(X, frozen()), 3, Const(1.0)),
        "a writable array"),
    "read-only output": (SCALE, lambda f: xe.autodiff(f, 3, Const(1.0), Const(X), Duplicated(frozen(),
        z())), "argument 'y' (number 3) of scale must be a writable array"),
    "shadow is the primal": (NORM, lambda f: xe.autodiff(f, Duplicated(SAME, SAME), 3, Const(1.0)),
        "overlaps"),
    "shadow overlaps the primal": (NORM, lambda f: xe.autodiff(f, Duplicated(*shared()), 3, Const(1.0)),
        "argument 'x' (number 0) of norm overlaps the shadow of argument 'x'"),
    "shadow shared": (SCALE, lambda f: xe.autodiff(f, 3, Const(1.0), Duplicated(X, SAME),
        Duplicated(z(), SAME)), "shadows that share theirs in the same way"),
    "primal shared, not shadows": (IN_PLACE, lambda f: xe.autodiff(f, Duplicated(SAME, z()),
        Duplicated(SAME, z()), 3), "overlaps"),
    "primal shared with a constant": (IN_PLACE, lambda f: xe.autodiff(f, Const(SAME),
        Duplicated(SAME, z()), 3), "overlaps"),
    "restrict": (RESTRICT, lambda f: xe.autodiff(f, Const(SAME), Const(SAME)), "restrict"),
    "too few": (NORM, lambda f: xe.autodiff(f, Const(X)), "takes 3 arguments"),
    "seed": (SCALE, lambda f: xe.autodiff(f, 3, Const(1.0), Const(X), Const(z()), seed=2.0),
        "put the cotangents into the shadows"),
    "no primal": (SCALE, lambda f: xe.autodiff(f, 3, Const(1.0), Const(X), Const(z()),
        return_primal=True), "returns nothing"),
    "not a function": (NORM, lambda f: xe.autodiff(abs, Active(1.0)), "autodiff needs a function"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors(load: Loader, case: str):
    source, call, message = ERRORS[case]
    with pytest.raises(xe.ArgumentsError) as error:
        call(load(source))
    assert message in str(error.value)


def test_written_arrays_must_be_shared(load: Loader):
    class Convertible:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.zeros(3)

    with pytest.raises(xe.ArgumentsError, match="argument 'work'"):
        xe.autodiff(load(WORK), Const(X), Duplicated(Convertible(), z()), 3)


def test_pointers_to_pointers(load: Loader):
    f = load("double f(double **rows) { return rows[0][1] * rows[1][0]; }")
    rows, shadows = np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))
    addresses = np.array([row.ctypes.data for row in rows], np.uint64)
    shadow_addresses = np.array([row.ctypes.data for row in shadows], np.uint64)
    xe.autodiff(f, Duplicated(addresses, shadow_addresses))
    assert shadows.tolist() == [[0.0, 3.0], [2.0, 0.0]]
