"""A global that is marked takes no part in derivatives, whatever is stored there."""

from xdsl.dialects.func import FuncOp

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.dialects.symbols import lookup

PROGRAM = """
llvm.mlir.global internal @log(0.0 : f64) {{ {mark} }} : f64
func.func @f(%x : f64) -> f64 {{
  %log = llvm.mlir.addressof @log : !llvm.ptr
  llvm.store %x, %log : f64, !llvm.ptr
  %y = llvm.load %log : !llvm.ptr -> f64
  func.return %y : f64
}}
"""


def is_active(mark: str) -> bool:
    module = parse(PROGRAM.format(mark=mark))
    function = lookup(module, "f")
    assert isinstance(function, FuncOp)
    activities = [Activity.ACTIVE]
    analysis = ActivityAnalysis(MemoryAccesses(module), function, activities, activities)
    address = next(iter(function.body.block.ops)).results[0]
    return analysis.is_shadowed(address)


def test_marked_and_unmarked():
    assert is_active("")
    assert not is_active("enzyme.inactive")
