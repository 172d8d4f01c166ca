/* Copies of bytes of which nothing but the types of variables says what they are. */
#include <string.h>

struct pair { double value; long number; };

void numbers(const double *from, double *to, long n) { memcpy(to, from, n); }

void singles(const float *from, float *to, long n) { memcpy(to, from, n); }

/* The number is copied, and has no derivative. */
void records(const struct pair *from, struct pair *to, long n) { memcpy(to, from, n); }

struct outer { struct pair first; unsigned long number; double last; };

void nested(const struct outer *from, struct outer *to, long n) { memcpy(to, from, n); }

typedef const double *source;
typedef struct { double re, im; } point;

void named(source from, point *const to, long n) { memcpy(to, from, n); }

void local(const void *from, void *to, long n) {
  const double *typed = from;
  memcpy(to, typed, n);
}

__attribute__((noinline)) static void copy(const void *from, void *to, long n) { memcpy(to, from, n); }

void called(const double *from, double *to, long n) { copy(from, to, n); }

/* Nothing is said of these. */
union either { double value; long number; };

void bytes(const void *from, void *to, long n) { memcpy(to, from, n); }
void characters(const char *from, unsigned char *to, long n) { memcpy(to, from, n); }
void unions(const union either *from, union either *to, long n) { memcpy(to, from, n); }
void integers(const long *from, unsigned long *to, long n) { memcpy(to, from, n); }
void contradiction(const double *from, float *to, long n) { memcpy(to, from, n); }

/* What the program does counts more than what it says. */
double lies(const struct pair *from) {
  double both[2];
  memcpy(both, from, sizeof both);
  return both[0] * both[1];
}

double more_lies(const float *from) {
  double first;
  memcpy(&first, from, sizeof first);
  return first * first;
}
