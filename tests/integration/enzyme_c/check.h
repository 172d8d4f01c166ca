/* Programs that check their own numbers: `main` returns how many are wrong. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdio.h>

static int failures = 0;

#define CHECK(value, expected)                                                                         \
  do {                                                                                                 \
    double value_ = (value), expected_ = (expected);                                                   \
    if (!(fabs(value_ - expected_) <= 1e-10 * (1 + fabs(expected_)))) {                                \
      printf("%s:%d: %s is %.15g, not %.15g\n", __FILE__, __LINE__, #value, value_, expected_);        \
      failures++;                                                                                      \
    }                                                                                                  \
  } while (0)

#endif
