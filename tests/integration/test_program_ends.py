"""A program that ends itself while it is called from Python: the interpreter stays, and gets an error."""

import ctypes
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.compilers import need_compiler

C = r"""
#include <assert.h>
#include <stdlib.h>

double end(double x, int how) {
  switch (how) {
    case 1: abort();
    case 2: exit(7);
    case 3: assert(x < 0.0);
    case 4: __builtin_trap();
  }
  return x * x;
}
"""

POINTERS = r"""
typedef double (*function)(double);

static double square(double x) { return x * x; }
function known[2] = {square, 0};

double end(double x, int how, long address) {
  function chosen = how ? (function)address : known[0];
  return chosen(x);
}
"""

CPP = r"""
#include <exception>
#include <stdexcept>

extern "C" double end(double x, int how) {
  if (how == 1) std::terminate();
  if (how == 2) throw std::runtime_error("thrown");
  return x * x;
}
"""

FORTRAN = """
real(c_double) function end(x, how) bind(c)
  use iso_c_binding
  real(c_double), value :: x
  integer(c_int), value :: how
  if (how == 1) stop 3
  if (how == 2) error stop "not so"
  end = x * x
end function
"""

RUST = """
#[no_mangle]
pub extern "C" fn end(x: f64, how: i32) -> f64 {
    if how == 1 { panic!("not so"); }
    if how == 2 { let v: [f64; 2] = [x, x]; return v[std::hint::black_box(how) as usize]; }
    if how == 3 { std::process::exit(4); }
    x * x
}
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def require_errors(f: xe.Function, expected: dict[int, str]) -> None:
    """By the number that says how to end it: what the error says; and afterwards all is as before."""
    for how, message in expected.items():
        for call in (
            lambda how=how: f(3.0, how),
            lambda how=how: xe.grad(f)(3.0, how),
            lambda how=how: xe.jvp(f, (3.0, how), (1.0, None)),
        ):
            with pytest.raises(xe.ExecutionError, match=message):
                call()
        assert xe.value_and_grad(f)(3.0, 0) == (9.0, 6.0)


def test_c(write: Write):
    f = xe.load(write("end.c", C), "end")
    require_errors(
        f,
        {
            1: "it called abort",
            2: r"it called exit\(7\)",
            3: r"assertion 'x < 0.0' failed at .*end.c:9 in double end",
            4: "it ran into a trap",
        },
    )


@pytest.mark.parametrize("level", [0, 2])
def test_pointers_to_functions_that_are_not_known(write: Write, level: int):
    f = xe.load(write("end.c", POINTERS), "end", optimisation_level=level)
    cosine = ctypes.cast(ctypes.CDLL("libm.so.6").cos, ctypes.c_void_p).value
    assert f(3.0, 1, cosine) == np.cos(3.0)
    for call in (
        lambda: xe.grad(f)(3.0, 1, cosine),
        lambda: xe.jvp(f, (3.0, 1, cosine), (1.0, None, None)),
    ):
        with pytest.raises(xe.ExecutionError) as error:
            call()
        for part in ("end.c:9:", "call through a pointer", "because it leads to", "hint: "):
            assert part in str(error.value)
    assert xe.grad(f)(3.0, 0, cosine) == 6.0


def test_with_a_limit_of_memory_and_in_threads(write: Write):
    source = r"""
    #include <stdlib.h>
    double sum(const double *x, int n, double most) {
      double s = 0.0;
      for (int i = 0; i < n; i++) {
        s = s * s + x[i] * x[i];
        if (s > most) exit(1);
      }
      return s;
    }
    """
    f = xe.load(write("sum.c", source), "sum")
    x = np.full(100, 0.1)
    expected = xe.grad(f)(x, 100, 1.0)
    gradient = xe.grad(f, memory="100kB")
    assert np.allclose(gradient(x, 100, 1.0), expected)

    def run(most: float) -> str:
        try:
            return str(np.allclose(gradient(x, 100, most), expected))
        except xe.ExecutionError as error:
            return str(error.why)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, [1.0, 1e-3] * 50)) == ["True", "it called exit(1)"] * 50


def test_cpp(write: Write):
    f = xe.load(write("end.cpp", CPP), "end")
    require_errors(f, {1: "it called std::terminate", 2: "because thrown"})


def test_fortran(write: Write, request: pytest.FixtureRequest):
    need_compiler("end.f90", request)
    f = xe.load(write("end.f90", FORTRAN), "end")
    require_errors(f, {1: "it stopped with code 3", 2: "it stopped: not so"})


def test_rust(write: Write, request: pytest.FixtureRequest):
    need_compiler("end.rs", request)
    f = xe.load(write("end.rs", RUST), "end")
    require_errors(
        f,
        {
            1: "panicked at .*end.rs:4: not so",
            2: r"panicked at .*end.rs:5 \(2, 2\)",
            3: "it panicked",
        },
    )
