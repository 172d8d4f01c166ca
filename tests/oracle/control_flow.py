"""`func`, `cf` and `scf`: calls, branches and loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from xdsl.dialects import cf, func, llvm, memref, scf, ub
from xdsl.ir import Operation

from tests.oracle.compiler import Frame, FunctionCompiler, Jump, Outcome, Step
from tests.oracle.errors import OracleError
from tests.oracle.externals import external
from tests.oracle.layout import bit_width
from tests.oracle.tables import Evaluate, on_values, terminator, with_regions
from tests.oracle.values import Poison, Value, signed

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

Finish = Callable[[Frame], Outcome]


def decided(value: Value) -> int:
    """An integer on which control flow depends."""
    if isinstance(value, Poison):
        raise OracleError("control flow depends on poison or undefined memory")
    return cast(int, value)


# Calls


@on_values(func.CallOp)
def _call(op: func.CallOp, machine: Machine) -> Evaluate:
    name = op.callee.string_value()
    if machine.definition(name) is None:
        return external(name, op, machine)
    if len(op.results) == 1:
        return lambda *arguments: machine.call(name, arguments)[0]
    return lambda *arguments: tuple(machine.call(name, arguments))


# Ends of regions


@terminator(
    func.ReturnOp,
    llvm.ReturnOp,
    scf.YieldOp,
    scf.ConditionOp,
    scf.ReduceOp,
    scf.ReduceReturnOp,
    memref.AllocaScopeReturnOp,
)
def _hand_over(op: Operation, compiler: FunctionCompiler) -> Finish:
    slots = compiler.slots_of(op.operands)
    return lambda frame: [frame[slot] for slot in slots]


@terminator(llvm.UnreachableOp, ub.UnreachableOp)
def _unreachable(op: Operation, compiler: FunctionCompiler) -> Finish:
    def finish(frame: Frame) -> Outcome:
        raise OracleError("reaches the unreachable")

    return finish


# Branches


@terminator(cf.BranchOp)
def _branch(op: cf.BranchOp, compiler: FunctionCompiler) -> Finish:
    target, slots = compiler.blocks[op.successor], compiler.slots_of(op.arguments)
    return lambda frame: Jump(target, [frame[slot] for slot in slots])


@terminator(cf.ConditionalBranchOp)
def _conditional_branch(op: cf.ConditionalBranchOp, compiler: FunctionCompiler) -> Finish:
    condition = compiler.slot(op.cond)
    if_true = compiler.blocks[op.then_block], compiler.slots_of(op.then_arguments)
    if_false = compiler.blocks[op.else_block], compiler.slots_of(op.else_arguments)

    def finish(frame: Frame) -> Outcome:
        target, slots = if_true if decided(frame[condition]) else if_false
        return Jump(target, [frame[slot] for slot in slots])

    return finish


@terminator(cf.SwitchOp)
def _switch(op: cf.SwitchOp, compiler: FunctionCompiler) -> Finish:
    flag, width = compiler.slot(op.flag), bit_width(op.flag.type)
    default = compiler.blocks[op.default_block], compiler.slots_of(op.default_operands)
    values = op.case_values.get_values() if op.case_values is not None else ()
    targets = {
        int(value) % (1 << width): (compiler.blocks[block], compiler.slots_of(operands))
        for value, block, operands in zip(values, op.case_blocks, op.case_operand, strict=True)
    }

    def finish(frame: Frame) -> Outcome:
        target, slots = targets.get(decided(frame[flag]), default)
        return Jump(target, [frame[slot] for slot in slots])

    return finish


@on_values(cf.AssertOp)
def _assert(op: cf.AssertOp, machine: Machine) -> Evaluate:
    def evaluate(condition: Value) -> None:
        if not decided(condition):
            raise OracleError(f"an assertion fails: {op.msg.data}")

    return evaluate


# Structured control flow


def assign(frame: Frame, slots: Sequence[int], values: Sequence[Value]) -> None:
    for slot, value in zip(slots, values, strict=True):
        frame[slot] = value


@with_regions(scf.IfOp)
def _if(op: scf.IfOp, compiler: FunctionCompiler) -> Step:
    condition, results = compiler.slot(op.cond), compiler.slots_of(op.results)
    run_then, run_else = compiler.region(op.true_region), compiler.region(op.false_region)

    def step(frame: Frame) -> None:
        assign(frame, results, (run_then if decided(frame[condition]) else run_else)(frame, ()))

    return step


@with_regions(scf.IndexSwitchOp)
def _index_switch(op: scf.IndexSwitchOp, compiler: FunctionCompiler) -> Step:
    argument, results = compiler.slot(op.arg), compiler.slots_of(op.results)
    default = compiler.region(op.default_region)
    cases = {
        value % (1 << 64): compiler.region(region)
        for value, region in zip(op.cases.get_values(), op.case_regions, strict=True)
    }

    def step(frame: Frame) -> None:
        assign(frame, results, cases.get(decided(frame[argument]), default)(frame, ()))

    return step


@with_regions(scf.ExecuteRegionOp, memref.AllocaScopeOp)
def _region(op: scf.ExecuteRegionOp | memref.AllocaScopeOp, compiler: FunctionCompiler) -> Step:
    results, run = compiler.slots_of(op.results), compiler.region(op.regions[0])
    return lambda frame: assign(frame, results, run(frame, ()))


@with_regions(scf.ForOp)
def _for(op: scf.ForOp, compiler: FunctionCompiler) -> Step:
    bounds = compiler.slots_of((op.lb, op.ub, op.step))
    initial, results = compiler.slots_of(op.iter_args), compiler.slots_of(op.results)
    width, run = bit_width(op.lb.type), compiler.region(op.body)

    def step(frame: Frame) -> None:
        start, end, stride = (signed(decided(frame[slot]), width) for slot in bounds)
        if stride <= 0:
            raise OracleError(f"the step of a loop is {stride}")
        carried: Sequence[Value] = [frame[slot] for slot in initial]
        for index in range(start, end, stride):
            carried = run(frame, (index % (1 << width), *carried))
        assign(frame, results, carried)

    return step


@with_regions(scf.WhileOp)
def _while(op: scf.WhileOp, compiler: FunctionCompiler) -> Step:
    initial, results = compiler.slots_of(op.arguments), compiler.slots_of(op.results)
    run_before = compiler.region(op.before_region)
    run_after = compiler.region(op.after_region)

    def step(frame: Frame) -> None:
        carried: Sequence[Value] = [frame[slot] for slot in initial]
        while True:
            go_on, *values = run_before(frame, carried)
            if not decided(go_on):
                break
            carried = run_after(frame, values)
        assign(frame, results, values)

    return step


@with_regions(scf.ParallelOp)
def _parallel(op: scf.ParallelOp, compiler: FunctionCompiler) -> Step:
    """One iteration after the other, in order; of a reversed loop backwards, so that caches may be stacks."""
    lower, upper, steps, initial, results = (
        compiler.slots_of(values)
        for values in (op.lowerBound, op.upperBound, op.step, op.initVals, op.results)
    )
    run = compiler.region(op.body)
    reduce = op.body.block.last_op
    assert isinstance(reduce, scf.ReduceOp)
    reductions = [compiler.region(region) for region in reduce.reductions]
    is_reversed = "enzyme.reversed_loop" in op.attributes

    def step(frame: Frame) -> None:
        reduced = [frame[slot] for slot in initial]

        def iterate(indices: tuple[int, ...]) -> None:
            depth = len(indices)
            if depth == len(lower):
                parts = run(frame, indices)
                for position, (combine, part) in enumerate(zip(reductions, parts, strict=True)):
                    (reduced[position],) = combine(frame, (reduced[position], part))
                return
            start, end, stride = (
                signed(decided(frame[bound[depth]]), 64) for bound in (lower, upper, steps)
            )
            ways = range(start, end, stride)
            for index in reversed(ways) if is_reversed else ways:
                iterate((*indices, index % (1 << 64)))

        iterate(())
        assign(frame, results, reduced)

    return step
