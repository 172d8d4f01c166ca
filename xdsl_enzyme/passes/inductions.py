"""What a loop-carried value is in iteration k, if it grows by the same step in each iteration.

%j = arith.addi %i, %step : i32                        %i in iteration k:  %initial + k * %step
%q = llvm.getelementptr inbounds %p[1] : f64           %p in iteration k:  llvm.getelementptr inbounds %initial[%k]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from xdsl.dialects.arith import AddiOp, IntegerOverflowFlag, SubiOp
from xdsl.dialects.builtin import DenseArrayBase, i32, i64
from xdsl.dialects.llvm import GEP_USE_SSA_VAL, GEPOp
from xdsl.ir import Attribute, BlockArgument, SSAValue

from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.passes.integer_builder import (
    WRAPS,
    IntegerBuilder,
    Overflow,
    Term,
    is_integer,
    signed,
    term_of,
    width_of,
)
from xdsl_enzyme.passes.while_shape import WhileShape


@dataclass(frozen=True)
class IntegerInduction:
    """An integer that starts at `initial` and grows by `step` in each iteration."""

    type: Attribute
    initial: Term
    step: Term
    overflow: Overflow
    """What cannot happen to it."""

    def at(self, b: IntegerBuilder, iteration: Term, within: bool) -> Term:
        """Its value in an iteration given in `i64`; one that takes place if `within`."""
        overflow = self._overflow_of_counting() if within else WRAPS
        number = b.narrow(iteration, self.type, overflow)
        offset = b.multiply(number, self.step, self.type, overflow)
        return b.add(offset, self.initial, self.type, overflow)

    def _overflow_of_counting(self) -> Overflow:
        """What cannot happen when it is computed by multiplication, within the loop."""
        initial, step = self.initial, self.step
        if not isinstance(initial, int) or not isinstance(step, int) or initial < 0 or step < 0:
            return WRAPS
        # Numbers that stay between zero and the largest signed one do not wrap as unsigned ones either.
        if IntegerOverflowFlag.NSW in self.overflow:
            return frozenset(IntegerOverflowFlag)
        return self.overflow


@dataclass(frozen=True)
class PointerInduction:
    """A pointer that starts at `initial` and is moved by `increment` over `step` elements in each iteration."""

    initial: SSAValue
    step: int
    increment: GEPOp

    @property
    def size(self) -> int:
        """The bytes of each step; negative if it goes down."""
        return self.step * size_of(self.increment.elem_type)

    @property
    def overflow(self) -> Overflow:
        """What cannot happen to the pointer as a number."""
        inbounds = self.increment.inbounds is not None
        return frozenset({IntegerOverflowFlag.NUW}) if inbounds else WRAPS

    def at(self, b: IntegerBuilder, iteration: Term, within: bool) -> Term:
        """Its value in an iteration given in `i64`."""
        index = b.multiply(iteration, self.step, i64)
        if index == 0:
            return self.initial
        increment = self.increment
        any_index = DenseArrayBase.from_list(i32, [GEP_USE_SSA_VAL])
        return b.emit(
            GEPOp.create(
                operands=[self.initial, b.value(index, i64)],
                result_types=[increment.result.type],
                properties=increment.properties | {"rawConstantIndices": any_index},
                attributes=increment.attributes,
            )
        ).result


Induction: TypeAlias = IntegerInduction | PointerInduction


def find_inductions(shape: WhileShape) -> dict[SSAValue, Induction]:
    """The arguments of the loop that grow by an invariant step."""
    inductions: dict[SSAValue, Induction] = {}
    for argument, following, initial in zip(
        shape.arguments, shape.following, shape.op.arguments, strict=True
    ):
        increment = following.owner
        induction: Induction | None = None
        if isinstance(increment, AddiOp | SubiOp):
            induction = _integer_induction(shape, argument, initial, increment)
        elif isinstance(increment, GEPOp):
            induction = _pointer_induction(argument, initial, increment)
        if induction is not None:
            inductions[argument] = induction
    return inductions


def _integer_induction(
    shape: WhileShape, argument: BlockArgument, initial: SSAValue, increment: AddiOp | SubiOp
) -> IntegerInduction | None:
    width = width_of(argument.type)
    if not is_integer(argument.type) or width > 64:
        return None
    lhs, rhs = increment.lhs, increment.rhs
    if rhs is argument and isinstance(increment, AddiOp):
        lhs, rhs = rhs, lhs
    step = term_of(rhs)
    if lhs is not argument or step == 0 or not shape.is_invariant(rhs):
        return None
    overflow = frozenset(increment.overflow_flags.data)
    if isinstance(increment, SubiOp):
        if not isinstance(step, int) or signed(-step, width) != -step:
            return None
        step = -step
    elif isinstance(step, int) and step < 0:
        # The flag is about adding a large unsigned number.
        overflow -= {IntegerOverflowFlag.NUW}
    return IntegerInduction(argument.type, term_of(initial), step, overflow)


def single_index(op: GEPOp) -> Term | None:
    """The only index of `op`; None if it has several."""
    indices = op.rawConstantIndices.get_values()
    if len(indices) != 1:
        return None
    return term_of(op.ssa_indices[0]) if indices[0] == GEP_USE_SSA_VAL else int(indices[0])


def _pointer_induction(
    argument: BlockArgument, initial: SSAValue, increment: GEPOp
) -> PointerInduction | None:
    index = single_index(increment)
    if increment.ptr is not argument or not isinstance(index, int) or index == 0:
        return None
    return PointerInduction(initial, index, increment)
