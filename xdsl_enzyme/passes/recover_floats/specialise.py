"""Copies of functions that work on memory of another kind in each call, so that each copy works on memory of one.

::

    func.call @copy(%a, %floats, %n)        -->     func.call @copy(%a, %floats, %n)
    func.call @copy(%b, %doubles, %n)               func.call @copy.for_call(%b, %doubles, %n)

Only where what a function does to memory can't be decided, and only its callers know what it holds. Functions that call themselves stay one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import ModuleOp, StringAttr, SymbolRefAttr
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.inactivity import INACTIVE
from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.carriers import is_carrier, value_size
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.dialects import llvm_extra
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules.custom_functions import ADJOINT, DERIVATIVE

ROUNDS = 8
"""How often functions are copied: once for each level of calls."""

LARGEST_COPIES = 5000
"""Ops that copies have together, in one round."""

_WITH_RULES = (ADJOINT, DERIVATIVE, INACTIVE)

_COPIES = (llvm_extra.MemcpyOp, llvm_extra.MemmoveOp)

_Call = tuple[func.CallOp, str]
"""A call, and the name of the function that it is in."""


def specialise(
    module: ModuleOp, root: func.FuncOp, functions: Sequence[func.FuncOp], types: TypeAnalysis
) -> bool:
    """Copy the functions of which callers expect different things, once for each call; whether there were any."""
    known = {function.sym_name.data: function for function in functions}
    calls: dict[str, list[_Call]] = defaultdict(list)
    for name, function in known.items():
        for op in walk_regions(function):
            if isinstance(op, func.CallOp) and op.callee.root_reference.data in known:
                calls[op.callee.root_reference.data].append((op, name))
    fixed = {root.sym_name.data, *types.recursive}
    fixed.update(name for name, one in known.items() if any(map(one.attributes.get, _WITH_RULES)))
    chosen: dict[str, None] = {}
    for function in functions:
        if _depends_on_callers(function, types):
            name = function.sym_name.data
            while name not in fixed and len(calls[name]) == 1:
                ((_, name),) = calls[name]
            if name not in fixed and calls[name]:
                chosen[name] = None
    room = LARGEST_COPIES
    has_copied = False
    for name in chosen:
        size = sum(1 for _ in walk_regions(known[name])) * (len(calls[name]) - 1)
        if size <= room:
            room -= size
            has_copied = True
            for call, _ in calls[name][1:]:
                call.properties["callee"] = SymbolRefAttr(_copy(module, known[name]))
    return has_copied


def _depends_on_callers(function: func.FuncOp, types: TypeAnalysis) -> bool:
    """Whether the function does something to memory that can't be decided, and callers know more of it than itself."""
    return any(
        not types.is_decided(pointer, size) and types.is_known_to_callers(pointer)
        for op in walk_regions(function)
        for pointer, size in _accesses(op)
    )


def _accesses(op: Operation) -> Sequence[tuple[SSAValue, int | None]]:
    """The pointers, with the bytes that are read or written there, of an op that does not say of what type they are."""
    if isinstance(op, _COPIES):
        return [(op.destination, constant_integer(op.length))]
    if isinstance(op, llvm.LoadOp) and is_carrier(op.results[0].type):
        return [(op.ptr, value_size(op.results[0].type))]
    if isinstance(op, llvm.StoreOp) and is_carrier(op.operands[0].type):
        return [(op.ptr, value_size(op.operands[0].type))]
    return ()


def _copy(module: ModuleOp, function: func.FuncOp) -> str:
    name = unused_name(module, f"{function.sym_name.data}.for_call")
    copy = function.clone()
    copy.properties["sym_name"] = StringAttr(name)
    copy.properties["sym_visibility"] = StringAttr("private")
    copy.attributes["llvm.linkage"] = StringAttr("internal")
    module.body.block.insert_op_after(copy, function)
    return name
