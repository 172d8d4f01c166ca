"""What is known of the values in a block of a reverse sweep if some adjoints are zero, and some conditions are decided.

On structured form, from `enzyme-cache` on. Where a branch was not taken, adjoints are zero::

    %a = arith.select %taken, %adjoint, %zero         if %taken is false,
    scf.for %k … iter_args(%b = %a, %s = %sum) {      %a and %b are zero,
      %t = mulf %b, %v                                so is %t,
      %d = load %dx[%k]; store %d + %t, %dx[%k]       the store changes nothing,
      scf.yield %b, %s + %t }                         and %sum comes out as it went in

A zero times anything is taken for zero, as in all products with the adjoint of a branch that was not taken. The values carried by inner loops that
stay zero are a greatest solution, by iteration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xdsl.dialects import arith, llvm, math, memref, scf
from xdsl.dialects.builtin import FloatAttr
from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.overwrites import is_plain_load
from xdsl_enzyme.analyses.recomputation import is_repeatable
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions


def is_number(value: SSAValue, number: float) -> bool:
    """Whether `value` is a constant that equals `number`."""
    op = value.owner
    return (
        isinstance(op, arith.ConstantOp)
        and isinstance(op.value, FloatAttr)
        and op.value.value.data == number
    )


def is_zero(value: SSAValue) -> bool:
    """Whether `value` is the constant zero."""
    return is_number(value, 0.0)


def is_understood(op: Operation) -> bool:
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


def facts_about_loop(loop: scf.ForOp, zeros: Iterable[SSAValue]) -> ZeroFacts:
    """What is known of a loop, which may run any number of times, if some values from outside are zero."""
    return _greatest(lambda facts: facts.visit_loop(loop), _loops(loop), zeros, {})


def facts_about_iteration(
    loop: scf.ForOp, zeros: Iterable[SSAValue], decided: Mapping[SSAValue, bool]
) -> ZeroFacts:
    """What is known of one iteration if some values that enter it are zero, and some conditions hold or do not."""
    body = loop.body.block
    inner = (one for one in _loops(loop) if one is not loop)
    return _greatest(lambda facts: facts.visit_block(body), inner, zeros, decided)


def _loops(loop: scf.ForOp) -> Iterator[scf.ForOp]:
    return (op for op in walk_regions(loop) if isinstance(op, scf.ForOp))


def _greatest(
    visit: Callable[[ZeroFacts], None],
    loops: Iterable[scf.ForOp],
    zeros: Iterable[SSAValue],
    decided: Mapping[SSAValue, bool],
) -> ZeroFacts:
    known = set(zeros)
    carried = {argument for loop in loops for argument in loop.body.block.args[1:]}
    while True:
        facts = ZeroFacts(known | carried, decided)
        visit(facts)
        kept = carried - facts.refuted
        if kept == carried:
            return facts
        carried = kept


@dataclass
class ZeroFacts:
    """What is known of the values in a loop if some are zero."""

    zeros: set[SSAValue]
    decided: Mapping[SSAValue, bool]
    """Conditions that are known to hold, or not to."""
    origins: dict[SSAValue, SSAValue] = field(default_factory=lambda: {})
    """Sums with zeros are what they are added to."""
    refuted: set[SSAValue] = field(default_factory=lambda: set())
    """Carried values that do not stay zero."""
    writes_back: bool = True
    """Whether all stores write what is there."""
    _loads: set[Operation] = field(default_factory=lambda: set())
    """Those in the loop: of what has been read before, there may be something else by now."""

    def is_zero(self, value: SSAValue) -> bool:
        return value in self.zeros or is_zero(self.origin(value))

    def origin(self, value: SSAValue) -> SSAValue:
        """A value that is the same."""
        return self.origins.get(value, value)

    def visit_loop(self, loop: scf.ForOp) -> None:
        """Go through a loop, which may run any number of times."""
        body = loop.body.block
        self.visit_block(body)
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

    def visit_block(self, block: Block) -> None:
        for op in block.ops:
            if isinstance(op, scf.ForOp):
                self.visit_loop(op)
            elif isinstance(op, scf.IfOp):
                self.visit_branch(op)
            elif isinstance(op, llvm.StoreOp | memref.StoreOp):
                self.writes_back &= self._writes_back(op)
            elif isinstance(op, llvm.LoadOp | memref.LoadOp):
                self._loads.add(op)
            elif (rule := _RULES.get(type(op))) is not None:
                rule(self, op)

    def visit_branch(self, op: scf.IfOp) -> None:
        regions = [region for region in op.regions if region.blocks]
        if (taken := self.decided.get(op.cond)) is not None:
            # A branch that is missing does nothing.
            regions = regions[:1] if taken else regions[1:]
        for region in regions:
            self.visit_block(region.block)
        for result, *values in zip(
            op.results, *(terminator(region.block).operands for region in regions), strict=False
        ):
            self.choose(result, values)

    def choose(self, result: SSAValue, values: Sequence[SSAValue]) -> None:
        """`result` is one of some values."""
        if all(map(self.is_zero, values)):
            self.zeros.add(result)
        origins = {self.origin(value) for value in values}
        if len(origins) == 1:
            self.origins[result] = origins.pop()

    def _writes_back(self, op: llvm.StoreOp | memref.StoreOp) -> bool:
        """
        Whether a store writes what has been loaded from the same place. If all of them do, the memory is still what it was.
        """
        load = self.origin(op.value).owner
        if not isinstance(load, Operation) or load not in self._loads:
            return False
        return list(load.operands) == list(op.operands[1:])


def _product(facts: ZeroFacts, op: Operation) -> None:
    first, second = op.operands
    if facts.is_zero(first) or facts.is_zero(second):
        facts.zeros.add(op.results[0])
    for one, other in ((first, second), (second, first)):
        if is_number(facts.origin(other), 1.0):
            facts.origins[op.results[0]] = facts.origin(one)


def _quotient(facts: ZeroFacts, op: Operation) -> None:
    if facts.is_zero(op.operands[0]):
        facts.zeros.add(op.results[0])


def _sum(facts: ZeroFacts, op: Operation) -> None:
    first, second = op.operands
    if facts.is_zero(second):
        facts.origins[op.results[0]] = facts.origin(first)
        if facts.is_zero(first):
            facts.zeros.add(op.results[0])
    elif facts.is_zero(first) and isinstance(op, arith.AddfOp):
        facts.origins[op.results[0]] = facts.origin(second)


def _product_and_sum(facts: ZeroFacts, op: Operation) -> None:
    first, second, added = op.operands
    if facts.is_zero(first) or facts.is_zero(second):
        facts.origins[op.results[0]] = facts.origin(added)
        if facts.is_zero(added):
            facts.zeros.add(op.results[0])


def _select(facts: ZeroFacts, op: Operation) -> None:
    condition, *values = op.operands
    chosen = facts.decided.get(condition)
    facts.choose(op.results[0], values if chosen is None else [values[0 if chosen else 1]])


_RULES: dict[type[Operation], Callable[[ZeroFacts, Operation], None]] = {
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
