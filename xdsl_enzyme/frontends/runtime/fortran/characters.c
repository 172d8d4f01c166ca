// Functions of characters, which no derivative flows through: that is seen by their bodies.
#include "descriptor.h"

INLINE int64_t character_size(const Descriptor *string) {
  return string->type == CHARACTER4 ? 4 : string->type == CHARACTER2 ? 2 : 1;
}

INLINE _Bool is_blank(const char *at, int64_t size) {
  return size == 1 ? *at == ' ' : size == 2 ? *(const int16_t *)at == ' ' : *(const int32_t *)at == ' ';
}

INLINE void put_blanks(char *at, int64_t size, int64_t bytes) {
  for (int64_t i = 0; i < bytes; i += size)
    if (size == 1)
      at[i] = ' ';
    else if (size == 2)
      *(int16_t *)(at + i) = ' ';
    else
      *(int32_t *)(at + i) = ' ';
}

// A string as a result, of so many bytes.
INLINE char *begin_string(Descriptor *result, const Descriptor *string, int64_t bytes) {
  result->element_size = bytes;
  result->type = string->type;
  result->rank = 0;
  result->attribute = ALLOCATABLE;
  result->base = allocate(bytes);
  return result->base;
}

INLINE int64_t without_blanks(const char *string, int64_t size, int64_t bytes) {
  while (bytes > 0 && is_blank(string + bytes - size, size))
    bytes -= size;
  return bytes;
}

void _FortranATrim(Descriptor *result, const Descriptor *string, const char *file, int line) {
  const char *from = string->base;
  int64_t bytes = without_blanks(from, character_size(string), string->element_size);
  memcpy(begin_string(result, string, bytes), from, bytes);
}

void _FortranARepeat(Descriptor *result, const Descriptor *string, int64_t copies, const char *file, int line) {
  const char *from = string->base;
  int64_t bytes = string->element_size;
  if (copies < 0)
    fail("repeat has a negative number of copies", file, line);
  char *to = begin_string(result, string, bytes * copies);
  for (int64_t i = 0; i < copies; i++)
    memcpy(to + i * bytes, from, bytes);
}

// Strings of the same shape and length as others.
INLINE Descriptor begin_strings(Descriptor *result, const Descriptor *strings) {
  result->element_size = strings->element_size;
  result->type = strings->type;
  UNROLL for (int i = 0; i < strings->rank; i++) set_extent(result, i, strings->dimensions[i].extent);
  allocate_rank(result, strings->rank);
  return copied(result);
}

void _FortranAAdjustl(Descriptor *result, const Descriptor *given, const char *file, int line) {
  Descriptor strings = copied(given), adjusted = begin_strings(result, &strings);
  int64_t size = character_size(&strings), bytes = strings.element_size, count = elements(&strings);
  for (int64_t i = 0; i < count; i++) {
    const char *from = element(&strings, i);
    char *to = element_of_rank(&adjusted, strings.rank, i);
    int64_t blanks = 0;
    while (blanks < bytes && is_blank(from + blanks, size))
      blanks += size;
    memcpy(to, from + blanks, bytes - blanks);
    put_blanks(to + bytes - blanks, size, blanks);
  }
}

void _FortranAAdjustr(Descriptor *result, const Descriptor *given, const char *file, int line) {
  Descriptor strings = copied(given), adjusted = begin_strings(result, &strings);
  int64_t size = character_size(&strings), bytes = strings.element_size, count = elements(&strings);
  for (int64_t i = 0; i < count; i++) {
    const char *from = element(&strings, i);
    char *to = element_of_rank(&adjusted, strings.rank, i);
    int64_t length = without_blanks(from, size, bytes);
    put_blanks(to, size, bytes - length);
    memcpy(to + bytes - length, from, length);
  }
}
