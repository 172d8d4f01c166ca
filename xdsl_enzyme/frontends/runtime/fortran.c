// What flang leaves to its run-time library although derivatives flow through it. Compiled to fortran.ll:
//
//   clang -S -emit-llvm -O1 -fno-discard-value-names -ffp-contract=off -fno-math-errno fortran.c -o fortran.ll
//
// and then without attributes of the target, and with `linkonce_odr` before each definition.
// Of the descriptor of an array only the parts that are used here have names.
#include <stdint.h>
#include <stdlib.h>

typedef struct {
  int64_t lower, extent, stride; // the stride in bytes
} Dimension;

typedef struct {
  char *base;
  int64_t element_size;
  int32_t version;
  int8_t rank, type, attribute, extra;
  Dimension dimensions[15];
} Descriptor;

double fmod(double, double);
float fmodf(float, float);
double sqrt(double);
float sqrtf(float);
double frexp(double, int *);
double ldexp(double, int);

double _FortranAModReal8(double a, double p, const char *file, int line) { return fmod(a, p); }
float _FortranAModReal4(float a, float p, const char *file, int line) { return fmodf(a, p); }

double _FortranAModuloReal8(double a, double p, const char *file, int line) {
  double remainder = fmod(a, p);
  return remainder != 0 && (remainder < 0) != (p < 0) ? remainder + p : remainder;
}

float _FortranAModuloReal4(float a, float p, const char *file, int line) {
  float remainder = fmodf(a, p);
  return remainder != 0 && (remainder < 0) != (p < 0) ? remainder + p : remainder;
}

double _FortranAFraction8(double x) {
  int exponent;
  return frexp(x, &exponent);
}

double _FortranAScale8(double x, int64_t power) { return ldexp(x, (int)power); }

double _FortranASetExponent8(double x, int64_t power) {
  int exponent;
  return ldexp(frexp(x, &exponent), (int)power);
}

static int64_t elements(const Descriptor *array) {
  int64_t count = 1;
  for (int i = 0; i < array->rank; i++)
    count *= array->dimensions[i].extent;
  return count;
}

// How far the element with this number, in the order of Fortran, is from the first one.
static int64_t place(const Descriptor *array, int64_t number) {
  int64_t bytes = 0;
  for (int i = 0; i < array->rank; i++) {
    int64_t extent = array->dimensions[i].extent;
    bytes += number % extent * array->dimensions[i].stride;
    number /= extent;
  }
  return bytes;
}

double _FortranANorm2_8(const Descriptor *array, const char *file, int line, int dimension) {
  double sum = 0;
  int64_t count = elements(array);
  for (int64_t i = 0; i < count; i++) {
    double x = *(double *)(array->base + place(array, i));
    sum += x * x;
  }
  return sqrt(sum);
}

float _FortranANorm2_4(const Descriptor *array, const char *file, int line, int dimension) {
  float sum = 0;
  int64_t count = elements(array);
  for (int64_t i = 0; i < count; i++) {
    float x = *(float *)(array->base + place(array, i));
    sum += x * x;
  }
  return sqrtf(sum);
}

void _FortranAAllocatableSetBounds(Descriptor *array, int dimension, int64_t lower, int64_t upper) {
  int64_t bytes = array->element_size;
  for (int i = 0; i < dimension; i++)
    bytes *= array->dimensions[i].extent;
  array->dimensions[dimension].lower = lower;
  array->dimensions[dimension].extent = upper >= lower ? upper - lower + 1 : 0;
  array->dimensions[dimension].stride = bytes;
}

void _FortranAPointerSetBounds(Descriptor *array, int dimension, int64_t lower, int64_t upper) {
  _FortranAAllocatableSetBounds(array, dimension, lower, upper);
}

int _FortranAAllocatableAllocate(Descriptor *array, void *stream, _Bool has_stat, const Descriptor *message,
                                 const char *file, int line, void *more) {
  int64_t bytes = elements(array) * array->element_size;
  array->base = malloc(bytes > 0 ? bytes : 1);
  return 0;
}

int _FortranAPointerAllocate(Descriptor *array, _Bool has_stat, const Descriptor *message, const char *file, int line,
                            void *more) {
  int64_t bytes = elements(array) * array->element_size;
  array->base = malloc(bytes > 0 ? bytes : 1);
  return 0;
}

int _FortranAAllocatableDeallocate(Descriptor *array, _Bool has_stat, const Descriptor *message, const char *file,
                                   int line) {
  free(array->base);
  array->base = 0;
  return 0;
}

int _FortranAPointerDeallocate(Descriptor *array, _Bool has_stat, const Descriptor *message, const char *file,
                               int line) {
  free(array->base);
  array->base = 0;
  return 0;
}

int _FortranAMoveAlloc(Descriptor *to, Descriptor *from, const void *type, _Bool has_stat, const Descriptor *message,
                       const char *file, int line) {
  if (to->base)
    free(to->base);
  to->base = from->base;
  for (int i = 0; i < from->rank; i++)
    to->dimensions[i] = from->dimensions[i];
  from->base = 0;
  return 0;
}
