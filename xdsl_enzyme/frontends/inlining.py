"""Marks functions for inlining before differentiation.

A call that is still there when AD sees the program has to keep for the reverse sweep what it can't recompute across the call;
inlined code doesn't. So all that LLVM can inline is inlined, as long as the program does not grow too much by it::

    define double @predict(…)            define double @predict(…) alwaysinline
    call double @predict(…)       -->    call double @predict(…)

LLVM's own inliner, made for code size and speed, leaves out large functions and those with arrays of variable length.
"""

from __future__ import annotations

from collections import Counter

import networkx as nx
from llvmlite import binding

GROWTH_LIMIT = 20_000
"""Instructions by which the inlining of one function may let the program grow."""


def mark_for_inlining(module: binding.ModuleRef, keep: frozenset[str]) -> None:
    """Mark functions `alwaysinline`, but for recursive ones and those named in `keep`."""
    functions = {f.name: f for f in module.functions if not f.is_declaration}
    sizes, calls = _call_graph(functions)
    graph: nx.DiGraph[str] = nx.DiGraph(calls.keys())
    graph.add_nodes_from(functions)
    components = list(nx.strongly_connected_components(graph))
    recursive = {name for one in components if len(one) > 1 for name in one}
    recursive |= {caller for caller, callee in calls if caller == callee}
    # Components come callees first, so that the sizes of callees include what was inlined there.
    for component in components:
        for name in component:
            inlined = [c for c in graph.successors(name) if c not in recursive | keep]
            sizes[name] += sum(sizes[callee] * calls[name, callee] for callee in inlined)
    sites: Counter[str] = Counter()
    for (_, callee), count in calls.items():
        sites[callee] += count
    for name, function in functions.items():
        growth = (sites[name] - 1) * sizes[name]
        if sites[name] and name not in recursive | keep and growth <= GROWTH_LIMIT:
            function.add_function_attribute("alwaysinline")


def _call_graph(
    functions: dict[str, binding.ValueRef],
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Instructions per function, and direct calls per (caller, callee)."""
    sizes: Counter[str] = Counter()
    calls: Counter[tuple[str, str]] = Counter()
    for name, function in functions.items():
        for block in function.blocks:
            for instruction in block.instructions:
                sizes[name] += 1
                if instruction.opcode == "call":
                    *_, callee = instruction.operands
                    if callee.name in functions:
                        calls[name, callee.name] += 1
    return sizes, calls
