// Every shape of control flow that C has. All functions have the type of `program`; `x` has 32 elements.
#include <stdlib.h>

typedef double program(double *x, long n, int m);

double straight_line(double *x, long n, int m) { return x[0] * m + n; }

double if_else(double *x, long n, int m) {
  double r;
  if (n > m)
    r = x[1] * x[2], x[3] = r;
  else
    r = x[2] / 3, x[4] = r;
  return r + 1;
}

double conditions(double *x, long n, int m) {
  if ((n > 2 && m < 7 && x[0] > 0.5) || (n == m && x[1] < 0.5))
    return x[2];
  x[3] += 1;
  return n > 4 || m > 12 ? x[3] : x[4];
}

double sum(double *x, long n, int m) {
  double s = 0;
  for (long i = 0; i < n; i++)
    s += x[i] * i;
  return s;
}

double matrix(double *x, long n, int m) {
  double s = 0;
  for (int i = 0; i < m; i++)
    for (int j = 0; j <= i; j += 2) {
      s = s * 0.5 + x[(i + j) & 31];
      x[j & 31] -= s;
    }
  return s;
}

double downwards(double *x, long n, int m) {
  double s = 1;
  for (int i = m; i >= 0; i -= 3)
    s = s / 2 + x[i & 31];
  for (long i = n; i-- > 0;)
    s = s / 3 + x[i & 31];
  return s;
}

double narrow_types(double *x, long n, int m) {
  double s = 0;
  for (unsigned char i = m; i != 0; i++)
    s = s / 2 + x[i & 31];
  for (short i = n; i < m; i += 2)
    s += i;
  for (unsigned i = m; i > 3 && i < 100; i /= 2)
    s += i;
  for (unsigned short i = n; i; i -= 3)
    s = s * 0.75 + i;
  return s;
}

double do_while(double *x, long n, int m) {
  double s = 0;
  int i = 0;
  do {
    s += x[i & 31];
    i += 3;
  } while (i < m);
  return s + i;
}

double last_value(double *x, long n, int m) {
  double last = -1, before = -2;
  long i;
  for (i = 0; i < n; i++) {
    before = last;
    last = x[i] * x[i];
  }
  return last + before * 10 + i;
}

double newton(double *x, long n, int m) {
  double r = x[0] + 1, a = x[1] + 2;
  while (r * r - a > 1e-9 || a - r * r > 1e-9)
    r = 0.5 * (r + a / r);
  return r;
}

double with_break(double *x, long n, int m) {
  double s = 0;
  for (long i = 0; i < n; i++) {
    if (x[i] > 0.7)
      break;
    s += x[i];
    if (s > 1.5) {
      s = -s;
      break;
    }
  }
  return s;
}

double with_continue(double *x, long n, int m) {
  double s = 0;
  for (int i = 0; i < m; i++) {
    if (i % 3 == 0)
      continue;
    if (x[i & 31] < 0.4)
      continue;
    s += x[i & 31];
  }
  return s;
}

double nested_break(double *x, long n, int m) {
  double s = 0;
  for (long i = 0; i < n; i++) {
    for (int j = 0;; j++) {
      if (j > m)
        goto done;
      if (x[(i * j) & 31] > 0.8)
        break;
      if (x[(i + j) & 31] < 0.1)
        return -s;
      s += x[j & 31];
    }
    x[i] = s;
  }
done:
  return s;
}

double search(double *x, long n, int m) {
  for (long i = 0; i < n; i++)
    if (x[i] > 0.5)
      return i + x[i];
  return -1;
}

double early_returns(double *x, long n, int m) {
  if (n < 0)
    return -1;
  if (m < 0)
    return -2;
  double s = x[0];
  if (s > 0.9)
    return s;
  s += x[1];
  if (s > 1.5)
    return s * 2;
  return s - 1;
}

