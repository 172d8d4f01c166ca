"""Gives parts of a control-flow graph one entry and one exit.

Where several edges must come together, a multiplexer does it: a node that gets what any of the targets needs and a
discriminator that says which of them is meant::

    a(%x), a(%y), b(%z)   ->   m(0, %x, -), m(0, %y, -), m(1, -, %z);   m(%d, %p, %q): a(%p) if %d is 0, else b(%q)

A cycle becomes one node of the graph around it: all edges into it go to its head, all edges that go back or out to its
latch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xdsl.dialects.builtin import i1, i32
from xdsl.ir import SSAValue

from xdsl_enzyme.analyses.control_flow_graph import (
    Argument,
    Constant,
    Edge,
    IfDefined,
    Node,
    Parameter,
    Variable,
)

FALSE, TRUE = Constant(i1, 0), Constant(i1, 1)


@dataclass(eq=False)
class LoopNode(Node):
    """A cycle: from `head` to `latch`, whose parameters are laid out as in `make_loop`."""

    head: Node = field(default_factory=Node)
    latch: Node = field(default_factory=Node)
    members: list[Node] = field(default_factory=list[Node])
    results: list[Variable] = field(default_factory=list[Variable])
    escaping: list[SSAValue] = field(default_factory=list[SSAValue])
    """The values of the cycle that are used after it."""


class _Targets:
    """Several edges brought together to carry one list of arguments, whatever their targets are.

    The list is: the discriminator, if there are several targets; the parameters of each target.
    """

    def __init__(self, edges: Iterable[Edge]):
        self.nodes = list(dict.fromkeys(edge.target for edge in edges))
        self.parameters: list[Variable] = []
        if len(self.nodes) > 1:
            self.parameters.append(Parameter(i1 if len(self.nodes) == 2 else i32))
        self._offset: dict[Node, int] = {}
        for node in self.nodes:
            self._offset[node] = len(self.parameters)
            self.parameters += (Parameter(p.type, p.name_hint) for p in node.parameters)

    def _number(self, node: Node) -> int:
        # Of two targets, the first is taken on true.
        return int(node is self.nodes[0]) if len(self.nodes) == 2 else self.nodes.index(node)

    def arguments(self, edge: Edge) -> list[Argument]:
        arguments: list[Argument] = [None] * len(self.parameters)
        if len(self.nodes) > 1:
            arguments[0] = Constant(i1 if len(self.nodes) == 2 else i32, self._number(edge.target))
        offset = self._offset[edge.target]
        arguments[offset : offset + len(edge.arguments)] = edge.arguments
        return arguments

    def connect_from(self, node: Node) -> None:
        """Let `node`, which has `parameters`, go on to the targets."""
        if len(self.nodes) > 1:
            node.selector = self.parameters[0]
            node.cases = [self._number(target) for target in self.nodes[:-1]]
        for target in self.nodes:
            offset = self._offset[target]
            node.connect(target, list(self.parameters[offset : offset + len(target.parameters)]))


def multiplexer(edges: Sequence[Edge]) -> Node:
    """The one node that `edges` go to; a new one between them and their targets if these are several."""
    targets = _Targets(edges)
    if len(targets.nodes) == 1:
        return targets.nodes[0]
    node = Node(targets.parameters, terminator=edges[0].source.terminator)
    for edge in edges:
        edge.redirect(node, targets.arguments(edge))
    targets.connect_from(node)
    return node


def make_loop(members: list[Node]) -> None:
    """Turn a cycle into one node of the graph around it.

    The latch gets: whether to continue; the next values of the head's parameters; where to go after the loop,
    with the parameters of the targets; the values that are used after the loop.
    """
    inside = set(members)
    entering = [edge for node in members for edge in node.incoming if edge.source not in inside]
    leaving = [edge for node in members for edge in node.edges if edge.target not in inside]
    # Of two ways out, that of a "then" edge is taken on true, so that no condition needs to be negated.
    leaving.sort(key=lambda edge: edge is not edge.source.edges[0])
    entered = {edge.target for edge in entering}
    repeating = [edge for node in members for edge in node.edges if edge.target in entered]
    terminator = repeating[0].source.terminator

    entries = _Targets(entering)
    exits = _Targets(leaving)
    escaping = [
        value for node in members for value, users in node.exports if not inside.issuperset(users)
    ]
    latch = Node(
        [
            Parameter(i1),
            *entries.parameters,
            *exits.parameters,
            *(Parameter(value.type, value.name_hint) for value in escaping),
        ]
    )
    loop = LoopNode(
        entries.parameters,
        terminator=terminator,
        latch=latch,
        members=members,
        results=exits.parameters,
        escaping=escaping,
    )
    nothing_out: list[Argument] = [None] * (len(exits.parameters) + len(escaping))
    nothing_back: list[Argument] = [None] * len(entries.parameters)
    escapes = [IfDefined(value) for value in escaping]
    for edge in repeating:
        edge.redirect(latch, [TRUE, *entries.arguments(edge), *nothing_out])
    for edge in leaving:
        edge.redirect(latch, [FALSE, *nothing_back, *exits.arguments(edge), *escapes])
    exits.connect_from(loop)
    for edge in entering:
        edge.redirect(loop, entries.arguments(edge))
    if len(entries.nodes) == 1:
        loop.head = entries.nodes[0]
    else:
        loop.head = Node(entries.parameters, terminator=terminator)
        entries.connect_from(loop.head)
