static double unit(const double *v) { double n = sqrt(v[0] * v[0] + v[1] * v[1]); return n > 0 ? v[0] / n : 0; }
void check_guarded_norm(void) { double v[2] = {0, 0}, d[2] = {0}; __enzyme_autodiff((void *)unit, v, d); CHECK(d[0], 0); CHECK(d[1], 0); double w[2] = {3, 4}; __enzyme_autodiff((void *)unit, w, d); CHECK(d[0], 16 / 125.); }
