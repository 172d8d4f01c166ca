// Calls of BLAS where it is hard: matrices that are overwritten in a loop, recursion, and more than one derivative.
void scipy_dgemm_(const char *, const char *, const int *, const int *, const int *, const double *, const double *,
                  const int *, const double *, const int *, const double *, double *, const int *);
double scipy_ddot_(const int *, const double *, const int *, const double *, const int *);
int scipy_cblas_idamax(int, const double *, int);

double overwritten(const double *a, int n) {
  double x[9], y[9], alpha = 0.5, beta = 0.1;
  int three = 3, one = 1, nine = 9;
  for (int i = 0; i < 9; i++) {
    x[i] = a[i];
    y[i] = 0.3 * i;
  }
  for (int k = 0; k < n; k++) {
    scipy_dgemm_("T", "N", &three, &three, &three, &alpha, x, &three, x, &three, &beta, y, &three);
    for (int i = 0; i < 9; i++) x[i] = y[i] * (1 + 0.1 * k);
    alpha *= y[0] > 0 ? 0.9 : 1.1;
  }
  return scipy_ddot_(&nine, x, &one, y, &one) + y[scipy_cblas_idamax(9, y, 1)];
}

static double square(const double *p, int n) {
  int one = 1;
  return scipy_ddot_(&n, p, &one, p, &one);
}
__attribute__((noinline)) static double all_squares(const double *p, int n) {
  return n < 2 ? p[0] : square(p, n) * all_squares(p + 1, n - 1);
}
double recursive(const double *p, int n) { return all_squares(p, n); }

double products(const double *a, int n) {
  double y[9], z[9], beta = 0;
  int three = 3, nine = 9, one = n;
  scipy_dgemm_("T", "N", &three, &three, &three, a, a, &three, a, &three, &beta, y, &three);
  scipy_dgemm_("N", "N", &three, &three, &three, a, y, &three, a, &three, &beta, z, &three);
  return scipy_ddot_(&nine, z, &one, y, &one);
}
