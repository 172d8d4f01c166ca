"""Takes the control flow of a function out of its blocks, into a graph.

Every `func.return` becomes an edge to one exit node, whose parameters are the function's results. A block that
ends in `unreachable` may go on anywhere, because it is never left: it gets an edge to where its sibling goes, so that
a failed bounds check does not become an exit of the loop around it, and to the exit if it has no sibling::

    ^b: cf.cond_br %ok, ^good, ^bad          node(^b) -> node(^good) if %ok is 1, else node(^bad)
    ^bad: call @panic; llvm.unreachable      node(^bad) -> node(^good)

Blocks that cannot be reached are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.dialects import cf, func, llvm, ub
from xdsl.dialects.arith import CmpiOp, ConstantOp, SelectOp
from xdsl.dialects.builtin import IntegerAttr, IntegerType, i1, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.control_flow_graph import (
    ControlFlowGraph,
    Edge,
    Node,
    Parameter,
    ancestors,
    dominated_nodes,
)
from xdsl_enzyme.errors import EnzymeError

# A block that never returns is copied for each of its predecessors up to this size.
MAXIMAL_OPS_TO_COPY = 8


@dataclass
class _Branch:
    """What a terminator says. A successor of `None` leaves the function."""

    selector: SSAValue | None
    cases: list[int]
    successors: list[tuple[Block | None, Sequence[SSAValue]]]


def _read_branch(op: cf.BranchOp) -> _Branch:
    return _Branch(None, [], [(op.successor, op.arguments)])


def _read_conditional_branch(op: cf.ConditionalBranchOp) -> _Branch:
    successors: list[tuple[Block | None, Sequence[SSAValue]]] = [
        (op.then_block, op.then_arguments),
        (op.else_block, op.else_arguments),
    ]
    return _Branch(op.cond, [1], successors)


def _read_switch(op: cf.SwitchOp) -> _Branch:
    cases: list[int] = []
    if op.case_values is not None:
        values = op.case_values.get_values()
        width = _bit_width(op.flag.type)
        cases = [int(value) & ((1 << width) - 1) for value in values]
    targets = zip(op.case_blocks, op.case_operand, strict=True)
    return _Branch(op.flag, cases, [*targets, (op.default_block, op.default_operands)])


def _read_return(op: func.ReturnOp) -> _Branch:
    return _Branch(None, [], [(None, op.arguments)])


def _read_unreachable(op: Operation) -> _Branch:
    return _Branch(None, [], [])


_TERMINATORS: dict[type[Operation], Callable[..., _Branch]] = {
    cf.BranchOp: _read_branch,
    cf.ConditionalBranchOp: _read_conditional_branch,
    cf.SwitchOp: _read_switch,
    func.ReturnOp: _read_return,
    llvm.UnreachableOp: _read_unreachable,
    ub.UnreachableOp: _read_unreachable,
}


def _bit_width(flag_type: Attribute) -> int:
    return flag_type.bitwidth if isinstance(flag_type, IntegerType) else 64


def _read_terminator(block: Block) -> _Branch:
    terminator = block.last_op
    if terminator is None or (read := _TERMINATORS.get(type(terminator))) is None:
        raise EnzymeError(
            f"cannot lift a block that ends in '{terminator.name}'"
            if terminator is not None
            else "cannot lift an empty block",
            where=terminator or block.parent_op(),
            why="blocks of a function must end in cf.br, cf.cond_br, cf.switch, func.return or unreachable",
            hint="convert the terminator to one of these first",
        )
    branch = read(terminator)
    if branch.selector is not None:
        _take_constant_branch(branch)
    return branch


def _take_constant_branch(branch: _Branch) -> None:
    constant = cast(SSAValue, branch.selector).owner
    if isinstance(constant, ConstantOp) and isinstance(constant.value, IntegerAttr):
        flag_type = constant.result.type
        value = constant.value.value.data & ((1 << _bit_width(flag_type)) - 1)
        taken = branch.cases.index(value) if value in branch.cases else -1
        branch.successors = [branch.successors[taken]]
        branch.selector, branch.cases = None, []


# --- reading -------------------------------------------------------------------------------------------


def read_control_flow_graph(function: func.FuncOp) -> ControlFlowGraph:
    """Read the body of `function`. Afterwards its blocks have no terminators: the graph replaces them.

    Raises `EnzymeError` for other terminators and for loops that cannot be left.
    """
    entry = function.body.first_block
    assert entry is not None
    exit_node = Node([Parameter(type) for type in function.function_type.outputs.data])
    branches = _reachable_branches(entry)
    nodes = {
        block: Node(block.args, block, block.last_op)
        for block in function.body.blocks
        if block in branches
    }
    for block, node in nodes.items():
        _connect(node, branches[block], nodes, exit_node)
    graph = ControlFlowGraph(list(nodes.values()), exit_node)
    _verify_that_loops_end(graph, function)
    _connect_unreachable(graph)
    _read_exports(graph, function.body)
    for node in nodes.values():
        assert node.block is not None
        assert node.terminator is not None
        node.block.erase_op(node.terminator)
    return graph


def _reachable_branches(entry: Block) -> dict[Block, _Branch]:
    branches = {entry: _read_terminator(entry)}
    pending = [entry]
    while pending:
        for successor, _ in branches[pending.pop()].successors:
            if successor is not None and successor not in branches:
                branches[successor] = _read_terminator(successor)
                pending.append(successor)
    return branches


def _connect(node: Node, branch: _Branch, nodes: dict[Block, Node], exit_node: Node) -> None:
    """Give `node` one edge per distinct successor."""
    if not branch.successors:
        return
    node.selector = branch.selector
    *targets, (default, default_arguments) = branch.successors
    # The default is known from the start, so that cases which go there are dropped, and added at the end.
    default_edge = Edge(node, nodes[default] if default else exit_node, list(default_arguments))
    edge_to: dict[Block | None, Edge] = {default: default_edge}
    for case, (target, arguments) in zip(branch.cases, targets, strict=True):
        if target in edge_to:
            _merge_case(node, edge_to[target], case, arguments)
        else:
            edge_to[target] = node.connect(nodes[target] if target else exit_node, list(arguments))
            node.cases.append(case)
    node.edges.append(default_edge)
    default_edge.target.incoming[default_edge] = None


def _merge_case(node: Node, edge: Edge, case: int, arguments: Sequence[SSAValue]) -> None:
    """Let `case` take `edge`, which serves another case or is the default, by selecting in `node`."""
    block, flag, terminator = node.block, node.selector, node.terminator
    assert block is not None
    assert terminator is not None
    assert isinstance(flag, SSAValue)

    def append(op: Operation) -> SSAValue:
        op.location = terminator.location
        block.insert_op_before(op, terminator)
        return op.results[0]

    def constant(value: int) -> SSAValue:
        attribute = IntegerAttr(value, cast(IntegerType, flag.type), truncate_bits=True)
        return append(ConstantOp.create(result_types=[flag.type], properties={"value": attribute}))

    def matches() -> SSAValue:
        if flag.type == i1 and case == 1:
            return flag
        equal = {"predicate": IntegerAttr(0, i64)}
        return append(
            CmpiOp.create(operands=[flag, constant(case)], result_types=[i1], properties=equal)
        )

    condition: SSAValue | None = None
    for index, argument in enumerate(arguments):
        other = edge.arguments[index]
        assert isinstance(other, SSAValue)
        if other is not argument:
            condition = condition or matches()
            edge.arguments[index] = append(
                SelectOp.create(operands=[condition, argument, other], result_types=[other.type])
            )
    if edge in node.edges:
        condition = condition or matches()
        canonical = constant(node.cases[node.edges.index(edge)])
        node.selector = append(
            SelectOp.create(operands=[condition, canonical, flag], result_types=[flag.type])
        )


def _connect_unreachable(graph: ControlFlowGraph) -> None:
    """Give the nodes that end in `unreachable` an edge to where control flow loses least of its shape."""
    returning = ancestors([graph.exit])
    for node in [node for node in graph.nodes if not node.edges]:
        _copy_for_each_predecessor(graph, node)
    for node in [node for node in graph.nodes if node in returning]:
        siblings = [edge.target for edge in node.edges if edge.target in returning]
        for edge in node.edges:
            if siblings and edge.target not in returning:
                for dominated in dominated_nodes(edge, graph.exit):
                    if not dominated.edges:
                        dominated.connect(siblings[0], [None] * len(siblings[0].parameters))
    for node in graph.nodes:
        if not node.edges:
            node.connect(graph.exit, [None] * len(graph.exit.parameters))


def _copy_for_each_predecessor(graph: ControlFlowGraph, node: Node) -> None:
    """A block shared by several failed checks would tie them together: each gets its own."""
    assert node.block is not None
    ops = list(node.block.ops)[:-1]
    if len(ops) > MAXIMAL_OPS_TO_COPY:
        return
    for edge in list(node.incoming)[1:]:
        block = Block(arg_types=[argument.type for argument in node.block.args])
        mapping: dict[SSAValue, SSAValue] = dict(zip(node.block.args, block.args, strict=True))
        block.add_ops([op.clone(mapping) for op in ops])
        copy = Node(block.args, block, node.terminator)
        graph.nodes.append(copy)
        edge.redirect(copy, edge.arguments)


def _verify_that_loops_end(graph: ControlFlowGraph, function: func.FuncOp) -> None:
    ending = ancestors([graph.exit, *(node for node in graph.nodes if not node.edges)])
    for node in graph.nodes:
        if node not in ending:
            raise EnzymeError(
                f"function '{function.sym_name.data}' has a loop that cannot be left",
                where=node.terminator,
                why="structured control flow needs every loop to end",
                hint="give the loop an exit, or remove the function from the module",
            )


def _read_exports(graph: ControlFlowGraph, body: Region) -> None:
    node_of = {node.block: node for node in graph.nodes}

    def nodes_using(value: SSAValue, block: Block) -> Iterator[Node]:
        for use in value.uses:
            user = use.operation.parent_block()
            while user not in node_of and user is not None and user.parent is not body:
                parent = user.parent_op()
                user = parent.parent_block() if parent is not None else None
            if user is not block and user in node_of:
                yield node_of[user]

    for node in graph.nodes:
        block = node.block
        assert block is not None
        values: list[SSAValue] = [
            *block.args,
            *(result for op in block.ops for result in op.results),
        ]
        for value in values:
            users = list(nodes_using(value, block))
            if users:
                node.exports.append((value, users))
