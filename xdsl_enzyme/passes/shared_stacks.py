"""The caches of a module with all the names that they have in different functions.

On structured form after `enzyme-reverse`, where the sweeps of a function are two functions::

    func @f.gradient(…) { %c = enzyme.init; call @f.augmented(…, %c); call @f.reverse(…, %c) }
    func @f.augmented(…, %a: cache<f64>) { push %a, %v }
    func @f.reverse(…, %b: cache<f64>) { pop %b }
    -->
    SharedStack: names %c, %a, %b; one push, one pop
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xdsl.dialects import func
from xdsl.dialects.builtin import ArrayAttr, FunctionType, ModuleOp, StringAttr, SymbolRefAttr
from xdsl.ir import Attribute, Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.dialects.enzyme import CacheInOp, CacheType, InitOp, PopOp, PushOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.graphs import strong_components


@dataclass(eq=False)
class SharedStack:
    """One cache with all its names: where it is made, and the arguments by which it is handed down."""

    names: list[SSAValue] = field(default_factory=lambda: [])
    pushes: list[PushOp] = field(default_factory=lambda: [])
    pops: list[PopOp] = field(default_factory=lambda: [])
    arguments: dict[Operation, SSAValue] = field(default_factory=lambda: {})
    """By the function that they are arguments of, or that takes them from a table."""
    calls: dict[func.CallOp, SSAValue] = field(default_factory=lambda: {})
    """What the calls are given."""
    is_plain: bool = True
    """Whether it is only ever pushed to, popped from, and handed down, once to each call."""

    def is_one_value(self) -> bool:
        """Whether it is one value that goes from one function to another."""
        return (
            self.is_plain
            and bool(self.arguments)
            and len(self.pushes) == len(self.pops) == 1
            and not isinstance(self.pushes[0].value.type, CacheType)
        )

    def way(self) -> object:
        """Stacks that may become one have the same."""
        blocks = self.pushes[0].parent_block(), self.pops[0].parent_block()
        return (*blocks, frozenset(self.arguments), frozenset(self.calls))

    def names_like(self, other: SharedStack) -> dict[SSAValue, SSAValue] | None:
        """For each name of this stack the one of another that goes the same way; None if there isn't just one."""
        names = {mine: other.arguments[function] for function, mine in self.arguments.items()}
        for call, mine in self.calls.items():
            if names.setdefault(mine, other.calls[call]) is not other.calls[call]:
                return None
        is_pairing = set(names) == set(self.names) and set(names.values()) == set(other.names)
        return names if is_pairing and len(names) == len(other.names) else None


def shared_stacks(module: ModuleOp) -> list[SharedStack]:
    """All caches of a module."""
    same: dict[SSAValue, list[SSAValue]] = {}
    calls: list[func.CallOp] = []
    functions: list[func.FuncOp] = []
    taken: list[CacheInOp] = []
    by_number: dict[int, SSAValue] = {}
    addressed: set[str] = set()
    for op in module.walk():
        for value in filter(_is_cache, op.results):
            same.setdefault(value, [])
        if isinstance(op, CacheInOp):
            taken.append(op)
            _join(same, by_number.setdefault(op.number.value.data, op.cache), op.cache)
        if isinstance(op, func.FuncOp) and op.body.blocks:
            functions.append(op)
            for argument in filter(_is_cache, op.body.block.args):
                same.setdefault(argument, [])
        elif isinstance(op, func.CallOp) and any(map(_is_cache, op.operands)):
            calls.append(op)
        else:
            addressed |= _symbols(op)
    for call in calls:
        for given, argument in _handed_down(module, call):
            _join(same, given, argument)
    found: dict[SSAValue, SharedStack] = {}
    for names in strong_components(same):
        stack = SharedStack()
        found |= dict.fromkeys(names, stack)
    for value, stack in found.items():
        stack.names.append(value)
        _see_uses(value, stack)
    for function in functions:
        is_private = function.sym_visibility == StringAttr("private")
        is_known = is_private and function.sym_name.data not in addressed
        for argument in filter(_is_cache, function.body.block.args):
            stack = found[argument]
            stack.is_plain &= is_known and function not in stack.arguments
            stack.arguments[function] = argument
    for op in taken:
        stack, function = found[op.cache], op.parent_op()
        assert isinstance(function, func.FuncOp)
        stack.is_plain &= function not in stack.arguments
        stack.arguments[function] = op.cache
    for call in calls:
        handed_down = dict(_handed_down(module, call))
        for given in filter(_is_cache, call.operands):
            stack = found[given]
            stack.is_plain &= given in handed_down and call not in stack.calls
            stack.calls[call] = given
    return list(dict.fromkeys(found.values()))


def _symbols(op: Operation) -> set[str]:
    """The functions that something else than a call with caches knows."""
    attributes = (*op.properties.values(), *op.attributes.values())
    return {one.string_value() for one in attributes if isinstance(one, SymbolRefAttr)}


def _join(same: dict[SSAValue, list[SSAValue]], one: SSAValue, other: SSAValue) -> None:
    same.setdefault(one, []).append(other)
    same.setdefault(other, []).append(one)


def _is_cache(value: SSAValue) -> bool:
    return isinstance(value.type, CacheType)


def _handed_down(module: ModuleOp, call: func.CallOp) -> Iterator[tuple[SSAValue, SSAValue]]:
    """The caches that a call is given, with the arguments that they become."""
    callee = lookup(module, call.callee)
    if isinstance(callee, func.FuncOp) and callee.body.blocks:
        for given, argument in zip(call.operands, callee.body.block.args, strict=True):
            if _is_cache(given):
                yield given, argument


def _see_uses(value: SSAValue, stack: SharedStack) -> None:
    is_made_here = isinstance(value.owner, InitOp | CacheInOp) or (
        isinstance(value, BlockArgument) and isinstance(value.owner.parent_op(), func.FuncOp)
    )
    stack.is_plain &= is_made_here
    for use in value.uses:
        match use.operation:
            case PushOp() as push if use.index == 0:
                stack.pushes.append(push)
            case PopOp() as pop:
                stack.pops.append(pop)
            case func.CallOp():
                pass
            case _:
                stack.is_plain = False


def erase_caches(module: ModuleOp, caches: set[SSAValue]) -> None:
    """Erases caches that nobody pushes to any more, and does not hand them down."""
    if not caches:
        return
    functions: dict[Block, func.FuncOp] = {}
    for op in module.walk():
        if isinstance(op, func.CallOp) and not caches.isdisjoint(op.operands):
            op.operands = [value for value in op.operands if value not in caches]
        elif isinstance(op, func.FuncOp) and op.body.blocks:
            functions[op.body.block] = op
    for block, function in functions.items():
        if not caches.isdisjoint(block.args):
            _erase_arguments(function, caches)
    for cache in caches:
        if isinstance(cache.owner, InitOp | CacheInOp):
            cache.owner.detach()
            cache.owner.erase()


def _erase_arguments(function: func.FuncOp, caches: set[SSAValue]) -> None:
    block = function.body.block
    kept = [index for index, one in enumerate(block.args) if one not in caches]
    if function.arg_attrs is not None:
        function.arg_attrs = ArrayAttr([function.arg_attrs.data[index] for index in kept])
    for argument in reversed([one for one in block.args if one in caches]):
        block.erase_arg(argument)
    inputs: list[Attribute] = [argument.type for argument in block.args]
    function.function_type = FunctionType.from_lists(
        inputs, list(function.function_type.outputs.data)
    )
