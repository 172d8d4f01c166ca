static double split_and_scale(double x) { int e; double m = frexp(x, &e); return m * m * e + ldexp(x, 3) + scalbn(x, -1); }
void check_frexp_ldexp(void) {
  /* 5 = 0.625 * 2^3 */
  double d = 2 * .625 / 8 * 3 + 8 + .5;
  CHECK(__enzyme_autodiff((void *)split_and_scale, 5.0), d); CHECK(__enzyme_fwddiff((void *)split_and_scale, 5.0, 1.0), d);
}
