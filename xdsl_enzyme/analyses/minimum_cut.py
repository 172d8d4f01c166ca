"""What to store so that all that is needed can be recomputed, for the fewest bytes.

Values form a graph: an edge leads from each input of a computation to its result. Some values cannot be computed again.
A set of values to store has to cut every path from these to what is needed; its cost is the sum over the set. That is a
minimum cut with capacities on the nodes::

    a (not recomputable) ──► b = f(a) ──► c = g(b, x)        needed: b, c        store: b

Among cuts of the same cost the one nearest to what is needed is taken: it leaves the least to recompute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

Node = TypeVar("Node")


def minimum_cut(
    needed: Iterable[Node],
    inputs: Callable[[Node], Sequence[Node] | None],
    cost: Callable[[Node], int],
) -> set[Node]:
    """
    The nodes to store. `inputs` are what a node is computed from, without what is available anyway; None if
    it cannot be computed again. Costs are positive.
    """
    wanted = list(dict.fromkeys(needed))
    graph = _reachable(wanted, inputs)
    # What is needed and cannot be recomputed is stored in any case, and available to the rest.
    stored = {node for node in wanted if graph[node] is None}
    lost = _lost(graph, stored)
    if not any(node in lost for node in wanted):
        return stored
    return stored | _cut(graph, lost, [node for node in wanted if node in lost], cost)


def _reachable(
    wanted: Iterable[Node], inputs: Callable[[Node], Sequence[Node] | None]
) -> dict[Node, Sequence[Node] | None]:
    """The inputs of everything that the computation of `wanted` may touch."""
    graph: dict[Node, Sequence[Node] | None] = {}
    pending = list(wanted)
    while pending:
        node = pending.pop()
        if node not in graph:
            sources = graph[node] = inputs(node)
            pending.extend(sources or ())
    return graph


def _lost(graph: dict[Node, Sequence[Node] | None], stored: set[Node]) -> set[Node]:
    """The nodes that cannot be computed from what is available and `stored`."""
    users: dict[Node, list[Node]] = {}
    for node, sources in graph.items():
        for source in sources or ():
            users.setdefault(source, []).append(node)
    lost: set[Node] = set()
    pending = [node for node, sources in graph.items() if sources is None and node not in stored]
    while pending:
        node = pending.pop()
        if node not in lost and node not in stored:
            lost.add(node)
            pending.extend(users.get(node, ()))
    return lost


def _cut(
    graph: dict[Node, Sequence[Node] | None],
    lost: set[Node],
    wanted: Sequence[Node],
    cost: Callable[[Node], int],
) -> set[Node]:
    # Only hard cases come here; the import takes longer than most passes.
    import networkx

    source, sink = "source", "sink"
    network = cast(Any, networkx).DiGraph()
    for node in lost:
        # Each node is an edge from its entry to its exit; edges without a capacity are infinite.
        network.add_edge((node, 0), (node, 1), capacity=cost(node))
        inputs = graph[node]
        if inputs is None:
            network.add_edge(source, (node, 0))
        for one in inputs or ():
            if one in lost:
                network.add_edge((one, 1), (node, 0))
    for node in wanted:
        network.add_edge((node, 1), sink)
    # networkx's second part is what can still reach the sink: the cut nearest to it.
    _, partition = cast(
        "tuple[int, tuple[set[object], set[object]]]",
        cast(Any, networkx).minimum_cut(network, source, sink),
    )
    near_sink = partition[1]
    return {node for node in lost if (node, 1) in near_sink and (node, 0) not in near_sink}