double switches(double *x, long n, int m) {
  double s = 0;
  for (long i = 0; i < n + 3; i++)
    switch ((i + m) % 9) {
    case 0:
      s += 1;
    case 1:
      s *= 2;
      break;
    case 2:
    case 3:
    case 4:
      s -= x[i & 31];
      if (s < -1)
        break;
    case 7:
      s += 0.25;
      break;
    case -3:
      return s;
    case 6:
      continue;
    default:
      s /= 2;
    }
  return s;
}

double irreducible(double *x, long n, int m) {
  double s = 0;
  int i = 0;
  if (m & 1)
    goto inside;
outside:
  s += x[i & 31];
  i++;
inside:
  s *= 1.25;
  i += 2;
  if (i < m)
    goto outside;
  if (s < n && i < 40)
    goto inside;
  return s + i;
}

double states(double *x, long n, int m) {
  long i = 0;
  double s = 0;
a:
  if (i++ >= n) goto end;
  s += 1;
  if (x[i & 31] > 0.6) goto b;
  if (x[i & 31] > 0.3) goto c;
  goto a;
b:
  if (i++ >= n) goto end;
  s *= 2;
  if (x[i & 31] > 0.5) goto c;
  goto a;
c:
  if (i++ >= n) goto end;
  s -= 3;
  if (x[i & 31] > 0.7) goto c;
  if (x[i & 31] > 0.2) goto a;
  goto b;
end:
  return s;
}

double duff(double *x, long n, int m) {
  double s = 0;
  int i = 0, rounds = (m + 7) / 8;
  if (m <= 0)
    return 0;
  switch (m % 4) {
  case 0:
    do {
      s += x[i++ & 31];
    case 3:
      s += x[i++ & 31];
    case 2:
      s *= 0.5 + x[i++ & 31];
    case 1:
      s -= x[i++ & 31];
    } while (--rounds > 0);
  }
  return s;
}

double infinite_with_break(double *x, long n, int m) {
  double s = 1;
  for (;;) {
    s *= 1.5;
    if (s > m)
      break;
  }
  while (1) {
    s -= 1;
    if (s < 0)
      return s;
  }
}

double pointers(double *x, long n, int m) {
  double s = 0;
  for (double *p = x, *e = x + (m & 31); p != e; ++p)
    s += *p;
  for (double *p = x + 31; p > x; p -= 3)
    s = s / 2 + *p;
  return s;
}

double checked(double *x, long n, int m) {
  double s = 0;
  for (long i = 0; i < n; i++) {
    if (i >= 32)
      abort();
    s += x[i];
  }
  if (s > 1e6)
    __builtin_unreachable();
  return s;
}

double sieve(double *x, long n, int m) {
  int s = 0;
  for (int i = 2; i < 32; i++)
    x[i] = 1;
  for (int i = 2; i < 32; i++)
    if (x[i] > 0) {
      s += i;
      for (int j = 2 * i; j < 32; j += i)
        x[j] = 0;
    }
  return s;
}

double bubble_sort(double *x, long n, int m) {
  int swapped;
  do {
    swapped = 0;
    for (long i = 1; i < n; i++)
      if (x[i - 1] > x[i]) {
        double t = x[i];
        x[i] = x[i - 1];
        x[i - 1] = t;
        swapped = 1;
      }
  } while (swapped);
  return x[0];
}

double bisect(double *x, long n, int m) {
  long low = 0, high = 31;
  while (low < high) {
    long middle = (low + high) / 2;
    if (x[middle] < x[m & 31])
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

double several_counters(double *x, long n, int m) {
  double s = 0;
  long i, j, k = 5;
  for (i = 0, j = n; i < j; i++, j -= 2, k += 3)
    s += x[i & 31] * x[j & 31] * k;
  return s + i + j + k;
}

double strides(double *x, long n, int m) {
  double s = 0;
  for (int i = 1; i < 64; i += m > 0 ? m : 1)
    s += x[i & 31];
  for (unsigned long i = n; i <= 20; i += 5)
    s += i;
  return s;
}
