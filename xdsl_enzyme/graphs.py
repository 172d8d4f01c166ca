"""Questions about directed graphs that are given as what follows each node.

::

    {"f": ["g"], "g": ["h", "g2"], "g2": ["g"], "h": []}     -->  [h], [g2, g], [f]: callees first, and those together that call each other
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def strong_components(following: Mapping[Node, Iterable[Node]]) -> Iterator[list[Node]]:
    """
    The nodes that lead to each other, together, after all that they lead to; nodes that only follow others count, too. (Tarjan, *Depth-first
    search and linear graph algorithms*, 1972, without recursion.)
    """
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: list[Node] = []
    is_open: set[Node] = set()
    for start in following:
        if start in number:
            continue
        path: list[tuple[Node, Iterator[Node]]] = []
        entered: Node | None = start
        while path or entered is not None:
            if entered is not None:
                number[entered] = lowest[entered] = len(number)
                open_nodes.append(entered)
                is_open.add(entered)
                path.append((entered, iter(following.get(entered, ()))))
            node, rest = path[-1]
            entered = None
            for one in rest:
                if one not in number:
                    entered = one
                    break
                if one in is_open:
                    lowest[node] = min(lowest[node], number[one])
            if entered is not None:
                continue
            path.pop()
            if path:
                before = path[-1][0]
                lowest[before] = min(lowest[before], lowest[node])
            if lowest[node] == number[node]:
                component: list[Node] = []
                while node in is_open:
                    component.append(open_nodes.pop())
                    is_open.remove(component[-1])
                yield component


def reachable(start: Iterable[Node], following: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """All nodes that `start` leads to, itself among them."""
    found: set[Node] = set()
    pending = list(start)
    while pending:
        node = pending.pop()
        if node not in found:
            found.add(node)
            pending.extend(following.get(node, ()))
    return found
