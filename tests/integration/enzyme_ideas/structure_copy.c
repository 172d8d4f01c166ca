struct body { double mass; int id; float radius; struct { double x, y; } at; };
NOINLINE static struct body moved(struct body b, double by) { b.at.x += by * b.mass; b.id++; b.radius *= 2; return b; }
static double reach(struct body *b, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { struct body c = moved(b[i], 2); b[n - 1 - i].at.y = c.at.x * c.radius; s += c.at.x * b[i].at.y; }
  return s;
}
void check_structure_copy(void) {
  struct body b[2] = {{1, 7, .5f, {2, 3}}, {2, 8, 1.5f, {4, 5}}}, d[2], t[2], c[2];
  memset(d, 0, sizeof d); memcpy(c, b, sizeof b); memset(t, 0, sizeof t);
  __enzyme_autodiff((void *)reach, b, d, 2);
  t[0].at.x = 1;
  double f = __enzyme_fwddiff((void *)reach, c, t, 2);
  CHECK(d[0].at.x, f);
}
