/* The bits of a float as an integer; a registered derivative. */
NOINLINE static float quick(float x) {
  float half = 0.5f * x, y = x;
  int32_t bits;
  memcpy(&bits, &y, 4);
  bits = 0x5f3759df - (bits >> 1);
  memcpy(&y, &bits, 4);
  return y * (1.5f - half * y * y);
}
struct quick_tape { void *tape; float value; };
static struct quick_tape quick_aug(float x) { struct quick_tape r = {0, quick(x)}; return r; }
static float quick_rev(float x, float seed, void *tape) { return seed * -0.5f * quick(x) / x; }
static float quick_fwd(float x, float dx) { return dx * -0.5f * quick(x) / x; }
void *__enzyme_register_gradient_quick[] = {(void *)quick, (void *)quick_aug, (void *)quick_rev};
void *__enzyme_register_derivative_quick[] = {(void *)quick, (void *)quick_fwd};
static double uses_quick(double x) { return 4 * quick((float)(x * x)); }
void check_fast_inverse_root(void) {
  double d = __enzyme_autodiff((void *)uses_quick, 2.0);
  double e = __enzyme_fwddiff((void *)uses_quick, 2.0, 1.0);
  failures += fabs(d + 1) > 1e-2;
  CHECK(d, e);
}
