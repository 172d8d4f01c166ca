/* Forward mode after the first half of reverse mode. */
#include "check.h"

extern int enzyme_dup, enzyme_noret;
void *__enzyme_augmentfwd(void *, ...);
double __enzyme_fwdsplit(void *, ...);

double curve(double x, double y) { return sin(x) * exp(y) * sin(x); }

int main(void) {
  void *tape = __enzyme_augmentfwd((void *)curve, enzyme_noret, enzyme_dup, 2.0, 1.0, enzyme_dup, 3.0, 0.0);
  double tangent = __enzyme_fwdsplit((void *)curve, enzyme_dup, 2.0, 1.0, enzyme_dup, 3.0, 0.0, tape);
  CHECK(tangent, 2 * sin(2) * cos(2) * exp(3));
  return failures;
}
