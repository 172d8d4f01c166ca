"""Where derivative rules are registered and looked up, by op class and by function name.

Rules live in our own dictionaries: traits added to xDSL's classes from outside leak to sibling ops. From outside::

    scalar_rule(my.SquareOp, lambda x, result: (2 * x,))

    @derivative_rule(my.BlendOp)
    class BlendRule: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar, cast

from xdsl.dialects import func, llvm
from xdsl.ir import Operation

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import called_name, intrinsic_name
from xdsl_enzyme.analyses.inactivity import Inactivity
from xdsl_enzyme.analyses.library_functions import declare_memory_use, library_name
from xdsl_enzyme.analyses.outside import HAVE_RULES
from xdsl_enzyme.dialects.symbols import lookup
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
    | Callable[[Expression, Expression, Expression, Expression, Expression], Sequence[Partial]]
)
"""Takes one symbolic value per operand, and one for the result if its last parameter is called `result`."""

_OURS = __name__.partition(".")[0]
_outsiders: set[str] = set()
"""Modules from elsewhere that have registered something."""


def _registers(register: Register) -> Register:
    """Let a function that registers something take note of who calls it."""

    @wraps(register)
    def noted(*args: Any, **kwargs: Any) -> Any:
        frame = inspect.currentframe()
        assert frame is not None
        assert frame.f_back is not None
        module = str(frame.f_back.f_globals.get("__name__"))
        if module.partition(".")[0] != _OURS:
            _outsiders.add(module)
        return register(*args, **kwargs)

    return cast(Register, noted)


def has_rules_from_outside() -> bool:
    """Whether others than we have registered something: what derivatives are depends on that, too."""
    return bool(_outsiders)


RuleClass = TypeVar("RuleClass", bound=Callable[[], DerivativeRule])
Register = TypeVar("Register", bound=Callable[..., Any])

_RULES: dict[type[Operation], DerivativeRule] = {}
_FUNCTION_RULES: dict[str, DerivativeRule] = {}
_INTRINSIC_RULES: dict[str, DerivativeRule] = {}
_CALLEE_RULES: dict[str, DerivativeRule] = {}
_ALLOCATION_RULES: list[DerivativeRule] = []
_INACTIVE_CALLS: list[DerivativeRule] = []


@_registers
def derivative_rule(*op_classes: type[Operation]) -> Callable[[RuleClass], RuleClass]:
    """Register a rule class (made without arguments) for op classes."""

    def register(rule_class: RuleClass) -> RuleClass:
        for op_class in op_classes:
            _RULES[op_class] = rule_class()
        return rule_class

    return register


@_registers
def register_rule(op_class: type[Operation], rule: DerivativeRule) -> None:
    """Register a rule for an op class."""
    _RULES[op_class] = rule


@_registers
def scalar_rule(op_class: type[Operation], partials: Partials) -> None:
    """
    Declare the partial derivatives of an op with one float result: one partial per operand.
    """
    _RULES[op_class] = _scalar(partials)


@_registers
def libm_rule(name: str, partials: Partials) -> None:
    """The same for a C function of the math library, in its double, float (`f`) and long double (`l`) spelling."""
    for suffix in ("", "f", "l"):
        scalar_function_rule(name + suffix, partials)


@_registers
def scalar_function_rule(name: str, partials: Partials) -> None:
    """The same for one external function. Integers that it takes are floats in the partials."""
    function_rule(name, _scalar(partials))


@_registers
def inactive_operations(*op_classes: type[Operation]) -> None:
    """Declare that no derivative flows through ops of these classes."""
    Inactivity.operations.update(op_classes)


@_registers
def inactive_functions(*names: str, memory: str | None = None) -> None:
    """
    Declare that no derivative flows through calls of these functions. `memory` says what they do to the memory that they are
    given, in the notation of `analyses.library_functions` (`"rw-"`); without it, they leave active memory alone.
    """
    Inactivity.functions.update(names)
    if memory is not None:
        declare_memory_use(names, memory)


@_registers
def inactive_call_rule(rule: DerivativeRule) -> None:
    """Register the rule of inactive functions that overwrite active memory."""
    _INACTIVE_CALLS.append(rule)


@_registers
def function_rule(name: str, rule: DerivativeRule) -> None:
    """Register the rule of an external function."""
    _FUNCTION_RULES[name] = rule
    HAVE_RULES.add(name)


@_registers
def allocation_rule(rule: DerivativeRule) -> None:
    """Register the rule of all functions that `analyses.allocators` knows."""
    _ALLOCATION_RULES[:] = [rule]


@_registers
def intrinsic_rule(name: str, rule: DerivativeRule) -> None:
    """Register the rule of an LLVM intrinsic, named without `llvm.` and without types."""
    _INTRINSIC_RULES[name] = rule


@_registers
def callee_rule(*attributes: str) -> Callable[[RuleClass], RuleClass]:
    """Register a rule class for calls of functions, and for calls, that have one of these attributes."""

    def register(rule_class: RuleClass) -> RuleClass:
        rule = rule_class()
        for attribute in attributes:
            _CALLEE_RULES[attribute] = rule
            HAVE_RULES.add(attribute)
        return rule_class

    return register


@_registers
def scalar_intrinsic_rule(name: str, partials: Partials) -> None:
    """Declare the partial derivatives of an intrinsic with one float result."""
    intrinsic_rule(name, _scalar(partials))


def _scalar(partials: Partials) -> ScalarRule:
    return ScalarRule(declared_partials(partials))


def declared_partials(partials: Partials) -> tuple[Expression | None, ...]:
    """What the lambda of a declaration says, one expression per operand; None for zero."""
    names = list(inspect.signature(partials).parameters)
    leaves = [RESULT if name == "result" else Leaf(position) for position, name in enumerate(names)]
    return tuple(
        None if partial is None or partial == 0 else _as_expression(partial)
        for partial in cast(Callable[..., Sequence[Partial]], partials)(*leaves)
    )


def _as_expression(partial: Expression | float) -> Expression:
    return partial if isinstance(partial, Expression) else Constant(float(partial))


def _rule_of_call(op: func.CallOp) -> DerivativeRule | None:
    """The rule that is particular to what is called; None if there is none."""
    callee = lookup(op, op.callee)
    marks = {*op.attributes, *(callee.attributes if callee is not None else ())}
    for name, rule in _CALLEE_RULES.items():
        if name in marks:
            return rule
    if _ALLOCATION_RULES and allocator_of(op) is not None:
        return _ALLOCATION_RULES[0]
    if isinstance(callee, func.FuncOp) and callee.body.blocks:
        return None
    return _FUNCTION_RULES.get(library_name(op.callee.root_reference.data))


def rule_of(op: Operation) -> DerivativeRule | None:
    """The rule of an op; of the call of an external function or intrinsic, that of what is called."""
    if called_name(op) is not None and Inactivity.of(op):
        return _INACTIVE_CALLS[-1]
    if isinstance(op, func.CallOp) and (rule := _rule_of_call(op)) is not None:
        return rule
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
