"""`enzyme-propagate-exceptions`: what is differentiated lets exceptions pass.

On cf form. The derivative is that of the path on which nothing is thrown. Each function that may catch an exception, or clean up after one, itself or in
what it calls, gets a second version in which invokes are calls and landing pads are gone; only that one is differentiated::

    func.func @f(%x: f64) -> f64 {
      %r, %unwound, %pad = llvm_extra.invoke of @g(%x) cleanup : (f64) -> (f64, i1, …)
      cf.cond_br %unwound, ^pad(%pad : …), ^next
    …
    -->
    func.func @f(%x: f64) -> f64 attributes {enzyme.propagating = @f.propagating} { … as before … }
    func.func private @f.propagating(%x: f64) -> f64 {
      %r = func.call @g(%x) : (f64) -> f64
      cf.br ^next
    …

An exception that is thrown in the derivative leaves it, then. Were it caught, the handler could go on with other values than those whose
derivatives are computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, cf, func, scf, ub
from xdsl.dialects.builtin import (
    DictionaryAttr,
    IntegerAttr,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    i1,
)
from xdsl.ir import Block, Operation, SSAValue
from xdsl.passes import ModulePass
from xdsl.rewriter import Rewriter

from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects.enzyme import BatchOp, DifferentiationOperation
from xdsl_enzyme.dialects.llvm_extra import CallPointerOp, CallVariadicOp, InvokeOp
from xdsl_enzyme.dialects.symbols import lookup
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.symbol_names import unused_name

PROPAGATING = "enzyme.propagating"
"""The attribute of a function that names its version which lets exceptions pass."""


@dataclass(frozen=True)
class PropagateExceptionsPass(ModulePass):
    """Adds versions of functions that let exceptions pass."""

    name = "enzyme-propagate-exceptions"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        propagate_exceptions(op)


def propagating_version(function: func.FuncOp) -> func.FuncOp:
    """What is differentiated instead of a function: the version that lets exceptions pass, or itself."""
    symbol = function.attributes.get(PROPAGATING)
    found = lookup(function, symbol) if isinstance(symbol, SymbolRefAttr) else None
    return found if isinstance(found, func.FuncOp) else function


def propagate_exceptions(module: ModuleOp) -> None:
    """Make the versions that are missing, and let derivatives be theirs."""
    functions = [op for op in module.body.block.ops if isinstance(op, func.FuncOp)]
    made: list[func.FuncOp] = []
    for function in _that_handle_exceptions(functions):
        if PROPAGATING not in function.attributes:
            made.append(_copy(module, function))
    for function in made:
        _let_pass(function)
        for op in walk_regions(function):
            _call_propagating_version(op)
    for op in walk_regions(module):
        if isinstance(op, DifferentiationOperation):
            _call_propagating_version(op)


def _that_handle_exceptions(functions: Iterable[func.FuncOp]) -> list[func.FuncOp]:
    """The functions with an invoke, and those that call such."""
    callers: dict[str, list[func.FuncOp]] = {}
    pending: list[func.FuncOp] = []
    for function in functions:
        if INACTIVE in function.attributes:
            continue
        for op in walk_regions(function):
            if isinstance(op, InvokeOp):
                pending.append(function)
            # A derivative need not be that of the caller: all of them are derivatives of the other version.
            is_request = isinstance(op, DifferentiationOperation)
            if not is_request and (callee := _callee(op)) is not None:
                callers.setdefault(callee.root_reference.data, []).append(function)
    found: dict[func.FuncOp, None] = {}
    while pending:
        function = pending.pop()
        if function not in found:
            found[function] = None
            pending += callers.get(function.sym_name.data, ())
    return list(found)


_CALLEES: dict[type[Operation], str] = {
    func.CallOp: "callee",
    CallVariadicOp: "callee",
    InvokeOp: "callee",
    BatchOp: "fn",
}
"""Which property says what an op calls."""


def _callee_property(op: Operation) -> str | None:
    return "fn" if isinstance(op, DifferentiationOperation) else _CALLEES.get(type(op))


def _callee(op: Operation) -> SymbolRefAttr | None:
    name = _callee_property(op)
    symbol = op.properties.get(name) if name is not None else None
    return symbol if isinstance(symbol, SymbolRefAttr) else None


def _copy(module: ModuleOp, function: func.FuncOp) -> func.FuncOp:
    name = unused_name(module, f"{function.sym_name.data}.propagating")
    copy = function.clone()
    copy.properties["sym_name"] = StringAttr(name)
    copy.properties["sym_visibility"] = StringAttr("private")
    copy.attributes = {
        name: one
        for name, one in function.attributes.items()
        if name not in ("llvm.linkage", "llvm.personality", "llvm.comdat")
    }
    _may_unwind(copy)
    module.body.block.insert_op_after(copy, function)
    function.attributes[PROPAGATING] = SymbolRefAttr(name)
    return copy


def _may_unwind(op: Operation) -> None:
    """What ended the program, for exceptions must not leave `op`, does not do so any more."""
    flags = op.attributes.get("llvm.attributes")
    if isinstance(flags, DictionaryAttr) and "nounwind" in flags.data:
        kept = {name: one for name, one in flags.data.items() if name != "nounwind"}
        op.attributes["llvm.attributes"] = DictionaryAttr(kept)


def _call_propagating_version(op: Operation) -> None:
    symbol = _callee(op)
    called = lookup(op, symbol) if symbol is not None else None
    if isinstance(called, func.FuncOp) and (version := propagating_version(called)) is not called:
        name = _callee_property(op)
        assert name is not None
        op.properties[name] = SymbolRefAttr(version.sym_name.data)
        _may_unwind(op)


# Invokes


def _let_pass(function: func.FuncOp) -> None:
    """Make calls of invokes, and leave out what would be done if they unwound."""
    for op in list(walk_regions(function)):
        if isinstance(op, InvokeOp):
            _replace(op)
    for op in list(walk_regions(function)):
        if isinstance(op, scf.IfOp | scf.IndexSwitchOp):
            _forward_constants(op)
    for block in function.body.blocks:
        last = block.last_op
        if isinstance(last, cf.ConditionalBranchOp) and _is_false(last.cond):
            branch = cf.BranchOp(last.else_block, *last.else_arguments)
            branch.location = last.location
            Rewriter.replace_op(last, branch)
    reached = _reached_blocks(function)
    for block in [block for block in function.body.blocks if block not in reached]:
        function.body.detach_block(block)
        block.drop_all_references()


def _reached_blocks(function: func.FuncOp) -> set[Block]:
    reached: set[Block] = set()
    pending = [function.body.blocks[0]]
    while pending:
        block = pending.pop()
        if block not in reached:
            reached.add(block)
            pending += terminator(block).successors
    return reached


def _replace(op: InvokeOp) -> None:
    for use in op.unwound.uses:
        if not isinstance(use.operation, cf.ConditionalBranchOp | scf.YieldOp):
            raise DifferentiationError(
                "an invoke is in structured form, and there is no version of its function that lets exceptions pass",
                where=op,
                hint="run enzyme-propagate-exceptions before lift-cf-to-scf",
            )
    call = _call(op)
    call.location = op.location
    call.attributes = dict(op.attributes)
    no = arith.ConstantOp(IntegerAttr(0, i1))
    pad = ub.PoisonOp.create(result_types=[op.landing_pad.type])
    Rewriter.replace_op(op, [no, pad, call], [*call.results, no.result, pad.results[0]])


def _call(op: InvokeOp) -> Operation:
    """The invoke as a call."""
    types = [value.type for value in op.outputs]
    properties = {
        name: one for name, one in op.properties.items() if name in ("arg_attrs", "res_attrs")
    }
    if op.function_type is not None:
        properties["function_type"] = op.function_type
    if op.callee is None:
        return CallPointerOp.create(
            operands=op.arguments, result_types=types, properties=properties
        )
    properties["callee"] = op.callee
    kind = func.CallOp if op.function_type is None else CallVariadicOp
    if kind is func.CallOp:
        properties = {"callee": op.callee}
    return kind.create(operands=op.arguments, result_types=types, properties=properties)


def _is_false(value: SSAValue) -> bool:
    op = value.owner
    return (
        isinstance(op, arith.ConstantOp)
        and isinstance(op.value, IntegerAttr)
        and op.value.value.data == 0
    )


def _forward_constants(op: scf.IfOp | scf.IndexSwitchOp) -> None:
    """Whether a call unwound, where each of several ones that are chosen from says no."""
    yields = [terminator(region.block) for region in op.regions if region.blocks]
    for position, result in enumerate(op.results):
        if result.type == i1 and all(_is_false(one.operands[position]) for one in yields):
            no = arith.ConstantOp(IntegerAttr(0, i1))
            block = op.parent_block()
            assert isinstance(block, Block)
            block.insert_op_before(no, op)
            result.replace_all_uses_with(no.result)
