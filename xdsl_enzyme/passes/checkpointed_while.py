"""A while loop that is reversed with checkpoints is run twice: to count its iterations, and as a counted loop.

On structured form, in a function that is about to be reversed::

    %r, %n = scf.while (%a = %x, …) { … scf.condition(%c) %b, %next } do { ^(%b, %k): scf.yield %b, %k }
    -->
    %v, %r = scf.for %k = 0 to %0 iter_args(%a = %x, %_ = %poison) { … scf.yield %b, … }

How often the new loop runs is not known before; the function that counts is made of a copy of the old one.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.dialects import func, scf, ub
from xdsl.dialects.builtin import IntegerAttr, i64
from xdsl.ir import Block, BlockArgument, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import is_inside, terminator, walk_regions
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.loop_emitter import Values, private_function
from xdsl_enzyme.rules.scf import COUNTED


@dataclass(frozen=True)
class CountedForm:
    """What has become of a while loop."""

    loop: scf.ForOp
    """Its iterations. The upper bound means nothing."""
    original: scf.WhileOp
    """A copy of it, in no block."""


def counted_form(op: scf.WhileOp) -> CountedForm:
    """Replace a tail-controlled while loop, whose iterations are counted, by a loop of unknown bound."""
    original = op.clone()
    before, after = op.before_region.block, op.after_region.block
    handed_on = list(terminator(before).operands[1:])
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
    bounds = [emit.constant(number) for number in (0, 0, 1)]
    last = terminator(before)
    last.detach()
    last.erase()
    before.insert_arg(i64, 0)
    before.add_op(scf.YieldOp(*following))
    body = Region()
    op.before_region.move_blocks(body)
    loop = scf.ForOp(*bounds, initial, body)
    emit.insert(loop)
    for index, result in enumerate(op.results):
        replacement = loop.results[results[index]]
        replacement.name_hint = result.name_hint
        result.replace_all_uses_with(replacement)
    op.detach()
    op.erase()
    return CountedForm(loop, original)


def counting_function(name: str, form: CountedForm, initial: Values, captured: Values) -> func.FuncOp:
    """The function that says how often the loop runs, from what it carries at first and what it captures."""
    original = form.original
    count = original.attributes[COUNTED]
    assert isinstance(count, IntegerAttr)

    def body(emit: Emitter, arguments: Values) -> Values:
        emit.location = original.location
        inside = dict(zip(captured, arguments[len(initial) :], strict=True))
        for op in [one for one in walk_regions(original) if one is not original]:
            for index, operand in enumerate(op.operands):
                if not _is_in(operand, original):
                    op.operands[index] = _seen(operand, inside, emit)
        original.operands = arguments[: len(original.operands)]
        emit.insert(original)
        return [original.results[count.value.data]]

    return private_function(name, [one.type for one in (*initial, *captured)], body)


def _seen(value: SSAValue, inside: dict[SSAValue, SSAValue], emit: Emitter) -> SSAValue:
    """A value from outside as an argument, or a constant made anew."""
    if value not in inside:
        assert isinstance(value.owner, Operation)
        inside[value] = emit.value_of(value.owner.clone())
    return inside[value]


def _is_in(value: SSAValue, op: Operation) -> bool:
    block = value.owner if isinstance(value.owner, Block) else value.owner.parent_block()
    return block is not None and any(is_inside(block, region) for region in op.regions)
