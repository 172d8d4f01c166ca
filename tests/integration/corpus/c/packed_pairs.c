// Two floats in one integer, as a hash table or a message keeps them. At -O0 the parts are copied; optimisation makes shifts of the copies.
// REFUSED O1 O2 O3: through the bits of a float
// TOLERANCE: 1e-6
#include <stdint.h>
#include <string.h>
static uint64_t pack(float a, float b) { uint32_t x, y; memcpy(&x, &a, 4); memcpy(&y, &b, 4); return (uint64_t)y << 32 | x; }
static float lo(uint64_t v) { uint32_t x = (uint32_t)v; float f; memcpy(&f, &x, 4); return f; } static float hi(uint64_t v) { uint32_t x = v >> 32; float f; memcpy(&f, &x, 4); return f; }
double objective(const double *x, int n) { uint64_t q[8]; for (int i = 0; i < n; i++) q[i] = pack((float)x[i], (float)x[(i + 1) % n]); double s = 0; for (int k = 0; k < 2; k++) for (int i = 0; i < n; i++) s += lo(q[i]) * hi(q[(i + k) % n]) * (k + 1); return s; }
