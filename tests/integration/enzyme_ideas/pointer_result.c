NOINLINE static double *pick(double *a, double *b, int first) { *a *= 2; return first ? a : b; }
NOINLINE static double through(double *a, double *b, int first) { double *p = pick(a, b, first); *p *= *p; return *p; }
void check_pointer_result(void) {
  double a = 3, b = 5, da = 0, db = 0;
  __enzyme_autodiff((void *)through, &a, &da, &b, &db, 1); CHECK(da, 8 * 3.); CHECK(db, 0);
  a = 3, da = 0; __enzyme_autodiff((void *)through, &a, &da, &b, &db, 0); CHECK(db, 10);
}
