"""Global variables that register derivatives: what they become, and those that cannot be understood."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from xdsl.dialects.func import FuncOp
from xdsl.dialects.llvm import GlobalOp

import xdsl_enzyme as xe
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.load import load_module

DECLARATIONS = """
double f(double x) { return x; }
double of_two(double x, double y) { return x; }
double wrong(int n) { return n; }
void nothing(double x, double seed) {}
void into(const double *x, double *y) { *y = *x; }
double variable = 1;
"""

WRONG = {
    "register_gradient_f[] = {(void *)f, (void *)f}": "entry 2 has to be its reverse",
    "register_gradient_f[] = {(void *)f, (void *)wrong, (void *)f}": "takes other arguments",
    "register_gradient_f[] = {(void *)f, (void *)f, (void *)nothing}": "returns something else",
    "register_gradient_f[] = {(void *)f, (void *)nothing, (void *)of_two}": "does not return what 'f' does",
    "register_derivative_f[] = {(void *)f, (void *)&variable}": "entry 1 has to be its derivative",
    "inactivefn_f[] = {(void *)&variable}": "it has to hold functions",
    "inactive_global_f[] = {(void *)f}": "it has to hold addresses of variables",
    "function_like_f[] = {(void *)f, (void *)f}": "the name of a function of the C library",
    'function_like_f[] = {(void *)into, (void *)"sin"}': "cannot be like 'sin'",
    'allocation_like_f[] = {(void *)f, (void *)5, (void *)"-1", (void *)f}': "has no argument 5",
    'allocation_like_f[] = {(void *)f, (void *)0, (void *)"0", (void *)f}': "has to name the memory by -1",
}


@pytest.mark.parametrize(("variable", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_refused(variable: str, message: str, tmp_path: Path):
    path = tmp_path / "registrations.c"
    path.write_text(f"{DECLARATIONS}\nvoid *__enzyme_{variable};\n")
    with pytest.raises(DifferentiationError) as caught:
        load_module(path, optimisation_level=1)
    assert message in str(caught.value)


def test_attributes(tmp_path: Path):
    path = tmp_path / "registrations.c"
    path.write_text(
        f"{DECLARATIONS}\nvoid *__enzyme_inactivefn_f = (void *)f;\n"
        "void *__enzyme_inactive_global_variable = &variable;\n"
        "void *__enzyme_shouldrecompute_f = (void *)f;\n"
    )
    module = load_module(path, optimisation_level=1)
    function, variable = lookup(module, "f"), lookup(module, "variable")
    assert isinstance(function, FuncOp)
    assert isinstance(variable, GlobalOp)
    assert "enzyme.inactive" in function.attributes
    assert "enzyme.inactive" in variable.attributes
    names = [op.sym_name.data for op in module.ops if isinstance(op, GlobalOp)]
    assert not any("__enzyme" in name for name in names)


def test_from_python(tmp_path: Path):
    """A function that asks for derivatives itself is differentiated like any other."""
    path = tmp_path / "slope.c"
    path.write_text(
        "double __enzyme_autodiff(void *, ...);\n"
        "double cube(double x) { return x * x * x; }\n"
        "double slope(double x) { return __enzyme_autodiff((void *)cube, x); }\n"
    )
    slope = xe.load(path, "slope")
    assert np.isclose(slope(2.0), 12)
    assert np.isclose(xe.grad(slope)(2.0), 12)
    assert np.isclose(xe.jvp(slope, (2.0,), (1.0,))[1], 12)
