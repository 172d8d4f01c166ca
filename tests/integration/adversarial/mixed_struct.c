/* A structure of an integer, a float and doubles, copied by memcpy and then overwritten. */
#include <string.h>
struct particle { int id; double mass; float charge; double position[2]; };
double mixed_struct(double *x, int n) {
  struct particle a, b;
  a.id = n;
  a.mass = x[0] * x[1];
  a.charge = (float)(x[2] * x[2]);
  a.position[0] = x[1];
  a.position[1] = x[3] * x[0];
  memcpy(&b, &a, sizeof a);
  a.mass = 0;
  return b.mass * b.mass + b.charge * b.position[1] + b.position[0] * b.id;
}
