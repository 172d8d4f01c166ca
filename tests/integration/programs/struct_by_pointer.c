/* A struct with integers and floats, changed through a pointer. */
typedef struct {
  double position;
  int steps;
  double velocity;
} Particle;

__attribute__((noinline)) static void advance(Particle *p, double dt) {
  p->velocity -= dt * p->position * p->position;
  p->position += dt * p->velocity;
  p->steps++;
}

double struct_by_pointer(double position, double velocity, int n) {
  Particle p = {position, 0, velocity};
  for (int i = 0; i < n; i++)
    advance(&p, 0.1);
  return p.position * p.steps + p.velocity;
}
