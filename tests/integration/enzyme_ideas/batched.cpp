struct Both { double a, b; };
EXTERN Both __enzyme_batch(void *, ...); EXTERN int enzyme_vector, enzyme_scalar;
static double cubic(double g, double x) { return g * x * x * x; }
static double cubic_d(double g, double x) { return __enzyme_fwddiff((void *)cubic, enzyme_const, g, enzyme_dup, x, 1.0); }
NOINLINE static double of_text(const char *s, double x) { return s[0] * x; }
void check_batched() { Both b = __enzyme_batch((void *)cubic_d, enzyme_width, 2, enzyme_scalar, 2.0, enzyme_vector, 1.0, 3.0); CHECK(b.a, 6); CHECK(b.b, 54); const char *t = "ab"; Both c = __enzyme_batch((void *)of_text, enzyme_width, 2, enzyme_scalar, t, enzyme_vector, 1.0, 2.0); CHECK(c.b, 2 * 97.); }
