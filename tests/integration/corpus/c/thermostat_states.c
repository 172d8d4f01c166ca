// A thermostat as a state machine of function pointers that return their successor; inactive text drives it.
#include <ctype.h>
#include <math.h>
#include <string.h>

struct plant;
typedef struct state {
  struct state (*run)(struct plant *, char event);
} State;

struct plant {
  double temperature, power;
  const double *gains;
  int switches;
};

static State heating(struct plant *p, char event);
static State cooling(struct plant *p, char event);

static State heating(struct plant *p, char event) {
  p->temperature += p->power * p->gains[0];
  p->power *= 0.9;
  if (isupper((unsigned char)event)) {
    p->switches++;
    return (State){cooling};
  }
  return (State){heating};
}

static State cooling(struct plant *p, char event) {
  p->temperature -= p->gains[1] * (p->temperature - p->gains[2]);
  p->power += 0.05 * p->gains[3];
  if (event == '!') {
    p->switches++;
    return (State){heating};
  }
  return (State){cooling};
}

double objective(const double *x, int n) {
  const char *events = "abCde!fgHi!jk";
  struct plant p = {.temperature = x[0], .power = n > 4 ? x[4] : 1.0, .gains = x};
  State s = {heating};
  for (size_t i = 0; i < strlen(events); i++) s = s.run(&p, events[i]);
  return p.temperature * p.temperature + p.switches * p.power;
}
