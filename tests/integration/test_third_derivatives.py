"""Third derivatives of the fifth power, computed in three ways, in every order of forward and reverse mode.

One of them is refused: reverse mode three times on a recursive function.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.integration.array_program import call, compiled
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE

POWERS = {
    "counted": """
func.func @d0(%n: index, %x: f64) -> f64 {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %start = arith.constant 1.0 : f64
  %r = scf.for %i = %zero to %n step %one iter_args(%a = %start) -> (f64) {
    %b = arith.mulf %a, %x : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
""",
    "while": """
func.func @d0(%n: index, %x: f64) -> f64 {
  %one = arith.constant 1 : index
  %zero = arith.constant 0 : index
  %start = arith.constant 1.0 : f64
  %k, %r = scf.while (%j = %n, %a = %start) : (index, f64) -> (index, f64) {
    %product = arith.muli %j, %j : index
    %more = arith.cmpi ne, %product, %zero : index
    scf.condition(%more) %j, %a : index, f64
  } do {
  ^bb0(%j: index, %a: f64):
    %b = arith.mulf %a, %x : f64
    %i = arith.subi %j, %one : index
    scf.yield %i, %b : index, f64
  }
  func.return %r : f64
}
""",
    "recursive": """
func.func @d0(%n: index, %x: f64) -> f64 {
  %one = arith.constant 1 : index
  %zero = arith.constant 0 : index
  %is_last = arith.cmpi eq, %n, %zero : index
  %r = scf.if %is_last -> (f64) {
    %start = arith.constant 1.0 : f64
    scf.yield %start : f64
  } else {
    %m = arith.subi %n, %one : index
    %p = func.call @d0(%m, %x) : (index, f64) -> f64
    %q = arith.mulf %p, %x : f64
    scf.yield %q : f64
  }
  func.return %r : f64
}
""",
}

MODES = {
    "forward": ("fwddiff", "enzyme_dup", "enzyme_dupnoneed"),
    "reverse": ("autodiff", "enzyme_active", "enzyme_activenoneed"),
}

LEVEL = """
func.func @d{order}(%n: index, %x: f64) -> f64 {{
  %one = arith.constant 1.0 : f64
  %d = enzyme.{op} @d{inner}(%n, %x, %one) {{
    activity = [#enzyme<activity enzyme_const>, #enzyme<activity {argument}>],
    ret_activity = [#enzyme<activity {result}>]
  }} : (index, f64, f64) -> f64
  func.return %d : f64
}}
"""


def level(order: int, mode: str) -> str:
    op, argument, result = MODES[mode]
    return LEVEL.format(order=order, inner=order - 1, op=op, argument=argument, result=result)


@pytest.mark.parametrize("modes", list(product(MODES, repeat=3)), ids=" of ".join)
@pytest.mark.parametrize("power", POWERS)
def test_third_derivative(power: str, modes: tuple[str, ...]):
    text = POWERS[power] + "".join(level(k + 1, mode) for k, mode in enumerate(reversed(modes)))
    if (power, set(modes)) == ("recursive", {"reverse"}):
        with pytest.raises(LoweringError, match="needed in more than one other function"):
            compiled(text, (*STRUCTURE, *DIFFERENTIATE))
        return
    code = compiled(text, (*STRUCTURE, *DIFFERENTIATE))
    x = 1.3
    expected = {"d1": 5 * x**4, "d2": 20 * x**3, "d3": 60 * x**2}
    for name, value in expected.items():
        assert call(code, name, [], 5, x, returns=True) == pytest.approx(value, rel=1e-12)
