// What the C library does to memory of its callers that may hold numbers. Compiled to c_library.ll:
//
//   clang -S -emit-llvm -O1 -fno-discard-value-names -fexceptions -D_GNU_SOURCE c_library.c -o c_library.ll
//
// and then without attributes of the target, and with `linkonce_odr` before each definition.
//
// Comparisons have no derivative: only positions are sorted, by merging, and elements move as these say, to a copy and back.
//
// What copies strings copies bytes. Of copies, types are known: which bytes are floats, and which are characters beside floats.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef int Comparison(const void *, const void *);
typedef int ComparisonWith(const void *, const void *, void *);

// The positions of the elements, in ascending order; equal elements stay in their order.
#define SORT_POSITIONS(COMPARE)                                                                        \
  for (size_t i = 0; i < count; i++) from[i] = i;                                                      \
  for (size_t width = 1; width < count; width *= 2) {                                                  \
    for (size_t start = 0; start < count; start += 2 * width) {                                        \
      size_t middle = start + width < count ? start + width : count;                                   \
      size_t end = middle + width < count ? middle + width : count;                                    \
      size_t left = start, right = middle;                                                             \
      for (size_t i = start; i < end; i++) {                                                           \
        int take_left = left < middle;                                                                 \
        if (take_left && right < end) {                                                                \
          const char *one = elements + from[left] * size, *other = elements + from[right] * size;      \
          take_left = (COMPARE) <= 0;                                                                  \
        }                                                                                              \
        to[i] = from[take_left ? left++ : right++];                                                    \
      }                                                                                                \
    }                                                                                                  \
    size_t *other = from;                                                                              \
    from = to;                                                                                         \
    to = other;                                                                                        \
  }

#define SORT(COMPARE)                                                                                  \
  if (count < 2) return;                                                                               \
  char *elements = base;                                                                               \
  size_t *positions = malloc(2 * count * sizeof *positions), *from = positions, *to = positions + count; \
  SORT_POSITIONS(COMPARE)                                                                              \
  char *sorted = malloc(count * size);                                                                 \
  for (size_t i = 0; i < count; i++) memcpy(sorted + i * size, elements + from[i] * size, size);       \
  memcpy(elements, sorted, count * size);                                                              \
  free(sorted);                                                                                        \
  free(positions);

void qsort(void *base, size_t count, size_t size, Comparison *compare) { SORT(compare(one, other)) }

void qsort_r(void *base, size_t count, size_t size, ComparisonWith *compare, void *data) {
  SORT(compare(one, other, data))
}

void *bsearch(const void *key, const void *base, size_t count, size_t size, Comparison *compare) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    char *element = (char *)base + middle * size;
    int order = compare(key, element);
    if (order == 0) return element;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

char *strcpy(char *to, const char *from) { return memcpy(to, from, strlen(from) + 1); }

char *stpcpy(char *to, const char *from) {
  size_t length = strlen(from);
  memcpy(to, from, length + 1);
  return to + length;
}

char *stpncpy(char *to, const char *from, size_t size) {
  size_t length = strnlen(from, size);
  memcpy(to, from, length);
  memset(to + length, 0, size - length);
  return to + length;
}

char *strncpy(char *to, const char *from, size_t size) {
  stpncpy(to, from, size);
  return to;
}

char *strcat(char *to, const char *from) {
  strcpy(to + strlen(to), from);
  return to;
}

char *strncat(char *to, const char *from, size_t size) {
  size_t before = strlen(to), length = strnlen(from, size);
  memcpy(to + before, from, length);
  to[before + length] = 0;
  return to;
}

// What glibc's headers make of these; that there is room is not looked at again.
char *__strcpy_chk(char *to, const char *from, size_t room) { return strcpy(to, from); }
char *__stpcpy_chk(char *to, const char *from, size_t room) { return stpcpy(to, from); }
char *__strncpy_chk(char *to, const char *from, size_t size, size_t room) { return strncpy(to, from, size); }
char *__stpncpy_chk(char *to, const char *from, size_t size, size_t room) { return stpncpy(to, from, size); }
char *__strcat_chk(char *to, const char *from, size_t room) { return strcat(to, from); }
char *__strncat_chk(char *to, const char *from, size_t size, size_t room) { return strncat(to, from, size); }
