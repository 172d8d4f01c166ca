// Sums, products, extreme values and norms: of whole arrays, and along a dimension.
#include "dimensions.h"

double sqrt(double);
float sqrtf(float);

typedef struct {
  double real, imaginary;
} Complex8;

typedef struct {
  float real, imaginary;
} Complex4;

// Loops over the elements of a column that take part; `STATEMENT` sees one as `x`.
#define REDUCE(TYPE, START, STATEMENT)                                                                                  \
  for (int64_t number = 0; number < count; number++) {                                                                 \
    const char *at = column(array, dimension, number);                                                                 \
    START;                                                                                                              \
    for (int64_t i = 0; i < extent; i++) {                                                                              \
      if (is_masked(mask, dimension, number, i))                                                                        \
        continue;                                                                                                       \
      TYPE x = *(const TYPE *)(at + i * stride);                                                                        \
      STATEMENT;                                                                                                        \
    }                                                                                                                   \
    ((TYPE *)result->base)[number] = sum;                                                                               \
  }                                                                                                                     \
  break

#define ADD sum += x
#define MULTIPLY sum *= x
#define MULTIPLY_COMPLEX(TYPE)                                                                                          \
  sum = (TYPE) { sum.real * x.real - sum.imaginary * x.imaginary, sum.real * x.imaginary + sum.imaginary * x.real }
#define ADD_COMPLEX sum.real += x.real, sum.imaginary += x.imaginary
// What is no number is passed over, as long as there are numbers.
#define LARGER if (x > sum || sum != sum) sum = x
#define SMALLER if (x < sum || sum != sum) sum = x

#define PREPARE                                                                                                         \
  dimension--;                                                                                                          \
  allocate_reduced(result, array, dimension, file, line);                                                               \
  int64_t count = elements_of_rank(result, array->rank - 1);                                                            \
  int64_t extent = array->dimensions[dimension].extent, stride = array->dimensions[dimension].stride;

_Noreturn INLINE void refuse(const char *file, int line) {
  fail("an array of this kind is reduced along a dimension, which is not supported", file, line);
  __builtin_unreachable();
}

void _FortranASumDim(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line,
                     const Descriptor *mask) {
  PREPARE
  switch (result->type) {
  case REAL8: REDUCE(double, double sum = 0, ADD);
  case REAL4: REDUCE(float, float sum = 0, ADD);
  case COMPLEX8: REDUCE(Complex8, Complex8 sum = {0}, ADD_COMPLEX);
  case COMPLEX4: REDUCE(Complex4, Complex4 sum = {0}, ADD_COMPLEX);
  case INT4: REDUCE(int32_t, int32_t sum = 0, ADD);
  case INT8: REDUCE(int64_t, int64_t sum = 0, ADD);
  case INT2: REDUCE(int16_t, int16_t sum = 0, ADD);
  case INT1: REDUCE(int8_t, int8_t sum = 0, ADD);
  default: refuse(file, line);
  }
}

void _FortranAProductDim(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line,
                         const Descriptor *mask) {
  PREPARE
  switch (result->type) {
  case REAL8: REDUCE(double, double sum = 1, MULTIPLY);
  case REAL4: REDUCE(float, float sum = 1, MULTIPLY);
  case COMPLEX8: REDUCE(Complex8, Complex8 sum = {1}, MULTIPLY_COMPLEX(Complex8));
  case COMPLEX4: REDUCE(Complex4, Complex4 sum = {1}, MULTIPLY_COMPLEX(Complex4));
  case INT4: REDUCE(int32_t, int32_t sum = 1, MULTIPLY);
  case INT8: REDUCE(int64_t, int64_t sum = 1, MULTIPLY);
  case INT2: REDUCE(int16_t, int16_t sum = 1, MULTIPLY);
  case INT1: REDUCE(int8_t, int8_t sum = 1, MULTIPLY);
  default: refuse(file, line);
  }
}

void _FortranAMaxvalDim(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line,
                        const Descriptor *mask) {
  PREPARE
  switch (result->type) {
  case REAL8: REDUCE(double, double sum = -__DBL_MAX__; _Bool first = 1, if (first || x > sum || sum != sum) sum = x; first = 0);
  case REAL4: REDUCE(float, float sum = -__FLT_MAX__; _Bool first = 1, if (first || x > sum || sum != sum) sum = x; first = 0);
  case INT4: REDUCE(int32_t, int32_t sum = INT32_MIN, LARGER);
  case INT8: REDUCE(int64_t, int64_t sum = INT64_MIN, LARGER);
  case INT2: REDUCE(int16_t, int16_t sum = INT16_MIN, LARGER);
  case INT1: REDUCE(int8_t, int8_t sum = INT8_MIN, LARGER);
  default: refuse(file, line);
  }
}

void _FortranAMinvalDim(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line,
                        const Descriptor *mask) {
  PREPARE
  switch (result->type) {
  case REAL8: REDUCE(double, double sum = __DBL_MAX__; _Bool first = 1, if (first || x < sum || sum != sum) sum = x; first = 0);
  case REAL4: REDUCE(float, float sum = __FLT_MAX__; _Bool first = 1, if (first || x < sum || sum != sum) sum = x; first = 0);
  case INT4: REDUCE(int32_t, int32_t sum = INT32_MAX, SMALLER);
  case INT8: REDUCE(int64_t, int64_t sum = INT64_MAX, SMALLER);
  case INT2: REDUCE(int16_t, int16_t sum = INT16_MAX, SMALLER);
  case INT1: REDUCE(int8_t, int8_t sum = INT8_MAX, SMALLER);
  default: refuse(file, line);
  }
}

void _FortranANorm2Dim(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line) {
  const Descriptor *mask = 0;
  PREPARE
  switch (result->type) {
  case REAL8: REDUCE(double, double sum = 0, sum += x * x);
  case REAL4: REDUCE(float, float sum = 0, sum += x * x);
  default: refuse(file, line);
  }
  for (int64_t i = 0; i < count; i++)
    if (result->type == REAL8)
      ((double *)result->base)[i] = sqrt(((double *)result->base)[i]);
    else
      ((float *)result->base)[i] = sqrtf(((float *)result->base)[i]);
}

double _FortranANorm2_8(const Descriptor *array, const char *file, int line, int dimension) {
  double sum = 0;
  int64_t count = elements(array);
  for (int64_t i = 0; i < count; i++) {
    double x = *(const double *)element(array, i);
    sum += x * x;
  }
  return sqrt(sum);
}

float _FortranANorm2_4(const Descriptor *array, const char *file, int line, int dimension) {
  float sum = 0;
  int64_t count = elements(array);
  for (int64_t i = 0; i < count; i++) {
    float x = *(const float *)element(array, i);
    sum += x * x;
  }
  return sqrtf(sum);
}
