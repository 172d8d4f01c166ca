/* The two halves of reverse mode as function pointers. */
#include "check.h"

struct tape_and_value { void *tape; double value; };
struct halves {
  struct tape_and_value (*augmented)(double);
  double (*reverse)(double, double, void *);
};
void *__enzyme_virtualreverse(void *);

struct memory_halves {
  void *(*augmented)(double *, double *);
  void (*reverse)(double *, double *, void *);
};

double cube(double x) { return x * x * x; }
void cube_in_place(double *x) { *x = *x * *x * *x; }

int main(void) {
  struct halves *halves = __enzyme_virtualreverse((void *)cube);
  struct tape_and_value first = halves->augmented(2);
  CHECK(first.value, 8);
  CHECK(halves->reverse(2, 3, first.tape), 36);

  struct memory_halves *memory = __enzyme_virtualreverse((void *)cube_in_place);
  double x = 2, dx = 1;
  void *tape = memory->augmented(&x, &dx);
  CHECK(x, 8);
  memory->reverse(&x, &dx, tape);
  CHECK(dx, 12);
  return failures;
}
