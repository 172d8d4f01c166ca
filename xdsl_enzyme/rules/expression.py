"""Small symbolic expressions in which partial derivatives are declared.

A rule's lambda runs once, on leaves that stand for the op's operands and result; its operators build a tree::

    lambda x, y, result: (1 / y, -result / y)
    -->  (Apply(divf, 1, operand 0 …), …)

From the tree the engine learns which primal values a partial needs (its leaves), whether it can be infinite or NaN
at finite operands, and how to build it as IR for any float or vector-of-float type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xdsl.builder import Builder
from xdsl.dialects import arith, func, math, scf
from xdsl.dialects.arith import FastMathFlagsAttr
from xdsl.dialects.builtin import Float32Type, Float64Type, SymbolRefAttr, VectorType
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.rules.floats import compare, constant, fast_math_properties, select

Number = int | float


class Expression:
    """A scalar expression; Python's operators build larger ones."""

    def __add__(self, other: Expression | Number) -> Expression:
        return _binary(arith.AddfOp, self, other)

    def __radd__(self, other: Number) -> Expression:
        return _binary(arith.AddfOp, other, self)

    def __sub__(self, other: Expression | Number) -> Expression:
        return _binary(arith.SubfOp, self, other)

    def __rsub__(self, other: Number) -> Expression:
        return _binary(arith.SubfOp, other, self)

    def __mul__(self, other: Expression | Number) -> Expression:
        return _binary(arith.MulfOp, self, other)

    def __rmul__(self, other: Number) -> Expression:
        return _binary(arith.MulfOp, other, self)

    def __truediv__(self, other: Expression | Number) -> Expression:
        return _binary(arith.DivfOp, self, other)

    def __rtruediv__(self, other: Number) -> Expression:
        return _binary(arith.DivfOp, other, self)

    def __neg__(self) -> Expression:
        return Apply(arith.NegfOp, (self,))

    def __gt__(self, other: Expression | Number) -> Condition:
        return Condition("ogt", self, _expression(other))

    def __lt__(self, other: Expression | Number) -> Condition:
        return Condition("olt", self, _expression(other))

    def equals(self, other: Expression | Number) -> Condition:
        return Condition("oeq", self, _expression(other))

    @property
    def children(self) -> tuple[Expression, ...]:
        return ()

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        """The operands and results of the op that the expression is built from."""
        nothing: frozenset[Leaf] = frozenset()
        return nothing.union(*(child.leaves for child in self.children))

    @cached_property
    def calls(self) -> frozenset[Call]:
        """The calls of libm functions in the expression."""
        nothing: frozenset[Call] = frozenset()
        return nothing.union(*(child.calls for child in self.children))

    @cached_property
    def may_be_singular(self) -> bool:
        """Whether the value can be infinite or NaN though all leaves are finite."""
        return any(child.may_be_singular for child in self.children)


@dataclass(frozen=True)
class Leaf(Expression):
    """An operand of the op (by position), or its result."""

    operand: int | None
    """None for the result."""

    @cached_property
    def leaves(self) -> frozenset[Leaf]:
        return frozenset((self,))


RESULT = Leaf(None)


@dataclass(frozen=True)
class Constant(Expression):
    value: float


@dataclass(frozen=True)
class Apply(Expression):
    """A float op of `arith` or `math` on its arguments."""

    op_class: type[Operation]
    arguments: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.arguments

    @cached_property
    def may_be_singular(self) -> bool:
        return self.op_class in _SINGULAR or any(child.may_be_singular for child in self.children)


@dataclass(frozen=True)
class Call(Expression):
    """A call of a libm function that has no op, such as `j0`; scalars only."""

    function: str
    arguments: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.arguments

    @cached_property
    def calls(self) -> frozenset[Call]:
        return frozenset((self,)).union(*(child.calls for child in self.children))

    def symbol(self, type: Attribute) -> str:
        """The name of the function for floats of a type."""
        return self.function + _SUFFIXES.get(type.__class__, "l")

    @cached_property
    def may_be_singular(self) -> bool:
        return True


_SUFFIXES: dict[type[Attribute], str] = {Float64Type: "", Float32Type: "f"}
"""Of the names of libm functions; that of all larger floats is `l`."""


@dataclass(frozen=True)
class Condition(Expression):
    """An ordered comparison of two floats; true or false."""

    predicate: str
    left: Expression
    right: Expression

    def __and__(self, other: Condition | Combination) -> Combination:
        return Combination(arith.AndIOp, self, other)

    def __or__(self, other: Condition | Combination) -> Combination:
        return Combination(arith.OrIOp, self, other)

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Combination(Expression):
    """Whether both of two conditions hold (`arith.andi`), or one of them (`arith.ori`)."""

    op_class: type[Operation]
    left: Condition | Combination
    right: Condition | Combination

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Usually(Expression):
    """What is cheap to compute, and is right where a condition holds; it nearly always does."""

    condition: Condition | Combination
    common: Expression
    always: Expression
    """The same value, right everywhere."""

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.condition, self.common, self.always)


@dataclass(frozen=True)
class Where(Expression):
    condition: Condition
    true_value: Expression
    false_value: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.condition, self.true_value, self.false_value)


_SINGULAR = frozenset(
    (arith.DivfOp, math.RsqrtOp, math.LogOp, math.Log2Op, math.Log10Op, math.PowFOp)
)
"""Ops that are infinite or NaN at some finite operands; sqrt, too, but only where its argument is negative."""


def _expression(value: Expression | Number) -> Expression:
    return value if isinstance(value, Expression) else Constant(float(value))


