"""Random C programs that are worth differentiating.

Every expression keeps values of moderate size, and derivatives finite, given operands of moderate size: all are made of
functions such as `sin`, of damped products, and of divisions by what is at least one. Branches on data are fine: that
two sides are equal has probability zero. The signature is always ::

    double f(double a, double b, double *x, const double *y, const int *k, int n)

with n elements in each array, at most `SIZE`, and k full of valid indices. All arrays are indexed below n.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.fuzz import syntax as s
from tests.fuzz.features import FEATURES, HEAP, Feature

NAME = "f"
SIZE = 8
HEAD = "double f(double a, double b, double *x, const double *y, const int *k, int n)"

TEMPLATES: tuple[tuple[str, int], ...] = (
    ("sin({0})", 1),
    ("cos({0})", 1),
    ("tanh({0})", 1),
    ("exp(-{0} * {0})", 1),
    ("exp(tanh({0}))", 1),
    ("log(1.5 + {0} * {0})", 1),
    ("sqrt(1.0 + {0} * {0})", 1),
    ("atan({0})", 1),
    ("{0} / (1.0 + {0} * {0})", 1),
    ("-{0}", 1),
    ("fabs({0})", 1),
    ("0.5 * {0} + 0.4 * {1}", 2),
    ("0.7 * {0} - 0.3 * {1}", 2),
    ("{0} * {1} / (1.0 + {0} * {0})", 2),
    ("{0} / (1.0 + {1} * {1})", 2),
    ("fmax({0}, {1})", 2),
    ("fmin({0}, {1})", 2),
    ("0.6 * hypot({0}, 1.5 + sin({1}))", 2),
    ("atan2({0}, 2.0 + sin({1}))", 2),
    ("pow(1.5 + 0.5 * sin({0}), tanh({1}))", 2),
    ("{0} * cos({1})", 2),
    ("({0} > 0.1 ? sqrt({0}) : {1})", 2),
    ("({0} > 0.1 ? log({0}) : {1})", 2),
    ("(fabs({1}) > 0.3 ? 0.2 * {0} / {1} : {0})", 2),
    ("0.5 * tanh({0}) * {1} + 0.4 * {2}", 3),
    ("{0} + 0.1 * (double)(int)(3.0 * {1})", 2),
    ("{0} * (1.0 + 0.2 * (double)((unsigned)fabs(8.0 * {1}) & 3u))", 2),
    ("0.3 * floor(2.0 * {0}) * {1}", 2),
)
"""C expressions and their number of operands."""


STRUCT_COPIES = (
    "t = s;",
    "s = t;",
    "{ struct Pair swap = s; s = t; t = swap; }",
    "exchange(&s, &t);",
    "t = turned(s);",
    "s = turned(turned(t));",
    "move_bytes(&t, &s, sizeof s);",
    "{ struct Pair p[3] = {s, t, s}; memmove(p + 1, p, 2 * sizeof *p); s = p[2]; t = p[n % 3]; }",
    "{ struct Pair p[4] = {s, t, t, s}; exchange(&p[n % 4], &p[1]); t = p[1]; s.first = p[n % 4].second; }",
    "s.first = untagged(tagged(t.first, n % 5));",
    "{ struct Tagged g = tagged(s.second, n % 4), h = g; if (h.tag & 1) h = tagged(t.first, 3); t.second = untagged(h); }",
    "{ struct Named m = named(x, &s.first), o; o = m; *o.self = 0.5 * o.inner.value + 0.1 * o.data[n - 1]; }",
    "{ union { double d; unsigned long u; } p; p.d = s.first; p.u &= ~(1ul << 63); t.first = p.d; }",
)
"""Statements that move structures s and t, and others, as a whole."""


@dataclass(frozen=True)
class Scope:
    """What an expression or statement at some place may use."""

    variables: tuple[str, ...]
    assignable: tuple[str, ...]
    arrays: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    in_loop: bool = False
    in_switch: bool = False
    may_return: bool = False
    depth: int = 0

    def inside(self, *, counter: str | None = None, in_loop: bool = False) -> Scope:
        """The scope one statement further in."""
        return replace(
            self,
            counters=(*self.counters, counter) if counter else self.counters,
            in_loop=self.in_loop or in_loop,
            in_switch=self.in_switch and not in_loop,
            depth=self.depth + 1,
        )


class Generator:
    """Makes one program from one seed."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.loops = 0
        self.scalar_helpers: list[str] = []
        self.recursive_helpers: list[str] = []
        self.array_helpers: list[str] = []
        self.struct_helpers: list[str] = []
        self.value_helpers: list[str] = []
        self.heaps = 0

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    # Expressions

    def index(self, scope: Scope) -> str:
        """An index below n."""
        if self.chance(0.06):
            return f"(int)(4.0 * fabs({self.random.choice(scope.variables)})) % n"
        if not scope.counters:
            return self.random.choice(["0", "n - 1", "n / 2", f"{self.random.randrange(9)} % n"])
        i, j = self.random.choice(scope.counters), self.random.choice(scope.counters)
        c = self.random.randrange(1, 5)
        choices = [f"{i} % n", f"({i} + {c}) % n", f"({i} * {j} + {c}) % n", f"(n - 1) - {i} % n"]
        if "k" in scope.arrays:
            choices.append(f"k[{i} % n]")
        return self.random.choice(choices)

    def leaf(self, scope: Scope) -> s.Expression:
        arrays = [name for name in scope.arrays if name != "k"]
        if arrays and self.chance(0.45):
            return s.Element(self.random.choice(arrays), self.index(scope))
        if self.chance(0.12):
            return s.Number(round(self.random.uniform(-1.5, 1.5), 2))
        return s.Variable(self.random.choice(scope.variables))

    def expression(self, scope: Scope, depth: int = 2) -> s.Expression:
        if depth == 0 or self.chance(0.2):
            return self.leaf(scope)
        if self.chance(0.12):
            return s.Conditional(
                self.condition(scope),
                self.expression(scope, depth - 1),
                self.expression(scope, depth - 1),
            )
        if self.scalar_helpers and self.chance(0.12):
            operands = (self.expression(scope, depth - 1), self.leaf(scope))
            return s.Call(self.random.choice(self._callees(scope)), operands)
        if self.recursive_helpers and self.chance(0.08):
            level = str(self.random.randrange(1, 5))
            return s.Call(self.random.choice(self.recursive_helpers), (self.leaf(scope),), (level,))
        template, arity = self.random.choice(TEMPLATES)
        return s.Apply(template, tuple(self.expression(scope, depth - 1) for _ in range(arity)))

    def _callees(self, scope: Scope) -> list[str]:
        """The scalar helpers, by name and, in the main function, through the table of all of them."""
        if not scope.moves:
            return self.scalar_helpers
        index = self.random.choice([*scope.counters, "n"])
        return [*self.scalar_helpers, f"table[{index} % {len(self.scalar_helpers)}]"]

    def condition(self, scope: Scope) -> s.Condition:
        if scope.counters and self.chance(0.3):
            i, c = self.random.choice(scope.counters), self.random.randrange(2, 5)
            return s.IntegerTest(self.random.choice([f"{i} % {c} == 0", f"{i} < {c}", f"{i} & 1"]))
        operator = self.random.choice(["<", ">", "<=", ">="])
        right = (
            s.Number(round(self.random.uniform(-0.8, 0.8), 2))
            if self.chance(0.5)
            else self.leaf(scope)
        )
        return s.Compare(self.expression(scope, 1), operator, right)

    # Statements

    def body(self, scope: Scope, length: int) -> s.Body:
        return tuple(self.statement(scope) for _ in range(length))

    def short(self) -> int:
        return self.random.randrange(1, 4)

    def statement(self, scope: Scope) -> s.Statement:
        kinds: list[tuple[float, Callable[[Scope], s.Statement]]] = [(4.0, self.assign)]
        if scope.writable:
            kinds.append((3.0, self.store))
        if scope.depth < 3:
            kinds += [
                (1.5, self.branch),
                (1.5, self.counted_loop),
                (0.7, self.data_loop),
                (0.4, self.switch),
            ]
        if self.array_helpers and scope.writable:
            kinds.append((0.5, self.array_call))
        if self.struct_helpers and "s.first" in scope.variables:
            kinds += [(0.5, self.struct_call), (0.3, self.copy)]
        if self.value_helpers and "s.first" in scope.variables:
            kinds.append((0.5, self.value_call))
        if scope.moves:
            kinds.append((1.0, self.move))
        if scope.moves and scope.depth < 2:
            kinds.append((0.5, self.heap))
        if (scope.in_loop or scope.may_return) and scope.depth > 0:
            kinds.append((0.4, self.leave))
        weights, makers = zip(*kinds, strict=True)
        (make,) = self.random.choices(makers, weights)
        return make(scope)

    def assign(self, scope: Scope) -> s.Statement:
        return s.Assign(s.Variable(self.random.choice(scope.assignable)), self.expression(scope))

    def store(self, scope: Scope) -> s.Statement:
        target = s.Element(self.random.choice(scope.writable), self.index(scope))
        return s.Assign(target, self.expression(scope))

    def branch(self, scope: Scope) -> s.Statement:
        inner = scope.inside()
        otherwise = self.body(inner, self.short()) if self.chance(0.5) else ()
        return s.If(self.condition(scope), self.body(inner, self.short()), otherwise)

    def switch(self, scope: Scope) -> s.Statement:
        inner = replace(scope.inside(), in_switch=True)
        selector = f"({self.random.choice(scope.counters)} % 4)" if scope.counters else "(n % 4)"
        cases = tuple(self.body(inner, self.short()) for _ in range(self.random.randrange(2, 5)))
        breaks = tuple(number for number in range(len(cases)) if self.chance(0.6))
        return s.Switch(selector, cases, breaks)

    def counted_loop(self, scope: Scope) -> s.Statement:
        counter = f"i{self.loops}"
        self.loops += 1
        outer = self.random.choice(scope.counters) if scope.counters else "n"
        start, condition, step = self.random.choice(
            [
                ("0", f"{counter} < n", f"{counter}++"),
                ("0", f"{counter} < n", f"{counter}++"),
                ("1", f"{counter} < n", f"{counter} += 2"),
                ("n - 1", f"{counter} >= 0", f"{counter}--"),
                ("0", f"{counter} < 3", f"{counter}++"),
                ("0", f"{counter} <= {outer} && {counter} < {SIZE}", f"{counter}++"),
            ]
        )
        inner = scope.inside(counter=counter, in_loop=True)
        return s.For(counter, start, condition, step, self.body(inner, self.short()))

    def data_loop(self, scope: Scope) -> s.Statement:
        counter = f"c{scope.depth}"
        if counter in scope.counters:
            return self.assign(scope)
        inner = scope.inside(counter=counter, in_loop=True)
        limit = self.random.randrange(2, 7)
        return s.While(
            self.condition(scope), counter, limit, self.body(inner, self.short()), self.chance(0.6)
        )

    def leave(self, scope: Scope) -> s.Statement:
        """A jump out of the place under a condition: what follows may still run."""
        jumps: list[s.Statement] = []
        if scope.may_return:
            jumps.append(s.Return(self.expression(scope, 2)))
        if scope.in_loop:
            jumps.append(s.Jump("continue"))
            if not scope.in_switch:
                jumps.append(s.Jump("break"))
        return s.If(
            self.condition(scope), (*self.body(scope.inside(), 1), self.random.choice(jumps))
        )

    def array_call(self, scope: Scope) -> s.Statement:
        target = self.random.choice(scope.writable)
        return s.CallStatement(
            self.random.choice(self.array_helpers), f"{target}, n", (self.expression(scope, 1),)
        )

    def struct_call(self, scope: Scope) -> s.Statement:
        target = self.random.choice(["&s", "&t"])
        operands = (self.expression(scope, 2),)
        return s.CallStatement(self.random.choice(self.struct_helpers), target, operands)

    def value_call(self, scope: Scope) -> s.Statement:
        target, source = self.random.choice([("s", "t"), ("t", "s"), ("s", "s")])
        function = f"{target} = {self.random.choice(self.value_helpers)}"
        return s.CallStatement(function, source, (self.expression(scope, 2),))

    def move(self, scope: Scope) -> s.Statement:
        return s.Text(self.random.choice(scope.moves))

    def heap(self, scope: Scope) -> s.Statement:
        """Memory from the heap, used, and freed, in one of several ways; it leaks where its block returns early."""
        name = f"heap{self.heaps}"
        self.heaps += 1
        allocation, release = self.random.choice(HEAP)
        fill = f"for (int j = 0; j < n; j++) {name}[j] = 0.3 * j - x[j];"
        inner = scope.inside()
        # A jump out of the block leaks no less, but is rarer in real code.
        inner = replace(
            inner,
            arrays=(*scope.arrays, name),
            writable=(*scope.writable, name),
            in_loop=False,
        )
        return s.Block(
            (*(line.format(name) for line in allocation), fill),
            self.body(inner, self.short()),
            tuple(line.format(name) for line in release),
        )

    def copy(self, scope: Scope) -> s.Statement:
        choices = [*STRUCT_COPIES]
        if "x" in scope.writable and "w" in scope.writable:
            choices += ["memcpy(w, x, n * sizeof(double));", "memcpy(x, w, n * sizeof(double));"]
            choices += ["memmove(x, x + 1, (n - 1) * sizeof(double));"]
        return s.Text(self.random.choice(choices))

    # Functions

    def linkage(self) -> str:
        return "__attribute__((noinline)) static" if self.chance(0.6) else "static"

    def scalar_helper(self, name: str) -> s.Function:
        scope = Scope(("p", "q", "v"), ("p", "v"), may_return=True)
        head = f"{self.linkage()} double {name}(double p, double q)"
        body = self.body(replace(scope, depth=1), self.short())
        declarations = ("int n = 3;", "(void)n;", *_declared(("v",)))
        return s.Function(name, head, declarations, body, self.expression(scope, 2))

    def recursive_helper(self, name: str) -> s.Function:
        scope = Scope(("p", "v"), ("v",))
        call = s.Call(name, (self.expression(scope, 2),), ("d - 1",))
        head = f"{self.linkage()} double {name}(double p, int d)"
        result = s.Apply("0.5 * {0} + 0.4 * {1}", (call, self.expression(scope, 2)))
        # The test of the depth is a declaration, so that the reducer can't delete it.
        declarations = ("if (d <= 0) return sin(p);", "double v = p;", "int n = 3;", "(void)n;")
        body = self.body(replace(scope, depth=3), 1)
        return s.Function(name, head, declarations, body, result)

    def array_helper(self, name: str) -> s.Function:
        scope = Scope(("p", "v"), ("v",), ("z",), ("z",))
        head = f"{self.linkage()} void {name}(double *z, int n, double p)"
        body = (self.counted_loop(replace(scope, depth=1)), *self.body(replace(scope, depth=2), 1))
        return s.Function(name, head, _declared(("v",)), body, None)

    def struct_helper(self, name: str) -> s.Function:
        scope = Scope(("p", "r->first", "r->second"), ("r->first", "r->second"))
        head = f"{self.linkage()} void {name}(struct Pair *r, double p)"
        body = self.body(replace(scope, depth=2), 2)
        return s.Function(
            name, head, ("r->count++;", "int n = 3;", "(void)n;", *_declared(())), body, None
        )

    def value_helper(self, name: str) -> s.Function:
        """Takes and returns a struct by value."""
        scope = Scope(("q", "p.first", "p.second"), ("p.first", "p.second"))
        head = f"{self.linkage()} struct Pair {name}(struct Pair p, double q)"
        body = self.body(replace(scope, depth=2), 2)
        declarations = ("p.count++;", "int n = 3;", "(void)n;", *_declared(()))
        return s.Function(name, head, declarations, body, s.Variable("p"))

    def main(self) -> s.Function:
        names = ("u", "v", "w0")
        has_structs = self.struct_helpers or self.value_helpers
        fields = ("s.first", "s.second", "t.first", "t.second") if has_structs else ()
        features = [feature for feature in FEATURES if self.chance(0.25)]
        if self.scalar_helpers:
            table = Feature(
                (f"double (*table[])(double, double) = {{{', '.join(self.scalar_helpers)}}};",),
                moves=("table[0] = table[n % (sizeof table / sizeof table[0])];",),
            )
            features.append(table)
        more = tuple(name for feature in features for name in feature.variables)
        more_arrays = tuple(name for feature in features for name in feature.arrays)
        has_scratch = self.chance(0.5)
        scratch = ("w",) if has_scratch else ()
        scope = Scope(
            ("a", "b", *names, *fields, *more),
            (*names, *fields, *more),
            ("x", "y", "k", *scratch, *more_arrays),
            ("x", *scratch, *more_arrays),
            tuple(move for feature in features for move in feature.moves),
            may_return=True,
        )
        body = self.body(scope, self.random.randrange(3, 7))
        declarations = [*_declared(names)]
        if has_scratch:
            declarations.append(f"double w[{SIZE}];")
            declarations.append(f"for (int i = 0; i < {SIZE}; i++) w[i] = 0.1 * i + a;")
        if fields:
            declarations.append("struct Pair s = {a, 1, 0.5}, t = {0.3, 0, b};")
            declarations.append("(void)s, (void)t;")
        for feature in features:
            declarations += feature.declarations
        variables = [s.Variable(name) for name in (*names, *fields, *more)]
        total: s.Expression = s.Apply(
            "{0} + 0.5 * {1}", (s.Element("x", "0"), s.Element("x", "n - 1"))
        )
        for variable in variables:
            total = s.Apply("{0} + 0.7 * {1}", (total, variable))
        return s.Function(NAME, HEAD, tuple(declarations), body, total)

    def source(self) -> s.Source:
        helpers: list[s.Function] = []
        kinds = [
            ("h", self.scalar_helper, self.scalar_helpers),
            ("h", self.scalar_helper, self.scalar_helpers),
            ("v", self.value_helper, self.value_helpers),
            ("r", self.recursive_helper, self.recursive_helpers),
            ("m", self.array_helper, self.array_helpers),
            ("g", self.struct_helper, self.struct_helpers),
        ]
        for prefix, make, known in kinds:
            if self.chance(0.4):
                name = f"{prefix}{len(helpers)}"
                helpers.append(make(name))
                known.append(name)
        return s.Source(tuple(helpers), self.main())


def _declared(names: Sequence[str]) -> tuple[str, ...]:
    """Declarations of doubles, and of the counters of all while loops, used or not."""
    doubles = [f"double {name} = 0.25;" for name in names]
    return (*doubles, "int c0, c1, c2, c3;", "(void)c0, (void)c1, (void)c2, (void)c3;")


def generate(seed: int) -> s.Source:
    """The program of a seed: always the same."""
    return Generator(seed).source()
