struct packed_state { unsigned on : 1, kind : 3; double weight; short n; } ;
static double of_state(struct packed_state s, double x) { return s.on ? s.weight * x * s.kind + s.n : x; }
static double flips(double x) { struct packed_state s = {1, 5, x, -2}; double a = of_state(s, x); s.on = 0; s.kind++; return a + of_state(s, x) * s.kind; }
void check_bit_fields(void) { CHECK(__enzyme_autodiff((void *)flips, 3.0), 30 + 6); }
