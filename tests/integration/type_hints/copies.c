/* Copies of bytes of which nothing but a hint says what they are: refused without, right with it. */
#include <string.h>

#ifdef HINTED
#define HINT(tree) __attribute__((annotate("enzyme_type=" tree)))
#else
#define HINT(tree)
#endif
#define DOUBLES "{[-1]:Pointer, [-1,-1]:Float@double}"
#define NOINLINE __attribute__((noinline)) static

void argument(const void *from HINT(DOUBLES), void *to, long n) { memcpy(to, from, n); }

void variable(const void *from, void *to, long n) {
  void *target HINT(DOUBLES) = to;
  memcpy(target, from, n);
}

HINT("1:" DOUBLES) void annotated(const void *from, void *to, long n) { memcpy(to, from, n); }

void registered(const void *from, void *to, long n) { memcpy(to, from, n); }

void array(const void *from, void *to, long n) {
  char between[32] HINT("{[-1]:Float@double}");
  memcpy(between, from, n);
  memcpy(to, between, n);
}

NOINLINE HINT("return:" DOUBLES) const void *same(const void *pointer) { return pointer; }

void result(const void *from, void *to, long n) { memcpy(to, same(from), n); }

static void inner(const void *from HINT(DOUBLES), void *to, long n) { memcpy(to, from, n); }

void inlined(const void *from, void *to, long n) { inner(from, to, n); }

/* One member of the record is a double, the other a number. */
void record(const void *from HINT("{[-1]:Pointer, [-1,0]:Integer, [-1,8]:Float@double, [-1,16]:Integer, [-1,24]:Float@double}"),
            void *to, long n) {
  memcpy(to, from, 32);
}

struct holder { const void *memory; };

void deep(const void *from, void *to, long n) {
  struct holder h HINT("{[0]:Pointer, [0,-1]:Float@double}");
  h.memory = from;
  memcpy(to, h.memory, n);
}

typedef long __attribute__((may_alias)) word;

void words(const void *from HINT(DOUBLES), void *to, long n) {
  const word *source = from;
  word *target = to;
  for (long i = 0; i < n / 8; i++) target[i] = source[i];
}

unsigned char scratch[32] HINT("{[-1]:Float@double}");

void global(const void *from, void *to, long n) {
  memcpy(scratch, from, n);
  memcpy(to, scratch, n);
}

unsigned char notes[32];

void marked(const void *from, void *to, long n) {
  memcpy(notes, from, n);
  memcpy(to, notes, n);
}

#ifdef HINTED
void *__enzyme_type_registered[] = {(void *)registered, "0:" DOUBLES};
void *__enzyme_type_notes[] = {(void *)notes, "{[-1]:Float@double}"};
#endif

/* Hints that are not true. */
void wrong(const float *from HINT(DOUBLES), float *to, long n) {
  memcpy(to, from, n);
  to[0] = 2.0f * from[0];
}
