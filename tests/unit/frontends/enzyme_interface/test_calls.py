"""Calls of Enzyme's C interface that don't say what they want, or want what there is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.frontends.load import load_module

DECLARATIONS = """
extern int enzyme_dup, enzyme_width, enzyme_out, enzyme_runtime_activity, enzyme_const, enzyme_primal_return;
extern int enzyme_tape, enzyme_allocated, enzyme_interleave, enzyme_byref, enzyme_trace;
double __enzyme_autodiff(void *, ...);
float __enzyme_autodiff_float(void *, ...);
double __enzyme_fwddiff(void *, ...);
void *__enzyme_augmentfwd(void *, ...);
double __enzyme_reverse(void *, ...);
double __enzyme_fwdsplit(void *, ...);
double __enzyme_batch(void *, ...);
struct three { double a, b, c; };
struct three __enzyme_autodiff_three(void *, ...);
double of_memory(double *x) { return *x; }
double of_number(double x) { return x; }
void of_nothing(double x) {}
long double of_long(long double x) { return x; }
double elsewhere(double x);
"""

WRONG = {
    "autodiff((void *)of_memory, p)": "the shadow of argument 0 is missing",
    "autodiff((void *)of_number)": "argument 0 is missing",
    "autodiff((void *)of_number, x, x)": "there are too many arguments",
    "autodiff_float((void *)of_number, x)": "the call returns a value of type f32",
    "autodiff((void *)of_long, (long double)x)": "no derivatives of long double",
    "autodiff_three((void *)of_number, x).a": "the call returns a structure of 24 bytes",
    "autodiff((void *)f, x)": "computed while the program runs",
    'autodiff("text", x)': "the first argument is the variable",
    "autodiff((void *)of_number, 3)": "has type f64, and i32 is given",
    "autodiff((void *)of_memory, p, enzyme_const)": "there is enzyme_const in its place",
    "autodiff((void *)of_memory, enzyme_out, p)": "enzyme_out in front of a pointer",
    "autodiff((void *)of_number, enzyme_dup, x, x)": "enzyme_dup in front of a value of type f64",
    "autodiff((void *)elsewhere, x)": "'elsewhere' has no body here",
    "autodiff((void *)of_number, enzyme_tape, p, x)": "",
    "fwddiff((void *)of_number, enzyme_out, x)": "enzyme_out in forward mode",
    "fwddiff((void *)of_number, enzyme_width, n, x, x)": "there is no width behind enzyme_width",
    "fwddiff((void *)of_number, enzyme_width, 0, x)": "there is no width behind enzyme_width",
    "fwddiff((void *)of_number, enzyme_width, 2, enzyme_width, 3, x, x, x)": "there are two widths",
    "fwddiff((void *)of_number, x, enzyme_interleave)": "a shadow is missing",
    "fwddiff((void *)of_nothing, enzyme_primal_return, x, x)": "of a function that returns nothing",
    "augmentfwd((void *)of_memory, p, p, enzyme_allocated, 4)": "does not fit into 4 bytes",
    "augmentfwd((void *)of_memory, p, p, enzyme_allocated, n)": "the size of the tape is not a constant",
    "reverse((void *)of_number, x, 1.0)": "the tape is missing",
    "fwdsplit((void *)of_memory, p, p)": "the tape is missing",
    "batch((void *)of_number, enzyme_width, 2, x)": "an element of a batch is missing",
    "autodiff((void *)of_number, enzyme_byref, 4, &x)": "has 4 bytes",
    "autodiff((void *)of_number, enzyme_trace, p, x)": "enzyme_trace is not supported",
    "batch((void *)of_number, enzyme_dup, x)": "enzyme_dup in a batch",
}
del WRONG["autodiff((void *)of_number, enzyme_tape, p, x)"]


@pytest.mark.parametrize(("call", "message"), WRONG.items(), ids=range(len(WRONG)))
def test_refused(call: str, message: str, tmp_path: Path):
    path = tmp_path / "calls.c"
    path.write_text(
        f"{DECLARATIONS}\nvoid test(double x, double *p, double (*f)(double), int n, double *result) {{\n"
        f"  __enzyme_{call};\n}}"
    )
    with pytest.raises(DifferentiationError) as caught:
        load_module(path, flags=["-w"], optimisation_level=1)
    assert message in str(caught.value)
    assert "calls.c" in str(caught.value)
    assert caught.value.why
