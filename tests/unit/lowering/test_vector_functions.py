"""Functions of whole vectors: loops call them, and they compute what the scalar ones do."""

from __future__ import annotations

import ctypes
import re

import numpy as np
import pytest

from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.lowering.vector_functions import has_vector_functions, with_vector_functions

LOOP = """
declare {type} @{callee}({parameters})
define void @f(ptr noalias %x, ptr noalias %y, i64 %n) {{
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %j, %loop ]
  %p = getelementptr {type}, ptr %x, i64 %i
  %v = load {type}, ptr %p
  %r = call {type} @{callee}({arguments}) nounwind willreturn memory(none)
  %q = getelementptr {type}, ptr %y, i64 %i
  store {type} %r, ptr %q
  %j = add nuw i64 %i, 1
  %more = icmp ult i64 %j, %n
  br i1 %more, label %loop, label %done
done:
  ret void
}}
"""
SUM = """
declare double @llvm.exp.f64(double)
define double @f(ptr noalias %x, ptr noalias %y, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %j, %loop ]
  %s = phi double [ 0.0, %entry ], [ %t, %loop ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  %r = call double @llvm.exp.f64(double %v)
  %q = getelementptr double, ptr %y, i64 %i
  store double %r, ptr %q
  %t = fadd double %s, %r
  %j = add nuw i64 %i, 1
  %more = icmp ult i64 %j, %n
  br i1 %more, label %loop, label %done
done:
  ret double %t
}
"""
FUNCTIONS = {
    "llvm.exp.f64": np.exp,
    "llvm.sin.f64": np.sin,
    "llvm.tanh.f64": np.tanh,
    "llvm.exp.f32": np.exp,
    "llvm.pow.f64": np.power,
    "cbrt": np.cbrt,
    "expm1f": np.expm1,
}
needs_library = pytest.mark.skipif(
    not has_vector_functions(), reason="the C library has no functions of vectors for this machine"
)


def loop(callee: str) -> str:
    type = "float" if callee.endswith(("f32", "expm1f")) else "double"
    count = 2 if "pow" in callee else 1
    return LOOP.format(
        type=type,
        callee=callee,
        parameters=", ".join([type] * count),
        arguments=", ".join([f"{type} %v"] * count),
    )


@needs_library
@pytest.mark.parametrize("callee", FUNCTIONS)
def test_loops_call_them(callee: str):
    code = compile_module(loop(callee))
    body = code.llvm_ir.partition("define void @f(")[2].partition("\n}")[0]
    assert re.search(r"call <\d+ x \w+> @_ZGV", body)
    dtype = np.float32 if callee.endswith(("f32", "expm1f")) else np.float64
    x = np.linspace(0.01, 5, 1003, dtype=dtype)
    y = np.zeros_like(x)
    run = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    run(code.address("f"))(x.ctypes.data, y.ctypes.data, len(x))
    expected = FUNCTIONS[callee](*([x] * (2 if "pow" in callee else 1)))
    assert np.allclose(y, expected, rtol=4 * np.finfo(dtype).eps, atol=0)


@needs_library
def test_sums_keep_their_order_beside_them():
    code = compile_module(SUM)
    assert "call <" in code.llvm_ir
    x = np.random.default_rng(1).normal(size=1001)
    y = np.zeros_like(x)
    run = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    total = run(code.address("f"))(x.ctypes.data, y.ctypes.data, len(x))
    one_by_one = 0.0
    for value in y.tolist():
        one_by_one += value
    assert total == one_by_one


@needs_library
def test_extreme_arguments():
    code = compile_module(loop("llvm.exp.f64"))
    x = np.array([np.inf, -np.inf, np.nan, 800.0, -800.0, 0.0, -0.0, -740.0] * 4)
    y = np.zeros_like(x)
    run = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)
    run(code.address("f"))(x.ctypes.data, y.ctypes.data, len(x))
    with np.errstate(over="ignore", under="ignore"):
        assert np.allclose(y, np.exp(x), rtol=1e-15, atol=5e-324, equal_nan=True)


def test_compiling_like_clang_and_the_environment_leave_them_out(monkeypatch: pytest.MonkeyPatch):
    text = loop("llvm.exp.f64")
    assert "_ZGV" not in compile_module(text, like_clang=True).llvm_ir
    monkeypatch.setenv("XDSL_ENZYME_VECTOR_MATH", "off")
    assert with_vector_functions(text) == text


def test_functions_of_the_program_are_its_own():
    text = loop("cbrt").replace(
        "declare double @cbrt(double)", "define double @cbrt(double %x) { ret double %x }"
    )
    assert with_vector_functions(text) == text
