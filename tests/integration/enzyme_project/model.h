double model(double x);
double helper(double x);
