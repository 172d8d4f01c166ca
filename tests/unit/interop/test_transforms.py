"""Derivatives under JAX's names, against derivatives by hand."""

from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader

X = np.array([1.0, 2.0, 3.0])
Y = np.zeros(3)
PRODUCT = "double product(double x, double y, int n) { return n * x * x * y; }"


def test_gradient_of_numbers(load: Loader):
    f = load(PRODUCT)
    assert xe.grad(f)(3.0, 5.0, 2) == 60.0
    assert xe.grad(f, 1)(3.0, 5.0, 2) == 18.0
    assert xe.grad(f, (1, 0))(3.0, 5.0, 2) == (18.0, 60.0)
    assert xe.grad(f, (0,))(3.0, 5.0, 2) == (60.0,)
    assert xe.grad(f, -2)(3.0, 5.0, 2) == 18.0
    assert xe.grad(f, "y")(3.0, 5.0, 2) == 18.0
    assert type(xe.grad(f)(3.0, 5.0, 2)) is float


def test_value_and_gradient(load: Loader):
    value, (dx, dscale) = xe.value_and_grad(load(NORM), (0, 2))(X, 3, 0.5)
    assert value == 7.0
    assert dx.tolist() == [1.0, 2.0, 3.0]
    assert dscale == 14.0


def test_gradients_are_fresh_and_inputs_stay(load: Loader):
    gradient = xe.grad(load(NORM))
    first, second = gradient(X, 3, 1.0), gradient(X, 3, 1.0)
    assert first.tolist() == second.tolist() == [2.0, 4.0, 6.0]
    assert not np.shares_memory(first, second)
    assert X.tolist() == [1.0, 2.0, 3.0]


def test_gradients_have_the_shape_and_type_of_the_argument(load: Loader):
    f = load("float f(const float *x) { return x[0] * x[3]; }")
    gradient = xe.grad(f)(np.array([[1, 2], [3, 4]], np.float32))
    assert gradient.dtype == np.float32
    assert gradient.tolist() == [[4.0, 0.0], [0.0, 1.0]]


def test_work_arrays_carry_derivatives(load: Loader):
    f = load(WORK, outputs="return")
    assert xe.grad(f)(X, np.zeros(3), 3).tolist() == [6.0, 3.0, 2.0]
    assert xe.grad(f, 1)(X, np.ones(3), 3).tolist() == [0.0, 0.0, 0.0]


def test_output_in_an_array_of_one(load: Loader):
    f = load("void f(const double *x, double *loss) { loss[0] = x[0] * x[1]; }")
    for shape in ((1,), (), (1, 1)):
        value, gradient = xe.value_and_grad(f)(X[:2], np.zeros(shape))
        assert value == 2.0
        assert gradient.tolist() == [2.0, 1.0]
    assert xe.grad(f)(X[:2], np.zeros(1)).tolist() == [2.0, 1.0]


def test_argument_that_is_input_and_output(load: Loader):
    f = load("void f(double *x) { x[0] = x[0] * x[0] * x[0]; }")
    x = np.array([2.0])
    assert f(x).tolist() == [8.0]
    assert xe.value_and_grad(f)(x) == (8.0, 12.0)
    assert x.tolist() == [2.0]


@pytest.mark.parametrize("level", [0, 2])
def test_forward_mode(load: Loader, level: int):
    f = load(NORM, optimisation_level=level)
    tangent = np.array([1.0, 0.0, 1.0])
    assert xe.jvp(f, (X, 3, 0.5), (tangent, None, None)) == (7.0, 4.0)
    assert xe.jvp(f, (X, 3, 0.5), (None, None, 2.0)) == (7.0, 28.0)
    assert xe.jvp(f, (X, 3, 0.5), (tangent, 0, 2.0)) == (7.0, 32.0)
    assert xe.jvp(f, [X, 3, 0.5], [None, None, None]) == (7.0, 0.0)
    assert tangent.tolist() == [1.0, 0.0, 1.0]


def test_forward_mode_of_arrays(load: Loader):
    out, tangent = xe.jvp(load(SCALE), (3, 2.0, X, Y), (None, 1.0, np.ones(3), None))
    assert out.tolist() == [2.0, 8.0, 18.0]
    assert tangent.tolist() == [1.0 + 4.0, 4.0 + 8.0, 9.0 + 12.0]


def test_forward_mode_of_several_outputs(load: Loader):
    (value, work), (dvalue, dwork) = xe.jvp(load(WORK), (X, Y, 3), (np.ones(3), np.ones(3), None))
    assert (value, dvalue) == (6.0, 11.0)
    assert work.tolist() == [1.0, 2.0, 6.0]
    assert dwork.tolist() == [1.0, 3.0, 11.0]


def test_integer_outputs_have_no_tangent(load: Loader):
    f = load("int f(double x, double *y) { y[0] = x * x; return x > 0; }")
    out, tangent = xe.jvp(f, (3.0, np.zeros(1)), (1.0, None))
    assert out == (1, 9.0)
    assert tangent == (None, 6.0)
    out, pullback = xe.vjp(f, 3.0, np.zeros(1))
    assert out == (1, 9.0)
    assert pullback((None, np.ones(1)))[0] == 6.0


def test_reverse_mode_of_arrays(load: Loader):
    out, pullback = xe.vjp(load(SCALE), 3, 2.0, X, Y)
    assert out.tolist() == [2.0, 8.0, 18.0]
    dn, da, dx, dy = pullback(np.array([1.0, 10.0, 100.0]))
    assert dn is None
    assert da == 1.0 + 40.0 + 900.0
    assert dx.tolist() == [4.0, 80.0, 1200.0]
    assert dy.tolist() == [0.0, 0.0, 0.0]


