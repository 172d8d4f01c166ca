/*
 * The Brusselator, two chemicals that react and diffuse on a ring of g cells, integrated by the classical Runge-Kutta
 * method. parameters: a, b, diffusion. A state (2, g) holds the concentrations of both.
 */

static void slope(int g, const double *parameters, const double *state, double *derivative) {
  double a = parameters[0], b = parameters[1], diffusion = parameters[2];
  const double *u = state, *v = state + g;
  for (int i = 0; i < g; i++) {
    int left = i == 0 ? g - 1 : i - 1, right = i == g - 1 ? 0 : i + 1;
    double reaction = u[i] * u[i] * v[i];
    derivative[i] = a + reaction - (b + 1.0) * u[i] + diffusion * (u[left] - 2.0 * u[i] + u[right]);
    derivative[g + i] = b * u[i] - reaction + diffusion * (v[left] - 2.0 * v[i] + v[right]);
  }
}

static void moved(int size, const double *state, double h, const double *direction, double *result) {
  for (int i = 0; i < size; i++)
    result[i] = state[i] + h * direction[i];
}

/* Half the square of the final state. */
double ode_objective(int g, int steps, double h, const double *restrict parameters,
                     const double *restrict initial) {
  int size = 2 * g;
  double state[size], between[size], k1[size], k2[size], k3[size], k4[size];
  for (int i = 0; i < size; i++)
    state[i] = initial[i];
  for (int s = 0; s < steps; s++) {
    slope(g, parameters, state, k1);
    moved(size, state, 0.5 * h, k1, between);
    slope(g, parameters, between, k2);
    moved(size, state, 0.5 * h, k2, between);
    slope(g, parameters, between, k3);
    moved(size, state, h, k3, between);
    slope(g, parameters, between, k4);
    for (int i = 0; i < size; i++)
      state[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
  }
  double sum = 0.0;
  for (int i = 0; i < size; i++)
    sum += 0.5 * state[i] * state[i];
  return sum;
}
