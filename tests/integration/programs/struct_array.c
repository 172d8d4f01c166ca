#include <math.h>
/* An array of structs: bodies that attract each other. */
typedef struct { double x, y, mass; } Body;

double struct_array(const Body *bodies, int n) {
  double energy = 0.0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      double dx = bodies[i].x - bodies[j].x, dy = bodies[i].y - bodies[j].y;
      energy -= bodies[i].mass * bodies[j].mass / sqrt(dx * dx + dy * dy + 0.01);
    }
  return energy;
}
