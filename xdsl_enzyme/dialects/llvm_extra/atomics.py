"""Atomic instructions. Atomic loads and stores are `llvm.load` and `llvm.store` with an ordering.

``%old = atomicrmw fadd ptr %p, double %x syncscope("agent") monotonic, align 8``
-->  ``%old = llvm_extra.atomic_rmw fadd %p, %x monotonic {alignment = 8 : i64, syncscope = "agent"} : !llvm.ptr, f64``
"""

from __future__ import annotations

from typing import ClassVar

from xdsl.dialects.builtin import IntegerAttr, IntegerType, StringAttr, UnitAttr, i1
from xdsl.dialects.llvm import ATOMIC_ORDERING_KEYWORDS, LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.irdl import (
    AnyAttr,
    IRDLOperation,
    ParsePropInAttrDict,
    VarConstraint,
    irdl_op_definition,
    operand_def,
    opt_prop_def,
    prop_def,
    result_def,
    traits_def,
)
from xdsl.traits import MemoryReadEffect, MemoryWriteEffect
from xdsl.utils.exceptions import VerifyException

INTEGER_KINDS = frozenset(
    [
        *("add", "sub", "and", "nand", "or", "xor", "max", "min", "umax", "umin"),
        *("uinc_wrap", "udec_wrap", "usub_cond", "usub_sat"),
    ]
)
FLOAT_KINDS = frozenset(["fadd", "fsub", "fmax", "fmin", "fmaximum", "fminimum"])
ATOMIC_RMW_KINDS = INTEGER_KINDS | FLOAT_KINDS | {"xchg"}
"""How `atomicrmw` combines what is in memory with its operand; `xchg` just stores the operand."""

ORDERINGS = frozenset(ATOMIC_ORDERING_KEYWORDS.values())


def is_of_integers(op: Operation) -> bool:
    """
    Whether an atomic instruction can only be of integers: arithmetic on them, or the exchange of a single byte. Exchanges of more bytes may
    be of the bits of a float.
    """
    if isinstance(op, AtomicRMWOp):
        return op.kind.data in INTEGER_KINDS or _is_byte(op.value.type)
    if isinstance(op, CompareExchangeOp):
        return _is_byte(op.expected.type)
    return isinstance(op, FenceOp)


def _is_byte(type: Attribute) -> bool:
    return isinstance(type, IntegerType) and type.bitwidth <= 8


def _verify_word(word: StringAttr, known: frozenset[str], what: str) -> None:
    if word.data not in known:
        raise VerifyException(f"'{word.data}' is not {what}: {', '.join(sorted(known))}")


class _AtomicOperation(IRDLOperation):
    syncscope = opt_prop_def(StringAttr)
    """The threads that it is atomic towards, if not all; a name that the target defines."""

    irdl_options = (ParsePropInAttrDict(),)
    traits = traits_def(MemoryReadEffect(), MemoryWriteEffect())


class _AtomicAccess(_AtomicOperation):
    pointer = operand_def(LLVMPointerType)
    alignment = opt_prop_def(IntegerAttr[IntegerType])
    volatile_ = opt_prop_def(UnitAttr)


@irdl_op_definition
class AtomicRMWOp(_AtomicAccess):
    """`atomicrmw`: combines memory with `value` as `kind` says, and returns what was there before."""

    name = "llvm_extra.atomic_rmw"

    T: ClassVar = VarConstraint("T", AnyAttr())

    pointer = operand_def(LLVMPointerType)
    value = operand_def(T)
    kind = prop_def(StringAttr)
    ordering = prop_def(StringAttr)
    result = result_def(T)

    assembly_format = (
        "$kind $pointer `,` $value $ordering attr-dict `:` type($pointer) `,` type($value)"
    )

    def __init__(self, kind: str, pointer: SSAValue, value: SSAValue, ordering: str = "monotonic"):
        super().__init__(
            operands=[pointer, value],
            result_types=[value.type],
            properties={"kind": StringAttr(kind), "ordering": StringAttr(ordering)},
        )

    def verify_(self) -> None:
        _verify_word(self.kind, ATOMIC_RMW_KINDS, "a kind of atomic update")
        _verify_word(self.ordering, ORDERINGS, "an atomic ordering")


@irdl_op_definition
class CompareExchangeOp(_AtomicAccess):
    """`cmpxchg`: stores `desired` if memory holds `expected`; returns what was there, and whether it did."""

    name = "llvm_extra.compare_exchange"

    T: ClassVar = VarConstraint("T", AnyAttr())

    pointer = operand_def(LLVMPointerType)
    expected = operand_def(T)
    desired = operand_def(T)
    success = prop_def(StringAttr)
    """The ordering if it stores."""
    failure = prop_def(StringAttr)
    """The ordering if it does not."""
    weak = opt_prop_def(UnitAttr)
    """It may fail for no reason."""
    result = result_def(LLVMStructType)

    assembly_format = (
        "$pointer `,` $expected `,` $desired $success $failure attr-dict"
        " `:` type($pointer) `,` type($expected) `->` type($result)"
    )

    def __init__(
        self,
        pointer: SSAValue,
        expected: SSAValue,
        desired: SSAValue,
        success: str = "monotonic",
        failure: str = "monotonic",
        weak: bool = False,
    ):
        super().__init__(
            operands=[pointer, expected, desired],
            result_types=[LLVMStructType.from_type_list([expected.type, i1])],
            properties={
                "success": StringAttr(success),
                "failure": StringAttr(failure),
                "weak": UnitAttr() if weak else None,
            },
        )

    def verify_(self) -> None:
        _verify_word(self.success, ORDERINGS, "an atomic ordering")
        _verify_word(self.failure, ORDERINGS, "an atomic ordering")
        if self.result.type != LLVMStructType.from_type_list([self.expected.type, i1]):
            raise VerifyException("the result is not the old value and an i1")


@irdl_op_definition
class FenceOp(_AtomicOperation):
    """`fence`: orders the memory accesses around it."""

    name = "llvm_extra.fence"

    ordering = prop_def(StringAttr)

    assembly_format = "$ordering attr-dict"

    def __init__(self, ordering: str):
        super().__init__(properties={"ordering": StringAttr(ordering)})

    def verify_(self) -> None:
        _verify_word(self.ordering, ORDERINGS, "an atomic ordering")
