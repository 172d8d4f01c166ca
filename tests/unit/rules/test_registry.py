"""A rule from outside takes the place of ours, whenever it is registered."""

from __future__ import annotations

import subprocess
import sys

REPLACE_BEFORE_ANYTHING_ELSE = """
from xdsl.dialects import math
from xdsl_enzyme.rules import scalar_rule

scalar_rule(math.SinOp, lambda x: (42.0,))

from xdsl.context import Context
from xdsl.dialects.builtin import Builtin
from xdsl.parser import Parser
from xdsl.universe import Universe
from xdsl_enzyme.passes.forward import EnzymeForwardPass

context = Context()
for name, factory in Universe.get_multiverse().all_dialects.items():
    context.register_dialect(name, factory)
module = Parser(context, '''
func.func @f(%x : f64) -> f64 {
  %y = math.sin %x : f64
  func.return %y : f64
}
func.func @g(%x : f64, %dx : f64) -> f64 {
  %d = enzyme.fwddiff @f(%x, %dx) {
    activity = [#enzyme<activity enzyme_dup>], ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64) -> f64
  func.return %d : f64
}
''').parse_module()
EnzymeForwardPass().apply(context, module)
print(module)
"""


def test_registered_before_the_first_derivative():
    process = subprocess.run(
        [sys.executable, "-c", REPLACE_BEFORE_ANYTHING_ELSE],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "4.200000e+01" in process.stdout
    assert "math.cos" not in process.stdout
