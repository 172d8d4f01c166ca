"""What is inferred about arguments: which memory is written, and what its elements are."""

from itertools import permutations

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader

BOTH_LEVELS = pytest.mark.parametrize("level", [0, 2])


@BOTH_LEVELS
@pytest.mark.parametrize(
    ("source", "signature"),
    [
        (NORM, "double norm(const double *x, int64_t n, double scale)"),
        (SCALE, "void scale(int64_t n, double a, const double *x, double *y)"),
        (WORK, "double chain(const double *x, double *work, int32_t n)"),
        (
            "void f(float *x, const short *k, char c, _Bool b) { if (b) x[k[0]] += c; }",
            "void f(float *x, const int16_t *k, int8_t c, bool b)",
        ),
        (
            "static void put(double *p, double v) { *p = v; }\n"
            "void f(double *x, double *y) { put(y, x[0]); }",
            "void f(const double *x, double *y)",
        ),
        (
            "static void down(double *x, int n) { if (n) { x[n] = n; down(x, n - 1); } }\n"
            "void f(double *x, int n) { down(x, n); }",
            "void f(double *x, int32_t n)",
        ),
        (
            "void f(double *x, double *y, int n) { double *p = n ? x : y; *p = 1; }",
            "void f(double *x, double *y, int32_t n)",
        ),
        (
            "#include <string.h>\n"
            "double f(const double *x, double *y) { memcpy(y, x, 64); return y[3]; }",
            "double f(const double *x, double *y)",
        ),
        ("int f(const unsigned *x) { return x[0] != 0; }", "int32_t f(const int32_t *x)"),
    ],
)
def test_signature(load: Loader, source: str, signature: str, level: int):
    assert load(source, optimisation_level=level).signature == signature


@BOTH_LEVELS
def test_unknown_functions_may_write(load: Loader, level: int):
    f = load(
        "double g(double *); double f(double *x) { return g(x) + x[0]; }", optimisation_level=level
    )
    assert f.signature == "double f(double *x)"


@BOTH_LEVELS
def test_escaping_pointers_may_be_written(load: Loader, level: int):
    f = load(
        "double *keep; void g(void); double f(double *x) { keep = x; g(); return x[0]; }",
        optimisation_level=level,
    )
    assert f.signature == "double f(double *x)"


@BOTH_LEVELS
def test_structures_have_several_element_types(load: Loader, level: int):
    f = load(
        "struct S { double a; int n; }; double f(const struct S *s) { return s->a * s->n; }",
        optimisation_level=level,
    )
    (argument,) = f.convention.signature.arguments
    assert argument.description == "an array of structures"
    assert not argument.is_written


def test_pointers_to_pointers_are_known(load: Loader):
    f = load("double f(double **rows) { return rows[0][0]; }")
    assert f.convention.signature.arguments[0].holds_pointers  # type: ignore[union-attr]


def test_repr_and_names(load: Loader):
    f = load(NORM)
    assert repr(f) == "<xdsl_enzyme.Function double norm(const double *x, int64_t n, double scale)>"
    assert f.argument_names == ("x", "n", "scale")
    assert f.name == "norm"


def test_arguments_without_names_get_numbers(load: Loader):
    f = load("define double @f(double %0, ptr %1) {\n ret double %0\n}", suffix=".ll")
    assert f.argument_names == ("arg0", "arg1")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("long double f(long double x) { return x; }", "is of type f80"),
        (
            "struct B { double a[9]; }; double f(struct B b) { return b.a[3]; }",
            "structure passed by value",
        ),
        (
            "struct P { double a, b; }; struct P f(double x) { struct P p = {x, x}; return p; }",
            "it returns",
        ),
    ],
)
def test_what_python_cannot_pass(load: Loader, source: str, reason: str):
    with pytest.raises(xe.ArgumentsError, match=reason) as error:
        load(source)
    assert "source.c:1" in str(error.value)


RECORDS = """
struct Record { double a; int k; float f; };
double total(const struct Record *p, int n) {
  double r = 0;
  for (int i = 0; i < n; i++) r += p[i].a * p[i].f * p[i].k;
  return r;
}
"""


@pytest.mark.parametrize("level", [0, 2])
def test_records_have_their_floats_where_the_function_has_them(load: Loader, level: int):
    total = load(RECORDS, optimisation_level=level)
    members = {"a": "f8", "k": "i4", "f": "f4"}
    values = {"a": 4.0, "k": 3, "f": 5.0}
    for names in permutations(members):
        record = np.zeros(2, [(name, members[name]) for name in names])
        for name in names:
            record[name] = values[name]
        if names == tuple(members):
            assert total(record, 2) == 120.0
            first = xe.grad(total)(record, 2)[0]
            assert (first["a"], first["f"]) == (15.0, 12.0)
        else:
            with pytest.raises(xe.ArgumentsError, match="must be an array of structures"):
                total(record, 2)
    nested = np.dtype([("a", "f8"), ("rest", [("k", "i4"), ("f", "f4")])])
    whole = np.zeros(2, [("a", "f8"), ("k", "i4"), ("f", "f4")])
    for other in (nested, np.dtype([("a", "f8"), ("rest", "V8")]), np.dtype("V16")):
        assert total(whole.view(other), 2) == 0.0
