"""Short loops are unrolled before differentiation, and only they."""

import re

import pytest

from xdsl_enzyme.frontends.optimise import optimise_for_differentiation
from xdsl_enzyme.frontends.unrolling import unroll_short_loops

LOOP = """
define double @sum(ptr %x) {{
entry:
  %local = alloca [16 x double]
  br label %fill
fill:
  %i = phi i64 [ {start}, %entry ], [ %next, %fill ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  %w = fmul double %v, %v
  %q = getelementptr double, ptr %local, i64 %i
  store double %w, ptr %q
  %next = add i64 %i, {step}
  %done = icmp eq i64 %next, {end}
  br i1 %done, label %second, label %fill, !llvm.loop !0
second:
  br label %add
add:
  %j = phi i64 [ {start}, %second ], [ %following, %add ]
  %total = phi double [ 0.0, %second ], [ %more, %add ]
  %r = getelementptr double, ptr %local, i64 %j
  %u = load double, ptr %r
  %more = fadd double %total, %u
  %following = add i64 %j, {step}
  %end = icmp eq i64 %following, {end}
  br i1 %end, label %out, label %add, !llvm.loop !2
out:
  ret double %more
}}
!0 = distinct !{{!0, !1}}
!1 = !{{!"llvm.loop.mustprogress"}}
!2 = distinct !{{!2, !1}}
"""


def loop(count: int, start: int = 0, step: int = 1) -> str:
    return LOOP.format(count=count, start=start, step=step, end=start + step * count)


def test_local_arrays_become_registers() -> None:
    text = optimise_for_differentiation(loop(3))
    assert "alloca" not in text
    assert "phi" not in text
    assert len(re.findall(r"load double", text)) == 3


@pytest.mark.parametrize("text", [loop(9), loop(3, start=1), loop(3, step=-1, start=4)])
def test_other_loops_stay(text: str) -> None:
    assert "alloca" in optimise_for_differentiation(text)


def test_large_bodies_stay() -> None:
    text = loop(8).replace(
        "  %w = fmul double %v, %v\n",
        "".join(f"  %w{i} = call double @g(double %v)\n" for i in range(40))
        + "  %w = fmul double %w0, %w39\n",
    )
    text = text.replace("define", "declare double @g(double)\ndefine", 1)
    assert optimise_for_differentiation(text).count("call double @g") == 40


def test_without_short_loops_the_text_is_the_same() -> None:
    text = loop(100)
    assert unroll_short_loops(text) is text
