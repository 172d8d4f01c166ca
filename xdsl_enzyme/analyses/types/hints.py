"""Hints in the program about what its bytes hold: `enzyme_type`, in Enzyme's syntax for type trees.

::

    define void @f(ptr "enzyme_type"="{[-1]:Pointer, [-1,-1]:Float@double}" %x)       arguments and results
"""

from __future__ import annotations

from typing import Protocol

from xdsl.dialects import func, llvm
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.types.facts import Rank
from xdsl_enzyme.analyses.types.storage import Place


class Statements(Protocol):
    """Takes facts."""

    def state(self, place: Place, type: Attribute, rank: Rank, reason: Operation | str) -> None: ...


def state_hints(statements: Statements, function: func.FuncOp) -> None: ...


def state_variable(statements: Statements, variable: llvm.GlobalOp, place: Place) -> None: ...
