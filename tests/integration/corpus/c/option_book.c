// Black-Scholes with puts and calls in a book of positions; implied volatility by Newton's method.
// X: 100.0 0.2 0.03 95.0 105.0 110.0
#include <math.h>
#include <stdbool.h>

typedef struct {
  double strike, maturity;
  int quantity;
  bool call;
} Position;

static double normal_cdf(double v) { return 0.5 * erfc(-v * M_SQRT1_2); }

static double price(const Position *p, double spot, double volatility, double rate, double *vega) {
  double root = volatility * sqrt(p->maturity);
  double d1 = (log(spot / p->strike) + (rate + 0.5 * volatility * volatility) * p->maturity) / root, d2 = d1 - root;
  double discounted = p->strike * exp(-rate * p->maturity);
  if (vega) *vega = spot * sqrt(p->maturity) * exp(-0.5 * d1 * d1) / sqrt(2.0 * M_PI);
  return p->call ? spot * normal_cdf(d1) - discounted * normal_cdf(d2)
                 : discounted * normal_cdf(-d2) - spot * normal_cdf(-d1);
}

static double implied(const Position *p, double spot, double rate, double target) {
  double sigma = 0.3, vega;
  for (int i = 0; i < 30; i++) {
    double difference = price(p, spot, sigma, rate, &vega) - target;
    sigma -= difference / vega;
    if (fabs(difference) < 1e-12) break;
  }
  return sigma;
}

double objective(const double *x, int n) {
  double spot = x[0], volatility = x[1], rate = x[2], value = 0.0;
  Position book[8];
  int count = 0;
  for (int i = 3; i < n; i++) {
    book[count] = (Position){x[i], 0.5 * count + 0.5, (i & 1) ? 2 : -1, i % 3 != 0};
    count++;
  }
  for (int i = 0; i < count; i++) value += book[i].quantity * price(&book[i], spot, volatility, rate, 0);
  Position at_the_money = {spot, 1.0, 1, true};
  return value + 10.0 * implied(&at_the_money, spot, rate, 8.0 + 0.01 * value);
}
