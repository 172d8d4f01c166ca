/* Tables of pointers that never change, constant and mutable ones, with names and numbers among the pointers. */
static double left[3], right[3];
static double *const rows[2] = {left, right + 1};
static const double rising[2] = {0.5, 2.0}, falling[2] = {1.5, -1.0};
static const double *const weights[] = {rising, falling};

struct item {
  const char *name;
  double *where;
  double scale;
};

static struct item items[] = {{"left", left, 2.0}, {"right", right, 3.0}};

static double fold(int k, const double *x, int n) {
  if (k == 0) return items[0].where[0] * items[0].scale;
  rows[k % 2][k % 2] += x[k % n] * weights[k % 2][k & 1];
  items[k % 2].scale += items[(k + 1) % 2].where[1] * 0.1;
  return fold(k - 1, x, n) + items[k % 2].where[k % 3] * items[k % 2].scale;
}

double objective(const double *x, int n) {
  for (int i = 0; i < 3; i++) left[i] = right[i] = 0;
  items[0].scale = 2;
  items[1].scale = 3;
  return fold(7, x, n);
}
