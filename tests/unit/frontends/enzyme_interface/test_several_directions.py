"""Several directions at once, with memory, of functions whose derivatives are the program's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.tools.compiler.command_line import parse
from xdsl_enzyme.tools.compiler.derivatives import with_derivatives
from xdsl_enzyme.tools.compiler.toolchain import Driver, Toolchain

PROGRAM = """
extern int enzyme_width;
void __enzyme_autodiff(void *, ...);
void __enzyme_fwddiff(void *, ...);
__attribute__((noinline)) void square(const double *x, double *y) { *y = *x * *x; }
void square_augmented(const double *x, double *dx, double *y, double *dy) { square(x, y); }
void square_reverse(const double *x, double *dx, double *y, double *dy) { *dx += 2 * *x * *dy; }
void square_forward(const double *x, const double *dx, double *y, double *dy) { square(x, y); *dy = 2 * *x * *dx; }
void *__enzyme_register_gradient_square[] = {square, square_augmented, square_reverse};
void *__enzyme_register_derivative_square[] = {square, square_forward};
double whole(const double *x) { double y; square(x, &y); return y; }
"""

CALLS = {
    "reverse": "void test(double *x, double *a, double *b) { __enzyme_autodiff((void *)whole, enzyme_width, 2, x, a, b); }",
    "forward": "void test(double *x, double *a, double *b) { __enzyme_fwddiff((void *)whole, enzyme_width, 2, x, a, b); }",
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_derivatives_of_the_program_are_for_one_direction(call: str, tmp_path: Path):
    path = tmp_path / "program.c"
    path.write_text(PROGRAM + call)
    line = parse(["-O1", "-w", "-g", "-c", str(path)])
    module = Toolchain(Driver.C, line).llvm_ir(line.inputs[0])
    with pytest.raises(DifferentiationError, match="several directions") as caught:
        with_derivatives(module, 1)
    assert "program.c:11" in str(caught.value)
    assert "one direction" in str(caught.value)
