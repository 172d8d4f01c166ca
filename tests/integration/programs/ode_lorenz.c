/* The Lorenz system by the method of Runge and Kutta, with local arrays for the stages. */
static void slope(const double *u, double *du, double sigma, double rho, double beta) {
  du[0] = sigma * (u[1] - u[0]);
  du[1] = u[0] * (rho - u[2]) - u[1];
  du[2] = u[0] * u[1] - beta * u[2];
}

void ode_lorenz(double *u, double sigma, double rho, double beta, int steps) {
  const double h = 0.01;
  double k[4][3], v[3];
  for (int step = 0; step < steps; step++) {
    slope(u, k[0], sigma, rho, beta);
    for (int stage = 1; stage < 4; stage++) {
      double part = stage == 3 ? h : 0.5 * h;
      for (int i = 0; i < 3; i++)
        v[i] = u[i] + part * k[stage - 1][i];
      slope(v, k[stage], sigma, rho, beta);
    }
    for (int i = 0; i < 3; i++)
      u[i] += h / 6.0 * (k[0][i] + 2.0 * k[1][i] + 2.0 * k[2][i] + k[3][i]);
  }
}
