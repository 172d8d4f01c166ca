"""The page about libraries lists what is known."""

from __future__ import annotations

import re

from xdsl.dialects.builtin import f32, f64, f80

from tests.library_tables import PAGE, filled
from xdsl_enzyme.analyses.library_functions import MemoryUse, is_inactive_function, memory_use
from xdsl_enzyme.analyses.library_names import INACTIVE_FUNCTIONS, INACTIVE_PATTERNS, MATHEMATICS
from xdsl_enzyme.dialects.math_functions import math_operation
from xdsl_enzyme.rules.registry import function_rules


def test_the_page_is_up_to_date():
    page = PAGE.read_text()
    assert filled(page) == page, "run python -m tests.library_tables"


def test_every_description_can_be_read():
    for table in (MATHEMATICS, INACTIVE_FUNCTIONS, INACTIVE_PATTERNS):
        for use in table.values():
            MemoryUse.of(use)


def test_mathematics_has_rules():
    """Those that have ops are raised by the reader and need none."""
    without = {
        name
        for name in MATHEMATICS
        if name not in function_rules() and not _has_op(name) and not _is_long_complex(name)
    }
    assert without == set()


def _has_op(name: str) -> bool:
    types = {"f": f32, "l": f80}
    suffix = name[-1] if name[-1] in types and name not in ("erf", "ceil") else ""
    type = types.get(suffix, f64)
    return any(math_operation(name, [type] * arity, [type]) is not None for arity in (1, 2, 3))


def _is_long_complex(name: str) -> bool:
    """Complex numbers of long doubles are passed in memory."""
    return re.match(r"c(?!brt|eil|os|opysign|ompound).*l$", name) is not None


def test_nothing_is_both():
    assert not set(INACTIVE_FUNCTIONS) & set(function_rules())
    for name in (
        "_ZNSolsEd",
        "_ZN4core9panicking5panic17h0123456789abcdefE",
        "_FortranAioOutputReal64",
    ):
        assert is_inactive_function(name)
    for name in ("_ZN3foo3barEd", "_FortranAFPow8i", "dgemm_", "cexp", "qsort"):
        assert not is_inactive_function(name)


def test_the_notation():
    use = memory_use("strtod")
    assert use is not None
    assert (use.letters, use.links(1), use.writes(1), use.overwrites_data(1)) == (
        "rp",
        True,
        True,
        False,
    )
    use = memory_use("fprintf")
    assert use is not None
    assert [use.reads(index) for index in range(4)] == [False, True, True, True]
    use = memory_use("dgemm_")
    assert use is not None
    assert (use.writes(11), use.writes(6), use.floats[6]) == (True, False, use.floats[11])
