// Numbers that are written to a file and read from it.
// REFUSED: get lost in text or files
#include <fstream>

extern "C" double objective(const double *x, int n) {
  double sum = 0;
  {
    std::ofstream out("numbers.txt");
    for (int i = 0; i < n; i++) out << x[i] * x[i] << "\n";
  }
  std::ifstream in("numbers.txt");
  for (int i = 0; i < n; i++) {
    double v = 0;
    in >> v;
    sum += v;
  }
  return sum;
}
