#include <stdatomic.h>
static atomic_int calls_made; static _Thread_local double scratch_value;
static double counted_sin(double x) { atomic_fetch_add(&calls_made, 1); scratch_value = x * x; return sin(scratch_value) * (calls_made > 0); }
void check_atomic_flags(void) { CHECK(__enzyme_autodiff((void *)counted_sin, 1.0), 2 * cos(1)); }
