"""Which function a name stands for, and what of its module is kept."""

import math
from pathlib import Path

import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import Loader
from xdsl_enzyme.dialects.symbols import symbol_name

TWO = "double square(double x) { return x * x; } double cube(double x) { return x * x * x; }"


def test_only_function_needs_no_name(load: Loader):
    f = load(
        "static double half(double x) { return x / 2; } double f(double x) { return half(x); }"
    )
    assert f.name == "f"
    assert f(3.0) == 1.5


def test_several_functions_need_a_name(load: Loader):
    with pytest.raises(xe.EnzymeError, match="it defines square, cube"):
        load(TWO)


def test_no_external_function(load: Loader):
    with pytest.raises(xe.EnzymeError, match="no external function"):
        load("extern int x;")


def test_close_names_are_offered(load: Loader):
    with pytest.raises(xe.EnzymeError, match="no function 'sqare'") as error:
        load(TWO, "sqare")
    assert "did you mean 'square'?" in str(error.value)


def test_declared_function_has_no_body(load: Loader):
    with pytest.raises(xe.EnzymeError, match="only declared"):
        load("double g(double); double f(double x) { return g(x); }", "g")


def test_c_plus_plus_by_plain_name(load: Loader):
    f = load("namespace demo { double twice(double x) { return 2 * x; } }", "twice", ".cpp")
    assert f.name == "_ZN4demo5twiceEd"
    assert f(2.0) == 4.0


def test_overloads_need_their_symbols(load: Loader):
    source = "float f(float x) { return x; } double f(double x) { return x; }"
    with pytest.raises(xe.EnzymeError, match="several functions 'f'") as error:
        load(source, "f", ".cpp")
    assert "_Z1ff, _Z1fd" in str(error.value)
    assert load(source, "_Z1fd", ".cpp")(0.1) == 0.1


def test_only_what_is_reached_is_kept(load: Loader):
    f = load(
        """
        double table[2] = {2.0, 3.0}, other[2] = {1.0, 1.0};
        __attribute__((noinline)) double used(int i) { return table[i]; }
        double unused(int i) { return other[i]; }
        double f(double x, int i) { return x * used(i); }
        """,
        "f",
        optimisation_level=0,
    )
    assert {symbol_name(op) for op in f.module.ops} == {"table", "used", "f"}


def test_static_constructors_of_other_variables_do_not_matter(load: Loader):
    source = """
        extern double start();
        double unrelated = start();
        extern "C" double f(double x) { return x * x; }
    """
    assert load(source, "f", ".cpp")(3.0) == 9.0


def test_static_constructors_of_used_variables_run(load: Loader):
    source = """
        #include <math.h>
        static volatile double one = 1.0;
        double used = sin(one);
        extern "C" double f(double x) { return x * used; }
    """
    f = load(source, "f", ".cpp")
    assert f(3.0) == 3.0 * math.sin(1.0)
    assert xe.grad(f)(3.0) == math.sin(1.0)


def test_missing_file(tmp_path: Path):
    with pytest.raises(xe.ReadError, match="no such file"):
        xe.load(tmp_path / "nothing.c")


def test_unknown_suffix(tmp_path: Path):
    with pytest.raises(xe.ReadError, match="known are"):
        xe.load(tmp_path / "nothing.java")


def test_compiler_diagnostics_arrive(load: Loader):
    with pytest.raises(xe.ReadError, match=r"source\.c:1:"):
        load("double f(double x) { return y; }")


def test_flags_and_levels(load: Loader):
    source = "double f(double x) { return N * x; }"
    for level in range(4):
        assert load(source, flags=["-DN=3"], optimisation_level=level)(2.0) == 6.0
    with pytest.raises(xe.EnzymeError, match="no optimisation level 7"):
        load(source, flags=["-DN=3"], optimisation_level=7)


def test_llvm_ir(load: Loader):
    f = load(
        "define double @f(double %x) {\n  %y = fmul double %x, %x\n  ret double %y\n}", "f", ".ll"
    )
    assert f(3.0) == 9.0
    assert f.argument_names == ("x",)


def test_derivatives_that_the_program_asks_for(load: Loader):
    f = load(
        """
        func.func private @cube(%x: f64) -> f64 {
          %y = arith.mulf %x, %x : f64
          %z = arith.mulf %y, %x : f64
          func.return %z : f64
        }
        func.func @slope(%x: f64) -> f64 {
          %one = arith.constant 1.0 : f64
          %d = enzyme.autodiff @cube(%x, %one) {
            activity = [#enzyme<activity enzyme_active>],
            ret_activity = [#enzyme<activity enzyme_activenoneed>]
          } : (f64, f64) -> f64
          func.return %d : f64
        }
        """,
        "slope",
        ".mlir",
    )
    assert f(2.0) == 12.0
    assert xe.jvp(f, (2.0,), (1.0,)) == (12.0, 12.0)


def test_mlir(load: Loader):
    f = load(
        """
        func.func @f(%x: f64, %n: index) -> f64 {
          %y = arith.mulf %x, %x : f64
          func.return %y : f64
        }
        """,
        suffix=".mlir",
    )
    assert f(3.0, 1) == 9.0
