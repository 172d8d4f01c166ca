#define NT 4
static void solve(const double *restrict l, const double *restrict b, double *restrict x) {
  for (int i = 0; i < NT; i++) { double s = b[i]; for (int j = 0; j < i; j++) s -= l[i * NT + j] * x[j]; x[i] = s / l[i * NT + i]; }
}
static double solved(const double *l, const double *b) { double x[NT]; solve(l, b, x); double s = 0; for (int i = 0; i < NT; i++) s += x[i] * (i + 1); return s; }
void check_triangular_solve(void) {
  double l[16], b[4] = {1, 2, 3, 4}, dl[16] = {0}, db[4] = {0}, tl[16] = {0}, tb[4] = {0};
  for (int i = 0; i < 16; i++) l[i] = 1 + (i % 5) + (i % 3) * .5;
  __enzyme_autodiff((void *)solved, l, dl, b, db);
  for (int i = 0; i < 16; i++) { tl[i] = 1; double t = __enzyme_fwddiff((void *)solved, l, tl, b, tb); tl[i] = 0; CHECK(dl[i], t); }
}
