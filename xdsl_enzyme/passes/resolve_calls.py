"""`enzyme-resolve-calls`: calls through pointers become calls of the functions that the pointers may lead to.

On cf form and on structured form; `analyses.function_pointers` says which functions these are::

    %r = llvm_extra.call_pointer %p(%x) : (f64) -> f64
    -->
    %is = llvm_extra.pointer_compare eq, %p, %f                with %f = llvm.mlir.addressof @f
    %r = scf.if %is -> (f64) {
      %0 = func.call @f(%x) : (f64) -> f64
      scf.yield %0 : f64
    } else {
      %1 = func.call @g(%x) : (f64) -> f64
      scf.yield %1 : f64
    }

More than two functions are numbered, and an `scf.index_switch` calls the one with that number. Where there may be others than those
that are known, they are called through the pointer after all, by an op with the attribute `enzyme.unexpected_callee`: it has no
derivative, and one that arrives there ends the program with a message. A pointer that leads to one function only
is not compared with anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.builder import Builder
from xdsl.context import Context
from xdsl.dialects import arith, func, llvm, scf
from xdsl.dialects.builtin import (
    DenseArrayBase,
    IndexType,
    IntegerAttr,
    ModuleOp,
    SymbolRefAttr,
    UnitAttr,
    i64,
)
from xdsl.ir import Block, Operation, Region, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter

from xdsl_enzyme.analyses.function_pointers import FunctionPointers
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects.llvm_extra import (
    UNEXPECTED_CALLEE,
    CallPointerOp,
    InvokeOp,
    PointerCompareOp,
)
from xdsl_enzyme.dialects.math_functions import math_operation

PointerCall = CallPointerOp | InvokeOp

_CARRIED = ("llvm.attributes", "fastmath")
"""Attributes of a call that hold whatever it calls."""


@dataclass(frozen=True)
class ResolveCallsPass(ModulePass):
    """Replaces calls through pointers by calls of functions, as far as it is known which."""

    name = "enzyme-resolve-calls"

    entries: tuple[str, ...] | None = None
    """The functions that are called from outside; by default all that other modules can see."""

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        resolve_calls(op, self.entries)


def resolve_calls(module: ModuleOp, entries: Sequence[str] | None = None) -> None:
    """Resolve the calls through pointers of `module`, but for those of variadic functions and those resolved before."""
    calls = [op for op in walk_regions(module) if isinstance(op, PointerCall) and _is_open(op)]
    if not calls:
        return
    pointers = FunctionPointers(module, entries)
    found = [(call, pointers.candidates(call, call.operands[0])) for call in calls]
    for call, candidates in found:
        if candidates.functions or candidates.is_complete:
            _Resolution(call, candidates.functions, candidates.is_complete).replace()


def _is_open(op: PointerCall) -> bool:
    is_direct = isinstance(op, InvokeOp) and op.callee is not None
    return not is_direct and op.function_type is None and UNEXPECTED_CALLEE not in op.attributes


@dataclass
class _Resolution:
    """One call, and what it may call."""

    call: PointerCall
    functions: Sequence[func.FuncOp]
    is_complete: bool

    def replace(self) -> None:
        alternatives: list[Callable[[Builder], Operation]] = [
            lambda builder, function=function: builder.insert(self._direct(function))
            for function in self.functions
        ]
        if not self.is_complete or not alternatives:
            alternatives.append(lambda builder: builder.insert(self._through_pointer()))
        builder = Builder(InsertPoint.before(self.call))
        results = self._choice(builder, alternatives).results
        for old, new in zip(self.call.results, results, strict=True):
            new.name_hint = old.name_hint
        Rewriter.replace_op(self.call, [], results)

    def _choice(
        self, builder: Builder, alternatives: Sequence[Callable[[Builder], Operation]]
    ) -> Operation:
        """The op whose results are those of the alternative that the pointer chooses."""
        if len(alternatives) == 1:
            return alternatives[0](builder)
        regions = [self._region(one) for one in alternatives]
        types = [result.type for result in self.call.results]
        if len(regions) == 2:
            yes, no = regions
            choice = scf.IfOp(self._is(builder, self.functions[0]), types, yes, no)
        else:
            cases = range(len(regions) - 1)
            number: SSAValue = _constant(builder, len(cases))
            for case in reversed(cases):
                matches = self._is(builder, self.functions[case])
                select = arith.SelectOp(matches, _constant(builder, case), number)
                number = self._insert(builder, select).results[0]
            index = self._insert(builder, arith.IndexCastOp(number, IndexType())).results[0]
            choice = scf.IndexSwitchOp(
                index,
                DenseArrayBase.from_list(i64, list(cases)),
                regions[-1],
                regions[:-1],
                types,
            )
        return self._insert(builder, choice)

    def _region(self, alternative: Callable[[Builder], Operation]) -> Region:
        block = Block()
        op = alternative(Builder(InsertPoint.at_end(block)))
        block.add_op(scf.YieldOp(*op.results))
        return Region(block)

    def _is(self, builder: Builder, function: func.FuncOp) -> SSAValue:
        address = llvm.AddressOfOp(function.sym_name.data, llvm.LLVMPointerType())
        other = self._insert(builder, address).results[0]
        compare = PointerCompareOp(0, self.call.operands[0], other)
        return self._insert(builder, compare).results[0]

    def _insert(self, builder: Builder, op: Operation) -> Operation:
        op.location = self.call.location
        return builder.insert(op)

    def _direct(self, function: func.FuncOp) -> Operation:
        """The call of one function; of a declared one of the math library the op, as if it had been called by name."""
        if (operation := _operation_of(function)) is not None and isinstance(
            self.call, CallPointerOp
        ):
            fastmath = self.call.attributes.get("fastmath", arith.FastMathFlagsAttr("none"))
            return operation.create(
                operands=self.call.arguments,
                result_types=self.call.result_types,
                properties={"fastmath": fastmath},
                location=self.call.location,
            )
        symbol = SymbolRefAttr(function.sym_name.data)
        arguments = self.call.operands[1:]
        if isinstance(self.call, InvokeOp):
            properties = {
                name: one
                for name, one in self.call.properties.items()
                if name in ("clauses", "cleanup")
            }
            new: Operation = InvokeOp.create(
                operands=arguments,
                result_types=self.call.result_types,
                properties={**properties, "callee": symbol},
            )
        else:
            new = func.CallOp(symbol, arguments, self.call.result_types)
        new.attributes = {
            name: one for name, one in self.call.attributes.items() if name in _CARRIED
        }
        new.location = self.call.location
        return new

    def _through_pointer(self) -> Operation:
        new = self.call.clone()
        new.attributes[UNEXPECTED_CALLEE] = UnitAttr()
        return new


def _operation_of(function: func.FuncOp) -> type[Operation] | None:
    type = function.function_type
    if function.body.blocks:
        return None
    return math_operation(function.sym_name.data, type.inputs.data, type.outputs.data)


def _constant(builder: Builder, value: int) -> SSAValue:
    return builder.insert(arith.ConstantOp(IntegerAttr(value, i64))).result
