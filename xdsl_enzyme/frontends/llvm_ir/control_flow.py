"""Terminators and phis.

``br i1 %c, label %then, label %join`` --> ``cf.cond_br %c, ^then, ^join(%x : f64)``

A phi is a block argument. Its values become the operands of the branches to the block, one per edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from xdsl.dialects import cf, func, llvm
from xdsl.dialects.builtin import (
    I32,
    DenseArrayBase,
    DenseIntElementsAttr,
    VectorType,
    i32,
    i64,
)
from xdsl.ir import Block, SSAValue

from xdsl_enzyme.frontends.llvm_ir.function_state import FunctionState, PhiInputs
from xdsl_enzyme.frontends.llvm_ir.handler import Handler
from xdsl_enzyme.frontends.llvm_ir.numbers import parse_integer
from xdsl_enzyme.frontends.llvm_ir.tokens import Cursor
from xdsl_enzyme.frontends.llvm_ir.types import is_integer


def read_phi(state: FunctionState, cursor: Cursor) -> PhiInputs:
    """Reads what stands behind the word `phi`; the values are read where the branches are."""
    state.fast_math(cursor)
    type = state.types.read(cursor)
    positions: dict[str, int] = {}
    while True:
        cursor.expect("[")
        start, depth = cursor.position, 0
        while depth or cursor.peek() != ",":
            token = cursor.next()
            depth += (token in _OPENING) - (token in _CLOSING)
        cursor.expect(",")
        positions[cursor.next()] = start
        cursor.expect("]")
        if not cursor.accept(","):
            return PhiInputs(type, cursor, positions)


_OPENING = frozenset("([{<")
_CLOSING = frozenset(")]}>")


@cache
def _segments(*sizes: int) -> DenseArrayBase[I32]:
    return DenseArrayBase.from_list(i32, sizes)


def _read_label(state: FunctionState, cursor: Cursor) -> tuple[Block, list[SSAValue]]:
    cursor.expect("label")
    block, arguments = state.edge(cursor.next(), cursor)
    return block, list(arguments)


def branch(state: FunctionState, block: Block, arguments: Sequence[SSAValue]) -> None:
    """Goes to `block`."""
    state.append(cf.BranchOp.create(operands=arguments, successors=[block]))


Edge = tuple[Block, Sequence[SSAValue]]
"""A block and its arguments."""


def conditional_branch(
    state: FunctionState, condition: SSAValue, then_edge: Edge, else_edge: Edge
) -> None:
    """Goes one way or the other."""
    (then_block, then_arguments), (else_block, else_arguments) = then_edge, else_edge
    segments = _segments(1, len(then_arguments), len(else_arguments))
    state.append(
        cf.ConditionalBranchOp.create(
            operands=[condition, *then_arguments, *else_arguments],
            successors=[then_block, else_block],
            properties={"operandSegmentSizes": segments},
        )
    )


def _read_br(state: FunctionState, cursor: Cursor) -> None:
    if cursor.peek() == "label":
        branch(state, *_read_label(state, cursor))
        return
    condition = state.typed_value(cursor)
    cursor.expect(",")
    then_edge = _read_label(state, cursor)
    cursor.expect(",")
    conditional_branch(state, condition, then_edge, _read_label(state, cursor))


def _read_switch(state: FunctionState, cursor: Cursor) -> None:
    flag = state.typed_value(cursor)
    cursor.expect(",")
    default = _read_label(state, cursor)
    cursor.expect("[")
    cases: list[tuple[int, Edge]] = []
    while not cursor.accept("]"):
        state.types.read(cursor)
        value = parse_integer(cursor.next())
        cursor.expect(",")
        cases.append((value, _read_label(state, cursor)))
    _switch(state, cursor, flag, default, cases)


def _read_indirectbr(state: FunctionState, cursor: Cursor) -> None:
    """A switch over the numbers that stand for the addresses of the blocks it may go to."""
    address = state.typed_value(cursor)
    cursor.expect(",")
    cursor.expect("[")
    edges: dict[str, Edge] = {}
    while not cursor.accept("]"):
        if edges:
            cursor.expect(",")
        name = cursor.tokens[cursor.position + 1]
        edges[name] = _read_label(state, cursor)
    if not edges:
        state.append(llvm.UnreachableOp.create())
        return
    flag = state.insert(llvm.PtrToIntOp.create(operands=[address], result_types=[i64]))
    (_, default), *others = edges.items()
    cases = [(state.module.block_number(state.function, name), edge) for name, edge in others]
    _switch(state, cursor, flag, default, cases)


def _switch(
    state: FunctionState,
    cursor: Cursor,
    flag: SSAValue,
    default: Edge,
    cases: Sequence[tuple[int, Edge]],
) -> None:
    if not cases:
        branch(state, *default)
        return
    if not is_integer(flag.type) or flag.type.width.data > 64:
        raise state.error(cursor, "a switch on an integer of more than 64 bits is not supported")
    case_operands = [argument for _, (_, arguments) in cases for argument in arguments]
    values = [value for value, _ in cases]
    segments = [len(arguments) for _, (_, arguments) in cases]
    state.append(
        cf.SwitchOp.create(
            operands=[flag, *default[1], *case_operands],
            successors=[default[0], *(block for _, (block, _) in cases)],
            properties={
                "case_values": DenseIntElementsAttr.from_list(
                    VectorType(flag.type, [len(values)]), values
                ),
                "case_operand_segments": DenseArrayBase.from_list(i32, segments),
                "operandSegmentSizes": _segments(1, len(default[1]), len(case_operands)),
            },
        )
    )


def _read_ret(state: FunctionState, cursor: Cursor) -> None:
    operands = [] if cursor.accept("void") else [state.typed_value(cursor)]
    state.append(func.ReturnOp.create(operands=operands))


def _read_unreachable(state: FunctionState, cursor: Cursor) -> None:
    state.append(llvm.UnreachableOp.create())


HANDLERS: dict[str, Handler] = {
    "br": _read_br,
    "indirectbr": _read_indirectbr,
    "switch": _read_switch,
    "ret": _read_ret,
    "unreachable": _read_unreachable,
}
