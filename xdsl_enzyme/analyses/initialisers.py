"""Which addresses the initialiser of a global holds, and where.

::

    @table = constant { i64, [2 x ptr] } { i64 0, [2 x ptr] [ptr @f, ptr getelementptr (i8, ptr @g, i64 8)] }
    -->  Address(at=8, symbol="f", distance=0), Address(at=16, symbol="g", distance=8)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from xdsl.dialects import llvm
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.gep_offsets import gep_offset
from xdsl_enzyme.analyses.layout import member_offset
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, HERE, Offset


@dataclass(frozen=True)
class Address:
    """The address of a symbol, or of something near it."""

    at: Offset
    """Where in the global."""
    symbol: str
    distance: Offset = HERE
    """How far from the symbol."""


def has_initialiser(variable: llvm.GlobalOp) -> bool:
    """Whether it is defined here, not only declared."""
    return variable.value is not None or bool(variable.body.blocks)


def addresses_in(variable: llvm.GlobalOp) -> Sequence[Address]:
    """The addresses that a global holds when the program starts."""
    if not variable.body.blocks:
        return ()
    found: dict[SSAValue, Sequence[Address]] = {}
    for op in variable.body.block.ops:
        if isinstance(op, llvm.ReturnOp):
            return found.get(op.operands[0], ())
        handler = _HANDLERS.get(type(op), _unknown)
        for result in op.results:
            found[result] = handler(op, [found.get(operand, ()) for operand in op.operands])
    return ()


def _address(op: llvm.AddressOfOp, operands: Sequence[Sequence[Address]]) -> Sequence[Address]:
    return [Address(HERE, op.global_name.root_reference.data)]


def _moved(op: llvm.GEPOp, operands: Sequence[Sequence[Address]]) -> Sequence[Address]:
    by = gep_offset(op)
    return [replace(one, distance=one.distance.plus(by)) for one in operands[0]]


def _inserted(op: llvm.InsertValueOp, operands: Sequence[Sequence[Address]]) -> Sequence[Address]:
    by = Offset(member_offset(op.container.type, op.position.get_values()))
    whole, part = operands
    return [*whole, *(replace(one, at=one.at.plus(by)) for one in part)]


def _unknown(op: Operation, operands: Sequence[Sequence[Address]]) -> Sequence[Address]:
    """What is computed from an address, such as the distance to another one, is near it."""
    return [replace(one, distance=ANYWHERE) for addresses in operands for one in addresses]


_HANDLERS: dict[type[Operation], Callable[..., Sequence[Address]]] = {
    llvm.AddressOfOp: _address,
    llvm.GEPOp: _moved,
    llvm.InsertValueOp: _inserted,
}
