// A recursive-descent parser that evaluates an expression in named variables: functions that call each other.
#include <ctype.h>
#include <math.h>

struct parser {
  const char *text;
  const double *variables;
};

static double expression(struct parser *p);

static double factor(struct parser *p) {
  char c = *p->text++;
  if (c == '(') {
    double value = expression(p);
    p->text++;
    return value;
  }
  if (c == '-') return -factor(p);
  if (c == 's') return sin(factor(p));
  if (c == 'q') return sqrt(factor(p));
  if (c >= 'a' && c <= 'h') return p->variables[c - 'a'];
  double value = c - '0';
  while (*p->text >= '0' && *p->text <= '9')
    value = 10.0 * value + (*p->text++ - '0');
  return value;
}

static double term(struct parser *p) {
  double value = factor(p);
  while (*p->text == '*' || *p->text == '/')
    if (*p->text++ == '*')
      value *= factor(p);
    else
      value /= factor(p);
  return value;
}

static double expression(struct parser *p) {
  double value = term(p);
  while (*p->text == '+' || *p->text == '-')
    if (*p->text++ == '+')
      value += term(p);
    else
      value -= term(p);
  return value;
}

double objective(const double *x, int n) {
  (void)n;
  struct parser p = {"a*(b+3*c)-s(d*e)/(2+f*f)+q(4+g*g)*-(h-a)+12*c", x};
  return expression(&p);
}
