"""Structured control flow: `scf` becomes labels and phis.

::

    %r = scf.for %i = %lb to %ub step %s iter_args(%a = %x) -> (f64) { ... scf.yield %b }
    -->
        br label %for
    for:
        %i = phi i64 [ %lb, %entry ], [ %i.next, %for.body ]
        %a = phi double [ %x, %entry ], [ %b, %for.body ]
        %more = icmp slt i64 %i, %ub
        br i1 %more, label %for.body, label %for.end

The results of a loop are the phis of its header, which its exit sees without further phis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects import memref, scf
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import constants
from xdsl_enzyme.lowering.llvm_ir.branches import write_region
from xdsl_enzyme.lowering.llvm_ir.stack import gives_back
from xdsl_enzyme.lowering.llvm_ir.writer import FunctionWriter, Join, writes


def _single_block(region: Region) -> Block:
    block = region.first_block
    if block is None or block.next_block is not None:
        raise LoweringError("a region of scf does not have exactly one block")
    return block


def _arm(writer: FunctionWriter, block: Block, join: Join, end: str) -> None:
    """One way through an `if` or `switch`: the block, then on to the join with what it yields."""
    terminator = writer.body(block)
    if not isinstance(terminator, scf.YieldOp):
        raise LoweringError(f"a region ends in '{terminator.name}' instead of 'scf.yield'")
    join.add(terminator.operands)
    writer.jump(end)


@writes(scf.IfOp)
def _if(writer: FunctionWriter, op: scf.IfOp) -> None:
    join = Join(writer, op.results)
    has_else = op.false_region.first_block is not None
    yes, end = writer.fresh_label("then"), writer.fresh_label("endif")
    no = writer.fresh_label("else") if has_else else end
    writer.emit(f"br {writer.typed(op.cond)}, label %{yes}, label %{no}")
    if not has_else:
        if op.results:
            raise LoweringError("an 'scf.if' with results has no else region")
        join.add(())
    writer.start_block(yes)
    _arm(writer, _single_block(op.true_region), join, end)
    if has_else:
        writer.start_block(no)
        _arm(writer, _single_block(op.false_region), join, end)
    writer.start_block(end)
    join.open()
    join.close()


@writes(scf.IndexSwitchOp)
def _index_switch(writer: FunctionWriter, op: scf.IndexSwitchOp) -> None:
    join = Join(writer, op.results)
    end = writer.fresh_label("switch.end")
    default = writer.fresh_label("default")
    cases = [
        (number, writer.fresh_label("case"), region)
        for number, region in zip(op.cases.get_values(), op.case_regions, strict=True)
    ]
    table = " ".join(
        f"i64 {constants.integer(int(number), op.arg.type)}, label %{label}"
        for number, label, _ in cases
    )
    writer.emit(f"switch {writer.typed(op.arg)}, label %{default} [ {table} ]")
    for _, label, region in cases:
        writer.start_block(label)
        _arm(writer, _single_block(region), join, end)
    writer.start_block(default)
    _arm(writer, _single_block(op.default_region), join, end)
    writer.start_block(end)
    join.open()
    join.close()


@writes(scf.ExecuteRegionOp)
def _execute_region(writer: FunctionWriter, op: scf.ExecuteRegionOp) -> None:
    join = Join(writer, op.results)
    end = writer.fresh_label("region.end")
    writer.joins[op], writer.labels[op] = join, end
    write_region(writer, op.region)
    writer.start_block(end)
    join.open()
    join.close()


@writes(scf.YieldOp)
def _yield(writer: FunctionWriter, op: scf.YieldOp) -> None:
    """Only the yields of an `execute_region` get here; the other regions' parents take care of theirs."""
    parent = op.parent_op()
    if parent is None or parent not in writer.joins:
        raise LoweringError("an 'scf.yield' is in a region that takes none")
    writer.joins[parent].add(op.operands)
    writer.jump(writer.labels[parent])


def _increment_flags(lower: str, step: str, narrow: bool) -> str:
    """The flags of the increment of an induction variable.

    Below the upper bound a step of one cannot overflow. Other steps cannot either in 64 bits, for any loop
    that ends in a lifetime of the universe; in fewer bits they can.
    """
    if narrow and step != "1":
        return ""
    starts_non_negative = lower.isdigit() and step.isdigit()
    return "nuw nsw " if starts_non_negative else "nsw "


def counted_loop(
    writer: FunctionWriter,
    bounds: tuple[SSAValue | str, SSAValue | str, SSAValue | str],
    type_: str,
    body: Callable[[str], None],
    induction: SSAValue | None = None,
    carried: Join | None = None,
) -> None:
    """A loop from a lower to an upper bound by a step.

    `body` writes one iteration, given the induction variable, and adds the back edge to `carried`, the join of the
    loop's header, to which the caller has added the edge that enters the loop.
    """
    lower, upper, step = (
        bound if isinstance(bound, str) else writer.values[bound] for bound in bounds
    )
    header, inside = writer.fresh_label("for"), writer.fresh_label("for.body")
    end = writer.fresh_label("for.end")
    entry = writer.label
    writer.jump(header)
    writer.start_block(header)
    variable = writer.fresh(induction.name_hint if induction is not None else "i")
    if induction is not None:
        writer.values[induction] = variable
    place = len(writer.lines)
    writer.lines.append("")
    if carried is not None:
        carried.open()
    more = writer.compute(f"icmp slt {type_} {variable}, {upper}", "more")
    writer.emit(f"br i1 {more}, label %{inside}, label %{end}")
    writer.start_block(inside)
    body(variable)
    flags = _increment_flags(lower, step, type_ != "i64")
    following = writer.compute(f"add {flags}{type_} {variable}, {step}", "next")
    writer.jump(header)
    writer.lines[place] = (
        f"  {variable} = phi {type_} [ {lower}, %{entry} ], [ {following}, %{writer.label} ]"
    )
    if carried is not None:
        carried.close()
    writer.start_block(end)


