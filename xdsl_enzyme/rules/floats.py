"""Building float arithmetic: the handful of things that every rule does to tangents and adjoints.

Works on floats, vectors of floats, and structs and arrays of those (as C functions return them)::

    add(builder, %a, %b)  -->  %0 = arith.addf %a, %b : f64
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, llvm, ub, vector
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    IntegerAttr,
    VectorType,
    i1,
    i64,
)
from xdsl.dialects.utils import FastMathFlag
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import float_element, float_members, members
from xdsl_enzyme.dialects.llvm_extra import VectorSelectOp
from xdsl_enzyme.errors import DifferentiationError

DERIVATIVE_FAST_MATH = FastMathFlagsAttr(
    (FastMathFlag.NO_SIGNED_ZEROS, FastMathFlag.ALLOW_CONTRACT)
)
"""
What derivatives allow whatever the primal does: the sign of a zero adjoint means nothing, and a product may be fused with
the sum that it goes into, as C compilers do within an expression.
"""


def fast_math_properties(
    op_class: type[Operation], fastmath: FastMathFlagsAttr
) -> dict[str, Attribute]:
    """The properties that give an op of this class its fast-math flags; empty if it has none."""
    return {"fastmath": fastmath} if hasattr(op_class, "fastmath") else {}


def fast_math_of(op: Operation) -> FastMathFlagsAttr:
    """The fast-math flags of what belongs to the derivative of `op`: its own, and those of all derivatives."""
    flags = op.properties.get("fastmath") or op.attributes.get("fastmath")
    if not isinstance(flags, FastMathFlagsAttr) or not flags.data:
        return DERIVATIVE_FAST_MATH
    return FastMathFlagsAttr(flags.data | DERIVATIVE_FAST_MATH.data)


def constant(builder: Builder, value: float, type: Attribute) -> SSAValue:
    """A float constant, or a vector with that number in each lane."""
    attribute: Attribute
    if isa(type, VectorType[AnyFloat]):
        attribute = DenseIntOrFPElementsAttr.from_list(type, [value])
    else:
        assert isinstance(type, AnyFloat)
        attribute = FloatAttr(value, type)
    op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[type])
    return builder.insert(op).results[0]


def zero(builder: Builder, type: Attribute) -> SSAValue:
    """The zero of a type with floats in it."""
    if float_element(type) is not None:
        return constant(builder, 0.0, type)
    if members(type):
        return builder.insert(llvm.ZeroOp.create(result_types=[type])).results[0]
    raise DifferentiationError(
        f"a value of type {type} has no derivative", why="it is neither a float nor made of floats"
    )


def poison(builder: Builder, type: Attribute) -> SSAValue:
    """A value that nobody looks at."""
    return builder.insert(ub.PoisonOp(type)).results[0]


def _binary(
    builder: Builder,
    op_class: type[Operation],
    left: SSAValue,
    right: SSAValue,
    fastmath: FastMathFlagsAttr,
) -> SSAValue:
    op = op_class.create(
        operands=[left, right], result_types=[left.type], properties={"fastmath": fastmath}
    )
    return builder.insert(op).results[0]


def add(
    builder: Builder,
    left: SSAValue | None,
    right: SSAValue | None,
    fastmath: FastMathFlagsAttr = DERIVATIVE_FAST_MATH,
) -> SSAValue | None:
    """The sum, where None is a zero that nobody has built. Aggregates are added float by float."""
    if left is None or right is None:
        return left if right is None else right
    if not members(left.type):
        return _binary(builder, arith.AddfOp, left, right, fastmath)
    total = left
    for position, type in float_members(left.type):
        member = add(
            builder,
            extract(builder, left, position, type),
            extract(builder, right, position, type),
            fastmath,
        )
        assert member is not None
        total = insert(builder, total, member, position)
    return total


def multiply(
    builder: Builder,
    left: SSAValue,
    right: SSAValue,
    fastmath: FastMathFlagsAttr = DERIVATIVE_FAST_MATH,
) -> SSAValue:
    """The product; a scalar times a vector works lane by lane."""
    if left.type != right.type:
        if isa(left.type, VectorType):
            right = broadcast(builder, right, left.type)
        else:
            left = broadcast(builder, left, right.type)
    return _binary(builder, arith.MulfOp, left, right, fastmath)


def negate(
    builder: Builder, value: SSAValue, fastmath: FastMathFlagsAttr = DERIVATIVE_FAST_MATH
) -> SSAValue:
    op = arith.NegfOp.create(
        operands=[value], result_types=[value.type], properties={"fastmath": fastmath}
    )
    return builder.insert(op).results[0]


def broadcast(builder: Builder, value: SSAValue, type: Attribute) -> SSAValue:
    """A scalar in each lane of a vector type."""
    op = vector.BroadcastOp.create(operands=[value], result_types=[type])
    return builder.insert(op).results[0]


def select(
    builder: Builder, condition: SSAValue, true_value: SSAValue, false_value: SSAValue
) -> SSAValue:
    """`true_value` where the condition (one, or one per lane) holds."""
    if isa(condition.type, VectorType):
        op = VectorSelectOp(condition, true_value, false_value)
    else:
        op = arith.SelectOp.create(
            operands=[condition, true_value, false_value], result_types=[true_value.type]
        )
    return builder.insert(op).results[0]


def is_zero(builder: Builder, value: SSAValue) -> SSAValue:
    """Whether a float is zero."""
    return compare(builder, value, zero(builder, value.type), _EQUAL)


_EQUAL = arith.CMPF_COMPARISON_OPERATIONS.index("oeq")


def compare(builder: Builder, left: SSAValue, right: SSAValue, predicate: int) -> SSAValue:
    """An `arith.cmpf`; of vectors lane by lane, since it takes none."""
    if not isa(left.type, VectorType):
        op = arith.CmpfOp.create(
            operands=[left, right],
            result_types=[i1],
            properties={"predicate": IntegerAttr(predicate, i64), "fastmath": DERIVATIVE_FAST_MATH},
        )
        return builder.insert(op).results[0]
    scalar = float_element(left.type)
    assert scalar is not None
    conditions = poison(builder, VectorType(i1, left.type.shape))
    for lane in range(left.type.element_count()):
        here = [
            builder.insert(vector.ExtractOp(value, [lane], scalar)).results[0]
            for value in (left, right)
        ]
        condition = compare(builder, here[0], here[1], predicate)
        conditions = builder.insert(vector.InsertOp(condition, conditions, [lane])).results[0]
    return conditions


def extract(
    builder: Builder, container: SSAValue, position: tuple[int, ...], type: Attribute
) -> SSAValue:
    """The member of an aggregate at a position."""
    op = llvm.ExtractValueOp(DenseArrayBase.from_list(i64, position), container, type)
    return builder.insert(op).results[0]


def insert(
    builder: Builder, container: SSAValue, value: SSAValue, position: tuple[int, ...]
) -> SSAValue:
    """The aggregate with one member replaced."""
    op = llvm.InsertValueOp(DenseArrayBase.from_list(i64, position), container, value)
    return builder.insert(op).results[0]
