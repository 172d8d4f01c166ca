"""A while loop that is reversed with checkpoints, in the form of a counted one.

On structured form, in a function that is about to be reversed::

    %r = scf.while (%a = %x) { … scf.condition(%c) %b, %d } do { ^(%v, %w): scf.yield %v }
    -->
    %v, %r = scf.for %k = 0 to 0 iter_args(%a = %x, %_ = %poison) { … scf.yield %b, %d }

How often it runs is not known: the bound means nothing, and the condition is still in the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xdsl.dialects import scf, ub
from xdsl.dialects.builtin import i64
from xdsl.ir import Attribute, BlockArgument, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.passes.cache_memory import Emitter


@dataclass(frozen=True)
class CountedForm:
    """What has become of a while loop."""

    loop: scf.ForOp
    condition: SSAValue
    """In its body: whether it goes on."""
    attributes: Mapping[str, Attribute]
    """Of the while loop."""


def counted_form(op: scf.WhileOp) -> CountedForm:
    """Replace a tail-controlled while loop."""
    before, after = op.before_region.block, op.after_region.block
    last = terminator(before)
    condition, *handed_on = last.operands
    following: list[SSAValue] = []
    results: dict[int, int] = {}
    """Which carried value each result is, once an iteration has run; one has, always."""
    for position, value in enumerate(terminator(after).operands):
        if isinstance(value, BlockArgument) and value.block is after:
            results.setdefault(value.index, position)
            value = handed_on[value.index]
        following.append(value)
    emit = Emitter(InsertPoint.before(op), op.location)
    initial = list(op.arguments)
    for index, value in enumerate(handed_on):
        if index not in results:
            results[index] = len(following)
            following.append(value)
            initial.append(emit.value_of(ub.PoisonOp(value.type)))
            before.insert_arg(value.type, len(before.args))
    lower, upper, step = (emit.constant(number) for number in (0, 0, 1))
    last.detach()
    last.erase()
    before.insert_arg(i64, 0)
    before.add_op(scf.YieldOp(*following))
    body = Region()
    op.before_region.move_blocks(body)
    loop = scf.ForOp(lower, upper, step, initial, body)
    emit.insert(loop)
    for index, result in enumerate(op.results):
        replacement = loop.results[results[index]]
        replacement.name_hint = result.name_hint
        result.replace_all_uses_with(replacement)
    op.detach()
    op.erase()
    return CountedForm(loop, condition, op.attributes)