def _iteration(writer: FunctionWriter, block: Block) -> Operation:
    """The body of a loop but for its terminator, which is returned."""
    if not gives_back(block):
        return writer.body(block)
    saved = _save_stack(writer)
    terminator = writer.body(block)
    _restore_stack(writer, saved)
    return terminator


def _save_stack(writer: FunctionWriter) -> str:
    return writer.compute(writer.call("llvm.stacksave.p0", "ptr", []), "stack")


def _restore_stack(writer: FunctionWriter, saved: str) -> None:
    writer.emit(writer.call("llvm.stackrestore.p0", "void", [("ptr", saved)]))


@writes(scf.ForOp)
def _for(writer: FunctionWriter, op: scf.ForOp) -> None:
    block = _single_block(op.body)
    join = Join(writer, block.args[1:])
    join.add(op.iter_args)

    def body(variable: str) -> None:
        join.add(_iteration(writer, block).operands)

    bounds = (op.lb, op.ub, op.step)
    counted_loop(writer, bounds, writer.types[op.lb.type], body, block.args[0], join)
    for result, argument in zip(op.results, block.args[1:], strict=True):
        writer.alias(result, argument)


@writes(scf.WhileOp)
def _while(writer: FunctionWriter, op: scf.WhileOp) -> None:
    before, after = _single_block(op.before_region), _single_block(op.after_region)
    join = Join(writer, before.args)
    join.add(op.operands)
    header, end = writer.fresh_label("while"), writer.fresh_label("while.end")
    writer.jump(header)
    writer.start_block(header)
    join.open()
    condition = writer.body(before)
    if not isinstance(condition, scf.ConditionOp):
        raise LoweringError("the first region of an 'scf.while' does not end in 'scf.condition'")
    for argument, result, value in zip(after.args, op.results, condition.args, strict=True):
        writer.alias(argument, value)
        writer.alias(result, value)
    test = writer.typed(condition.condition)
    if after.first_op is after.last_op:
        # The loop ends in its test: the back edge needs no block.
        writer.emit(f"br {test}, label %{header}, label %{end}")
        join.add(writer.body(after).operands)
    else:
        inside = writer.fresh_label("while.body")
        writer.emit(f"br {test}, label %{inside}, label %{end}")
        writer.start_block(inside)
        join.add(writer.body(after).operands)
        writer.jump(header)
    join.close()
    writer.start_block(end)


@writes(scf.ParallelOp)
def _parallel(writer: FunctionWriter, op: scf.ParallelOp) -> None:
    """One loop per dimension, in order; the values that are being reduced are carried through all of them."""
    block = _single_block(op.body)
    _parallel_dimension(writer, op, block, 0, tuple(op.initVals), tuple(op.results))


def _parallel_dimension(
    writer: FunctionWriter,
    op: scf.ParallelOp,
    block: Block,
    dimension: int,
    incoming: Sequence[SSAValue],
    results: Sequence[SSAValue],
) -> None:
    # The phis of this loop's header; block arguments of a detached block stand for them.
    totals = Block(arg_types=[value.type for value in incoming])
    join = Join(writer, totals.args)
    join.add(incoming)

    def body(variable: str) -> None:
        if dimension + 1 < len(block.args):
            inner = Block(arg_types=[value.type for value in incoming])
            _parallel_dimension(writer, op, block, dimension + 1, totals.args, inner.args)
            join.add(inner.args)
        else:
            reduce = _iteration(writer, block)
            if not isinstance(reduce, scf.ReduceOp):
                raise LoweringError("an 'scf.parallel' does not end in 'scf.reduce'")
            join.add(_reduced(writer, reduce, totals.args))

    bounds = (op.lowerBound[dimension], op.upperBound[dimension], op.step[dimension])
    counted_loop(writer, bounds, "i64", body, block.args[dimension], join)
    for result, total in zip(results, totals.args, strict=True):
        writer.alias(result, total)


def _reduced(
    writer: FunctionWriter, op: scf.ReduceOp, totals: Sequence[SSAValue]
) -> list[SSAValue]:
    combined: list[SSAValue] = []
    for total, value, region in zip(totals, op.args, op.reductions, strict=True):
        block = _single_block(region)
        writer.alias(block.args[0], total)
        writer.alias(block.args[1], value)
        combined.append(writer.body(block).operands[0])
    return combined


@writes(memref.AllocaScopeOp)
def _alloca_scope(writer: FunctionWriter, op: memref.AllocaScopeOp) -> None:
    saved = _save_stack(writer)
    terminator = writer.body(_single_block(op.scope))
    _restore_stack(writer, saved)
    for result, value in zip(op.results, terminator.operands, strict=True):
        writer.alias(result, value)
