"""Whole Jacobians and Hessians, against derivatives by hand."""

from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader

X = np.array([1.0, 2.0, 3.0])
Y = np.zeros(3)
BOTH = pytest.mark.parametrize("jacobian", [xe.jacfwd, xe.jacrev, xe.jacobian])
SQUARES = """
double squares(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}
"""
CURVED = """
double curved(const double *x, double t, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += t * t * x[i] * x[i] * x[(i + 1) % n];
  return sum;
}
"""


@BOTH
def test_array_by_array(load: Loader, jacobian: type[xe.jacfwd]):
    J = jacobian(load(SCALE), 2)(3, 2.0, X, Y)
    assert J.tolist() == np.diag([4.0, 8.0, 12.0]).tolist()


@BOTH
def test_shapes_of_output_and_argument(load: Loader, jacobian: type[xe.jacfwd]):
    f = load("void f(const double *x, double *y) { y[5] = x[1] * x[0]; }")
    J = jacobian(f)(np.array([[2.0], [3.0]]), np.zeros((3, 2)))
    assert J.shape == (3, 2, 2, 1)
    assert J[2, 1].tolist() == [[3.0], [2.0]]
    assert np.count_nonzero(J) == 2


@BOTH
def test_several_arguments_and_outputs(load: Loader, jacobian: type[xe.jacfwd]):
    (dvalue,), (dwork,) = jacobian(load(WORK), (0,))(X, Y, 3)
    assert dvalue.tolist() == [6.0, 3.0, 2.0]
    assert dwork.tolist() == [[1.0, 0.0, 0.0], [2.0, 1.0, 0.0], [6.0, 3.0, 2.0]]
    dx, da = jacobian(load(SCALE), (2, 1))(3, 2.0, X, Y)
    assert dx.shape == (3, 3)
    assert da.tolist() == [1.0, 4.0, 9.0]


@BOTH
def test_numbers(load: Loader, jacobian: type[xe.jacfwd]):
    f = load("double f(double x, double y) { return x * x * y; }")
    assert jacobian(f)(3.0, 2.0) == 12.0
    assert jacobian(f, (0, 1))(3.0, 2.0) == (12.0, 9.0)


@BOTH
def test_empty_arguments(load: Loader, jacobian: type[xe.jacfwd]):
    assert jacobian(load(SCALE), 2)(0, 2.0, X[:0], Y[:0]).shape == (0, 0)


@BOTH
def test_integer_outputs_have_none(load: Loader, jacobian: type[xe.jacfwd]):
    f = load("int f(double x, double *y) { y[0] = x * x; return x > 0; }")
    count, value = jacobian(f)(3.0, np.zeros(1))
    assert count is None
    assert value.tolist() == [6.0]


@BOTH
def test_wrong_number_of_arguments(load: Loader, jacobian: type[xe.jacfwd]):
    with pytest.raises(xe.ArgumentsError, match="takes 3 arguments"):
        jacobian(load(NORM))(X)


def test_hessian_of_an_array(load: Loader):
    H = xe.hessian(load(CURVED))(X, 2.0, 3)
    x, y, z = X
    assert np.allclose(H, 4 * 2 * np.array([[y, x, z], [x, z, y], [z, y, x]]))


def test_hessian_of_several_arguments(load: Loader):
    (H_xx, H_xt), (H_tx, H_tt) = xe.hessian(load(CURVED), (0, 1))(X, 2.0, 3)
    x, y, z = X
    gradient = np.array([2 * x * y + z * z, x * x + 2 * y * z, y * y + 2 * z * x])
    assert H_xx.shape == (3, 3)
    assert np.allclose(H_xt, 4 * gradient)
    assert np.allclose(H_tx, 4 * gradient)
    assert np.isclose(H_tt, 2 * (x * x * y + y * y * z + z * z * x))


def test_hessian_of_numbers(load: Loader):
    f = load("double f(double x, double y) { return x * x * x * y; }")
    assert xe.hessian(f)(2.0, 5.0) == 60.0
    assert xe.hessian(f, (0, 1))(2.0, 5.0) == ((60.0, 12.0), (12.0, 0.0))


def test_hessian_vector_products(load: Loader):
    f = load(CURVED)
    H = xe.hessian(f)(X, 2.0, 3)
    v = np.array([1.0, -1.0, 0.5])
    assert np.allclose(xe.hvp(f, (X, 2.0, 3), (v, None, None)), H @ v)
    along_t = xe.hvp(f, (X, 2.0, 3), (None, 1.0, None), argnums=(0, 1))
    assert np.allclose(along_t[0], xe.hessian(f, (0, 1))(X, 2.0, 3)[0][1])


def test_second_derivatives_through_work_arrays(load: Loader):
    H = xe.hessian(load(WORK, outputs="return"))(X, Y, 3)
    assert np.allclose(H, [[0, 3, 2], [3, 0, 1], [2, 1, 0]])


def test_directional_derivative_of_value_and_gradient(load: Loader):
    v = np.ones(3)
    (value, gradient), (dvalue, dgradient) = xe.jvp(
        xe.value_and_grad(load(NORM)), (X, 3, 1.0), (v, None, None)
    )
    assert (value, dvalue) == (14.0, 12.0)
    assert gradient.tolist() == [2.0, 4.0, 6.0]
    assert dgradient.tolist() == [2.0, 2.0, 2.0]


def test_directional_derivative_of_output_in_memory(load: Loader):
    f = load("void f(const double *x, double *loss) { loss[0] = x[0] * x[0] * x[1]; }")
    (value, _), (dvalue, dgradient) = xe.jvp(
        xe.value_and_grad(f), (X[:2], np.zeros(1)), (np.array([1.0, 0.0]), None)
    )
    assert (value, dvalue) == (2.0, 4.0)
    assert dgradient.tolist() == [4.0, 2.0]


def test_hessian_needs_one_number(load: Loader):
    with pytest.raises(xe.ArgumentsError, match="gradient of scale is not defined"):
        xe.hessian(load(SCALE), 2)(3, 2.0, X, Y)


@pytest.mark.parametrize("jacobian", [xe.jacfwd, xe.jacrev])
def test_arrays_without_dimensions(load: Loader, jacobian: type[xe.jacfwd]):
    f = load(SQUARES)
    point = np.array(3.0)
    assert jacobian(f)(point, 1) == 6.0
    assert xe.hessian(f)(point, 1) == 2.0
    xe.check_grads(f, (point, 1))


@pytest.mark.parametrize("argnums", [None, 0.5, (0, None), object()])
def test_argnums_that_are_none(load: Loader, argnums: Any):
    for transform in (xe.grad, xe.jacfwd, xe.jacrev):
        with pytest.raises(xe.ArgumentsError, match="argnums must be numbers or names"):
            transform(load(SQUARES), argnums)(np.ones(2), 2)


def test_argnums_of_numpy(load: Loader):
    assert xe.grad(load(SQUARES), np.int64(0))(np.ones(2), 2).tolist() == [2.0, 2.0]
