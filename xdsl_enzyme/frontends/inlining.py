"""Marks functions for inlining before differentiation.

A call that is still there when AD sees the program has to keep for the reverse sweep what it can't recompute across the call;
inlined code doesn't. So all that LLVM can inline is inlined, as long as the program does not grow too much by it::

    define double @predict(…)            define double @predict(…) alwaysinline
    call double @predict(…)       -->    call double @predict(…)

LLVM's own inliner, made for code size and speed, leaves out large functions and those with arrays of variable length.
"""

from __future__ import annotations

from collections import Counter

from llvmlite import binding

from xdsl_enzyme.graphs import strong_components

GROWTH_LIMIT = 5_000
"""Instructions by which inlining may let any program grow; large programs may become twice as large."""


def mark_for_inlining(module: binding.ModuleRef, keep: frozenset[str]) -> None:
    """Mark functions `alwaysinline`, but for recursive ones and those named in `keep`."""
    functions = {f.name: f for f in module.functions if not f.is_declaration}
    sizes, calls = _call_graph(functions)
    budget = GROWTH_LIMIT + sizes.total()
    callees_of: dict[str, list[str]] = {}
    for caller, callee in calls:
        callees_of.setdefault(caller, []).append(callee)
        callees_of.setdefault(callee, [])
    for name in functions:
        callees_of.setdefault(name, [])
    sites: Counter[str] = Counter()
    for (_, callee), count in calls.items():
        sites[callee] += count
    inlined: set[str] = set()
    # Components come callees first, so that the sizes of callees include what was inlined there.
    for component in strong_components(callees_of):
        for name in component:
            callees = (callee for callee in callees_of[name] if callee in inlined)
            sizes[name] += sum(sizes[callee] * calls[name, callee] for callee in callees)
        if len(component) > 1:
            continue
        (name,) = component
        growth = (sites[name] - 1) * sizes[name]
        is_possible = sites[name] and name not in keep and (name, name) not in calls
        if is_possible and growth <= budget:
            budget -= growth
            inlined.add(name)
            functions[name].add_function_attribute("alwaysinline")


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
                if instruction.opcode in ("call", "invoke"):
                    *_, callee = instruction.operands
                    if callee.name in functions:
                        calls[name, callee.name] += 1
    return sizes, calls
