"""Private copies of the functions of a program, in the form in which they are differentiated.

On structured form::

    @f    -->    @f, and @f.gradient: the same, loops and calls as AD wants them, floats recovered from integers

What is copied from is changed as well where that means the same: its floats are recovered, and loops with checkpoints are outlined.
"""

from __future__ import annotations

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp, StringAttr
from xdsl.ir import Operation

from xdsl_enzyme.analyses.cache_pairs import LOOP, REVERSED_LOOP
from xdsl_enzyme.analyses.call_effects import called_name, returns_twice
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.enzyme import DifferentiationOperation
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.activity import ACTIVITY
from xdsl_enzyme.passes.allocation_scopes import open_allocation_scopes
from xdsl_enzyme.passes.atomic_updates import split_ordered_updates
from xdsl_enzyme.passes.copy_byval import copy_byval_arguments
from xdsl_enzyme.passes.count_while import count_while_loops
from xdsl_enzyme.passes.outline_checkpoints import CHECKPOINT, outline_checkpoints
from xdsl_enzyme.passes.parallel_loops import StaysParallel, sequentialise
from xdsl_enzyme.passes.recover_floats.recover import recover_floats
from xdsl_enzyme.passes.rotate_while import rotate_while
from xdsl_enzyme.passes.split_reallocations import split_reallocations
from xdsl_enzyme.passes.structure import StructuredFunctions
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.preparation.reversal import prepare_reversal as _prepare_reversal
from xdsl_enzyme.rules.custom_functions import ADJOINT, DERIVATIVE, call_instead


class PrimalCopies:
    """Makes the copies, in `module`. `memory` is told what has changed."""

    def __init__(self, module: ModuleOp, memory: MemoryAccesses):
        self.module = module
        self._memory = memory
        self._structured = StructuredFunctions(module)
        self._recovered: set[func.FuncOp] = set()
        self.has_checkpoints = any(CHECKPOINT in op.attributes for op in walk_regions(module))
        """Iterations of loops may be run again in the reverse sweep: their memory must still be there."""

    def clone(
        self, function: func.FuncOp, suffix: str, width: int, stays_parallel: StaysParallel
    ) -> func.FuncOp:
        """A private copy of a function, in the form that AD wants."""
        has_its_own = (DERIVATIVE if suffix == "forward" else ADJOINT) in function.attributes
        is_called = has_its_own or not function.body.blocks
        if not is_called:
            self._structured.require(function)
            self._recover_floats(function)
            _refuse_derivatives(function)
        clone = function.clone()
        clone.properties["sym_name"] = StringAttr(
            unused_name(self.module, f"{function.sym_name.data}.{suffix}")
        )
        clone.properties["sym_visibility"] = StringAttr("private")
        if is_called:
            call_instead(clone, function)
        clone.attributes = {}
        clone.properties.pop("res_attrs", None)
        for op in walk_regions(clone):
            # The loops of a derivative that is differentiated again.
            op.attributes.pop(LOOP, None)
            op.attributes.pop(REVERSED_LOOP, None)
            op.attributes.pop(ACTIVITY, None)
        self.insert(clone, after=function)
        rotate_while(clone)
        open_allocation_scopes(clone)
        sequentialise(clone, width, stays_parallel)
        split_ordered_updates(clone, width)
        copy_byval_arguments(clone)
        return clone

    def prepare_reversal(self, function: func.FuncOp, *, is_called: bool) -> None:
        """Bring what is about to be reversed to the form that it takes; `is_called` if its sweeps are two functions."""
        count_while_loops(function)
        _prepare_reversal(function)
        if self.has_checkpoints:
            split_reallocations(function, lambda _: True)
        for one in outline_checkpoints(self.module, function, is_called=is_called):
            # They are made of what has been recovered.
            self._recovered.add(one)

    def _recover_floats(self, function: func.FuncOp) -> None:
        """Once, for a function and all that it calls."""
        if function not in self._recovered:
            for one in recover_floats(self.module, function):
                self._recovered.add(one)
                self._memory.forget(one)

    def insert(self, function: func.FuncOp, after: Operation) -> None:
        """Put a private function behind another one."""
        function.properties["sym_visibility"] = StringAttr("private")
        self.module.body.block.insert_op_after(function, after)


def _refuse_derivatives(function: func.FuncOp) -> None:
    """Refuse what the passes before this one should have done away with."""
    for op in walk_regions(function):
        if isinstance(op, DifferentiationOperation):
            raise DifferentiationError(
                f"'{function.sym_name.data}' contains {op.name} and is itself differentiated",
                where=op,
                why="the inner derivative must be ordinary code first",
                hint="run the differentiation passes on the inner derivative first",
            )
        if isinstance(op, func.CallOp) and returns_twice(op):
            raise DifferentiationError(
                f"'{function.sym_name.data}' calls '{called_name(op)}' and is itself differentiated",
                where=op,
                why="what has been done since would have to be undone for the derivative when the call returns for the second time",
                hint="call it in a function through which no derivative flows",
            )
