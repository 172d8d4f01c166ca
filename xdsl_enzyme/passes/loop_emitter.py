"""Loops and functions that passes write themselves, on `i64` counters.

::

    [%total] = counted(emit, %n, [%zero], lambda body, i, [%sum]: [body.value_of(add(%sum, …))])
    -->
    %total = scf.for %i = 0 to %n step 1 iter_args(%sum = %zero) { … scf.yield … }
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import i64
from xdsl.ir import Attribute, Block, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.passes.cache_memory import Amount, Emitter

Values = Sequence[SSAValue]


def counted(
    emit: Emitter,
    count: Amount,
    initial: Values,
    body: Callable[[Emitter, SSAValue, Values], Values],
) -> Values:
    """A loop over 0, 1, … `count` - 1; the body gets the number and the carried values, and returns these anew."""
    block = Block(arg_types=[i64, *(value.type for value in initial)])
    inner = Emitter(InsertPoint.at_end(block), emit.location)
    number, *carried = block.args
    block.add_op(scf.YieldOp(*body(inner, number, carried)))
    loop = scf.ForOp(emit.constant(0), emit.constant(count), emit.constant(1), initial, block)
    emit.insert(loop)
    return loop.results


def while_below(
    emit: Emitter,
    limit: SSAValue,
    initial: Values,
    body: Callable[[Emitter, Values], Values],
) -> Values:
    """A loop that goes on while the first carried value is below `limit`."""
    types = [value.type for value in initial]
    before, after = Block(arg_types=types), Block(arg_types=types)
    test = Emitter(InsertPoint.at_end(before), emit.location)
    before.add_op(scf.ConditionOp(test.compare("slt", before.args[0], limit), *before.args))
    inner = Emitter(InsertPoint.at_end(after), emit.location)
    after.add_op(scf.YieldOp(*body(inner, after.args)))
    loop = scf.WhileOp(list(initial), types, [before], [after])
    emit.insert(loop)
    return loop.results


def while_true(
    emit: Emitter,
    initial: Values,
    body: Callable[[Emitter, Values], tuple[SSAValue, Values]],
) -> Values:
    """A loop that goes on while the condition holds that its body returns with the carried values."""
    types = [value.type for value in initial]
    before, after = Block(arg_types=types), Block(arg_types=types)
    condition, carried = body(Emitter(InsertPoint.at_end(before), emit.location), before.args)
    before.add_op(scf.ConditionOp(condition, *carried))
    after.add_op(scf.YieldOp(*after.args))
    loop = scf.WhileOp(list(initial), types, [before], [after])
    emit.insert(loop)
    return loop.results


def choice(
    emit: Emitter,
    condition: SSAValue,
    types: Sequence[Attribute],
    then: Callable[[Emitter], Values],
    otherwise: Callable[[Emitter], Values],
) -> Values:
    """What one of two branches yields."""
    regions: list[Region] = []
    for build in (then, otherwise):
        block = Block()
        block.add_op(scf.YieldOp(*build(Emitter(InsertPoint.at_end(block), emit.location))))
        regions.append(Region(block))
    op = scf.IfOp.create(operands=[condition], result_types=types, regions=regions)
    emit.insert(op)
    return op.results


def private_function(
    name: str,
    inputs: Sequence[Attribute],
    body: Callable[[Emitter, Values], Values],
) -> func.FuncOp:
    """A function with that body, in no module yet."""
    block = Block(arg_types=inputs)
    returned = body(Emitter(InsertPoint.at_end(block)), block.args)
    block.add_op(func.ReturnOp(*returned))
    outputs = [value.type for value in returned]
    return func.FuncOp(name, (list(inputs), outputs), Region(block), visibility="private")


def call(emit: Emitter, function: func.FuncOp, operands: Values) -> Values:
    """A call of a function of the module."""
    op = func.CallOp(function.sym_name.data, operands, function.function_type.outputs.data)
    emit.insert(op)
    return op.results
