struct Pair { double a, b; }; struct Triple { double a, b, c; };
EXTERN Pair __enzyme_autodiff_pair(void *, ...); EXTERN Triple __enzyme_fwddiff_triple(void *, ...);
static double dot2(Pair p) { return p.a * p.b * p.b; }
static Triple cross(double x) { return {x, x * x, x * x * x}; }
void check_structure_by_value() { Pair p{2, 3}; Pair d = __enzyme_autodiff_pair((void *)dot2, enzyme_out, p); CHECK(d.a, 9); CHECK(d.b, 12); Triple t = __enzyme_fwddiff_triple((void *)cross, 2.0, 1.0); CHECK(t.c, 12); CHECK(t.b, 4); }
