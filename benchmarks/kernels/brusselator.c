/*
 * The Brusselator in the plane: how fast the concentrations of two chemicals change, on a torus of n by n cells. parameters: a, b,
 * diffusion. state and slope are (2, n, n). A disc is fed from time 1.1 on.
 */
void brusselator_slope(int n, double time, const double *restrict parameters, const double *restrict state,
                       double *restrict slope) {
  double a = parameters[0], b = parameters[1];
  double diffusion = parameters[2] * (n - 1) * (n - 1);
  const double *u = state, *v = state + n * n;
  for (int i = 0; i < n; i++) {
    int above = i == 0 ? n - 1 : i - 1, below = i == n - 1 ? 0 : i + 1;
    for (int j = 0; j < n; j++) {
      int left = j == 0 ? n - 1 : j - 1, right = j == n - 1 ? 0 : j + 1;
      double x = (double)i / (n - 1) - 0.3, y = (double)j / (n - 1) - 0.6;
      double feed = x * x + y * y <= 0.01 && time >= 1.1 ? 5.0 : 0.0;
      double here_u = u[i * n + j], here_v = v[i * n + j];
      double reaction = here_u * here_u * here_v;
      double spread_u = u[above * n + j] + u[below * n + j] + u[i * n + left] + u[i * n + right] - 4.0 * here_u;
      double spread_v = v[above * n + j] + v[below * n + j] + v[i * n + left] + v[i * n + right] - 4.0 * here_v;
      slope[i * n + j] = diffusion * spread_u + a + reaction - (b + 1.0) * here_u + feed;
      slope[n * n + i * n + j] = diffusion * spread_v + b * here_u - reaction;
    }
  }
}
