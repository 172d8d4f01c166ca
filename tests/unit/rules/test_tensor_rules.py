"""Tensors across derivative functions, and what is refused."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from xdsl.dialects.builtin import ModuleOp
from xdsl.parser import Parser

from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, make_context, run_pipeline


def differentiated(text: str) -> ModuleOp:
    module = Parser(make_context(), text).parse_module()
    module.verify()

    def check(_: object, one: ModuleOp) -> None:
        one.verify()
        verify_dominance(one)

    run_pipeline(module, DIFFERENTIATE, observer=check)
    return module


def call(module: ModuleOp, *arrays: NDArray[Any]) -> None:
    """Calls `@main` on vectors."""
    code = compile_module(module)
    values: list[Any] = []
    types: list[Any] = []
    for array in arrays:
        sizes = [array.shape[0], 1]
        values += [array.ctypes.data, array.ctypes.data, 0, *sizes]
        types += [ctypes.c_void_p] * 2 + [ctypes.c_int64] * 3
    ctypes.CFUNCTYPE(None, *types)(code.address("main"))(*values)


POWERS = """
func.func @powers(%t : tensor<?xf64>, %u : tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>) {
  %0 = arith.mulf %t, %u : tensor<?xf64>
  %1 = arith.mulf %0, %t : tensor<?xf64>
  func.return %0, %1 : tensor<?xf64>, tensor<?xf64>
}
"""


def test_tensors_are_arguments_and_results_of_reverse_mode():
    module = differentiated(
        POWERS
        + """
func.func @main(%x : memref<?xf64>, %y : memref<?xf64>, %dx : memref<?xf64>, %dy : memref<?xf64>) {
  %t = bufferization.to_tensor %x restrict : memref<?xf64> to tensor<?xf64>
  %u = bufferization.to_tensor %y restrict : memref<?xf64> to tensor<?xf64>
  %dt, %du = enzyme.autodiff @powers(%t, %u, %t, %u) {activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>, #enzyme<activity enzyme_activenoneed>]} : (tensor<?xf64>, tensor<?xf64>, tensor<?xf64>, tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  bufferization.materialize_in_destination %dt in restrict writable %dx : (tensor<?xf64>, memref<?xf64>) -> ()
  bufferization.materialize_in_destination %du in restrict writable %dy : (tensor<?xf64>, memref<?xf64>) -> ()
  func.return
}
"""
    )
    x, y = np.array([0.5, 1.5, 2.0]), np.array([1.25, 0.75, 3.0])
    dx, dy = np.zeros(3), np.zeros(3)
    call(module, x, y, dx, dy)
    # The seeds are x for x y, and y for x^2 y.
    np.testing.assert_allclose(dx, x * y + y * 2.0 * x * y)
    np.testing.assert_allclose(dy, x * x + y * x * x)


def test_tensors_are_arguments_and_results_of_forward_mode():
    module = differentiated(
        POWERS
        + """
func.func @main(%x : memref<?xf64>, %y : memref<?xf64>, %dx : memref<?xf64>, %dy : memref<?xf64>) {
  %t = bufferization.to_tensor %x restrict : memref<?xf64> to tensor<?xf64>
  %u = bufferization.to_tensor %y restrict : memref<?xf64> to tensor<?xf64>
  %p, %dp, %dq = enzyme.fwddiff @powers(%t, %u, %u) {activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>], ret_activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dupnoneed>]} : (tensor<?xf64>, tensor<?xf64>, tensor<?xf64>) -> (tensor<?xf64>, tensor<?xf64>, tensor<?xf64>)
  bufferization.materialize_in_destination %dp in restrict writable %dx : (tensor<?xf64>, memref<?xf64>) -> ()
  bufferization.materialize_in_destination %dq in restrict writable %dy : (tensor<?xf64>, memref<?xf64>) -> ()
  func.return
}
"""
    )
    x, y = np.array([0.5, 1.5, 2.0]), np.array([1.25, 0.75, 3.0])
    dx, dy = np.zeros(3), np.zeros(3)
    call(module, x, y, dx, dy)
    np.testing.assert_allclose(dx, y * y)
    np.testing.assert_allclose(dy, 2.0 * x * y * y)


def test_an_op_without_a_rule_in_a_body_is_named():
    text = """
func.func @f(%t : tensor<4xf64>) -> tensor<4xf64> {
  %e = tensor.empty() : tensor<4xf64>
  %0 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%t : tensor<4xf64>) outs(%e : tensor<4xf64>) {
  ^bb0(%x : f64, %o : f64):
    %y = "test.pureop"(%x) : (f64) -> f64
    linalg.yield %y : f64
  } -> tensor<4xf64>
  func.return %0 : tensor<4xf64>
}
func.func @main(%t : tensor<4xf64>) -> tensor<4xf64> {
  %0 = enzyme.autodiff @f(%t, %t) {activity = [#enzyme<activity enzyme_active>], ret_activity = [#enzyme<activity enzyme_activenoneed>]} : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  func.return %0 : tensor<4xf64>
}
"""
    with pytest.raises(EnzymeError, match="no derivative rule for 'test\\.pureop'"):
        differentiated(text)
