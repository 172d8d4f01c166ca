/* Several derivatives come back as one structure: in registers, or in memory of the caller. */
#include "check.h"

extern int enzyme_out, enzyme_const, enzyme_primal_return;

struct two { double x, y; };
struct three { double x, y, z; };
struct four { double value, x, y, z; };
struct two_floats { float x, y; };
struct three_floats { float x, y, z; };
struct mixed { float x; double y; };

struct two __enzyme_autodiff_two(void *, ...);
struct three __enzyme_autodiff_three(void *, ...);
struct four __enzyme_autodiff_four(void *, ...);
struct two_floats __enzyme_autodiff_floats(float (*)(float, float), float, float);
struct three_floats __enzyme_autodiff_three_floats(float (*)(float, float, float), float, float, float);
struct mixed __enzyme_autodiff_mixed(double (*)(float, double), float, double);
double __enzyme_autodiff_first(void *, ...);

double product(double x, double y) { return x * y; }
double volume(double x, double y, double z) { return x * y * z; }
float small(float x, float y) { return x * x * y; }
float smaller(float x, float y, float z) { return x * y + z; }
double both(float x, double y) { return x * y; }

int main(void) {
  struct two d2 = __enzyme_autodiff_two((void *)product, 3.0, 5.0);
  CHECK(d2.x, 5);
  CHECK(d2.y, 3);
  struct three d3 = __enzyme_autodiff_three((void *)volume, 2.0, 3.0, 4.0);
  CHECK(d3.x, 12);
  CHECK(d3.y, 8);
  CHECK(d3.z, 6);
  struct four d4 = __enzyme_autodiff_four((void *)volume, enzyme_primal_return, 2.0, 3.0, 4.0);
  CHECK(d4.value, 24);
  CHECK(d4.x, 12);
  CHECK(d4.y, 8);
  CHECK(d4.z, 6);
  struct two_floats df = __enzyme_autodiff_floats(small, 2, 3);
  CHECK(df.x, 12);
  CHECK(df.y, 4);
  struct three_floats d3f = __enzyme_autodiff_three_floats(smaller, 2, 3, 4);
  CHECK(d3f.x, 3);
  CHECK(d3f.y, 2);
  CHECK(d3f.z, 1);
  struct mixed dm = __enzyme_autodiff_mixed(both, 2, 3);
  CHECK(dm.x, 3);
  CHECK(dm.y, 2);
  CHECK(__enzyme_autodiff_first((void *)product, enzyme_const, 3.0, enzyme_out, 5.0), 3);
  CHECK(__enzyme_autodiff_first((void *)product, 3.0, 5.0), 5);
  return failures;
}