_NEUTRAL: dict[type[Operation], tuple[float | None, float | None]] = {
    arith.AddfOp: (0.0, 0.0),
    arith.SubfOp: (None, 0.0),
    arith.MulfOp: (1.0, 1.0),
    arith.DivfOp: (None, 1.0),
}
"""The constants that leave the other argument as it is: on the left, on the right."""


def _binary(
    op_class: type[Operation], left: Expression | Number, right: Expression | Number
) -> Expression:
    left, right = _expression(left), _expression(right)
    neutral_left, neutral_right = _NEUTRAL[op_class]
    if isinstance(right, Constant) and right.value == neutral_right:
        return left
    if isinstance(left, Constant) and left.value == neutral_left:
        return right
    return Apply(op_class, (left, right))


def where(
    condition: Condition, true_value: Expression | Number, false_value: Expression | Number
) -> Expression:
    """`true_value` where the condition holds, else `false_value`. Both are evaluated."""
    return Where(condition, _expression(true_value), _expression(false_value))


def usually(
    condition: Condition | Combination, common: Expression, always: Expression
) -> Expression:
    """`common` where the condition holds, which is nearly always; else `always`, which is computed only then. Both are the same value."""
    return Usually(condition, common, always)


def _function(op_class: type[Operation]) -> Callable[..., Expression]:
    def apply(*arguments: Expression | Number) -> Expression:
        return Apply(op_class, tuple(map(_expression, arguments)))

    return apply


absolute = _function(math.AbsFOp)
sqrt = _function(math.SqrtOp)
exp = _function(math.ExpOp)
log = _function(math.LogOp)
sin = _function(math.SinOp)
cos = _function(math.CosOp)
sinh = _function(math.SinhOp)
cosh = _function(math.CoshOp)
power = _function(math.PowFOp)
copysign = _function(math.CopySignOp)
truncate = _function(math.TruncOp)


def call(function: str, *arguments: Expression | Number) -> Expression:
    """A call of a libm function, by the name of its double form."""
    return Call(function, tuple(map(_expression, arguments)))


def sign(x: Expression) -> Expression:
    """-1, 0 or 1."""
    return where(x > 0, 1, where(x < 0, -1, 0))


def operand_leaves(count: int) -> Iterator[Leaf]:
    return (Leaf(position) for position in range(count))


class ExpressionBuilder:
    """Builds expressions as IR; a subexpression that occurs twice is built once."""

    def __init__(
        self,
        builder: Builder,
        type: Attribute,
        leaf_value: Callable[[Leaf], SSAValue],
        fastmath: FastMathFlagsAttr,
    ):
        self.builder = builder
        self.type = type
        self.leaf_value = leaf_value
        self.fastmath = fastmath
        self.built: dict[Expression, SSAValue] = {}

    def build(self, expression: Expression) -> SSAValue:
        value = self.built.get(expression)
        if value is None:
            value = self.built[expression] = _BUILDERS[type(expression)](self, expression)
        return value

    def leaf(self, expression: Leaf) -> SSAValue:
        return self.leaf_value(expression)

    def constant(self, expression: Constant) -> SSAValue:
        return constant(self.builder, expression.value, self.type)

    def apply(self, expression: Apply) -> SSAValue:
        op = expression.op_class.create(
            operands=[self.build(argument) for argument in expression.arguments],
            result_types=[self.type],
            properties=fast_math_properties(expression.op_class, self.fastmath),
        )
        return self.builder.insert(op).results[0]

    def call(self, expression: Call) -> SSAValue:
        arguments = [self.build(argument) for argument in expression.arguments]
        op = func.CallOp(SymbolRefAttr(expression.symbol(self.type)), arguments, [self.type])
        return self.builder.insert(op).results[0]

    def condition(self, expression: Condition) -> SSAValue:
        predicate = arith.CMPF_COMPARISON_OPERATIONS.index(expression.predicate)
        left, right = self.build(expression.left), self.build(expression.right)
        return compare(self.builder, left, right, predicate)

    def combination(self, expression: Combination) -> SSAValue:
        operands = [self.build(expression.left), self.build(expression.right)]
        op = expression.op_class.create(operands=operands, result_types=[operands[0].type])
        return self.builder.insert(op).results[0]

    def usually(self, expression: Usually) -> SSAValue:
        if isinstance(self.type, VectorType):
            # There is no branch for single lanes.
            return self.build(expression.always)
        condition = self.build(expression.condition)
        for leaf in expression.leaves:
            self.build(leaf)
        op = scf.IfOp.create(
            operands=[condition],
            result_types=[self.type],
            regions=[self._region(expression.common), self._region(expression.always)],
        )
        return self.builder.insert(op).results[0]

    def _region(self, expression: Expression) -> Region:
        block = Block()
        inner = ExpressionBuilder(
            Builder(InsertPoint.at_end(block)), self.type, self.leaf_value, self.fastmath
        )
        inner.built.update(self.built)
        block.add_op(scf.YieldOp(inner.build(expression)))
        return Region(block)

    def where(self, expression: Where) -> SSAValue:
        return select(
            self.builder,
            self.build(expression.condition),
            self.build(expression.true_value),
            self.build(expression.false_value),
        )


_BUILDERS: Mapping[type[Expression], Callable[[ExpressionBuilder, Any], SSAValue]] = {
    Leaf: lambda build, expression: build.leaf(expression),
    Constant: lambda build, expression: build.constant(expression),
    Apply: lambda build, expression: build.apply(expression),
    Call: lambda build, expression: build.call(expression),
    Condition: lambda build, expression: build.condition(expression),
    Combination: lambda build, expression: build.combination(expression),
    Usually: lambda build, expression: build.usually(expression),
    Where: lambda build, expression: build.where(expression),
}
"""Methods, which builders of other kinds of numbers override."""
