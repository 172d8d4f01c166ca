"""Programs in C that grow with a number, to see how the time to differentiate them grows.

Each entry of `SHAPES` takes the number of what its name says and returns the source of a program with the function `ENTRY`::

    double objective(const double *x, int n)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

ENTRY = "objective"
_SIGNATURE = f"double {ENTRY}(const double *x, int n)"


def _program(*parts: str) -> str:
    return "\n".join(["#include <math.h>", *parts, ""])


def _entry(lines: Iterable[str]) -> str:
    return "\n".join([f"{_SIGNATURE} {{", *(f"  {line}" for line in lines), "}"])


LAYERS = 8
"""Of functions that call one another: the longest chain of calls."""


def functions(count: int) -> str:
    """Functions of about 30 instructions in layers, each with two callees in the next layer; the entry calls all of the first."""
    return _layered(count, count)


def unreachable_functions(count: int) -> str:
    """As `functions`, but the entry reaches twenty of them."""
    return _layered(count, 20)


def _layered(count: int, reached: int) -> str:
    bodies: list[str] = []
    for group in (range(reached), range(reached, count)):
        width = max(1, len(group) // LAYERS)
        for number in reversed(group):
            place = number - group.start
            below = group.start + (place // width + 1) * width
            candidates = range(below, min(below + width, group.stop))
            callees = [candidates[(place * k + k) % len(candidates)] for k in (1, 3) if candidates]
            bodies.append(_small_function(number, callees))
    first = range(max(1, reached // LAYERS))
    calls = [f"sum += f{number}(x[{number} % n], 0.5, y);" for number in first]
    entry = ["double y[4] = {x[0], x[1 % n], x[2 % n], 1.0};", "double sum = 0.0;", *calls]
    return _program(*bodies, _entry([*entry, "return sum + y[0] * y[3];"]))


def _small_function(number: int, callees: list[int]) -> str:
    calls = [
        f"  s += {factor} * f{callee}(s, a, y);"
        for factor, callee in zip(("0.25", "0.125"), callees, strict=False)
    ]
    loop = [
        "  for (int i = 0; i < 4; i++) {",
        "    y[i] = 0.5 * y[i] + 0.25 * sin(s);",
        "    s = 0.5 * s + a * y[i];",
        "  }",
    ]
    branch = [
        "  if (s > a) {",
        "    s = s * a + 1.0 / (1.0 + s * s);",
        "    y[1] = y[1] * s;",
        "  } else {",
        "    s = exp(-s * s) - a;",
        "  }",
    ]
    line = [
        "  double b = a * s + x;",
        "  double c = b * b / (2.0 + a * a);",
        "  s = tanh(c) + 0.5 * b;",
    ]
    lines = [loop, branch, ["  x += s / (1.0 + x * x);"]][number % 3] + line
    return "\n".join(
        [
            f"__attribute__((noinline)) double f{number}(double x, double a, double *y) {{",
            f"  double s = x * 0.5 + a * {number % 7 + 1}.0 - y[{number % 4}];",
            *lines,
            *calls,
            f"  y[{(number + 1) % 4}] = 0.5 * s;",
            "  return s;",
            "}",
        ]
    )


def statements(count: int) -> str:
    """One long block."""
    lines = ["double a = x[0], b = x[1 % n], c = x[2 % n];"]
    for number in range(count // 3):
        lines.append("a = 0.5 * a + 0.25 * b * c;")
        lines.append(
            f"b = b - 0.125 * a * a + x[{number} % n];" if number % 4 == 0 else "b = b * 0.5 + c;"
        )
        lines.append("c = sin(c) * 0.5 + a;")
    return _program(_entry([*lines, "return a + b + c;"]))


def branches(count: int) -> str:
    """Branches one after the other."""
    lines = ["double a = x[0], b = x[1 % n];"]
    for number in range(count):
        lines.append(
            f"if (a > 0.{number % 10} * b) a = a * b + x[{number} % n]; else b = sin(a) + b * 0.5;"
        )
    return _program(_entry([*lines, "return a + b;"]))


def loops(count: int) -> str:
    """Loops one after the other, each with an array of its own."""
    lines = ["double a = x[0];"]
    for number in range(count):
        lines += [
            f"double y{number}[8];",
            f"for (int i = 0; i < 8; i++) y{number}[i] = a * x[i % n] + {number}.0;",
            f"for (int i = 0; i < n; i++) a = 0.5 * a + sin(y{number}[i % 8]);",
        ]
    return _program(_entry([*lines, "return a;"]))


def nested_loops(depth: int) -> str:
    """Loops in one another."""
    lines = ["double a = x[0];"]
    for level in range(depth):
        lines.append(
            f"for (int i{level} = 0; i{level} < n % 3 + 1; i{level}++) {{ a = a * 0.5 + x[i{level} % n] * a;"
        )
    lines += ["a = sin(a);", *(f"a = a * x[{level} % n]; }}" for level in range(depth))]
    return _program(_entry([*lines, "return a;"]))


def arguments(count: int) -> str:
    """Arguments of a function that isn't inlined, half of them pointers to variables."""
    parameters = ", ".join(f"double *p{i}" if i % 2 else f"double p{i}" for i in range(count))
    body = [
        f"  s += sin(s) * *p{i}; *p{i} = s;" if i % 2 else f"  s += 0.5 * s * p{i};"
        for i in range(count)
    ]
    function = [
        f"__attribute__((noinline)) double many({parameters}) {{",
        "  double s = 1.0;",
        *body,
        "  return s;",
        "}",
    ]
    variables = [f"double v{i} = x[{i} % n];" for i in range(count)]
    passed = ", ".join(f"&v{i}" if i % 2 else f"v{i}" for i in range(count))
    again = [
        "if (n > 100) return objective(x, n - 1);",
        f"double s = many({passed}) + many({passed});",
    ]
    total = " + ".join(["s", *(f"v{i}" for i in range(count))])
    return _program(*function, _entry([*variables, *again, f"return {total};"]))


