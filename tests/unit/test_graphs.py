"""Strong components and reachability, on random graphs against networkx."""

from __future__ import annotations

import random

import networkx as nx

from xdsl_enzyme.graphs import reachable, strong_components


def random_graph(seed: int) -> dict[int, list[int]]:
    source = random.Random(seed)
    size = source.randint(1, 12)
    return {
        node: [source.randrange(size + 2) for _ in range(source.choice((0, 1, 1, 2, 3)))]
        for node in range(size)
    }


def in_networkx(following: dict[int, list[int]]) -> nx.DiGraph[int]:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(following)
    graph.add_edges_from((node, one) for node, ones in following.items() for one in ones)
    return graph


def test_components_and_their_order():
    for seed in range(300):
        following = random_graph(seed)
        graph = in_networkx(following)
        components = list(strong_components(following))
        assert sorted(map(sorted, components)) == sorted(
            map(sorted, nx.strongly_connected_components(graph))
        )
        position = {node: at for at, nodes in enumerate(components) for node in nodes}
        assert all(position[after] <= position[before] for before, after in graph.edges)


def test_a_long_path_needs_no_recursion():
    following = {node: [node + 1] for node in range(100_000)}
    assert sum(map(len, strong_components(following))) == 100_001


def test_reachable():
    for seed in range(100):
        following = random_graph(seed)
        graph = in_networkx(following)
        assert reachable([0], following) == {node for node in graph if nx.has_path(graph, 0, node)}
