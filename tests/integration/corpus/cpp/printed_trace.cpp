// A computation that writes what it does to a stream, as text, in between.
#include <cmath>
#include <sstream>
#include <string>

extern "C" double objective(const double *x, int n) {
  std::ostringstream trace;
  double state = 1.0;
  for (int i = 0; i < n; i++) {
    state = std::tanh(state * x[i]) + 0.5 * state;
    trace << "step " << i << ": " << state << '\n';
  }
  return state * (trace.str().empty() ? 0.0 : 1.0);
}
