// Atomic updates of floats: sums, differences, exchanges, and loops around a compare-and-swap; and of integers, which stay as they are.
// REFUSED O0: can't decide where the floats are
#include <math.h>
#include <stdatomic.h>

static _Atomic long calls;

double objective(const double *x, int n) {
  _Atomic double sum = 1.0, product = 1.0, last = 0.5;
  double chain = 0.0;
  for (int i = 0; i < n; i++) {
    atomic_fetch_add(&calls, 1);
    sum += sin(x[i]);
    sum -= 0.25 * x[i] * x[i];
    product *= 1.0 + 0.1 * x[i];
    chain += atomic_exchange(&last, x[i] * x[i]) * (i + 1);
    chain += __c11_atomic_fetch_add(&sum, x[i] * x[i], memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    __asm__ volatile("" ::: "memory");  // a barrier for the compiler
  }
  return sum * product + chain + last * atomic_load(&sum);
}
