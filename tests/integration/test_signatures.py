"""Functions whose arguments and results are complex numbers or vectors: what a derivative takes and returns."""

from __future__ import annotations

import cmath
import ctypes

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.oracle.parsing import parse
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import run_pipeline

FUNCTIONS = """
func.func @spiral(%z : complex<f64>, %v : vector<2xf64>) -> (complex<f64>, vector<2xf64>) {
  %e = complex.exp %z : complex<f64>
  %w = complex.mul %z, %e : complex<f64>
  %x = complex.re %z : complex<f64>
  %s = vector.broadcast %x : f64 to vector<2xf64>
  %p = arith.mulf %v, %s : vector<2xf64>
  %q = arith.mulf %p, %v : vector<2xf64>
  func.return %w, %q : complex<f64>, vector<2xf64>
}
"""

DUP, ACTIVE, NONEED = (
    f"#enzyme<activity enzyme_{name}>" for name in ("dup", "active", "activenoneed")
)

Z = 0.3 + 0.4j
V = np.array([1.5, -0.5])


def load(name: str, source: str, at: int, type: str) -> str:
    return f"""
  %{name}_at = llvm.getelementptr %{source}[{at}] : (!llvm.ptr) -> !llvm.ptr, f64
  %{name} = llvm.load %{name}_at {{alignment = 8 : i64}} : !llvm.ptr -> {type}"""


def store(name: str, target: str, at: int, type: str) -> str:
    return f"""
  %{name}_to = llvm.getelementptr %{target}[{at}] : (!llvm.ptr) -> !llvm.ptr, f64
  llvm.store %{name}, %{name}_to {{alignment = 8 : i64}} : {type}, !llvm.ptr"""


def types(width: int) -> tuple[str, str]:
    """Of tangents and adjoints of the complex number and of the vector."""
    if width == 1:
        return "complex<f64>", "vector<2xf64>"
    return (f"vector<{width}x2xf64>",) * 2


def forward(width: int) -> str:
    dz, dv = types(width)
    return f"""
func.func @forward{width}(%in : !llvm.ptr, %tangents : !llvm.ptr, %out : !llvm.ptr) {{
  {load("z", "in", 0, "complex<f64>")}{load("v", "in", 2, "vector<2xf64>")}
  {load("dz", "tangents", 0, dz)}{load("dv", "tangents", 2 * width, dv)}
  %w, %dw, %q, %dq = enzyme.fwddiff @spiral(%z, %dz, %v, %dv) {{
    activity = [{DUP}, {DUP}], ret_activity = [{DUP}, {DUP}], width = {width}
  }} : (complex<f64>, {dz}, vector<2xf64>, {dv}) -> (complex<f64>, {dz}, vector<2xf64>, {dv})
  {store("dw", "out", 0, dz)}{store("dq", "out", 2 * width, dv)}
  func.return
}}"""


def reverse(width: int) -> str:
    dz, dv = types(width)
    return f"""
func.func @reverse{width}(%in : !llvm.ptr, %seeds : !llvm.ptr, %out : !llvm.ptr) {{
  {load("z", "in", 0, "complex<f64>")}{load("v", "in", 2, "vector<2xf64>")}
  {load("sw", "seeds", 0, dz)}{load("sq", "seeds", 2 * width, dv)}
  %az, %av = enzyme.autodiff @spiral(%z, %v, %sw, %sq) {{
    activity = [{ACTIVE}, {ACTIVE}], ret_activity = [{NONEED}, {NONEED}], width = {width}
  }} : (complex<f64>, vector<2xf64>, {dz}, {dv}) -> ({dz}, {dv})
  {store("az", "out", 0, dz)}{store("av", "out", 2 * width, dv)}
  func.return
}}"""


def run(text: str, name: str, given: NDArray[np.float64]) -> NDArray[np.float64]:
    module = parse(FUNCTIONS + text)
    run_pipeline(module, ["enzyme-forward", "enzyme-reverse", "enzyme-cache", "enzyme-lower-cache"])
    code = compile_module(module, 1)
    inputs = np.array([Z.real, Z.imag, *V])
    result = np.zeros_like(given)
    pointers = [array.ctypes.data for array in (inputs, given, result)]
    ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 3)(code.address(name))(*pointers)
    return result


def slope() -> complex:
    return (1 + Z) * cmath.exp(Z)


def jacobian() -> NDArray[np.float64]:
    """Of (re w, im w, q0, q1) with respect to (re z, im z, v0, v1)."""
    a = slope()
    return np.array(
        [
            [a.real, -a.imag, 0, 0],
            [a.imag, a.real, 0, 0],
            [V[0] ** 2, 0, 2 * V[0] * Z.real, 0],
            [V[1] ** 2, 0, 0, 2 * V[1] * Z.real],
        ]
    )


def directions(width: int) -> NDArray[np.float64]:
    """One row of four numbers per direction."""
    return np.random.default_rng(5).uniform(-1.0, 1.0, (width, 4))


def flat(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """First all that belongs to the complex number, then all that belongs to the vector."""
    return np.concatenate([rows[:, :2].ravel(), rows[:, 2:].ravel()])


@pytest.mark.parametrize("width", [1, 2, 3])
def test_forward(width: int):
    rows = directions(width)
    got = run(forward(width), f"forward{width}", flat(rows))
    assert got == pytest.approx(flat(rows @ jacobian().T))


@pytest.mark.parametrize("width", [1, 2, 3])
def test_reverse(width: int):
    rows = directions(width)
    got = run(reverse(width), f"reverse{width}", flat(rows))
    assert got == pytest.approx(flat(rows @ jacobian()))


def test_the_adjoint_of_a_product_is_the_conjugate_factor():
    """The convention for the adjoint of a complex number: the pair of its parts' adjoints."""
    seed = np.array([[0.5, -2.0, 0.0, 0.0]])
    got = run(reverse(1), "reverse1", flat(seed))
    expected = complex(0.5, -2.0) * slope().conjugate()
    assert complex(got[0], got[1]) == pytest.approx(expected)
