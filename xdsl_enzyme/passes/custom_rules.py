"""`enzyme-lower-custom-rules`: rules that a program gives as `enzyme.custom_reverse_rule` become functions.

::

    func.func private @f(%x: f64) -> f64 attributes {enzyme.custom_rule = @rule}
    enzyme.custom_reverse_rule @rule { … }
    -->
    func.func private @f(%x: f64) -> f64 attributes {enzyme.augmented = @rule.augmented, enzyme.adjoint = @rule.adjoint}
    func.func private @rule.augmented(%x: f64) -> (f64, f64)          // the result, then what was pushed
    func.func private @rule.adjoint(%x: f64, %cached: f64, %dy: f64) -> f64

Of several rules (`enzyme.custom_rule = [@r, @s]`), the one is taken that has adjoints of all arguments. Each cache is pushed to and
popped from once, outside of loops and branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from xdsl.context import Context
from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, FunctionType, ModuleOp, StringAttr, SymbolRefAttr
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter
from xdsl.utils.hints import isa

from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.enzyme import (
    CustomReverseRuleAugmentedPrimalOp,
    CustomReverseRuleOp,
    CustomReverseRuleReverseOp,
    InitOp,
    PopOp,
    PushOp,
    YieldOp,
)
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import symbols_in, unused_name
from xdsl_enzyme.rules.custom_functions import custom_derivative

CUSTOM_RULE = "enzyme.custom_rule"

HalfT = TypeVar("HalfT", CustomReverseRuleAugmentedPrimalOp, CustomReverseRuleReverseOp)


@dataclass(frozen=True)
class LowerCustomRulesPass(ModulePass):
    """Makes functions of custom rules, and names them where the rules are named."""

    name = "enzyme-lower-custom-rules"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        lower_custom_rules(op)


def lower_custom_rules(module: ModuleOp) -> None:
    """Replace the rules that functions of `module` name."""
    made: dict[CustomReverseRuleOp, tuple[str, str]] = {}
    for function in list(module.body.block.ops):
        if not isinstance(function, func.FuncOp) or CUSTOM_RULE not in function.attributes:
            continue
        rule = _chosen(function, _named_rules(function))
        if rule not in made:
            made[rule] = _functions(module, rule, function)
        del function.attributes[CUSTOM_RULE]
        augmented, adjoint = made[rule]
        custom_derivative(function, augmented=augmented, adjoint=adjoint)
    if rules := [op for op in module.body.block.ops if isinstance(op, CustomReverseRuleOp)]:
        named = {name for op in module.walk() for name in symbols_in(op)}
        for rule in rules:
            if rule.sym_name.data not in named:
                Rewriter.erase_op(rule)


def _named_rules(function: func.FuncOp) -> list[CustomReverseRuleOp]:
    named = function.attributes[CUSTOM_RULE]
    symbols = named.data if isa(named, ArrayAttr[SymbolRefAttr]) else [named]
    rules: list[CustomReverseRuleOp] = []
    for symbol in symbols:
        found = lookup(function, symbol) if isinstance(symbol, SymbolRefAttr) else None
        if not isinstance(found, CustomReverseRuleOp):
            raise DifferentiationError(
                f"{symbol}, which is to be a rule of '{function.sym_name.data}', is none",
                where=function,
                hint="name an enzyme.custom_reverse_rule of the module",
            )
        rules.append(found)
    return rules


def _chosen(function: func.FuncOp, rules: Sequence[CustomReverseRuleOp]) -> CustomReverseRuleOp:
    """The rule with adjoints of all arguments, and for all results, that can have one."""
    type = function.function_type
    for rule in rules:
        if rule.function_type == type and all(
            one.data.is_active
            for types, activities in (
                (type.inputs, rule.activity),
                (type.outputs, rule.ret_activity),
            )
            for value, one in zip(types, activities, strict=True)
            if has_floats(value) or holds_pointers(value)
        ):
            return rule
    raise DifferentiationError(
        f"no rule of '{function.sym_name.data}' serves all calls",
        where=function,
        why="each takes some argument or result as constant, or is for a function of another type",
        hint="give it a rule in which all floats are active and all memory is duplicated",
    )


def _functions(
    module: ModuleOp, rule: CustomReverseRuleOp, function: func.FuncOp
) -> tuple[str, str]:
    """Make the functions for both halves of a rule; returns their names."""
    caches = [op.results[0] for op in rule.body.block.ops if isinstance(op, InitOp)]
    [augmented] = _halves(rule, CustomReverseRuleAugmentedPrimalOp)
    [reverse] = _halves(rule, CustomReverseRuleReverseOp)
    primal_types = augmented.function_type.inputs.data
    if augmented.function_type.outputs != function.function_type.outputs:
        raise _refusal(augmented, "it does not return what the function returns")

    cached: list[SSAValue] = []
    for cache in caches:
        push = _only_use(cache, augmented, PushOp)
        cached.append(push.operands[1])
        Rewriter.erase_op(push)
    _end(augmented.body, cached)

    block = reverse.body.blocks[0]
    for number, value in enumerate(cached):
        pop = _only_use(caches[number], reverse, PopOp)
        argument = block.insert_arg(value.type, number)
        argument.name_hint = pop.results[0].name_hint
        Rewriter.replace_op(pop, [], [argument])
    for number, type in enumerate(primal_types):
        block.insert_arg(type, number)
    _end(reverse.body, ())

    names: list[str] = []
    for half, suffix in ((augmented, "augmented"), (reverse, "adjoint")):
        name = unused_name(module, f"{rule.sym_name.data}.{suffix}")
        module.body.block.insert_op_before(_function(name, half), rule)
        names.append(name)
    return names[0], names[1]


def _halves(rule: CustomReverseRuleOp, kind: type[HalfT]) -> list[HalfT]:
    halves = [op for op in rule.body.block.ops if isinstance(op, kind)]
    if len(halves) != 1:
        raise _refusal(rule, f"it has {len(halves)} {kind.name}")
    return halves


def _only_use(cache: SSAValue, half: Operation, kind: type[Operation]) -> Operation:
    """The op that pushes to a cache in the one half, or pops from it in the other."""
    uses = [use.operation for use in cache.uses if isinstance(use.operation, kind)]
    if len(uses) != 1 or uses[0].parent_op() is not half:
        raise _refusal(
            half, f"a cache has not exactly one {kind.name} outside of loops and branches"
        )
    return uses[0]


def _refusal(where: Operation, why: str) -> DifferentiationError:
    return DifferentiationError(
        "a custom rule is of a kind that is not supported",
        where=where,
        why=why,
        hint="name functions with enzyme.augmented and enzyme.adjoint instead",
    )


def _end(body: Region, more: Sequence[SSAValue]) -> None:
    for block in body.blocks:
        last = block.last_op
        if isinstance(last, YieldOp):
            Rewriter.replace_op(last, func.ReturnOp(*last.values, *more))


def _function(name: str, half: Operation) -> func.FuncOp:
    [body] = half.regions
    block: Block = body.blocks[0]
    last = next(one.last_op for one in body.blocks if isinstance(one.last_op, func.ReturnOp))
    types: list[Attribute] = [argument.type for argument in block.args]
    new = func.FuncOp.create(
        regions=[half.detach_region(body)],
        properties={
            "sym_name": StringAttr(name),
            "function_type": FunctionType.from_lists(types, list(last.operand_types)),
            "sym_visibility": StringAttr("private"),
        },
    )
    new.location = half.location
    return new
