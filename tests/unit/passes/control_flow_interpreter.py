"""A tiny interpreter of integer programs in cf form and in structured form.

It knows `poison`, and refuses to let it decide anything. What a program does is its trace: the arguments of the
calls that it makes. Calls to `choose` return the next number of a given stream; when that is used up the run stops,
so that programs need not terminate::

    run(function, [1, 2], choices=iter([0, 3]))  -> Run(trace=[("visit", 4), …], results=[…], ended=True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from xdsl.dialects import arith, cf, func, llvm, scf, ub
from xdsl.dialects.builtin import IntegerAttr, IntegerType
from xdsl.ir import Attribute, Block, Operation, SSAValue


class Poison:
    """The value of `ub.poison`."""


POISON = Poison()


class OutOfChoicesError(Exception):
    pass


class UnreachableError(Exception):
    pass


@dataclass
class Run:
    trace: list[tuple[object, ...]] = field(default_factory=list)
    results: list[object] | None = None
    """None if the program did not come to its end."""
    unreachable: bool = False


def run(function: func.FuncOp, arguments: Sequence[int], choices: Iterator[int]) -> Run:
    interpreter = _Interpreter(choices)
    try:
        interpreter.run.results = interpreter.call(function, arguments)
    except OutOfChoicesError:
        pass
    except UnreachableError:
        interpreter.run.unreachable = True
    return interpreter.run


def _width(type: Attribute) -> int:
    return type.bitwidth if isinstance(type, IntegerType) else 64


def _signed(value: int, width: int) -> int:
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


_ARITHMETIC: dict[type[Operation], Callable[[int, int], int]] = {
    arith.AddiOp: lambda a, b: a + b,
    arith.SubiOp: lambda a, b: a - b,
    arith.MuliOp: lambda a, b: a * b,
    arith.XOrIOp: lambda a, b: a ^ b,
    arith.AndIOp: lambda a, b: a & b,
    arith.OrIOp: lambda a, b: a | b,
    arith.MaxSIOp: max,
    arith.MinSIOp: min,
}

_UNSIGNED: dict[type[Operation], Callable[[int, int], int]] = {
    arith.DivUIOp: lambda a, b: a // b,
    arith.RemUIOp: lambda a, b: a % b,
    arith.ShRUIOp: lambda a, b: a >> b,
    arith.MaxUIOp: max,
    arith.MinUIOp: min,
}

_COMPARISONS: list[Callable[[int, int], bool]] = [
    lambda a, b: a == b,
    lambda a, b: a != b,
    lambda a, b: a < b,
    lambda a, b: a <= b,
    lambda a, b: a > b,
    lambda a, b: a >= b,
]


class _Interpreter:
    """Integers are kept as signed numbers of their width."""

    def __init__(self, choices: Iterator[int]):
        self.choices = choices
        self.run = Run()
        self.values: dict[SSAValue, object] = {}

    def call(self, function: func.FuncOp, arguments: Sequence[int]) -> list[object]:
        block: Block | None = function.body.first_block
        passed: list[object] = list(arguments)
        while block is not None:
            self.assign(block.args, passed)
            terminator = self.execute_ops(block)
            block, passed = self.follow(terminator)
        return passed

    def assign(self, variables: Sequence[SSAValue], values: Sequence[object]) -> None:
        assert len(variables) == len(values)
        self.values.update(zip(variables, values, strict=True))

    def get_all(self, operands: Sequence[SSAValue]) -> list[object]:
        return [self.values[operand] for operand in operands]

    def decide(self, operand: SSAValue) -> int:
        value = self.values[operand]
        assert isinstance(value, int), f"poison decides at {operand}"
        return value

    def follow(self, op: Operation) -> tuple[Block | None, list[object]]:
        match op:
            case cf.BranchOp():
                return op.successor, self.get_all(op.arguments)
            case cf.ConditionalBranchOp():
                if self.decide(op.cond):
                    return op.then_block, self.get_all(op.then_arguments)
                return op.else_block, self.get_all(op.else_arguments)
            case cf.SwitchOp():
                flag = self.decide(op.flag)
                cases = (
                    [] if op.case_values is None else [int(v) for v in op.case_values.get_values()]
                )
                if flag in cases:
                    index = cases.index(flag)
                    return op.case_blocks[index], self.get_all(op.case_operand[index])
                return op.default_block, self.get_all(op.default_operands)
            case func.ReturnOp():
                return None, self.get_all(op.arguments)
            case llvm.UnreachableOp() | ub.UnreachableOp():
                raise UnreachableError
            case _:
                raise AssertionError(f"not a terminator: {op.name}")

    def execute_region(self, op: Operation, index: int, arguments: Sequence[object]) -> Operation:
        block = op.regions[index].block
        self.assign(block.args, arguments)
        return self.execute_ops(block)

    def execute_ops(self, block: Block) -> Operation:
        op = block.first_op
        assert op is not None
        while op is not block.last_op:
            self.execute(op)
            op = op.next_op
            assert op is not None
        return op

    def execute(self, op: Operation) -> None:
        match op:
            case arith.ConstantOp():
                value = cast(IntegerAttr, op.value).value.data
                results: list[object] = [_signed(value, _width(op.result.type))]
            case ub.PoisonOp():
                results = [POISON]
            case arith.SelectOp():
                results = [self.values[op.lhs if self.decide(op.cond) else op.rhs]]
            case scf.IfOp():
                results = self.execute_if(op)
            case scf.IndexSwitchOp():
                flag = self.decide(op.arg)
                cases = list(op.cases.get_values())
                region = 1 + cases.index(flag) if flag in cases else 0
                results = self.get_all(self.execute_region(op, region, []).operands)
            case scf.WhileOp():
                results = self.execute_while(op)
            case scf.ForOp():
                results = self.execute_for(op)
            case func.CallOp():
                results = self.execute_call(op)
            case _:
                results = [self.compute(op)]
        self.assign(op.results, results)

    def execute_if(self, op: scf.IfOp) -> list[object]:
        taken = 0 if self.decide(op.cond) else 1
        if not op.regions[taken].blocks:
            return []
        return self.get_all(self.execute_region(op, taken, []).operands)

    def execute_while(self, op: scf.WhileOp) -> list[object]:
        values = self.get_all(op.operands)
        while True:
            condition = self.execute_region(op, 0, values)
            values = self.get_all(condition.operands[1:])
            if not self.decide(condition.operands[0]):
                return values
            values = self.get_all(self.execute_region(op, 1, values).operands)

    def execute_for(self, op: scf.ForOp) -> list[object]:
        values = self.get_all(op.iter_args)
        for k in range(self.decide(op.lb), self.decide(op.ub), self.decide(op.step)):
            values = self.get_all(self.execute_region(op, 0, [k, *values]).operands)
        return values

    def execute_call(self, op: func.CallOp) -> list[object]:
        arguments = self.get_all(op.arguments)
        if op.callee.string_value() in ("choose", "toss"):
            self.run.trace.append((op.callee.string_value(), *arguments))
            if (choice := next(self.choices, None)) is None:
                raise OutOfChoicesError
            return [_signed(choice, _width(result.type)) for result in op.results]
        self.run.trace.append((op.callee.string_value(), *arguments))
        return [0] * len(op.results)

    def compute(self, op: Operation) -> object:
        operands = self.get_all(op.operands)
        width = _width(op.operands[0].type)
        result_width = _width(op.results[0].type)
        if any(isinstance(operand, Poison) for operand in operands):
            return POISON
        numbers = cast(list[int], operands)
        unsigned = [number & ((1 << width) - 1) for number in numbers]
        if operation := _ARITHMETIC.get(type(op)):
            return _signed(operation(*numbers), result_width)
        if operation := _UNSIGNED.get(type(op)):
            return _signed(operation(*unsigned), result_width)
        match op:
            case arith.CmpiOp():
                predicate = op.predicate.value.data
                if predicate < 6:
                    return -int(_COMPARISONS[predicate](*numbers))
                return -int(_COMPARISONS[predicate - 4](*unsigned))
            case arith.IndexCastOp() | arith.ExtSIOp() | arith.TruncIOp():
                return _signed(numbers[0], result_width)
            case arith.ExtUIOp():
                return _signed(unsigned[0], result_width)
            case _:
                raise AssertionError(f"unknown op {op.name}")
