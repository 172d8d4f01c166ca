"""The least that an integer can be under the conditions around an op."""

import pytest
from xdsl.dialects import llvm
from xdsl.ir import SSAValue

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.least_values import least_value

TEXT = """func.func @f(%k : i32, %p : !llvm.ptr) {{
  %zero = arith.constant 0 : i32
  %two = arith.constant 2 : i32
  %wide = arith.extui %k : i32 to i64
  %c = arith.cmpi {condition} : i32
  scf.if %c {{
    llvm.store %wide, %p : i64, !llvm.ptr
  }}
  func.return
}}
"""


@pytest.mark.parametrize(
    ("condition", "narrow", "wide"),
    [
        ("sgt, %k, %zero", 1, 1),
        ("slt, %zero, %k", 1, 1),
        ("sge, %k, %two", 2, 2),
        ("ugt, %k, %two", None, 3),
        ("ne, %k, %zero", None, 1),
        ("slt, %k, %two", None, 0),
        ("eq, %k, %two", None, 0),
    ],
)
def test_least_value(condition: str, narrow: int | None, wide: int):
    root = function(parse(TEXT.format(condition=condition)))
    store = next(op for op in root.walk() if isinstance(op, llvm.StoreOp))

    def same(one: SSAValue) -> SSAValue:
        return one

    assert least_value(root.body.block.args[0], store, same) == narrow
    assert least_value(value(root, "wide"), store, same) == wide
