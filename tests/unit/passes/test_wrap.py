"""What `enzyme-wrap` refuses, and that it leaves other requests alone."""

from __future__ import annotations

import pytest
from xdsl.context import Context

from tests.oracle.parsing import parse
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.passes.wrap import WrapPass

PROGRAM = """
func.func @f(%x : f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
func.func @g(%x : f64) -> f64 {
  %y = func.call @f(%x) : (f64) -> f64
  func.return %y : f64
}
func.func @other(%x : f64) -> f64 {
  %t = enzyme.fwddiff @g(%x, %x) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  func.return %t : f64
}
"""

FORWARD = {"argTys": ("enzyme_dup",), "retTys": ("enzyme_dup",), "mode": "ForwardMode"}

REFUSED = {
    "no function": ({"infn": "h", "outfn": "d"}, "there is no function 'h'"),
    "no mode": ({"infn": "f", "outfn": "d", "mode": "Sideways"}, "there is no mode 'Sideways'"),
    "no activity": ({"infn": "f", "outfn": "d", "argTys": ("dup",)}, "there is no activity 'dup'"),
    "too few": ({"infn": "f", "outfn": "d"}, "0 activities for a function of 1 arguments"),
    "not in this mode": (
        {**FORWARD, "infn": "f", "outfn": "d", "argTys": ("enzyme_active",)},
        "an argument cannot be enzyme_active in this mode",
    ),
    "taken": ({**FORWARD, "infn": "f", "outfn": "g"}, "there is a function 'g' already"),
    "still called": ({**FORWARD, "infn": "f"}, "cannot take the name of 'f'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str):
    options, message = REFUSED[case]
    with pytest.raises(EnzymeError, match=message):
        WrapPass(**options).apply(Context(), parse(PROGRAM))


def test_other_requests_stay():
    module = parse(PROGRAM)
    WrapPass(**FORWARD, infn="f", outfn="d").apply(Context(), module)
    module.verify()
    assert "enzyme.fwddiff @g" in str(module)
    assert "enzyme.fwddiff @f" not in str(module)
