// Variadic functions of the program's own: doubles and structs of doubles, pointers that are written through, a list that is copied and
// handed on, more arguments than there are registers.
#include <stdarg.h>
#include <stdio.h>

struct pair {
  double a, b;
};

struct sample {
  double values[4];
};

static double weighted(int count, va_list list) {
  double sum = 0.0;
  for (int i = 0; i < count; i++) sum += va_arg(list, double) * (i + 1);
  return sum;
}

static double total(int count, ...) {
  va_list list, again;
  va_start(list, count);
  va_copy(again, list);
  double first = weighted(count, list), product = 1.0;
  for (int i = 0; i < count; i++) product *= va_arg(again, double);
  va_end(again);
  va_end(list);
  return first + product;
}

static void square_all(int count, ...) {
  va_list list;
  va_start(list, count);
  for (int i = 0; i < count; i++) {
    double *cell = va_arg(list, double *);
    *cell *= *cell;
  }
  va_end(list);
}

static double pairs(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0.0;
  for (int i = 0; i < count; i++) {
    struct pair p = va_arg(list, struct pair);
    sum += p.a * p.b;
  }
  struct sample s = va_arg(list, struct sample);
  va_end(list);
  return sum * s.values[0] + s.values[1] * s.values[2] - s.values[3];
}

static int written;

static void report(const char *format, ...) {
  char line[64];
  va_list list;
  va_start(list, format);
  written += vsnprintf(line, sizeof line, format, list);
  va_end(list);
}

double objective(const double *x, int n) {
  double a = x[0], b = x[1], c = x[2];
  written = 0;
  square_all(3, &a, &b, &c);
  double sum = a * b + c + total(2, x[3], x[4] * x[5]) + total(1, x[6]);
  sum += total(11, x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[0], x[1] * x[1], 2.0);
  report("%d %.2f %s %Lg\n", n, sum, "so far", (long double)1);
  struct sample last = {{x[4], x[5], x[6], x[7]}};
  sum += pairs(2, (struct pair){x[0], x[1]}, (struct pair){x[2], x[3]}, last);
  report("done\n");
  return written > 10 ? sum : -sum;
}
