/* A calendar of events: an intrusive list kept sorted, callbacks with user data in a union, bit fields beside doubles. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdarg.h>
#include <string.h>
struct sim;
typedef void (*handler)(struct sim *, void *);
struct event { double time; handler run; void *data; struct event *next; unsigned kind : 3, done : 1; double weight; };
struct sim { struct event *first; double now, total; int count; char log[256]; };
static void trace(struct sim *s, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  size_t used = strlen(s->log);
  vsnprintf(s->log + used, sizeof s->log - used, format, arguments);
  va_end(arguments);
}
static void at(struct sim *s, double time, handler run, void *data, unsigned kind, double weight) {
  struct event *e = malloc(sizeof *e), **place = &s->first;
  *e = (struct event){time, run, data, NULL, kind, 0, weight};
  while (*place && (*place)->time <= time) place = &(*place)->next;
  e->next = *place;
  *place = e;
}
struct tank { double level, rate; };
static void fill(struct sim *s, void *data) {
  struct tank *t = data;
  t->level += t->rate * (1 + 0.1 * s->now);
  trace(s, "fill %d %.2f;", s->count, t->level);
  if (s->count < 12) at(s, s->now + 0.5 + 0.01 * t->level, fill, t, 1, t->level);
}
static void drain(struct sim *s, void *data) {
  struct tank *t = data;
  double out = 0.3 * t->level;
  t->level -= out;
  s->total += out * exp(-0.1 * s->now);
}
double objective(const double *x, int n) {
  struct sim s = {0};
  struct tank tanks[4];
  for (int i = 0; i < 4; i++) {
    tanks[i] = (struct tank){x[i] * x[i], 0.2 + 0.1 * x[i + 4 < n ? i + 4 : 0]};
    at(&s, 0.1 * i, fill, &tanks[i], 1, x[i]);
    at(&s, 1.05 + 0.3 * i, drain, &tanks[i], 2, x[i]);
  }
  while (s.first) {
    struct event *e = s.first;
    s.first = e->next;
    s.now = e->time;
    s.count++;
    e->done = 1;
    e->run(&s, e->data);
    s.total += 0.01 * e->weight * e->kind * e->done;
    free(e);
  }
  return s.total + 1e-6 * strlen(s.log);
}
