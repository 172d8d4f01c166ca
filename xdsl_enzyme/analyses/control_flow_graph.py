"""A small mutable control-flow graph, whose edges carry the values that their target needs.

Nodes are blocks, or whatever passes put in their place::

    ^b(%x: f64):                            node(^b), parameters (%x), selector %c, edges
      cf.cond_br %c, ^b(%y : f64), ^e         ^b(%y) if %c is 1, else ^e()

xDSL's regions are linked lists of blocks that know their uses but not their predecessors; questions about control flow
are answered here in linear time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from xdsl.dialects.builtin import IntegerType
from xdsl.ir import Attribute, Block, Operation, SSAValue


@dataclass(eq=False, slots=True)
class Parameter:
    """A value that an edge hands to a node that is no block: a discriminator, a value leaving a loop, …"""

    type: Attribute
    name_hint: str | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """An integer that is known while the graph is restructured."""

    type: IntegerType
    value: int


@dataclass(frozen=True, slots=True)
class IfDefined:
    """A value if it is defined on the path to the edge; else it does not matter."""

    value: SSAValue

    @property
    def type(self) -> Attribute:
        return self.value.type


Variable: TypeAlias = SSAValue | Parameter
# What an edge hands over; `None` where the value does not matter.
Argument: TypeAlias = Variable | Constant | IfDefined | None


@dataclass(eq=False, slots=True)
class Edge:
    source: Node
    target: Node
    arguments: list[Argument]

    def redirect(self, target: Node, arguments: list[Argument]) -> None:
        del self.target.incoming[self]
        target.incoming[self] = None
        self.target = target
        self.arguments = arguments


@dataclass(eq=False)
class Node:
    """Something with one entry that is executed as a whole and followed by one of its `edges`.

    `edges[i]` is taken if `selector` is `cases[i]` (as an unsigned number), the last one in all other cases.
    """

    parameters: Sequence[Variable] = ()
    block: Block | None = None
    terminator: Operation | None = None
    """The op that ended the block, for locations."""
    selector: Variable | None = None
    cases: list[int] = field(default_factory=list[int])
    edges: list[Edge] = field(default_factory=list[Edge])
    incoming: dict[Edge, None] = field(default_factory=dict["Edge", None])
    exports: list[tuple[SSAValue, list[Node]]] = field(
        default_factory=list[tuple[SSAValue, list["Node"]]]
    )
    """The values of the block that other nodes use, and those nodes."""

    def connect(self, target: Node, arguments: list[Argument]) -> Edge:
        edge = Edge(self, target, arguments)
        self.edges.append(edge)
        target.incoming[edge] = None
        return edge


@dataclass
class ControlFlowGraph:
    """`nodes` are in the order of the blocks; the first is the entry, and `exit` is not among them."""

    nodes: list[Node]
    exit: Node


def ancestors(nodes: Iterable[Node]) -> set[Node]:
    """The nodes from which one of `nodes` can be reached, and these."""
    pending = list(nodes)
    found = set(pending)
    while pending:
        for edge in pending.pop().incoming:
            if edge.source not in found:
                found.add(edge.source)
                pending.append(edge.source)
    return found


def dominated_nodes(edge: Edge, stop: Node) -> dict[Node, None]:
    """The nodes before `stop` that are reached through `edge` only; all of them if there are no cycles.

    Takes time proportional to the edges of the answer.
    """
    arrived: dict[Node, int] = {}
    region: dict[Node, None] = {}
    pending = [edge]
    while pending:
        node = pending.pop().target
        if node is stop:
            continue
        arrived[node] = arrived.get(node, 0) + 1
        if arrived[node] == len(node.incoming):
            region[node] = None
            pending += node.edges
    return region


def strongly_connected_components(nodes: Collection[Node]) -> Iterable[list[Node]]:
    """The cycles among `nodes`: each maximal set of nodes that all reach each other by at least one edge.

    Tarjan's algorithm without recursion; the nodes of a cycle keep the order they have in `nodes`.
    """
    order = {node: index for index, node in enumerate(nodes)}
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: list[Node] = []
    is_open: set[Node] = set()
    for root in nodes:
        if root in number:
            continue
        stack: list[tuple[Node, Iterator[Edge]]] = [(root, iter(root.edges))]
        number[root] = lowest[root] = len(number)
        open_nodes.append(root)
        is_open.add(root)
        while stack:
            node, edges = stack[-1]
            for edge in edges:
                target = edge.target
                if target not in order:
                    continue
                if target not in number:
                    number[target] = lowest[target] = len(number)
                    open_nodes.append(target)
                    is_open.add(target)
                    stack.append((target, iter(target.edges)))
                    break
                if target in is_open:
                    lowest[node] = min(lowest[node], number[target])
            else:
                stack.pop()
                if stack:
                    parent = stack[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == number[node]:
                    component: list[Node] = []
                    while not component or component[-1] is not node:
                        component.append(open_nodes.pop())
                    is_open.difference_update(component)
                    if len(component) > 1 or any(edge.target is node for edge in node.edges):
                        yield sorted(component, key=order.__getitem__)
