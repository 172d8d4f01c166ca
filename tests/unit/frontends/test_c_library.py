"""Functions of the C library that call back: each call has a body of its own, with the numbers that it says."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.frontends.c_library import link_c_library

PROGRAM = """
declare void @qsort(ptr, i64, i64, ptr)
declare i32 @compare(ptr, ptr)
define void @f(ptr %p, i64 %16) {
  call void @qsort(ptr noundef %p, i64 noundef %16, i64 noundef 24, ptr @compare)
  call void @qsort(ptr getelementptr (i8, ptr null, i64 8), i64 3, i64 %16, ptr @compare)
  ret void
}
"""


def body(llvm_ir: str, name: str) -> str:
    match = re.search(rf"^define [^\n]*@{name}\(.*?^}}", llvm_ir, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[0]


def test_each_call_has_its_own_body():
    linked = link_c_library(PROGRAM)
    assert re.findall(r"call void @(qsort\S*)\(", body(linked, "f")) == ["qsort.1", "qsort.2"]
    first, second = body(linked, r"qsort\.1"), body(linked, r"qsort\.2")
    assert "mul i64 %count, 24" in first or "mul i64 24, %count" in first
    assert "%size" in second.partition("\n")[2]
    assert "mul i64 %size, 3" in second


def test_what_the_program_defines_itself_stays():
    program = PROGRAM.replace(
        "declare void @qsort(ptr, i64, i64, ptr)",
        "define void @qsort(ptr %a, i64 %b, i64 %c, ptr %d) {\n  ret void\n}",
    )
    assert link_c_library(program) == program


def test_addresses_of_them_lead_to_the_general_body():
    program = "declare void @qsort(ptr, i64, i64, ptr)\ndefine ptr @f() {\n  ret ptr @qsort\n}\n"
    assert "%size" in body(link_c_library(program), "qsort")


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("call", ["strncpy(to, from, 16)", "strcpy(to, from)", "strcat(to, from)"])
def test_numbers_that_are_copied_as_characters_keep_their_derivatives(
    tmp_path: Path, call: str, level: int
):
    """What is copied depends on the bytes, but these derivatives are those of what has been."""
    source = tmp_path / "copy.c"
    source.write_text(f"""
        #include <string.h>
        double f(const double *x) {{
          double y[3] = {{0.0, 0.0, 0.0}};
          char *to = (char *)y;
          const char *from = (const char *)x;
          {call};
          return y[0] * y[0] * y[1];
        }}
    """)
    x = np.array([1.1, 2.3, 0.0])
    assert all(x[:2].tobytes())
    f = xe.load(source, "f", optimisation_level=level)
    value, gradient = xe.value_and_grad(f)(x)
    assert value == pytest.approx(1.1**2 * 2.3)
    assert gradient == pytest.approx([2 * 1.1 * 2.3, 1.1**2, 0.0])
    assert xe.jvp(f, (x,), (np.array([1.0, 0.0, 0.0]),))[1] == pytest.approx(2 * 1.1 * 2.3)
