"""Does a called function free memory that it has not allocated?

On structured form::

    func.func @drop(%p: !llvm.ptr) { func.call @free(%p) … }      yes
    func.func @sum(%n: i64) { %t = func.call @malloc(%n); … func.call @free(%t) … }      no
"""

from __future__ import annotations

from xdsl.dialects.func import CallOp, FuncOp
from xdsl.ir import Operation

from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.call_effects import callee_of
from xdsl_enzyme.analyses.pointer_roots import PointerRoots, RootKind
from xdsl_enzyme.analyses.value_flow import walk_regions


def frees_of_others(call: CallOp) -> Operation | None:
    """A call, in the called function or in those that it calls, that frees memory of others; None if there is none."""
    if allocator_of(call) is not None:
        return None
    seen: set[FuncOp] = set()
    pending = [callee_of(call)]
    while pending:
        function = pending.pop()
        if function is None or function in seen or not function.body.blocks:
            continue
        seen.add(function)
        roots = PointerRoots(function)
        for op in walk_regions(function):
            if not isinstance(op, CallOp):
                continue
            allocator = allocator_of(op)
            if allocator is None:
                pending.append(callee_of(op))
            elif allocator.frees is not None and not all(
                root.kind is RootKind.ALLOCATION for root in roots.of(op.arguments[allocator.frees])
            ):
                return op
    return None
