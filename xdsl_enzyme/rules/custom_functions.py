"""Functions that come with derivatives of their own: attributes that name ordinary functions of the same module.

::

    func.func private @f(%x: f64) -> f64 attributes {enzyme.derivative = @f_tangent, enzyme.adjoint = @f_adjoint}

    enzyme.derivative    @f_tangent(%x, %dx) -> (%y, %dy)            instead of @f, in forward mode
    enzyme.adjoint       @f_adjoint(%x, %dy) -> %dx                  in the reverse sweep
    enzyme.augmented     @f_augmented(%x) -> (%y, %tape…)            instead of @f, in the forward sweep; then
                         @f_adjoint(%x, %tape…, %dy) -> %dx

Every float argument and every argument that points to memory is followed by its tangent or shadow, except floats in reverse mode:
their adjoints are the results. Tangents of results come after all results. Without `enzyme.augmented`, `@f` itself runs in the
forward sweep; a function that takes memory needs one, since what it has read may be overwritten when the adjoint runs.
What a function has no derivative for is differentiated as usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.builder import Builder
from xdsl.dialects import func
from xdsl.dialects.builtin import FunctionType, IntegerAttr, StringAttr, SymbolRefAttr, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.differing_values import PRIMAL_RESULTS
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.c_runtime import module_of
from xdsl_enzyme.rules.context import AdjointContext, TangentContext
from xdsl_enzyme.rules.directions import join, split
from xdsl_enzyme.rules.func import CallRule
from xdsl_enzyme.rules.registry import callee_rule

DERIVATIVE = "enzyme.derivative"
ADJOINT = "enzyme.adjoint"
AUGMENTED = "enzyme.augmented"

_PRIMAL = "enzyme.primal"
"""On the call of an augmented function: which function it stands for."""


def custom_derivative(
    function: func.FuncOp,
    *,
    derivative: str | None = None,
    adjoint: str | None = None,
    augmented: str | None = None,
) -> None:
    """Give a function its own derivatives, by the names of functions of the same module."""
    for name, symbol in ((DERIVATIVE, derivative), (ADJOINT, adjoint), (AUGMENTED, augmented)):
        if symbol is not None:
            function.attributes[name] = SymbolRefAttr(symbol)


def call_instead(clone: func.FuncOp, function: func.FuncOp) -> None:
    """Replace the body of `clone` by a call of `function`, where its own derivatives are found."""
    block = Block(arg_types=function.function_type.inputs.data)
    call = func.CallOp(
        SymbolRefAttr(function.sym_name.data), block.args, function.function_type.outputs.data
    )
    block.add_ops([call, func.ReturnOp(*call.results)])
    clone.detach_region(clone.body)
    clone.add_region(Region(block))


@callee_rule(DERIVATIVE, ADJOINT, _PRIMAL)
class CustomFunctionRule(CallRule):
    """A call of such a function."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        assert isinstance(op, func.CallOp)
        primal = _function(op, op.callee)
        if (DERIVATIVE if ctx.floats_are_carried else ADJOINT) not in primal.attributes:
            super().tangent(op, ctx)
        elif ctx.floats_are_carried:
            _call_derivative(op, primal, ctx)
        else:
            _call_augmented(op, primal, ctx)

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        assert isinstance(op, func.CallOp)
        name = op.attributes.get(_PRIMAL, op.callee)
        assert isinstance(name, SymbolRefAttr)
        primal = _function(op, name)
        if ADJOINT in primal.attributes:
            _call_adjoint(op, primal, ctx)
        else:
            super().adjoint(op, ctx)


