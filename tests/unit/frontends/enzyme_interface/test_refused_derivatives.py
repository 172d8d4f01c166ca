"""Calls that say what they want, of functions that cannot be differentiated in this way."""

from __future__ import annotations

from pathlib import Path

import pytest

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.tools.compiler.command_line import parse
from xdsl_enzyme.tools.compiler.derivatives import with_derivatives
from xdsl_enzyme.tools.compiler.toolchain import Driver, Toolchain

PROGRAM = """
extern int enzyme_width, enzyme_runtime_activity;
void __enzyme_autodiff(void *, ...);
void __enzyme_fwddiff(void *, ...);
void *__enzyme_augmentfwd(void *, ...);
void __enzyme_fwdsplit(void *, ...);
void __enzyme_reverse(void *, ...);
__attribute__((noinline)) void square(const double *x, double *y) { *y = *x * *x; }
void square_augmented(const double *x, double *dx, double *y, double *dy) { square(x, y); }
void square_reverse(const double *x, double *dx, double *y, double *dy) { *dx += 2 * *x * *dy; }
void square_forward(const double *x, const double *dx, double *y, double *dy) { square(x, y); *dy = 2 * *x * *dx; }
void *__enzyme_register_gradient_square[] = {square, square_augmented, square_reverse};
void *__enzyme_register_derivative_square[] = {square, square_forward};
double own(const double *x) { double y; square(x, &y); return y; }
void free(void *);
double cblas_dasum(int, const double *, int);
double releases(double *x) { double y = *x; free(x); return y; }
double blas(double *x) { return cblas_dasum(3, x, 1); }
double read(double *x) { return *x * *x; }
double *same(double *x) { return x; }
__attribute__((noinline)) void grow(double *x) { *x *= *x; }
void grow_forward(double *x, double *dx) { *dx *= 2 * *x; *x *= *x; }
void *__enzyme_register_derivative_grow[] = {grow, grow_forward};
void grown(double *x) { grow(x); }
int calls;
__attribute__((noinline)) double count(const double *x) { return *x * *x; }
double count_forward(const double *x, const double *dx) { calls++; return 2 * *x * *dx; }
void *__enzyme_register_derivative_count[] = {count, count_forward};
double counted(double *x) { return count(x); }
__attribute__((noinline)) void reach(double **x) { **x *= 2; }
void reach_augmented(double **x, double **dx) { **x *= 2; }
void reach_reverse(double **x, double **dx) { **dx *= 2; }
void *__enzyme_register_gradient_reach[] = {reach, reach_augmented, reach_reverse};
void deep(double *x) { reach(&x); }
void onto(double *x) { square(x, x); }
double alone(double *x) { return *x * *x; }
double split(double *x, double *a) {
  __enzyme_fwdsplit((void *)read, x, a, __enzyme_augmentfwd((void *)read, x, a));
  return *x;
}
"""

REFUSED = {
    "fwddiff((void *)grown, enzyme_width, 2, x, a, b)": "for one direction, and it changes what it reads behind argument 0",
    "fwddiff((void *)counted, enzyme_width, 2, x, a, b)": "for one direction, and it changes what it reads behind 'calls'",
    "autodiff((void *)deep, enzyme_width, 2, x, a, b)": "for one direction, and it writes where",
    "fwddiff((void *)onto, enzyme_width, 2, x, a, b)": "it changes what it reads: two arguments are the same",
    "autodiff((void *)own, enzyme_runtime_activity, x, a)": "'square' uses memory of which only",
    "autodiff((void *)releases, enzyme_runtime_activity, x, a)": "'free' uses memory of which only",
    "fwddiff((void *)blas, enzyme_runtime_activity, x, a)": "'cblas_dasum' uses memory of which only",
    "fwdsplit((void *)alone, x, a, b)": "there is no __enzyme_augmentfwd of @alone",
    "fwdsplit((void *)read, x, a, __enzyme_augmentfwd((void *)read, x, a)); __enzyme_reverse((void *)read, x, a, 1.0, b)": "is freed in split forward mode",
    "fwdsplit((void *)read, enzyme_runtime_activity, x, a, b)": "enzyme_runtime_activity in split forward mode",
    "fwdsplit((void *)own, x, a, __enzyme_augmentfwd((void *)own, x, a))": "takes memory, and is called in split forward mode",
    "fwdsplit((void *)blas, x, a, __enzyme_augmentfwd((void *)blas, x, a))": "takes memory, and is called in split forward mode",
    "fwdsplit((void *)same, x, a, __enzyme_augmentfwd((void *)same, x, a))": "returns a pointer",
    "fwddiff((void *)split, x, a, b, b)": "of higher order of @read, in split forward mode",
}


UNKNOWN = {
    "void *__enzyme_shadow(void *, int, int); double g; void *test(void) { return __enzyme_shadow(&g, 1, 0); }": "'__enzyme_shadow' is not",
    """double shadow; __attribute__((annotate("enzyme_shadow"))) double g = 1; double __enzyme_autodiff(void *, ...);
    double f(double x) { return x * g; } double test(double x) { return __enzyme_autodiff((void *)f, x); }""": "declares a shadow of 'g'",
}


@pytest.mark.parametrize(("text", "message"), UNKNOWN.items(), ids=range(len(UNKNOWN)))
def test_unknown_parts_of_the_interface(text: str, message: str, tmp_path: Path):
    path = tmp_path / "program.c"
    path.write_text(text)
    line = parse(["-O1", "-w", "-c", str(path)])
    with pytest.raises(DifferentiationError) as caught:
        with_derivatives(Toolchain(Driver.C, line).llvm_ir(line.inputs[0]), 1)
    assert message in str(caught.value)


@pytest.mark.parametrize(("call", "message"), REFUSED.items(), ids=range(len(REFUSED)))
def test_refused(call: str, message: str, tmp_path: Path):
    path = tmp_path / "program.c"
    path.write_text(f"{PROGRAM}void test(double *x, double *a, double *b) {{ __enzyme_{call}; }}")
    line = parse(["-O1", "-w", "-g", "-c", str(path)])
    module = Toolchain(Driver.C, line).llvm_ir(line.inputs[0])
    with pytest.raises(DifferentiationError) as caught:
        with_derivatives(module, 1)
    assert message in str(caught.value)
    assert "program.c:" in str(caught.value)
    assert caught.value.hint
