"""Thread-local variables in code that the JIT loads: one copy per thread, initialised as the module says."""

import ctypes
from concurrent.futures import ThreadPoolExecutor

import pytest

from xdsl_enzyme.lowering.jit import compile_module

COUNTER = """
@count = thread_local global i64 5
@"odd name" = internal thread_local(localdynamic) unnamed_addr global [2 x double] [double 0.5, double 1.5], align 16
define i64 @next() {
  %p = call align 8 ptr @llvm.threadlocal.address.p0(ptr align 8 @count)
  %old = load i64, ptr %p
  %new = add i64 %old, 1
  store i64 %new, ptr %p
  ret i64 %new
}
define double @second() {
  %p = call ptr @llvm.threadlocal.address.p0(ptr @"odd name")
  %q = getelementptr double, ptr %p, i64 1
  %value = load double, ptr %q
  ret double %value
}
declare ptr @llvm.threadlocal.address.p0(ptr)
"""


@pytest.mark.parametrize("level", [0, 3])
def test_each_thread_has_its_own_copy(level: int) -> None:
    code = compile_module(COUNTER, level)
    following = ctypes.CFUNCTYPE(ctypes.c_int64)(code.address("next"))
    assert [following() for _ in range(3)] == [6, 7, 8]
    with ThreadPoolExecutor(1) as other:
        assert other.submit(following).result() == 6
    assert following() == 9


def test_initial_values_and_names() -> None:
    code = compile_module(COUNTER)
    assert ctypes.CFUNCTYPE(ctypes.c_double)(code.address("second"))() == 1.5
