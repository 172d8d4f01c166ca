struct R { double v[2]; };
static double rosen(const R &p) { double a = 1 - p.v[0], b = p.v[1] - p.v[0] * p.v[0]; return a * a + 100 * b * b; }
void check_rosenbrock() { R p{{-1.2, 1}}, t{{1, 0}}, g{}; CHECK(__enzyme_fwddiff((void *)rosen, &p, &t), -215.6); __enzyme_autodiff((void *)rosen, &p, &g); CHECK(g.v[0], -215.6); CHECK(g.v[1], -88); }
