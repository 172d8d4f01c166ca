/* Functions with a forward derivative of their own. The numbers are wrong on purpose. */
#include "check.h"

double __enzyme_fwddiff(void *, ...);

__attribute__((noinline)) static void square_into(const double *x, double *y) { *y = *x * *x; }
static void square_forward(const double *x, const double *dx, double *y, double *dy) {
  *y = *x * *x;
  *dy = 100 * *dx;
}
void *__enzyme_register_derivative_square[] = {(void *)square_into, (void *)square_forward};
double through_memory(double x) {
  double y;
  square_into(&x, &y);
  return y;
}

double same(double x) { return x; }
double same_forward(double x, double dx) { return 7 * dx; }
void *__enzyme_register_derivative_same[] = {(void *)same, (void *)same_forward};
double shifted(double x) { return 2 * same(x) + 1; }

struct both { double value, tangent; };
double halved(double x) { return x / 2; }
struct both halved_forward(double x, double dx) {
  struct both result = {x / 2, 5 * dx};
  return result;
}
void *__enzyme_register_derivative_halved[] = {(void *)halved, (void *)halved_forward};
double composed(double x) { return halved(x) * halved(x); }

int main(void) {
  CHECK(__enzyme_fwddiff((void *)through_memory, 3.0, 1.0), 100);
  CHECK(__enzyme_fwddiff((void *)shifted, 3.0, 1.0), 14);
  CHECK(__enzyme_fwddiff((void *)composed, 3.0, 1.0), 2 * 1.5 * 5);
  return failures;
}
