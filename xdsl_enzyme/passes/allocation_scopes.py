"""Memory on the stack outlives its `memref.alloca_scope` in a derivative, which is a region like any other then.

On structured form, for a function that is about to be differentiated::

    %r = memref.alloca_scope { … memref.alloca_scope.return %v }  -->  %r = scf.execute_region { … scf.yield %v }
"""

from __future__ import annotations

from xdsl.dialects import func, memref, scf

from xdsl_enzyme.analyses.value_flow import terminator


def open_allocation_scopes(function: func.FuncOp) -> None:
    """Replace the scopes in `function`, inner ones first."""
    for op in list(function.walk(region_first=True)):
        if isinstance(op, memref.AllocaScopeOp):
            _open(op)


def _open(op: memref.AllocaScopeOp) -> None:
    region = op.detach_region(op.scope)
    last = terminator(region.block)
    region.block.add_op(scf.YieldOp(*last.operands))
    last.detach()
    last.erase()
    block = op.parent_block()
    assert block is not None
    new = scf.ExecuteRegionOp(op.result_types, region)
    new.location = op.location
    block.insert_op_before(new, op)
    for old, result in zip(op.results, new.results, strict=True):
        result.name_hint = old.name_hint
        old.replace_all_uses_with(result)
    op.detach()
    op.erase()
