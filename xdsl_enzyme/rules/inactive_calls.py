"""Calls of functions without derivative that have to do with active memory.

What they write there has derivative zero; where the number of bytes can't be told from the arguments, the call is refused. A pointer that they return
leads into an argument's memory, and its shadow as far into that of the argument::

    call @fread(%p, %size, %count, %file)      both modes: memset(shadow(p), 0, %size * %count)
    %n = call @snprintf(%p, %size, …)          both modes: memset(shadow(p), 0, min(%n + 1, %size))
    %q = call @__dynamic_cast(%p, …)           shadow(q) = shadow(p) + (q - p), or null if %q is
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm
from xdsl.dialects.builtin import i8, i64
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.call_effects import called_name, external_use
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.llvm_pointers import set_bytes_to_zero
from xdsl_enzyme.rules.registry import inactive_call_rule
from xdsl_enzyme.rules.scf import integer


@dataclass(frozen=True)
class _Destination:
    """
    Where a function writes, and the arguments whose product is the number of bytes; for text, this is the most, and the function returns how long
    it is.
    """

    pointer: int
    factors: tuple[int, ...]
    is_text: bool = False


_DESTINATIONS: Mapping[str, _Destination] = {
    "fread": _Destination(0, (1, 2)),
    "fread_unlocked": _Destination(0, (1, 2)),
    "read": _Destination(1, (2,)),
    "pread": _Destination(1, (2,)),
    **dict.fromkeys(
        ("snprintf", "vsnprintf", "__snprintf_chk", "__vsnprintf_chk"),
        _Destination(0, (1,), is_text=True),
    ),
    **dict.fromkeys(
        ("sprintf", "vsprintf", "__sprintf_chk", "__vsprintf_chk"),
        _Destination(0, (), is_text=True),
    ),
}


class _InactiveCallRule:
    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        if op.results and ctx.carries(op.results[0]):
            ctx.set_tangent(op.results[0], _shadow_of_result(op, ctx))
        if not _overwrites_data(op, ctx.carries):
            return
        destination = _destination_of(op)
        pointer = op.operands[destination.pointer]
        if ctx.carries_floats_at(pointer):
            shadow = ctx.tangent_or_zero(pointer)
            size = _size(op, destination, ctx.builder, lambda value: value, ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, size)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        if not _overwrites_data(op, ctx.is_shadowed):
            return
        destination = _destination_of(op)
        pointer = op.operands[destination.pointer]
        if ctx.is_shadowed(pointer):
            shadow = ctx.shadow(pointer)
            size = _size(op, destination, ctx.builder, ctx.primal, ctx.width)
            set_bytes_to_zero(ctx.builder, shadow, size)


def _overwrites_data(op: Operation, is_shadowed: Callable[[SSAValue], bool]) -> bool:
    use = external_use(op)
    return use is None or any(
        use.overwrites_data(index) and is_shadowed(argument)
        for index, argument in enumerate(op.operands)
    )


def _shadow_of_result(op: Operation, ctx: TangentContext) -> SSAValue:
    """The shadow of a pointer into the memory of an argument. New memory, in which are only numbers (`activity`), is its own."""
    use, builder = external_use(op), ctx.builder
    if use is not None and not use.returned:
        return op.results[0]
    origins = [op.operands[index] for index in sorted(use.returned)] if use is not None else []
    if len(origins) != 1:
        raise DifferentiationError(
            f"'{called_name(op)}' returns a pointer to active memory",
            where=op,
            why="which memory that is can't be told from its arguments",
        )
    [origin], result = origins, op.results[0]
    there, here = (
        builder.insert(llvm.PtrToIntOp(pointer, i64)).output for pointer in (result, origin)
    )
    distance = builder.insert(arith.SubiOp(there, here)).result
    if ctx.width > 1:
        distance = builder.insert(arith.MuliOp(distance, integer(builder, ctx.width, i64))).result
    shadow = ctx.tangent_or_zero(origin)
    moved = builder.insert(llvm.GEPOp(shadow, [llvm.GEP_USE_SSA_VAL], i8, [distance])).result
    null = builder.insert(llvm.ZeroOp.create(result_types=[llvm.LLVMPointerType()])).res
    is_null = builder.insert(llvm_extra.PointerCompareOp(0, result, null)).result
    return builder.insert(arith.SelectOp(is_null, null, moved)).result


def _destination_of(op: Operation) -> _Destination:
    name = called_name(op)
    assert name is not None
    if (destination := _DESTINATIONS.get(name)) is not None:
        return destination
    raise DifferentiationError(
        f"'{name}' writes to memory that derivatives go through",
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
    factors = [value(op.operands[factor]) for factor in destination.factors]
    if destination.is_text:
        factors = [_length(value(op.results[0]), factors, builder)]
    product, *others = factors
    if width > 1:
        others.append(integer(builder, width, product.type))
    for factor in others:
        product = builder.insert(arith.MuliOp(product, factor)).result
    return product


def _length(returned: SSAValue, most: Sequence[SSAValue], builder: Builder) -> SSAValue:
    """The bytes of a text with the zero behind it; none if it could not be written, which is returned as -1."""
    length = builder.insert(arith.ExtSIOp(returned, i64)).result
    length = builder.insert(arith.AddiOp(length, integer(builder, 1, i64))).result
    for one in most:
        length = builder.insert(arith.MinUIOp(length, one)).result
    return length


inactive_call_rule(_InactiveCallRule())
