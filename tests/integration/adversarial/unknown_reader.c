/* A function that is not in the program finds active memory behind a pointer in what it is given. */
struct field { double *values; long count; };
double energy(struct field *f);
double unknown_reader(double *x, int n) {
  double doubled[8];
  for (int i = 0; i < n; i++) doubled[i] = 2 * x[i];
  struct field f = {doubled, n};
  return energy(&f);
}
