"""Numbers that are written over doubles byte by byte, at places that are known at run time only: no derivative of what was there is left."""

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe

SOURCE = """
#include <stdlib.h>
__attribute__((noinline)) static void put(char *p, int byte, long at, long step, long n) {
  for (long i = 0; i < n; i++) p[at + i * step] = byte + (i & (n >> 20));
}
double objective(const double *x, int n) {
  double *v = malloc(sizeof(double) * n);
  for (int i = 0; i < n; i++) v[i] = x[i] * x[i];
  double before = v[1] * v[2];
  put((char *)v, 0, 8 * (n / 4), 1, 8 * (n - n / 4 * 3));   /* clears v[1] and v[2], if n is 5 */
  double after = 0;
  for (int i = 0; i < n; i++) after += v[i] * (i + 1);
  free(v);
  return before * x[0] + after;
}
"""


@pytest.mark.parametrize("level", [0, 2])
def test_bytes_clear_doubles(tmp_path: Path, level: int):
    path = tmp_path / "cleared.c"
    path.write_text(SOURCE)
    f = xe.load(path, "objective", optimisation_level=level)
    x = np.array([0.5, 1.5, -2.0, 0.75, 1.25])
    expected = 2 * x * [1, 0, 0, 4, 5]
    expected[:3] += [
        x[1] ** 2 * x[2] ** 2,
        2 * x[0] * x[1] * x[2] ** 2,
        2 * x[0] * x[1] ** 2 * x[2],
    ]
    direction = np.array([0.3, -1.0, 0.5, 0.25, 2.0])
    np.testing.assert_allclose(xe.grad(f)(x, 5), expected, rtol=1e-12)
    _, tangent = xe.jvp(f, (x, 5), (direction, 0))
    np.testing.assert_allclose(tangent, expected @ direction, rtol=1e-12)
    jacobian = xe.jacfwd(f)(x, 5)
    np.testing.assert_allclose(jacobian, expected, rtol=1e-12)
