/* Values that are a double or a number, as a tag says; one is chosen for each. */
typedef struct { int is_number; union { double real; long number; } as; } Value;

static Value real(double x) { Value v; v.is_number = 0; v.as.real = x; return v; }
static Value number(long n) { Value v; v.is_number = 1; v.as.number = n; return v; }
static double to_real(Value v) { return v.as.real; }

double objective(const double *x, int n) {
  Value values[16];
  for (int i = 0; i < n; i++) values[i] = i % 3 == 1 ? number(i) : real(x[i] * x[i]);
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    if (!values[i].is_number) sum += to_real(values[i]) * (i + 1);
    else if (values[i].as.number > 2) sum += x[i];
  return sum;
}
