"""Derivatives of the functions of the C math library that have no op in `math`, one line each.

A program that defines a function of such a name itself is differentiated through its body instead.
"""

from __future__ import annotations

from math import log as ln
from math import pi
from math import sqrt as root

from xdsl_enzyme.rules.expression import exp, where
from xdsl_enzyme.rules.registry import libm_rule

libm_rule("erfc", lambda x: (-2 / root(pi) * exp(-(x * x)),))
libm_rule("exp10", lambda x, result: (ln(10) * result,))
libm_rule("fdim", lambda x, y: (where(x > y, 1, 0), where(x > y, -1, 0)))
# The quotient that was taken off, rather than trunc(x / y), which can round up to the next integer.
libm_rule("fmod", lambda x, y, result: (1, (result - x) / y))
libm_rule("hypot", lambda x, y, result: (x / result, y / result))
libm_rule("logb", lambda x: (None,))
libm_rule("remainder", lambda x, y, result: (1, (result - x) / y))
libm_rule("nearbyint", lambda x: (None,))
libm_rule("rint", lambda x: (None,))