def cases(count: int) -> str:
    """Cases of a switch in a loop."""
    arms = [
        f"case {i}: a = a * x[{i} % n] + {'sin(a)' if i % 2 else 'b'}; break;" for i in range(count)
    ]
    lines = [
        "double a = x[0], b = 1.0;",
        f"for (int i = 0; i < n; i++) switch ((i * 7) % {count}) {{",
        *arms,
        "default: b = a * b;",
        "}",
    ]
    return _program(_entry([*lines, "return a + b;"]))


def table(count: int) -> str:
    """Numbers in a constant table."""
    numbers = ",\n".join(f"{number * 0.001 + 0.1:.3f}" for number in range(count))
    lines = [
        "double a = x[0];",
        f"for (int i = 0; i < n; i++) a = a * table[i * 7 % {count}] + sin(x[i]);",
        "return a;",
    ]
    return _program(f"static const double table[{count}] = {{\n{numbers}\n}};", _entry(lines))


def recursion(count: int) -> str:
    """Functions that call the next one in a ring."""
    declarations = [f"double r{i}(double a, int n);" for i in range(count)]
    bodies = [
        f"double r{i}(double a, int n) {{ if (n <= 0) return a; double b = sin(a) * {i}.5; return b * r{(i + 1) % count}(a * 0.5 + b, n - 1) + a; }}"
        for i in range(count)
    ]
    return _program(*declarations, *bodies, _entry(["return r0(x[0], n);"]))


def chain(count: int) -> str:
    """Functions each of which calls the one before it, twice."""
    bodies = ["double c0(double a, double *y) { y[0] += a; return sin(a) + y[0]; }"]
    bodies += [
        f"__attribute__((noinline)) double c{i}(double a, double *y) {{ if (a > 1e9) a = c{i - 1}(a, y); double b = c{i - 1}(a * 0.5, y); return b * a + y[0]; }}"
        for i in range(1, count)
    ]
    return _program(*bodies, _entry(["double y[1] = {1.0};", f"return c{count - 1}(x[0], y);"]))


def global_variables(count: int) -> str:
    """Global variables, each written by a function and read by another."""
    lines = [f"static double g{i};" for i in range(count)]
    lines += [
        f"__attribute__((noinline)) void set{i}(double a) {{ g{i} = a * {i}.0; }}"
        for i in range(0, count, 8)
    ]
    body = ["for (int i = 0; i < n; i++) {"]
    for i in range(count):
        body.append(f"set{i}(x[i]);" if i % 8 == 0 else f"g{i} = 0.5 * g{i} + g{i - 1} * x[i];")
    total = " + ".join(f"g{i}" for i in range(count))
    return _program(*lines, _entry([*body, "}", f"return {total};"]))


def structs(count: int) -> str:
    """Structs with pointers to one another, behind which memory is read and written."""
    lines = ["struct node { double value; struct node *next; double weights[3]; };"]
    body = [
        f"struct node node{i} = {{x[{i} % n], {f'&node{i - 1}' if i else '0'}, {{1.0, x[0], 2.0}}}};"
        for i in range(count)
    ]
    body += [
        "double s = 0.0;",
        f"for (struct node *p = &node{count - 1}; p; p = p->next) {{ s += p->value * p->weights[n % 3]; p->value = sin(s); }}",
    ]
    body += [f"s += node{i}.value;" for i in range(count)]
    return _program(*lines, _entry([*body, "return s;"]))


SHAPES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "functions": functions,
        "unreachable_functions": unreachable_functions,
        "statements": statements,
        "branches": branches,
        "loops": loops,
        "nested_loops": nested_loops,
        "arguments": arguments,
        "cases": cases,
        "table": table,
        "recursion": recursion,
        "chain": chain,
        "global_variables": global_variables,
        "structs": structs,
    }
)
