"""Syntax trees to C."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fuzz import syntax as s

PRELUDE = """#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct Pair { double first; int count; double second; };
struct Tagged { int tag; double value; };
struct Named { const double *data; struct Tagged inner; short names[3]; double *self; };
struct Record { double value; int kind; double *data; struct Record *next; };
union Numbers { double d[2]; struct { double re, im; } z; };
struct Flags { unsigned kind : 3; int shift : 5; double value; unsigned tail : 7; float part; };
struct Choice { int kind; union { double number; struct { float low, high; } pair; long count; } of; };

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
NOINLINE struct Flags flagged(struct Flags f, int kind) { f.kind = kind; f.part = 0.5f * f.part; f.tail++; return f; }
NOINLINE struct Choice number(double v) { struct Choice c = {0}; c.of.number = v; return c; }
NOINLINE struct Choice pair(double v, double w) {
  struct Choice c = {1};
  c.of.pair.low = (float)v, c.of.pair.high = (float)w;
  return c;
}
NOINLINE struct Choice count(long n) { struct Choice c = {2}; c.of.count = n; return c; }
NOINLINE double chosen(const struct Choice *c) {
  switch (c->kind) {
    case 0: return sin(c->of.number);
    case 1: return c->of.pair.low / (1.0f + c->of.pair.high * c->of.pair.high);
    default: return 0.1 * c->of.count;
  }
}
NOINLINE double _Complex turned_complex(double _Complex z, int n) { return n & 1 ? z * 1.0i : ~z; }
NOINLINE int by_count(const void *a, const void *b) {
  return ((const struct Pair *)b)->count - ((const struct Pair *)a)->count;
}
NOINLINE double sum_of(int n, ...) {
  va_list list;
  va_start(list, n);
  double total = 0;
  for (int i = 0; i < n; i++) total = 0.5 * total + 0.4 * va_arg(list, double);
  va_end(list);
  return total;
}
NOINLINE double remembered(double v) { static double last = 0.1; double old = last; last = 0.5 * v; return old + 0.1 * v; }
NOINLINE double halved(double v) { return 0.5 * v; }
NOINLINE double doubled(double v) { return sin(2.0 * v); }
NOINLINE double applied(double (*f)(double), double v) { return f(f(v)); }
NOINLINE struct Record *pushed(struct Record *next, double value, int kind) {
  struct Record *r = malloc(sizeof *r);
  r->value = value, r->kind = kind, r->data = &r->value, r->next = next;
  return r;
}
NOINLINE struct Record *popped(struct Record *r, double *into) {
  struct Record *next = r->next;
  *into = 0.5 * *into + 0.5 * r->value;
  free(r);
  return next;
}
NOINLINE struct Record *reversed(struct Record *r) {
  struct Record *done = 0;
  while (r) { struct Record *next = r->next; r->next = done; done = r; r = next; }
  return done;
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
