"""Forward mode of ops with regions: the tangents of carried values go the same ways as the values.

::

    %r = my.loop (%x) { ^bb(%v): … my.yield %w }
    -->
    %r, %dr = my.loop (%x, %dx) { ^bb(%v, %dv): … my.yield %w, %dw }

For ops whose operands, block arguments, yielded values and results are lists that may grow at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.rules.context import TangentContext


def carried_positions(ctx: TangentContext, *values: Sequence[SSAValue]) -> list[int]:
    """The positions at which one of the values is carried."""
    return [
        position
        for position, group in enumerate(zip(*values, strict=True))
        if any(map(ctx.carries, group))
    ]


def add_tangent_arguments(
    block: Block, positions: Sequence[int], first: int, ctx: TangentContext
) -> None:
    """Append the tangents of some block arguments to the arguments of the block."""
    for position in positions:
        argument = block.args[first + position]
        tangent = block.insert_arg(ctx.tangent_type(argument.type), len(block.args))
        ctx.set_tangent(argument, tangent)


def yield_tangents(block: Block, positions: Sequence[int], first: int, ctx: TangentContext) -> None:
    """Walk a block, then append the tangents of some operands of its terminator to them."""
    ctx.walk(block)
    last = terminator(block)
    tangents = [ctx.tangent_or_zero(last.operands[first + position]) for position in positions]
    last.operands = [*last.operands, *tangents]


def with_tangents(
    op: Operation, operands: Sequence[SSAValue], positions: Sequence[int], ctx: TangentContext
) -> None:
    """Rebuild an op with further operands, and the tangents of some results as further results."""
    types = [result.type for result in op.results]
    tangent_types = [ctx.tangent_type(types[position]) for position in positions]
    new = type(op).create(
        operands=[*op.operands, *operands],
        result_types=[*types, *tangent_types],
        properties=op.properties.copy(),
        attributes=op.attributes.copy(),
        regions=[op.detach_region(region) for region in list(op.regions)],
        location=op.location,
    )
    ctx.replace(op, new)
    for position, tangent in zip(positions, new.results[len(types) :], strict=True):
        ctx.set_tangent(new.results[position], tangent)
