/* Doubles in a growing buffer of bytes, with a tag in front of each, most significant byte first.
   REFUSED: can't decide where the floats are */
#include <stdlib.h>
#include <string.h>

struct buffer {
  unsigned char *bytes;
  int length, capacity;
};

static void put(struct buffer *b, unsigned char byte) {
  if (b->length == b->capacity) b->bytes = realloc(b->bytes, b->capacity = 2 * b->capacity + 16);
  b->bytes[b->length++] = byte;
}

static void put_double(struct buffer *b, double v) {
  unsigned char bytes[8];
  memcpy(bytes, &v, 8);
  put(b, 'd');
  for (int i = 7; i >= 0; i--) put(b, bytes[i]);
}

static double get_double(const unsigned char *p) {
  unsigned char bytes[8];
  double v;
  for (int i = 0; i < 8; i++) bytes[7 - i] = p[i];
  memcpy(&v, bytes, 8);
  return v;
}

double objective(const double *x, int n) {
  struct buffer b = {0};
  double r = 0;
  for (int i = 0; i < n; i++) put_double(&b, x[i] * x[i]);
  for (int i = 0; i < n; i++)
    if (b.bytes[9 * i] == 'd') r += get_double(b.bytes + 9 * i + 1) * (i + 1);
  free(b.bytes);
  return r;
}
