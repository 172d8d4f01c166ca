/* Doubles and integers in a queue of bytes, which wraps around.
   REFUSED: bits of a float|can't decide where the floats are */
enum { ROOM = 40 };

struct queue {
  char bytes[ROOM];
  int head, length;
};

static void put(struct queue *q, const void *from, int n) {
  const char *bytes = from;
  for (int i = 0; i < n; i++) q->bytes[(q->head + q->length++) % ROOM] = bytes[i];
}

static void get(struct queue *q, void *to, int n) {
  char *bytes = to;
  for (int i = 0; i < n; i++, q->length--) {
    bytes[i] = q->bytes[q->head];
    q->head = (q->head + 1) % ROOM;
  }
}

double objective(const double *x, int n) {
  struct queue q = {0};
  double r = 0;
  for (int i = 0; i < n; i++) {
    double square = x[i] * x[i];
    put(&q, &square, 8);
    put(&q, &i, 4);
    if (i < 2) continue;
    int at;
    get(&q, &square, 8);
    get(&q, &at, 4);
    r += square * (at + 1);
  }
  return r;
}
