"""The cut is compared with the best of all sets of values, on random graphs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, combinations

import pytest

from xdsl_enzyme.analyses.minimum_cut import minimum_cut

Graph = dict[int, Sequence[int] | None]


def can_compute(graph: Graph, stored: frozenset[int], node: int) -> bool:
    if node in stored:
        return True
    inputs = graph[node]
    return inputs is not None and all(can_compute(graph, stored, one) for one in inputs)


def cheapest(graph: Graph, needed: Sequence[int], costs: Sequence[int]) -> int:
    nodes = list(graph)
    subsets = chain.from_iterable(combinations(nodes, size) for size in range(len(nodes) + 1))
    return min(
        sum(costs[node] for node in subset)
        for subset in map(frozenset, subsets)
        if all(can_compute(graph, subset, node) for node in needed)
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_set_of_values_is_cheaper(seed: int):
    numbers = random.Random(seed)
    count = 10
    graph: Graph = {}
    for node in range(count):
        if node == 0 or numbers.random() < 0.25:
            graph[node] = None
        else:
            graph[node] = numbers.sample(range(node), min(node, numbers.randint(0, 2)))
    needed = numbers.sample(range(count), 4)
    costs = [numbers.choice([1, 4, 8, 800]) for _ in range(count)]
    cut = minimum_cut(needed, graph.__getitem__, costs.__getitem__)
    assert all(can_compute(graph, frozenset(cut), node) for node in needed)
    assert sum(costs[node] for node in cut) == cheapest(graph, needed, costs)


def test_the_cut_is_near_the_use():
    graph: Graph = {0: None, 1: [0], 2: [1], 3: [2]}
    assert minimum_cut([3], graph.__getitem__, lambda node: 8) == {3}


def test_what_is_stored_anyway_serves_the_rest():
    graph: Graph = {0: None, 1: [0], 2: [0, 1]}
    assert minimum_cut([0, 2], graph.__getitem__, lambda node: 1) == {0}


def test_nothing_to_store():
    graph: Graph = {0: [], 1: [0]}
    assert minimum_cut([1], graph.__getitem__, lambda node: 1) == set()
