"""`enzyme-simplify`: what is left over after differentiation goes.

On any IR, function by function, until nothing changes::

    %c = enzyme.init; enzyme.push %c, %v; %w = enzyme.pop %c       ->  %v, in one block
    a cache that is only pushed to                                 ->  nothing
    %g = enzyme.init; enzyme.set %g, %v; %w = enzyme.get %g        ->  %v, in one block; zero before the first set
    enzyme.extract of an enzyme.concat or enzyme.broadcast         ->  the operand
    enzyme.genericAdjoint that adds zeros to memory                ->  nothing
    x + 0, x - 0, x * 1, x / 1, x * 0, 0 / x, -(-x)                ->  x, 0
    attributes that passes leave for each other                    ->  nothing, once a function has no caches

Products with zero and sums with positive zero are simplified where the flags of the op allow it (`nnan`, `nsz`), or
everywhere with the option `fast-math`. For the rest, use `canonicalize`, `cse` and `dce`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith
from xdsl.dialects.builtin import (
    ArrayAttr,
    DenseIntOrFPElementsAttr,
    DictionaryAttr,
    FloatAttr,
    ModuleOp,
    TensorType,
)
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.atomic_updates import BETWEEN_ITERATIONS
from xdsl_enzyme.analyses.cache_pairs import LOOP, REVERSED_LOOP
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.pointer_roots import SHADOW
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects import enzyme
from xdsl_enzyme.passes.dead_code import erase_if_dead
from xdsl_enzyme.passes.lower_cache import REPORT
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.memref import FREES_ALL
from xdsl_enzyme.rules.scf import COUNTED


@dataclass(frozen=True)
class SimplifyPass(ModulePass):
    """Cleans up after differentiation."""

    name = "enzyme-simplify"

    fast_math: bool = False

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        # A sum, not `any`: every op has its turn in every round.
        while sum(_simplify(one, self.fast_math) for one in list(walk_regions(op))):
            pass
        for function in op.ops:
            if isinstance(function, FuncOp) and not _has_caches(function):
                _drop_hints(function)


def _simplify(op: Operation, fast_math: bool) -> bool:
    """Simplify one op, if it is still there; whether something has changed."""
    if op.parent is None:
        return False
    if (in_place := _IN_PLACE.get(type(op))) is not None:
        return in_place(op)
    value: SSAValue | None = None
    if (rule := _VALUES.get(type(op))) is not None:
        value = rule(op)
    elif (arithmetic := _ARITHMETIC.get(type(op))) is not None:
        value = arithmetic(op, _Flags.of(op, fast_math))
    if value is None:
        return False
    operands = list(op.operands)
    Rewriter().replace_op(op, [], [value])
    for operand in operands:
        erase_if_dead(operand)
    return True


# Attributes

_HINTS = frozenset((SHADOW, REPORT, LOOP, REVERSED_LOOP, COUNTED, FREES_ALL, BETWEEN_ITERATIONS))


def _has_caches(function: FuncOp) -> bool:
    return any(
        isinstance(value.type, enzyme.CacheType)
        for op in walk_regions(function)
        for value in (*op.operands, *op.results)
    )


def _drop_hints(function: FuncOp) -> None:
    """What only the passes for caches and our writer read: other compilers do not know the dialect."""
    for op in walk_regions(function):
        op.attributes = {name: one for name, one in op.attributes.items() if name not in _HINTS}
    if function.arg_attrs is not None:
        kept = [
            {name: one for name, one in known.data.items() if name not in _HINTS}
            for known in function.arg_attrs
        ]
        function.arg_attrs = ArrayAttr(map(DictionaryAttr, kept))


# Caches and slots


def _erase(*ops: Operation) -> None:
    for op in ops:
        op.detach()
        op.erase()


def _simplify_init(op: enzyme.InitOp) -> bool:
    uses = [use.operation for use in op.cache.uses if use.index == 0]
    if len(uses) < len(list(op.cache.uses)):
        # Put into another cache.
        return False
    if isinstance(op.cache.type, enzyme.GradientType):
        return _simplify_slot(op, uses)
    if all(isinstance(user, enzyme.PushOp) for user in uses):
        values = [user.operands[1] for user in uses]
        _erase(*uses, op)
        for value in values:
            erase_if_dead(value)
        return True
    match sorted(uses, key=lambda user: user.name):
        case [enzyme.PopOp() as pop, enzyme.PushOp() as push] if (
            push.parent is pop.parent and push.is_before_in_block(pop)
        ):
            pop.value.replace_all_uses_with(push.value)
            _erase(pop, push, op)
            return True
        case _:
            return False


def _simplify_slot(op: enzyme.InitOp, uses: list[Operation]) -> bool:
    """Values instead of a slot that is used in one block only, or only written."""
    if all(isinstance(user, enzyme.SetOp) for user in uses):
        _erase(*uses, op)
        return True
    block = op.parent
    assert block is not None
    if any(
        user.parent is not block or not isinstance(user, (enzyme.SetOp, enzyme.GetOp))
        for user in uses
    ):
        return False
    type: Attribute = op.cache.type.element_type
    in_order = [one for one in block.ops if one in set(uses)]
    if isinstance(in_order[0], enzyme.GetOp) and not has_floats(type):
        return False
    if isa(type, TensorType[Attribute]) and not type.has_static_shape():
        return False
    value: SSAValue | None = None
    for user in in_order:
        if isinstance(user, enzyme.SetOp):
            value = user.value
        else:
            assert isinstance(user, enzyme.GetOp)
            if value is None:
                value = floats.zero(Builder(InsertPoint.before(op)), type)
            user.value.replace_all_uses_with(value)
    _erase(*in_order, op)
    return True


def _simplify_adjoint(op: enzyme.GenericAdjointOp) -> bool:
    block = op.body.blocks[0] if op.body.blocks else None
    if op.results or block is None or not isinstance(last := terminator(block), enzyme.AddToOp):
        return False
    if not all(_constant(value) == 0 for value in last.values):
        return False
    _erase(op)
    return True


_IN_PLACE: Mapping[type[Operation], Callable[..., bool]] = {
    enzyme.InitOp: _simplify_init,
    enzyme.GenericAdjointOp: _simplify_adjoint,
}


# Values


def _simplify_extract(op: enzyme.ExtractOp) -> SSAValue | None:
    source = op.input.owner
    if isinstance(source, enzyme.ConcatOp):
        return source.inputs[op.index.value.data]
    if isinstance(source, enzyme.BroadcastOp) and source.input.type == op.output.type:
        return source.input
    return None


def _simplify_marker(op: enzyme.IgnoreDerivativesOp) -> SSAValue | None:
    """What is constant, or marked already, needs no mark."""
    is_known = isinstance(op.input.owner, (arith.ConstantOp, enzyme.IgnoreDerivativesOp))
    return op.input if is_known else None


_VALUES: Mapping[type[Operation], Callable[..., SSAValue | None]] = {
    enzyme.ExtractOp: _simplify_extract,
    enzyme.IgnoreDerivativesOp: _simplify_marker,
}


# Arithmetic


@dataclass(frozen=True)
class _Flags:
    """What may be assumed of an op."""

    no_signed_zeros: bool
    no_nans: bool

    @staticmethod
    def of(op: Operation, fast_math: bool) -> _Flags:
        attribute = op.properties.get("fastmath")
        flags = attribute.data if isinstance(attribute, arith.FastMathFlagsAttr) else ()
        names = {flag.value for flag in flags}
        return _Flags(fast_math or "nsz" in names, fast_math or "nnan" in names)


def _constant(value: SSAValue) -> float | None:
    """The number that a float is, or all elements of a vector or tensor are."""
    op = value.owner
    if not isinstance(op, arith.ConstantOp):
        return None
    if isa(op.value, FloatAttr):
        return op.value.value.data
    if isinstance(op.value, DenseIntOrFPElementsAttr) and op.value.is_splat():
        number = next(iter(op.value.iter_values()))
        return number if isinstance(number, float) else None
    return None


def _is_zero(value: SSAValue, sign: float) -> bool:
    number = _constant(value)
    return number == 0 and math.copysign(1.0, number) == sign


def _nothing_to_add(value: SSAValue, flags: _Flags) -> bool:
    """-0 changes no number, +0 only -0."""
    return _is_zero(value, -1.0) or (flags.no_signed_zeros and _is_zero(value, 1.0))


def _negated(op: Operation, value: SSAValue) -> SSAValue:
    return Builder(InsertPoint.before(op)).insert(arith.NegfOp(value)).result


def _simplify_sum(op: arith.AddfOp, flags: _Flags) -> SSAValue | None:
    for one, other in ((op.lhs, op.rhs), (op.rhs, op.lhs)):
        if _nothing_to_add(one, flags):
            return other
    return None


def _simplify_difference(op: arith.SubfOp, flags: _Flags) -> SSAValue | None:
    if _is_zero(op.rhs, 1.0) or (flags.no_signed_zeros and _is_zero(op.rhs, -1.0)):
        return op.lhs
    return _negated(op, op.rhs) if _nothing_to_add(op.lhs, flags) else None


def _simplify_product(op: arith.MulfOp, flags: _Flags) -> SSAValue | None:
    for one, other in ((op.lhs, op.rhs), (op.rhs, op.lhs)):
        number = _constant(one)
        if number == 1:
            return other
        if number == -1:
            return _negated(op, other)
        if number == 0 and flags.no_signed_zeros and flags.no_nans:
            return one
    return None


def _simplify_quotient(op: arith.DivfOp, flags: _Flags) -> SSAValue | None:
    if _constant(op.rhs) == 1:
        return op.lhs
    may_vanish = flags.no_signed_zeros and flags.no_nans
    return op.lhs if may_vanish and _constant(op.lhs) == 0 else None


def _simplify_negation(op: arith.NegfOp, flags: _Flags) -> SSAValue | None:
    source = op.operand.owner
    return source.operand if isinstance(source, arith.NegfOp) else None


_ARITHMETIC: Mapping[type[Operation], Callable[..., SSAValue | None]] = {
    arith.AddfOp: _simplify_sum,
    arith.SubfOp: _simplify_difference,
    arith.MulfOp: _simplify_product,
    arith.DivfOp: _simplify_quotient,
    arith.NegfOp: _simplify_negation,
}
