// A stack of words that are doubles or, as not-a-numbers, integers. Which of them a word is, only its bits say.
// REFUSED: can't decide where the floats are|through the bits of a float
#include <stdint.h>
#include <string.h>
typedef uint64_t word; static word box_d(double v) { word w; memcpy(&w, &v, 8); return w; } static word box_i(int32_t i) { return 0x7ffc000000000000ull | (uint32_t)i; }
static int is_int(word w) { return (w >> 50) == 0x1fff; } static double unbox(word w) { if (is_int(w)) return (int32_t)w; double v; memcpy(&v, &w, 8); return v; }
double objective(const double *x, int n) { word st[32]; int sp = 0; for (int i = 0; i < n; i++) { st[sp++] = box_d(x[i] * x[i]); st[sp++] = box_i(i + 1); } double s = 0; while (sp) { double b = unbox(st[--sp]), a = unbox(st[--sp]); s += a * b; } return s; }
