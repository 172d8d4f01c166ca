// A stack machine: opcodes in a table of bytes, a switch in a loop, an inactive program and an active stack.
#include <math.h>
#include <stdint.h>

enum op { PUSH, ARG, ADD, MUL, SUB, NEG, SIN, DUP, SWAP, POW2, JUMP_IF_NEGATIVE, HALT };

struct machine {
  double stack[16];
  int top;
  unsigned pc;
};

static const int8_t program[] = {
    ARG, 0, ARG, 1, MUL, ARG, 2, ADD, DUP, SIN, SWAP, NEG, ADD, DUP, JUMP_IF_NEGATIVE, 2, POW2, NEG, ARG, 3, SUB,
    PUSH, 3, MUL, DUP, MUL, HALT,
};

static double run(const int8_t *code, const double *arguments) {
  struct machine m = {.top = 0, .pc = 0};
  for (;;) {
    switch ((enum op)code[m.pc++]) {
      case PUSH: m.stack[m.top++] = (double)code[m.pc++]; break;
      case ARG: m.stack[m.top++] = arguments[code[m.pc++]]; break;
      case ADD: m.top--; m.stack[m.top - 1] += m.stack[m.top]; break;
      case SUB: m.top--; m.stack[m.top - 1] -= m.stack[m.top]; break;
      case MUL: m.top--; m.stack[m.top - 1] *= m.stack[m.top]; break;
      case NEG: m.stack[m.top - 1] = -m.stack[m.top - 1]; break;
      case SIN: m.stack[m.top - 1] = sin(m.stack[m.top - 1]); break;
      case DUP: m.stack[m.top] = m.stack[m.top - 1]; m.top++; break;
      case SWAP: {
        double t = m.stack[m.top - 1];
        m.stack[m.top - 1] = m.stack[m.top - 2];
        m.stack[m.top - 2] = t;
        break;
      }
      case POW2: m.stack[m.top - 1] *= m.stack[m.top - 1]; break;
      case JUMP_IF_NEGATIVE: {
        int8_t distance = code[m.pc++];
        if (m.stack[--m.top] < 0.0) m.pc += (unsigned)distance;
        break;
      }
      case HALT: return m.stack[m.top - 1];
    }
  }
}

double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i + 3 < n; i++) sum += run(program, x + i);
  return sum;
}
