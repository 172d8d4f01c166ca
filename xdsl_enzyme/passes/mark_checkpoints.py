"""Marks the loops of a function that are reversed with checkpoints.

On structured form::

    scf.for %t … iter_args(%s = %x) { … }     -->     scf.for %t … iter_args(%s = %x) { … } {enzyme.checkpoint = 10}

Marked are the outermost loops that hand on a state from iteration to iteration. Loops whose iterations only add up, or each have
memory for themselves, need none: what they keep, `enzyme-fuse-sweeps` and `enzyme-cache` deal with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.dialects import scf
from xdsl.dialects.builtin import IntegerAttr, ModuleOp, UnitAttr, i64
from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Operation

from xdsl_enzyme.analyses.iteration_order import carries_sums_only, keeps_memory_apart
from xdsl_enzyme.analyses.loop_polynomials import LoopPolynomials
from xdsl_enzyme.analyses.memory_effects import effects
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.outline_checkpoints import BYTES, CHECKPOINT
from xdsl_enzyme.passes.propagate_exceptions import propagating_version


def checkpoint_loops(module: ModuleOp, name: str, snapshots: int) -> None:
    """Mark all loops of the function `name` that hand on a state, and of those that it calls outside of them."""
    loops = loops_with_state(module, name)
    if not loops:
        raise DifferentiationError(
            f"there is nothing to reverse with checkpoints in '{name}'",
            why="none of its loops hands on a state from iteration to iteration",
            hint="leave out checkpoint=",
        )
    mark_checkpoints(loops, snapshots)


def checkpoint_loops_within(module: ModuleOp, name: str, size: int) -> bool:
    """Mark these loops, with as many checkpoints as fit into so many bytes together; whether there are any."""
    loops = loops_with_state(module, name)
    mark_checkpoints(loops, 0)
    for loop in loops:
        loop.attributes[BYTES] = IntegerAttr(max(size // len(loops), 1), i64)
    return bool(loops)


def loops_with_state(module: ModuleOp, name: str) -> list[Operation]:
    """The outermost loops that hand on a state, of a function and of those that it calls outside of them."""
    found: list[Operation] = []
    pending, seen = [name], set[str]()
    while pending:
        if (current := pending.pop()) in seen:
            continue
        seen.add(current)
        function = lookup(module, current)
        if not isinstance(function, FuncOp) or not function.body.blocks:
            continue
        function = propagating_version(function)
        marked = list(_stateful(function, Overwrites(function)))
        found += marked
        inside = {inner for loop in marked for inner in walk_regions(loop)}
        pending += [
            op.callee.root_reference.data
            for op in walk_regions(function)
            if isinstance(op, CallOp) and op not in inside
        ]
    return found


def mark_checkpoints(loops: Sequence[Operation], snapshots: int) -> None:
    """Reverse these loops with so many checkpoints; 0 for the logarithm of the number of iterations."""
    for loop in loops:
        loop.attributes[CHECKPOINT] = IntegerAttr(snapshots, i64) if snapshots else UnitAttr()


def _stateful(op: Operation, overwrites: Overwrites) -> Iterator[Operation]:
    for region in op.regions:
        for block in region.blocks:
            for inner in block.ops:
                if _hands_on_a_state(inner, overwrites):
                    yield inner
                else:
                    yield from _stateful(inner, overwrites)


def _hands_on_a_state(op: Operation, overwrites: Overwrites) -> bool:
    if isinstance(op, scf.WhileOp):
        return True
    if not isinstance(op, scf.ForOp):
        return False
    done = effects(op.body.block.ops)
    if done is None or not carries_sums_only(op):
        return True
    return not keeps_memory_apart(
        done,
        lambda value: value,
        op.body.block.args[0],
        LoopPolynomials(op).is_invariant,
        overwrites,
    )
