"""Building float arithmetic: the handful of things that every rule does to tangents and adjoints.

Works on floats, vectors of floats, complex numbers, and structs and arrays of floats (as C functions return them)::

    add(builder, %a, %b)  -->  %0 = arith.addf %a, %b : f64

Values of other kinds of type get derivatives by `register_algebra`: a zero and a sum are all that the engine needs.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Protocol, cast

from xdsl.builder import Builder
from xdsl.dialects import arith, complex, llvm, ub, vector
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import (
    AnyFloat,
    ArrayAttr,
    ComplexType,
    DenseArrayBase,
    DenseIntOrFPElementsAttr,
    Float80Type,
    Float128Type,
    FloatAttr,
    IntegerAttr,
    VectorType,
    i1,
    i64,
)
from xdsl.dialects.utils import FastMathFlag
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import (
    complex_element,
    float_element,
    float_members,
    has_floats,
)
from xdsl_enzyme.dialects.tangent_types import FLOAT_TYPES
from xdsl_enzyme.errors import DifferentiationError

DERIVATIVE_FAST_MATH = FastMathFlagsAttr(
    (FastMathFlag.NO_SIGNED_ZEROS, FastMathFlag.ALLOW_CONTRACT)
)
"""
What derivatives allow whatever the primal does: the sign of a zero adjoint means nothing, and a product may be fused with
the sum that it goes into, as C compilers do within an expression.
"""

ADJOINT_SUM = FastMathFlagsAttr(DERIVATIVE_FAST_MATH.data | {FastMathFlag.REASSOC})
"""
What the sum of the adjoints of one value allows as well: its terms come in any order, since no program says in which one. So a loop that adds them up
can be vectorised.
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
    if isinstance(type, AnyFloat):
        attribute = FloatAttr(value, type)
    else:
        assert isa(type, VectorType[AnyFloat])
        if isinstance(type.element_type, Float80Type | Float128Type):
            # Python has no numbers whose bytes these are.
            return broadcast(builder, constant(builder, value, type.element_type), type)
        attribute = DenseIntOrFPElementsAttr.from_list(type, [value])
    op = arith.ConstantOp.create(properties={"value": attribute}, result_types=[type])
    return builder.insert(op).results[0]


class Algebra(Protocol):
    """How the values of one kind of type are a vector space."""

    def zero(
        self, builder: Builder, type: Attribute, like: Callable[[], SSAValue] | None
    ) -> SSAValue:
        """The zero of a type; `like` gives a value of the shape that is wanted, where the type leaves that open."""
        ...

    def add(
        self, builder: Builder, left: SSAValue, right: SSAValue, fastmath: FastMathFlagsAttr
    ) -> SSAValue: ...


_ALGEBRAS: dict[type[Attribute], Algebra] = {}


def register_algebra(type_class: type[Attribute], algebra: Algebra) -> None:
    """Say how derivatives of values of a kind of type are added up."""
    _ALGEBRAS[type_class] = algebra


def _algebra_of(type: Attribute) -> Algebra:
    algebra = _ALGEBRAS.get(type.__class__)
    if algebra is None or not has_floats(type):
        raise DifferentiationError(
            f"a value of type {type} has no derivative",
            why="it is neither a float nor made of floats",
        )
    return algebra


def zero(builder: Builder, type: Attribute) -> SSAValue:
    """The zero of a type with floats in it."""
    return _algebra_of(type).zero(builder, type, None)


def zero_like(builder: Builder, type: Attribute, like: Callable[[], SSAValue]) -> SSAValue:
    """The zero of a type whose shape may be dynamic; `like` gives a value that has this shape, if it is asked."""
    return _algebra_of(type).zero(builder, type, like)


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
    """The sum, where None is a zero that nobody has built."""
    if left is None or right is None:
        return left if right is None else right
    return _algebra_of(left.type).add(builder, left, right, fastmath)


class _Floats:
    """Floats and vectors of floats."""

    def zero(
        self, builder: Builder, type: Attribute, like: Callable[[], SSAValue] | None
    ) -> SSAValue:
        return constant(builder, 0.0, type)

    def add(
        self, builder: Builder, left: SSAValue, right: SSAValue, fastmath: FastMathFlagsAttr
    ) -> SSAValue:
        return _binary(builder, arith.AddfOp, left, right, fastmath)


