"""Unions of a double and a pointer, moved by either type: their derivatives are right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe

SOURCES = {
    "array_of_variants": """
#include <stdlib.h>
typedef union { void *p; double d; } U;
typedef struct { long tag; U u; } V;
__attribute__((noinline)) static void put(V *p, double v) { p->tag = 1; p->u.d = v; }
__attribute__((noinline)) static double get(const V *p) { return p->tag == 1 ? p->u.d : *(double *)p->u.p; }
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1];
  V a[3], b[3], c[3];
  for (int k = 0; k < 3; k++) { a[k].tag = 2; a[k].u.p = cell; b[k].tag = 2; b[k].u.p = cell; }
  V *s = n > 2 ? a : b;
  for (int k = 0; k < n % 3 + 1; k++) put(&s[k], x[k] * x[0]);
  for (int k = 0; k < 3; k++) c[k] = a[(k + n) % 3];
  double r = 0;
  for (int k = 0; k < 3; k++) r += get(&c[k]) * (k + 1);
  free(cell);
  return r;
}
""",
    "chosen_in_registers": """
#include <stdlib.h>
typedef union { void *p; double d; } U;
typedef struct { long tag; U u; } V;
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1];
  V a[4];
  for (int k = 0; k < 4; k++) {
    V v;
    if (k % 2 == n % 2) { v.tag = 1; v.u.d = x[k] * x[k]; } else { v.tag = 2; v.u.p = cell; }
    a[k] = v;
  }
  double r = 0;
  for (int k = 0; k < 4; k++) { V *w = &a[(k + n) % 4]; r += w->tag == 1 ? w->u.d : *(double *)w->u.p; }
  free(cell);
  return r;
}
""",
    "copied_out": """
#include <stdlib.h>
typedef union { double *p; double d; } U;
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * 2;
  U a[4];
  for (int k = 0; k < 4; k++) { if (k < 2) a[k].p = cell; else a[k].d = x[k] * x[0]; }
  double r = 0;
  U u = a[n % 4];           /* a double: n = 5 gives 1: a pointer */
  r += n % 4 < 2 ? *u.p : u.d;
  U w = a[(n + 1) % 4];
  r += (n + 1) % 4 < 2 ? *w.p : w.d;
  U q = n > 3 ? a[2] : a[1];
  r += n > 3 ? 3 * q.d : *q.p;
  free(cell);
  return r;
}
""",
    "passed_and_returned": """
#include <stdlib.h>
typedef union { void *p; double d; } U;
__attribute__((noinline)) static U number(double v) { U u; u.d = v; return u; }
__attribute__((noinline)) static U boxed(void *v) { U u; u.p = v; return u; }
__attribute__((noinline)) static double get(U u, int tag) { return tag ? u.d : *(double *)u.p; }
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * 2;
  U a[4];
  for (int k = 0; k < 4; k++) a[k] = k < 2 ? boxed(cell) : number(x[k] * x[0]);
  double r = 0;
  for (int k = 0; k < 4; k++) r += get(a[k], k >= 2) * (k + 1);
  free(cell);
  return r;
}
""",
    "returned_in_records": """
#include <stdlib.h>
typedef union { void *p; double d; } U;
typedef struct { long tag; U u; } V;
__attribute__((noinline)) static V number(double v) { V r; r.tag = 1; r.u.d = v; return r; }
__attribute__((noinline)) static V boxed(void *p) { V r; r.tag = 2; r.u.p = p; return r; }
__attribute__((noinline)) static double get(V v) { return v.tag == 1 ? v.u.d : *(double *)v.u.p; }
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * 2;
  V a[4];
  for (int k = 0; k < 4; k++) a[k] = k < 2 ? boxed(cell) : number(x[k] * x[0]);
  double r = 0;
  for (int k = 0; k < 4; k++) r += get(a[k]) * (k + 1);
  free(cell);
  return r;
}
""",
    "returned_beside_each_other": """
