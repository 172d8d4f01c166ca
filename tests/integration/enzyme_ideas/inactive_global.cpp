__attribute__((annotate("enzyme_inactive"))) double tally = 0;
static double tallied(double a) { tally += a; return a * a + tally * 0; }
enum class Kind { plain }; extern Kind kind; Kind kind = Kind::plain; void *__enzyme_inactive_global_kind = (void *)&kind;
NOINLINE static void *some(int n, Kind k) { return k == Kind::plain ? malloc(n) : nullptr; }
static double by_kind(double a) { double *p = (double *)some(8, kind); *p = a; double r = *p * a; free(p); return r; }
void check_inactive_global() { CHECK(__enzyme_autodiff((void *)tallied, 3.0), 6); CHECK(tally, 3); CHECK(__enzyme_autodiff((void *)by_kind, 3.0), 6); }
