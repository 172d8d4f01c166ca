"""Which comparison counts a loop, and how often it runs.

%c = arith.cmpi slt, %j, %n                            counts if %i and %j = %i + step, and %n is invariant
%c = llvm_extra.pointer_compare ne, %q, %end           counts %q - %end by the bytes of a step
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from xdsl.dialects.arith import CmpiOp, IntegerOverflowFlag
from xdsl.dialects.builtin import i64
from xdsl.dialects.llvm import GEPOp, PtrToIntOp
from xdsl.ir import BlockArgument, SSAValue

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.predicates import EQ, INVERSE, NE, SLT, SWAPPED, ULE, ULT
from xdsl_enzyme.dialects.llvm_extra import PointerCompareOp
from xdsl_enzyme.passes.inductions import (
    Induction,
    IntegerInduction,
    PointerInduction,
    single_index,
)
from xdsl_enzyme.passes.integer_builder import WRAPS, IntegerBuilder, Term, term_of, width_of
from xdsl_enzyme.passes.loop_guards import holds
from xdsl_enzyme.passes.trip_count import LoopTest
from xdsl_enzyme.passes.while_shape import WhileShape


@dataclass(frozen=True)
class Comparison:
    """The loop goes on while `predicate(tested, bound)`."""

    predicate: int
    tested: BlockArgument
    """The argument of the loop that is compared,"""
    after_step: bool
    """if this is set, when it has got its next value."""
    bound: SSAValue


@dataclass(frozen=True)
class TripCount:
    comparison: Comparison
    iterations: Term
    """In `i64`."""
    zero_if_equal: tuple[SSAValue, SSAValue] | None
    """Two values for which the formula for `iterations` would give zero if they were equal."""


def find_comparison(shape: WhileShape, inductions: dict[SSAValue, Induction]) -> Comparison | None:
    """The comparison of an induction variable with an invariant bound that the loop goes on by."""
    compare = shape.condition.owner
    if not isinstance(compare, CmpiOp | PointerCompareOp):
        return None
    predicate = compare.predicate.value.data
    if not shape.goes_on:
        predicate = INVERSE[predicate]
    arguments = [argument for argument in shape.arguments if argument in inductions]
    current: dict[SSAValue, BlockArgument] = {argument: argument for argument in arguments}
    following = {shape.following[argument.index]: argument for argument in arguments}
    for tested, bound, p in (
        (compare.lhs, compare.rhs, predicate),
        (compare.rhs, compare.lhs, SWAPPED[predicate]),
    ):
        if shape.is_invariant(bound):
            if tested in current:
                return Comparison(p, current[tested], False, bound)
            if tested in following and shape.body is None:
                return Comparison(p, following[tested], True, bound)
    return None


def count_iterations(
    b: IntegerBuilder, shape: WhileShape, comparison: Comparison, induction: Induction
) -> TripCount | None:
    """How often the loop runs; None, and nothing is built, if that cannot be said."""
    if isinstance(induction, IntegerInduction):
        bound = term_of(comparison.bound)
        test = LoopTest(comparison.predicate, induction, bound, comparison.after_step)
    else:
        pointer_test = _pointer_test(b, comparison, induction)
        if pointer_test is None:
            return None
        test = pointer_test
    guarded = holds(shape.op, test.predicate, test.induction.initial, test.bound)
    count = test.count(b, guarded)
    if count is None:
        return None
    zero_if_equal = None
    if shape.body is None and not test.after_step:
        count = b.add(count, 1, i64)
    elif test.predicate == NE and width_of(test.induction.type) == 64:
        initial = shape.op.arguments[comparison.tested.index]
        zero_if_equal = (initial, comparison.bound)
    return TripCount(comparison, count, zero_if_equal)


# --- pointers ------------------------------------------------------------------------------------------


def _pointer_test(
    b: IntegerBuilder, comparison: Comparison, induction: PointerInduction
) -> LoopTest | None:
    """The comparison as one of integers: of distances from a common base, or else of addresses."""
    predicate, size = comparison.predicate, induction.size
    upwards = predicate in (ULT, ULE)
    if size == 0 or (predicate not in (EQ, NE) and (predicate < ULT or (size > 0) != upwards)):
        return None
    inbounds = induction.increment.inbounds is not None
    paths = _paths_from_common_base(induction.initial, comparison.bound)
    if paths is not None:
        inbounds &= all(op.inbounds is not None for path in paths for op in path)
    if paths is None or not (inbounds or predicate in (EQ, NE)):
        initial, bound = _address(b, induction.initial), _address(b, comparison.bound)
        counter = IntegerInduction(i64, initial, size, induction.overflow)
        return LoopTest(predicate, counter, bound, comparison.after_step)

    # Within one object, addresses are in the order of the distances from its beginning.
    flags = frozenset({IntegerOverflowFlag.NSW}) if inbounds else WRAPS
    if predicate >= ULT:
        predicate -= ULT - SLT
    unit = abs(size)
    if not inbounds or any(size_of(op.elem_type) % unit for path in paths for op in path):
        unit = 1
    initial, bound = (_distance(b, path, unit) for path in paths)
    counter = IntegerInduction(i64, initial, size // unit, flags)
    return LoopTest(predicate, counter, bound, comparison.after_step)


def _address(b: IntegerBuilder, pointer: SSAValue) -> SSAValue:
    return b.emit(PtrToIntOp.create(operands=[pointer], result_types=[i64])).output


def _bases(pointer: SSAValue) -> dict[SSAValue, list[GEPOp]]:
    """The pointers that `pointer` is at a distance from, nearest first, and the way from there."""
    path: list[GEPOp] = []
    bases: dict[SSAValue, list[GEPOp]] = {pointer: []}
    while isinstance(op := pointer.owner, GEPOp):
        index = single_index(op)
        if index is None or (isinstance(index, SSAValue) and index.type != i64):
            break
        path = [*path, op]
        pointer = op.ptr
        bases[pointer] = path
    return bases


def _paths_from_common_base(
    first: SSAValue, second: SSAValue
) -> tuple[list[GEPOp], list[GEPOp]] | None:
    bases = _bases(first)
    for base, path in _bases(second).items():
        if base in bases:
            return bases[base], path
    return None


def _distance(b: IntegerBuilder, path: list[GEPOp], unit: int) -> Term:
    """How far `path` leads, in units of so many bytes."""
    distance: Term = 0
    for op in path:
        index = cast(Term, single_index(op))
        distance = b.add(distance, b.multiply(index, size_of(op.elem_type) // unit, i64), i64)
    return distance
