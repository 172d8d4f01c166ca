/* Doubles whose bits are handed about as pointers.
   X: 1.3 0.7 1.1 0.4 0.9 */
#include <stdint.h>
#include <string.h>

typedef void *Value;

static Value box(double d) {
  uint64_t bits;
  memcpy(&bits, &d, sizeof d);
  return (Value)(uintptr_t)bits;
}

static double unbox(Value v) {
  uint64_t bits = (uintptr_t)v;
  double d;
  memcpy(&d, &bits, sizeof d);
  return d;
}

__attribute__((noinline)) static Value add(Value a, Value b) { return box(unbox(a) + unbox(b)); }
__attribute__((noinline)) static Value multiply(Value a, Value b) { return box(unbox(a) * unbox(b)); }

double objective(const double *x, int n) {
  Value s[4], r = box(0);
  for (int i = 0; i < 4; i++) s[i] = box(x[i % n]);
  for (int i = 0; i < 4; i++) r = add(r, multiply(s[i], s[(i + 1) % 4]));
  return unbox(r);
}
