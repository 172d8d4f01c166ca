/* Arguments of all classes through `...`: what a list says of them must be what the caller has laid out. */
#include <stdarg.h>
#include <stdio.h>

struct pair { double a, b; };
struct big { double v[4]; int n; };
struct mix { long k; double v; };
struct small { float x, y, z; };
struct wide { long double v; char c; };
typedef double v4 __attribute__((vector_size(32)));

static double eval(const char *format, ...) {
  va_list list;
  va_start(list, format);
  double s = 0;
  for (; *format; format++) switch (*format) {
    case 'd': s += va_arg(list, double); break;
    case 'i': s *= va_arg(list, int); break;
    case 'c': s += (char)va_arg(list, int); break;
    case 'l': s += va_arg(list, long long); break;
    case 'p': s += *va_arg(list, const double *) * 2; break;
    case 'L': s += (double)va_arg(list, long double); break;
    case 'Q': s += (double)va_arg(list, __int128); break;
    case 'C': { _Complex double z = va_arg(list, _Complex double); s += __real__ z - __imag__ z; break; }
    case 'P': { struct pair p = va_arg(list, struct pair); s += p.a * p.b; break; }
    case 'B': { struct big b = va_arg(list, struct big); for (int i = 0; i < b.n; i++) s += b.v[i] * (i + 1); break; }
    case 'M': { struct mix m = va_arg(list, struct mix); s += m.k * m.v; break; }
    case 'S': { struct small m = va_arg(list, struct small); s += m.x * m.y + m.z; break; }
    case 'W': { struct wide w = va_arg(list, struct wide); s += (double)w.v * w.c; break; }
    case 'V': { v4 v = va_arg(list, v4); s += v[0] * v[1] - v[2] / v[3]; break; }
  }
  va_end(list);
  return s;
}

static int text(char *to, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int length = vsnprintf(to, 64, format, list);
  va_end(list);
  return length;
}

double objective(const double *x) {
  char line[64];
  double s = eval("ddid", x[0], x[1] * x[1], 3, x[2]) + eval("") + eval("lQd", 5LL, (__int128)7 << 66, x[1]);
  s += eval("pPcdiQ", &x[3], (struct pair){x[0], x[1]}, 'a', x[2], 2, (__int128)3);
  s += eval("BiMC", (struct big){{x[0] * x[1], x[2], x[3], x[0]}, 4}, 2, (struct mix){3, x[1]}, 2.0 + 3.0i * x[1]);
  s += eval("SdLiLW", (struct small){(float)x[0], (float)x[1], 2}, x[1], (long double)x[2], 2, (long double)x[3], (struct wide){x[2], 5});
  s += eval("dVdiV", x[0], (v4){x[0], x[1], x[2], 3}, x[1], 3, (v4){x[3], 2, x[0], 7});
  for (int i = 0; i < 3; i++) s += eval("ddddddddddd", x[0], x[1], x[2], x[3], x[0], x[1], x[2], x[3], x[0] * x[1], s, (double)i);
  s += text(line, "%d|%s|%.3f|%Lg|%c", 42, "text", x[0], (long double)x[1], 'z') * 0.5;
  return s + line[4];
}
