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

void scipy_dgesv_(const int *, const int *, double *, const int *, int *, double *, const int *, int *);
void scipy_dtrsm_(const char *, const char *, const char *, const char *, const int *, const int *, const double *,
                  const double *, const int *, double *, const int *);
void scipy_cblas_dscal(int, double, double *, int);
void scipy_cblas_dcopy(int, const double *, int, double *, int);
void scipy_cblas_daxpy(int, double, const double *, int, double *, int);
void scipy_cblas_dsyrk(int, int, int, int, int, double, const double *, int, double, double *, int);

// Some arguments are active, others are not: constant matrices, constant right-hand sides, constant factors.
double partly(const double *a, int n) {
  double fixed[9] = {4, 1, -1, 0.5, 5, 1, 0.3, -0.2, 6}, lu[9], b[9], c[9] = {0}, d[9];
  int three = 3, one = 1, nine = 9, info, pivots[3];
  double half = 0.5;
  for (int i = 0; i < 9; i++) {
    lu[i] = fixed[i];
    b[i] = a[i] * n;
  }
  scipy_dgesv_(&three, &three, lu, &three, pivots, b, &three, &info);
  scipy_dtrsm_("L", "U", "T", "N", &three, &three, &half, fixed, &three, b, &three);
  for (int i = 0; i < 9; i++) {
    lu[i] = fixed[i] + a[i];
    d[i] = 0.1 * i;
  }
  scipy_dgesv_(&three, &one, lu, &three, pivots, d, &three, &info);
  scipy_cblas_dsyrk(101, 121, 112, 3, 3, a[0], fixed, 3, a[1], c, 3);
  scipy_cblas_daxpy(9, a[2], fixed, 1, c, 1);
  scipy_cblas_dscal(3, a[3], d, 1);
  double sum = scipy_ddot_(&nine, b, &one, fixed, &one) + scipy_ddot_(&nine, c, &one, d, &one);
  scipy_cblas_dcopy(9, fixed, 1, b, 1);
  return sum + b[4] * lu[0];
}
