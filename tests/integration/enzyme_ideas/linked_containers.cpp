#include <list>
#include <vector>
static double of_list(double x) { std::list<double> l; for (int i = 0; i < 4; i++) l.push_front(x + i); l.push_back(x * x); double s = 0; for (double v : l) s = s * x + v; return s; }
void check_linked_containers() { CHECK(__enzyme_autodiff((void *)of_list, 1.5), __enzyme_fwddiff((void *)of_list, 1.5, 1.0)); }
