"""Features of C that a random program may have besides loops, branches and arrays: unions, linked structs, pointers that move.

A feature says what the main function declares for it, which doubles and arrays statements may then use, and which statements
move data or pointers about without arithmetic. Of every feature, a program has all or nothing. ::

    feature = UNION
    feature.declarations    # union Numbers q = {{a, b}};
    feature.moves           # { double old = q.z.re; q.z.re = q.z.im; q.z.im = old; }
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """What a feature adds to the main function."""

    declarations: tuple[str, ...]
    variables: tuple[str, ...] = ()
    """Doubles that can be read and assigned."""
    arrays: tuple[str, ...] = ()
    """Arrays of n doubles that can be read and written."""
    moves: tuple[str, ...] = ()
    """Statements."""


UNION = Feature(
    ("union Numbers q = {{a, b}};",),
    ("q.z.re", "q.d[1]"),
    moves=(
        "{ double old = q.z.re; q.z.re = q.z.im; q.z.im = old; }",
        "{ union Numbers other = q; other.d[0] = q.z.im; q = other; }",
    ),
)

LINKED = Feature(
    (
        "struct Record one = {a, 1, x, 0}, two = {0.4, 2, x, &one};",
        "one.next = &two;",
        "struct Record *r = &two;",
    ),
    ("r->value", "one.value", "r->next->value"),
    ("r->data",),
    (
        "r = r->next;",
        "r->next = n > 5 ? r : &one;",
        "if (r->kind & 1) r = &one;",
        "r->kind += n % 3;",
        "{ double old = one.value; one.value = r->value; two.value = old; }",
    ),
)

POINTERS = Feature(
    ("double *z = x, *z2 = x;", "double **best = &z;"),
    arrays=("z", "(*best)"),
    moves=(
        "z2 = z;",
        "z = n & 1 ? z2 : x;",
        "{ double *old = z; z = z2; z2 = old; }",
        "best = n > 4 ? &z2 : &z;",
        "*best = x;",
    ),
)

ARRAY_OF_STRUCTS = Feature(
    ("struct Pair many[3] = {{a, 0, 0.1}, {0.2, 1, b}, {0.3, 2, a}};",),
    ("many[1].first", "many[n % 3].second", "many[many[1].count % 3].first"),
    moves=(
        "many[0] = many[n % 3];",
        "many[2].count += many[1].count + 1;",
        "memmove(many, many + 1, 2 * sizeof(struct Pair));",
        "for (int j = 2; j > 0; j--) many[j] = many[j - 1];",
    ),
)

BIT_FIELDS = Feature(
    ("struct Flags e = {3, -2, a, 5, 0.5f}, e2 = {1, 4, b, 9, 0.25f};",),
    ("e.value", "e2.value"),
    moves=(
        "{ struct Flags old = e; e = e2; e2 = old; }",
        "e.kind++;",
        "e2.shift = e.kind - 3;",
        "e.value = 0.5 * e.value + 0.1 * e.kind * e2.part;",
        "e2.part = (float)(0.5 * e.value);",
        "if (e.shift < 0) e = flagged(e2, n % 8);",
    ),
)

CHOICES = Feature(
    ("struct Choice d1 = number(a), d2 = pair(b, 0.5), d3 = count(n);",),
    moves=(
        "{ struct Choice old = d1; d1 = d2; d2 = d3; d3 = old; }",
        "d1 = number(0.7 * chosen(&d2));",
        "d3 = pair(chosen(&d1), chosen(&d2));",
        "if (d2.kind == 2) d2 = number(a);",
        "u += 0.1 * chosen(&d1);",
        "v += 0.1 * chosen(&d3);",
        "w0 = 0.5 * w0 + 0.2 * chosen(n & 1 ? &d1 : &d2);",
    ),
)

WORDS = Feature(
    (
        "unsigned long words[3];",
        "memcpy(words, &a, 8), memcpy(words + 1, &b, 8), words[2] = words[0];",
    ),
    moves=(
        "{ unsigned long old = words[0]; words[0] = words[1]; words[1] = words[2]; words[2] = old; }",
        "memcpy(&words[n % 3], &u, 8);",
        "memcpy(&v, &words[n % 3], 8);",
        "{ double read; memcpy(&read, words + 1, sizeof read); u = 0.4 * u + 0.3 * read; }",
        "words[1] = n & 1 ? words[0] : words[2];",
    ),
)

COMPLEX = Feature(
    ("double _Complex zc = a + b * 1.0i, zd = 0.5 - a * 1.0i;",),
    ("__real__ zc", "__imag__ zd"),
    moves=(
        "zc = 0.5 * zc * zd + 0.2;",
        "zd = turned_complex(zc, n);",
        "{ double _Complex old = zc; zc = zd; zd = old; }",
        "u += 0.1 * (__real__ (zc * zd) - __imag__ zd);",
        "zd = 0.3 * zd / (1.5 + __real__ (zc * ~zc));",
    ),
)

CALLS = Feature(
    (
        "struct Pair order[4] = {{a, 0, b}, {b, 1, a}, {0.3, 2, a}, {a, 3, 0.1}};",
        "double last = a;",
    ),
    ("order[0].first", "order[n % 4].second", "last"),
    moves=(
        "qsort(order, 4, sizeof *order, by_count);",
        "order[n % 4].count += 3;",
        "last = sum_of(3, u, v, order[1].first);",
        "u = 0.5 * sum_of(n % 3, u, w0);",
        "last = remembered(n & 1 ? u : last);",
        "v = applied(n & 1 ? halved : doubled, v);",
    ),
)

LISTS = Feature(
    (
        "struct Record *head = 0;",
        "for (int j = 0; j < 3; j++) head = pushed(head, 0.2 * j + a, j);",
    ),
    ("head->value",),
    moves=(
        "head = pushed(head, 0.5 * u, n);",
        "if (head->next) head = popped(head, &u);",
        "head = reversed(head);",
        "for (struct Record *p = head; p; p = p->next) p->value = 0.5 * p->value + (p->kind & 1 ? 0.1 : 0.2) * b;",
        "for (struct Record *p = head; p; p = p->next) if (p->kind == n) { v += 0.2 * p->value; break; }",
    ),
)

FEATURES = (
    UNION,
    LINKED,
    POINTERS,
    ARRAY_OF_STRUCTS,
    BIT_FIELDS,
    CHOICES,
    WORDS,
    COMPLEX,
    CALLS,
    LISTS,
)

HEAP: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("double *{0} = malloc(n * sizeof(double));",), ("free({0});",)),
    (("double *{0} = calloc(n, sizeof(double));",), ("free({0});",)),
    (
        ("double *{0} = malloc(2 * sizeof(double));", "{0} = realloc({0}, n * sizeof(double));"),
        ("free({0});",),
    ),
    (
        ("double *{0} = malloc(n * sizeof(double));",),
        ("if (n > 4) {{ u += 0.1 * {0}[1]; free({0}); }} else free({0});",),
    ),
    (
        ("double *{0} = n & 1 ? malloc(n * sizeof(double)) : w_static;",),
        ("if ({0} != w_static) free({0});",),
    ),
)
"""How memory on the heap is had and given back; `{0}` is its name."""
