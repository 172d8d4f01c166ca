/* The value of a book of European options after Black and Scholes.
   X: 100 95 0.02 0.3 1.5 110 0.25 0.8 */
#include <math.h>

static double normal_cdf(double x) { return 0.5 * erfc(-x / sqrt(2.0)); }

static double price(double spot, double strike, double rate, double volatility, double years, int is_put) {
  double deviation = volatility * sqrt(years);
  double d1 = (log(spot / strike) + (rate + 0.5 * volatility * volatility) * years) / deviation;
  double d2 = d1 - deviation;
  double discounted = strike * exp(-rate * years);
  if (is_put)
    return discounted * normal_cdf(-d2) - spot * normal_cdf(-d1);
  return spot * normal_cdf(d1) - discounted * normal_cdf(d2);
}

double objective(const double *x, int n) {
  double spot = x[0], rate = x[2], total = 0.0;
  double strikes[] = {x[1], x[5], 0.5 * (x[1] + x[5])};
  double volatilities[] = {x[3], x[6]};
  double years[] = {x[4], x[7]};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 2; j++)
      total += (i + 1) * price(spot, strikes[i], rate, volatilities[j], years[1 - j], (i + j) % 2);
  return total;
}