class _ComplexNumbers:
    def zero(
        self, builder: Builder, type: Attribute, like: Callable[[], SSAValue] | None
    ) -> SSAValue:
        element = complex_element(type)
        assert element is not None
        number = ArrayAttr([FloatAttr(0.0, element), FloatAttr(0.0, element)])
        op = complex.ConstantOp(number, cast("ComplexType[AnyFloat]", type))
        return builder.insert(op).results[0]

    def add(
        self, builder: Builder, left: SSAValue, right: SSAValue, fastmath: FastMathFlagsAttr
    ) -> SSAValue:
        return _binary(builder, complex.AddOp, left, right, fastmath)


class _Aggregates:
    """Structs and arrays with floats in them, which are added float by float."""

    def zero(
        self, builder: Builder, type: Attribute, like: Callable[[], SSAValue] | None
    ) -> SSAValue:
        return builder.insert(llvm.ZeroOp.create(result_types=[type])).results[0]

    def add(
        self, builder: Builder, left: SSAValue, right: SSAValue, fastmath: FastMathFlagsAttr
    ) -> SSAValue:
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


for _class in (*FLOAT_TYPES, VectorType):
    register_algebra(_class, _Floats())
register_algebra(ComplexType, _ComplexNumbers())
for _class in (llvm.LLVMStructType, llvm.LLVMArrayType):
    register_algebra(_class, _Aggregates())


def multiply(
    builder: Builder,
    left: SSAValue,
    right: SSAValue,
    fastmath: FastMathFlagsAttr = DERIVATIVE_FAST_MATH,
) -> SSAValue:
    """The product. A scalar factor multiplies each lane, and a vector each of several vectors."""
    if left.type != right.type:
        if _rank(left.type) > _rank(right.type):
            right = broadcast(builder, right, left.type)
        else:
            left = broadcast(builder, left, right.type)
    return _binary(builder, arith.MulfOp, left, right, fastmath)


def _rank(type: Attribute) -> int:
    return type.get_num_dims() if isa(type, VectorType) else 0


def negate(
    builder: Builder, value: SSAValue, fastmath: FastMathFlagsAttr = DERIVATIVE_FAST_MATH
) -> SSAValue:
    op = arith.NegfOp.create(
        operands=[value], result_types=[value.type], properties={"fastmath": fastmath}
    )
    return builder.insert(op).results[0]


def broadcast(builder: Builder, value: SSAValue, type: Attribute) -> SSAValue:
    """A scalar in each lane of a vector type, or a vector in each row of one of higher rank."""
    op = vector.BroadcastOp.create(operands=[value], result_types=[type])
    return builder.insert(op).results[0]


def by_lanes(
    builder: Builder, element: Attribute, compute: Callable[..., SSAValue], *operands: SSAValue
) -> SSAValue:
    """
    `compute` on each lane of the operands, for ops that take no vectors; it returns scalars of type `element`. An operand of
    lower rank is the same in all rows.
    """
    shape = max(
        (one.type.get_shape() for one in operands if isa(one.type, VectorType)), key=len, default=()
    )
    result = poison(builder, VectorType(element, shape))
    for lane in product(*map(range, shape)):
        scalars = [_lane(builder, one, lane) for one in operands]
        op = vector.InsertOp(compute(*scalars), result, lane)
        result = builder.insert(op).results[0]
    return result


def _lane(builder: Builder, value: SSAValue, lane: tuple[int, ...]) -> SSAValue:
    if not isa(value.type, VectorType):
        return value
    here = lane[len(lane) - value.type.get_num_dims() :]
    return builder.insert(vector.ExtractOp(value, here, value.type.element_type)).results[0]


def select(
    builder: Builder, condition: SSAValue, true_value: SSAValue, false_value: SSAValue
) -> SSAValue:
    """`true_value` where the condition (one, or one per lane) holds."""
    if isa(condition.type, VectorType):
        element = float_element(true_value.type)
        assert element is not None

        def select_lane(*operands: SSAValue) -> SSAValue:
            return select(builder, *operands)

        return by_lanes(builder, element, select_lane, condition, true_value, false_value)
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
    if isa(left.type, VectorType):

        def compare_lane(*operands: SSAValue) -> SSAValue:
            return compare(builder, *operands, predicate=predicate)

        return by_lanes(builder, i1, compare_lane, left, right)
    op = arith.CmpfOp.create(
        operands=[left, right],
        result_types=[i1],
        properties={"predicate": IntegerAttr(predicate, i64), "fastmath": DERIVATIVE_FAST_MATH},
    )
    return builder.insert(op).results[0]


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
