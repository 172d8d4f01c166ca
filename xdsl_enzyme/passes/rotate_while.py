"""Gives every `scf.while` the tail-controlled form of `docs/ir.md`: structured form -> structured form.

The after region of a general `scf.while` moves into the before region, behind its condition, and only yields its
arguments from then on::

    %r = scf.while (%i = %x) : (T) -> U {      %n, %r = scf.while (%i = %x) : (T) -> (T, U) {
      %v, %c = before(%i)                        %v, %c = before(%i)
      scf.condition(%c) %v : U                   %j = scf.if %c -> (T) {
    } do {                                         %k = after(%v)
    ^0(%a: U):                              ->     scf.yield %k : T
      %k = after(%a)                             } else { scf.yield %poison : T }
      scf.yield %k : T                           scf.condition(%c) %j, %v : T, U
    }                                          } do { ^0(%a: T, %b: U): scf.yield %a : T }

This is what `lift-cf-to-scf` makes of such a loop. Loops that have the form already stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.scf import ConditionOp, WhileOp, YieldOp
from xdsl.ir import Block, BlockArgument, Operation, Region, SSAValue
from xdsl.passes import ModulePass

from xdsl_enzyme.passes.structured_builder import StructuredBuilder, Value


@dataclass(frozen=True)
class RotateWhilePass(ModulePass):
    """Move what `scf.while` does after its condition to before it, behind an `scf.if`."""

    name = "enzyme-rotate-while"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        rotate_while(op)


def rotate_while(root: Operation) -> None:
    """Make every `scf.while` in `root` tail-controlled."""
    for op in list(root.walk(region_first=True)):
        if isinstance(op, WhileOp) and not is_tail_controlled(op):
            _rotate(op)


def is_tail_controlled(op: WhileOp) -> bool:
    """Whether the after region of `op` does nothing but yield its arguments."""
    after = op.after_region.block
    last = cast(Operation, after.last_op)
    return after.first_op is last and all(
        isinstance(value, BlockArgument) and value.block is after for value in last.operands
    )


def _rotate(op: WhileOp) -> None:
    block = op.parent_block()
    assert block is not None
    before, after = op.before_region.block, op.after_region.block
    condition, yielded = cast(ConditionOp, before.last_op), cast(YieldOp, after.last_op)
    continues, results = condition.condition, list(condition.args)
    condition.detach()
    condition.erase()
    for argument, result in zip(after.args, results, strict=True):
        argument.replace_all_uses_with(result)

    builder = StructuredBuilder()
    following = _move_behind(continues, builder, before, after, yielded)
    position = {value: i for i, value in enumerate(dict.fromkeys([*following, *results]))}
    block.insert_ops_before(builder.prologue, op)
    before.add_op(ConditionOp.create(operands=[continues, *position], location=condition.location))
    types = [value.type for value in position]
    passing_on = Block(arg_types=types)
    passing_on.add_op(
        YieldOp.create(
            operands=[passing_on.args[position[value]] for value in following],
            location=yielded.location,
        )
    )
    op.before_region.detach_block(before)
    rotated = WhileOp.create(
        operands=op.arguments,
        result_types=types,
        regions=[Region(before), Region(passing_on)],
        attributes=op.attributes,
        location=op.location,
    )
    block.insert_op_before(rotated, op)
    for old, value in zip(op.results, results, strict=True):
        old.replace_all_uses_with(rotated.results[position[value]])
    op.detach()
    op.erase()


def _move_behind(
    continues: SSAValue, builder: StructuredBuilder, before: Block, after: Block, end: YieldOp
) -> list[SSAValue]:
    """Move the ops of `after`, which ends in `end`, to the end of `before` if `continues`; return what they yield."""
    following: list[Value] = list(end.arguments)
    end.detach()
    end.erase()
    going_on = Block()
    for op in list(after.ops):
        op.detach()
        going_on.add_op(op)
    types = [argument.type for argument in before.args]
    names = [argument.name_hint for argument in before.args]
    values: list[list[Value]] = [following, [None] * len(following)]
    branches = [going_on, Block()]
    merged = builder.branch(before, continues, [1], branches, values, types, names, end.location)
    return [builder.materialise(v, type) for v, type in zip(merged, types, strict=True)]
