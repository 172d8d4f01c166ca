/* Symbols with several names, functions that are chosen at load time, assembly at file scope, and jumps out of functions. */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

__asm__(".globl from_assembly\nfrom_assembly:\n  leal 7(%rdi), %eax\n  ret\n");
int from_assembly(int);

int original(int x) { return 3 * x + 1; }
int other_name(int) __attribute__((alias("original")));
int replaceable(int) __attribute__((weak, alias("original")));
static int hidden_name(int) __attribute__((alias("original")));
int table[4] = {1, 2, 3, 4};
extern int same_table[4] __attribute__((alias("table")));
int (*const pointers[])(int) = {other_name, replaceable, original};

static int plain(int x) { return x * x; }
static int special(int x) { return x * x + 0; }
static int (*choose(void))(int) { return table[0] ? plain : special; }
int chosen(int) __attribute__((ifunc("choose")));

static jmp_buf place;
static int depth;

static void dive(int level) {
  char buffer[64];
  memset(buffer, level, sizeof buffer);
  if (level == 5) longjmp(place, 10 + level);
  depth += buffer[level];
  dive(level + 1);
}

static int attempts(int n) {
  volatile int tries = 0;
  for (volatile int i = 0; i < n; i++) {
    int code = setjmp(place);
    if (code == 0) {
      tries++;
      dive(i);
    } else {
      printf("attempt %d: %d, depth %d\n", i, code, depth);
    }
  }
  return tries;
}

static int opaque(int x) {
  double d = x * 0.5;
  __asm__ volatile("" : "+r"(x));
  __asm__ volatile("" : : "r,m"(x) : "memory");
  __asm__("" : "+x"(d), "+r"(x));
  return x + (int)d;
}

int main(void) {
  printf("%d\n", from_assembly(5));
  printf("%d %d %d %d\n", other_name(1), replaceable(2), hidden_name(3), original(4));
  same_table[2] = 9;
  for (int i = 0; i < 3; i++) printf("%d ", pointers[i](table[i]));
  printf("%d %d\n", chosen(7), attempts(4));
  printf("%d %d\n", opaque(9), pointers[0] == pointers[2]);
  return depth & 7;
}
