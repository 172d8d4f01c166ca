"""Functions with derivatives of their own, and inactive ones: the engine uses what they name."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest
from xdsl.dialects.builtin import ModuleOp

from tests.oracle.parsing import parse
from tests.unit.rules.engine import Programs
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, run_pipeline

# The derivatives are 10 and 100 times what they would be, so that it shows which are used.
SQUARE = """
func.func private @square(%x : f64, %n : i32) -> f64
    attributes {enzyme.derivative = @square_tangent, enzyme.adjoint = @square_adjoint} {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func private @square_tangent(%x : f64, %dx : f64, %n : i32) -> (f64, f64) {
  %y = arith.mulf %x, %x : f64
  %twenty = arith.constant 20.0 : f64
  %0 = arith.mulf %x, %twenty : f64
  %1 = arith.mulf %0, %dx : f64
  func.return %y, %1 : f64, f64
}
func.func private @square_adjoint(%x : f64, %n : i32, %seed : f64) -> f64 {
  %many = arith.constant 200.0 : f64
  %0 = arith.mulf %x, %many : f64
  %1 = arith.mulf %0, %seed : f64
  func.return %1 : f64
}
"""
USER = """
func.func @use(%x : f64, %y : f64) -> f64 {
  %n = arith.constant 3 : i32
  %s = math.sin %x : f64
  %q = func.call @square(%s, %n) : (f64, i32) -> f64
  %r = arith.mulf %q, %y : f64
  func.return %r : f64
}
"""
AUGMENTED = """
func.func private @square(%x : f64, %n : i32) -> f64
    attributes {enzyme.adjoint = @square_adjoint, enzyme.augmented = @square_augmented} {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func private @square_augmented(%x : f64, %n : i32) -> (f64, f64) {
  %y = arith.mulf %x, %x : f64
  %many = arith.constant 200.0 : f64
  %tape = arith.mulf %x, %many : f64
  func.return %y, %tape : f64, f64
}
func.func private @square_adjoint(%x : f64, %n : i32, %tape : f64, %seed : f64) -> f64 {
  %1 = arith.mulf %tape, %seed : f64
  func.return %1 : f64
}
"""
X, Y = 0.7, 1.3


def partials(factor: float) -> list[float]:
    s, c = np.sin(X), np.cos(X)
    return [factor * 2 * s * c * Y, s * s]


def test_forward():
    programs = Programs({"use": USER}, declarations=SQUARE, wide=("use",))
    value, tangent = programs.forward("use", [X, Y], [0.3, -0.8])
    assert value == pytest.approx(np.sin(X) ** 2 * Y)
    assert tangent == pytest.approx(np.dot(partials(10), [0.3, -0.8]))
    directions = np.array([[1.0, 0.0, 0.3, -2.0], [0.0, 1.0, -0.8, 0.5]])
    _, tangents = programs.forward_wide("use", [X, Y], directions)
    assert tangents == pytest.approx(partials(10) @ directions)


@pytest.mark.parametrize("declarations", [SQUARE, AUGMENTED], ids=["plain", "augmented"])
def test_reverse(declarations: str):
    programs = Programs({"use": USER}, declarations=declarations)
    assert programs.reverse("use", [X, Y]) == pytest.approx(partials(100))


def test_forward_without_a_derivative_differentiates_the_body():
    programs = Programs({"use": USER}, declarations=AUGMENTED)
    _, tangent = programs.forward("use", [X, Y], [1.0, 0.0])
    assert tangent == pytest.approx(partials(1)[0])


def test_asked_for_directly():
    driver = """
    func.func @driver(%x : f64, %out : !llvm.ptr) {
      %n = arith.constant 3 : i32
      %one = arith.constant 1.0 : f64
      %d = enzyme.autodiff @square(%x, %n, %one) {
        activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
        ret_activity = [#enzyme<activity enzyme_activenoneed>]
      } : (f64, i32, f64) -> f64
      %y, %t = enzyme.fwddiff @square(%x, %one, %n) {
        activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
        ret_activity = [#enzyme<activity enzyme_dup>]
      } : (f64, f64, i32) -> (f64, f64)
      llvm.store %d, %out : f64, !llvm.ptr
      %next = llvm.getelementptr %out[1] : (!llvm.ptr) -> !llvm.ptr, f64
      llvm.store %t, %next : f64, !llvm.ptr
      func.return
    }
    """
    out = run(parse(SQUARE + driver), ctypes.c_double(X), count=2)
    assert out == pytest.approx([200 * X, 20 * X])


def run(module: ModuleOp, *arguments: ctypes.c_double, count: int) -> list[float]:
    """What `@driver` stores through its last argument."""
    run_pipeline(module, DIFFERENTIATE)
    module.verify()
    code = compile_module(module)
    out = np.zeros(count)
    types = [*map(type, arguments), ctypes.c_void_p]
    ctypes.CFUNCTYPE(None, *types)(code.address("driver"))(*arguments, out.ctypes.data)
    return out.tolist()


# The sum of the squares of an array, which is then overwritten.
MEMORY = """
func.func private @energy(%m : memref<2xf64>) -> f64
    attributes {enzyme.adjoint = @energy_adjoint, enzyme.augmented = @energy_augmented,
                enzyme.derivative = @energy_tangent} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %m[%c0] : memref<2xf64>
  %b = memref.load %m[%c1] : memref<2xf64>
  %p = arith.mulf %a, %b : f64
  func.return %p : f64
}
func.func private @energy_augmented(%m : memref<2xf64>, %dm : memref<2xf64>) -> (f64, f64, f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %m[%c0] : memref<2xf64>
  %b = memref.load %m[%c1] : memref<2xf64>
  %p = arith.mulf %a, %b : f64
  func.return %p, %a, %b : f64, f64, f64
}
func.func private @energy_adjoint(%m : memref<2xf64>, %dm : memref<2xf64>, %a : f64, %b : f64, %seed : f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %0 = arith.mulf %seed, %b : f64
  %1 = memref.load %dm[%c0] : memref<2xf64>
  %2 = arith.addf %0, %1 : f64
  memref.store %2, %dm[%c0] : memref<2xf64>
  %3 = arith.mulf %seed, %a : f64
  %4 = memref.load %dm[%c1] : memref<2xf64>
  %5 = arith.addf %3, %4 : f64
  memref.store %5, %dm[%c1] : memref<2xf64>
  func.return
}
func.func private @energy_tangent(%m : memref<2xf64>, %dm : memref<2xf64>) -> (f64, f64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.load %m[%c0] : memref<2xf64>
  %b = memref.load %m[%c1] : memref<2xf64>
  %da = memref.load %dm[%c0] : memref<2xf64>
  %db = memref.load %dm[%c1] : memref<2xf64>
  %p = arith.mulf %a, %b : f64
  %0 = arith.mulf %da, %b : f64
  %1 = arith.mulf %a, %db : f64
  %2 = arith.addf %0, %1 : f64
  func.return %p, %2 : f64, f64
}
"""
USES_MEMORY = """
func.func @use(%x : f64, %y : f64) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloca() : memref<2xf64>
  %s = math.sin %x : f64
  memref.store %s, %m[%c0] : memref<2xf64>
  memref.store %y, %m[%c1] : memref<2xf64>
  %p = func.call @energy(%m) : (memref<2xf64>) -> f64
  memref.store %x, %m[%c0] : memref<2xf64>
  %q = func.call @energy(%m) : (memref<2xf64>) -> f64
  %r = arith.mulf %p, %q : f64
  func.return %r : f64
}
"""


def test_memory_that_is_overwritten_afterwards():
    programs = Programs({"use": USES_MEMORY}, declarations=MEMORY)
    expected = programs.oracle.gradient("use", [X, Y])
    assert programs.reverse("use", [X, Y]) == pytest.approx(expected)
    _, tangent = programs.forward("use", [X, Y], [0.3, -0.8])
    assert tangent == pytest.approx(np.dot(expected, [0.3, -0.8]))


INACTIVE = """
func.func private @noise(%x : f64) -> f64 attributes {enzyme.inactive} {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func @use(%x : f64, %y : f64) -> f64 {
  %q = func.call @noise(%x) : (f64) -> f64
  %s = math.exp %y {enzyme.inactive} : f64
  %0 = arith.mulf %q, %x : f64
  %r = arith.mulf %0, %s : f64
  func.return %r : f64
}
"""


def test_inactive():
    programs = Programs({"use": INACTIVE})
    expected = [X * X * np.exp(Y), 0.0]
    assert programs.reverse("use", [X, Y]) == pytest.approx(expected)
    assert programs.forward("use", [X, Y], [1.0, 1.0])[1] == pytest.approx(expected[0])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("@square_adjoint,", "@nowhere,", "there is no function 'nowhere'"),
        ("%n : i32, %tape : f64, %seed", "%tape : f64, %n : i32, %seed", "it has to be"),
        ("enzyme.augmented = @square_augmented", 'enzyme.augmented = "square"', "has to name"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, message: str):
    assert old in AUGMENTED
    with pytest.raises(DifferentiationError, match=message):
        Programs({"use": USER}, declarations=AUGMENTED.replace(old, new)).reverse("use", [X, Y])


def test_memory_without_an_augmented_function_is_refused():
    declarations = MEMORY.replace("enzyme.augmented = @energy_augmented,", "")
    with pytest.raises(DifferentiationError, match="may have changed when the adjoint runs"):
        Programs({"use": USES_MEMORY}, declarations=declarations)


def test_inactive_regions_are_refused():
    text = """
    func.func @use(%x : f64, %y : f64) -> f64 {
      %c = arith.cmpf olt, %x, %y : f64
      %r = "scf.if"(%c) ({
        scf.yield %x : f64
      }, {
        scf.yield %y : f64
      }) {enzyme.inactive} : (i1) -> f64
      func.return %r : f64
    }
    """
    with pytest.raises(DifferentiationError, match="declared inactive, and has regions"):
        Programs({"use": text})
