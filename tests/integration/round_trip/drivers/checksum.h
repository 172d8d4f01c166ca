/* Input that is the same everywhere, and a checksum of output (FNV-1a). */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static uint64_t checksum(const void *data, size_t size) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ ((const unsigned char *)data)[i]) * 1099511628211u;
  return hash;
}

/* Half noise, half words that come again. */
static void fill(unsigned char *data, size_t size) {
  static const char *words[] = {"gradient ", "tangent ", "adjoint ", "of ", "the ", "tape\n"};
  uint32_t state = 12345;
  for (size_t i = 0; i < size;) {
    state = state * 1664525u + 1013904223u;
    if (state >> 30) {
      for (const char *c = words[(state >> 16) % 6]; *c && i < size; c++) data[i++] = *c;
    } else {
      data[i++] = state >> 24;
    }
  }
}

static void report(const char *what, const void *data, size_t size) {
  printf("%s: %zu bytes, %016llx\n", what, size, (unsigned long long)checksum(data, size));
}
