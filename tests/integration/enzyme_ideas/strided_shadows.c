extern int enzyme_dupv; void __enzyme_fwddiff_none(void *, ...); void __enzyme_autodiff_none(void *, ...);
static void squares_of(double *x, double *y, int n) { for (int i = 0; i < n; i++) y[i] = x[i] * x[i] * (i + 1); }
void check_strided_shadows(void) {
  double x[3] = {1, 2, 3}, y[3], dx[3][3] = {{1}, {0, 1}, {0, 0, 1}}, dy[3][3];
  __enzyme_fwddiff_none((void *)squares_of, enzyme_width, 3, enzyme_dupv, sizeof(dx[0]), x, dx, enzyme_dupv, sizeof(dy[0]), y, dy, 3);
  CHECK(dy[0][0], 2); CHECK(dy[1][1], 8); CHECK(dy[2][2], 18); CHECK(dy[1][2], 0);
  memset(dx, 0, sizeof dx); memset(dy, 0, sizeof dy); for (int i = 0; i < 3; i++) dy[i][i] = 1;
  __enzyme_autodiff_none((void *)squares_of, enzyme_width, 3, enzyme_dupv, sizeof(dx[0]), x, dx, enzyme_dupv, sizeof(dy[0]), y, dy, 3);
  CHECK(dx[2][2], 18); CHECK(dx[0][1], 0);
}
