"""MLIR text with one function to analyse."""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import SSAValue
from xdsl.traits import SymbolTable

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.dialects.enzyme import Activity

ACTIVE, DUP, CONST = Activity.ACTIVE, Activity.DUP, Activity.CONST


def function(module: ModuleOp, name: str = "f") -> FuncOp:
    found = SymbolTable.lookup_symbol(module, name)
    assert isinstance(found, FuncOp)
    return found


def value(owner: FuncOp, name: str) -> SSAValue:
    """The value of that name in a function."""
    for op in owner.walk():
        for one in (*op.results, *(a for r in op.regions for b in r.blocks for a in b.args)):
            if one.name_hint == name:
                return one
    raise KeyError(name)


def activity(text: str, arguments: list[Activity], results: list[Activity]) -> ActivityAnalysis:
    """The analysis of @f."""
    module = parse(text)
    return ActivityAnalysis(MemoryAccesses(module), function(module), arguments, results)
