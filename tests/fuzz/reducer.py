"""Makes a failing program smaller while it still fails.

`smaller(tree)` lists what a tree could be replaced by: statements are deleted (halves of a body first), compound
statements give way to their bodies, expressions to their operands. The reducer takes the first one that still fails,
and starts again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, cast

from tests.fuzz import syntax as s

STATEMENTS = (
    s.Assign,
    s.If,
    s.Switch,
    s.For,
    s.While,
    s.Jump,
    s.Return,
    s.CallStatement,
    s.Text,
    s.Block,
)


def reduce(
    source: s.Source, still_fails: Callable[[s.Source], bool], attempts: int = 400
) -> s.Source:
    """The smallest program found with at most that many attempts."""
    while True:
        for candidate in smaller(source):
            if attempts == 0:
                return source
            attempts -= 1
            if still_fails(candidate):
                source = candidate
                break
        else:
            return source


def smaller(node: Any) -> Iterator[Any]:
    """Trees with one thing less, the big steps first."""
    if isinstance(node, tuple):
        yield from _smaller_tuple(cast("tuple[Any, ...]", node))
        return
    if not hasattr(node, "__dataclass_fields__"):
        return
    if isinstance(node, s.Source):
        for index in range(len(node.helpers)):
            yield replace(node, helpers=node.helpers[:index] + node.helpers[index + 1 :])
    yield from _instead(node)
    for name in sorted((field.name for field in fields(node)), key=_bodies_first):
        for child in smaller(getattr(node, name)):
            yield replace(node, **{name: child})


def _bodies_first(name: str) -> bool:
    return name not in ("main", "body", "then", "otherwise", "cases")


def _smaller_tuple(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    is_body = bool(items) and isinstance(items[0], STATEMENTS)
    if is_body and len(items) > 2:
        half = len(items) // 2
        yield items[half:]
        yield items[:half]
    for index, item in enumerate(items):
        before, after = items[:index], items[index + 1 :]
        if is_body:
            yield before + after
            for inner in _bodies(item):
                yield before + inner + after
        for child in smaller(item):
            yield (*before, child, *after)


def _bodies(statement: Any) -> Iterator[s.Body]:
    """Bodies that may stand for the statement; not those of loops, whose counters they would lose."""
    if isinstance(statement, s.If):
        yield statement.then
        yield statement.otherwise
    elif isinstance(statement, s.Switch):
        yield from statement.cases


def _instead(node: Any) -> Iterator[s.Expression]:
    """Simpler expressions that may stand for an expression."""
    if isinstance(node, s.Apply | s.Call):
        yield from node.operands
    elif isinstance(node, s.Conditional):
        yield node.if_true
        yield node.if_false
    elif isinstance(node, s.Element):
        yield s.Variable("a") if node.array in ("x", "y", "w") else s.Number(0.5)
