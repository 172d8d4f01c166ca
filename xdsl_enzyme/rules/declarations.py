"""What analyses and caches have to know of ops and types of other dialects.

What is not declared is treated with caution: an op without regions may read and write all memory that it is given, and
every result depends on every operand. Region ops have to be declared, and types of memory::

    declare_memory(my.BufferType)
    declare_allocation(my.NewBufferOp)
    declare_loop(my.RepeatOp, lambda op: [(op.initial, op.body.block.args), …])
    declare_branches(my.WhenOp, lambda op: …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xdsl.ir import Attribute, Operation, SSAValue

from xdsl_enzyme.analyses.memory_types import MEMORY_TYPES
from xdsl_enzyme.analyses.points_to import register_allocation
from xdsl_enzyme.analyses.region_ops import BRANCHES, LOOPS
from xdsl_enzyme.analyses.value_flow import ValuePairs, register_value_flow

Flows = Callable[[Any], Iterable[tuple[Sequence[SSAValue], Sequence[SSAValue]]]]
"""Takes an op, gives pairs of lists of equally many values: what the first are, the second may become."""


def declare_memory(*type_classes: type[Attribute]) -> None:
    """Values of these types refer to memory: derivatives of what is in it are in a shadow of the same type."""
    MEMORY_TYPES.update(type_classes)


def declare_allocation(*op_classes: type[Operation]) -> None:
    """The first result of these ops refers to new memory, which nothing else refers to."""
    for op_class in op_classes:
        register_allocation(op_class)


def declare_loop(op_class: type[Operation], flows: Flows) -> None:
    """The blocks of these ops run any number of times, one after the other; values flow as `flows` says."""
    LOOPS.add(op_class)
    register_value_flow(op_class, _pairs(flows))


def declare_branches(op_class: type[Operation], flows: Flows) -> None:
    """One of the blocks of these ops runs, at most once; values flow as `flows` says."""
    BRANCHES.add(op_class)
    register_value_flow(op_class, _pairs(flows))


def _pairs(flows: Flows) -> Callable[[Operation], ValuePairs]:
    def pairs(op: Operation) -> ValuePairs:
        for sources, targets in flows(op):
            yield from zip(sources, targets, strict=True)

    return pairs