def _call_derivative(op: func.CallOp, primal: func.FuncOp, ctx: TangentContext) -> None:
    outputs = primal.function_type.outputs.data
    expected = FunctionType.from_lists(
        [part for type in primal.function_type.inputs.data for part in _with_tangent(type)],
        [*outputs, *filter(_has_tangent, outputs)],
    )
    function = _named(op, primal, DERIVATIVE, expected)
    has_memory = any(map(holds_pointers, primal.function_type.inputs.data))
    if has_memory and ctx.width != 1:
        raise DifferentiationError(
            f"no forward mode of width {ctx.width} for '{primal.sym_name.data}'",
            where=op,
            why="its own derivative is for one tangent at a time, and it uses memory",
            hint="use width 1",
        )
    ctx.builder = Builder(InsertPoint.before(op))
    directions: list[Sequence[SSAValue]] = []
    for argument in op.arguments:
        if holds_pointers(argument.type):
            directions.append([_shadow(op, argument, ctx)])
        elif has_floats(argument.type):
            tangents = ctx.tangent_or_zero(argument)
            directions.append(split(ctx.builder, tangents, argument.type, ctx.width))
        else:
            directions.append([])
    # The op itself is replaced by the first call; the others compute the same results again.
    calls = [
        _call(
            op,
            function,
            [
                part
                for pair in zip(op.arguments, directions, strict=True)
                for part in (pair[0], *pair[1][k : k + 1])
            ],
        )
        for k in range(ctx.width)
    ]
    for call in calls[1:]:
        ctx.builder.insert(call)
    count = len(outputs)
    for call in calls:
        call.attributes[PRIMAL_RESULTS] = IntegerAttr(count, i64)
    positions = [result.index for result in op.results if _has_tangent(result.type)]
    ctx.replace(op, calls[0])
    ctx.builder = Builder(InsertPoint.after(calls[0]))
    for number, position in enumerate(positions):
        parts = [call.results[count + number] for call in calls]
        result = calls[0].results[position]
        ctx.set_tangent(result, join(ctx.builder, parts, result.type))


def _call_augmented(op: func.CallOp, primal: func.FuncOp, ctx: TangentContext) -> None:
    inputs, outputs = primal.function_type.inputs.data, primal.function_type.outputs.data
    has_memory = any(map(holds_pointers, inputs))
    if any(map(holds_pointers, outputs)):
        raise DifferentiationError(
            f"'{primal.sym_name.data}' returns memory and has its own adjoint",
            where=op,
            why="an adjoint has no way to return the shadow",
            hint="pass the memory as an argument",
        )
    if AUGMENTED not in primal.attributes:
        if has_memory:
            raise DifferentiationError(
                f"'{primal.sym_name.data}' takes memory, and has an adjoint without an augmented function",
                where=op,
                why="the memory may have changed when the adjoint runs",
                hint=f"name a function with '{AUGMENTED}' that returns what the adjoint needs",
            )
        return
    function = _function(op, _symbol(primal, AUGMENTED))
    expected = FunctionType.from_lists(
        [part for type in inputs for part in _with_shadow(type)],
        [*outputs, *function.function_type.outputs.data[len(outputs) :]],
    )
    _named(op, primal, AUGMENTED, expected)
    operands = [
        part
        for argument in op.arguments
        for part in (
            (argument, _shadow(op, argument, ctx)) if holds_pointers(argument.type) else (argument,)
        )
    ]
    if ctx.width > 1 and len(function.function_type.outputs) > len(outputs):
        function = _with_tapes(function, len(outputs), ctx.width)
    call = _call(op, function, operands)
    call.attributes[_PRIMAL] = SymbolRefAttr(primal.sym_name.data)
    call.attributes[PRIMAL_RESULTS] = IntegerAttr(len(outputs), i64)
    ctx.replace(op, call)


def _with_tapes(function: func.FuncOp, results: int, width: int) -> func.FuncOp:
    """An augmented function that makes a tape for each direction: what takes a tape may free it."""
    module = module_of(function)
    name = f"{function.sym_name.data}.tapes{width}"
    existing = lookup(module, name)
    if isinstance(existing, func.FuncOp):
        return existing
    inputs, outputs = function.function_type.inputs.data, function.function_type.outputs.data
    types = [*outputs[:results], *outputs[results:] * width]
    new = func.FuncOp(name, FunctionType.from_lists(inputs, types))
    new.properties["sym_visibility"] = StringAttr("private")
    module.body.block.insert_op_after(new, function)
    block = new.body.block
    calls = [
        func.CallOp(SymbolRefAttr(function.sym_name.data), block.args, outputs)
        for _ in range(width)
    ]
    tapes = [tape for call in calls for tape in call.results[results:]]
    block.add_ops([*calls, func.ReturnOp(*calls[0].results[:results], *tapes)])
    return new


