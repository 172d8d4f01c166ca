/* A global table of constants: the quadrature of Gauss and Legendre with five points. */
static const double nodes[5] = {-0.906179845938664, -0.538469310105683, 0.0, 0.538469310105683,
                                0.906179845938664};
static const double weights[5] = {0.236926885056189, 0.478628670499366, 0.568888888888889,
                                  0.478628670499366, 0.236926885056189};
static const int powers[3] = {1, 2, 4};

double constant_table(double a, double b, int which) {
  double sum = 0.0;
  for (int i = 0; i < 5; i++) {
    double t = 0.5 * (a + b) + 0.5 * (b - a) * nodes[i], value = 1.0;
    for (int k = 0; k < powers[which]; k++)
      value *= t;
    sum += weights[i] * value;
  }
  return 0.5 * (b - a) * sum;
}
