"""Of which iterations of a reversed loop does only the first that was chosen do anything?

On structured form after `enzyme-cache`. The adjoint of the smallest of some values goes to one of them, and to no other::

    scf.for %k … iter_args(%a = %seed) {
      %c = enzyme.pop …                          was this one smaller than all before it?
      %b = arith.select %c, %a, %zero            no: %b is zero, the iteration adds nothing, and hands %a on: it idles
      … %dx[…] += %b * … …
      %d = arith.select %c, %zero, %a            yes: it takes all there is, and the iterations that follow idle, too
      scf.yield %d }
    -->  Split(%c, TAKES, IDLES)

An iteration may also do neither, as where two values are equal and share the adjoint: it is `OTHER`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product

from xdsl.dialects import arith, scf
from xdsl.ir import BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.analyses.zero_adjoints import ZeroFacts, facts_about_iteration, is_understood
from xdsl_enzyme.dialects.enzyme import PopOp
from xdsl_enzyme.dialects.tangent_types import FLOAT_TYPES

MOST = 4
"""Conditions that are told apart."""


class Kind(Enum):
    """What an iteration of a reversed loop does with the adjoints that enter it."""

    IDLES = auto()
    TAKES = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Split:
    """It depends on a condition, a value in the body of the loop, which kind of iteration that is."""

    condition: SSAValue
    if_true: Choice
    if_false: Choice


Choice = Kind | Split


def iteration_choice(loop: scf.ForOp) -> Split | None:
    """Which iterations of a reversed loop idle, and after which all others do. None if there are not both kinds."""
    body = loop.body.block
    if not all(isinstance(op, PopOp) or is_understood(op) for op in walk_regions(loop)):
        return None
    conditions = list(dict.fromkeys(_conditions(loop)))
    adjoints = [one for one in body.args[1:] if isinstance(one.type, FLOAT_TYPES)]
    if not 0 < len(conditions) <= MOST or not adjoints:
        return None
    cases = [
        dict(zip(conditions, values, strict=True))
        for values in product((True, False), repeat=len(conditions))
    ]
    taken = _taken_adjoints(loop, adjoints, cases)
    # Once they are taken, nothing happens any more, whatever the conditions are.
    if not taken or not _is_idle(facts_about_iteration(loop, taken, {}), loop):
        return None
    choice = _Kinds(loop, taken).split({}, conditions)
    return (
        choice if isinstance(choice, Split) and {Kind.IDLES, Kind.TAKES} <= kinds(choice) else None
    )


def kinds(choice: Choice) -> set[Kind]:
    """The kinds of iterations that there may be."""
    if isinstance(choice, Kind):
        return {choice}
    return kinds(choice.if_true) | kinds(choice.if_false)


def decided_conditions(choice: Choice, kind: Kind) -> dict[SSAValue, bool] | None:
    """The conditions that have the same value in all iterations of a kind; None if there are no such iterations."""
    if isinstance(choice, Kind):
        return {} if choice is kind else None
    found: dict[SSAValue, bool] | None = None
    for value, inner in ((True, choice.if_true), (False, choice.if_false)):
        conditions = decided_conditions(inner, kind)
        if conditions is not None:
            conditions[choice.condition] = value
            found = conditions if found is None else dict(found.items() & conditions.items())
    return found


def _conditions(loop: scf.ForOp) -> Iterator[SSAValue]:
    """
    What is chosen by in the body of the loop, and computed or popped there. What is chosen last comes first: it may say more than what it chooses from.
    """
    for op in reversed(list(loop.body.block.ops)):
        if isinstance(op, arith.SelectOp | scf.IfOp):
            condition = op.operands[0]
            if isinstance(condition.owner, Operation) and condition.owner.parent is op.parent:
                yield condition


def _taken_adjoints(
    loop: scf.ForOp, adjoints: Sequence[BlockArgument], cases: Sequence[Mapping[SSAValue, bool]]
) -> set[SSAValue]:
    """The adjoints of which some iterations leave nothing."""
    found: set[SSAValue] = set()
    ends = terminator(loop.body.block).operands
    for case in cases:
        facts = facts_about_iteration(loop, (), case)
        found |= {one for one in adjoints if facts.is_zero(ends[one.index - 1])}
    return found


def _is_idle(facts: ZeroFacts, loop: scf.ForOp) -> bool:
    """Whether an iteration changes no memory, and hands on what it got."""
    body = loop.body.block
    return facts.writes_back and all(
        facts.origin(end) is argument or (facts.is_zero(end) and argument in facts.zeros)
        for argument, end in zip(body.args[1:], terminator(body).operands, strict=True)
    )


@dataclass
class _Kinds:
    """Tells the kinds of iterations apart, by as few conditions as possible."""

    loop: scf.ForOp
    taken: set[SSAValue]

    def split(self, decided: Mapping[SSAValue, bool], conditions: Sequence[SSAValue]) -> Choice:
        facts = facts_about_iteration(self.loop, (), decided)
        if _is_idle(facts, self.loop):
            return Kind.IDLES
        body = self.loop.body.block
        ends = terminator(body).operands
        if all(
            facts.is_zero(end)
            for argument, end in zip(body.args[1:], ends, strict=True)
            if argument in self.taken
        ):
            return Kind.TAKES
        if not conditions:
            return Kind.OTHER
        first, *others = conditions
        if_true, if_false = (self.split({**decided, first: one}, others) for one in (True, False))
        return if_true if if_true == if_false else Split(first, if_true, if_false)
