static double all_quotients(double *a, double *b, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) s += a[i] / b[j];
  return s;
}
void check_many_divisions(void) {
  double a[3] = {1, 2, 3}, b[3] = {2, 4, 5}, da[3] = {0}, db[3] = {0};
  __enzyme_autodiff((void *)all_quotients, a, da, b, db, 3);
  CHECK(da[0], .5 + .25 + .2); CHECK(db[1], -6 / 16.);
}
