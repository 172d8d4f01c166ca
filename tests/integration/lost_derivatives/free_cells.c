/* Cells that are linked where their floats are while they are free: one that is returned without arguments.
   X: 1.3 0.7 1.1 0.4 0.9
   REFUSED: may be a float|float is returned as a pointer|may have been set outside of the derivative|which has no shadow */
typedef union Cell {
  union Cell *next;
  struct {
    double a, b;
  } pair;
} Cell;

static Cell pool[8], *unused;

static Cell *get(void) {
  Cell *c = unused;
  unused = c->next;
  return c;
}

static void put(Cell *c) {
  c->next = unused;
  unused = c;
}

double objective(const double *x, int n) {
  unused = 0;
  for (int i = 0; i < 8; i++) put(&pool[i]);
  double r = 0;
  Cell *live[4] = {0};
  for (int i = 0; i < 3 * n; i++) {
    Cell **s = &live[i % 4];
    if (*s) {
      r += (*s)->pair.a * (*s)->pair.b;
      put(*s);
    }
    *s = get();
    (*s)->pair.a = x[i % n] * (i + 1);
    (*s)->pair.b = x[(i + 1) % n];
  }
  for (int i = 0; i < 4; i++)
    if (live[i]) r += live[i]->pair.a;
  return r;
}
