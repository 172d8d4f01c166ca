#include "../kernels/brusselator.c"
/*
 * Reverse mode of brusselator.c by hand: fills slope, and adds to d_parameters (3) and d_state (2, n, n) what comes from `adjoint` (2, n, n) of
 * slope. Diffusion is symmetric: its adjoint is itself.
 */
void brusselator_gradient(int n, double time, const double *restrict parameters, const double *restrict state,
                          double *restrict slope, const double *restrict adjoint,
                          double *restrict d_parameters, double *restrict d_state) {
  brusselator_slope(n, time, parameters, state, slope);
  double b = parameters[1];
  double scale = (double)(n - 1) * (n - 1), diffusion = parameters[2] * scale;
  double d_a = 0.0, d_b = 0.0, d_diffusion = 0.0;
  const double *u = state, *v = state + n * n, *du = adjoint, *dv = adjoint + n * n;
  for (int i = 0; i < n; i++) {
    int above = i == 0 ? n - 1 : i - 1, below = i == n - 1 ? 0 : i + 1;
    for (int j = 0; j < n; j++) {
      int left = j == 0 ? n - 1 : j - 1, right = j == n - 1 ? 0 : j + 1;
      int here = i * n + j;
      double spread_du = du[above * n + j] + du[below * n + j] + du[i * n + left] + du[i * n + right] - 4.0 * du[here];
      double spread_dv = dv[above * n + j] + dv[below * n + j] + dv[i * n + left] + dv[i * n + right] - 4.0 * dv[here];
      double difference = du[here] - dv[here];
      d_a += du[here];
      d_b -= difference * u[here];
      d_diffusion += spread_du * u[here] + spread_dv * v[here];
      d_state[here] += diffusion * spread_du + 2.0 * difference * u[here] * v[here] - (b + 1.0) * du[here] + b * dv[here];
      d_state[n * n + here] += diffusion * spread_dv + difference * u[here] * u[here];
    }
  }
  d_parameters[0] += d_a;
  d_parameters[1] += d_b;
  d_parameters[2] += d_diffusion * scale;
}