#include <stdlib.h>
typedef union { void *p; double d; } U;
typedef struct { U u, v; } V;
__attribute__((noinline)) static V pair(double v, void *p) { V r; r.u.d = v; r.v.p = p; return r; }
__attribute__((noinline)) static V swap(V a) { V r; r.u = a.v; r.v = a.u; return r; }
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * 2;
  V a[4];
  for (int k = 0; k < 4; k++) { a[k] = pair(x[k] * x[0], cell); if (k % 2) a[k] = swap(a[k]); }
  double r = 0;
  for (int k = 0; k < 4; k++) { V v = a[k]; r += k % 2 ? *(double *)v.u.p * v.v.d : v.u.d; }
  free(cell);
  return r;
}
""",
    "moved_as_double": """
#include <stdlib.h>
typedef union { double *p; double d; } U;
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * 2;
  U a[4], b[4];
  for (int k = 0; k < 4; k++) { if (k < 2) a[k].p = cell; else a[k].d = x[k] * x[0]; }
  for (int k = 0; k < 4; k++) b[k].d = a[(k + n) % 4].d;
  double r = 0;
  for (int k = 0; k < 4; k++) r += (k + n) % 4 < 2 ? *b[k].p * (k + 1) : b[k].d * b[k].d;
  free(cell);
  return r;
}
""",
    "chosen_by_switch": """
#include <stdlib.h>
#include <string.h>
typedef union { double *p; double d; unsigned long bits; } U;
__attribute__((noinline)) static unsigned long choose(const double *x, double *cell, int k) {
  U u;
  switch (k) {
    case 0: u.d = x[0]; break;
    case 1: u.p = cell; break;
    case 2: u.d = x[1] * x[2]; break;
    case 3: u.d = x[3]; break;
    default: u.bits = 7; break;
  }
  return u.bits;
}
double objective(const double *x, int n) {
  double *cell = malloc(8); *cell = x[1] * x[1];
  U a[8];
  for (int k = 0; k < 8; k++) a[k].bits = choose(x, cell, (k * 3 + n) % 5);
  double r = 0;
  for (int k = 0; k < 8; k++) {
    int which = (k * 3 + n) % 5;
    U u = a[k];
    r += which == 4 ? 1.0 : which == 1 ? *u.p : u.d * u.d * (k + 1);
  }
  free(cell);
  return r;
}
""",
    "in_a_loop_of_swaps": """
#include <stdlib.h>
typedef union { double *p; double d; } U;
double objective(const double *x, int n) {
  double *cell = malloc(16); cell[0] = x[1] * 2; cell[1] = x[2];
  U a[5];
  for (int k = 0; k < 5; k++) { if (k % 2) a[k].p = &cell[k / 2]; else a[k].d = x[k] * x[0]; }
  U kept = a[0];
  int at = 0, was = 0;
  double r = 0;
  for (int k = 0; k < 3 * n; k++) {
    at = (at * 3 + k) % 5;
    U next = a[at];
    if (k % 3) { r += was % 2 ? *kept.p : kept.d * (k + 1); a[at] = kept; a[was] = next; r += at % 2 ? *next.p : next.d; a[at] = next; a[was] = kept; }
    kept = next; was = at;
  }
  free(cell);
  return r;
}
""",
}

X = np.array([1.3, 0.7, 1.1, 0.4, 0.9])


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("name", SOURCES)
def test_unions(name: str, level: int, tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text(SOURCES[name])
    f = xe.load(path, "objective", optimisation_level=level)
    expected = [(f(X + step, 5) - f(X - step, 5)) / 2e-6 for step in 1e-6 * np.eye(len(X))]
    gradient = xe.grad(f)(X, 5)
    _, tangent = xe.jvp(f, (X, 5), (np.ones(5), None))
    assert np.allclose(gradient, expected, atol=1e-7)
    assert np.isclose(tangent, np.sum(expected), atol=1e-7)


@pytest.mark.parametrize("name", SOURCES)
def test_several_directions_and_second_derivatives(name: str, tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text(SOURCES[name])
    f = xe.load(path, "objective", optimisation_level=2)
    gradient = xe.grad(f)
    steps = 1e-6 * np.eye(len(X))
    assert np.allclose(xe.jacfwd(f)(X, 5), gradient(X, 5), atol=1e-12)
    expected = [(gradient(X + step, 5) - gradient(X - step, 5)) / 2e-6 for step in steps]
    assert np.allclose(xe.hessian(f)(X, 5), expected, atol=1e-6)
