#include <fstream>
static double filed(double x) { std::ofstream out("/dev/null", std::ios::binary); double d = 12; out.write((char *)&d, sizeof d); out << x; out.close(); std::ifstream in("/dev/null"); if (in) { char buffer[20]; if (!in.read(buffer, 20)) x *= 2; } return x * x; }
void check_file_buffers() { CHECK(__enzyme_autodiff((void *)filed, 2.0), 16); }
