/*
 * Van der Pol's oscillator, by Euler's method with a fixed step. parameters: damping, stiffness. A state is position and velocity;
 * returns half the square of the final one.
 */
double euler_objective(int steps, double h, const double *restrict parameters, const double *restrict initial) {
  double x = initial[0], v = initial[1];
  for (int s = 0; s < steps; s++) {
    double acceleration = parameters[0] * (1.0 - x * x) * v - parameters[1] * x;
    x += h * v;
    v += h * acceleration;
  }
  return 0.5 * (x * x + v * v);
}
