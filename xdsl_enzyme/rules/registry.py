"""Where derivative rules are registered and looked up, by op class and by function name.

Rules live in our own dictionaries: traits added to xDSL's classes from outside leak to sibling ops. From outside::

    scalar_rule(my.SquareOp, lambda x, result: (2 * x,))

    @derivative_rule(my.BlendOp)
    class BlendRule: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from xdsl.dialects import func, llvm
from xdsl.ir import Operation
from xdsl.traits import SymbolTable

from xdsl_enzyme.analyses.call_effects import intrinsic_name
from xdsl_enzyme.rules.context import DerivativeRule
from xdsl_enzyme.rules.expression import RESULT, Constant, Expression, Leaf
from xdsl_enzyme.rules.scalar import ScalarRule

Partial = Expression | float | None
"""A partial derivative; None (or 0) where it is zero everywhere that it exists."""

Partials = (
    Callable[[Expression], Sequence[Partial]]
    | Callable[[Expression, Expression], Sequence[Partial]]
    | Callable[[Expression, Expression, Expression], Sequence[Partial]]
    | Callable[[Expression, Expression, Expression, Expression], Sequence[Partial]]
)
"""Takes one symbolic value per operand, and one for the result if its last parameter is called `result`."""

_RULES: dict[type[Operation], DerivativeRule] = {}
_FUNCTION_RULES: dict[str, DerivativeRule] = {}
_INTRINSIC_RULES: dict[str, DerivativeRule] = {}


def derivative_rule(
    *op_classes: type[Operation],
) -> Callable[[type[DerivativeRule]], type[DerivativeRule]]:
    """Register a rule class (made without arguments) for op classes."""

    def register(rule_class: type[DerivativeRule]) -> type[DerivativeRule]:
        for op_class in op_classes:
            _RULES[op_class] = rule_class()
        return rule_class

    return register


def scalar_rule(op_class: type[Operation], partials: Partials) -> None:
    """
    Declare the partial derivatives of an op with one float result: one partial per operand.
    """
    _RULES[op_class] = _scalar(partials)


def libm_rule(name: str, partials: Partials) -> None:
    """The same for a C function of the math library, in its double and float (`f`) spelling."""
    _FUNCTION_RULES[name] = _FUNCTION_RULES[name + "f"] = _scalar(partials)


def function_rule(name: str, rule: DerivativeRule) -> None:
    """Register the rule of an external function."""
    _FUNCTION_RULES[name] = rule


def intrinsic_rule(name: str, rule: DerivativeRule) -> None:
    """Register the rule of an LLVM intrinsic, named without `llvm.` and without types."""
    _INTRINSIC_RULES[name] = rule


def scalar_intrinsic_rule(name: str, partials: Partials) -> None:
    """Declare the partial derivatives of an intrinsic with one float result."""
    intrinsic_rule(name, _scalar(partials))


def _scalar(partials: Partials) -> ScalarRule:
    names = list(inspect.signature(partials).parameters)
    leaves = [RESULT if name == "result" else Leaf(position) for position, name in enumerate(names)]
    return ScalarRule(
        tuple(
            None if partial is None or partial == 0 else _as_expression(partial)
            for partial in cast(Callable[..., Sequence[Partial]], partials)(*leaves)
        )
    )


def _as_expression(partial: Expression | float) -> Expression:
    return partial if isinstance(partial, Expression) else Constant(float(partial))


def _has_body(op: func.CallOp) -> bool:
    callee = SymbolTable.lookup_symbol(op, op.callee)
    return isinstance(callee, func.FuncOp) and bool(callee.body.blocks)


def rule_of(op: Operation) -> DerivativeRule | None:
    """The rule of an op; of the call of an external function or intrinsic, that of what is called."""
    if isinstance(op, func.CallOp):
        named = _FUNCTION_RULES.get(op.callee.root_reference.data)
        if named is not None and not _has_body(op):
            return named
    if isinstance(op, llvm.CallIntrinsicOp):
        return _INTRINSIC_RULES.get(intrinsic_name(op))
    return _RULES.get(type(op))


def operation_rules() -> Mapping[type[Operation], DerivativeRule]:
    """All rules of ops that are registered, by op class."""
    return MappingProxyType(_RULES)


def function_rules() -> Mapping[str, DerivativeRule]:
    """All rules of external functions that are registered, by name."""
    return MappingProxyType(_FUNCTION_RULES)


def intrinsic_rules() -> Mapping[str, DerivativeRule]:
    """All rules of intrinsics that are registered, by name."""
    return MappingProxyType(_INTRINSIC_RULES)
