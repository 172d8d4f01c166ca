"""Which values may go unused, because a `select` takes the other one, because a branch that uses them isn't taken, or because a variable
that holds them is overwritten.

The optimiser speculates `if (x > 0) y = sqrt(x)` into a `select`, and moves what a loop does not change out of the branches in
the loop; at x = 0 the adjoint of the root is then 0, its partial infinite, and their product must be 0. On structured form::

    %r = math.sqrt %x                                          %r: its adjoint is zero where %c is false
    %y = arith.select %c, %r, %0      or
    %y = scf.if %c { scf.yield %r } else { scf.yield %0 }     or
    llvm.store %r, %y; scf.if %not_c { llvm.store %0, %y }     where %y is a variable on the stack: code that is not optimised
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xdsl.dialects import arith, func, llvm, math, scf
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.counted_loops import constant_trip_count
from xdsl_enzyme.analyses.recomputation import CHEAP, is_repeatable
from xdsl_enzyme.analyses.value_flow import value_flow, walk_regions
from xdsl_enzyme.dialects import llvm_extra


def values_that_may_go_unused(function: func.FuncOp) -> set[SSAValue]:
    """
    All values from which a path through ops and regions (but no memory other than variables on the stack) leads into a `select`, into a
    variable or, from outside, into a region that may not run.
    """
    found: set[SSAValue] = set()
    operations = list(reversed(list(walk_regions(function))))
    for op in operations:
        if isinstance(op, (arith.SelectOp, llvm_extra.VectorSelectOp)):
            found.update(op.operands[1:])
        if isinstance(op, llvm.StoreOp) and _is_variable(op.ptr):
            found.add(op.value)
        found.update(_captured(op))
    before = -1
    while len(found) > before:
        before = len(found)
        for op in operations:
            if op.regions:
                found.update(source for source, target in value_flow(op) if target in found)
            elif not found.isdisjoint(op.results):
                found.update(op.operands)
    return found


def values_that_may_be_singular(
    function: func.FuncOp, unused: Collection[SSAValue]
) -> set[SSAValue]:
    """
    Those of the `unused` values that may be infinite or NaN where they are not used: quotients, roots and the like, and what is computed
    from them. A product with one of them is no zero, even if the adjoint is.
    """
    found: set[SSAValue] = set()
    operations = list(walk_regions(function))
    before = -1
    while len(found) > before:
        before = len(found)
        for op in operations:
            if op.regions:
                found.update(target for source, target in value_flow(op) if source in found)
            elif any(result in unused for result in op.results) and (
                _may_leave_the_numbers(op) or not found.isdisjoint(op.operands)
            ):
                found.update(op.results)
    return found


def _may_leave_the_numbers(op: Operation) -> bool:
    """Whether floats may come out of `op` that are no numbers, though such went in."""
    is_computed = is_repeatable(op) or isinstance(op, func.CallOp)
    return is_computed and bool(op.operands) and type(op) not in _KEEPS_NUMBERS


_KEEPS_NUMBERS: frozenset[type[Operation]] = CHEAP | frozenset(
    {
        math.SinOp,
        math.CosOp,
        math.TanhOp,
        math.AtanOp,
        math.Atan2Op,
        math.ErfOp,
        math.FloorOp,
        math.CeilOp,
    }
)


def _is_variable(pointer: SSAValue) -> bool:
    """Whether that is a variable on the stack, or a member of one. Optimisation leaves only arrays there, which are not overwritten as a whole."""
    while isinstance(pointer.owner, llvm.GEPOp):
        pointer = pointer.owner.ptr
    owner = pointer.owner
    return isinstance(owner, llvm.AllocaOp) and not isinstance(owner.elem_type, llvm.LLVMArrayType)


def _captured(op: Operation) -> Iterator[SSAValue]:
    """The operands that come from outside of a region around `op` that may not run."""
    for operand in op.operands:
        home = operand.owner.parent_block() if isinstance(operand.owner, Operation) else None
        # Block arguments have no partials of their own; what they stand for is found through the regions.
        if home is None:
            continue
        block = op.parent_block()
        while block is not None and block is not home:
            around = block.parent_op()
            assert around is not None
            if _may_not_run(around):
                yield operand
                break
            block = around.parent_block()


def _may_not_run(op: Operation) -> bool:
    """Whether a region of `op` can be passed over: not the body of a loop that is tested at its end."""
    if isinstance(op, scf.WhileOp):
        return False
    if isinstance(op, scf.ForOp | scf.ParallelOp):
        return not constant_trip_count(op)
    return True
