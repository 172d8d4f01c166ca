"""Calls of functions without derivative that write to active memory: what was there before no longer matters.

::

    call @fread(%p, %size, %count, %file)  -->  both modes: memset(shadow(p), 0, %size * %count)

Where the number of bytes can't be told from the arguments, the call is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import called_name
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm import set_bytes_to_zero
from xdsl_enzyme.rules.registry import inactive_call_rule
from xdsl_enzyme.rules.scf import integer


@dataclass(frozen=True)
class _Destination:
    """Where a function writes, and the arguments whose product is the number of bytes."""

    pointer: int
    factors: tuple[int, ...]


_DESTINATIONS: Mapping[str, _Destination] = {
    "fread": _Destination(0, (1, 2)),
    "fread_unlocked": _Destination(0, (1, 2)),
    "read": _Destination(1, (2,)),
    "pread": _Destination(1, (2,)),
}


class _InactiveCallRule:
    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        destination = _destination_of(op)
        pointer = op.operands[destination.pointer]
        if ctx.carries_floats_at(pointer):
            shadow = ctx.tangent_or_zero(pointer)
            size = _size(op, destination, ctx.builder, lambda value: value, ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, size)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        destination = _destination_of(op)
        pointer = op.operands[destination.pointer]
        if ctx.is_shadowed(pointer):
            shadow = ctx.shadow(pointer)
            size = _size(op, destination, ctx.builder, ctx.primal, ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, size)


def _destination_of(op: Operation) -> _Destination:
    name = called_name(op)
    assert name is not None
    if (destination := _DESTINATIONS.get(name)) is not None:
        return destination
    raise DifferentiationError(
        f"'{name}' writes to memory that derivatives go through, or returns a pointer into it",
        where=op,
        why="what it writes has derivative zero, but how many bytes that are can't be told from its arguments",
        hint="let it write to memory of its own, and copy from there",
    )


def _size(
    op: Operation,
    destination: _Destination,
    builder: Builder,
    value: Callable[[SSAValue], SSAValue],
    width: int,
) -> SSAValue:
    first, *others = (value(op.operands[factor]) for factor in destination.factors)
    product = first
    if width > 1:
        others.append(integer(builder, width, first.type))
    for factor in others:
        product = builder.insert(arith.MuliOp(product, factor)).result
    return product


inactive_call_rule(_InactiveCallRule())
