#include <stdexcept>
static double checked(double x) { if (x < 0) throw std::domain_error("negative"); return sqrt(x); }
static double tried(double x) { try { return checked(x) + checked(x + 1); } catch (const std::exception &) { return 0; } }
void check_error_paths() { CHECK(__enzyme_autodiff((void *)tried, 3.0), .5 / sqrt(3) + .25); bool caught = false; try { __enzyme_autodiff((void *)tried, -1.0); } catch (const std::exception &) { caught = true; } CHECK(caught, 1); }