def _call_adjoint(op: func.CallOp, primal: func.FuncOp, ctx: AdjointContext) -> None:
    inputs, outputs = primal.function_type.inputs.data, primal.function_type.outputs.data
    tapes = op.results[len(outputs) :]
    # One for each direction, if each has one.
    count = len(tapes) // (ctx.width if AUGMENTED in primal.attributes else 1)
    tape = tapes[:count]
    expected = FunctionType.from_lists(
        [
            *(part for type in inputs for part in _with_shadow(type)),
            *(result.type for result in tape),
            *filter(has_floats, outputs),
        ],
        [type for type in inputs if _is_value(type)],
    )
    function = _named(op, primal, ADJOINT, expected)
    if ctx.width != 1 and any(map(holds_pointers, inputs)):
        raise DifferentiationError(
            f"no reverse mode of width {ctx.width} for '{primal.sym_name.data}'",
            where=op,
            why="its own adjoint is for one seed at a time, and it uses memory",
            hint="use width 1",
        )
    given = iter(op.arguments)
    values: list[SSAValue] = []
    operands: list[SSAValue] = []
    for type in inputs:
        argument = next(given)
        operands.append(ctx.primal(argument))
        if holds_pointers(type):
            # The call of an augmented function has the shadow as its next argument.
            operands.append(ctx.primal(next(given)))
        elif _is_value(type):
            values.append(argument)
    seeds: list[Sequence[SSAValue]] = []
    for result in op.results[: len(outputs)]:
        if has_floats(result.type):
            adjoint = ctx.take_adjoint(result)
            adjoint = adjoint or floats.zero(ctx.builder, ctx.adjoint_type(result.type))
            seeds.append(split(ctx.builder, adjoint, result.type, ctx.width))
    calls: list[func.CallOp] = []
    for k in range(ctx.width):
        own = [ctx.primal(result) for result in tapes[k * count : (k + 1) * count]]
        given_here = [*operands, *own, *(seed[k] for seed in seeds)]
        calls.append(ctx.builder.insert(_call(op, function, given_here)))
    for position, value in enumerate(values):
        delta = join(ctx.builder, [call.results[position] for call in calls], value.type)
        ctx.accumulate(value, delta)


# Signatures


def _is_value(type: Attribute) -> bool:
    return has_floats(type) and not holds_pointers(type)


def _has_tangent(type: Attribute) -> bool:
    return has_floats(type) or holds_pointers(type)


def _with_tangent(type: Attribute) -> Iterator[Attribute]:
    yield type
    if _has_tangent(type):
        yield type


def _with_shadow(type: Attribute) -> Iterator[Attribute]:
    yield type
    if holds_pointers(type):
        yield type


def _shadow(op: func.CallOp, argument: SSAValue, ctx: TangentContext) -> SSAValue:
    shadow = ctx.tangent(argument)
    if shadow is not None:
        return shadow
    raise DifferentiationError(
        f"'{op.callee.root_reference.data}' has its own derivative, and is given memory that has no shadow",
        where=op,
        why="no derivative flows through that memory",
        hint="make the argument active, or write a version of the function for constant memory",
    )


def _call(op: func.CallOp, function: func.FuncOp, operands: Sequence[SSAValue]) -> func.CallOp:
    call = func.CallOp(
        SymbolRefAttr(function.sym_name.data), operands, function.function_type.outputs.data
    )
    call.location = op.location
    return call


def _symbol(primal: func.FuncOp, name: str) -> SymbolRefAttr:
    symbol = primal.attributes[name]
    if isinstance(symbol, SymbolRefAttr):
        return symbol
    raise DifferentiationError(
        f"'{name}' of '{primal.sym_name.data}' is {symbol}",
        where=primal,
        why="it has to name a function of the module",
        hint=f"write {name} = @function",
    )


def _function(op: Operation, name: SymbolRefAttr) -> func.FuncOp:
    found = lookup(op, name)
    if isinstance(found, func.FuncOp):
        return found
    raise DifferentiationError(f"there is no function '{name.root_reference.data}'", where=op)


def _named(op: func.CallOp, primal: func.FuncOp, name: str, expected: FunctionType) -> func.FuncOp:
    """The function that an attribute of `primal` names, of the type that it has to have."""
    function = _function(op, _symbol(primal, name))
    if function.function_type == expected:
        return function
    raise DifferentiationError(
        f"'{function.sym_name.data}', the '{name}' of '{primal.sym_name.data}', has type {function.function_type}",
        where=function,
        why=f"for a function of type {primal.function_type}, it has to be {expected}",
    )
