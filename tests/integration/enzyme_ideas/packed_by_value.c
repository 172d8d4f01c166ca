/* A number and a float that travel in one register, without optimisation. */
struct reading { double level; int count; float factor; };
NOINLINE static struct reading take_reading(double x, int n) { struct reading r = {x * x, n, (float)x * 2}; return r; }
NOINLINE static double weigh(struct reading r) { return r.level * r.count + r.factor; }
static double read_twice(double x, int n) {
  struct reading *all = malloc(2 * sizeof *all);
  all[0] = take_reading(x, n);
  all[1] = take_reading(x, n);
  double s = weigh(all[0]) + 2 * weigh(all[1]);
  free(all);
  return s;
}
void check_packed_by_value(void) { CHECK(__enzyme_autodiff((void *)read_twice, 2.0, 3), 42); CHECK(__enzyme_fwddiff((void *)read_twice, 2.0, 1.0, 3), 42); }
