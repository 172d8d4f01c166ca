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

FEATURES = (UNION, LINKED, POINTERS, ARRAY_OF_STRUCTS)

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
