"""Syntax trees to C."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fuzz import syntax as s

PRELUDE = """#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Pair { double first; int count; double second; };
struct Tagged { int tag; double value; };
struct Named { const double *data; struct Tagged inner; short names[3]; double *self; };
struct Record { double value; int kind; double *data; struct Record *next; };
union Numbers { double d[2]; struct { double re, im; } z; };

static double w_static[8];

#define NOINLINE __attribute__((noinline)) static
NOINLINE void exchange(struct Pair *a, struct Pair *b) { struct Pair t = *a; *a = *b; *b = t; }
NOINLINE struct Pair turned(struct Pair p) { struct Pair q = {p.second, p.count + 1, p.first}; return q; }
NOINLINE struct Tagged tagged(double v, int tag) { struct Tagged t = {tag, v * 0.5}; return t; }
NOINLINE double untagged(struct Tagged t) { return t.tag > 2 ? t.value : -t.value; }
NOINLINE void move_bytes(void *to, const void *from, unsigned long size) { memcpy(to, from, size); }
NOINLINE struct Named named(const double *x, double *self) {
  struct Named n = {x, tagged(x[0], 3), {1, 2, 3}, self};
  return n;
}
"""


def to_c(source: s.Source) -> str:
    """The whole file."""
    functions = [*source.helpers, source.main]
    return "\n".join([PRELUDE, *(_function(function) for function in functions)])


def _function(function: s.Function) -> str:
    lines = [function.head + " {", *(f"  {line}" for line in function.declarations)]
    lines += _body(function.body, 1)
    if function.result is not None:
        lines.append(f"  return {expression(function.result)};")
    return "\n".join([*lines, "}", ""])


def expression(node: s.Expression | s.Condition) -> str:
    return EXPRESSIONS[type(node)](node)


EXPRESSIONS: dict[type, Callable[[Any], str]] = {
    s.Number: lambda e: f"({e.value!r})" if e.value < 0.0 else repr(e.value),
    s.Variable: lambda e: e.name,
    s.Element: lambda e: f"{e.array}[{e.index}]",
    s.Apply: lambda e: f"({e.template.format(*map(expression, e.operands))})",
    s.Conditional: lambda e: (
        f"({expression(e.condition)} ? {expression(e.if_true)} : {expression(e.if_false)})"
    ),
    s.Call: lambda e: f"{e.function}({', '.join([*map(expression, e.operands), *e.extra])})",
    s.Compare: lambda e: f"{expression(e.left)} {e.operator} {expression(e.right)}",
    s.IntegerTest: lambda e: e.text,
}


def _body(body: s.Body, depth: int) -> list[str]:
    return [
        "  " * depth + line for statement in body for line in STATEMENTS[type(statement)](statement)
    ]


def _if(node: s.If) -> list[str]:
    lines = [f"if ({expression(node.condition)}) {{", *_body(node.then, 1)]
    if node.otherwise:
        lines += ["} else {", *_body(node.otherwise, 1)]
    return [*lines, "}"]


def _switch(node: s.Switch) -> list[str]:
    lines = [f"switch ({node.selector}) {{"]
    for number, body in enumerate(node.cases):
        is_last = number == len(node.cases) - 1
        lines.append("default:" if is_last else f"case {number}:")
        lines += _body(body, 1)
        lines.append("  break;" if is_last or number in node.breaks else "  /* fall through */")
    return [*lines, "}"]


def _for(node: s.For) -> list[str]:
    head = f"for (int {node.counter} = {node.start}; {node.condition}; {node.step}) {{"
    return [head, *_body(node.body, 1), "}"]


def _while(node: s.While) -> list[str]:
    # The counter moves with the test, so that `continue` in the body can't skip it.
    test = f"({node.counter}++ < {node.limit} && {expression(node.condition)})"
    start, end = (f"while {test} {{", "}") if node.test_first else ("do {", f"}} while {test};")
    return [f"{node.counter} = 0;", start, *_body(node.body, 1), end]


def _call(node: s.CallStatement) -> list[str]:
    return [f"{node.function}({', '.join([node.target, *map(expression, node.operands)])});"]


STATEMENTS: dict[type, Callable[[Any], list[str]]] = {
    s.Assign: lambda a: [f"{expression(a.target)} = {expression(a.value)};"],
    s.If: _if,
    s.Switch: _switch,
    s.For: _for,
    s.While: _while,
    s.Jump: lambda j: [f"{j.keyword};"],
    s.Return: lambda r: [f"return {expression(r.value)};"],
    s.CallStatement: _call,
    s.Text: lambda t: [t.code],
    s.Block: lambda b: [
        "{",
        *(f"  {line}" for line in b.head),
        *_body(b.body, 1),
        *(f"  {line}" for line in b.tail),
        "}",
    ],
}
