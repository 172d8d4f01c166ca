/* Records that lead to rows and to other records, of which some members take no part. */
struct in { double w[2]; const double *t; int n; }; struct out { struct in *in; double **rows; float bias; };
static double nested(struct out *o) { double s = o->bias; for (int i = 0; i < o->in->n; i++) s += o->in->w[i & 1] * o->in->t[i] * o->rows[i][i]; return s * s; }
void check_nested_pointers(void) { double t[3] = {1, 2, 3}, dt[3] = {0}, r0[3] = {1, 2, 3}, r1[3] = {4, 5, 6}, r2[3] = {7, 8, 9}, d0[3] = {0}, d1[3] = {0}, d2[3] = {0}, *rows[3] = {r0, r1, r2}, *drows[3] = {d0, d1, d2}; struct in in = {{.5, 2}, t, 3}, din = {{0, 0}, dt, 3}; struct out o = {&in, rows, 1.5f}, d = {&din, drows, 0};
  double s = 1.5 + .5 * 1 * 1 + 2 * 2 * 5 + .5 * 3 * 9; __enzyme_autodiff((void *)nested, &o, &d); CHECK(d.bias, 2 * s); CHECK(din.w[0], 2 * s * 28); CHECK(din.w[1], 2 * s * 10); CHECK(dt[1], 2 * s * 10); CHECK(d2[2], 2 * s * 1.5); CHECK(d1[0], 0); }