def test_reverse_mode_of_several_outputs(load: Loader):
    _, pullback = xe.vjp(load(WORK), X, Y, 3)
    dx, _, dn = pullback((1.0, np.array([0.0, 1.0, 0.0])))
    assert dx.tolist() == [6.0 + 2.0, 3.0 + 1.0, 2.0]
    assert dn is None
    assert pullback((0.0, np.zeros(3)))[0].tolist() == [0.0] * 3
    assert pullback((1.0, None))[0].tolist() == [6.0, 3.0, 2.0]


def test_the_pullback_remembers_the_primals(load: Loader):
    x = X.copy()
    _, pullback = xe.vjp(load(NORM), x, 3, 1.0)
    x[:] = 0
    assert pullback(1.0)[0].tolist() == [2.0, 4.0, 6.0]
    assert pullback(2.0)[0].tolist() == [4.0, 8.0, 12.0]


def test_memrefs(load: Loader):
    f = load(
        """
        func.func @f(%x: memref<?xf64>) -> f64 {
          %i = arith.constant 1 : index
          %v = memref.load %x[%i] : memref<?xf64>
          %w = arith.mulf %v, %v : f64
          func.return %w : f64
        }
        """,
        suffix=".mlir",
    )
    assert xe.grad(f)(X).tolist() == [0.0, 4.0, 0.0]


def test_derivatives_are_made_once(load: Loader, monkeypatch: pytest.MonkeyPatch):
    f = load(PRODUCT)
    xe.grad(f)(3.0, 5.0, 2)
    monkeypatch.setattr("xdsl_enzyme.interop.derivative.build_wrapper", None)
    assert xe.grad(f)(2.0, 5.0, 1) == 20.0


ERRORS: dict[str, tuple[str, Any, str]] = {
    "integer argument": (NORM, lambda f: xe.grad(f, 1), "argument 'n' (number 1) of norm cannot be "
        "differentiated"),
    "argnums out of range": (NORM, lambda f: xe.grad(f, 3), "argnums: there is no argument 3"),
    "negative argnums": (NORM, lambda f: xe.jacfwd(f, -4), "there is no argument -4"),
    "unknown name": (NORM, lambda f: xe.grad(f, "z"), "argnums: norm has no argument 'z'"),
    "named twice": (NORM, lambda f: xe.grad(f, (0, "x")), "names an argument twice"),
    "integer value": (NORM, lambda f: xe.grad(f, 2)(X, 3, 1), "must be a float, not 1, an integer"),
    "not a function of ours": (NORM, lambda f: xe.grad(lambda x: x), "grad needs a function that "
        "load returned, not function"),
    "not differentiable": (NORM, lambda f: xe.jvp(abs, (1.0,), (1.0,)), "jvp needs a function"),
    "gradient of gradient": (NORM, lambda f: xe.grad(xe.grad(f)), "use hessian, hvp, jacfwd"),
    "reverse over reverse": (NORM, lambda f: xe.vjp(xe.grad(f), X, 3, 1.0), "forward over reverse"),
    "several outputs": (WORK, lambda f: xe.grad(f)(X, Y, 3), "the outputs are: the return value, "
        "argument 'work'"),
    "how to choose": (WORK, lambda f: xe.grad(f)(X, Y, 3), 'outputs=("return",)'),
    "no output": ("void f(double x) {}", lambda f: xe.grad(f)(1.0), "the outputs are: nothing"),
    "array output": (SCALE, lambda f: xe.grad(f, 1)(3, 1.0, X, Y), "an array of shape (3,)"),
    "integer output": ("int f(double x) { return x; }", lambda f: xe.grad(f)(1.0), "is an integer"),
    "tangents missing": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), (X,)), "takes 3 tangents"),
    "primals missing": (NORM, lambda f: xe.jvp(f, (X,), (X,)), "takes 3 primals"),
    "no tuple": (NORM, lambda f: xe.jvp(f, X, X), "primals must be a tuple or list"),
    "tangents no tuple": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), X), "tangents must be a tuple"),
    "tangent of integer": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), (X, 1, None)), "must be None"),
    "tangent of another shape": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), (X[:2], None, None)),
        "the tangent of argument 'x' (number 0) of norm must be an array of float64 with shape "
        "(3,), not an array of float64 with shape (2,)"),
    "tangent of another type": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), (X.astype("f4"), None,
        None)), "the tangent of argument 'x'"),
    "tangent is no number": (NORM, lambda f: xe.jvp(f, (X, 3, 1.0), (None, None, X)), "the tangent "
        "of argument 'scale'"),
    "cotangent of another shape": (SCALE, lambda f: xe.vjp(f, 3, 1.0, X, Y)[1](np.ones(2)),
        "the cotangent of argument 'y'"),
    "cotangent is no number": (NORM, lambda f: xe.vjp(f, X, 3, 1.0)[1](X), "the cotangent of the "
        "return value of norm"),
    "one cotangent for two": (WORK, lambda f: xe.vjp(f, X, Y, 3)[1](1.0), "one entry per output"),
    "cotangents too many": (WORK, lambda f: xe.vjp(f, X, Y, 3)[1]((1.0, Y, Y)), "one entry per "
        "output"),
    "wrong argument": (NORM, lambda f: xe.grad(f)(X.astype("f4"), 3, 1.0), "x.astype('float64')"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_errors(load: Loader, case: str):
    source, call, message = ERRORS[case]
    with pytest.raises(xe.EnzymeError) as error:
        call(load(source))
    assert message in str(error.value)
