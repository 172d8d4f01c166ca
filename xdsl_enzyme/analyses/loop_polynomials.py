"""Where in memory a loop nest goes: addresses as polynomials in what does not change, and linear in the induction variables.

On structured form, for all that runs inside one loop::

    scf.for %t … { scf.for %j = 1 to %m { load %u[%j * %n + 3] : f64 } }     %u + 24 + (8 n) j

The bytes from the first such address to the last one are those of the object that the loop visits, if the access is made in every
iteration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import IndexType, IntegerType, i64
from xdsl.ir import Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.value_flow import is_inside

Polynomial = Counter[tuple[SSAValue, ...]]
"""A sum of products of values that the loop does not change, each times a number; the empty product is the constant term."""

Linear = dict[SSAValue | None, Polynomial]
"""By induction variable, its factor; by None, what is added."""


@dataclass(frozen=True)
class Place:
    """Where an access is: so many bytes behind `base`."""

    base: SSAValue
    offset: Linear


class LoopPolynomials:
    """The places that a loop visits."""

    def __init__(self, loop: Operation):
        self.loop = loop

    def is_invariant(self, value: SSAValue) -> bool:
        """Whether a value is defined outside of the loop."""
        block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
        return block is None or not any(is_inside(block, region) for region in self.loop.regions)

    def place(self, pointer: SSAValue) -> Place | None:
        """Where a pointer points to; None if that is not known."""
        total: Linear = {None: Polynomial()}
        while isinstance(pointer.owner, llvm.GEPOp) and not self.is_invariant(pointer):
            if (moved := self._moved(pointer.owner)) is None:
                return None
            total = _sum(total, moved)
            pointer = pointer.owner.ptr
        # What is added before the loop belongs to the base.
        return Place(pointer, total)

    def is_counted(self, induction: SSAValue) -> bool:
        """Whether a value is the induction variable of a loop whose bounds the loop around does not change."""
        if not isinstance(induction, BlockArgument) or induction.index != 0:
            return False
        around = induction.block.parent_op()
        return isinstance(around, scf.ForOp) and all(
            map(self.is_invariant, (around.lb, around.ub, around.step))
        )

    def _moved(self, op: llvm.GEPOp) -> Linear | None:
        """The bytes by which a `getelementptr` moves a pointer."""
        constant, variable = gep_steps(op)
        total: Linear = {None: Polynomial({(): constant})}
        for index, scale in variable:
            if (linear := self._linear(index)) is None:
                return None
            total = _sum(total, _times(linear, Polynomial({(): scale})))
        return total

    def _linear(self, value: SSAValue) -> Linear | None:
        """An integer; only as wide as addresses are, since narrower sums may wrap before they are extended."""
        op = value.owner
        if value.type != i64 and not isinstance(value.type, IndexType):
            return None
        if (constant := constant_integer(value)) is not None:
            return {None: Polynomial({(): constant})}
        if self.is_invariant(value):
            return {None: Polynomial({(value,): 1})}
        if self.is_counted(value):
            return {None: Polynomial(), value: Polynomial({(): 1})}
        if isinstance(op, arith.OrIOp) and "disjoint" in op.attributes:
            return self._combined(op, _sum)
        if isinstance(op, arith.ExtSIOp | arith.ExtUIOp) and isinstance(op.input.type, IntegerType):
            # An induction variable is its number, however narrow.
            return self._extended(op)
        handler = _COMBINATIONS.get(type(op)) if isinstance(op, Operation) else None
        return None if handler is None else self._combined(value.owner, handler)

    def _extended(self, op: arith.ExtSIOp | arith.ExtUIOp) -> Linear | None:
        if isinstance(op, arith.ExtUIOp) or not self.is_counted(op.input):
            return None
        return {None: Polynomial(), op.input: Polynomial({(): 1})}

    def _combined(
        self, op: Operation | Block, combine: Callable[..., Linear | None]
    ) -> Linear | None:
        assert isinstance(op, Operation)
        parts = [self._linear(operand) for operand in op.operands]
        return None if any(part is None for part in parts) else combine(*parts)


def _sum(one: Linear, other: Linear) -> Linear:
    total = {term: Polynomial(factor) for term, factor in one.items()}
    for term, factor in other.items():
        total.setdefault(term, Polynomial()).update(factor)
    return total


def _times(linear: Linear, factor: Polynomial) -> Linear:
    return {term: _multiplied(one, factor) for term, one in linear.items()}


def _multiplied(one: Polynomial, other: Polynomial) -> Polynomial:
    total = Polynomial()
    for product, factor in one.items():
        for more, times in other.items():
            total[tuple(sorted((*product, *more), key=id))] += factor * times
    return total


def _difference(one: Linear, other: Linear) -> Linear:
    return _sum(one, _times(other, Polynomial({(): -1})))


def _product(one: Linear, other: Linear) -> Linear | None:
    for linear, factor in ((one, other), (other, one)):
        if set(factor) == {None}:
            return _times(linear, factor[None])
    return None


def _shifted(one: Linear, other: Linear) -> Linear | None:
    is_constant = set(other) == {None} and set(other[None]) <= {()}
    if not is_constant or not 0 <= (amount := other[None][()]) < 63:
        return None
    return _times(one, Polynomial({(): 1 << amount}))


def _same(one: Linear) -> Linear:
    return one


_COMBINATIONS: dict[type[Operation], Callable[..., Linear | None]] = {
    arith.AddiOp: _sum,
    arith.SubiOp: _difference,
    arith.MuliOp: _product,
    arith.ShLIOp: _shifted,
    arith.IndexCastOp: _same,
}
