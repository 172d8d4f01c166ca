"""Which values an op merely hands on, across the edges of its regions.

On structured form. Analyses ask this one question instead of knowing each region op::

    %r = scf.for %i = … iter_args(%a = %init) { … scf.yield %next }
    -->  (%init, %a) (%next, %a) (%init, %r) (%next, %r)

`register_value_flow` tells it about the region ops of other dialects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from xdsl.dialects import arith, memref, scf
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.dialects import llvm_extra

ValuePairs = Iterable[tuple[SSAValue, SSAValue]]
"""(source, target): whatever `source` is at that moment, `target` may become."""


def terminator(block: Block) -> Operation:
    """The last op of a block in structured form."""
    assert block.last_op is not None
    return block.last_op


def walk_regions(op: Operation) -> Iterator[Operation]:
    """`op` and all ops inside it, outer before inner, in program order."""
    yield op
    for region in op.regions:
        for block in region.blocks:
            for inner in block.ops:
                yield from walk_regions(inner)


def _branches(op: Operation) -> ValuePairs:
    for region in op.regions:
        if region.blocks:
            yield from zip(terminator(region.block).operands, op.results, strict=True)


def _for(op: scf.ForOp) -> ValuePairs:
    yields = terminator(op.body.block).operands
    arguments = op.body.block.args[1:]
    for source in (op.iter_args, yields):
        yield from zip(source, arguments, strict=True)
        yield from zip(source, op.results, strict=True)


def _while(op: scf.WhileOp) -> ValuePairs:
    before, after = op.before_region.block, op.after_region.block
    handed_on = terminator(before).operands[1:]
    yield from zip(op.arguments, before.args, strict=True)
    yield from zip(terminator(after).operands, before.args, strict=True)
    yield from zip(handed_on, after.args, strict=True)
    yield from zip(handed_on, op.results, strict=True)


def _parallel(op: scf.ParallelOp) -> ValuePairs:
    yield from zip(op.initVals, op.results, strict=True)
    yield from zip(terminator(op.body.block).operands, op.results, strict=True)


def _select(op: arith.SelectOp) -> ValuePairs:
    return ((op.lhs, op.result), (op.rhs, op.result))


def _vector_select(op: llvm_extra.VectorSelectOp) -> ValuePairs:
    return ((op.true_value, op.result), (op.false_value, op.result))


def _freeze(op: llvm_extra.FreezeOp) -> ValuePairs:
    return ((op.operand, op.result),)


def _generic(op: linalg.GenericOp) -> ValuePairs:
    """Elements are handed on as parts of tensors; those of memrefs are read and written."""
    block = op.body.block
    yield from zip(op.operands, block.args, strict=True)
    if op.results:
        yield from zip(op.outputs, op.results, strict=True)
        yield from zip(terminator(block).operands, op.results, strict=True)


_VALUE_FLOW: dict[type[Operation], Callable[..., ValuePairs]] = {
    linalg.GenericOp: _generic,
    scf.IfOp: _branches,
    scf.IndexSwitchOp: _branches,
    scf.ExecuteRegionOp: _branches,
    memref.AllocaScopeOp: _branches,
    scf.ForOp: _for,
    scf.WhileOp: _while,
    scf.ParallelOp: _parallel,
    arith.SelectOp: _select,
    llvm_extra.VectorSelectOp: _vector_select,
    llvm_extra.FreezeOp: _freeze,
}


def register_value_flow(op_class: type[Operation], value_flow: Callable[..., ValuePairs]) -> None:
    """Declare what ops of `op_class` hand on; needed for region ops of other dialects."""
    _VALUE_FLOW[op_class] = value_flow


def value_flow(op: Operation) -> ValuePairs:
    """The pairs (source, target) of values that `op` hands on; none for ops that compute."""
    handler = _VALUE_FLOW.get(type(op))
    return handler(op) if handler is not None else ()


def handed_on_together(value: SSAValue) -> list[SSAValue]:
    """The values that are handed on as one operand, such as an argument of a loop and its result."""
    op = value.owner.parent_op() if isinstance(value.owner, Block) else value.owner
    pairs = list(value_flow(op)) if op is not None else []
    sources = {source for source, target in pairs if target is value}
    return [value, *(target for source, target in pairs if source in sources)]


def hands_on_only(op: Operation) -> bool:
    """Whether all that `op` itself does to values is in `value_flow`."""
    return type(op) in _VALUE_FLOW


def enclosing_block(block: Block) -> Block | None:
    """The block that holds the op whose region `block` is in."""
    parent = block.parent_op()
    return parent.parent_block() if parent is not None else None


def is_inside(block: Block, region: Region) -> bool:
    """Whether `block` is in `region` or nested in it."""
    current: Block | None = block
    while current is not None:
        if current.parent_region() is region:
            return True
        current = enclosing_block(current)
    return False
