struct mixed { float f; int64_t n; double *p; char tag; };
NOINLINE static void update(struct mixed *m, struct mixed *other) {
  other->f = m->f * m->f;
  for (int64_t i = 0; i < m->n; i++) other->p[i] = m->p[i] * m->f;
  other->n = m->n; other->tag = m->tag;
  m->f = 0;
}
void check_mixed_structure(void) {
  double p[2] = {2, 3}, dp[2] = {0}, q[2], dq[2] = {1, 10};
  struct mixed m = {3, 2, p, 'a'}, dm = {0, 0, dp, 0}, o = {0, 0, q, 0}, d = {100, 0, dq, 0};
  __enzyme_autodiff((void *)update, enzyme_dup, &m, &dm, enzyme_dup, &o, &d);
  CHECK(dm.f, 600 + 2 + 30); CHECK(dp[1], 30); CHECK(q[1], 9); CHECK(dq[0], 0);
}
