// Numbers that go through a string stream, and through strings.
// REFUSED: get lost in text
#include <sstream>
#include <string>

extern "C" double objective(const double *x, int n) {
  double r = 0;
  for (int i = 0; i < n; i++) {
    std::stringstream s;
    s.precision(17);
    s << x[i] * x[0];
    double v;
    s >> v;
    r += v * (i + 1);
  }
  return r;
}
