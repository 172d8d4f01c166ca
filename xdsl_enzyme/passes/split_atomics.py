"""Atomic updates of what may be floats or pointers become a load, an operation and a store.

On cf form or structured form, for functions that will be differentiated::

    %old = llvm_extra.atomic_rmw "fadd" %p, %x "monotonic" : !llvm.ptr, f64
    -->
    %old = llvm.load %p;  %new = arith.addf %old, %x;  llvm.store %new, %p

Derivatives are those of a program that runs on one thread. What can only be an integer stays as it is: arithmetic on integers (reference
counts, for one) and exchanges of single bytes (flags). Exchanges of more bytes may be of the bits of a float.
"""

from __future__ import annotations

from collections.abc import Callable

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith, llvm, scf
from xdsl.dialects.builtin import DenseArrayBase, IntegerAttr, IntegerType, ModuleOp, i1, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.dialects.llvm_extra.atomics import is_of_integers

_COMBINATIONS: dict[str, type[Operation]] = {
    "fadd": arith.AddfOp,
    "fsub": arith.SubfOp,
    "fmax": arith.MaxnumfOp,
    "fmin": arith.MinnumfOp,
    "fmaximum": arith.MaximumfOp,
    "fminimum": arith.MinimumfOp,
}
"""What the kinds of updates of floats but `xchg` compute."""

_EQUAL = IntegerAttr(0, i64)


class SplitAtomicsPass(ModulePass):
    """Make loads and stores of all atomic updates but those that can only be of integers. Atomic loads and stores stay atomic."""

    name = "enzyme-split-atomics"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        for inner in list(op.walk()):
            if (split := _SPLITS.get(type(inner))) is not None and not is_of_integers(inner):
                split(inner)


def _load(builder: Builder, op: Operation, pointer: SSAValue, type: Attribute) -> SSAValue:
    load = llvm.LoadOp.create(
        operands=[pointer],
        result_types=[type],
        properties={"ordering": IntegerAttr(0, i64), **_alignment(op)},
        location=op.location,
    )
    return builder.insert(load).results[0]


def _store(builder: Builder, op: Operation, value: SSAValue, pointer: SSAValue) -> None:
    properties = {"ordering": IntegerAttr(0, i64), **_alignment(op)}
    store = llvm.StoreOp.create(
        operands=[value, pointer], properties=properties, location=op.location
    )
    builder.insert(store)


def _alignment(op: Operation) -> dict[str, Attribute]:
    alignment = op.properties.get("alignment")
    return {} if alignment is None else {"alignment": alignment}


def _replace(op: Operation, value: SSAValue) -> None:
    op.results[0].replace_all_uses_with(value)
    op.detach()
    op.erase()


def _split_update(op: llvm_extra.AtomicRMWOp) -> None:
    bits_type = op.value.type
    builder = Builder(InsertPoint.before(op))
    type = _float_type(op.value) or bits_type
    old = _load(builder, op, op.pointer, type)
    new = _bits(builder, op.value, type, op)
    if op.kind.data != "xchg":
        combine = _COMBINATIONS[op.kind.data].create(
            operands=[old, op.value],
            result_types=[type],
            properties={"fastmath": arith.FastMathFlagsAttr("none")},
            location=op.location,
        )
        new = builder.insert(combine).results[0]
    _store(builder, op, new, op.pointer)
    _hand_on(op, old, _bits(builder, old, bits_type, op))


def _split_exchange(op: llvm_extra.CompareExchangeOp) -> None:
    builder = Builder(InsertPoint.before(op))
    type = _float_type(op.desired) or _float_type(op.expected) or op.expected.type
    old = _load(builder, op, op.pointer, type)
    old_bits = _bits(builder, old, op.expected.type, op)
    is_integer = isinstance(op.expected.type, IntegerType)
    comparison = arith.CmpiOp if is_integer else llvm_extra.PointerCompareOp
    compare = comparison.create(
        operands=[old_bits, op.expected],
        result_types=[i1],
        properties={"predicate": _EQUAL},
        location=op.location,
    )
    same = builder.insert(compare).results[0]
    then, otherwise = Block(), Block([scf.YieldOp.create()])
    inside = Builder(InsertPoint.at_end(then))
    _store(inside, op, _bits(inside, op.desired, type, op), op.pointer)
    inside.insert(scf.YieldOp.create())
    regions = [Region(then), Region(otherwise)]
    builder.insert(scf.IfOp.create(operands=[same], regions=regions, location=op.location))
    for use in list(op.result.uses):
        user = use.operation
        if isinstance(user, llvm.ExtractValueOp):
            is_old = user.position.get_values() == (0,)
            _hand_on(user, old, old_bits) if is_old else _replace(user, same)
    if op.result.first_use is not None:
        pair = builder.insert(llvm.UndefOp.create(result_types=[op.result.type])).results[0]
        for position, member in enumerate((old_bits, same)):
            insert = llvm.InsertValueOp.create(
                operands=[pair, member],
                result_types=[pair.type],
                properties={"position": DenseArrayBase.from_list(i64, [position])},
                location=op.location,
            )
            pair = builder.insert(insert).results[0]
        op.result.replace_all_uses_with(pair)
    op.detach()
    op.erase()


def _float_type(bits: SSAValue) -> Attribute | None:
    """The type of the float whose bits are exchanged: compilers exchange floats as integers."""
    cast = bits.owner
    if isinstance(cast, arith.BitcastOp) and has_floats(cast.operands[0].type):
        return cast.operands[0].type
    return None


def _bits(builder: Builder, value: SSAValue, type: Attribute, op: Operation) -> SSAValue:
    """`value` as one of `type`, with the same bits."""
    if value.type == type:
        return value
    if isinstance(value.owner, arith.BitcastOp) and value.owner.operands[0].type == type:
        return value.owner.operands[0]
    cast = arith.BitcastOp.create(operands=[value], result_types=[type], location=op.location)
    return builder.insert(cast).results[0]


def _hand_on(op: Operation, value: SSAValue, bits: SSAValue) -> None:
    """Uses of the bits that `op` gives become uses of them, or of the value that has them."""
    for use in list(op.results[0].uses):
        user = use.operation
        if isinstance(user, arith.BitcastOp) and user.result.type == value.type:
            _replace(user, value)
    _replace(op, bits)


def _retype_load(op: llvm.LoadOp) -> None:
    """An atomic load of the bits of a float becomes one of the float."""
    bits = op.dereferenced_value
    casts = (use.operation for use in bits.uses)
    types = [
        cast.result.type
        for cast in casts
        if isinstance(cast, arith.BitcastOp) and has_floats(cast.result.type)
    ]
    if op.ordering.value.data and types:
        builder = Builder(InsertPoint.before(op))
        load = builder.insert(
            llvm.LoadOp.create(
                operands=op.operands,
                result_types=[types[0]],
                properties=op.properties,
                attributes=op.attributes,
                location=op.location,
            )
        )
        value = load.dereferenced_value
        _hand_on(op, value, _bits(builder, value, bits.type, op))


def _retype_store(op: llvm.StoreOp) -> None:
    """The same for an atomic store."""
    cast = op.value.owner
    if (
        op.ordering is not None
        and op.ordering.value.data
        and isinstance(cast, arith.BitcastOp)
        and has_floats(cast.operands[0].type)
    ):
        op.operands[0] = cast.operands[0]


_SPLITS: dict[type[Operation], Callable[..., None]] = {
    llvm_extra.AtomicRMWOp: _split_update,
    llvm_extra.CompareExchangeOp: _split_exchange,
    llvm.LoadOp: _retype_load,
    llvm.StoreOp: _retype_store,
}
