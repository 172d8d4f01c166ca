"""Which reversed loops do nothing if the adjoints that enter them are zero?

On structured form after `enzyme-lower-cache`. Where a branch was not taken, adjoints are zero::

    %a = arith.select %taken, %adjoint, %zero
    scf.for %k … iter_args(%b = %a, %s = %sum) {
      %t = mulf %b, %v                                if %a is zero, so is %t,
      %d = load %dx[%k]; store %d + %t, %dx[%k]       the store changes nothing,
      scf.yield %b, %s + %t }                         and %sum comes out as it went in

A zero times anything is taken for zero, as in all products with the adjoint of a branch that was not taken. The carried values that stay zero are a
greatest solution, by iteration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from xdsl.dialects import arith, llvm, math, memref, scf
from xdsl.dialects.builtin import FloatAttr
from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.overwrites import is_plain_load
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.value_flow import is_inside, terminator, walk_regions
from xdsl_enzyme.dialects.tangent_types import FLOAT_TYPES


def zeros_that_idle(loop: scf.ForOp) -> Sequence[SSAValue]:
    """
    Floats from outside of a loop, each of which is zero if a branch was not taken. If all of them are, the loop changes no memory and results in its
    initial values. Empty if that cannot be told.
    """
    candidates = list(dict.fromkeys(filter(_may_be_zero, _values_from_outside(loop))))
    if not candidates or not all(map(_is_understood, walk_regions(loop))):
        return ()
    carried = {argument for one in _loops(loop) for argument in one.body.block.args[1:]}
    while True:
        facts = _Facts(set(candidates) | carried)
        facts.visit_loop(loop)
        kept = carried - facts.refuted
        if kept == carried:
            break
        carried = kept
    stays = all(
        facts.origin(one) is start for one, start in zip(loop.results, loop.iter_args, strict=True)
    )
    return candidates if stays and facts.writes_back else ()


def _values_from_outside(loop: scf.ForOp) -> Iterator[SSAValue]:
    for op in walk_regions(loop):
        for operand in op.operands:
            block = (
                operand.owner if isinstance(operand.owner, Block) else operand.owner.parent_block()
            )
            if isinstance(operand.type, FLOAT_TYPES) and (
                block is None or not is_inside(block, loop.body)
            ):
                yield operand


def _may_be_zero(value: SSAValue) -> bool:
    """Whether it is chosen between something and zero."""
    op = value.owner
    if isinstance(op, arith.SelectOp):
        return _is_zero(op.lhs) != _is_zero(op.rhs)
    if isinstance(op, scf.IfOp) and all(region.blocks for region in op.regions):
        index = op.results.index(value)
        zeros = [_is_zero(terminator(one.block).operands[index]) for one in op.regions]
        return zeros[0] != zeros[1]
    return False


def _is_zero(value: SSAValue) -> bool:
    op = value.owner
    return (
        isinstance(op, arith.ConstantOp)
        and isinstance(op.value, FloatAttr)
        and op.value.value.data == 0.0
    )


def _loops(loop: scf.ForOp) -> Iterator[scf.ForOp]:
    return (op for op in walk_regions(loop) if isinstance(op, scf.ForOp))


def _is_understood(op: Operation) -> bool:
    """Whether the facts below cover all that `op` does."""
    return (
        isinstance(op, scf.ForOp | scf.IfOp | scf.YieldOp)
        or _is_plain_store(op)
        or is_plain_load(op)
        or is_repeatable(op)
    )


def _is_plain_store(op: Operation) -> bool:
    if isinstance(op, llvm.StoreOp):
        ordering = op.ordering
        return (ordering is None or ordering.value.data == 0) and op.volatile_ is None
    return isinstance(op, memref.StoreOp)


@dataclass
class _Facts:
    """What is known of the values in a loop if some are zero."""

    zeros: set[SSAValue]
    origins: dict[SSAValue, SSAValue] = field(default_factory=lambda: {})
    """Sums with zeros are what they are added to."""
    refuted: set[SSAValue] = field(default_factory=lambda: set())
    """Carried values that do not stay zero."""
    writes_back: bool = True
    """Whether all stores write what is there."""
    _loads: set[Operation] = field(default_factory=lambda: set())
    """Those in the loop: of what has been read before, there may be something else by now."""

    def is_zero(self, value: SSAValue) -> bool:
        return value in self.zeros or _is_zero(value)

    def origin(self, value: SSAValue) -> SSAValue:
        """A value that is the same."""
        return self.origins.get(value, value)

    def visit_loop(self, loop: scf.ForOp) -> None:
        """Go through a loop, which may run any number of times."""
        body = loop.body.block
        self._visit_block(body)
        for start, argument, end, result in zip(
            loop.iter_args,
            body.args[1:],
            terminator(body).operands,
            loop.results,
            strict=True,
        ):
            if self.is_zero(start) and self.is_zero(end):
                self.zeros.add(result)
                self.origins[result] = self.origin(start)
                continue
            self.refuted.add(argument)
            if self.origin(end) is argument:
                self.origins[result] = self.origin(start)

    def _visit_block(self, block: Block) -> None:
        for op in block.ops:
            if isinstance(op, scf.ForOp):
                self.visit_loop(op)
            elif isinstance(op, scf.IfOp):
                self._visit_branch(op)
            elif isinstance(op, llvm.StoreOp | memref.StoreOp):
                self.writes_back &= self._writes_back(op)
            elif isinstance(op, llvm.LoadOp | memref.LoadOp):
                self._loads.add(op)
            elif (rule := _RULES.get(type(op))) is not None:
                rule(self, op)

    def _visit_branch(self, op: scf.IfOp) -> None:
        regions = [region for region in op.regions if region.blocks]
        for region in regions:
            self._visit_block(region.block)
        if not op.results:
            return
        for result, one, other in zip(
            op.results, *(terminator(region.block).operands for region in regions), strict=True
        ):
            self.choose(result, one, other)

    def choose(self, result: SSAValue, one: SSAValue, other: SSAValue) -> None:
        """`result` is one of two values."""
        if self.is_zero(one) and self.is_zero(other):
            self.zeros.add(result)
        if self.origin(one) is self.origin(other):
            self.origins[result] = self.origin(one)

    def _writes_back(self, op: llvm.StoreOp | memref.StoreOp) -> bool:
        """
        Whether a store writes what has been loaded from the same place. If all of them do, the memory is still what it was.
        """
        load = self.origin(op.value).owner
        if not isinstance(load, Operation) or load not in self._loads:
            return False
        return list(load.operands) == list(op.operands[1:])


def _product(facts: _Facts, op: Operation) -> None:
    if any(map(facts.is_zero, op.operands)):
        facts.zeros.add(op.results[0])


def _quotient(facts: _Facts, op: Operation) -> None:
    if facts.is_zero(op.operands[0]):
        facts.zeros.add(op.results[0])


def _sum(facts: _Facts, op: Operation) -> None:
    first, second = op.operands
    if facts.is_zero(second):
        facts.origins[op.results[0]] = facts.origin(first)
        if facts.is_zero(first):
            facts.zeros.add(op.results[0])
    elif facts.is_zero(first) and isinstance(op, arith.AddfOp):
        facts.origins[op.results[0]] = facts.origin(second)


def _product_and_sum(facts: _Facts, op: Operation) -> None:
    first, second, added = op.operands
    if facts.is_zero(first) or facts.is_zero(second):
        facts.origins[op.results[0]] = facts.origin(added)
        if facts.is_zero(added):
            facts.zeros.add(op.results[0])


def _select(facts: _Facts, op: Operation) -> None:
    facts.choose(op.results[0], *op.operands[1:])


_RULES: dict[type[Operation], Callable[[_Facts, Operation], None]] = {
    arith.AddfOp: _sum,
    arith.SubfOp: _sum,
    arith.MulfOp: _product,
    arith.DivfOp: _quotient,
    arith.NegfOp: _quotient,
    arith.ExtFOp: _quotient,
    arith.TruncFOp: _quotient,
    arith.SelectOp: _select,
    math.FmaOp: _product_and_sum,
}
"""What ops make of zeros. Of others, nothing is known."""
