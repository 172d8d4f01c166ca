"""Atomic updates of memory, fences and barriers, as one thread sees them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from xdsl.dialects import llvm
from xdsl.ir import Attribute

from tests.oracle.access import access
from tests.oracle.dual import Dual, differentiable
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width
from tests.oracle.primitives import PRIMITIVES
from tests.oracle.scalar_ops import rounding
from tests.oracle.tables import Evaluate, on_values
from tests.oracle.values import Value, signed
from xdsl_enzyme.dialects import llvm_extra

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

_FLOATS = {"fadd": "add", "fsub": "sub", "fmax": "fmax", "fmin": "fmin"}
_FLOATS |= {"fmaximum": "maximum", "fminimum": "minimum"}
_INTEGERS: dict[str, Callable[[int, int], int]] = {
    "add": operator.add,
    "sub": operator.sub,
    "and": operator.and_,
    "nand": lambda old, new: ~(old & new),
    "or": operator.or_,
    "xor": operator.xor,
    "umax": max,
    "umin": min,
}
_SIGNED: dict[str, Callable[[int, int], int]] = {"max": max, "min": min}


def _combination(kind: str, type: Attribute) -> Callable[..., Value]:
    if kind == "xchg":
        return lambda old, new: new
    if kind in _FLOATS:
        return differentiable(PRIMITIVES[_FLOATS[kind]], rounding(type))
    width = bit_width(type)
    mask = (1 << width) - 1
    if kind in _SIGNED:
        choose = _SIGNED[kind]
        return lambda old, new: choose(signed(old, width), signed(new, width)) & mask
    if kind in _INTEGERS:
        combine = _INTEGERS[kind]
        return lambda old, new: combine(old, new) & mask
    raise OracleError(f"the oracle does not know atomic updates of kind '{kind}'")


@on_values(llvm_extra.AtomicRMWOp)
def _update(op: llvm_extra.AtomicRMWOp, machine: Machine) -> Evaluate:
    read, write = access(op.value.type)
    combine = _combination(op.kind.data, op.value.type)

    def evaluate(address: int, value: Value) -> Value:
        old = read(machine.memory, address)
        write(machine.memory, address, combine(old, value))
        return old

    return evaluate


@on_values(llvm_extra.CompareExchangeOp)
def _compare_exchange(op: llvm_extra.CompareExchangeOp, machine: Machine) -> Evaluate:
    read, write = access(op.expected.type)

    def evaluate(address: int, expected: Value, desired: Value) -> Value:
        old = read(machine.memory, address)
        is_equal = _bits(old) == _bits(expected)
        if is_equal:
            write(machine.memory, address, desired)
        return (old, int(is_equal))

    return evaluate


def _bits(value: Value) -> object:
    return value.value if isinstance(value, Dual) else cast(int, value)


@on_values(llvm_extra.FenceOp)
def _fence(op: llvm_extra.FenceOp, machine: Machine) -> Evaluate:
    return lambda: None


@on_values(llvm.InlineAsmOp)
def _barrier(op: llvm.InlineAsmOp, machine: Machine) -> Evaluate:
    if op.asm_string.data or op.operands or op.results:
        raise OracleError("the oracle does not know what assembly does")
    return lambda: None
