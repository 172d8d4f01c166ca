"""Pointers to internal procedures that are handed to what is not inlined."""

from __future__ import annotations

import pytest

from xdsl_enzyme.frontends.closures import with_closures
from xdsl_enzyme.frontends.optimise import parse

TEXT = """
declare void @llvm.init.trampoline(ptr, ptr, ptr)
declare ptr @llvm.adjust.trampoline(ptr)
define internal double @wave(ptr noalias captures(none) %0, ptr nest %1) {
  %3 = load double, ptr %0
  ret double %3
}
define double @search(ptr %f, ptr %x, i1 %again) {
  %r = call double %f(ptr %x)
  br i1 %again, label %then, label %end
then:
  RECURSION
  br label %end
end:
  ret double %r
}
define double @host(ptr %x) {
  %t = alloca [32 x i8]
  %frame = alloca ptr
  store ptr %x, ptr %frame
  call void @llvm.init.trampoline(ptr %t, ptr @wave, ptr %frame)
  %f = call ptr @llvm.adjust.trampoline(ptr %t)
  %r = call double @search(ptr %f, ptr %x, i1 true)
  ret double %r
}
"""


@pytest.mark.parametrize(
    ("recursion", "is_closed"),
    [
        ("%again.r = call double @search(ptr %f, ptr %x, i1 false)", True),
        ("%again.r = call double @host(ptr %x)", False),
    ],
)
def test_a_host_that_is_active_once_needs_no_trampolines(recursion: str, is_closed: bool):
    text = with_closures(TEXT.replace("RECURSION", recursion))
    parse(text).verify()
    assert ("call void @llvm.init.trampoline" not in text) == is_closed
    assert (
        "call double @wave(ptr noalias captures(none) %argument.0, ptr nest %host)" in text
    ) == is_closed


def test_programs_without_trampolines_stay_as_they_are():
    text = TEXT[TEXT.index("define double @search") : TEXT.index("define double @host")]
    assert with_closures(text) is text
