struct grad3 { double dx, dy, dz; };
struct grad3 __enzyme_autodiff_grad3(void *, ...);
static double poly(double x, double y, double z, int n) { return x * y * z + n * x; }
void check_struct_of_gradients(void) { struct grad3 g = __enzyme_autodiff_grad3((void *)poly, 2.0, 3.0, 4.0, 5); CHECK(g.dx, 17); CHECK(g.dy, 8); CHECK(g.dz, 6); }
