"""Control flow between blocks: `cf`, and the branches of `llvm`.

::

    cf.cond_br %c, ^a(%x : f64), ^b     ->   br i1 %c, label %bb, label %bb.1
    ^a(%y : f64):                       ->   %y = phi double [ %x, %entry ]

Blocks that cannot be reached are left out. Where one terminator goes to the same block with different arguments, a
block is put on the second edge, since a phi has one value per predecessor.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import cf, llvm, ub
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.names import escape, symbol
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, Join, writes


def reverse_postorder(entry: Block) -> list[Block]:
    """The blocks that can be reached from `entry`, each after those that dominate it."""
    order: list[Block] = []
    seen = {entry}
    stack = [(entry, _successors(entry))]
    while stack:
        block, successors = stack[-1]
        if not successors:
            order.append(block)
            stack.pop()
        elif (successor := successors.pop()) not in seen:
            seen.add(successor)
            stack.append((successor, _successors(successor)))
    order.reverse()
    return order


def _successors(block: Block) -> list[Block]:
    terminator = block.last_op
    return list(terminator.successors) if terminator is not None else []


def write_region(writer: FunctionWriter, region: Region) -> None:
    """Writes the blocks of a region into the current function; the first continues the current block."""
    entry = region.first_block
    if entry is None:
        raise LoweringError("a region has no blocks")
    if entry.next_block is None:
        writer.operations(entry)
        return
    blocks = reverse_postorder(entry)
    joins: list[Join] = []
    for block in blocks[1:]:
        join = Join(writer, block.args)
        joins.append(join)
        writer.joins[block] = join
        writer.labels[block] = writer.fresh_label("bb")
    writer.operations(entry)
    for block, join in zip(blocks[1:], joins, strict=True):
        writer.start_block(writer.labels[block])
        join.open()
        writer.operations(block)
    for join in joins:
        join.close()


class _Edges:
    """The edges of one terminator, and the blocks that have to be put on some of them."""

    def __init__(self, writer: FunctionWriter):
        self._writer = writer
        self._seen: dict[Block, Sequence[SSAValue]] = {}
        self._detours: list[tuple[str, Block, Sequence[SSAValue]]] = []

    def label(self, target: Block, values: Sequence[SSAValue]) -> str:
        """Where the terminator has to go in order to bring `values` to `target`."""
        writer = self._writer
        join = writer.joins.get(target)
        if join is None:
            raise LoweringError("a branch goes to the entry block or into another region")
        if len(values) != len(target.args):
            raise LoweringError("a branch does not bring as many values as its target takes")
        if tuple(self._seen.setdefault(target, values)) != tuple(values):
            detour = writer.fresh_label("edge")
            self._detours.append((detour, target, values))
            return f"label %{detour}"
        join.add(values)
        return f"label %{writer.labels[target]}"

    def write_detours(self) -> None:
        writer = self._writer
        for label, target, values in self._detours:
            writer.start_block(label)
            writer.jump(writer.labels[target])
            writer.joins[target].add(values)


@writes(cf.BranchOp, llvm.BrOp)
def _branch(writer: FunctionWriter, op: Operation) -> None:
    writer.emit(f"br {_Edges(writer).label(op.successors[0], tuple(op.operands))}")


@writes(cf.ConditionalBranchOp, llvm.CondBrOp)
def _conditional_branch(writer: FunctionWriter, op: cf.ConditionalBranchOp | llvm.CondBrOp) -> None:
    edges = _Edges(writer)
    yes = edges.label(op.then_block, tuple(op.then_arguments))
    no = edges.label(op.else_block, tuple(op.else_arguments))
    writer.emit(f"br {writer.typed(op.cond)}, {yes}, {no}")
    edges.write_detours()


@writes(cf.SwitchOp)
def _switch(writer: FunctionWriter, op: cf.SwitchOp) -> None:
    edges = _Edges(writer)
    default = edges.label(op.default_block, tuple(op.default_operands))
    type_ = writer.types[op.flag.type]
    cases: list[str] = []
    if op.case_values is not None:
        numbers = op.case_values.get_values()
        targets = zip(numbers, op.case_blocks, op.case_operand, strict=True)
        for number, block, values in targets:
            literal = constants.integer(number, op.flag.type)
            cases.append(f"{type_} {literal}, {edges.label(block, tuple(values))}")
    writer.emit(f"switch {writer.typed(op.flag)}, {default} [ {' '.join(cases)} ]")
    edges.write_detours()


@writes(cf.AssertOp)
def _assert(writer: FunctionWriter, op: cf.AssertOp) -> None:
    """Prints the message and aborts where the condition does not hold, as MLIR's lowering does."""
    module = writer.module
    text = op.msg.data.encode() + b"\0"
    name = module.private_name("assert_message")
    module.define(name, f'{symbol(name)} = private constant [{len(text)} x i8] c"{escape(text)}"')
    good, bad = writer.fresh_label("assert.holds"), writer.fresh_label("assert.fails")
    writer.emit(f"br {writer.typed(op.arg)}, label %{good}, label %{bad}")
    writer.start_block(bad)
    writer.compute(writer.call("puts", "i32", [("ptr", symbol(name))]))
    writer.compute(writer.call("fflush", "i32", [("ptr", "null")]))
    writer.emit(writer.call("abort", "void", [], attributes=" noreturn"))
    writer.emit("unreachable")
    writer.start_block(good)


@writes(llvm.UnreachableOp, ub.UnreachableOp)
def _unreachable(writer: FunctionWriter, op: Operation) -> None:
    writer.emit("unreachable")
