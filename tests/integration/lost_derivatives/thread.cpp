// A sum that another thread computes.
// REFUSED: cannot differentiate a program that starts a thread
#include <thread>
extern "C" double objective(const double *x, int n) {
  double s = 0, y[8]; for (int i = 0; i < n; i++) y[i] = x[i];
  std::thread t([&] { for (int i = 0; i < n; i++) s += y[i] * y[i]; });
  t.join();
  return s;
}
