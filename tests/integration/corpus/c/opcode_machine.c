// A stack machine: each instruction is handled by a function that a table gives, and works on a struct in memory.
#include <math.h>

typedef struct machine {
  double stack[16];
  int top;
  const double *inputs;
  int count;
} machine;

typedef void (*handler)(machine *, int);

static void push_input(machine *m, int argument) { m->stack[m->top++] = m->inputs[argument % m->count]; }
static void push_constant(machine *m, int argument) { m->stack[m->top++] = 0.25 * argument; }
static void add(machine *m, int argument) {
  (void)argument;
  m->top--;
  m->stack[m->top - 1] += m->stack[m->top];
}
static void multiply(machine *m, int argument) {
  (void)argument;
  m->top--;
  m->stack[m->top - 1] *= m->stack[m->top];
}
static void sine(machine *m, int argument) {
  (void)argument;
  m->stack[m->top - 1] = sin(m->stack[m->top - 1]);
}
static void swap(machine *m, int argument) {
  (void)argument;
  double t = m->stack[m->top - 1];
  m->stack[m->top - 1] = m->stack[m->top - 2];
  m->stack[m->top - 2] = t;
}

enum { INPUT, CONSTANT, ADD, MULTIPLY, SINE, SWAP };
static const handler handlers[] = {push_input, push_constant, add, multiply, sine, swap};

static const struct {
  unsigned char code, argument;
} program[] = {{INPUT, 0}, {INPUT, 1},  {MULTIPLY, 0}, {CONSTANT, 3}, {ADD, 0},   {SINE, 0},  {INPUT, 2}, {INPUT, 3},
               {SWAP, 0},  {MULTIPLY, 0}, {INPUT, 4},   {ADD, 0},      {MULTIPLY, 0}, {INPUT, 5}, {SINE, 0},  {ADD, 0}};

double objective(const double *x, int n) {
  machine m = {.top = 0, .inputs = x, .count = n};
  for (unsigned i = 0; i < sizeof program / sizeof program[0]; i++)
    handlers[program[i].code](&m, program[i].argument);
  return m.stack[0];
}
